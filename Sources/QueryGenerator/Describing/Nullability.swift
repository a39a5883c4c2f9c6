/// Tells which result columns are never NULL.
///
/// A rule may be over-cautious but never unsound: a column that it calls never NULL must never be NULL.
protocol NullabilityRule: Sendable {
    /// One answer a column: true where it can be NULL or nobody can tell.
    /// - Parameter nullableParameters: names of the parameters that may be NULL.
    func isNullable(_ description: Description, nullableParameters: Set<String>) -> [Bool]
}

/// The plain rule: a column is never NULL when it comes straight from a NOT NULL column of a table and the statement
/// holds nothing that could put a NULL in its place.
struct OriginNullability: NullabilityRule {
    let catalog: Catalog

    func isNullable(_ description: Description, nullableParameters: Set<String>) -> [Bool] {
        guard !holdsNullMaker(description.text.words) else { return description.columns.map { _ in true } }
        return description.columns.map { column in
            guard let origin = column.origin, catalog.table(origin.table)?.keepsNotNull == true else { return true }
            return catalog.columns[origin]?.isNotNull != true
        }
    }

    /// Outer joins, grouping sets and set operations.
    private func holdsNullMaker(_ words: [SQLToken.Kind]) -> Bool {
        for (index, word) in words.enumerated() {
            guard case .word(let name) = word else { continue }
            switch name {
            // left('abc', 1) is a function; the join is never followed by a bracket.
            case "left", "right", "full":
                if index + 1 == words.count || words[index + 1] != .symbol("(") { return true }
            case "rollup", "cube", "grouping", "union", "intersect", "except": return true
            default: break
            }
        }
        return false
    }
}

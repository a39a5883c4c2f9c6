/// The row of several statements of one schema: `-- row: IssueSummary`.
struct SharedRow {
    var name: String
    var columns: [TypedQuery.Column]
    /// Qualified names, for the doc comment.
    var statements: [String]

    /// The name that the file of shared rows has among the files of subjects.
    static let fileSubject = "shared_rows"

    /// Each once, in the order of first use.
    /// - Parameter queries: all of one schema.
    /// - Throws: `Diagnostics` where two statements differ in a row that they share, or a name is taken.
    static func collect(_ queries: [TypedQuery]) throws(Diagnostics) -> [SharedRow] {
        var rows: [SharedRow] = []
        var firsts: [String: TypedQuery] = [:]
        var problems: [Diagnostic] = []
        for typed in queries {
            guard let mention = typed.query.headers.row else { continue }
            if let other = queries.first(where: { $0.typeName == mention.name }) {
                problems.append(
                    typed.query.diagnostic(
                        "\(mention.name) is the Swift name of \(other.query.qualifiedName)", at: mention.offset))
            } else if QueryFolder.usedTypes.contains(mention.name) {
                problems.append(
                    typed.query.diagnostic(
                        "\(mention.name) would hide the Swift type \(mention.name)", at: mention.offset))
            } else if typed.query.subject == fileSubject {
                problems.append(typed.query.diagnostic("the file \(fileSubject).sql needs another name"))
            } else if let index = rows.firstIndex(where: { $0.name == mention.name }),
                let first = firsts[mention.name]
            {
                rows[index].statements.append(typed.query.qualifiedName)
                let differences = differences(typed.columns, first.columns)
                guard !differences.isEmpty else { continue }
                let place = first.query.source.location(of: first.query.nameOffset)
                problems.append(
                    typed.query.diagnostic(
                        "the row \(mention.name) is not that of \(first.query.qualifiedName): "
                            + differences.joined(separator: "; "),
                        at: mention.offset, hint: "the other is in \(first.query.source.path):\(place.line)"))
            } else {
                rows.append(
                    SharedRow(name: mention.name, columns: typed.columns, statements: [typed.query.qualifiedName]))
                firsts[mention.name] = typed
            }
        }
        guard problems.isEmpty else { throw Diagnostics(all: problems) }
        return rows
    }

    /// Compares by position, since rows are read by position.
    private static func differences(_ here: [TypedQuery.Column], _ there: [TypedQuery.Column]) -> [String] {
        func text(_ column: TypedQuery.Column) -> String { column.type.name + (column.isOptional ? "?" : "") }
        var found: [String] = []
        for (index, pair) in zip(here, there).enumerated() {
            if pair.0.name != pair.1.name {
                found.append("column \(index + 1) is \(pair.0.sqlName) here and \(pair.1.sqlName) there")
            } else if text(pair.0) != text(pair.1) {
                found.append("column \(pair.0.sqlName) is \(text(pair.0)) here and \(text(pair.1)) there")
            }
        }
        for column in here.dropFirst(there.count) { found.append("column \(column.sqlName) is only here") }
        for column in there.dropFirst(here.count) { found.append("column \(column.sqlName) is only there") }
        return found
    }
}

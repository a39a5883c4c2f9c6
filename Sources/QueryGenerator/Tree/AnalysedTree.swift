/// What the server's analysed tree says of a statement. Nil where there is no tree or it is not understood.
struct AnalysedTree {
    private let scope: QueryScope

    init?(_ query: Query, _ description: Description, catalog: Catalog) {
        guard let text = description.tree, let node = NodeReader.read(text) else { return nil }
        let statements = node.members.compactMap(\.object)
        // A rule may turn one statement into several; then nobody knows which one answers.
        guard statements.count == 1, let statement = statements.first, statement.name == "QUERY" else { return nil }
        let nullable = query.text.parameters.indices.filter { index in
            query.null.contains { $0.name == query.text.parameters[index].name }
        }
        let context = TreeContext(catalog: catalog, nullableParameters: Set(nullable.map { $0 + 1 }))
        scope = QueryScope(statement, outer: [], context: context)
        // The columns of the tree must be the columns of the answer.
        guard scope.outputs.count == description.columns.count else { return nil }
    }

    var nullableColumns: [Bool] { scope.outputs.indices.map { scope.isOutputNullable($0) } }
    var columnOrigins: [Set<Catalog.ColumnKey>] { scope.outputs.indices.map { scope.outputOrigins($0) } }
    var parameterOrigins: [Int: Set<Catalog.ColumnKey>] { scope.parameterOrigins() }
}

/// The rule that reads the server's tree, and the plain one where there is none.
struct TreeNullability: NullabilityRule {
    let catalog: Catalog

    func isNullable(_ query: Query, _ description: Description) -> [Bool] {
        AnalysedTree(query, description, catalog: catalog)?.nullableColumns
            ?? OriginNullability(catalog: catalog).isNullable(query, description)
    }
}

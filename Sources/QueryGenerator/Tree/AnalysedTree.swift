/// What the server's analysed tree says of a statement. Nil where there is no tree or it is not understood.
struct AnalysedTree {
    private let statement: NodeObject
    private let catalog: Catalog
    /// With no parameter that may be NULL.
    private let scope: QueryScope

    init?(_ description: Description, catalog: Catalog) {
        guard let text = description.tree, let node = NodeReader.read(text) else { return nil }
        let statements = node.members.compactMap(\.object)
        // A rule may turn one statement into several; then nobody knows which one answers.
        guard statements.count == 1, let statement = statements.first, statement.name == "QUERY" else { return nil }
        self.statement = statement
        self.catalog = catalog
        scope = QueryScope(statement, outer: [], context: TreeContext(catalog: catalog, nullableParameters: []))
        // The columns of the tree must be the columns of the answer.
        guard scope.outputs.count == description.columns.count else { return nil }
    }

    /// - Parameter nullableParameters: numbers of the parameters that may be NULL.
    func nullableColumns(nullableParameters: Set<Int>) -> [Bool] {
        let context = TreeContext(catalog: catalog, nullableParameters: nullableParameters)
        let scope = QueryScope(statement, outer: [], context: context)
        return scope.outputs.indices.map { scope.isOutputNullable($0) }
    }

    var columnOrigins: [Set<Catalog.ColumnKey>] { scope.outputs.indices.map { scope.outputOrigins($0) } }
    var parameterOrigins: [Int: Set<Catalog.ColumnKey>] { scope.parameterOrigins() }
    var parameterUses: ParameterUses { scope.parameterUses() }
}

/// The rule that reads the server's tree, and the plain one where there is none.
struct TreeNullability: NullabilityRule {
    let catalog: Catalog

    func isNullable(_ description: Description, nullableParameters: Set<String>) -> [Bool] {
        guard let tree = AnalysedTree(description, catalog: catalog) else {
            return OriginNullability(catalog: catalog)
                .isNullable(description, nullableParameters: nullableParameters)
        }
        let numbers = description.text.parameters.enumerated()
            .filter { nullableParameters.contains($0.element.name) }.map { $0.offset + 1 }
        return tree.nullableColumns(nullableParameters: Set(numbers))
    }
}

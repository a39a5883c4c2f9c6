/// Gives a described query its Swift types.
struct QueryTyping: Sendable {
    let catalog: Catalog
    let identifiers: IdentifierTypes
    let types: TypeMap
    let nullability: any NullabilityRule

    init(_ catalog: Catalog, nullability: any NullabilityRule) {
        self.catalog = catalog
        identifiers = IdentifierTypes(catalog)
        types = TypeMap(catalog: catalog)
        self.nullability = nullability
    }

    func type(_ query: Query, _ description: Description) throws(Diagnostic) -> TypedQuery {
        try checkMentions(query, description)
        let tree = AnalysedTree(query, description, catalog: catalog)
        return TypedQuery(
            query: query, parameters: try parameters(query, description, tree),
            columns: try columns(query, description, tree))
    }

    // MARK: - Parameters

    private func parameters(
        _ query: Query, _ description: Description, _ tree: AnalysedTree?
    ) throws(Diagnostic) -> [TypedQuery.Parameter] {
        let origins = tree?.parameterOrigins ?? [:]
        var parameters: [TypedQuery.Parameter] = []
        for (index, mention) in query.text.parameters.enumerated() {
            guard index < description.parameterOIDs.count else {
                throw query.diagnostic("the server does not see the parameter :\(mention.name)", at: mention.offset)
            }
            let oid = description.parameterOIDs[index]
            let name = SwiftName.property(mention.name)
            if parameters.contains(where: { $0.name == name }) || ["self", "init", "Type", "Protocol"].contains(name) {
                throw query.diagnostic("another name is needed for the parameter :\(mention.name)", at: mention.offset)
            }
            guard
                let type = override(mention.name, query) ?? parameterType(mention.name, oid, query, origins[index + 1])
            else {
                throw query.diagnostic(
                    "the parameter :\(mention.name) is of type \(types.displayName(of: oid)), "
                        + "which no Swift type stands for",
                    at: mention.offset,
                    hint: "send it as text and cast it: (:\(mention.name)::text)::\(types.displayName(of: oid))")
            }
            parameters.append(
                TypedQuery.Parameter(
                    name: name, type: type, isOptional: query.null.contains { $0.name == mention.name },
                    declaredOID: oid < BuiltIn.firstUnpinned ? oid : 0))
        }
        return parameters
    }

    /// A key by the parameter's name, else by the columns that it meets, else by the file's name for a bare `:id`.
    private func parameterType(
        _ name: String, _ oid: UInt32, _ query: Query, _ origins: Set<Catalog.ColumnKey>?
    ) -> SwiftType? {
        let base = types.base(of: oid)
        if base == BuiltIn.bigint || base == BuiltIn.bigintArray {
            let table =
                identifiers.table(ofParameter: name) ?? identifiers.table(ofColumns: origins ?? [])
                ?? (["id", "ids"].contains(name) ? identifiers.table(schema: query.schema, name: query.subject) : nil)
            if let type = table.flatMap(identifiers.swiftType(ofTable:)) {
                return SwiftType(name: base == BuiltIn.bigint ? type : "[\(type)]")
            }
        }
        return types.swiftType(of: oid)
    }

    // MARK: - Columns

    private func columns(
        _ query: Query, _ description: Description, _ tree: AnalysedTree?
    ) throws(Diagnostic) -> [TypedQuery.Column] {
        guard query.cardinality.hasRows else {
            if query.cardinality == .count, !description.columns.isEmpty {
                throw query.diagnostic(
                    "a statement that gives rows is not counted",
                    hint: ":one with count(*), or :many, :maybe, :one, :exec")
            }
            return []
        }
        guard !description.columns.isEmpty else {
            throw query.diagnostic(
                "this statement gives no rows", hint: ":exec, or :count for the number of rows that it changes")
        }
        let nullable = nullability.isNullable(query, description)
        // The tree sees through views; the server's own answer stops at them.
        let origins = tree?.columnOrigins ?? description.columns.map { Set([$0.origin].compactMap(\.self)) }
        var columns: [TypedQuery.Column] = []
        for (index, column) in description.columns.enumerated() {
            guard SwiftName.isIdentifier(column.name) else {
                throw query.diagnostic("column \(index + 1) is called “\(column.name)”", hint: "name it with AS")
            }
            let name = SwiftName.property(column.name)
            if columns.contains(where: { $0.name == name }) {
                throw query.diagnostic("two columns are called \(column.name)", hint: "name one of them with AS")
            }
            guard let type = override(column.name, query) ?? columnType(column, origins[index]) else {
                throw query.diagnostic(
                    "column \(index + 1), \(column.name), is of type \(types.displayName(of: column.typeOID)), "
                        + "which no Swift type stands for",
                    hint: "cast it, for example: (…)::text AS \(column.name)")
            }
            let isOptional = nullable[index] && !query.notNull.contains { $0.name == column.name }
            columns.append(TypedQuery.Column(name: name, type: type, isOptional: isOptional))
        }
        return columns
    }

    private func columnType(_ column: Description.Column, _ origins: Set<Catalog.ColumnKey>) -> SwiftType? {
        if types.base(of: column.typeOID) == BuiltIn.bigint,
            let table = identifiers.table(ofColumns: origins), let name = identifiers.swiftType(ofTable: table)
        {
            return SwiftType(name: name)
        }
        return types.swiftType(of: column.typeOID)
    }

    // MARK: - Headers

    /// `-- type state: Records.IssueState`: a name before the first dot is a module if it is one of ours.
    private func override(_ name: String, _ query: Query) -> SwiftType? {
        guard let written = query.types.first(where: { $0.target.name == name })?.swiftType else { return nil }
        let bare = written.drop { $0 == "[" }
        let module = ["Records", "Foundation"].first { bare.hasPrefix($0 + ".") }
        return SwiftType(name: written, module: module)
    }

    /// A header that names nothing is a mistyped one.
    private func checkMentions(_ query: Query, _ description: Description) throws(Diagnostic) {
        let parameters = Set(query.text.parameters.map(\.name))
        let columns = Set(query.cardinality.hasRows ? description.columns.map(\.name) : [])
        for mention in query.null where !parameters.contains(mention.name) {
            throw query.diagnostic("no parameter is called :\(mention.name)", at: mention.offset)
        }
        for mention in query.notNull where !columns.contains(mention.name) {
            throw query.diagnostic("no column is called \(mention.name)", at: mention.offset)
        }
        for (target, _) in query.types where !parameters.contains(target.name) && !columns.contains(target.name) {
            throw query.diagnostic("no column or parameter is called \(target.name)", at: target.offset)
        }
    }
}

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

    /// - Parameter descriptions: one for each of the query's variants, in order.
    func type(_ query: Query, _ descriptions: [Description]) throws(Diagnostic) -> TypedQuery {
        if query.cardinality == .copy { return try copy(query) }
        var warnings: [Diagnostic] = []
        try checkMentions(query, columns: descriptions[0].columns.map(\.name))
        let trees = descriptions.map { AnalysedTree($0, catalog: catalog) }
        let parameters = try parameters(query, descriptions, trees, &warnings)
        let nullable = Set(parameters.filter { $0.isOptional && !$0.isCondition }.map(\.sqlName))
        let columns = try columns(query, descriptions, trees, nullable, &warnings)
        return TypedQuery(query: query, parameters: parameters, columns: columns, warnings: warnings)
    }

    /// Types that the statement's Swift speaks of.
    func typeOIDs(of typed: TypedQuery, _ descriptions: [Description]) -> Set<UInt32> {
        var oids = Set(descriptions.flatMap { $0.parameterOIDs + $0.columns.map(\.typeOID) })
        oids.formUnion(typed.copy?.typeOIDs ?? [])
        return oids
    }

    // MARK: - Parameters

    private func parameters(
        _ query: Query, _ descriptions: [Description], _ trees: [AnalysedTree?], _ warnings: inout [Diagnostic]
    ) throws(Diagnostic) -> [TypedQuery.Parameter] {
        let origins = byName(descriptions, trees) { $0.parameterOrigins }
        let uses = NamedUses(descriptions, trees, catalog)
        var parameters: [TypedQuery.Parameter] = []
        for mention in query.parameters {
            let oid = try typeOID(of: mention, query, descriptions)
            let name = SwiftName.property(mention.name)
            if parameters.contains(where: { $0.name == name }) || Self.unusableNames.contains(name) {
                throw query.diagnostic("another name is needed for the parameter :\(mention.name)", at: mention.offset)
            }
            let elementsHoldNull = try elementsHoldNull(mention.name, oid, query)
            guard
                let type = override(mention.name, query)
                    ?? parameterType(mention.name, oid, query, origins[mention.name], elementsHoldNull)
            else { throw untypedParameter(mention, oid, query) }
            let isCondition = query.template.conditions.contains { $0.name == mention.name }
            parameters.append(
                TypedQuery.Parameter(
                    name: name, sqlName: mention.name, type: type, serverType: types.displayName(of: oid),
                    isOptional: try isOptional(mention, isCondition, query, uses, &warnings), isCondition: isCondition,
                    declaredOID: oid < BuiltIn.firstUnpinned ? oid : 0))
        }
        return parameters
    }

    private static let unusableNames: Set<String> = ["self", "init", "Type", "Protocol", "variant"]

    private func untypedParameter(_ mention: Query.Mention, _ oid: UInt32, _ query: Query) -> Diagnostic {
        query.diagnostic(
            "the parameter :\(mention.name) is of type \(types.displayName(of: oid)), which no Swift type stands for",
            at: mention.offset,
            hint: types.hint(for: oid)
                ?? "send it as text and cast it: (:\(mention.name)::text)::\(types.displayName(of: oid))")
    }

    /// What the server takes the parameter for, which must be one thing in all variants.
    private func typeOID(
        of mention: Query.Mention, _ query: Query, _ descriptions: [Description]
    ) throws(Diagnostic) -> UInt32 {
        var found: UInt32?
        for description in descriptions {
            let index = description.text.parameters.firstIndex { $0.name == mention.name }
            guard let index else { continue }
            guard index < description.parameterOIDs.count else {
                throw query.diagnostic("the server does not see the parameter :\(mention.name)", at: mention.offset)
            }
            let oid = description.parameterOIDs[index]
            guard found == nil || found == oid else {
                throw query.diagnostic(
                    "the parameter :\(mention.name) is of type \(types.displayName(of: found ?? 0)) in one variant "
                        + "and of type \(types.displayName(of: oid)) in another",
                    at: mention.offset, hint: "cast it: :\(mention.name)::\(types.displayName(of: found ?? 0))")
            }
            found = oid
        }
        guard let found else {
            throw query.diagnostic("the server does not see the parameter :\(mention.name)", at: mention.offset)
        }
        return found
    }

    /// A key by the parameter's name, else by the columns that it meets, else by the file's name for a bare `:id`.
    private func parameterType(
        _ name: String, _ oid: UInt32, _ query: Query, _ origins: Set<Catalog.ColumnKey>?, _ elementsHoldNull: Bool
    ) -> SwiftType? {
        let base = types.base(of: oid)
        if base == BuiltIn.bigint || base == BuiltIn.bigintArray {
            let table =
                identifiers.table(ofParameter: name) ?? identifiers.table(ofColumns: origins ?? [])
                ?? (["id", "ids"].contains(name) ? identifiers.table(schema: query.schema, name: query.subject) : nil)
            if let name = table.flatMap(identifiers.swiftType(ofTable:)) {
                let type = SwiftType(name: name)
                return base == BuiltIn.bigint ? type : type.array(holdsNull: elementsHoldNull)
            }
        }
        return types.swiftType(of: oid, elementsHoldNull: elementsHoldNull)
    }

    /// By what the statement does with the parameter, unless a header says otherwise.
    private func isOptional(
        _ mention: Query.Mention, _ isCondition: Bool, _ query: Query, _ uses: NamedUses, _ warnings: inout [Diagnostic]
    ) throws(Diagnostic) -> Bool {
        let name = mention.name
        let allowed = query.headers.null.first { $0.name == name }
        let forbidden = query.headers.notNull.first { $0.name == ":" + name }
        if let contradiction = forbidden, allowed != nil {
            throw query.diagnostic("null: and notnull: both name the parameter :\(name)", at: contradiction.offset)
        }
        if isCondition {
            if let mention = allowed ?? forbidden {
                throw query.diagnostic(
                    "nil leaves out the part of :\(name), and so it is never NULL", at: mention.offset)
            }
            return true
        }
        let inferred = uses.takesNull.contains(name) && !uses.refusesNull.contains(name)
        if let allowed {
            if inferred {
                warnings.append(
                    query.warning("null: need not name \(name); the statement itself shows it", at: allowed.offset))
            } else if uses.refusesNull.contains(name) {
                warnings.append(
                    query.warning("null: names \(name), which is written where NULL is refused", at: allowed.offset))
            }
            return true
        }
        if let forbidden {
            if !inferred {
                warnings.append(
                    query.warning("notnull: need not name :\(name); it is not taken for NULL", at: forbidden.offset))
            }
            return false
        }
        return inferred
    }

    /// What the trees of the variants say of a parameter, by its name.
    private func byName<Value>(
        _ descriptions: [Description], _ trees: [AnalysedTree?],
        _ values: (AnalysedTree) -> [Int: Set<Value>]
    ) -> [String: Set<Value>] {
        var found: [String: Set<Value>] = [:]
        for (description, tree) in zip(descriptions, trees) {
            guard let tree else { continue }
            for (number, value) in values(tree) where description.text.parameters.indices.contains(number - 1) {
                found[description.text.parameters[number - 1].name, default: []].formUnion(value)
            }
        }
        return found
    }

    /// The uses of a statement's parameters in all its variants.
    private struct NamedUses {
        var takesNull: Set<String> = []
        var refusesNull: Set<String> = []

        init(_ descriptions: [Description], _ trees: [AnalysedTree?], _ catalog: Catalog) {
            for (description, tree) in zip(descriptions, trees) {
                // The server gives a parameter of a domain to the domain's checks, NULL too.
                for (parameter, oid) in zip(description.text.parameters, description.parameterOIDs)
                where catalog.isNotNullDomain(oid) { refusesNull.insert(parameter.name) }
                guard let uses = tree?.parameterUses else { continue }
                for (index, parameter) in description.text.parameters.enumerated() {
                    if uses.takesNull.contains(index + 1) { takesNull.insert(parameter.name) }
                    if uses.refusesNull.contains(index + 1) { refusesNull.insert(parameter.name) }
                }
            }
        }
    }
}

/// What a statement does with its parameters, by number.
struct ParameterUses: Equatable {
    /// Written to a column that may be NULL, or tested for NULL.
    var takesNull: Set<Int> = []
    /// Written to a column or a domain that is NOT NULL.
    var refusesNull: Set<Int> = []
}

extension QueryScope {
    func parameterUses() -> ParameterUses {
        var uses = ParameterUses()
        collectUses(.object(query), into: &uses)
        return uses
    }

    private func collectUses(_ node: Node, into uses: inout ParameterUses) {
        switch node {
        case .nothing, .atom: return
        case .list(let members): for member in members { collectUses(member, into: &uses) }
        case .object(let object):
            if object.name == "QUERY", object !== query {
                child(object).collectUses(node, into: &uses)
                return
            }
            if object === query { collectWrites(into: &uses) }
            switch object.name {
            case "NULLTEST": uses.takesNull.formUnion(parameters(behind: object["arg"]))
            case "COALESCE", "COALESCEEXPR", "DISTINCTEXPR":
                for argument in object["args"].members { uses.takesNull.formUnion(parameters(behind: argument)) }
            case "COERCETODOMAIN":
                if context.catalog.isNotNullDomain(UInt32(object.int("resulttype"))) {
                    uses.refusesNull.formUnion(parameters(behind: object["arg"]))
                }
            default: break
            }
            for field in object.fields.values { collectUses(field, into: &uses) }
        }
    }

    private func collectWrites(into uses: inout ParameterUses) {
        for (column, expression) in writes() {
            let numbers = parameters(behind: expression)
            if context.catalog.columns[column]?.refusesNull == true {
                uses.refusesNull.formUnion(numbers)
            } else {
                uses.takesNull.formUnion(numbers)
            }
        }
    }

    /// What INSERT, UPDATE, MERGE and ON CONFLICT of this level write into which column.
    func writes() -> [(column: Catalog.ColumnKey, expression: Node)] {
        guard query.int("commandType") != 1, let target = range(query.int("resultRelation")) else { return [] }
        let table = UInt32(target.int("relid"))
        var lists = [query["targetList"]]
        if let conflict = query["onConflict"].object { lists.append(conflict["onConflictSet"]) }
        lists += query["mergeActionList"].members.compactMap { $0.object?["targetList"] }
        return lists.flatMap(\.members).compactMap(\.object).compactMap { entry in
            guard !entry.isTrue("resjunk"), let attribute = Int16(exactly: entry.int("resno")) else { return nil }
            return (Catalog.ColumnKey(table: table, attribute: attribute), entry["expr"])
        }
    }

    /// The numbers of the parameters whose value this is, unchanged but for casts; several for the rows of VALUES.
    func parameters(behind expression: Node, depth: Int = 0) -> Set<Int> {
        guard depth < 50, let node = context.withoutStrictCasts(expression) else { return [] }
        if node.name == "PARAM" { return node.int("paramkind") == 0 ? [node.int("paramid")] : [] }
        guard node.name == "VAR", let scope = above(node.int("varlevelsup")), let range = scope.range(node.int("varno"))
        else { return [] }
        let attribute = node.int("varattno")
        guard attribute > 0 else { return [] }
        switch range.int("rtekind") {
        case RangeKind.values:
            return range["values_lists"].members.reduce(into: []) { numbers, row in
                guard attribute <= row.members.count else { return }
                numbers.formUnion(scope.parameters(behind: row.members[attribute - 1], depth: depth + 1))
            }
        case RangeKind.subquery:
            guard let subquery = range["subquery"].object else { return [] }
            return scope.child(subquery).parameters(behindOutput: attribute - 1, depth: depth + 1)
        case RangeKind.join:
            return scope.joinAlias(range, attribute).map { scope.parameters(behind: $0, depth: depth + 1) } ?? []
        case RangeKind.cte:
            guard let (expression, owner) = scope.commonTable(range), let body = expression["ctequery"].object else {
                return []
            }
            return owner.child(body).parameters(behindOutput: attribute - 1, depth: depth + 1)
        default: return []
        }
    }

    private func parameters(behindOutput index: Int, depth: Int) -> Set<Int> {
        guard depth < 50 else { return [] }
        if !query["setOperations"].isNothing {
            return leaves.reduce(into: []) { $0.formUnion($1.parameters(behindOutput: index, depth: depth + 1)) }
        }
        return index < outputs.count ? parameters(behind: outputs[index]["expr"], depth: depth + 1) : []
    }
}

extension TreeContext {
    /// Without the casts, by function or not, that give NULL exactly for NULL.
    func withoutStrictCasts(_ expression: Node) -> NodeObject? {
        var node = QueryScope.withoutCasts(expression)
        // 1 and 2 are casts, written and implied: primnodes.h (CoercionForm).
        while let call = node, call.name == "FUNCEXPR", [1, 2].contains(call.int("funcformat")),
            function(of: call)?.isStrict == true, let value = call["args"].members.first
        {
            node = QueryScope.withoutCasts(value)
        }
        return node
    }
}

extension QueryScope {
    /// The tables' columns that an output column comes straight from, through views, subqueries, WITH and UNION.
    /// None where any part of it comes from elsewhere.
    func outputOrigins(_ index: Int, depth: Int = 0) -> Set<Catalog.ColumnKey> {
        // A recursive query leads back to itself; no honest statement is this deep.
        guard depth < 50 else { return [] }
        if !query["setOperations"].isNothing {
            let parts = leaves.map { $0.outputOrigins(index, depth: depth + 1) }
            return parts.contains([]) ? [] : parts.reduce(into: []) { $0.formUnion($1) }
        }
        return index < outputs.count ? origins(outputs[index]["expr"], depth: depth + 1) : []
    }

    func origins(_ expression: Node, depth: Int = 0) -> Set<Catalog.ColumnKey> {
        guard depth < 50, let node = Self.withoutRelabels(expression), node.name == "VAR",
            let scope = above(node.int("varlevelsup")), let range = scope.range(node.int("varno"))
        else { return [] }
        let attribute = node.int("varattno")
        guard attribute > 0 else { return [] }
        switch range.int("rtekind") {
        case RangeKind.relation:
            return Int16(exactly: attribute).map {
                [Catalog.ColumnKey(table: UInt32(range.int("relid")), attribute: $0)]
            } ?? []
        case RangeKind.subquery:
            return range["subquery"].object.map { scope.child($0).outputOrigins(attribute - 1, depth: depth + 1) } ?? []
        case RangeKind.join:
            return scope.joinAlias(range, attribute).map { scope.origins($0, depth: depth + 1) } ?? []
        case RangeKind.cte:
            guard let (expression, owner) = scope.commonTable(range), let body = expression["ctequery"].object else {
                return []
            }
            return owner.child(body).outputOrigins(attribute - 1, depth: depth + 1)
        default: return []
        }
    }

    /// Only what changes no value.
    private static func withoutRelabels(_ expression: Node) -> NodeObject? {
        var node = expression.object
        while let current = node, ["RELABELTYPE", "COERCETODOMAIN"].contains(current.name) {
            node = current["arg"].object
        }
        return node
    }

    /// For each parameter's number the columns that it is compared with by `=` or written to.
    func parameterOrigins() -> [Int: Set<Catalog.ColumnKey>] {
        var found: [Int: Set<Catalog.ColumnKey>] = [:]
        collect(.object(query), into: &found)
        return found
    }

    private func collect(_ node: Node, into found: inout [Int: Set<Catalog.ColumnKey>]) {
        switch node {
        case .nothing, .atom: return
        case .list(let members): for member in members { collect(member, into: &found) }
        case .object(let object):
            if object.name == "QUERY", object !== query {
                child(object).collect(node, into: &found)
                return
            }
            if object === query { collectWritten(into: &found) }
            if ["OPEXPR", "SCALARARRAYOPEXPR", "DISTINCTEXPR"].contains(object.name),
                context.catalog.operators[UInt32(object.int("opno"))]?.name == "="
            {
                collectCompared(object["args"].members, into: &found)
            }
            for field in object.fields.values { collect(field, into: &found) }
        }
    }

    private func collectCompared(_ arguments: [Node], into found: inout [Int: Set<Catalog.ColumnKey>]) {
        guard arguments.count == 2 else { return }
        for (one, other) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
            if let number = Self.parameterNumber(one) { found[number, default: []].formUnion(origins(other)) }
        }
    }

    private func collectWritten(into found: inout [Int: Set<Catalog.ColumnKey>]) {
        for (column, expression) in writes() {
            if let number = Self.parameterNumber(expression) { found[number, default: []].insert(column) }
        }
    }

    private static func parameterNumber(_ expression: Node) -> Int? {
        guard let node = withoutRelabels(expression), node.name == "PARAM", node.int("paramkind") == 0 else {
            return nil
        }
        return node.int("paramid")
    }
}

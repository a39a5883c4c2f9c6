extension QueryScope {
    /// Whether the output column (from 0) can be NULL, as far as anybody can tell.
    func isOutputNullable(_ index: Int) -> Bool {
        if !query["setOperations"].isNothing {
            let leaves = leaves
            return leaves.isEmpty || leaves.contains { $0.isOutputNullable(index) }
        }
        guard index < outputs.count else { return true }
        let expression = outputs[index]["expr"]
        // Grouping sets put NULL in place of any key, also within an expression.
        guard query["groupingSets"].members.isEmpty else {
            guard let node = expression.object else { return true }
            return !(node.name == "GROUPINGFUNC" || node.name == "AGGREF" && isCount(node))
        }
        return isNullable(expression)
    }

    func isNullable(_ expression: Node) -> Bool {
        guard let node = expression.object else { return true }
        switch node.name {
        case "VAR": return isVariableNullable(node)
        case "CONST": return node.isTrue("constisnull")
        case "PARAM": return node.int("paramkind") != 0 || context.nullableParameters.contains(node.int("paramid"))
        case "RELABELTYPE", "COERCEVIAIO", "ARRAYCOERCEEXPR", "COERCETODOMAIN", "COLLATEEXPR":
            return isNullable(node["arg"])
        case "FUNCEXPR", "OPEXPR": return isCallNullable(node)
        case "SCALARARRAYOPEXPR":
            // NULL among the elements makes NULL of a miss, and nobody knows the elements.
            return true
        case "NULLTEST", "BOOLEANTEST", "DISTINCTEXPR", "ARRAYEXPR", "ARRAY", "ROW", "ROWEXPR", "GROUPINGFUNC":
            return false
        case "SQLVALUEFUNCTION":
            // 14 is CURRENT_SCHEMA, which an empty search_path makes NULL.
            return node.int("op") == 14
        case "BOOLEXPR": return node["args"].members.contains(where: isNullable)
        case "COALESCE", "COALESCEEXPR", "MINMAX", "MINMAXEXPR": return node["args"].members.allSatisfy(isNullable)
        case "CASE", "CASEEXPR": return isCaseNullable(node)
        case "AGGREF": return isAggregateNullable(node)
        case "WINDOWFUNC":
            let function = context.catalog.functions[UInt32(node.int("winfnoid"))]
            guard let function, function.isBuiltIn else { return true }
            // ntile(NULL) is NULL.
            if function.name == "ntile" { return node["args"].members.contains(where: isNullable) }
            return !NeverNull.windowFunctions.contains(function.name)
        case "SUBLINK": return isSubLinkNullable(node)
        default: return true
        }
    }

    // MARK: - Columns

    private func isVariableNullable(_ node: NodeObject) -> Bool {
        guard let scope = above(node.int("varlevelsup")) else { return true }
        guard scope === self else {
            // Seen from below, a key of grouping sets is NULL in the rows of the totals.
            return !scope.query["groupingSets"].members.isEmpty
                || scope.isColumnNullable(Place(relation: node.int("varno"), attribute: node.int("varattno")))
        }
        return isColumnNullable(Place(relation: node.int("varno"), attribute: node.int("varattno")))
    }

    private func isColumnNullable(_ place: Place) -> Bool {
        if provenPlaces.contains(place) { return false }
        guard let range = range(place.relation), !mayBeMissing(place.relation) else { return true }
        // System columns and the row as a whole.
        if place.attribute <= 0 { return range.int("rtekind") != RangeKind.relation }
        switch range.int("rtekind") {
        case RangeKind.relation: return isTableColumnNullable(range, place.attribute)
        case RangeKind.subquery:
            guard let subquery = range["subquery"].object else { return true }
            return child(subquery).isOutputNullable(place.attribute - 1)
        case RangeKind.join: return joinAlias(range, place.attribute).map(isNullable) ?? true
        case RangeKind.values:
            return range["values_lists"].members.contains { row in
                place.attribute > row.members.count || isNullable(row.members[place.attribute - 1])
            }
        case RangeKind.cte: return isCommonTableColumnNullable(range, place.attribute)
        case RangeKind.function: return isFunctionColumnNullable(range, place.attribute)
        default: return true
        }
    }

    private func isTableColumnNullable(_ range: NodeObject, _ attribute: Int) -> Bool {
        let table = UInt32(range.int("relid"))
        guard context.catalog.table(table)?.keepsNotNull == true, let attribute = Int16(exactly: attribute) else {
            return true
        }
        return context.catalog.columns[Catalog.ColumnKey(table: table, attribute: attribute)]?.isNotNull != true
    }

    /// A recursive query is believed to hold no NULL until a round shows otherwise; beliefs only fall, so rounds end.
    private func isCommonTableColumnNullable(_ range: NodeObject, _ attribute: Int) -> Bool {
        guard let (expression, owner) = commonTable(range), let body = expression["ctequery"].object else {
            return true
        }
        let scope = owner.child(body)
        let count = scope.outputs.count
        guard attribute <= count else { return true }
        if let believed = owner.beliefs[expression.id] { return believed[attribute - 1] }
        var believed = Array(repeating: false, count: count)
        while true {
            owner.beliefs[expression.id] = believed
            let found = (0..<count).map { believed[$0] || scope.isOutputNullable($0) }
            if found == believed { break }
            believed = found
        }
        owner.beliefs[expression.id] = nil
        return believed[attribute - 1]
    }

    /// A strict function that gives a set gives no row for NULL, and these give no NULL in a row.
    private func isFunctionColumnNullable(_ range: NodeObject, _ attribute: Int) -> Bool {
        let functions = range["functions"].members.compactMap(\.object)
        // Several functions side by side are filled up with NULLs to the longest.
        guard functions.count == 1, let call = functions[0]["funcexpr"].object, call.name == "FUNCEXPR",
            let function = context.catalog.functions[UInt32(call.int("funcid"))], function.isBuiltIn,
            NeverNull.setFunctions.contains(function.name)
        else { return true }
        return false
    }

    // MARK: - Calls

    private func isCallNullable(_ node: NodeObject) -> Bool {
        guard let function = context.function(of: node) else { return true }
        let arguments = node["args"].members
        // f(VARIADIC NULL) is NULL even of the functions that take NULLs.
        guard !node.isTrue("funcvariadic") else { return true }
        if function.isBuiltIn, NeverNull.always.contains(function.source) { return false }
        if function.isBuiltIn, NeverNull.unlessFirstIsNull.contains(function.source) {
            return arguments.first.map(isNullable) ?? true
        }
        let isTotal: Bool
        if node.name == "OPEXPR" {
            let name = context.catalog.operators[UInt32(node.int("opno"))]
            // Two closed paths have no sum, for one; nobody keeps paths here.
            isTotal =
                !function.source.hasPrefix("path_")
                && name.map { $0.isBuiltIn && NeverNull.operators.contains($0.name) } ?? false
        } else {
            isTotal = NeverNull.strictFunctions.contains(function.source)
        }
        guard isTotal, function.isBuiltIn, function.isStrict, !node.isTrue("funcretset"), !node.isTrue("opretset")
        else { return true }
        return arguments.contains(where: isNullable)
    }

    private func isCaseNullable(_ node: NodeObject) -> Bool {
        guard !node["defresult"].isNothing, !isNullable(node["defresult"]) else { return true }
        return node["args"].members.contains { $0.object.map { isNullable($0["result"]) } ?? true }
    }

    private func isCount(_ node: NodeObject) -> Bool {
        let function = context.catalog.functions[UInt32(node.int("aggfnoid"))]
        return function.map { $0.isBuiltIn && NeverNull.counts.contains($0.name) } ?? false
    }

    /// An aggregate over a group, which has a row at least, of values that are not NULL.
    private func isAggregateNullable(_ node: NodeObject) -> Bool {
        if isCount(node) { return false }
        guard let function = context.catalog.functions[UInt32(node.int("aggfnoid"))], function.isBuiltIn,
            node.int("agglevelsup") == 0, !query["groupClause"].members.isEmpty, query["groupingSets"].members.isEmpty,
            node["aggfilter"].isNothing
        else { return true }
        // These collect NULLs too, and so need rows only.
        if NeverNull.collectingAggregates.contains(function.name) { return false }
        guard NeverNull.aggregates.contains(function.name), let first = node["args"].members.first?.object else {
            return true
        }
        return isNullable(first["expr"])
    }

    private func isSubLinkNullable(_ node: NodeObject) -> Bool {
        switch node.int("subLinkType") {
        case 0, 6: return false  // EXISTS, ARRAY
        case 4:  // A subquery for one value: NULL when it has no row.
            guard let query = node["subselect"].object else { return true }
            let scope = child(query)
            return !scope.hasExactlyOneRow || scope.isOutputNullable(0)
        default: return true
        }
    }

    private var hasExactlyOneRow: Bool {
        guard query.int("commandType") == 1, query["setOperations"].isNothing, query["limitCount"].isNothing,
            query["limitOffset"].isNothing, query["havingQual"].isNothing, query["groupClause"].members.isEmpty,
            query["groupingSets"].members.isEmpty, !query.isTrue("hasTargetSRFs")
        else { return false }
        if query.isTrue("hasAggs") { return true }
        guard let join = query["jointree"].object else { return false }
        return join["fromlist"].members.isEmpty && join["quals"].isNothing
    }
}

/// One query level of an analysed statement: what its range table and its joins say of a column.
///
/// Numbers of node fields are those of PostgreSQL 15: nodes.h (CmdType, JoinType), parsenodes.h (RTEKind),
/// primnodes.h (SubLinkType).
final class QueryScope {
    enum Command { static let update = 2 }
    enum RangeKind { static let relation = 0, subquery = 1, join = 2, function = 3, values = 5, cte = 6 }
    enum Join { static let inner = 0, left = 1, full = 2, right = 3 }

    /// A column by its place in the range table.
    struct Place: Hashable {
        var relation: Int
        var attribute: Int
    }

    let query: NodeObject
    /// The levels above, outermost first.
    let outer: [QueryScope]
    let context: TreeContext
    let rangeTable: [NodeObject]
    /// Relations that an outer join may fill with NULLs.
    private(set) var nullableRelations: Set<Int> = []
    /// Columns that every row which survives the conditions has not NULL.
    private(set) var provenPlaces: Set<Place> = []
    private var children: [ObjectIdentifier: QueryScope] = [:]
    /// Recursive queries whose columns are being worked out: what is believed of them so far.
    var beliefs: [ObjectIdentifier: [Bool]] = [:]

    init(_ query: NodeObject, outer: [QueryScope], context: TreeContext) {
        self.query = query
        self.outer = outer
        self.context = context
        rangeTable = query["rtable"].members.compactMap(\.object)
        if let join = query["jointree"].object { walk(join, proves: true) }
        // RETURNING shows the new values of an UPDATE; its conditions saw the old ones.
        if query.int("commandType") == Command.update {
            let target = query.int("resultRelation")
            provenPlaces = provenPlaces.filter { $0.relation != target }
        }
    }

    /// The scope of a query directly below this one.
    func child(_ query: NodeObject) -> QueryScope {
        if let known = children[query.id] { return known }
        let scope = QueryScope(query, outer: outer + [self], context: context)
        children[query.id] = scope
        return scope
    }

    func range(_ number: Int) -> NodeObject? { number > 0 && number <= rangeTable.count ? rangeTable[number - 1] : nil }

    /// The scope that `levelsUp` levels above; nil in a tree that is not understood.
    func above(_ levelsUp: Int) -> QueryScope? {
        if levelsUp == 0 { return self }
        return levelsUp <= outer.count ? outer[outer.count - levelsUp] : nil
    }

    /// The common table expression that a range refers to, and the scope that holds it.
    func commonTable(_ range: NodeObject) -> (expression: NodeObject, owner: QueryScope)? {
        guard let owner = above(range.int("ctelevelsup")), let name = range["ctename"].atom else { return nil }
        let expression = owner.query["cteList"].members.lazy.compactMap(\.object).first { $0["ctename"].atom == name }
        return expression.map { ($0, owner) }
    }

    /// The expressions that the query gives out, without the ones that only sort or group.
    var outputs: [NodeObject] {
        let list = query.int("commandType") == 1 ? query["targetList"] : query["returningList"]
        return list.members.compactMap(\.object).filter { !$0.isTrue("resjunk") }
    }

    /// The queries that UNION and the like put together; none for others.
    var leaves: [QueryScope] {
        func collect(_ node: Node) -> [QueryScope] {
            guard let object = node.object else { return [] }
            if object.name == "RANGETBLREF" {
                return range(object.int("rtindex"))?["subquery"].object.map { [child($0)] } ?? []
            }
            return collect(object["larg"]) + collect(object["rarg"])
        }
        return collect(query["setOperations"])
    }

    func mayBeMissing(_ relation: Int) -> Bool {
        nullableRelations.contains(relation) && !provenPlaces.contains { $0.relation == relation }
    }

    // MARK: - Joins and conditions

    /// - Parameter proves: whether a row that does not fulfil the conditions here is certainly gone.
    /// - Returns: the relations below.
    @discardableResult
    private func walk(_ node: NodeObject, proves: Bool) -> Set<Int> {
        switch node.name {
        case "RANGETBLREF": return [node.int("rtindex")]
        case "FROMEXPR":
            var relations: Set<Int> = []
            for member in node["fromlist"].members {
                relations.formUnion(member.object.map { walk($0, proves: proves) } ?? [])
            }
            if proves { learn(node["quals"]) }
            return relations
        case "JOINEXPR":
            let kind = node.int("jointype")
            let left =
                node["larg"].object.map { walk($0, proves: proves && (kind == Join.inner || kind == Join.left)) } ?? []
            let right =
                node["rarg"].object.map { walk($0, proves: proves && (kind == Join.inner || kind == Join.right)) } ?? []
            if kind == Join.inner, proves { learn(node["quals"]) }
            if kind != Join.inner, kind != Join.right { nullableRelations.formUnion(right) }
            if kind != Join.inner, kind != Join.left { nullableRelations.formUnion(left) }
            return left.union(right).union([node.int("rtindex")])
        default: return []
        }
    }

    /// A condition that must be true proves that what its strict functions take is not NULL.
    private func learn(_ condition: Node) {
        guard let node = condition.object else { return }
        switch node.name {
        case "BOOLEXPR":
            if node["boolop"].atom == "and" { node["args"].members.forEach(learn) }
        case "OPEXPR", "FUNCEXPR":
            if context.function(of: node)?.isStrict == true { node["args"].members.forEach(learnNotNull) }
        case "SCALARARRAYOPEXPR":
            // `x op ALL (…)` is true of an empty array whatever x is.
            if node.isTrue("useOr"), context.function(of: node)?.isStrict == true, let left = node["args"].members.first
            {
                learnNotNull(left)
            }
        case "NULLTEST":
            // 1 is IS NOT NULL; of a row value it says something else.
            if node.int("nulltesttype") == 1, !node.isTrue("argisrow") { learnNotNull(node["arg"]) }
        default: break
        }
    }

    private func learnNotNull(_ expression: Node) {
        guard let node = Self.withoutCasts(expression) else { return }
        if node.name == "VAR" {
            if let place = basePlace(node) { provenPlaces.insert(place) }
        } else if ["OPEXPR", "FUNCEXPR"].contains(node.name), context.function(of: node)?.isStrict == true {
            node["args"].members.forEach(learnNotNull)
        }
    }

    /// Casts give NULL exactly for NULL. Casts by a function are not among these.
    static func withoutCasts(_ expression: Node) -> NodeObject? {
        var node = expression.object
        while let current = node,
            ["RELABELTYPE", "COERCEVIAIO", "COERCETODOMAIN", "ARRAYCOERCEEXPR", "COLLATEEXPR"].contains(current.name)
        {
            node = current["arg"].object
        }
        return node
    }

    /// The column behind a name that a join gave it; only of this level.
    private func basePlace(_ variable: NodeObject) -> Place? {
        guard variable.int("varlevelsup") == 0 else { return nil }
        let place = Place(relation: variable.int("varno"), attribute: variable.int("varattno"))
        guard let range = range(place.relation), range.int("rtekind") == RangeKind.join else { return place }
        guard let alias = joinAlias(range, place.attribute), let node = Self.withoutCasts(alias), node.name == "VAR"
        else { return nil }
        return basePlace(node)
    }

    func joinAlias(_ range: NodeObject, _ attribute: Int) -> Node? {
        let aliases = range["joinaliasvars"].members
        return attribute > 0 && attribute <= aliases.count ? aliases[attribute - 1] : nil
    }
}

/// What the analysis of a tree needs to know beside the tree.
struct TreeContext {
    let catalog: Catalog
    /// Numbers of the parameters that may be NULL.
    let nullableParameters: Set<Int>

    func function(of node: NodeObject) -> Catalog.Function? {
        let oid =
            [node.int("opfuncid"), node.int("funcid")].first { $0 != 0 }
            ?? Int(catalog.operators[UInt32(node.int("opno"))]?.function ?? 0)
        return catalog.functions[UInt32(oid)]
    }
}

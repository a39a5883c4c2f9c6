/// Every text that a statement's parts and orders make.
///
/// Variant 0 is what the file holds: every part, in the first orders. The number of another counts the parts that are
/// left out as binary digits, the first as ones, and then the orders: with two conditions and one order of three,
/// variant 5 leaves out the first part and has the second order.
struct VariantSet {
    /// Each is prepared on the server, and each takes a place among a connection's prepared statements.
    static let limit = 64

    private let query: Query
    private var template: Template { query.template }

    init(_ query: Query) throws(Diagnostic) {
        self.query = query
        try checkNames()
        try checkCount()
    }

    func texts() -> [StatementText] {
        let parameters = query.parameters
        return (0..<count).map { number in
            let tokens = template.tokens(where: { holds($0, in: number) }, of: query.source)
            return StatementText(tokens, parameters: parameters, of: query.source)
        }
    }

    /// No overflow: the limit ends the counting.
    private var count: Int {
        var count = 1
        for factor in template.conditions.map({ _ in 2 }) + template.orders.map(\.alternatives.count) {
            count *= factor
            if count > Self.limit { break }
        }
        return count
    }

    private func holds(_ condition: Template.Guard, in number: Int) -> Bool {
        switch condition {
        case .always: return true
        case .condition(let index): return number >> index & 1 == 0
        case .order(let order, let alternative):
            var rest = number >> template.conditions.count
            for earlier in template.orders.prefix(order) { rest /= earlier.alternatives.count }
            return rest % template.orders[order].alternatives.count == alternative
        }
    }

    private func checkCount() throws(Diagnostic) {
        guard count > Self.limit else { return }
        let factors = template.conditions.map { _ in "2" } + template.orders.map { "\($0.alternatives.count)" }
        throw query.diagnostic(
            "the parts and orders make more than \(Self.limit) variants: " + factors.joined(separator: " × "),
            hint: "make two statements of it, or let parts that go together have one name")
    }

    private func checkNames() throws(Diagnostic) {
        let parameters = query.parameters
        for (index, condition) in template.conditions.enumerated() {
            let guards = template.guards(ofParameter: condition.name)
            if SwiftName.property(condition.name) == "variant" || !SwiftName.isIdentifier(condition.name) {
                throw query.diagnostic("another name is needed for the part \(condition.name)", at: condition.offset)
            }
            guard !guards.isEmpty, guards != [.condition(index)] else { continue }
            throw query.diagnostic(
                "the parameter :\(condition.name) also stands outside of the part that it may leave out",
                at: condition.offset, hint: "nil would have to be two things: leave the part out, and NULL there")
        }
        var seen: Set<String> = []
        for order in template.orders {
            let name = order.mention.name
            let others = parameters + template.conditions
            if others.contains(where: { $0.name == name }) || !seen.insert(name).inserted || name == "variant"
                || QueryFolder.usedTypes.contains(SwiftName.type(name))
            {
                throw query.diagnostic("another name is needed for the order \(name)", at: order.mention.offset)
            }
        }
    }
}

/// Hands out the answers of a batch in order.
struct ResultCursor {
    private let outcome: ExchangeOutcome
    private var index: Int

    /// - Parameter skipping: answers at the front that nobody asked to see.
    init(_ outcome: ExchangeOutcome, skipping: Int = 0) {
        self.outcome = outcome
        index = skipping
    }

    mutating func next<S: Statement>(_ type: S.Type) throws(PostgresError) -> S.Output {
        defer { index += 1 }
        return try Self.output(type, outcome.result(index))
    }

    static func output<S: Statement>(_ type: S.Type, _ result: ServerResult) throws(PostgresError) -> S.Output {
        if let decoded = result.decoded {
            if let failure = decoded.failure { throw failure }
            if let output = decoded.everything as? S.Output { return output }
        }
        do throws(PostgresError) {
            let output = try S.output(of: StatementResult(result))
            // The readers only borrow the answer.
            withExtendedLifetime(result) {}
            return output
        } catch {
            throw error.named(S.name)
        }
    }
}

extension ExchangeOutcome {
    /// The answer to statement `index` of the batch. Only for outcomes that are no failure.
    func result(_ index: Int) -> ServerResult {
        switch self {
        case .result(let result) where index == 0: return result
        case .results(let results): return results[index]
        default: preconditionFailure("the call answered something else than its statements' results")
        }
    }
}

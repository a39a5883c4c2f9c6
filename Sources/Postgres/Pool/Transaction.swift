import Synchronization

/// A transaction under way. It is valid inside the closure that it was given to; used later it throws.
///
/// Not Sendable on purpose: two statements at once on one connection do not compile.
public final class Transaction {
    let session: TransactionSession
    private var isEnded = false

    init(_ session: TransactionSession) { self.session = session }

    func end() { isEnded = true }

    func check() throws(PostgresError) {
        guard !isEnded else { throw .usage("the transaction has ended; its handle cannot be used outside its closure") }
    }

    /// Runs one statement.
    ///
    /// After an error the server refuses all but a rollback, unless the statement ran in a savepoint.
    /// - Parameter limit: how long the statement may take; nil: the pool's `callDeadline`.
    public nonisolated(nonsending) func run<S: Statement>(
        _ statement: S, within limit: Duration? = nil
    ) async throws(PostgresError) -> S.Output {
        try check()
        let batch = session.batch()
        try batch.append(statement)
        guard session.observation.isActive else {
            return try ResultCursor.output(S.self, try await session.answer(to: batch, within: limit).result(0))
        }
        let watch = session.observation.begin(batch)
        do throws(PostgresError) {
            let result = try await session.answer(to: batch, within: limit).result(0)
            let output = try ResultCursor.output(S.self, result)
            watch.end(rows: result.rowCount, affected: result.affectedCount)
            return output
        } catch {
            watch.end(error)
            throw error
        }
    }

    /// Runs statements in one round trip, in order.
    ///
    /// After an error the server refuses all but a rollback, unless the statements ran in a savepoint.
    // Where one statement is given, the function for one is meant.
    @_disfavoredOverload
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        try check()
        let batch = session.batch()
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await observed(batch))
        return (repeat try cursor.next((each S).self))
    }

    /// Runs one statement many times over with different values, in one round trip, in order.
    ///
    /// An error of any undoes nothing by itself: the transaction has failed and is rolled back as a whole.
    public nonisolated(nonsending) func run<S: Statement>(
        batch statements: some Sequence<S>
    ) async throws(PostgresError) -> [S.Output] {
        try check()
        let batch = session.batch()
        for statement in statements { try batch.append(statement) }
        if batch.items.isEmpty { return [] }
        let outcome = try await observed(batch)
        var outputs: [S.Output] = []
        switch outcome {
        case .results(let results):
            outputs.reserveCapacity(results.count)
            for result in results { outputs.append(try ResultCursor.output(S.self, result)) }
        default: outputs.append(try ResultCursor.output(S.self, outcome.result(0)))
        }
        return outputs
    }

    private nonisolated(nonsending) func observed(_ batch: Batch) async throws(PostgresError) -> ExchangeOutcome {
        guard session.observation.isActive else { return try await session.answer(to: batch) }
        let watch = session.observation.begin(batch)
        do throws(PostgresError) {
            let outcome = try await session.answer(to: batch)
            watch.end(outcome)
            return outcome
        } catch {
            watch.end(error)
            throw error
        }
    }

    /// Runs SQL and throws its answer away. Text made by `SQL.unsafeRaw` may hold many statements; it must not end the
    /// transaction, and after it the session is reset before anybody else gets it.
    public nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) {
        try check()
        if sql.isRaw { try await session.script(sql.text) } else { _ = try await answer(to: sql) }
    }

    /// Every row as text, NULL as nil. The text is parsed anew each time.
    public nonisolated(nonsending) func rows(_ sql: SQL) async throws(PostgresError) -> [[String?]] {
        try await table(sql).rows
    }

    /// Every row as text, and the columns' names.
    public nonisolated(nonsending) func table(
        _ sql: SQL
    ) async throws(PostgresError) -> (columns: [String], rows: [[String?]]) {
        try check()
        let result = try await answer(to: sql)
        return (result.columnNames, result.textRows)
    }

    private nonisolated(nonsending) func answer(to sql: SQL) async throws(PostgresError) -> ServerResult {
        let batch = session.batch()
        try batch.append(sql)
        // Such as `set_config(…, false)`, of which no answer tells.
        session.wire.isTouched.store(true, ordering: .relaxed)
        return try await observed(batch).result(0)
    }

    /// Runs `body` so that its effects alone are undone when it throws; the error is thrown on. Costs two round trips.
    public nonisolated(nonsending) func savepoint<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try check()
        return try await session.savepoint(body)
    }
}

/// A transaction under way. It is valid inside the closure that it was given to; used later it throws.
///
/// Not Sendable on purpose: two statements at once on one connection do not compile.
public final class Transaction {
    private let session: TransactionSession
    private var isEnded = false

    init(_ session: TransactionSession) { self.session = session }

    func end() { isEnded = true }

    private func check() throws(PostgresError) {
        guard !isEnded else { throw .usage("the transaction has ended; its handle cannot be used outside its closure") }
    }

    /// Runs statements in one round trip, in order. After an error the server refuses all but a rollback, unless
    /// the statements ran in a savepoint.
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        try check()
        var batch = Batch()
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await session.results(of: batch.items))
        return (repeat try cursor.next((each S).self))
    }

    /// Runs SQL and throws its answer away. Text made by `SQL.unsafeRaw` may hold many statements.
    public nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) {
        try check()
        if sql.isRaw { try await session.script(sql.text) } else { _ = try await session.results(of: [sql.item]) }
    }

    /// Every row as text.
    public nonisolated(nonsending) func rows(_ sql: SQL) async throws(PostgresError) -> [[String?]] {
        try await table(sql).rows
    }

    /// Every row as text, and the columns' names.
    public nonisolated(nonsending) func table(
        _ sql: SQL
    ) async throws(PostgresError) -> (columns: [String], rows: [[String?]]) {
        try check()
        let results = try await session.results(of: [sql.item])
        return (results[0].columnNames, results[0].textRows)
    }

    /// Runs a `COPY … FROM STDIN` in text format with the rows that `body` writes; returns how many there were.
    ///
    /// If `body` throws, the server throws all rows away and the transaction can only be rolled back.
    public nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try check()
        return try await session.copyIn(sql.item, body)
    }

    /// Runs `body` so that its effects alone are undone when it throws; the error is thrown on.
    public nonisolated(nonsending) func savepoint<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try check()
        return try await session.savepoint(body)
    }
}

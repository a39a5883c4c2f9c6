import CLibpq

/// One connection of one's own, outside any pool: for the CLI, for tools, and for signing a person in.
///
/// Calls from several tasks run one after another in the order in which they came.
public final class Connection: Sendable {
    let wire: WireConnection
    private let notices: NoticeSink
    private let turnstile = Turnstile()

    private init(_ wire: WireConnection, _ notices: NoticeSink) {
        self.wire = wire
        self.notices = notices
    }

    deinit { wire.close() }

    /// Connects. A refusal by the server (a wrong password …) is `PostgresError.server` with its SQLSTATE.
    public static func open(_ options: ConnectionOptions) async throws(PostgresError) -> Connection {
        let notices = NoticeSink(nil)
        return Connection(try await Connector.open(options, onNotice: notices), notices)
    }

    /// The number of the server's process for this session.
    public var backendPID: Int32 { wire.backendPID }

    /// Calls `handler` with each notice and warning, on a thread of the library; it must not block.
    public func onNotice(_ handler: @escaping @Sendable (ServerError) -> Void) {
        notices.replace(with: handler)
    }

    /// Calls `handler` with each notification of the channels that this session listens to, on a thread of the library;
    /// it must not block. `Database.listen` does more: it survives the loss of its connection.
    public func onNotification(_ handler: @escaping @Sendable (ServerNotification) -> Void) {
        wire.onNotification(handler)
    }

    /// As `Database.run`.
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        let batch = Batch()
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await send(batch))
        return (repeat try cursor.next((each S).self))
    }

    /// As `Database.run(in:)`.
    public nonisolated(nonsending) func run<Scope: Statement, each S: Statement>(
        in scope: Scope, _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        let batch = Batch()
        try batch.append(scope)
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await send(batch), skipping: 1)
        return (repeat try cursor.next((each S).self))
    }

    /// Runs SQL outside any transaction and throws its answer away. Text made by `SQL.unsafeRaw` may hold many
    /// statements; the server runs those as one transaction unless they say otherwise themselves.
    public nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) {
        guard sql.isRaw else {
            _ = try await table(sql)
            return
        }
        guard !sql.text.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
        _ = try await inTurn(.script(sql.text))
    }

    /// Every row as text, NULL as nil.
    public nonisolated(nonsending) func rows(_ sql: SQL) async throws(PostgresError) -> [[String?]] {
        try await table(sql).rows
    }

    /// Every row as text, and the columns' names.
    public nonisolated(nonsending) func table(
        _ sql: SQL
    ) async throws(PostgresError) -> (columns: [String], rows: [[String?]]) {
        let batch = Batch()
        try batch.append(sql)
        let result = try await send(batch).result(0)
        return (result.columnNames, result.textRows)
    }

    /// As `Database.transaction`, without its retries.
    public nonisolated(nonsending) func transaction<R: Sendable>(
        _ options: TransactionOptions = .init(),
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try await enter()
        defer { turnstile.leave() }
        let deadline = options.deadline.map { Moment.now + $0 } ?? .never
        let session = TransactionSession(
            wire, options, deadline: deadline, callDeadline: nil, observation: .none)
        return try await HeldConnections.$pools.withValue(HeldConnections.pools + [ObjectIdentifier(self)]) {
            try await session.run(body)
        }
    }

    /// What the server makes of a statement, without running it.
    public nonisolated(nonsending) func describe(
        _ sql: String
    ) async throws(PostgresError) -> StatementDescription {
        guard !sql.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
        guard case .description(let description) = try await inTurn(.describe(sql)) else {
            throw .connection("the server described nothing")
        }
        return description
    }

    /// The SCRAM-SHA-256 secret to store for a password, so that the password itself never reaches the server's logs.
    public func encryptPassword(_ password: String, user: String) throws(PostgresError) -> String {
        // libpq needs a connection only to complain to; one that never connects spares this one a hop.
        guard let scratch = PQconnectStart("=") else { throw .connection("out of memory") }
        defer { PQfinish(scratch) }
        guard let secret = PQencryptPasswordConn(scratch, password, user, "scram-sha-256") else {
            throw .usage("libpq cannot encrypt the password: \(String(cString: PQerrorMessage(scratch)))")
        }
        defer { PQfreemem(secret) }
        return String(cString: secret)
    }

    /// Ends the session after the call that is under way.
    public func close() async {
        do throws(PostgresError) {
            try await enter()
            defer { turnstile.leave() }
            await wire.closeNow()
        } catch {
            wire.close()
        }
    }

    private nonisolated(nonsending) func enter() async throws(PostgresError) {
        guard !HeldConnections.pools.contains(ObjectIdentifier(self)) else {
            throw .usage("the connection is used inside its own transaction; use the transaction")
        }
        try await turnstile.enter()
    }

    private nonisolated(nonsending) func send(_ batch: Batch) async throws(PostgresError) -> ExchangeOutcome {
        guard !batch.items.isEmpty else { throw .usage("run needs at least one statement") }
        return try await inTurn(.batch(batch, isFirstOfLease: true))
    }

    nonisolated(nonsending) func inTurn(
        _ request: WireConnection.Request, _ limits: CallLimits = CallLimits()
    ) async throws(PostgresError) -> ExchangeOutcome {
        try await enter()
        defer { turnstile.leave() }
        let outcome = await wire.call(request, limits)
        guard case .failure(let failure) = outcome else { return outcome }
        switch failure {
        case .unsent(let reason): throw .connection(reason)
        case .lost: throw .commitOutcomeUnknown
        case .failed(let error), .refused(let error): throw error
        }
    }
}

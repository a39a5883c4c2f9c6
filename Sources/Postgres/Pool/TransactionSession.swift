import Synchronization

/// The state of one transaction on its connection, shared by the handles of its savepoints.
// Not Sendable: only the task that runs the transaction touches it.
final class TransactionSession {
    let wire: WireConnection
    private let deadline: Moment
    private let callDeadline: Duration?
    private let runsOnLoop: Bool
    let observation: Observation
    /// BEGIN and the transaction's settings, as long as they have not been sent.
    private var opening: [String]
    private var lastSavepoint = 0
    /// Why nothing more can be said in this transaction: its connection is lost, or a statement ended it.
    private var end: PostgresError?
    /// A stream or copy under way.
    var openFlow: Exchange?

    init(
        _ wire: WireConnection, _ options: TransactionOptions, deadline: Moment, callDeadline: Duration?,
        observation: Observation
    ) {
        self.wire = wire
        self.deadline = deadline
        self.callDeadline = callDeadline
        self.observation = observation
        runsOnLoop = options.runsOnLoop
        opening = options.openingStatements
        wire.hasEndedTransaction.store(false, ordering: .releasing)
    }

    nonisolated(nonsending) func run<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        let transaction = Transaction(self)
        let value: R
        do {
            value = try await wire.stoppingOnCancellation { try await onLoop { try await body(transaction) } }
            transaction.end()
            if Task.isCancelled { throw PostgresError.cancelled }
        } catch {
            transaction.end()
            await rollBack()
            throw error
        }
        try await commit()
        return value
    }

    private nonisolated(nonsending) func onLoop<R: Sendable>(
        _ body: nonisolated(nonsending) () async throws -> R
    ) async throws -> R {
        guard runsOnLoop else { return try await body() }
        return try await withTaskExecutorPreference(wire.loop) { try await body() }
    }

    private func limits(within limit: Duration? = nil) -> CallLimits {
        var moment = deadline
        if let limit = limit ?? callDeadline { moment = min(moment, Moment.now + limit) }
        return CallLimits(deadline: moment)
    }

    // MARK: Ending

    private nonisolated(nonsending) func commit() async throws(PostgresError) {
        guard opening.isEmpty else { return }
        if let end { throw end }
        var limits = limits()
        limits.isCancellable = false
        switch await wire.call(.script("COMMIT"), limits) {
        case .script(let outcome):
            if outcome.commandTag == "ROLLBACK" { throw .rolledBack }
        case .failure(.unsent(let reason)): throw .connection(reason)
        case .failure(.lost): throw .commitOutcomeUnknown
        // The session may end after the commit is on disk and before it is confirmed.
        case .failure(.failed(.server(let error))) where error.endsSession: throw .commitOutcomeUnknown
        case .failure(.failed(.timedOut)), .failure(.failed(.connection)): throw .commitOutcomeUnknown
        case .failure(.refused(let error)):
            await rollBack()
            throw error
        case .failure(.failed(let error)): throw error
        default: throw .commitOutcomeUnknown
        }
    }

    /// Leaves the connection outside a transaction, or closes it.
    private nonisolated(nonsending) func rollBack() async {
        guard opening.isEmpty, end == nil else { return }
        await leaveFlow()
        let limits = CallLimits(deadline: Moment.now + CallLimits.graceAfterDeadline, isCancellable: false)
        if case .failure = await wire.call(.script("ROLLBACK"), limits) { wire.close() }
    }

    // MARK: Calls

    /// Makes an empty batch that begins the transaction if need be.
    func batch() -> Batch {
        let batch = wire.emptyBatch()
        observation.prepare(batch)
        if !opening.isEmpty { batch.opening = opening }
        return batch
    }

    nonisolated(nonsending) func answer(
        to batch: Batch, within limit: Duration? = nil
    ) async throws(PostgresError) -> ExchangeOutcome {
        guard !batch.items.isEmpty else { throw .usage("run needs at least one statement") }
        return try await call(.batch(batch, isFirstOfLease: !opening.isEmpty), limits(within: limit))
    }

    nonisolated(nonsending) func script(_ text: String) async throws(PostgresError) {
        guard !text.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
        try await begin()
        wire.isTouched.store(true, ordering: .relaxed)
        _ = try await call(.script(text), limits())
    }

    /// For what cannot go into a pipeline with BEGIN.
    nonisolated(nonsending) func begin() async throws(PostgresError) {
        guard !opening.isEmpty else { return }
        _ = try await call(.script(opening.joined(separator: "; ")), limits())
    }

    nonisolated(nonsending) func savepoint<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try await begin()
        let name = newSavepoint()
        _ = try await call(.script("SAVEPOINT \(name)"), limits())
        let inner = Transaction(self)
        let value: R
        do {
            value = try await body(inner)
            inner.end()
            try await release(name)
        } catch {
            inner.end()
            // Where this fails the transaction can only be rolled back, which the outer level sees by its next call.
            try? await undo(to: name)
            throw error
        }
        return value
    }

    private func newSavepoint() -> String {
        lastSavepoint += 1
        return "savepoint_\(lastSavepoint)"
    }

    /// Also for a cancelled task.
    private nonisolated(nonsending) func undo(to savepoint: String) async throws(PostgresError) {
        var limits = limits()
        limits.isCancellable = false
        _ = try await call(
            .script("ROLLBACK TO SAVEPOINT \(savepoint); RELEASE SAVEPOINT \(savepoint)"), limits)
    }

    /// Before COMMIT is sent a lost connection means that nothing was kept.
    private nonisolated(nonsending) func call(
        _ request: WireConnection.Request, _ limits: CallLimits
    ) async throws(PostgresError) -> ExchangeOutcome {
        if let end { throw end }
        guard openFlow == nil else {
            throw .usage("a stream or copy of the transaction is under way; it must end before the next call")
        }
        return try settle(await wire.call(request, limits, isWatched: true))
    }

    @discardableResult
    func settle(_ outcome: ExchangeOutcome) throws(PostgresError) -> ExchangeOutcome {
        switch outcome {
        case .failure(.refused(let error)):
            throw error
        case .failure(.unsent(let reason)), .failure(.lost(let reason)):
            end = Self.lost
            throw .connection(reason)
        case .failure(.failed(let error)):
            opening = []
            if !wire.isAlive.load(ordering: .acquiring) {
                end = Self.lost
            } else if wire.isIdle.load(ordering: .acquiring) {
                end = Self.endedByStatement
            }
            throw error
        default:
            if !opening.isEmpty { opening = [] }
            if wire.isIdle.load(ordering: .acquiring) || wire.hasEndedTransaction.load(ordering: .acquiring) {
                // What would follow would run without what the transaction had set for itself.
                end = Self.endedByStatement
                wire.close()
                throw Self.endedByStatement
            }
            return outcome
        }
    }

    private static let lost = PostgresError.connection(
        "the connection was lost during the transaction; nothing was kept")
    private static let endedByStatement = PostgresError.usage("a statement ended the transaction that it ran in")

    // MARK: Streams and copies

    /// Starts a stream whose early end spares the transaction: a savepoint goes out with it.
    nonisolated(nonsending) func stream<S: StreamStatement>(
        _ statement: S, _ rows: any PieceSink
    ) async throws(PostgresError) -> (exchange: Exchange, savepoint: String, watch: StatementWatch?) {
        let batch = batch()
        let savepoint = newSavepoint()
        batch.opening.append("SAVEPOINT \(savepoint)")
        try batch.append(statement)
        batch.closing.append("RELEASE SAVEPOINT \(savepoint)")
        let watch = observation.isActive ? observation.begin(batch) : nil
        do throws(PostgresError) {
            // Whoever takes the rows may be slow; only the transaction's own deadline holds.
            let outcome = try await call(.stream(batch, rows), CallLimits(deadline: deadline))
            guard case .begun(let exchange) = outcome else { throw .usage("the statement is no stream") }
            openFlow = exchange
            return (exchange, savepoint, watch)
        } catch {
            watch?.end(error)
            throw error
        }
    }

    /// - Parameter rows: where those of a COPY … TO STDOUT go; nil for a COPY … FROM STDIN.
    nonisolated(nonsending) func copy(
        _ sql: SQL, name: String = "", into rows: (any PieceSink)? = nil
    ) async throws(PostgresError) -> (Exchange, savepoint: String, watch: StatementWatch?) {
        try await begin()
        // Where the rest of the rows is not wanted, stopping the server must not spoil the transaction.
        let savepoint = newSavepoint()
        if rows != nil { _ = try await call(.script("SAVEPOINT \(savepoint)"), limits()) }
        let batch = wire.emptyBatch()
        try batch.append(sql)
        let watch =
            observation.isActive ? observation.begin(name: name, sql: sql.shownText ?? sql.text) : nil
        do throws(PostgresError) {
            let limits = CallLimits(deadline: deadline)
            let outcome = try await call(rows.map { .copyOut(batch, $0) } ?? .copyIn(batch), limits)
            guard case .begun(let exchange) = outcome else { throw .usage("the statement is no COPY") }
            openFlow = exchange
            return (exchange, savepoint, watch)
        } catch {
            watch?.end(error)
            throw error
        }
    }

    nonisolated(nonsending) func release(_ savepoint: String) async throws(PostgresError) {
        _ = try await call(.script("RELEASE SAVEPOINT \(savepoint)"), limits())
    }

    /// Stops a stream or COPY TO STDOUT whose rest nobody wants.
    nonisolated(nonsending) func leave(_ exchange: Exchange, savepoint: String) async throws(PostgresError) {
        let outcome = await wire.stopTaking(exchange)
        openFlow = nil
        if case .failure(.failed(.cancelled)) = outcome {
            try await undo(to: savepoint)
        } else {
            try settle(outcome)
            // It was over before it could be stopped. A stream's savepoint went with it.
            if case .script = outcome { try await release(savepoint) }
        }
    }

    private nonisolated(nonsending) func leaveFlow() async {
        guard let exchange = openFlow else { return }
        openFlow = nil
        _ = await wire.stopTaking(exchange)
    }
}

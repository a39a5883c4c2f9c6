import Synchronization

/// The state of one transaction on its connection, shared by the handles of its savepoints.
// Not Sendable: only the task that runs the transaction touches it.
final class TransactionSession {
    private let wire: WireConnection
    private let deadline: Moment
    private let callDeadline: Duration?
    /// BEGIN, as long as it has not been sent.
    private var opening: String?
    private var lastSavepoint = 0
    /// A failed call broke the connection, so that nothing more can be said to it.
    private var isOver = false

    init(_ wire: WireConnection, _ options: TransactionOptions, deadline: Moment, callDeadline: Duration?) {
        self.wire = wire
        self.deadline = deadline
        self.callDeadline = callDeadline
        opening = options.beginStatement
    }

    nonisolated(nonsending) func run<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        let transaction = Transaction(self)
        let value: R
        do {
            value = try await onLoop { try await body(transaction) }
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
        try await withTaskExecutorPreference(wire.loop) { try await body() }
    }

    private var limits: CallLimits {
        CallLimits(deadline: min(deadline, callDeadline.map { Moment.now + $0 } ?? .never))
    }

    // MARK: Ending

    private nonisolated(nonsending) func commit() async throws(PostgresError) {
        guard opening == nil else { return }
        guard !isOver else { throw .connection("the connection was lost during the transaction; nothing was kept") }
        var limits = limits
        limits.isCancellable = false
        do throws(WireFailure) {
            let outcome = try await wire.script("COMMIT", limits)
            if outcome.commandTag == "ROLLBACK" { throw WireFailure.failed(.rolledBack) }
        } catch {
            switch error {
            case .unsent(let reason): throw .connection(reason)
            case .lost: throw .commitOutcomeUnknown
            // The session may end after the commit is on disk and before it is confirmed.
            case .failed(.server(let error)) where error.endsSession: throw .commitOutcomeUnknown
            case .refused(let error):
                await rollBack()
                throw error
            case .failed(let error): throw error
            }
        }
    }

    /// Leaves the connection outside a transaction, or closes it.
    private nonisolated(nonsending) func rollBack() async {
        guard opening == nil, !isOver else { return }
        let patience = CallLimits.graceAfterDeadline
        let limits = CallLimits(deadline: Moment.now + patience, isCancellable: false)
        do throws(WireFailure) { _ = try await wire.script("ROLLBACK", limits) } catch { wire.close() }
    }

    // MARK: Calls

    nonisolated(nonsending) func results(of items: [Batch.Item]) async throws(PostgresError) -> [ServerResult] {
        guard !items.isEmpty else { throw .usage("run needs at least one statement") }
        var batch = Batch(opening: opening)
        for item in items { try batch.append(item) }
        return try await call { () async throws(WireFailure) in try await wire.run(batch, limits) }
    }

    nonisolated(nonsending) func script(_ text: String) async throws(PostgresError) {
        try await begin()
        let outcome = try await call { () async throws(WireFailure) in try await wire.script(text, limits) }
        guard outcome.isInTransaction else {
            isOver = true
            wire.close()
            throw .usage("a script ended the transaction that it ran in")
        }
    }

    /// Sends the rows that `body` writes while it writes them.
    nonisolated(nonsending) func copyIn(
        _ item: Batch.Item, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await begin()
        guard !isOver else { throw PostgresError.connection("the connection was lost during the transaction") }
        let channel = CopyChannel()
        let writer = CopyWriter(channel)
        let (wire, limits) = (wire, limits)
        async let sending = wire.copyIn(item, limits, from: channel)
        let problem: (any Error)?
        do {
            try await body(writer)
            try await writer.flush()
            channel.end(aborting: false)
            problem = nil
        } catch {
            channel.end(aborting: true)
            problem = error
        }
        let result = await sending
        // The program's own error is the cause, unless the copy had ended before it.
        if let problem, !writer.hasEndedEarly {
            _ = try? settle(result)
            throw problem
        }
        return try settle(result)
    }

    /// For what cannot go into a pipeline with BEGIN.
    nonisolated(nonsending) func begin() async throws(PostgresError) {
        guard let opening else { return }
        _ = try await call { () async throws(WireFailure) in try await wire.script(opening, limits) }
    }

    nonisolated(nonsending) func savepoint<R: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try await begin()
        lastSavepoint += 1
        let name = "savepoint_\(lastSavepoint)"
        try await control("SAVEPOINT \(name)")
        let inner = Transaction(self)
        let value: R
        do {
            value = try await body(inner)
            inner.end()
            try await control("RELEASE SAVEPOINT \(name)")
        } catch {
            inner.end()
            // Where this fails the transaction can only be rolled back, which the outer level sees by its next call.
            try? await undo("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
            throw error
        }
        return value
    }

    private nonisolated(nonsending) func control(_ sql: String) async throws(PostgresError) {
        _ = try await call { () async throws(WireFailure) in try await wire.script(sql, limits) }
    }

    /// Also for a cancelled task.
    private nonisolated(nonsending) func undo(_ sql: String) async throws(PostgresError) {
        var limits = limits
        limits.isCancellable = false
        _ = try await call { () async throws(WireFailure) in try await wire.script(sql, limits) }
    }

    /// Before COMMIT is sent a lost connection means that nothing was kept.
    private nonisolated(nonsending) func call<R: Sendable>(
        _ body: nonisolated(nonsending) () async throws(WireFailure) -> R
    ) async throws(PostgresError) -> R {
        guard !isOver else { throw .connection("the connection was lost during the transaction") }
        let result: Result<R, WireFailure>
        do throws(WireFailure) { result = .success(try await body()) } catch { result = .failure(error) }
        return try settle(result)
    }

    private func settle<R>(_ result: Result<R, WireFailure>) throws(PostgresError) -> R {
        switch result {
        case .success(let value):
            opening = nil
            return value
        case .failure(.refused(let error)):
            throw error
        case .failure(.unsent(let reason)), .failure(.lost(let reason)):
            isOver = true
            throw .connection(reason)
        case .failure(.failed(let error)):
            opening = nil
            if !wire.isAlive.load(ordering: .acquiring) { isOver = true }
            throw error
        }
    }
}

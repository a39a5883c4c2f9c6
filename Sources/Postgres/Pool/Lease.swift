import Synchronization

/// A connection of the pool that a closure holds: each call is a transaction of its own, and all run on one session.
///
/// Not Sendable on purpose: two statements at once on one connection do not compile.
public final class Lease {
    private let wire: WireConnection
    private let options: PoolOptions
    private let observation: Observation
    private var isFirst = true
    private var isEnded = false

    init(_ wire: WireConnection, _ options: PoolOptions, _ observation: Observation) {
        self.wire = wire
        self.options = options
        self.observation = observation
    }

    func end() { isEnded = true }

    private func emptyBatch() -> Batch {
        let batch = wire.emptyBatch()
        observation.prepare(batch)
        return batch
    }

    /// Runs one statement.
    public nonisolated(nonsending) func run<S: Statement>(_ statement: S) async throws(PostgresError) -> S.Output {
        let batch = emptyBatch()
        try batch.append(statement)
        return try ResultCursor.output(S.self, try await send(batch).result(0))
    }

    /// Runs statements in one round trip, in order, as one transaction: all take effect or none.
    // Where one statement is given, the function for one is meant.
    @_disfavoredOverload
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        let batch = emptyBatch()
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await send(batch))
        return (repeat try cursor.next((each S).self))
    }

    /// Runs one statement after `scope`, in one round trip and one transaction; the scope's answer is thrown away.
    public nonisolated(nonsending) func run<Scope: Statement, S: Statement>(
        in scope: Scope, _ statement: S
    ) async throws(PostgresError) -> S.Output {
        let batch = emptyBatch()
        try batch.append(scope)
        try batch.append(statement)
        return try ResultCursor.output(S.self, try await send(batch).result(1))
    }

    /// Runs one statement many times over with different values, in one round trip, in order, as one transaction.
    public nonisolated(nonsending) func run<S: Statement>(
        batch statements: some Sequence<S>
    ) async throws(PostgresError) -> [S.Output] {
        let batch = emptyBatch()
        for statement in statements { try batch.append(statement) }
        if batch.items.isEmpty { return [] }
        let count = batch.items.count
        let outcome = try await send(batch)
        var outputs: [S.Output] = []
        outputs.reserveCapacity(count)
        for index in 0..<count { outputs.append(try ResultCursor.output(S.self, outcome.result(index))) }
        return outputs
    }

    /// Runs SQL outside any transaction, as VACUUM and CREATE DATABASE need, and throws its answer away.
    public nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) {
        wire.isTouched.store(true, ordering: .relaxed)
        if sql.isRaw {
            guard !sql.text.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
            _ = try await call(.script(sql.text))
        } else {
            let batch = emptyBatch()
            try batch.append(sql)
            _ = try await send(batch)
        }
    }

    private nonisolated(nonsending) func send(_ batch: Batch) async throws(PostgresError) -> ExchangeOutcome {
        guard !batch.items.isEmpty else { throw .usage("run needs at least one statement") }
        guard observation.isActive else { return try await call(.batch(batch, isFirstOfLease: isFirst)) }
        let watch = observation.begin(batch)
        do throws(PostgresError) {
            let outcome = try await call(.batch(batch, isFirstOfLease: isFirst))
            watch.end(outcome)
            return outcome
        } catch {
            watch.end(error)
            throw error
        }
    }

    private nonisolated(nonsending) func call(
        _ request: WireConnection.Request
    ) async throws(PostgresError) -> ExchangeOutcome {
        guard !isEnded else { throw .usage("the lease has ended; it cannot be used outside its closure") }
        isFirst = false
        let limits = CallLimits(deadline: options.callDeadline.map { Moment.now + $0 } ?? .never)
        let outcome = await wire.call(request, limits, isWatched: true)
        guard case .failure(let failure) = outcome else { return outcome }
        switch failure {
        case .unsent(let reason): throw .connection(reason)
        // The Sync that ends in the commit went out and its answer did not come.
        case .lost: throw .commitOutcomeUnknown
        case .failed(let error), .refused(let error): throw error
        }
    }
}

extension Database {
    /// Lends `body` one connection: each of its calls is a transaction of its own.
    ///
    /// `body` runs on the connection's loop unless it belongs to an actor, so it must not block or compute for long.
    public nonisolated(nonsending) func withConnection<R: Sendable>(
        _ body: nonisolated(nonsending) (Lease) async throws -> R
    ) async throws -> R {
        let wire = try await pool.acquire(until: .never, mayWait: !holdsConnection)
        defer { pool.release(wire) }
        let lease = Lease(wire, pool.options, pool.observation)
        defer { lease.end() }
        return try await HeldConnections.$pools.withValue(HeldConnections.pools + [ObjectIdentifier(pool)]) {
            try await wire.stoppingOnCancellation {
                try await withTaskExecutorPreference(wire.loop) { try await body(lease) }
            }
        }
    }
}

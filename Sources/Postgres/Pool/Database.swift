public import Logging
import Synchronization

/// A database, reached through a pool of connections that are opened as they are needed.
public final class Database: Sendable {
    let pool: Pool

    /// Opens nothing yet. Call `close()` when done.
    /// - Parameters:
    ///   - logger: warnings of the server and the pool's troubles go there.
    ///   - observing: who else is told.
    public init(
        _ options: ConnectionOptions, pool: PoolOptions = .init(), logger: Logger = Logger(label: "postgres"),
        observing: Observing = Observing()
    ) {
        self.pool = Pool(options, pool, Observation(observing: observing, log: LoggingObserver(logger)))
    }

    /// What the pool holds now. Cheap: it takes a lock and no round trip.
    public var poolCounts: PoolCounts { pool.counts }

    // MARK: One round trip

    /// Runs one statement as a transaction of its own.
    ///
    /// A connection that is found dead before anything was sent is replaced, once. If it is lost afterwards the error
    /// is `commitOutcomeUnknown`, also for a statement that only reads.
    public nonisolated(nonsending) func run<S: Statement>(_ statement: S) async throws(PostgresError) -> S.Output {
        let outcome = try await send { batch throws(PostgresError) in try batch.append(statement) }
        return try ResultCursor.output(S.self, outcome.result(0))
    }

    /// Runs statements in one round trip, in order, as one transaction: all take effect or none.
    ///
    /// An error of any statement is thrown after the server has undone the others. No statement at all is an error.
    // Where one statement is given, the function for one is meant.
    @_disfavoredOverload
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        let outcome = try await send { batch throws(PostgresError) in repeat try batch.append(each statements) }
        var cursor = ResultCursor(outcome)
        return (repeat try cursor.next((each S).self))
    }

    /// Runs statements as above after `scope`, whose answer is thrown away.
    ///
    /// What the scope sets for its transaction, such as `set_config(…, true)`, holds for the statements and ends with
    /// them.
    @_disfavoredOverload
    public nonisolated(nonsending) func run<Scope: Statement, each S: Statement>(
        in scope: Scope, _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        let outcome = try await send { batch throws(PostgresError) in
            try batch.append(scope)
            repeat try batch.append(each statements)
        }
        var cursor = ResultCursor(outcome, skipping: 1)
        return (repeat try cursor.next((each S).self))
    }

    /// Runs one statement after `scope`.
    public nonisolated(nonsending) func run<Scope: Statement, S: Statement>(
        in scope: Scope, _ statement: S
    ) async throws(PostgresError) -> S.Output {
        let outcome = try await send { batch throws(PostgresError) in
            try batch.append(scope)
            try batch.append(statement)
        }
        return try ResultCursor.output(S.self, outcome.result(1))
    }

    /// Runs one statement many times over with different values, in one round trip, in order, as one transaction. All
    /// answers are in memory at once; for none nothing is sent.
    public nonisolated(nonsending) func run<S: Statement>(
        batch statements: [S]
    ) async throws(PostgresError) -> [S.Output] {
        if statements.isEmpty { return [] }
        let outcome = try await send { batch throws(PostgresError) in
            for statement in statements { try batch.append(statement) }
        }
        var cursor = ResultCursor(outcome)
        var outputs: [S.Output] = []
        outputs.reserveCapacity(statements.count)
        for _ in statements { outputs.append(try cursor.next(S.self)) }
        return outputs
    }

    private nonisolated(nonsending) func send(
        _ fill: (Batch) throws(PostgresError) -> Void
    ) async throws(PostgresError) -> ExchangeOutcome {
        var watch: StatementWatch?
        do throws(PostgresError) {
            let outcome = try await outcome(of: fill, &watch)
            watch?.end(outcome)
            return outcome
        } catch {
            watch?.end(error)
            throw error
        }
    }

    private nonisolated(nonsending) func outcome(
        of fill: (Batch) throws(PostgresError) -> Void, _ watch: inout StatementWatch?
    ) async throws(PostgresError) -> ExchangeOutcome {
        let limits = CallLimits(deadline: pool.options.callDeadline.map { Moment.now + $0 } ?? .never)
        var mayTryAgain = true
        while true {
            let wire = try await pool.acquire(until: limits.deadline, mayWait: !holdsConnection)
            let batch = wire.emptyBatch()
            pool.observation.prepare(batch)
            do throws(PostgresError) {
                try fill(batch)
                if batch.items.isEmpty { throw .usage("run needs at least one statement") }
            } catch {
                pool.release(wire)
                throw error
            }
            if pool.observation.isActive, watch == nil { watch = pool.observation.begin(batch) }
            let outcome = await wire.call(.batch(batch, isFirstOfLease: true), limits)
            pool.release(wire)
            guard case .failure(let failure) = outcome else { return outcome }
            switch failure {
            case .unsent where mayTryAgain: mayTryAgain = false
            case .unsent(let reason): throw .connection(reason)
            // The Sync that ends in the commit went out and its answer did not come.
            case .lost: throw .commitOutcomeUnknown
            case .failed(let error), .refused(let error): throw error
            }
        }
    }

    // MARK: Transactions

    /// Runs `body` in a transaction: COMMIT when it returns, ROLLBACK when it throws or its task is cancelled.
    ///
    /// BEGIN goes out with the first statement. `body` runs on the connection's loop unless it belongs to an actor, so
    /// it must not block or compute for long (`TransactionOptions.runsOnLoop`).
    public nonisolated(nonsending) func transaction<R: Sendable>(
        _ options: TransactionOptions = .init(),
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        let deadline = options.deadline.map { Moment.now + $0 } ?? .never
        var attempt = 1
        while true {
            do {
                return try await once(options, until: deadline, body)
            } catch let error as PostgresError where options.retry.allows(error, attempt) {
                try await Task.sleep(for: options.retry.pause(after: attempt))
                attempt += 1
            }
        }
    }

    private nonisolated(nonsending) func once<R: Sendable>(
        _ options: TransactionOptions, until deadline: Moment,
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        let wire = try await pool.acquire(until: deadline, mayWait: !holdsConnection)
        defer {
            if options.isReadOnly { wire.wasReadOnly.store(false, ordering: .relaxed) }
            pool.release(wire)
        }
        let session = TransactionSession(
            wire, options, deadline: deadline, callDeadline: pool.options.callDeadline, observation: pool.observation)
        return try await HeldConnections.$pools.withValue(HeldConnections.pools + [ObjectIdentifier(pool)]) {
            try await session.run(body)
        }
    }

    /// Runs `body` in a read-only transaction.
    /// - Parameter isolation: `.repeatableRead` shows all statements one snapshot of the data.
    public nonisolated(nonsending) func read<R: Sendable>(
        isolation: TransactionOptions.Isolation? = nil, isDeferrable: Bool = false, deadline: Duration? = nil,
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try await transaction(
            TransactionOptions(
                isolation: isolation, isReadOnly: true, isDeferrable: isDeferrable, deadline: deadline), body)
    }

    /// Runs `body` in a transaction that may write.
    /// - Parameter retry: whether `body` is run again, from its start, when the server could not serialise the
    ///   transaction. It must then have no effects outside the database.
    public nonisolated(nonsending) func write<R: Sendable>(
        isolation: TransactionOptions.Isolation? = nil, retry: RetryPolicy = .never, deadline: Duration? = nil,
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        try await transaction(
            TransactionOptions(isolation: isolation, deadline: deadline, retry: retry), body)
    }

    var holdsConnection: Bool { HeldConnections.pools.contains(ObjectIdentifier(pool)) }

    // MARK: The pool

    /// Replaces every connection by a new one, at once where it is idle and on its return where it is in use: for new
    /// credentials, or after a fail-over.
    public func drain() { pool.drain() }

    /// Changes how many connections may be open at once.
    public func resize(maximumSize: Int) { pool.resize(maximum: maximumSize) }

    /// Lets calls under way end, then closes every connection. Later calls throw `.pool(.closed)`.
    public func close() async { await pool.close() }

    /// Closes every connection at once; calls under way fail.
    public func closeByForce() async { await pool.close(byForce: true) }
}

/// What the running task holds, to tell a program that waits for itself.
enum HeldConnections {
    @TaskLocal static var pools: [ObjectIdentifier] = []
}

/// Whether a transaction that the server could not serialise is run again.
public struct RetryPolicy: Sendable, Hashable {
    /// How often in all.
    public var attempts: Int
    /// The pause after the first attempt; it doubles each time, less up to a half, so that two that collided do not
    /// meet again.
    public var pause: Duration

    /// One attempt.
    public static let never = RetryPolicy(attempts: 1, pause: .zero)

    /// Again after a serialisation failure (40001) or a deadlock (40P01), which the server resolved by rolling this
    /// transaction back.
    public static func conflicts(attempts: Int = 5, pause: Duration = .milliseconds(5)) -> RetryPolicy {
        RetryPolicy(attempts: max(1, attempts), pause: pause)
    }

    func allows(_ error: PostgresError, _ attempt: Int) -> Bool {
        guard attempt < attempts, !Task.isCancelled, case .server(let error) = error else { return false }
        return error.sqlState == .serializationFailure || error.sqlState == .deadlockDetected
    }

    func pause(after attempt: Int) -> Duration {
        pause * (1 << min(attempt - 1, 8)) * Double.random(in: 0.5...1)
    }
}

public import Logging

/// A database, reached through a pool of connections that are opened as they are needed.
public final class Database: Sendable {
    private let pool: Pool

    /// Opens nothing yet. Call `close()` when done.
    public init(
        _ options: ConnectionOptions, pool: PoolOptions = .init(), logger: Logger = Logger(label: "postgres")
    ) {
        self.pool = Pool(options, pool, logger)
    }

    /// What the pool holds now.
    public var poolCounts: PoolCounts { pool.counts }

    /// Runs statements in one round trip, in order, as one transaction: all take effect or none.
    ///
    /// An error of any statement is thrown after the server has undone the others.
    public func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        var batch = Batch()
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await send(batch))
        return (repeat try cursor.next((each S).self))
    }

    /// Runs statements as above after `scope`, whose answer is thrown away.
    ///
    /// What the scope sets for its transaction, such as `set_config(…, true)`, holds for the statements and ends with
    /// them.
    public func run<Scope: Statement, each S: Statement>(
        in scope: Scope, _ statements: repeat each S
    ) async throws(PostgresError) -> (repeat (each S).Output) {
        var batch = Batch()
        try batch.append(scope)
        repeat try batch.append(each statements)
        var cursor = ResultCursor(try await send(batch), skipping: 1)
        return (repeat try cursor.next((each S).self))
    }

    private func send(_ batch: Batch) async throws(PostgresError) -> [ServerResult] {
        guard !batch.items.isEmpty else { throw .usage("run needs at least one statement") }
        let limits = CallLimits(deadline: pool.options.callDeadline.map { Moment.now + $0 } ?? .never)
        var mayTryAgain = true
        while true {
            let wire = try await pool.acquire(until: limits.deadline, mayWait: !holdsConnection)
            do throws(WireFailure) {
                let results = try await wire.run(batch, limits)
                pool.release(wire)
                return results
            } catch {
                pool.release(wire)
                switch error {
                case .unsent where mayTryAgain: mayTryAgain = false
                case .unsent(let reason): throw .connection(reason)
                // The Sync that ends in the commit went out and its answer did not come.
                case .lost: throw .commitOutcomeUnknown
                case .failed(let error), .refused(let error): throw error
                }
            }
        }
    }

    /// Runs `body` in a transaction: COMMIT when it returns, ROLLBACK when it throws or its task is cancelled.
    ///
    /// BEGIN goes out with the first statement. `body` runs on the connection's loop unless it belongs to an actor, so
    /// it must not block or compute for long.
    public nonisolated(nonsending) func transaction<R: Sendable>(
        _ options: TransactionOptions = .init(),
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        let deadline = options.deadline.map { Moment.now + $0 } ?? .never
        let wire = try await pool.acquire(until: deadline, mayWait: !holdsConnection)
        defer { pool.release(wire) }
        let session = TransactionSession(wire, options, deadline: deadline, callDeadline: pool.options.callDeadline)
        return try await HeldConnections.$pools.withValue(HeldConnections.pools + [ObjectIdentifier(pool)]) {
            try await session.run(body)
        }
    }

    private var holdsConnection: Bool { HeldConnections.pools.contains(ObjectIdentifier(pool)) }

    /// Lets calls under way end, then closes every connection. Later calls throw `.pool(.closed)`.
    public func close() async { await pool.close() }
}

/// What the running task holds, to tell a program that waits for itself.
enum HeldConnections {
    @TaskLocal static var pools: [ObjectIdentifier] = []
}

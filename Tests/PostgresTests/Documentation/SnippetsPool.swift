import Foundation
import Logging
import Postgres
import Synchronization
import Testing

// snippet.observer
/// Counts what failed, by the server's code.
final class FailureCount: Observer {
    private let counts = Mutex<[String: Int]>([:])

    func count(of code: String) -> Int { counts.withLock { $0[code] ?? 0 } }

    func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? { Watch(counter: self) }

    private func add(_ code: String) { counts.withLock { $0[code, default: 0] += 1 } }

    private struct Watch: StatementObservation {
        let counter: FailureCount

        func end(_ ending: StatementEnding) {
            guard case .failure(let error as PostgresError) = ending.result else { return }
            counter.add(error.serverError?.sqlState.rawValue ?? "client")
        }
    }
}
// snippet.end

// snippet.token
/// A password that the pool asks for before it opens a connection.
func rotating(_ options: ConnectionOptions, token: @escaping @Sendable () async throws -> String) -> ConnectionOptions {
    var options = options
    options.credentials = { ConnectionOptions.Credentials(user: "library_web", password: try await token()) }
    return options
}
// snippet.end

extension SnippetTests {
    @Test func openingAndClosing() async throws {
        // snippet.open
        let database = Database(
            ConnectionOptions("postgresql://library_web@db.example/library?sslmode=verify-full"),
            pool: PoolOptions(maximumSize: 8))
        // snippet.end
        #expect(database.poolCounts.idle + database.poolCounts.inUse + database.poolCounts.opening == 0)
        // snippet.close
        await database.close()
        // snippet.end
        let error = await postgresError { _ = try await database.run(LoanCount()) }
        guard case .pool(.closed)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func oneConnectionOfOnesOwn() async throws {
        let options = try await testServer()
        // snippet.connection
        let connection = try await Connection.open(options)
        connection.onNotice { notice in print(notice.message) }
        let version = try await connection.rows("SELECT current_setting('server_version_num')")
        await connection.close()
        // snippet.end
        #expect(version.count == 1)
    }

    @Test func optionsOfThePool() async throws {
        let options = try await testServer()
        // snippet.pool-options
        let pool = PoolOptions(
            maximumSize: 16, minimumIdle: 2, acquireTimeout: .seconds(2), maximumWaiting: 200,
            callDeadline: .seconds(10))
        let database = Database(options, pool: pool)
        // snippet.end
        try await expectAnswer(from: database)
        // snippet.drain
        database.drain()
        database.resize(maximumSize: 4)
        // snippet.end
        try await expectAnswer(from: database)
        await database.close()
    }

    @Test func passwordsThatChange() async throws {
        let asked = Mutex(0)
        var options = rotating(try await testServer()) {
            asked.withLock { $0 += 1 }
            return "not asked for by a server that trusts"
        }
        options.connectTimeout = .seconds(5)
        // The role is not there, which the server says by name.
        let error = await postgresError { try await Connection.open(options).close() }
        #expect(error?.serverError?.sqlState == .invalidAuthorization)
        #expect(error?.serverError?.message.contains("library_web") == true)
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func behindAProxy() async throws {
        // snippet.proxy
        var options = ConnectionOptions("host=pgbouncer.example port=6432 dbname=library")
        options.statements = .unnamed
        // snippet.end
        var own = try await testServer()
        own.statements = options.statements
        let database = Database(own)
        try await expectAnswer(from: database)
        try await database.withConnection { connection in
            let (next, prepared) = try await connection.run(Increment(value: 1), PreparedCount())
            #expect(next == 2 && prepared == 0)
        }
        await database.close()
    }

    @Test func observers() async throws {
        let failures = FailureCount()
        try await withLibrary(observing: Observing([failures])) { database in
            _ = await postgresError { _ = try await database.run(TakeCopy(bookID: 3)) }
            #expect(failures.count(of: "23514") == 1)
        }
        let options = try await testServer()
        // snippet.observing
        let database = Database(
            options, logger: Logger(label: "library.database"),
            observing: Observing([
                MetricsObserver(pool: "library"), TracingObserver(),
                LoggingObserver(Logger(label: "library.sql"), slow: .milliseconds(200)),
            ]))
        // snippet.end
        try await expectAnswer(from: database)
        await database.close()
    }

    @Test func timeLimits() async throws {
        try await withLibrary { database in
            // snippet.cancel
            let report = Task { try await database.run(Sleep(seconds: 60)) }
            report.cancel()
            let result = await report.result
            // snippet.end
            guard case .failure(let error as PostgresError) = result, case .cancelled = error else {
                Issue.record("\(result)")
                return
            }
            let start = ContinuousClock.now
            // snippet.deadline
            do {
                try await database.write(deadline: .milliseconds(200)) { transaction in
                    try await transaction.run(Sleep(seconds: 60))
                }
            } catch PostgresError.timedOut {
                print("stopped; nothing was kept")
            }
            // snippet.end
            #expect(ContinuousClock.now - start < .milliseconds(200 + 500))
        }
    }
}

private struct PreparedCount: OneStatement {
    static let name = "library.prepared_count"
    static let sql = "SELECT count(*) FROM pg_prepared_statements"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next() }
}

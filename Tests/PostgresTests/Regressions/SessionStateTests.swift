import Postgres
import Synchronization
import Testing

/// What one caller leaves on a session must not meet the next one; and what sessions there are.
extension RegressionTests.SessionStateTests {
    private struct Stop: Error {}

    /// A setting that a program may write and read, and a typed statement that writes it.
    private struct SetSearchPath: ExecuteStatement {
        static let name = "regression.set_search_path"
        static let sql = "SET search_path TO elsewhere"
    }

    private struct SearchPath: OneStatement {
        static let name = "regression.search_path"
        static let sql = "SELECT current_setting('search_path') || ' ' || current_user || ' ' || session_user"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
    }

    private enum Way: CaseIterable {
        case script, sql, function, typed, batch, lease, leasedScript, role, authorization, failedLater

        func set(in database: Database) async throws {
            switch self {
            case .script:
                try await database.transaction { try await $0.execute(.unsafeRaw("SET search_path TO elsewhere")) }
            case .sql: try await database.transaction { try await $0.execute("SET search_path TO elsewhere") }
            case .function:
                try await database.transaction {
                    _ = try await $0.rows("SELECT set_config('search_path', 'elsewhere', false)")
                }
            case .typed: try await database.run(SetSearchPath())
            case .batch: _ = try await database.run(Increment(value: 1), SetSearchPath())
            case .lease: try await database.withConnection { try await $0.execute("SET search_path TO elsewhere") }
            case .leasedScript:
                try await database.withConnection { try await $0.execute(.unsafeRaw("SET search_path TO elsewhere")) }
            case .role: try await database.transaction { try await $0.execute("SET ROLE pg_monitor") }
            case .authorization:
                try await database.withConnection { try await $0.execute("SET SESSION AUTHORIZATION pg_monitor") }
            case .failedLater:
                try? await database.withConnection { lease in
                    try await lease.execute("SET search_path TO elsewhere")
                    try await lease.run(Fail())
                }
            }
        }
    }

    @Test func whatACallerSetsEndsWithIt() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let clean = try await database.run(SearchPath())
            let pid = try await database.run(BackendPID())
            for way in Way.allCases {
                try await way.set(in: database)
                #expect(try await database.run(SearchPath()) == clean, "\(way)")
            }
            // Reset, not replaced, and its statements are still prepared.
            #expect(try await database.run(BackendPID()) == pid)
        }
    }

    @Test func locksAndListeningEndWithTheirCaller() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.withConnection { lease in
                try await lease.execute("SELECT pg_advisory_lock(77)")
                try await lease.execute("LISTEN somewhere")
            }
            let left = try await database.transaction { transaction in
                try await transaction.rows(
                    """
                    SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
                        (SELECT count(*) FROM pg_listening_channels())
                    """)
            }
            #expect(left == [["0", "0"]])
        }
    }

    /// Nothing is sent where nothing was touched: a reset would be a round trip for every call.
    @Test func typedStatementsCostNoReset() async throws {
        try await withTracedPool { database, trace in
            _ = try await database.run(Increment(value: 1), Increment(value: 2))
            try await database.transaction { transaction in
                try await transaction.run(SetScope(value: "someone"))
                try await transaction.savepoint { _ = try await $0.run(Increment(value: 1)) }
            }
            try await database.transaction(TransactionOptions(deadline: .seconds(10))) { transaction in
                try await transaction.savepoint { _ = try await $0.run(Increment(value: 1)) }
            }
            _ = try await database.run(Increment(value: 1))
            #expect(trace.take().filter { $0.contains("RESET") }.isEmpty)
        }
    }

    // MARK: Drain and credentials

    @Test func drainReplacesEverySession() async throws {
        try await withDatabase(PoolOptions(maximumSize: 3)) { database in
            func sessions() async throws -> Set<Int32> {
                let gate = Gate()
                return try await withThrowingTaskGroup(of: Int32.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            try await database.transaction { transaction in
                                let pid = try await transaction.run(BackendPID())
                                await gate.wait()
                                return pid
                            }
                        }
                    }
                    await gate.arrivals(of: 3)
                    gate.open()
                    return try await group.reduce(into: []) { $0.insert($1) }
                }
            }
            let before = try await sessions()
            #expect(before.count == 3)
            try await database.transaction { transaction in
                let held = try await transaction.run(BackendPID())
                #expect(before.contains(held))
                database.drain()
                // The transaction under way keeps its own.
                #expect(try await transaction.run(BackendPID()) == held)
            }
            let after = try await sessions()
            #expect(after.isDisjoint(with: before))
        }
    }

    /// Asked before each opening, so that a change takes effect with the next connection and a drain brings it about.
    @Test func credentialsAreThoseOfTheMoment() async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw("CREATE ROLE rotated_one LOGIN PASSWORD 'one'; CREATE ROLE rotated_two LOGIN PASSWORD 'two'")
            )
        }
        let current = Current()
        var options = try await testServer()
        options.credentials = { try current.credentials() }
        #expect(!"\(options) \(String(reflecting: options))".contains("secret"))
        let database = Database(options, pool: PoolOptions(maximumSize: 1, acquireTimeout: .milliseconds(500)))
        struct User: OneStatement {
            static let name = "regression.user"
            static let sql = "SELECT session_user::text"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
        }
        for _ in 0..<3 { #expect(try await database.run(User()) == "rotated_one") }
        #expect(current.count == 1)
        current.set("rotated_two")
        #expect(try await database.run(User()) == "rotated_one")
        database.drain()
        #expect(try await database.run(User()) == "rotated_two")
        #expect(current.count == 2)
        current.set(nil)
        database.drain()
        let error = await postgresError { _ = try await database.run(User()) }
        guard case .connection(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!reason.contains("secret"))
        current.set("rotated_one")
        #expect(try await database.run(User()) == "rotated_one")
        await database.close()
        try await withConnection { connection in
            try await connection.execute(.unsafeRaw("DROP ROLE rotated_one; DROP ROLE rotated_two"))
        }
    }

    /// Who the next connection is opened as.
    private final class Current: Sendable {
        private let state = Mutex<(user: String?, count: Int)>(("rotated_one", 0))
        var count: Int { state.withLock { $0.count } }
        func set(_ user: String?) { state.withLock { $0.user = user } }
        func credentials() throws -> ConnectionOptions.Credentials {
            try state.withLock { state in
                state.count += 1
                guard let user = state.user else { throw Stop() }
                return ConnectionOptions.Credentials(user: user, password: "secret of the moment")
            }
        }
    }
}

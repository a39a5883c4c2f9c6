import Postgres
import Synchronization
import Testing

/// Transactions that the server could not carry out side by side.
extension RegressionTests.RetryTests {
    private struct Stop: Error {}

    /// A table of its own for each test.
    private static func withTable(_ body: (Database, String) async throws -> Void) async throws {
        let name = "conflicts_\(UInt32.random(in: 0 ... .max))"
        try await withDatabase(PoolOptions(maximumSize: 4)) { database in
            try await database.withConnection { lease in
                try await lease.execute(
                    .unsafeRaw(
                        "CREATE TABLE \(name) (id int PRIMARY KEY, n int); INSERT INTO \(name) VALUES (1, 0), (2, 0)"))
            }
            try await body(database, name)
            try await database.withConnection { try await $0.execute("DROP TABLE \(identifier: name)") }
        }
    }

    /// What two transactions do to each other, each in two halves.
    private enum Conflict: CaseIterable {
        /// Each reads what the other writes: no order of the two explains that.
        case skew
        /// Each waits for the row that the other has.
        case deadlock

        var code: SQLState { self == .skew ? .serializationFailure : .deadlockDetected }
        var isolation: TransactionOptions.Isolation { self == .skew ? .serializable : .readCommitted }

        nonisolated(nonsending) func firstHalf(_ transaction: Transaction, _ table: String, _ task: Int) async throws {
            switch self {
            case .skew: _ = try await transaction.rows("SELECT sum(n) FROM \(identifier: table)")
            case .deadlock:
                try await transaction.execute("SET LOCAL deadlock_timeout = '20ms'")
                try await transaction.execute("UPDATE \(identifier: table) SET n = n + 1 WHERE id = \(task)")
            }
        }

        nonisolated(nonsending) func secondHalf(_ transaction: Transaction, _ table: String, _ task: Int) async throws {
            let id = self == .skew ? task : 3 - task
            try await transaction.execute("UPDATE \(identifier: table) SET n = n + 1 WHERE id = \(id)")
        }

        /// Runs two transactions whose first attempts meet in the middle.
        /// - Returns: how many attempts there were in all.
        func run(_ database: Database, _ table: String, _ retry: RetryPolicy) async throws -> Int {
            let attempts = Attempts()
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 1...2 {
                    group.addTask {
                        try await database.write(isolation: isolation, retry: retry, deadline: .seconds(20)) {
                            transaction in
                            let isFirst = attempts.begin(task)
                            try await firstHalf(transaction, table, task)
                            if isFirst { await gate.wait() }
                            try await secondHalf(transaction, table, task)
                        }
                    }
                }
                await gate.arrivals(of: 2)
                gate.open()
                while let result = await group.nextResult() { try result.get() }
            }
            return attempts.count
        }
    }

    private final class Attempts: Sendable {
        private let begun = Mutex<[Int]>([])
        var count: Int { begun.withLock { $0.count } }
        func begin(_ task: Int) -> Bool {
            begun.withLock { begun in
                defer { begun.append(task) }
                return !begun.contains(task)
            }
        }
    }

    @Test func whoeverLostAConflictIsRunAgain() async throws {
        try await Self.withTable { database, table in
            for (conflict, wanted) in [(Conflict.skew, "1"), (.deadlock, "3")] {
                #expect(try await conflict.run(database, table, .conflicts()) == 3, "\(conflict)")
                let rows = try await database.read {
                    try await $0.rows("SELECT n FROM \(identifier: table) ORDER BY id")
                }
                #expect(rows == [[wanted], [wanted]], "\(conflict)")
            }
        }
    }

    @Test func withoutAPolicyTheConflictIsTold() async throws {
        try await Self.withTable { database, table in
            for conflict in Conflict.allCases {
                let error = await postgresError { _ = try await conflict.run(database, table, .never) }
                #expect(error?.serverError?.sqlState == conflict.code)
                #expect(error?.isSafeToRetry == true)
            }
        }
    }

    /// As often as the policy says and no more, for conflicts and for nothing else.
    @Test func attemptsAreCounted() async throws {
        struct SetCode: ExecuteStatement {
            static let name = "regression.set_code"
            static let sql = "SELECT set_config('test.conflict', $1, true)"
            static let parameterTypes: [OID] = [.text]
            var code: String
            func encode(into parameters: inout Parameters) { parameters.append(code) }
        }
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for (code, wanted) in [("40001", 4), ("40P01", 4), ("23505", 1), ("57014", 1)] {
                let count = Attempts()
                let error = await postgresError {
                    try await database.write(retry: .conflicts(attempts: 4, pause: .milliseconds(1))) { transaction in
                        _ = count.begin(0)
                        try await transaction.run(SetCode(code: code))
                        try await transaction.execute(
                            .unsafeRaw("DO $$ BEGIN RAISE 'x' USING ERRCODE = current_setting('test.conflict'); END $$")
                        )
                    }
                }
                #expect(error?.serverError?.sqlState == SQLState(rawValue: code))
                #expect(count.count == wanted, "\(code)")
            }
            let stopped = Attempts()
            await #expect(throws: Stop.self) {
                try await database.write(retry: .conflicts()) { _ in
                    _ = stopped.begin(0)
                    throw Stop()
                }
            }
            #expect(stopped.count == 1)
        }
    }

    /// The deadline is that of all attempts together.
    @Test func theDeadlineCoversEveryAttempt() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let start = ContinuousClock.now
            let count = Attempts()
            let error = await postgresError {
                try await database.write(
                    retry: .conflicts(attempts: .max, pause: .milliseconds(1)), deadline: .seconds(1)
                ) { transaction in
                    _ = count.begin(0)
                    try await transaction.execute(.unsafeRaw("DO $$ BEGIN RAISE 'x' USING ERRCODE = '40001'; END $$"))
                }
            }
            #expect(ContinuousClock.now - start < .milliseconds(1500) + slack)
            #expect(count.count > 1)
            #expect(error?.isTimedOut == true || error?.serverError?.sqlState == .serializationFailure)
        }
    }
}

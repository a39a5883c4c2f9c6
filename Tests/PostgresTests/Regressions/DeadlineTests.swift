import Postgres
import Testing

/// How long a statement, a transaction and a call may take.
extension RegressionTests.DeadlineTests {
    private struct StatementTimeout: OneStatement {
        static let name = "regression.statement_timeout"
        static let sql = "SELECT extract(epoch FROM current_setting('statement_timeout')::interval)::float8"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Double { try row.next(Double.self) }
    }

    /// A limit of one statement's own stops that statement and leaves the session.
    @Test func aStatementsOwnLimitStopsIt() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                let pid = try await transaction.run(BackendPID())
                for _ in 0..<3 {
                    let call = ContinuousClock.now
                    let error = await postgresError {
                        try await transaction.savepoint { inner in
                            try await inner.run(Sleep(seconds: 30), within: .milliseconds(100))
                        }
                    }
                    #expect(error?.isTimedOut == true)
                    #expect(ContinuousClock.now - call >= .milliseconds(100))
                    #expect(ContinuousClock.now - call < .milliseconds(500) + slack)
                }
                // The limit held for that statement alone.
                try await transaction.run(Sleep(seconds: 0.2))
                try await transaction.run(Sleep(seconds: 0.01), within: .seconds(5))
                #expect(try await transaction.run(BackendPID()) == pid)
            }
        }
    }

    /// Without a savepoint the transaction has failed, and its commit says so.
    @Test func aStatementThatWasStoppedHasSpoiltItsTransaction() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    let first = await postgresError {
                        try await transaction.run(Sleep(seconds: 30), within: .milliseconds(50))
                    }
                    #expect(first?.isTimedOut == true)
                }
            }
            #expect(error?.isRolledBack == true)
            try await expectAnswer(from: database)
        }
    }

    /// The nearer of the two holds.
    @Test func theTransactionsDeadlineHoldsBesides() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1, callDeadline: .seconds(30))) { database in
            let start = ContinuousClock.now
            let error = await postgresError {
                try await database.transaction(TransactionOptions(deadline: .milliseconds(200))) { transaction in
                    try await transaction.run(Sleep(seconds: 30), within: .seconds(20))
                }
            }
            #expect(error?.isTimedOut == true)
            #expect(ContinuousClock.now - start < .milliseconds(700))
            let late = await postgresError {
                try await database.transaction(TransactionOptions(deadline: .milliseconds(200))) { transaction in
                    try await transaction.run(Sleep(seconds: 0.01))
                    try await Task.sleep(for: .milliseconds(250))
                    try await transaction.run(Sleep(seconds: 0.01))
                }
            }
            #expect(late?.isTimedOut == true)
            try await expectAnswer(from: database)
        }
    }

    /// The server knows the deadline too, a little later than the program, and for this transaction only.
    @Test func theServerIsToldTheDeadline() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let outside = try await database.run(StatementTimeout())
            for milliseconds in [1, 500, 60_000] {
                let inside = try await database.transaction(
                    TransactionOptions(deadline: .milliseconds(milliseconds + 5000))
                ) { try await $0.run(StatementTimeout()) }
                #expect(inside * 1000 >= Double(milliseconds + 5000))
                #expect(inside * 1000 <= Double(milliseconds + 6000))
                let inScript = try await database.read(deadline: .seconds(7)) { transaction in
                    try await transaction.savepoint { try await $0.run(StatementTimeout()) }
                }
                #expect(inScript >= 7 && inScript <= 8)
                #expect(try await database.run(StatementTimeout()) == outside)
            }
        }
    }

    /// `statement_timeout` takes 32 bits of milliseconds: 24.8 days.
    @Test func aDeadlineOfAMonthIsOne() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for deadline in [Duration.seconds(30 * 86400), .seconds(Int64.max / 2)] {
                try await database.transaction(TransactionOptions(deadline: deadline)) { transaction in
                    try await expectNext(in: transaction)
                }
            }
        }
    }

    /// Waiting for a connection counts.
    @Test func theDeadlineHoldsForTheWaitToo() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(30))) { database in
            try await database.transaction { transaction in
                try await expectNext(in: transaction)
                let start = ContinuousClock.now
                let other = Task.detached {
                    try await database.transaction(TransactionOptions(deadline: .milliseconds(200))) { _ in }
                }
                let error = await postgresError { try await other.value }
                #expect(error?.isTimedOut == true, "\(String(describing: error))")
                #expect(ContinuousClock.now - start < .milliseconds(600))
            }
        }
    }

    /// A deadline in a stream, and in a copy that waits for the program.
    @Test func streamsAndCopiesHaveTheTransactionsDeadline() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let options = TransactionOptions(deadline: .milliseconds(300))
            let calls: [@Sendable () async throws -> Void] = [
                {
                    try await database.transaction(options) { transaction in
                        try await transaction.stream(Slow()) { for try await _ in $0 {} }
                    }
                },
                {
                    try await database.transaction(options) { transaction in
                        try await transaction.copyOut(
                            "COPY (SELECT pg_sleep(0.05) FROM generate_series(1, 1000)) TO STDOUT"
                        ) {
                            for try await _ in $0 {}
                        }
                    }
                },
                {
                    try await database.transaction(options) { transaction in
                        try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE slow (id int) ON COMMIT DROP"))
                        _ = try await transaction.copyIn("COPY slow FROM STDIN") { writer in
                            while true {
                                try await writer.write(row: ["1"])
                                try await Task.sleep(for: .milliseconds(5))
                            }
                        }
                    }
                },
            ]
            for (number, call) in calls.enumerated() {
                let outcome = try await timed(within: .seconds(5), call)
                #expect(outcome.error?.isTimedOut == true, "\(number): \(outcome.result)")
                #expect(outcome.duration < .milliseconds(800) + slack, "\(number)")
                try await expectAnswer(from: database)
            }
        }
    }

    private struct Slow: StreamStatement {
        static let name = "regression.slow"
        static let sql = "SELECT i, pg_sleep(0.05)::text FROM generate_series(1, 1000) i"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
    }
}

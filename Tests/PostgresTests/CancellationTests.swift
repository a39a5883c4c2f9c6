import Postgres
import Testing

@Suite(.serialized) struct CancellationTests {
    @Test func aCancelledTaskStopsItsStatementOnTheServer() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            let start = ContinuousClock.now
            let task = Task { try await database.run(Sleep(seconds: 30)) }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            let error = await postgresError { try await task.value }
            guard case .cancelled? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(ContinuousClock.now - start < .seconds(3))
            let same = try await database.run(BackendPID())
            #expect(same == pid)
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await withDatabase { database in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                _ = try await database.run(Increment(value: 1))
            }
            let error = await postgresError { try await task.value }
            guard case .cancelled? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(database.poolCounts.inUse == 0)
        }
    }

    @Test func aCancellationNeverHitsTheNextStatement() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            var cancelled = 0
            for round in 0..<400 {
                let task = Task { try await database.run(Sleep(seconds: 0.0008)) }
                try await Task.sleep(for: .microseconds(round * 7919 % 1600))
                task.cancel()
                if case .failure = await task.result { cancelled += 1 }
                // Long enough on the server for a stray cancel to arrive.
                #expect(try await database.run(Series(count: 2000)).count == 2000)
            }
            // Otherwise the race was not tried.
            #expect(cancelled > 20 && cancelled < 400)
        }
    }

    @Test func cancellationRollsATransactionBack() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(.unsafeRaw("CREATE TEMP TABLE c (id int)")) }
            for round in 0..<100 {
                let task = Task {
                    try await database.transaction { transaction in
                        try await transaction.execute("INSERT INTO c VALUES (1)")
                        try await transaction.run(Sleep(seconds: 0.002))
                        try await Task.sleep(for: .microseconds(200))
                    }
                }
                try await Task.sleep(for: .microseconds(round * 53 % 4000))
                task.cancel()
                let hasCommitted = if case .success = await task.result { 1 } else { 0 }
                let found = try await database.transaction { transaction in
                    let rows = try await transaction.rows("SELECT count(*) FROM c")
                    try await transaction.execute("DELETE FROM c")
                    return rows
                }
                #expect(found == [["\(hasCommitted)"]])
            }
        }
    }

    @Test func theDeadlineStopsACall() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1, callDeadline: .milliseconds(200))) { database in
            let start = ContinuousClock.now
            let error = await postgresError { try await database.run(Sleep(seconds: 30)) }
            guard case .timedOut? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(ContinuousClock.now - start < .milliseconds(700))
            try await expectAnswer(from: database)
        }
    }

    @Test func theDeadlineOfATransactionCoversAllOfIt() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let start = ContinuousClock.now
            let error = await postgresError {
                try await database.transaction(TransactionOptions(deadline: .milliseconds(300))) { transaction in
                    for _ in 0..<100 { try await transaction.run(Sleep(seconds: 0.05)) }
                }
            }
            guard case .timedOut? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(ContinuousClock.now - start < .milliseconds(1000))
            try await expectAnswer(from: database)
        }
    }
}

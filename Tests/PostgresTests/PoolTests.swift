import Foundation
import Postgres
import Synchronization
import Testing

@Suite(.serialized) struct PoolTests {
    @Test func firstComeFirstServed() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let order = Order()
            let (gate, open) = AsyncStream<Void>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await database.transaction { transaction in
                        try await transaction.execute("SELECT 1")
                        for await _ in gate {}
                    }
                }
                while database.poolCounts.inUse == 0 { try await Task.sleep(for: .milliseconds(1)) }
                for number in 0..<10 {
                    group.addTask {
                        try await database.transaction { _ in order.add(number) }
                    }
                    while database.poolCounts.waiting <= number { try await Task.sleep(for: .milliseconds(1)) }
                }
                open.finish()
                try await group.waitForAll()
            }
            #expect(order.numbers == Array(0..<10))
            let counts = database.poolCounts
            #expect(counts.idle == 1 && counts.inUse == 0 && counts.waiting == 0)
        }
    }

    @Test func waitingEndsWithTheAcquireTimeout() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(1))) { database in
            try await database.transaction { transaction in
                try await transaction.execute("SELECT 1")
                let start = ContinuousClock.now
                // Another task, so that it is not this one's own transaction that it waits for.
                let other = Task.detached { try await database.run(Increment(value: 1)) }
                let error = await postgresError { _ = try await other.value }
                guard case .pool(.acquireTimedOut)? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(ContinuousClock.now - start < .milliseconds(1500))
            }
            try await expectAnswer(from: database)
        }
    }

    @Test func usingThePoolInsideItsOwnTransactionIsRefusedRatherThanStuck() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                try await transaction.execute("SELECT 1")
                let error = await postgresError { _ = try await database.run(Increment(value: 1)) }
                guard case .usage? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test func theSizeIsAnUpperBoundUnderLoadAndCancellation() async throws {
        try await withDatabase(PoolOptions(maximumSize: 3)) { database in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        let task = Task { try await database.run(Sleep(seconds: 0.001)) }
                        if number % 3 == 0 {
                            try? await Task.sleep(for: .microseconds(number * 31 % 4000))
                            task.cancel()
                        }
                        _ = await task.result
                        let counts = database.poolCounts
                        #expect(counts.idle + counts.inUse + counts.opening <= 3)
                    }
                }
            }
            // Nothing is lost: every connection that is open is idle again.
            let counts = database.poolCounts
            #expect(counts.inUse == 0 && counts.waiting == 0 && counts.opening == 0)
            try await expectAnswer(from: database)
        }
    }

    @Test func aKilledIdleConnectionIsReplacedUnnoticed() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for _ in 0..<10 {
                let pid = try await database.run(BackendPID())
                try await kill(pid)
                let next = try await database.run(BackendPID())
                #expect(next != pid)
            }
        }
    }

    @Test func aKilledStatementIsTheServersError() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            let task = Task { try await database.run(Sleep(seconds: 30)) }
            try await Task.sleep(for: .milliseconds(100))
            try await kill(pid)
            let error = await postgresError { try await task.value }
            #expect(error?.serverError?.sqlState == .adminShutdown, "\(String(describing: error))")
            #expect(error?.isSafeToRetry == true)
            try await expectAnswer(from: database)
        }
    }

    @Test func theOutcomeOfALostPipelineIsUnknown() async throws {
        // A killed process says no farewell. It takes the whole server down for a moment, hence a server of its own.
        guard getuid() == 0, ProcessInfo.processInfo.environment["NUANXIN_TEST_DATABASE"] == nil else { return }
        let server = try await PrivateCluster.start()
        let database = Database(server, pool: PoolOptions(maximumSize: 1))
        let pid = try await database.run(BackendPID())
        let task = Task { try await database.run(Sleep(seconds: 30)) }
        try await Task.sleep(for: .milliseconds(100))
        Foundation.kill(pid, SIGKILL)
        let error = await postgresError { try await task.value }
        guard case .commitOutcomeUnknown? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        // The server restarts all its sessions; the pool finds it again by itself.
        try await expectAnswer(from: database)
        await database.close()
    }

    @Test func noCallOutlivesItsDeadlineOnAFrozenServer() async throws {
        guard getuid() == 0 else { return }
        try await withDatabase(PoolOptions(maximumSize: 1, callDeadline: .milliseconds(1500))) { database in
            let pid = try await database.run(BackendPID())
            Foundation.kill(pid, SIGSTOP)
            defer { Foundation.kill(pid, SIGCONT) }
            let start = ContinuousClock.now
            let error = await postgresError { _ = try await database.run(Increment(value: 1)) }
            #expect(ContinuousClock.now - start < .milliseconds(2000 + 200))
            guard case .commitOutcomeUnknown? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expectAnswer(from: database)
        }
    }

    @Test func aRefusalFailsAtOnceAndAnAbsentServerAtTheTimeout() async throws {
        let options = try await testServer()
        let wrong = Database(options.with("dbname", "there_is_no_such_database"))
        let start = ContinuousClock.now
        let refusal = await postgresError { _ = try await wrong.run(Increment(value: 1)) }
        #expect(refusal?.serverError?.sqlState == .invalidCatalogName)
        #expect(ContinuousClock.now - start < .seconds(3))
        await wrong.close()

        let absent = Database(
            ConnectionOptions("host=/nowhere user=x dbname=x"), pool: PoolOptions(acquireTimeout: .milliseconds(300)))
        let error = await postgresError { _ = try await absent.run(Increment(value: 1)) }
        guard case .connection(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("/nowhere"))
        await absent.close()
    }

    @Test func aClosedPoolTurnsCallersAwayAndLetsCallsEnd() async throws {
        let database = Database(try await testServer(), pool: PoolOptions(maximumSize: 1))
        let running = Task { try await database.run(Sleep(seconds: 0.2), Increment(value: 1)).1 }
        while database.poolCounts.inUse == 0 { try await Task.sleep(for: .milliseconds(1)) }
        await database.close()
        let next = try await running.value
        #expect(next == 2)
        let error = await postgresError { _ = try await database.run(Increment(value: 1)) }
        guard case .pool(.closed)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aTransactionLeftOpenIsNotLentAgain() async throws {
        struct Begin: ExecuteStatement {
            static let name = "test.begin"
            static let sql = "BEGIN"
        }
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            try await database.run(Begin())
            let next = try await database.run(BackendPID())
            #expect(next != pid)
        }
    }
}

private final class Order: Sendable {
    private let list = Mutex<[Int]>([])
    var numbers: [Int] { list.withLock { $0 } }
    func add(_ number: Int) { list.withLock { $0.append(number) } }
}

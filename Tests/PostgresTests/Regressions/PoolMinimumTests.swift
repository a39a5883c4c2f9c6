import Postgres
import Testing

/// The minimums of a pool, against the real server.
extension RegressionTests.PoolMinimumTests {
    private static func wait(_ database: Database, until condition: (PoolCounts) -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while !condition(database.poolCounts), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
        #expect(condition(database.poolCounts), "\(database.poolCounts)")
    }

    @Test func theMinimumIsOpenedWithoutACallAndReplaced() async throws {
        try await withDatabase(PoolOptions(maximumSize: 5, minimumSize: 3)) { database in
            try await Self.wait(database) { $0.idle == 3 && $0.opening == 0 }
            let pid = try await database.run(BackendPID())
            try await kill(pid)
            try await Self.wait(database) { $0.idle == 3 && $0.opening == 0 }
            #expect(try await database.run(BackendPID()) != pid)
            #expect(database.poolCounts.idle == 3)
        }
    }

    @Test func soManyRestWhateverIsLent() async throws {
        try await withDatabase(PoolOptions(maximumSize: 4, minimumIdle: 2)) { database in
            try await Self.wait(database) { $0.idle == 2 }
            try await database.transaction { transaction in
                try await transaction.run(SetScope(value: "x"))
                try await Self.wait(database) { $0.idle == 2 && $0.inUse == 1 }
            }
            // Two and two: the maximum is the maximum.
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await database.transaction { transaction in
                            try await transaction.run(SetScope(value: "x"))
                            await gate.wait()
                        }
                    }
                }
                await gate.arrivals(of: 3)
                try await Self.wait(database) { $0.idle == 1 && $0.inUse == 3 && $0.opening == 0 }
                gate.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func minimumsAboveTheMaximumAreTheMaximum() async throws {
        try await withDatabase(PoolOptions(maximumSize: 2, minimumSize: 50, minimumIdle: 50)) { database in
            try await Self.wait(database) { $0.idle == 2 && $0.opening == 0 }
            try await expectAnswer(from: database)
            #expect(database.poolCounts.idle == 2)
        }
    }
}

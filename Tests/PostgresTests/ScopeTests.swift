import Postgres
import Testing

@Suite struct ScopeTests {
    @Test func theScopeHoldsForItsStatementsAndEndsWithThem() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let seen = try await database.run(in: SetScope(value: "zhang"), ReadScope(), ReadScope())
            #expect(seen == ("zhang", "zhang"))
            try await expectNoScope(in: database)
        }
    }

    @Test func theScopeEndsWithAnError() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for _ in 0..<50 {
                let error = await postgresError {
                    _ = try await database.run(in: SetScope(value: "li"), Fail(), ReadScope())
                }
                #expect(error?.serverError?.sqlState == "22012")
                try await expectNoScope(in: database)
                await #expect(throws: (any Error).self) {
                    try await database.transaction { transaction in
                        try await transaction.run(SetScope(value: "wang"))
                        try await transaction.run(Fail())
                    }
                }
                try await expectNoScope(in: database)
            }
        }
    }

    @Test func theScopeEndsWithACancellation() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for round in 0..<100 {
                let task = Task {
                    try await database.run(in: SetScope(value: "zhao"), Sleep(seconds: 0.002), ReadScope())
                }
                try await Task.sleep(for: .microseconds(round * 37 % 3000))
                task.cancel()
                _ = await task.result
                try await expectNoScope(in: database)
            }
        }
    }

    @Test func manyTasksNeverSeeEachOthersScope() async throws {
        try await withDatabase(PoolOptions(maximumSize: 4)) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        for turn in 0..<40 {
                            let mine = "\(number)-\(turn)"
                            if turn % 5 == 0 {
                                _ = try? await database.run(in: SetScope(value: mine), Fail())
                            } else if turn % 3 == 0 {
                                try await expectNoScope(in: database)
                            } else {
                                #expect(try await database.run(in: SetScope(value: mine), ReadScope()) == mine)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

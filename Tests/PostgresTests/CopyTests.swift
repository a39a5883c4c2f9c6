import Postgres
import Testing

@Suite struct CopyTests {
    private struct Stop: Error {}

    @Test func escapesEveryCharacterOfTheFormat() async throws {
        try await withDatabase { database in
            let values: [String?] = [
                "plain", "", nil, "\\N", "\\.", "tab\there", "line\nbreak", "\r\n", "back\\slash", "暖心",
            ]
            let found = try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE c (id int, v text) ON COMMIT DROP"))
                let count = try await transaction.copyIn("COPY c FROM STDIN") { writer in
                    for (index, value) in values.enumerated() { try await writer.write(row: ["\(index)", value]) }
                }
                #expect(count == values.count)
                return try await transaction.rows("SELECT v FROM c ORDER BY id")
            }
            #expect(found.map { $0[0] } == values)
        }
    }

    @Test func manyRowsFlowWithBackpressure() async throws {
        try await withDatabase { database in
            let count = try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE c (id int, v text) ON COMMIT DROP"))
                let row = String(repeating: "x", count: 1000)
                return try await transaction.copyIn("COPY c FROM STDIN") { writer in
                    for index in 0..<20_000 { try await writer.write(row: ["\(index)", row]) }
                }
            }
            #expect(count == 20_000)
        }
    }

    @Test func throwingThrowsEveryRowAway() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(.unsafeRaw("CREATE TEMP TABLE c (id int)")) }
            await #expect(throws: Stop.self) {
                try await database.transaction { transaction in
                    _ = try await transaction.copyIn("COPY c FROM STDIN") { writer in
                        for index in 0..<50_000 { try await writer.write(row: ["\(index)"]) }
                        throw Stop()
                    }
                }
            }
            let rows = try await database.transaction { try await $0.rows("SELECT count(*) FROM c") }
            #expect(rows == [["0"]])
        }
    }

    @Test func theServersErrorIsKeptAndTheConnectionIsClean() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE c (id int) ON COMMIT DROP"))
                    _ = try await transaction.copyIn("COPY c FROM STDIN") { writer in
                        try await writer.write(row: ["1"])
                        try await writer.write(row: ["no number"])
                    }
                }
            }
            #expect(error?.serverError?.sqlState == "22P02")
            let same = try await database.run(BackendPID())
            #expect(same == pid)
        }
    }

    @Test func aSessionKilledMidwayEndsTheCopy() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE c (id int) ON COMMIT DROP"))
                    let pid = try await transaction.run(BackendPID())
                    _ = try await transaction.copyIn("COPY c FROM STDIN") { writer in
                        try await writer.write(row: ["1"])
                        try await kill(pid)
                        for index in 0..<1_000_000 { try await writer.write(row: ["\(index)"]) }
                    }
                }
            }
            #expect(error != nil)
            try await expectAnswer(from: database)
        }
    }

    @Test func aCancelledCopyKeepsNothing() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(.unsafeRaw("CREATE TEMP TABLE c (id int)")) }
            let task = Task {
                try await database.transaction { transaction in
                    _ = try await transaction.copyIn("COPY c FROM STDIN") { writer in
                        while true { try await writer.write(row: ["1"]) }
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            let error = await postgresError { try await task.value }
            guard case .cancelled? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let rows = try await database.transaction { try await $0.rows("SELECT count(*) FROM c") }
            #expect(rows == [["0"]])
        }
    }

    @Test func otherStatementsAreRefused() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    _ = try await transaction.copyIn("SELECT 1") { try await $0.write(row: ["1"]) }
                }
            }
            guard case .usage? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expectAnswer(from: database)
        }
    }
}

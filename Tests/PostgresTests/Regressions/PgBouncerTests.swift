import Postgres
import Testing

/// Behind a proxy that lends a session of the server for one transaction only, and then to somebody else.
extension RegressionTests.PgBouncerTests {
    private struct Insert: BatchStatement {
        static let name = "regression.insert_bounced"
        static let sql = "INSERT INTO bounced VALUES ($1, $2)"
        static let parameterTypes: [OID] = [.int4, .text]
        var id: Int32
        var text: String
        func encode(into parameters: inout Parameters) {
            parameters.append(id)
            parameters.append(text)
        }
    }

    private static func withPgBouncer(
        _ pool: PoolOptions, _ body: (Database) async throws -> Void
    ) async throws {
        let bouncer = try await PgBouncer.start(try #require(PgBouncer.program))
        defer { bouncer.stop() }
        let database = Database(bouncer.options, pool: pool)
        let result: Result<Void, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.close()
        try result.get()
    }

    /// Every kind of call.
    @Test func everyKindOfCallWorks() async throws {
        try await Self.withPgBouncer(PoolOptions(maximumSize: 4)) { database in
            try await database.withConnection {
                try await $0.execute(.unsafeRaw("DROP TABLE IF EXISTS bounced; CREATE TABLE bounced (id int, v text)"))
            }
            for round in 0..<3 as Range<Int32> {
                #expect(try await database.run(Increment(value: 1)) == 2)
                let (next, rows) = try await database.run(Increment(value: 1), Series(count: 3))
                #expect(next == 2 && rows.map(\.number) == [1, 2, 3])
                #expect(try await database.run(in: SetScope(value: "someone"), ReadScope()) == "someone")
                try await expectNoScope(in: database)
                let error = await postgresError { _ = try await database.run(in: SetScope(value: "someone"), Fail()) }
                #expect(error?.serverError?.sqlState == "22012")
                let items = (0..<500).map { Insert(id: round, text: "row \($0)") }
                #expect(try await database.run(batch: items) == Array(repeating: 1, count: 500))
                let options = TransactionOptions(isolation: .repeatableRead, deadline: .seconds(20))
                let copied = try await database.transaction(options) { transaction in
                    try await transaction.run(SetScope(value: "someone"))
                    try? await transaction.savepoint { try await $0.run(Fail()) }
                    #expect(try await transaction.run(ReadScope()) == "someone")
                    let streamed = try await transaction.stream(Pairs(count: 100_000)) { stream in
                        var count = 0
                        while count < 100, try await stream.nextRow() != nil { count += 1 }
                        return count
                    }
                    #expect(streamed == 100)
                    _ = try await transaction.copyIn("COPY bounced FROM STDIN") { try await $0.write(row: ["9", nil]) }
                    return try await transaction.copyOut("COPY bounced TO STDOUT") { reader in
                        var count = 0
                        for try await _ in reader { count += 1 }
                        return count
                    }
                }
                #expect(copied == 501 * (Int(round) + 1))
                try await expectNoScope(in: database)
                let stopped = await postgresError {
                    try await database.transaction(TransactionOptions(deadline: .milliseconds(200))) {
                        try await $0.run(Sleep(seconds: 30))
                    }
                }
                #expect(stopped?.isTimedOut == true)
            }
            try await database.withConnection { try await $0.execute("DROP TABLE bounced") }
        }
    }

    /// 200 tasks with identities of their own share two sessions of the server, and none meets another's.
    @Test func manyClientsShareTwoSessions() async throws {
        let pool = PoolOptions(maximumSize: 20, acquireTimeout: .seconds(60))
        try await Self.withPgBouncer(pool) { database in
            let sessions = try await withThrowingTaskGroup(of: Set<Int32>.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        var sessions: Set<Int32> = []
                        for turn in 0..<2 {
                            let mine = "\(number)-\(turn)"
                            sessions.insert(try await Self.call(database, as: mine))
                            sessions.insert(try await Self.transaction(database, as: mine))
                            _ = try? await database.run(in: SetScope(value: mine), Fail())
                            try await expectNoScope(in: database)
                        }
                        return sessions
                    }
                }
                return try await group.reduce(into: Set()) { $0.formUnion($1) }
            }
            #expect(sessions.count == PgBouncer.serverSessions)
            // Nothing of the statements stays behind in the sessions.
            try await withThrowingTaskGroup(of: [[String?]].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.transaction {
                            try await $0.rows("SELECT count(*) FROM pg_prepared_statements")
                        }
                    }
                }
                for try await rows in group { #expect(rows == [["0"]]) }
            }
        }
    }

    private static func call(_ database: Database, as person: String) async throws -> Int32 {
        let (scope, pid) = try await database.run(in: SetScope(value: person), ReadScope(), BackendPID())
        #expect(scope == person)
        return pid
    }

    private static func transaction(_ database: Database, as person: String) async throws -> Int32 {
        try await database.transaction { transaction in
            let before = try await transaction.run(ReadScope())
            #expect(before == "")
            try await transaction.run(SetScope(value: person))
            try? await transaction.savepoint { try await $0.run(Fail()) }
            let echo = try await transaction.run(batch: [EchoText(text: person)])
            #expect(echo == [person])
            let (scope, pid) = try await transaction.run(ReadScope(), BackendPID())
            #expect(scope == person)
            return pid
        }
    }
}

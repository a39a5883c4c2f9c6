import Foundation
import Postgres
import Synchronization
import Testing

@Suite struct ConnectionTests {
    @Test func answersSQLAsText() async throws {
        let connection = try await Connection.open(testServer())
        let id = 7
        let name: String? = nil
        let table = try await connection.table("SELECT \(id)::int + 1 AS sum, \(name)::text AS name, '' AS empty")
        #expect(table.columns == ["sum", "name", "empty"])
        #expect(table.rows == [["8", nil, ""]])
        await connection.close()
    }

    @Test func runsAScriptOfManyStatements() async throws {
        let connection = try await Connection.open(testServer())
        try await connection.execute(
            .unsafeRaw("CREATE TEMP TABLE t (id int); INSERT INTO t VALUES (1), (2); -- a comment; with a semicolon\n"))
        #expect(try await connection.rows("SELECT count(*) FROM t") == [["2"]])
        // One message is one transaction.
        await #expect(throws: PostgresError.self) {
            try await connection.execute(.unsafeRaw("INSERT INTO t VALUES (3); SELECT 1/0"))
        }
        #expect(try await connection.rows("SELECT count(*) FROM t") == [["2"]])
        await connection.close()
    }

    @Test func describesAStatement() async throws {
        try await withConnection { connection in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE described (id int8, label varchar(20))"))
            let description = try await connection.describe(
                "SELECT id, label, id + 1 AS next FROM described WHERE id = $1 AND label = $2")
            #expect(description.parameterTypes == [.int8, .text])
            #expect(description.columns.map(\.name) == ["id", "label", "next"])
            #expect(description.columns.map(\.typeOID) == [.int8, .varchar, .int8])
            #expect(description.columns.map(\.attributeNumber) == [1, 2, 0])
            #expect(description.columns.map(\.typeModifier) == [-1, 24, -1])
            let tables = try await connection.rows("SELECT 'described'::regclass::oid")
            #expect(description.columns.map { $0.tableOID.description } == [tables[0][0], tables[0][0], "0"])
            let error = await postgresError { _ = try await connection.describe("SELECT nothing") }
            #expect(error?.serverError?.position == 8)
            let none = try await connection.describe("CREATE TABLE never (id int)")
            #expect(none == StatementDescription(parameterTypes: [], columns: []))
        }
    }

    @Test func encryptsAPasswordAsTheServerWould() async throws {
        try await withConnection { connection in
            let secret = try connection.encryptPassword("correct horse 暖", user: "someone")
            #expect(secret.hasPrefix("SCRAM-SHA-256$4096:"))
            try await connection.transaction { transaction in
                try await transaction.execute("CREATE ROLE nobody_at_all PASSWORD \(literal: secret)")
                let stored = try await transaction.rows(
                    "SELECT rolpassword FROM pg_authid WHERE rolname = 'nobody_at_all'")
                #expect(stored == [[secret]])
                try await transaction.execute("DROP ROLE nobody_at_all")
            }
        }
    }

    @Test func noticesReachTheCallback() async throws {
        try await withConnection { connection in
            let (notices, sink) = AsyncStream<ServerError>.makeStream()
            connection.onNotice { sink.yield($0) }
            try await connection.execute(
                .unsafeRaw("DO $$ BEGIN RAISE WARNING 'careful: %', 7 USING HINT = 'look'; END $$"))
            var iterator = notices.makeAsyncIterator()
            let notice = await iterator.next()
            #expect(notice?.severity == "WARNING")
            #expect(notice?.message == "careful: 7")
            #expect(notice?.hint == "look")
        }
    }

    @Test func goesOnToTheNextHost() async throws {
        let options = try await testServer()
        let connection = try await Connection.open(options)
        let place = try await connection.rows(
            "SELECT current_setting('unix_socket_directories'), current_setting('port')")
        await connection.close()
        guard let folder = place[0][0], let port = place[0][1] else { return }
        let many = options.with("host", "/nowhere,\(folder)").with("port", port).with("hostaddr", "")
        let found = try await Connection.open(many.with("target_session_attrs", "read-write"))
        #expect(try await found.rows("SELECT 1") == [["1"]])
        await found.close()
        let error = await postgresError { _ = try await Connection.open(many.with("target_session_attrs", "standby")) }
        #expect(error != nil)
        let any = try await Connection.open(many.with("target_session_attrs", "prefer-standby"))
        await any.close()
    }

    @Test func aSilentServerIsGivenUpInTime() async throws {
        // Accepts and never answers, as a frozen server does.
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Foundation.close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, length)
                _ = listen(listener, 5)
                _ = getsockname(listener, address, &length)
            }
        }
        var options = ConnectionOptions("host=127.0.0.1 port=\(UInt16(bigEndian: address.sin_port)) dbname=x user=x")
        options.connectTimeout = .milliseconds(500)
        let start = ContinuousClock.now
        let error = await postgresError { _ = try await Connection.open(options) }
        guard case .connection? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func callsOfManyTasksRunOneAfterAnother() async throws {
        try await withConnection { connection in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    group.addTask { try await connection.run(Increment(value: Int64(number))) == Int64(number) + 1 }
                }
                for try await isRight in group { #expect(isRight) }
            }
            let error = await postgresError {
                try await connection.transaction { _ in _ = try await connection.rows("SELECT 1") }
            }
            guard case .usage? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func sqlBindsItsValuesAndQuotesItsNames() async throws {
        try await withConnection { connection in
            let evil = "x'); DROP TABLE t; --"
            let bound = try await connection.rows("SELECT \(evil)")
            #expect(bound == [[evil]])
            #expect(try await connection.table("SELECT 1 AS \(identifier: "a\"b")").columns == ["a\"b"])
            #expect(
                try await connection.rows("SELECT \(literal: "back\\slash 'quoted'")") == [["back\\slash 'quoted'"]])
            let ids: [Int64] = [1, 3]
            #expect(
                try await connection.rows("SELECT i FROM generate_series(1, 4) i WHERE i = ANY(\(ids))") == [
                    ["1"], ["3"],
                ])
            let raw: [UInt8] = [0, 255]
            #expect(try await connection.rows("SELECT length(\(raw)::bytea)") == [["2"]])
        }
    }

    @Test func errorsNeverShowParameters() async throws {
        try await withConnection { connection in
            let secret = "secret-440524188001010014"
            let error = await postgresError { _ = try await connection.rows("SELECT 1/0 WHERE \(secret) <> ''") }
            let text = error.map { "\($0) \(String(reflecting: $0))" } ?? ""
            #expect(text.contains("22012"))
            #expect(!text.contains(secret))
            let sql: SQL = "SELECT \(secret)"
            #expect(!"\(sql) \(String(reflecting: sql))".contains(secret))
        }
    }
}

import Foundation
import Postgres
import Testing

@Suite struct PipelineTests {
    @Test func oneStatementGivesItsOutput() async throws {
        try await withDatabase { database in
            let next: Int64 = try await database.run(Increment(value: 41))
            #expect(next == 42)
        }
    }

    @Test func manyStatementsGiveATuple() async throws {
        try await withDatabase { database in
            let (next, rows, pid) = try await database.run(Increment(value: 1), Series(count: 3), BackendPID())
            #expect(next == 2)
            #expect(rows.map(\.text) == ["row 1", "row 2", "row 3"])
            #expect(pid > 0)
        }
    }

    @Test func anErrorUndoesTheWholePipelineAndLeavesTheConnectionClean() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            try await database.transaction { transaction in
                try await transaction.execute(
                    .unsafeRaw("CREATE TEMP TABLE undone (id int CONSTRAINT undone_positive CHECK (id > 0))"))
            }
            struct Insert: CountStatement {
                static let name = "test.insert_undone"
                static let sql = "INSERT INTO undone VALUES ($1)"
                static let parameterTypes: [OID] = [.int4]
                var id: Int32
                func encode(into parameters: inout Parameters) { parameters.append(id) }
            }
            #expect(try await database.run(Insert(id: 1)) == 1)
            let error = await postgresError {
                _ = try await database.run(Insert(id: 2), Insert(id: -3), Increment(value: 1))
            }
            #expect(error?.serverError?.constraintName == "undone_positive")
            #expect(error?.violates("undone_positive") == true)
            #expect(error?.serverError?.tableName == "undone")
            // The detail is the server's own; the statement is shown with its placeholder.
            #expect(error.map { "\($0)" }?.contains("INSERT INTO undone VALUES ($1)") == true)
            let count = try await database.transaction { try await $0.rows("SELECT count(*) FROM undone") }
            #expect(count == [["1"]])
            // The same session, that is: it was clean enough to be used again.
            let same = try await database.run(BackendPID())
            #expect(same == pid)
        }
    }

    @Test func anErrorWhileParsingIsThatStatementsError() async throws {
        struct Wrong: ExecuteStatement {
            static let name = "test.wrong"
            static let sql = "SELECT 1 AS 学生,\n  frm FROM nowhere"
        }
        try await withDatabase { database in
            let error = await postgresError { _ = try await database.run(Increment(value: 1), Wrong()) }
            #expect(error?.serverError?.sqlState == .undefinedTable)
            try await expectAnswer(from: database)
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("SQL LINE 2:   frm FROM nowhere"))
            #expect(text.contains("\n                       ^"))
        }
    }

    @Test func deferredConstraintFailsAtTheSync() async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw("CREATE TEMP TABLE d (id int CONSTRAINT d_unique UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
            struct Insert: ExecuteStatement {
                static let name = "test.insert_deferred"
                static let sql = "INSERT INTO d VALUES (1)"
            }
            let error = await postgresError { _ = try await connection.run(Insert(), Insert()) }
            #expect(error?.violates("d_unique") == true)
            #expect(try await connection.rows("SELECT count(*) FROM d") == [["0"]])
        }
    }

    @Test func cardinalityIsChecked() async throws {
        struct Two: OneStatement {
            static let name = "test.two"
            static let sql = "VALUES (1), (2)"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        struct None: MaybeStatement {
            static let name = "test.none"
            static let sql = "SELECT 1 WHERE false"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withDatabase { database in
            let error = await postgresError { _ = try await database.run(Two()) }
            guard case .cardinality("test.two", 2)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let none: Int32? = try await database.run(None())
            #expect(none == nil)
        }
    }

    @Test func copyAsAStatementIsRefused() async throws {
        struct Copy: ExecuteStatement {
            static let name = "test.copy"
            static let sql = "COPY (SELECT 1) TO STDOUT"
        }
        try await withDatabase { database in
            let error = await postgresError { _ = try await database.run(Copy()) }
            guard case .usage? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expectAnswer(from: database)
        }
    }

    @Test func aStaleStatementIsPreparedAgain() async throws {
        struct All: ManyStatement {
            static let name = "test.all_of_stale"
            static let sql = "SELECT * FROM stale"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withConnection { connection in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE stale AS SELECT 1 AS a"))
            let before = try await connection.run(All())
            #expect(before == [1])
            try await connection.execute(.unsafeRaw("ALTER TABLE stale ADD COLUMN b text"))
            let after = try await connection.run(All())
            #expect(after == [1])
            try await connection.execute(.unsafeRaw("DEALLOCATE ALL"))
            let (all, next) = try await connection.run(All(), Increment(value: 1))
            #expect(all == [1] && next == 2)
        }
    }

    @Test func theCacheOfStatementsIsBounded() async throws {
        try await withConnection { connection in
            for number in 0..<300 { #expect(try await connection.run(Numbered(number: number)) == "\(number)") }
            let count = try await connection.rows("SELECT count(*) FROM pg_prepared_statements")
            #expect(Int(count[0][0] ?? "") ?? 0 <= 257)
            #expect(try await connection.run(Numbered(number: 0)) == "0")
        }
    }

    @Test func largeAnswersAndLargeParametersBothWays() async throws {
        struct Echo: OneStatement {
            static let name = "test.echo"
            static let sql = "SELECT $1 || $1"
            static let parameterTypes: [OID] = [.text]
            var text: String
            func encode(into parameters: inout Parameters) { parameters.append(text) }
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int {
                try row.next(String.self).utf8.count
            }
        }
        try await withDatabase { database in
            let text = String(repeating: "暖心", count: 1_000_000)
            let echo = Echo(text: text)
            let counts = try await database.run(echo, echo, echo, echo)
            #expect(counts == (12_000_000, 12_000_000, 12_000_000, 12_000_000))
            #expect(try await database.run(Series(count: 100_000)).count == 100_000)
        }
    }

    @Test func aZeroByteInTextIsRefusedBeforeItIsSent() async throws {
        try await withDatabase { database in
            let error = await postgresError { _ = try await database.run(SetScope(value: "a\0b")) }
            #expect(error != nil)
            try await expectAnswer(from: database)
        }
    }

    @Test func parametersWithoutDeclaredTypesAreInferred() async throws {
        struct Inferred: OneStatement {
            static let name = "test.inferred"
            static let sql =
                "SELECT ($1::int2 + $2::numeric)::text || $3::jsonb::text || $4::date::text || coalesce($5, 'none')"
            func encode(into parameters: inout Parameters) {
                parameters.append(1)
                parameters.append(2)
                parameters.append("{\"a\": 1}")
                parameters.append(PGDate(year: 2026, month: 2, day: 28))
                parameters.append(String?.none)
            }
            static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
        }
        let text = try await withDatabase { try await $0.run(Inferred()) }
        #expect(text == "3{\"a\": 1}2026-02-28none")
    }
}

/// As many statements as there are numbers.
private struct Numbered: OneStatement {
    static let name = "test.numbered"
    static let sql = "SELECT '0'"
    static let variants = (0..<300).map { StatementVariant(sql: "SELECT '\($0)'", parameterTypes: []) }
    var number: Int
    var variant: Int { number }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
}

import Postgres
import Records
import TestSupport
import Testing

@testable import RecordsStore

/// What the statement sees of its session.
private struct Settings: OneStatement {
    struct Row: Sendable, Equatable {
        var token: String?
        var language: String?
    }

    static let name = "test.settings"
    static let sql = """
        SELECT nullif(current_setting('nuanxin.session', true), ''), nullif(current_setting('nuanxin.language', true), '')
        """

    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
        Row(token: try row.next(String?.self), language: try row.next(String?.self))
    }
}

private struct Refuse: ExecuteStatement {
    static let name = "test.refuse"
    static let sql = "SELECT test.refuse()"
}

private struct Keep: ExecuteStatement {
    static let name = "test.keep"
    static let sql = "INSERT INTO test.kept VALUES (1)"
}

private let schema = """
    CREATE SCHEMA test;
    CREATE TABLE test.kept (number int);
    CREATE FUNCTION test.refuse() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('现在不行。', 'Not now.');
    END
    $$;
    """

@Suite struct RecordsSessionTests {
    private static let token = String(repeating: "a", count: 64)

    @Test func theWebDoorSaysWhoAsksForOneRequestOnly() async throws {
        try await withTestDatabase { database in
            try await database.withPool { pool in
                let session = RecordsSession(database: pool, token: Self.token, language: .english)
                #expect(try await session.run(Settings()) == Settings.Row(token: Self.token, language: "en"))
                // The same connection, the next request: nobody.
                #expect(try await pool.run(Settings()) == Settings.Row(token: nil, language: nil))
                let visitor = RecordsSession(database: pool, token: nil, language: .chinese)
                #expect(try await visitor.run(Settings()) == Settings.Row(token: nil, language: "zh"))
                let inside = try await session.transaction { try await $0.run(Settings()) }
                #expect(inside.token == Self.token)
                #expect(try await pool.run(Settings()).token == nil)
            }
        }
    }

    @Test func theOwnLoginNeedsNoToken() async throws {
        try await withTestDatabase { database in
            let connection = try await Connection.open(database.superuserOptions)
            let session = RecordsSession(connection: connection, language: .chinese)
            #expect(try await session.run(Settings()) == Settings.Row(token: nil, language: "zh"))
            #expect(try await session.transaction { try await $0.run(Settings()) }.language == "zh")
            await connection.close()
        }
    }

    @Test func refusalsComeInTheUsersLanguageAndKeepNothing() async throws {
        try await withTestDatabase { database in
            try await database.execute(schema)
            try await database.withPool { pool in
                for (language, words) in [(Language.chinese, "现在不行。"), (.english, "Not now.")] {
                    let session = RecordsSession(database: pool, token: Self.token, language: language)
                    let error = await #expect(throws: RecordsError.self) { _ = try await session.run(Keep(), Refuse()) }
                    #expect(error?.message(in: language) == words)
                    if case .notAllowedNow = error {
                    } else {
                        Issue.record("not notAllowedNow: \(String(describing: error))")
                    }
                    let inside = await #expect(throws: RecordsError.self) {
                        try await session.transaction { transaction in
                            try await transaction.run(Keep())
                            try await transaction.run(Refuse())
                        }
                    }
                    #expect(inside == error)
                }
            }
            #expect(try await database.rows("SELECT count(*) FROM test.kept") == [["0"]])
        }
    }
}

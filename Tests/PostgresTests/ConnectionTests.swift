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
}

import Foundation
import Postgres
import Testing

// snippet.scope-statement
/// Says for whom the statements after it run. `true`: until the transaction ends.
struct ActAs: ExecuteStatement {
    var reader: String

    static let name = "library.act_as"
    static let parameterTypes: [OID] = [.text]
    static let sql = "SELECT set_config('library.reader', $1, true)"

    func encode(into parameters: inout Parameters) { parameters.append(reader) }
}
// snippet.end

extension SnippetTests {
    @Test func statementsOfOnePerson() async throws {
        try await withLibrary(PoolOptions(maximumSize: 1)) { database in
            // Policies do not bind a superuser, which the tests' own user is.
            let role: SQL = "\(identifier: "reader_\(UUID().uuidString.prefix(8))")"
            try await database.withConnection { connection in
                try await connection.execute(
                    .unsafeRaw(
                        """
                        CREATE ROLE \(role.text); GRANT \(role.text) TO CURRENT_USER;
                        GRANT USAGE ON SCHEMA library TO \(role.text); GRANT SELECT, INSERT ON library.loan TO \(role.text)
                        """))
            }
            _ = try await lend(1, to: "Li", key: UUID(), in: database)
            _ = try await lend(2, to: "Wang", key: UUID(), in: database)
            let becomeReader = SQL.unsafeRaw("SET LOCAL ROLE \(role.text)")
            let counts = try await database.read { transaction in
                try await transaction.execute(becomeReader)
                let nobody = try await transaction.run(LoanCount())
                try await transaction.run(ActAs(reader: "Li"))
                return [nobody, try await transaction.run(LoanCount())]
            }
            #expect(counts == [0, 1])
            // snippet.scope
            let loans = try await database.run(in: ActAs(reader: "Li"), LoanCount())
            // snippet.end
            // The superuser sees both.
            #expect(loans == 2)
            // snippet.scope-transaction
            try await database.write { transaction in
                try await transaction.run(ActAs(reader: "Li"))
                _ = try await transaction.run(AddLoan(bookID: 2, reader: "Li", key: UUID()))
            }
            // snippet.end
            let left = try await rows(database, "SELECT current_setting('library.reader', true)")
            #expect(left == [[""]])
            try await database.withConnection { connection in
                try await connection.execute(.unsafeRaw("DROP OWNED BY \(role.text); DROP ROLE \(role.text)"))
            }
        }
    }
}

import Foundation
import Postgres
import Testing

@testable import QueryGenerator

extension GeneratorTests {
    @Suite struct LockTests {
        private static let queries = """
            -- name: steps :many
            SELECT id, tag, note AS remark, (SELECT title FROM work.issue LIMIT 1) AS title
            FROM work.step WHERE issue_id = :issue /*[if level]*/ AND id > :level /*[end]*/;

            -- name: note_step :exec
            UPDATE work.step SET note = :note WHERE id = :id;
            """

        @Test func theLockSaysWhatTheServerSaid() async throws {
            let project = try TemporaryProject(["work/step.sql": Self.queries])
            defer { project.delete() }
            let output = try await project.output()
            let lock = try project.generator.lock(for: output)
            let digests = lock.statements.mapValues(\.digest)
            #expect(
                lock.text.hasSuffix(
                    """
                    statement \(digests["work.note_step"] ?? "") work.note_step :exec
                      parameter note: text?
                      parameter id: bigint
                    statement \(digests["work.steps"] ?? "") work.steps :many 2 variants
                      parameter issue: bigint
                      parameter level: bigint?
                      column id: bigint
                      column tag: text
                      column remark: text?
                      column title: text?

                    """))
            #expect(QueriesLock(text: lock.text) == lock)
            // A line end of another system is no difference.
            #expect(QueriesLock(text: lock.text.replacing("\n", with: "\r\n")) == lock)
        }

        /// What a migration does to statements that were deployed before it.
        @Test(arguments: [
            ("ALTER TABLE work.step ALTER COLUMN tag DROP NOT NULL", "3:12: error: column tag became nullable"),
            ("ALTER TABLE work.step ALTER COLUMN note SET NOT NULL", "3:25: error: column remark can no longer be NULL"),
            ("ALTER TABLE work.step ALTER COLUMN note TYPE varchar(9)", "3:25: error: column remark became character varying; it was text"),
            ("ALTER TABLE work.step RENAME COLUMN note TO remark", "3:17: error: column \"note\" does not exist"),
            ("DROP TABLE work.step CASCADE", "4:6: error: relation \"work.step\" does not exist"),
            ("ALTER TABLE work.step ALTER COLUMN id TYPE integer", "3:8: error: column id became integer; it was bigint"),
        ])
        func aChangedDatabaseIsToldInWords(_ change: String, _ message: String) async throws {
            let project = try TemporaryProject(["work/step.sql": Self.line + Self.queries])
            defer { project.delete() }
            _ = try project.generator.write(try await project.output())
            let options = try #require(DatabaseTrait.current)
            try await DescribingDatabase.withConnection(options) { connection in
                try await project.generator.checkLive(connection)
                for command in ["BEGIN", "ALTER TABLE work.step DROP CONSTRAINT step_pkey", change] {
                    try await connection.execute(SQL.unsafeRaw(command))
                }
                let problems = await #expect(throws: Diagnostics.self) { try await project.generator.checkLive(connection) }
                try await connection.execute("ROLLBACK")
                let text = problems?.description ?? ""
                #expect(text.contains("queries/work/step.sql:\(message)\n"), "\(text)")
            }
        }

        private static let line = "-- Steps.\n"

        @Test func parametersAreComparedToo() async throws {
            let project = try TemporaryProject(["work/step.sql": Self.queries])
            defer { project.delete() }
            _ = try project.generator.write(try await project.output())
            let options = try #require(DatabaseTrait.current)
            try await DescribingDatabase.withConnection(options) { connection in
                try await connection.execute("BEGIN")
                try await connection.execute("ALTER TABLE work.step ALTER COLUMN note SET NOT NULL")
                let problems = await #expect(throws: Diagnostics.self) { try await project.generator.checkLive(connection) }
                try await connection.execute("ROLLBACK")
                #expect(
                    problems?.all.map(\.message) == [
                        "column remark can no longer be NULL", "parameter note can no longer be NULL",
                    ])
                #expect(problems?.all.last?.sourceLine == "UPDATE work.step SET note = :note WHERE id = :id;")
                #expect(problems?.all.last?.column == 29)
            }
        }

        @Test func aStatementThatWasNotDeployedIsNew() async throws {
            let project = try TemporaryProject(["work/step.sql": Self.queries])
            defer { project.delete() }
            let options = try #require(DatabaseTrait.current)
            try await DescribingDatabase.withConnection(options) { connection in
                await #expect(throws: MissingLock.self) { try await project.generator.checkLive(connection) }
                _ = try project.generator.write(try await project.generator.output(describedBy: connection))
                try project.write(
                    Self.queries.replacing("WHERE id = :id", with: "WHERE id = :id AND true")
                        + "\n-- name: more :exec\nSELECT 1;", to: "sql/queries/work/step.sql")
                let problems = await #expect(throws: Diagnostics.self) { try await project.generator.checkLive(connection) }
                #expect(problems?.all.map(\.message) == ["the text of note_step has changed", "work.more is new"])
            }
        }
    }
}

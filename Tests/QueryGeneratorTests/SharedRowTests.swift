import Testing

@testable import QueryGenerator

extension GeneratorTests {
    @Suite struct SharedRowTests {
        @Test func oneStructForSeveralStatements() async throws {
            let project = try TemporaryProject([
                "work/issue.sql": """
                -- name: issue_head :maybe
                -- row: IssueSummary
                SELECT id, title, cost FROM work.issue WHERE id = :id;
                """,
                "work/board.sql": """
                -- name: board :stream
                -- row: IssueSummary
                SELECT issue.id, issue.title AS title, issue.cost FROM work.issue;
                """,
            ])
            defer { project.delete() }
            let rows = try await project.file("Work/Work+SharedRows.swift")
            #expect(rows.contains("    /// A row of `work.board`, `work.issue_head`.\n    public struct IssueSummary: Sendable, Hashable {"))
            #expect(rows.contains("\nextension Work.IssueSummary: NamedFields {"))
            let board = try await project.file("Work/Work+Board.swift")
            #expect(board.contains("    public struct Board: StreamStatement {\n"))
            #expect(board.contains("        public typealias Row = IssueSummary\n"))
            #expect(!board.contains("NamedFields"))
            #expect(try await project.file("Work/Work+Issue.swift").contains("        public typealias Row = IssueSummary\n"))
        }

        @Test(arguments: [
            ("SELECT id, title FROM work.issue", "column cost is only there"),
            ("SELECT id, title, cost, level FROM work.issue", "column level is only here"),
            ("SELECT id, nullif(title, 'x')::text AS title, cost FROM work.issue", "column title is String? here and String there"),
            ("SELECT id::int AS id, title, cost FROM work.issue", "column id is Int32 here and WorkIssue.ID there"),
            ("SELECT id, cost, title FROM work.issue", "column 2 is cost here and title there; column 3 is title here and cost there"),
        ])
        func aRowThatDiffersIsRefused(_ sql: String, _ difference: String) async throws {
            let other = "-- name: other :many\n-- row: IssueSummary\nSELECT id, title, cost FROM work.issue;"
            let project = try TemporaryProject([
                "work/issue.sql": other + "\n-- name: one :many\n-- row: IssueSummary\n\(sql);"
            ])
            defer { project.delete() }
            let problems = await #expect(throws: Diagnostics.self) { try await project.output() }
            #expect(problems?.all.map(\.message) == ["the row IssueSummary is not that of work.other: \(difference)"])
            #expect(problems?.all.first?.line == 5)
            #expect(problems?.all.first?.hint?.hasSuffix("queries/work/issue.sql:1") == true)
        }

        @Test(arguments: [
            ("Other", "Other is the Swift name of work.other"), ("String", "String would hide the Swift type String"),
        ])
        func aNameThatIsTakenIsRefused(_ name: String, _ message: String) async throws {
            let project = try TemporaryProject([
                "work/issue.sql": "-- name: other :many\n-- row: \(name)\nSELECT id FROM work.issue;"
            ])
            defer { project.delete() }
            let problems = await #expect(throws: Diagnostics.self) { try await project.output() }
            #expect(problems?.all.map(\.message) == [message])
        }

        @Test func whatGivesNoRowsSharesNone() async throws {
            let problem = await #expect(throws: Diagnostic.self) {
                try await typed("UPDATE work.step SET note = 'x'", headers: "-- row: Step", cardinality: "count")
            }
            #expect(problem?.message == "this statement has no rows to share")
        }
    }
}

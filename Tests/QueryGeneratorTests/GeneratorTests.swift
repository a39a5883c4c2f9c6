import Foundation
import Postgres
import Testing

@testable import QueryGenerator

@Suite(.smallSchool) struct GeneratorTests {
    // MARK: - The text of the files

    private static let issueQueries = """
        -- name: issue_list :many
        -- Issues of a student, newest first.
        --
        -- All of them where no student is named.
        -- null: student_id
        SELECT issue.id, issue.student_id, issue.title, person.name AS raiser, count(step.id) AS "default"
        FROM work.issue
        JOIN people.person ON person.id = issue.raised_by
        LEFT JOIN work.step ON step.issue_id = issue.id AND step.note <> E'\\\\n'
        WHERE (:student_id::bigint IS NULL OR issue.student_id = :student_id) AND issue.key = ANY (:keys)
        GROUP BY issue.id, person.name;

        -- name: issue_touch :count
        UPDATE work.issue SET seen_at = :now WHERE id = :id;

        -- name: issue_ping :exec
        SELECT pg_notify('work', '');
        """

    @Test func writesOneStructAStatement() async throws {
        let project = try TemporaryProject(["work/issue.sql": Self.issueQueries])
        defer { project.delete() }
        let file = try #require(try await project.files().first { $0.path == "Work/Work+Issue.swift" })
        #expect(file.text == Self.issueSwift)
    }

    @Test func writesSchemasAndIdentifiers() async throws {
        let project = try TemporaryProject(["work/issue.sql": Self.issueQueries, "people/person.sql": "-- nothing yet"])
        defer { project.delete() }
        let files = try await project.files()
        #expect(files.map(\.path) == ["Schemas.swift", "Identifiers.swift", "Work/Work+Issue.swift"])
        #expect(
            files[0].text == """
                // generated from the folders of sql/queries by sqlgen: do not edit

                /// Statements of sql/queries/people.
                public enum People {}

                /// Statements of sql/queries/work.
                public enum Work {}

                """)
        #expect(files[1].text == Self.identifiersSwift)
    }

    @Test func theSameInputGivesTheSameBytes() async throws {
        let project = try TemporaryProject(["work/issue.sql": Self.issueQueries])
        defer { project.delete() }
        #expect(try await project.files() == project.files())
    }

    // MARK: - Types

    @Test func typesOfColumns() async throws {
        let query = try await typed(
            """
            SELECT id, student_id, raised_by, title, mood, tags, valid, cost, seen_at, due_on, key, digest, detail, level,
                   1 AS a_number, true AS a_truth, 1.5::float8 AS a_float, ARRAY[1::bigint] AS numbers, took::text AS took
            FROM work.issue
            """)
        #expect(
            query.columns.map { $0.type.name + ($0.isOptional ? "?" : "") } == [
                "WorkIssue.ID", "PeopleStudent.ID?", "PeoplePerson.ID", "String", "WorkMood", "[String]",
                "PGRange<PGDate>",
                "PGNumeric?", "PGTimestamp", "PGDate?", "UUID", "[UInt8]", "String", "Int16",
                "Int32", "Bool", "Double", "[Int64]", "String?",
            ])
    }

    /// Through a view, a subquery and a key of several columns, and not through arithmetic.
    @Test(
        arguments: [
            ("SELECT id, student_id FROM work.open_issue", ["WorkIssue.ID", "PeopleStudent.ID?"]),
            ("SELECT x.who FROM (SELECT raised_by AS who FROM work.issue) AS x", ["PeoplePerson.ID"]),
            ("WITH x AS (SELECT issue_id FROM work.step) SELECT issue_id FROM x", ["WorkIssue.ID"]),
            ("SELECT id FROM work.issue UNION ALL SELECT issue_id FROM work.step", ["WorkIssue.ID"]),
            ("SELECT id FROM work.issue UNION ALL SELECT id FROM people.person", ["Int64"]),
            ("SELECT person_id FROM people.student", ["PeopleStudent.ID"]),
            ("SELECT id + 0 AS id FROM work.issue", ["Int64"]),
        ] as [(String, [String])])
    func keysKeepTheirTable(_ sql: String, _ expected: [String]) async throws {
        let query = try await typed(sql)
        #expect(query.columns.map { $0.type.name + ($0.isOptional ? "?" : "") } == expected)
    }

    @Test(
        arguments: [
            // By the name of a foreign key's column, also where the server sees only a function's argument.
            ("SELECT work.add_issue(:student_id, :title) AS id", "", ["PeopleStudent.ID", "String"]),
            ("SELECT 1 AS x WHERE 1 = ANY (:student_ids::bigint[])", "", ["[PeopleStudent.ID]"]),
            // By the name of a table.
            ("SELECT 1 AS x WHERE :person_id::bigint > 0", "", ["PeoplePerson.ID"]),
            // By the column that it meets.
            ("SELECT id FROM people.person WHERE id = :who", "", ["PeoplePerson.ID"]),
            ("SELECT id FROM people.person WHERE id = ANY (:whom)", "", ["[PeoplePerson.ID]"]),
            ("SELECT id FROM work.issue WHERE id = :x OR raised_by = :x", "", ["Int64"]),
            (
                "INSERT INTO work.step (id, issue_id, tag, note) VALUES (:id, :of, :tag, :note) RETURNING id",
                "-- null: note",
                ["WorkStep.ID", "WorkIssue.ID", "String", "String?"]
            ),
            ("UPDATE work.step SET issue_id = :of WHERE note = :note RETURNING id", "", ["WorkIssue.ID", "String"]),
            // By the file's name.
            ("SELECT work.add_issue(:id, 'x') AS id", "", ["WorkIssue.ID"]),
            // By nothing but its type.
            ("SELECT id FROM work.issue LIMIT :most", "", ["Int64"]),
            (
                "SELECT id FROM work.issue WHERE mood = :mood AND level = :level", "-- type level: Records.Level",
                ["WorkMood", "Records.Level"]
            ),
        ] as [(String, String, [String])])
    func typesOfParameters(_ sql: String, _ headers: String, _ expected: [String]) async throws {
        let query = try await typed(sql, headers: headers)
        #expect(query.parameters.map { $0.type.name + ($0.isOptional ? "?" : "") } == expected)
    }

    @Test func numbersOfTypesMadeInTheDatabaseAreNotWritten() async throws {
        let query = try await typed("SELECT id FROM work.issue WHERE mood = :mood AND due_on = :day")
        #expect(query.parameters.map(\.declaredOID) == [0, 1082])
    }

    @Test func enumsOfTheDatabaseBecomeEnums() async throws {
        let project = try TemporaryProject(["work/issue.sql": "-- name: moods :many\nSELECT mood FROM work.issue;"])
        defer { project.delete() }
        let file = try #require(try await project.files().first { $0.path == "Enums.swift" })
        #expect(file.text.contains("public enum WorkMood: String, CaseIterable, Sendable, PostgresCodable {"))
        #expect(file.text.contains("    case inBetween = \"in between\"\n    case `default` = \"default\"\n"))
    }

    // MARK: - What is refused

    @Test(
        arguments: [
            ("SELECT id,\n  titel FROM work.issue", "many", "", "column \"titel\" does not exist", 4, 3),
            ("SELECT '暖心', id FROM work.isue", "many", "", "relation \"work.isue\" does not exist", 3, 22),
            (
                "SELECT id FROM work.issue WHERE level = :level::text AND id = :id", "many", "",
                "operator does not exist: smallint = text", 3, 39
            ),
            ("SELECT id FROM issue", "many", "", "relation \"issue\" does not exist", 3, 16),
            (
                "SELECT '(1,2)'::point AS spot", "many", "",
                "column 1, spot, is of type point, which no Swift type stands for", 3, 26
            ),
            (
                "SELECT id FROM work.issue WHERE '(1,2)'::point ~= :spot", "many", "",
                "the parameter :spot is of type point, which no Swift type stands for", 3, 51
            ),
            ("SELECT 1", "many", "", "column 1 is called “?column?”", 1, 10),
            ("SELECT i.id, s.id FROM work.issue i, work.step s", "many", "", "two columns are called id", 1, 10),
            ("UPDATE work.step SET note = ''", "many", "", "this statement gives no rows", 1, 10),
            ("SELECT id FROM work.step", "count", "", "a statement that gives rows is not counted", 1, 10),
            ("SELECT id FROM work.step", "many", "-- null: unit_id", "no parameter is called :unit_id", 2, 1),
            ("SELECT id FROM work.step", "many", "-- notnull: title", "no column is called title", 2, 1),
            (
                "SELECT id FROM work.step", "many", "-- type title: Title", "no column or parameter is called title", 2,
                1
            ),
        ] as [(String, String, String, String, Int, Int)])
    func problemsNameTheirPlace(
        _ sql: String, _ cardinality: String, _ headers: String, _ message: String, _ line: Int, _ column: Int
    ) async throws {
        let problem = await #expect(throws: Diagnostic.self) {
            try await typed(sql, headers: headers, cardinality: cardinality)
        }
        #expect(problem?.message == message)
        #expect(problem?.line == line)
        #expect(problem?.column == column)
    }

    @Test func everyProblemIsToldAtOnce() async throws {
        let project = try TemporaryProject([
            "work/issue.sql": "-- name: a :many\nSELECT x;\n-- name: b :many\nSELECT y;",
            "work/step.sql": "-- name: c :many\nSELECT z;",
        ])
        defer { project.delete() }
        let problems = await #expect(throws: Diagnostics.self) { try await project.files() }
        #expect(problems?.all.map(\.message) == ["x", "y", "z"].map { "column \"\($0)\" does not exist" })
        #expect(
            problems?.description.contains(
                "queries/work/issue.sql:2:8: error: column \"x\" does not exist\n    SELECT x;\n           ^") == true)
    }

    @Test func namesThatMeetInSwiftAreRefused() async throws {
        let project = try TemporaryProject([
            "work/issue.sql": "-- name: list_all :many\nSELECT 1 AS x;\n-- name: string :many\nSELECT 1 AS x;",
            "work/step.sql": "-- name: list_all :many\nSELECT 1 AS x;",
        ])
        defer { project.delete() }
        let problems = await #expect(throws: Diagnostics.self) { try await project.files() }
        #expect(problems?.all.map(\.line) == [3, 1])
        #expect(problems?.all.first?.message == "the name string would hide the Swift type String")
    }

    // MARK: - Staleness

    @Test func aFreshRunIsNotStale() async throws {
        let project = try TemporaryProject(["work/issue.sql": Self.issueQueries])
        defer { project.delete() }
        let files = try await project.output()
        #expect(
            try project.generator.write(files).sorted() == [
                "Identifiers.swift", "Schemas.swift", "Work/Work+Issue.swift",
            ])
        #expect(try project.generator.staleness(of: files).isEmpty)
        #expect(try project.generator.stalenessByLock().isEmpty)
        // A second run touches nothing.
        #expect(try project.generator.write(files).isEmpty)
    }

    @Test func aChangedQueryIsStale() async throws {
        let project = try TemporaryProject(["work/issue.sql": Self.issueQueries])
        defer { project.delete() }
        _ = try project.generator.write(try await project.output())
        try project.write(
            Self.issueQueries.replacing("issue.title, person", with: "issue.title, issue.cost, person"),
            to: "sql/queries/work/issue.sql")
        let stale = try project.generator.staleness(of: try await project.output())
        #expect(stale.count == 3)
        #expect(stale[0].contains("queries/work/issue.sql:6:55: error: column cost is new\n"))
        #expect(
            stale[1].hasSuffix(
                "is stale, from line 23:\n    - public var raiser: String\n    + public var cost: PGNumeric?"
            ))
        #expect(stale[2].hasSuffix("queries.lock is stale"))
        #expect(try project.generator.stalenessByLock() == ["queries/work/issue.sql has changed"])
    }

    @Test func aChangedSchemaIsStale() async throws {
        let project = try TemporaryProject(["work/step.sql": "-- name: steps :many\nSELECT note FROM work.step;"])
        defer { project.delete() }
        _ = try project.generator.write(try await project.output())
        let options = try #require(DatabaseTrait.current)
        let stale = try await DescribingDatabase.withConnection(options) { connection in
            try await connection.execute(SQL.unsafeRaw("BEGIN; ALTER TABLE work.step ALTER COLUMN note SET NOT NULL"))
            let files = try await project.generator.output(describedBy: connection)
            try await connection.execute(SQL.unsafeRaw("ROLLBACK"))
            return try project.generator.staleness(of: files)
        }
        #expect(stale.count == 3)
        #expect(stale[0].contains("step.sql:2:8: error: column note can no longer be NULL\n    SELECT note FROM"))
        #expect(stale[1].contains("- public var note: String?\n    + public var note: String"))
    }

    @Test func handEditsAndForgottenFilesAreStale() async throws {
        let project = try TemporaryProject([
            "work/issue.sql": Self.issueQueries, "work/step.sql": "-- name: s :many\nSELECT note FROM work.step;",
        ])
        defer { project.delete() }
        let files = try await project.output()
        _ = try project.generator.write(files)
        try project.write("// somebody's own", to: "Generated/Work/Work+Extra.swift")
        try project.write(Self.issueSwift.replacing("Int64", with: "Int32"), to: "Generated/Work/Work+Issue.swift")
        #expect(try project.generator.stalenessByLock() == ["Work/Work+Issue.swift was edited by hand"])
        #expect(try project.generator.staleness(of: files).count == 1)
        try project.remove("sql/queries/work/step.sql")
        #expect(try project.generator.stalenessByLock().contains("queries/work/step.sql is gone"))
        let remaining = try await project.output()
        #expect(
            try project.generator.staleness(of: remaining).contains {
                $0.hasSuffix("Work+Step.swift has no query file any more")
            })
        #expect(try project.generator.write(remaining).sorted() == ["Work/Work+Issue.swift", "Work/Work+Step.swift"])
        #expect(try project.generator.output.generatedFiles()["Work/Work+Step.swift"] == nil)
        // A file that the tool did not write stays.
        #expect(FileManager.default.fileExists(atPath: project.generator.output.path + "/Work/Work+Extra.swift"))
    }
}

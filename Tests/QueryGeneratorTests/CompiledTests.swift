import Foundation
import Postgres
import Testing

@testable import QueryGenerator

/// Stands for the type of the same name in the module that generated files are made for.
public struct Identifier<Table>: RawRepresentable, Hashable, Sendable, PostgresCodable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Statements of each kind. What is generated from them stands in the folder Compiled and is part of these tests, so
/// that it is known to compile and to run.
let compiledQueries = """
    -- name: step_list :many
    -- Steps of an issue.
    -- elements?: tags
    SELECT step.id, step.issue_id, step.tag, step.note, ARRAY[step.tag, step.note] AS tags, step.id AS field
    FROM work.step WHERE step.issue_id = :issue_id ORDER BY step.id;

    -- name: step_search :many
    -- Steps, with conditions that may be left out.
    SELECT id, note FROM work.step
    WHERE id > :after
      /*[if tag]*/ AND tag = :tag /*[end]*/
      /*[if only_noted]*/ AND note IS NOT NULL /*[end]*/
    ORDER BY /*[order sort: by_id = id | by_note = note DESC, id | near = abs(id - :near), id]*/ id /*[end]*/
    LIMIT :most;

    -- name: step_head :maybe
    -- row: StepLabel
    SELECT id, tag FROM work.step WHERE id = :id;

    -- name: step_first :one
    -- row: StepLabel
    SELECT id, tag FROM work.step ORDER BY id LIMIT 1;

    -- name: step_all :stream
    -- row: StepLabel
    SELECT id, tag FROM work.step;

    -- name: step_note :batch
    UPDATE work.step SET note = :note WHERE id = :id;

    -- name: step_forget :count
    DELETE FROM work.step WHERE tag = :tag;

    -- name: step_ping :exec
    SELECT pg_notify('step', :id::text);

    -- name: step_load :copy
    COPY work.step (id, issue_id, tag, note) FROM STDIN;
    """

/// Types that were made in the database.
let compiledVisitQueries = """
    -- name: visit_add :exec
    INSERT INTO work.visit (place, earlier, tag, tag_list, more_tags, moods, level)
    VALUES (:place, :earlier, :tag, :tag_list, :more_tags, :moods, :level);

    -- name: visit_list :many
    SELECT place, earlier, tag, tag_list, more_tags, moods FROM work.visit ORDER BY level;
    """

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Compiled")

extension GeneratorTests {
    @Suite struct CompiledTests {
        /// `NUANXIN_ACCEPT_SNAPSHOTS=1` writes them anew.
        @Test func theCompiledFilesAreTheGeneratedOnes() async throws {
            let project = try TemporaryProject(["work/step.sql": compiledQueries, "work/visit.sql": compiledVisitQueries])
            defer { project.delete() }
            let output = OutputFolder(path: folder.path)
            let files = try await project.files()
            if ProcessInfo.processInfo.environment["NUANXIN_ACCEPT_SNAPSHOTS"] != nil { try output.write(files) }
            #expect(try output.staleness(of: files) == [])
        }

        @Test func compiledStatementsRun() async throws {
            try await Self.withSteps { connection in
                let (steps, head, nobody, first) = try await connection.run(
                    Work.StepList(issueID: .init(rawValue: 7)), Work.StepHead(id: .init(rawValue: 2)),
                    Work.StepHead(id: .init(rawValue: 99)), Work.StepFirst())
                #expect(steps.map(\.note) == ["n1", nil])
                #expect(steps.map(\.tags) == [["a", "n1"], ["b", nil]])
                #expect(head == Work.StepLabel(id: .init(rawValue: 2), tag: "b"))
                #expect(nobody == nil)
                #expect(first.tag == "a")
                let (noted, forgotten, _) = try await connection.run(
                    Work.StepNote(note: nil, id: .init(rawValue: 1)), Work.StepForget(tag: "b"), Work.StepPing(id: "1"))
                #expect(noted == 1)
                #expect(forgotten == 1)
            }
        }

        /// By name, with nil for NULL and for no field; a column may be called `field`.
        @Test func fieldsAreReadByName() throws {
            let row = Work.StepList.Row(
                id: .init(rawValue: 1), issueID: .init(rawValue: 7), tag: "a", note: nil, tags: ["a", nil],
                field: .init(rawValue: 5))
            #expect(Work.StepList.Row.fieldNames == ["id", "issueID", "tag", "note", "tags", "field"])
            #expect(row.field(0) as? WorkStep.ID == row.id)
            #expect(row.field(2) as? String == "a")
            #expect(row.field(3) == nil)
            #expect(row.field(4) as? [String?] == ["a", nil])
            #expect(row.field(5) as? WorkStep.ID == row.field)
            #expect(row.field(6) == nil)
            var noted = row
            noted.note = "n"
            // A String, not an optional in a box.
            #expect(noted.field(3).map { type(of: $0) == String.self } == true)
        }

        /// The server sees in each variant the parameters that the struct appends for it, and no others.
        @Test func everyVariantHasItsParameters() async throws {
            var seen: Set<Int> = []
            try await Self.withSteps { connection in
                for tag in [nil, "a"] {
                    for onlyNoted in [false, true] {
                        for sort in Work.StepSearch.Sort.allCases {
                            let search = Work.StepSearch(
                                after: 0, tag: tag, onlyNoted: onlyNoted, sort: sort, near: 2, most: 10)
                            let variant = Work.StepSearch.variants[search.variant]
                            seen.insert(search.variant)
                            var parameters = Parameters(types: variant.parameterTypes)
                            search.encode(into: &parameters)
                            let description = try await connection.describe(variant.sql)
                            #expect(description.parameterTypes == variant.parameterTypes)
                            #expect(parameters.count == variant.parameterTypes.count)
                            #expect(variant.sql.contains("tag = ") == (tag != nil))
                            #expect(variant.sql.contains("IS NOT NULL") == onlyNoted)
                            #expect(variant.sql.contains("abs(") == (sort == .near))
                        }
                    }
                }
            }
            #expect(seen == Set(0..<12))
            let plain = Work.StepSearch(after: 0, near: 0, most: 1)
            #expect(plain.variant == 3)
            // The text of all, for those who ask for one, is that of the file.
            #expect(Work.StepSearch.sql.contains("AND tag = $2\n  AND note IS NOT NULL\nORDER BY id\n"))
        }

        /// Each value has the binary form that its column declares.
        @Test func copiedColumnsHaveBinaryForms() throws {
            let types = Work.StepLoad.columnTypes
            try #require(types.count == 4)
            #expect(WorkStep.ID.isBinary(as: types[0]))
            #expect(WorkIssue.ID.isBinary(as: types[1]))
            #expect(String.isBinary(as: types[2]))
            #expect(Optional<String>.isBinary(as: types[3]))
            #expect(Work.StepLoad.sql == "COPY work.step (id, issue_id, tag, note) FROM STDIN (FORMAT binary)")
        }

        static func withSteps(_ body: (Connection) async throws -> Void) async throws {
            let server = try #require(DatabaseTrait.current)
            try await ScratchDatabase(server: server).with { options in
                try await DescribingDatabase.withConnection(options) { connection in
                    try await connection.execute(SQL.unsafeRaw(SmallSchool.schema))
                    // Steps without the issues that they belong to.
                    try await connection.execute(
                        SQL.unsafeRaw(
                            """
                            SET session_replication_role = replica;
                            INSERT INTO work.step VALUES (1, 7, 'a', 'n1'), (2, 7, 'b', NULL), (3, 8, 'a', NULL)
                            """))
                    try await body(connection)
                }
            }
        }
    }
}

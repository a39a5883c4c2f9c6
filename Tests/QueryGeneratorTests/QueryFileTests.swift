import Testing

@testable import QueryGenerator

private func file(_ text: String) throws(Diagnostic) -> QueryFile {
    try QueryFile(path: "sql/queries/work/issue.sql", schema: "work", subject: "issue", text: text)
}

@Suite struct QueryFileTests {
    @Test func readsHeadersAndStatements() throws {
        let file = try file(
            """
            -- The issues of the three lists. A word about the whole file is nobody's doc comment.

            -- name: issue_list :many
            -- Issues that the caller may see: newest first.
            --
            -- An empty list is no error.
            -- null: unit_id, area
            -- notnull: title
            -- type state: Records.IssueState
            SELECT id, title -- name of the issue
            FROM work.issue WHERE unit_id = :unit_id AND area = :area AND note <> ';';

            -- name: issue_close :exec
            SELECT work.close(:id);
            """)
        let list = try #require(file.queries.first)
        #expect(file.queries.map(\.name) == ["issue_list", "issue_close"])
        #expect(file.queries.map(\.cardinality) == [.many, .exec])
        #expect(
            list.headers.documentation == ["Issues that the caller may see: newest first.", "", "An empty list is no error."])
        #expect(list.headers.null.map(\.name) == ["unit_id", "area"])
        #expect(list.headers.notNull.map(\.name) == ["title"])
        #expect(list.headers.types.map(\.swiftType) == ["Records.IssueState"])
        #expect(list.headers.types.map(\.target.name) == ["state"])
        #expect(list.text.sql.hasPrefix("SELECT id, title -- name of the issue\nFROM"))
        #expect(list.text.sql.hasSuffix("AND note <> ';'"))
        #expect(file.queries[1].headers.documentation.isEmpty)
        #expect(list.qualifiedName == "work.issue_list")
    }

    @Test(arguments: Cardinality.allCases)
    func everyCardinalityIsRead(_ cardinality: Cardinality) throws {
        #expect(try file("-- name: a :\(cardinality)\nSELECT 1;").queries[0].cardinality == cardinality)
    }

    @Test func readsOverrides() throws {
        let headers = try file(
            """
            -- name: a :many
            -- notnull: area, :note
            -- optional: title
            -- elements?: tags, more
            -- row: IssueSummary
            -- A remark: this is prose.
            SELECT 1;
            """
        ).queries[0].headers
        #expect(headers.notNull.map(\.name) == ["area", ":note"])
        #expect(headers.optional.map(\.name) == ["title"])
        #expect(headers.nullableElements.map(\.name) == ["tags", "more"])
        #expect(headers.row?.name == "IssueSummary")
        #expect(headers.documentation == ["A remark: this is prose."])
    }

    /// A part may stand at the very beginning.
    @Test func aMarkerIsNoDocComment() throws {
        let file = try file("-- name: a :many\n-- Doc.\n/*[if x]*/ WITH y AS (SELECT :x) /*[end]*/ SELECT 1;")
        #expect(file.queries[0].variants.map(\.sql) == ["WITH y AS (SELECT $1) SELECT 1", "SELECT 1"])
        #expect(file.queries[0].headers.documentation == ["Doc."])
    }

    @Test func lineEndsOfAnotherSystemGiveTheSameText() throws {
        let text = "-- name: a :many\n-- Doc.\nSELECT 1\n  AS x;\n"
        let other = try file(text.replacing("\n", with: "\r\n"))
        #expect(other.queries[0].text.sql == "SELECT 1\n  AS x")
        #expect(other.queries[0].headers.documentation == ["Doc."])
    }

    @Test(arguments: [
        ("SELECT 1;", "this statement has no name", 1),
        ("-- name: a :many\nSELECT 1; SELECT 2;", "this statement has no name", 2),
        ("-- name: a :many\nSELECT 1\n-- name: b :many\nSELECT 2;", "the statement does not end with a semicolon", 1),
        ("-- name: a :many\nSELECT 1", "the statement does not end with a semicolon", 1),
        ("-- name: a :many\n-- name: b :many\nSELECT 2;", "no statement stands after this name", 1),
        ("-- name: a :many\n;", "no statement stands after this name", 1),
        ("-- name: a\nSELECT 1;", "after the name stands how many rows the statement gives", 1),
        ("-- name: a :some\nSELECT 1;", "after the name stands how many rows the statement gives", 1),
        ("-- name: issueList :many\nSELECT 1;", "a name is written in small letters, digits and _", 1),
        ("-- name: a :many\n-- nullable: x\nSELECT :x;", "“nullable:” is not known", 2),
        ("-- name: a :many\n-- elements: x\nSELECT :x;", "“elements:” is not known", 2),
        (
            "-- name: a :many\n-- row: issue\nSELECT 1;",
            "a shared row is written once, as a Swift type: -- row: IssueSummary", 2
        ),
        ("-- name: a :many\n-- null:\nSELECT :x;", "no name stands after “null:”", 2),
        ("-- name: a :many\nSELECT 1;\n-- name: a :one\nSELECT 1;", "the name a is used twice in this file", 3),
    ])
    func refusesWhatIsUnclear(_ text: String, _ message: String, _ line: Int) throws {
        let problem = #expect(throws: Diagnostic.self) { try file(text) }
        #expect(problem?.message == message)
        #expect(problem?.line == line)
    }

    /// The server counts code points of the text that it was sent; the reader sees the file.
    @Test func placesOfTheServerAreFoundInTheFile() throws {
        let file = try file("-- name: a :many\nSELECT '暖心😀', :student_id, wrong FROM x;")
        let text = file.queries[0].text
        #expect(text.sql == "SELECT '暖心😀', $1, wrong FROM x")
        let sent = try #require(text.sql.unicodeScalars.firstRange(of: "wrong".unicodeScalars)?.lowerBound)
        let position = text.sql.unicodeScalars.distance(from: text.sql.unicodeScalars.startIndex, to: sent) + 1
        let offset = try #require(text.offset(ofServerPosition: position))
        #expect(file.source.string(offset..<offset + 5) == "wrong")
        #expect(
            file.source.diagnostic(at: offset, "no such column").description
                == """
                sql/queries/work/issue.sql:2:28: error: no such column
                    SELECT '暖心😀', :student_id, wrong FROM x;
                    \(String(repeating: " ", count: 30))^
                """)
    }
}

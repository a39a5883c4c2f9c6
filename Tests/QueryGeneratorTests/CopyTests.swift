import Testing

@testable import QueryGenerator

extension GeneratorTests {
    @Suite struct CopyTests {
        @Test func columnsAreThoseOfTheTable() async throws {
            let copy = try await typed(
                """
                COPY work.issue (id, student_id, raised_by, title, mood, tags, valid, cost, seen_at, detail, level)
                FROM STDIN
                """, cardinality: "copy")
            #expect(
                copy.parameters.map { $0.type.name + ($0.isOptional ? "?" : "") } == [
                    "WorkIssue.ID", "PeopleStudent.ID?", "PeoplePerson.ID", "String", "WorkMood", "[String]",
                    "PGRange<PGDate>", "PGNumeric?", "PGTimestamp", "PGJSONB", "Int16",
                ])
            // A domain is sent as what it stands on and an enum as text.
            #expect(copy.copy?.columnOIDs == [20, 20, 20, 25, 25, 1009, 3912, 1700, 1184, 3802, 21])
            #expect(copy.copy?.sql.hasSuffix("level)\nFROM STDIN (FORMAT binary)") == true)
        }

        @Test(arguments: [
            ("COPY work.step (id, \"tag\", note) FROM STDIN", "COPY work.step (id, \"tag\", note) FROM STDIN (FORMAT binary)"),
            ("copy work.step(id,tag) from stdin (format BINARY)", "copy work.step(id,tag) from stdin (format BINARY)"),
            ("COPY work.step (id) FROM STDIN WITH (FORMAT binary)", "COPY work.step (id) FROM STDIN WITH (FORMAT binary)"),
            ("COPY work.step (id) FROM STDIN WITH", "COPY work.step (id) FROM STDIN WITH (FORMAT binary)"),
        ])
        func theFormatIsBinary(_ sql: String, _ expected: String) async throws {
            // The server has parsed it, for the description went before.
            #expect(try await typed(expected, cardinality: "copy").copy?.sql == expected)
            if !sql.hasSuffix("WITH") { #expect(try await typed(sql, cardinality: "copy").copy?.sql == expected) }
        }

        @Test func headersHoldForColumns() async throws {
            let copy = try await typed(
                "COPY work.visit (tag, level) FROM STDIN",
                headers: "-- notnull: tag\n-- null: level\n-- type level: Records.Level", cardinality: "copy")
            #expect(copy.parameters.map { $0.type.name + ($0.isOptional ? "?" : "") } == ["String", "Records.Level?"])
            #expect(copy.warnings.map(\.message) == ["null: names level, which is NOT NULL"])
        }

        @Test(arguments: [
            ("SELECT 1 AS x", "a :copy statement is a COPY", 1),
            ("COPY step (id) FROM STDIN", "the table is written with its schema", 11),
            ("COPY work.step FROM STDIN", "a :copy statement names its columns", 16),
            ("COPY work.step (id) TO STDOUT", "a :copy statement reads from STDIN", 19),
            ("COPY work.step (id) FROM STDIN (FORMAT csv)", "a :copy statement has no other options than (FORMAT binary)", 32),
            ("COPY work.steps (id) FROM STDIN", "relation \"work.steps\" does not exist", 6),
            ("COPY work.step (id, titel) FROM STDIN", "column \"titel\" of relation \"work.step\" does not exist", 21),
            ("COPY work.visit (twice) FROM STDIN", "the server itself makes the column twice", 18),
            (
                "COPY work.visit (place) FROM STDIN",
                "the column place is of type work.address, whose binary form holds numbers that differ between databases", 18
            ),
            (
                "COPY work.visit (moods) FROM STDIN",
                "the column moods is of type work.mood[], whose binary form holds numbers that differ between databases", 18
            ),
            (
                "COPY work.visit (tag_list) FROM STDIN",
                "the column tag_list is of type work.tag[], whose binary form holds numbers that differ between databases", 18
            ),
            ("COPY work.step (id, id) FROM STDIN", "the column id has no Swift name here", 21),
        ])
        func refusesWhatCannotBeCopied(_ sql: String, _ message: String, _ column: Int) async throws {
            let problem = await #expect(throws: Diagnostic.self) { try await typed(sql, cardinality: "copy") }
            #expect(problem?.message == message)
            #expect(problem?.column == column)
            #expect(problem?.line == 3)
        }
    }
}

import Foundation
import Postgres
import Testing

@testable import QueryGenerator

/// The generated statements of `compiledQueries` against the server.
extension GeneratorTests {
    @Suite struct RuntimeTests {
        /// Each variant finds what the same statement finds with its parts written out.
        @Test func everyVariantFindsItsRows() async throws {
            try await CompiledTests.withSteps { connection in
                for tag in [nil, "a"] {
                    for onlyNoted in [false, true] {
                        for (sort, order) in [(Work.StepSearch.Sort.byID, "id"), (.byNote, "note DESC, id"), (.near, "abs(id - 2), id")] {
                            let found = try await connection.run(
                                Work.StepSearch(after: 0, tag: tag, onlyNoted: onlyNoted, sort: sort, near: 2, most: 2))
                            let conditions = [tag.map { "tag = '\($0)'" }, onlyNoted ? "note IS NOT NULL" : nil, "true"]
                                .compactMap(\.self).joined(separator: " AND ")
                            let expected = try await connection.rows(
                                SQL.unsafeRaw("SELECT id FROM work.step WHERE \(conditions) ORDER BY \(order) LIMIT 2"))
                            #expect(found.map { String($0.id.rawValue) } == expected.map { $0[0] })
                        }
                    }
                }
            }
        }

        @Test func copiesAndStreams() async throws {
            try await CompiledTests.withSteps { connection in
                let tags = try await connection.transaction { transaction in
                    let copied = try await transaction.copy(
                        (10..<15).map { number in
                            Work.StepLoad(
                                id: .init(rawValue: number), issueID: .init(rawValue: 7), tag: "t\(number)",
                                note: number % 2 == 0 ? nil : "n")
                        })
                    #expect(copied == 5)
                    return try await transaction.stream(Work.StepAll()) { rows in
                        var tags: [String] = []
                        for try await row in rows { tags.append(row.tag) }
                        return tags
                    }
                }
                #expect(tags.sorted() == ["a", "a", "b", "t10", "t11", "t12", "t13", "t14"])
                let notes = try await connection.rows("SELECT note FROM work.step WHERE id >= 10 ORDER BY id")
                #expect(notes.map { $0[0] } == [nil, "n", nil, "n", nil])
            }
        }

        /// Composites, enums and domains, alone and in arrays, as the server writes them.
        @Test func typesOfTheDatabaseTravelBothWays() async throws {
            try await CompiledTests.withSteps { connection in
                let key = try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
                let place = WorkAddress(
                    street: "a \"b\", (c)", number: nil, moods: [.sad, .inBetween],
                    span: WorkSpan(firstDay: nil, lastDay: PGDate("2026-11-25")), key: key)
                let empty = WorkAddress(street: "", number: 3, moods: [], span: nil, key: nil)
                let full = Work.VisitAdd(
                    place: place, earlier: [empty, place], tag: "x", tagList: ["a,b", "NULL"], moreTags: ["y"],
                    moods: [.default], level: 1)
                let bare = Work.VisitAdd(
                    place: empty, earlier: nil, tag: nil, tagList: [], moreTags: nil, moods: nil, level: 2)
                _ = try await connection.run(full, bare)
                let rows = try await connection.run(Work.VisitList())
                #expect(rows.map(\.place) == [place, empty])
                #expect(rows.map(\.earlier) == [[empty, place], nil])
                #expect(rows.map(\.tag) == ["x", nil])
                #expect(rows.map(\.tagList) == [["a,b", "NULL"], []])
                #expect(rows.map(\.moreTags) == [["y"], nil])
                #expect(rows.map(\.moods) == [[.default], nil])
                let text = try await connection.rows("SELECT place::text, (place).span::text FROM work.visit ORDER BY level")
                #expect(text[0][0] == #"("a ""b"", (c)",,"{sad,""in between""}","(,2026-11-25)",00112233-4455-6677-8899-aabbccddeeff)"#)
                #expect(text[1] == [#"("",3,{},,)"#, nil])
            }
        }
    }
}

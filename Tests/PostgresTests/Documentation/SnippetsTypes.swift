import Foundation
import Postgres
import Testing

// snippet.own-types
/// A key that is not mistaken for another table's.
struct BookID: RawRepresentable, Hashable, Sendable, PostgresCodable {
    let rawValue: Int64
}

/// `CREATE TYPE library.condition AS ENUM ('good', 'worn', 'lost')`.
enum Condition: String, PostgresEnumeration {
    case good, worn, lost
}

struct BooksInCondition: ManyStatement {
    var condition: Condition

    struct Row: Sendable, Hashable {
        var id: BookID
        var condition: Condition
        var tags: [String]
    }

    static let name = "library.books_in_condition"
    static let sql = "SELECT id, condition, tags FROM library.book WHERE condition = $1 ORDER BY id"

    func encode(into parameters: inout Parameters) { parameters.append(condition) }

    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
        Row(id: try row.next(), condition: try row.next(), tags: try row.next())
    }
}
// snippet.end

/// The day and the instants that the server's rows hold.
private struct Due: OneStatement {
    static let name = "library.due"
    static let sql = "SELECT timestamptz 'infinity', numeric 'NaN', int4range(3, 5, '[]'), '{\"a\": 1}'::jsonb"
    static func decode(
        _ row: inout RowReader
    ) throws(PostgresError) -> (due: PGTimestamp, fine: PGNumeric, days: PGRange<Int32>, note: PGJSONB) {
        (try row.next(), try row.next(), try row.next(), try row.next())
    }
}

extension SnippetTests {
    @Test func ownTypesComeAndGo() async throws {
        try await withLibrary { database in
            let books = try await database.run(BooksInCondition(condition: .good))
            #expect(books.first == .init(id: BookID(rawValue: 1), condition: .good, tags: ["novel", "classic"]))
            #expect(try await database.run(BooksInCondition(condition: .lost)) == [])
        }
    }

    @Test func valuesThatFoundationHasNoNameFor() async throws {
        try await withLibrary { database in
            let (due, fine, days, note) = try await database.run(Due())
            // snippet.infinities
            let day = due.date.map(String.init(describing:)) ?? "whenever"
            let amount = fine.decimal.map(String.init(describing:)) ?? "not a number"
            // snippet.end
            #expect(day == "whenever" && amount == "not a number")
            #expect(days == PGRange(from: 3, upTo: 6))
            // snippet.json
            let fields = try note.decoded(as: [String: Int].self)
            // snippet.end
            #expect(fields == ["a": 1])
        }
    }

    @Test func textIsComparedByBytesOnTheServer() async throws {
        try await withLibrary { database in
            // snippet.canonical
            let composed = "caf\u{E9}"
            let decomposed = "cafe\u{301}"
            let rows = try await database.read { try await $0.rows("SELECT \(composed) = \(decomposed)") }
            #expect(composed == decomposed)
            #expect(rows == [["f"]])
            #expect(!composed.utf8.elementsEqual(decomposed.utf8))
            // snippet.end
        }
    }
}

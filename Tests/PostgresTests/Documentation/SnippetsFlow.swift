import Foundation
import Postgres
import Testing

// snippet.stream-statement
struct AllBooks: StreamStatement {
    static let name = "library.all_books"
    static let sql = "SELECT id, title FROM library.book ORDER BY id"

    static func decode(_ row: inout RowReader) throws(PostgresError) -> (id: Int64, title: String) {
        (try row.next(), try row.next())
    }
}
// snippet.end

// snippet.copy-statement
struct NewBook: CopyStatement {
    var title: String
    var isbn: String?
    var copies: Int32

    static let name = "library.new_book"
    static let sql = "COPY library.book (title, isbn, copies) FROM STDIN (FORMAT binary)"
    static let columnTypes: [OID] = [.text, .text, .int4]

    func encode(into row: inout CopyRow) {
        row.append(title)
        row.append(isbn)
        row.append(copies)
    }
}
// snippet.end

extension SnippetTests {
    @Test func rowsOneByOne() async throws {
        try await withLibrary { database in
            // snippet.stream
            let found = try await database.read { transaction in
                try await transaction.stream(AllBooks()) { books in
                    for try await book in books where book.title.hasPrefix("Water") {
                        // The server is told to stop; the transaction goes on.
                        return book.id as Int64?
                    }
                    return nil
                }
            }
            // snippet.end
            #expect(found == 2)
        }
    }

    @Test func copyIn() async throws {
        try await withLibrary { database in
            // snippet.copy-typed
            let books = (1...1000).map { NewBook(title: "Volume \($0)", isbn: nil, copies: 1) }
            let count = try await database.write { try await $0.copy(books) }
            // snippet.end
            #expect(count == 1000)
            // snippet.copy-written
            let written = try await database.write { transaction in
                try await transaction.copy(into: NewBook.self) { writer in
                    for number in 1...1000 {
                        try await writer.write(NewBook(title: "Journal \(number)", isbn: nil, copies: 1))
                    }
                }
            }
            // snippet.end
            #expect(written == 1000)
            // snippet.copy-text
            let lines = try await database.write { transaction in
                try await transaction.copyIn("COPY library.book (title, isbn) FROM STDIN") { writer in
                    try await writer.write(row: ["Tab\tand \\ are escaped", nil])
                }
            }
            // snippet.end
            #expect(lines == 1)
        }
    }

    @Test func copyOut() async throws {
        try await withLibrary { database in
            // snippet.copy-out
            let csv = try await database.read { transaction in
                try await transaction.copyOut(
                    "COPY (SELECT id, title FROM library.book ORDER BY id) TO STDOUT (FORMAT csv, HEADER)"
                ) { lines in
                    var bytes: [UInt8] = []
                    for try await line in lines { bytes += line }
                    return bytes
                }
            }
            // snippet.end
            #expect(String(decoding: csv, as: UTF8.self).hasPrefix("id,title\n1,Dream of the Red Chamber\n"))
        }
    }

    @Test func copyOutOfValues() async throws {
        try await withLibrary { database in
            // snippet.copy-out-values
            let titles = try await database.read { transaction in
                try await transaction.copyOut(
                    "COPY (SELECT id::bigint, title FROM library.book ORDER BY id) TO STDOUT (FORMAT binary)"
                ) { rows in
                    var titles: [Int64: String] = [:]
                    while let (id, title) = try await rows.nextRow(of: Int64.self, String.self) { titles[id] = title }
                    return titles
                }
            }
            // snippet.end
            #expect(titles[1] == "Dream of the Red Chamber")
        }
    }
}

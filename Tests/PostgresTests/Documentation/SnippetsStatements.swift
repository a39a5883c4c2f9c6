import Foundation
import Postgres
import Testing

// snippet.statement
/// A book by its key, if there is one.
struct BookByID: MaybeStatement {
    var id: Int64

    struct Row: Sendable, Hashable {
        var id: Int64
        var title: String
        var isbn: String?
    }

    static let name = "library.book_by_id"
    static let parameterTypes: [OID] = [.int8]
    static let sql = "SELECT id, title, isbn FROM library.book WHERE id = $1"

    func encode(into parameters: inout Parameters) { parameters.append(id) }

    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
        Row(id: try row.next(), title: try row.next(), isbn: try row.next())
    }
}
// snippet.end

// snippet.variants
/// Books, by conditions that may be left out, in an order that the caller chooses.
struct BookSearch: ManyStatement {
    var tag: String?
    var sort = Sort.title

    enum Sort: String, CaseIterable, Sendable { case title, newest }

    static let name = "library.book_search"
    static var sql: String { variants[0].sql }
    static let variants = [
        StatementVariant(sql: "SELECT title FROM library.book ORDER BY title", parameterTypes: []),
        StatementVariant(
            sql: "SELECT title FROM library.book WHERE $1 = ANY (tags) ORDER BY title", parameterTypes: [.text]),
        StatementVariant(sql: "SELECT title FROM library.book ORDER BY id DESC", parameterTypes: []),
        StatementVariant(
            sql: "SELECT title FROM library.book WHERE $1 = ANY (tags) ORDER BY id DESC", parameterTypes: [.text]),
    ]

    var variant: Int { (tag == nil ? 0 : 1) + (sort == .title ? 0 : 2) }

    func encode(into parameters: inout Parameters) {
        if let tag { parameters.append(tag) }
    }

    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next() }
}
// snippet.end

/// Takes a copy from the shelf.
struct TakeCopy: CountStatement {
    var bookID: Int64
    static let name = "library.take_copy"
    static let parameterTypes: [OID] = [.int8]
    static let sql = "UPDATE library.book SET copies = copies - 1 WHERE id = $1"
    func encode(into parameters: inout Parameters) { parameters.append(bookID) }
}

/// Notes a loan; nothing where the key has one already.
struct AddLoan: MaybeStatement {
    var bookID: Int64
    var reader: String
    var key: UUID
    static let name = "library.add_loan"
    static let parameterTypes: [OID] = [.int8, .text, .uuid]
    static let sql = """
        INSERT INTO library.loan (book_id, reader, key) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING id
        """
    func encode(into parameters: inout Parameters) {
        parameters.append(bookID)
        parameters.append(reader)
        parameters.append(key)
    }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next() }
}

struct LoanByKey: OneStatement {
    var key: UUID
    static let name = "library.loan_by_key"
    static let parameterTypes: [OID] = [.uuid]
    static let sql = "SELECT id FROM library.loan WHERE key = $1"
    func encode(into parameters: inout Parameters) { parameters.append(key) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next() }
}

struct LoanCount: OneStatement {
    static let name = "library.loan_count"
    static let sql = "SELECT count(*) FROM library.loan"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next() }
}

struct RenameBook: BatchStatement {
    var id: Int64
    var title: String
    static let name = "library.rename_book"
    static let parameterTypes: [OID] = [.int8, .text]
    static let sql = "UPDATE library.book SET title = $2 WHERE id = $1"
    func encode(into parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(title)
    }
}

extension SnippetTests {
    @Test func everyVariantAnswers() async throws {
        try await withLibrary { database in
            for sort in BookSearch.Sort.allCases {
                for tag in [nil, "novel"] {
                    let titles = try await database.run(BookSearch(tag: tag, sort: sort))
                    #expect(titles.count == (tag == nil ? 3 : 2))
                }
            }
        }
    }

    @Test func oneStatementAndSeveral() async throws {
        try await withLibrary { database in
            // snippet.run
            let book = try await database.run(BookByID(id: 1))
            print(book?.title ?? "no such book")
            // snippet.end
            #expect(book?.title == "Dream of the Red Chamber")
            // snippet.run-several
            let (first, second, novels) = try await database.run(
                BookByID(id: 1), BookByID(id: 99), BookSearch(tag: "novel"))
            // snippet.end
            #expect(first != nil && second == nil && novels.count == 2)
            // snippet.batch
            let corrections = [RenameBook(id: 1, title: "红楼梦"), RenameBook(id: 2, title: "水浒传")]
            let counts = try await database.run(batch: corrections)
            // snippet.end
            #expect(counts == [1, 1])
        }
    }

    @Test func sqlWrittenInPlace() async throws {
        try await withLibrary { database in
            let (tag, column) = ("novel", "title")
            // snippet.ad-hoc
            let titles = try await database.read { transaction in
                try await transaction.rows(
                    "SELECT \(identifier: column) FROM library.book WHERE \(tag) = ANY (tags) ORDER BY 1")
            }
            // snippet.end
            #expect(titles == [["Dream of the Red Chamber"], ["Water Margin"]])
            // snippet.script
            try await database.withConnection { connection in
                try await connection.execute(
                    .unsafeRaw("CREATE INDEX book_title_idx ON library.book (title); ANALYZE library.book"))
            }
            // snippet.end
            let index = try await rows(database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'book_title_idx'")
            #expect(index == [["1"]])
        }
    }

    @Test func whatTheServerMakesOfAStatement() async throws {
        let connection = try await Connection.open(testServer())
        // snippet.describe
        let description = try await connection.describe("SELECT relname, relpages FROM pg_class WHERE oid = $1")
        print(description.parameterTypes, description.columns.map(\.name))
        // snippet.end
        #expect(description.parameterTypes == [.oid])
        #expect(description.columns.map(\.typeOID) == [.name, .int4])
        await connection.close()
    }
}

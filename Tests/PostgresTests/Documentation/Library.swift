import Foundation
import Postgres
import Testing

/// The snippets of the documentation, run against the test server.
@Suite struct SnippetTests {}

/// The lending library that the snippets speak of.
private let librarySchema: SQL = .unsafeRaw(
    """
    CREATE SCHEMA library;
    CREATE TYPE library.condition AS ENUM ('good', 'worn', 'lost');
    CREATE TABLE library.book (
        id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        title     text NOT NULL CONSTRAINT book_title_not_blank CHECK (btrim(title) <> ''),
        isbn      text CONSTRAINT book_isbn_is_unique UNIQUE,
        copies    integer NOT NULL DEFAULT 1 CONSTRAINT book_copies_not_negative CHECK (copies >= 0),
        condition library.condition NOT NULL DEFAULT 'good',
        tags      text[] NOT NULL DEFAULT '{}'
    );
    CREATE TABLE library.loan (
        id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        book_id bigint NOT NULL CONSTRAINT loan_of_a_book REFERENCES library.book,
        reader  text NOT NULL,
        key     uuid CONSTRAINT loan_key_is_unique UNIQUE,
        due     timestamptz NOT NULL DEFAULT 'infinity'
    );
    ALTER TABLE library.loan ENABLE ROW LEVEL SECURITY;
    ALTER TABLE library.loan FORCE ROW LEVEL SECURITY;
    CREATE POLICY reader_sees_own_loans ON library.loan
        USING (reader = current_setting('library.reader', true)) WITH CHECK (true);
    INSERT INTO library.book (title, isbn, copies, tags) VALUES
        ('Dream of the Red Chamber', '978-7-02-000220-7', 2, '{novel,classic}'),
        ('Water Margin', NULL, 1, '{novel}'),
        ('The Nine Chapters', '978-7-03-000001-1', 0, '{mathematics}');
    """)

/// Calls `body` with a library of its own, which nobody else sees and which is gone afterwards.
func withLibrary(
    _ pool: PoolOptions = .init(), observing: Observing = Observing(), _ body: (Database) async throws -> Void
) async throws {
    let server = try await testServer()
    let name = "library_\(UUID().uuidString.lowercased().prefix(8))"
    let connection = try await Connection.open(server)
    try await connection.execute(.unsafeRaw("CREATE DATABASE \(name)"))
    let options = server.with("dbname", name)
    let own = try await Connection.open(options)
    try await own.execute(librarySchema)
    await own.close()
    let database = Database(options, pool: pool, observing: observing)
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(database))
    } catch {
        result = .failure(error)
    }
    await database.close()
    try await connection.execute(.unsafeRaw("DROP DATABASE \(name) WITH (FORCE)"))
    await connection.close()
    try result.get()
}

/// Every row of a query, as text.
func rows(_ database: Database, _ sql: SQL) async throws -> [[String?]] {
    try await database.read { try await $0.rows(sql) }
}

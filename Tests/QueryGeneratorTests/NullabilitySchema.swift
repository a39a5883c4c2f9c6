import Postgres
import Testing

@testable import QueryGenerator

/// Tables with and without NULLs, joined in chains, for the rules about NULL.
enum NullabilitySchema {
    private static let schema = """
        CREATE SCHEMA t;
        CREATE DOMAIN t.never AS text NOT NULL;
        CREATE TYPE t.mood AS ENUM ('sad', 'ok');
        CREATE TABLE t.foo (id bigint PRIMARY KEY, name text NOT NULL, note text, m t.mood NOT NULL DEFAULT 'ok', d t.never DEFAULT 'x');
        CREATE TABLE t.baz (id bigint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE t.bar (id bigint PRIMARY KEY, foo_id bigint NOT NULL REFERENCES t.foo, baz_id bigint REFERENCES t.baz, name text NOT NULL);
        CREATE VIEW t.v AS SELECT f.id, f.name, b.name AS bname FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id;
        CREATE VIEW t.w AS SELECT v.bname, v.name FROM t.v WHERE v.bname <> '';
        CREATE TABLE t.short (a varchar(3), b numeric(4, 1) NOT NULL);
        CREATE VIEW t.plain AS SELECT id, name, note FROM t.foo;
        CREATE TABLE t.parent (a int NOT NULL, b int NOT NULL);
        CREATE TABLE t.heir () INHERITS (t.parent);
        ALTER TABLE t.heir ALTER COLUMN b DROP NOT NULL;
        CREATE TABLE t.partitioned (a int NOT NULL, b int) PARTITION BY LIST (a);
        CREATE TABLE t.partition PARTITION OF t.partitioned DEFAULT;
        CREATE FUNCTION t.user_function(bigint) RETURNS text STRICT LANGUAGE sql AS 'SELECT NULL::text';
        INSERT INTO t.heir VALUES (1, NULL), (2, 2);
        INSERT INTO t.partitioned VALUES (1, NULL), (2, 2);
        INSERT INTO t.foo SELECT g, 'n' || g, CASE WHEN g % 3 = 0 THEN 'x' END FROM generate_series(1, 30) AS g;
        INSERT INTO t.baz SELECT g, CASE WHEN g = 2 THEN 'x' ELSE 'z' || g END FROM generate_series(1, 5) AS g;
        INSERT INTO t.bar SELECT g, g, CASE WHEN g % 2 = 0 THEN 1 + g % 5 END, CASE WHEN g % 4 = 0 THEN 'x' ELSE 'b' END FROM generate_series(1, 20) AS g;
        """

    /// Calls `body` with a connection to a new database that has the schema.
    static func with(_ body: (Connection, Catalog) async throws -> Void) async throws {
        let server = try #require(DatabaseTrait.current)
        try await ScratchDatabase(server: server).with { options in
            try await DescribingDatabase.withConnection(options) { connection in
                try await connection.execute(SQL.unsafeRaw(schema))
                try await body(connection, try await CatalogReader(connection: connection).catalog())
            }
        }
    }

    /// `-` never NULL, `?` may be.
    static func marks(_ nullable: [Bool]) -> String { nullable.map { $0 ? "?" : "-" }.joined() }

    static func query(_ sql: String) throws -> Query {
        try QueryFile(path: "t.sql", schema: "t", subject: "foo", text: "-- name: probe :many\n\(sql);").queries[0]
    }
}

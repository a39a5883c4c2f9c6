import Postgres
import Testing

@testable import QueryGenerator

/// Whether each column can be NULL. The expectations were written by hand; many cases are threads in which other
/// generators got it wrong.
private let cases: [(sql: String, nullable: String)] = [
    // `-` never NULL, `?` may be.
    ("SELECT id, name, note FROM t.foo", "--?"),
    ("SELECT foo.id, bar.id, baz.id, baz.name FROM t.foo LEFT JOIN t.bar ON bar.foo_id = foo.id LEFT JOIN t.baz ON baz.id = bar.baz_id", "-???"),
    ("SELECT count(*) AS n, baz.id, baz.name FROM t.bar LEFT JOIN t.baz ON baz.id = bar.baz_id GROUP BY baz.id", "-??"),
    ("SELECT foo.name, b.name AS b FROM t.foo LEFT JOIN t.bar AS b ON foo.id = b.foo_id AND b.baz_id = 1 WHERE foo.id = 2", "-?"),
    ("SELECT b.name, f.name AS f FROM t.bar AS b JOIN t.foo AS f ON f.id = b.foo_id LEFT JOIN t.baz AS z ON lower(z.name) = lower(b.name)", "--"),
    ("SELECT f.id, b.name FROM t.bar AS b RIGHT JOIN t.foo AS f ON b.foo_id = f.id", "-?"),
    ("SELECT f.id, b.id AS b FROM t.bar AS b FULL JOIN t.foo AS f ON b.foo_id = f.id", "??"),
    ("SELECT f.id, id FROM t.foo AS f FULL JOIN (SELECT 1::bigint AS id) AS x USING (id)", "??"),
    ("SELECT f.name, id FROM t.foo AS f LEFT JOIN t.baz USING (id)", "--"),
    // A condition that needs a value brings the row back; below another outer join it proves nothing.
    ("SELECT f.id, b.name FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id WHERE b.name = 'x'", "--"),
    ("SELECT f.id, b.baz_id FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id WHERE b.name = 'x'", "-?"),
    ("SELECT f.note FROM t.foo AS f WHERE f.note IS NOT NULL", "-"),
    ("SELECT f.note FROM t.foo AS f WHERE lower(f.note) LIKE 'x%'", "-"),
    ("SELECT f.note FROM t.foo AS f WHERE f.note = ANY (ARRAY['x'])", "-"),
    ("SELECT f.note FROM t.foo AS f WHERE f.note <> ALL (ARRAY[]::text[])", "?"),
    ("SELECT f.note FROM t.foo AS f WHERE f.note = 'x' OR f.id = 1", "?"),
    ("SELECT f.note FROM t.foo AS f WHERE NOT (f.note IS NULL)", "?"),
    ("SELECT f.note FROM t.foo AS f WHERE coalesce(f.note, 'x') = 'x'", "?"),
    ("SELECT f.note FROM t.baz LEFT JOIN (t.foo AS f JOIN t.bar AS b ON b.foo_id = f.id AND f.note = 'x') ON baz.id = b.baz_id", "?"),
    ("SELECT f.note FROM t.baz LEFT JOIN t.foo AS f ON f.note = baz.name", "?"),
    ("SELECT f.note FROM t.baz JOIN t.foo AS f ON f.note = baz.name", "-"),
    ("SELECT f.note FROM t.foo AS f WHERE (f.note, f.id) IS NOT NULL", "?"),
    // Subqueries, views, WITH, LATERAL, VALUES.
    ("SELECT f.id, s.name FROM t.foo AS f LEFT JOIN (SELECT foo_id, name FROM t.bar WHERE id > 5) AS s ON s.foo_id = f.id GROUP BY f.id, s.name", "-?"),
    ("SELECT id, name, bname FROM t.v", "--?"),
    ("WITH c AS (SELECT f.id, b.name FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id) SELECT * FROM c", "-?"),
    ("SELECT f.id, l.name FROM t.foo AS f CROSS JOIN LATERAL (SELECT name FROM t.bar WHERE foo_id = f.id LIMIT 1) AS l", "--"),
    ("SELECT f.id, l.name FROM t.foo AS f LEFT JOIN LATERAL (SELECT name FROM t.bar WHERE foo_id = f.id LIMIT 1) AS l ON true", "-?"),
    ("SELECT l.n FROM t.foo AS f CROSS JOIN LATERAL (SELECT f.note AS n) AS l", "?"),
    ("SELECT v.a, v.b FROM (VALUES (1, 2), (NULL, 3)) AS v (a, b)", "?-"),
    ("WITH RECURSIVE r (n, m) AS (SELECT 1, 1 UNION ALL SELECT n + 1, NULL FROM r WHERE n < 3) SELECT n, m FROM r", "-?"),
    ("WITH RECURSIVE r (a, b) AS (SELECT 1, NULL::int UNION ALL SELECT b, a FROM r WHERE a < 3) SELECT a, b FROM r", "??"),
    ("WITH x AS (INSERT INTO t.foo (id, name) VALUES (-1, 'x') RETURNING id, note) SELECT * FROM x", "-?"),
    // Set operations.
    ("SELECT id FROM t.foo UNION ALL SELECT NULL::bigint", "?"),
    ("SELECT id FROM t.foo UNION ALL SELECT id FROM t.bar", "-"),
    ("SELECT id FROM t.foo EXCEPT (SELECT id FROM t.bar UNION SELECT baz_id FROM t.bar)", "?"),
    // Expressions.
    ("SELECT 1 AS a, 'x' AS b, now() AS c, NULL::int AS d, current_date AS e, current_schema AS f", "---?-?"),
    ("SELECT coalesce(note, '') AS a, coalesce(note, NULL) AS b, note IS NULL AS c, length(name) AS d, length(note) AS e FROM t.foo", "-?--?"),
    ("SELECT CASE WHEN id > 5 THEN name END AS a, CASE WHEN id > 5 THEN name ELSE 'x' END AS b, CASE WHEN true THEN note ELSE 'x' END AS c FROM t.foo", "?-?"),
    ("SELECT id::text AS a, name || 'x' AS b, note || 'x' AS c, id + 1 AS d, id > 1 AS e, note > 'x' AS f FROM t.foo", "--?--?"),
    ("SELECT nullif(name, 'x') AS a, greatest(note, 'x') AS b, greatest(note, NULL) AS c, ARRAY[note] AS d FROM t.foo", "?-?-"),
    ("SELECT to_jsonb(foo) ->> 'x' AS a, '{1}'::int[] AS b, array_length('{}'::int[], 1) AS c, substring(name, 'x') AS d, substr(name, 1, 2) AS e FROM t.foo", "?-??-"),
    ("SELECT lower(name) AS a, lower(daterange(NULL, NULL)) AS b, to_char(now(), 'YYYY') AS c, extract(year FROM now()) AS d FROM t.foo", "-???"),
    ("SELECT concat(note) AS a, concat_ws(note, 'x') AS b, concat_ws(',', note) AS c, format('%s', note) AS d, format(note) AS e, concat(VARIADIC NULL::text[]) AS f FROM t.foo", "-?--??"),
    ("SELECT id = ANY (ARRAY[1, NULL]) AS a, id IN (SELECT baz_id FROM t.bar) AS b, NOT (note = 'x') AS c, id = 1 AND name = 'x' AS d FROM t.foo", "???-"),
    ("SELECT t.user_function(id) AS a, m AS m, d AS d FROM t.foo", "?--"),
    ("SELECT jsonb_build_object('a', note) AS a, ROW(note)::text AS b, current_setting('x.y', true) AS c FROM t.foo", "--?"),
    // Subqueries as values.
    ("SELECT exists(SELECT FROM t.bar WHERE foo_id = f.id) AS a, ARRAY(SELECT name FROM t.bar) AS b, (SELECT name FROM t.bar LIMIT 1) AS c, (SELECT count(*) FROM t.bar) AS d FROM t.foo AS f", "--?-"),
    ("SELECT (SELECT count(*) FROM t.bar OFFSET 1) AS a, (SELECT count(*) FROM t.bar HAVING false) AS b, (SELECT count(*) FROM t.bar WHERE id = 1 GROUP BY id) AS c, (SELECT max(id) FROM t.bar) AS d, (SELECT 1) AS e, (SELECT 1 WHERE false) AS f", "????-?"),
    ("SELECT (SELECT f.note || 'x') AS a, (SELECT f.name || 'x') AS b FROM t.foo AS f", "?-"),
    // Aggregates and windows.
    ("SELECT count(*) AS a, sum(id) AS b, max(name) AS c, count(note) FILTER (WHERE false) AS d FROM t.foo", "-??-"),
    ("SELECT baz_id, max(id) AS a, array_agg(name) AS b, max(baz_id) AS c, sum(id) FILTER (WHERE id > 5) AS d, array_agg(baz_id) AS e FROM t.bar GROUP BY baz_id", "?--??-"),
    ("SELECT row_number() OVER (ORDER BY id) AS a, lag(id) OVER (ORDER BY id) AS b, count(*) OVER () AS c, sum(id) OVER (ROWS BETWEEN 2 FOLLOWING AND 3 FOLLOWING) AS d FROM t.foo", "-?-?"),
    ("SELECT name, count(*) AS n FROM t.foo GROUP BY ROLLUP (name)", "?-"),
    ("SELECT upper(name) AS a, name || 'x' AS b, coalesce(note, 'x') || 'y' AS c, grouping(name) AS d, 1 AS e FROM t.foo GROUP BY GROUPING SETS ((name, coalesce(note, 'x')), ())", "???-?"),
    ("SELECT x.name FROM (SELECT name FROM t.foo GROUP BY CUBE (name)) AS x", "?"),
    ("SELECT name, (SELECT foo.name) AS a FROM t.foo GROUP BY ROLLUP (name)", "??"),
    // Functions in FROM.
    ("SELECT g, o FROM generate_series(1, 3) WITH ORDINALITY AS x (g, o)", "--"),
    ("SELECT a, b FROM ROWS FROM (generate_series(1, 3), generate_series(1, 2)) AS x (a, b)", "??"),
    ("SELECT u FROM unnest(ARRAY[1, NULL]) AS u", "?"),
    // Writing.
    ("INSERT INTO t.foo (id, name) VALUES (-2, 'x') RETURNING id, name, note", "--?"),
    ("UPDATE t.foo SET note = NULL WHERE note IS NOT NULL RETURNING id, note", "-?"),
    ("UPDATE t.foo SET note = b.name FROM t.bar AS b WHERE b.foo_id = foo.id AND b.baz_id IS NOT NULL RETURNING foo.note, b.baz_id", "?-"),
    ("DELETE FROM t.bar USING t.foo WHERE foo.id = bar.foo_id RETURNING bar.id, bar.baz_id, foo.name", "-?-"),
    ("INSERT INTO t.foo (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET note = NULL WHERE foo.note IS NOT NULL RETURNING note", "?"),
]

private let schema = """
    CREATE SCHEMA t;
    CREATE DOMAIN t.never AS text NOT NULL;
    CREATE TYPE t.mood AS ENUM ('sad', 'ok');
    CREATE TABLE t.foo (id bigint PRIMARY KEY, name text NOT NULL, note text, m t.mood NOT NULL DEFAULT 'ok', d t.never DEFAULT 'x');
    CREATE TABLE t.baz (id bigint PRIMARY KEY, name text NOT NULL);
    CREATE TABLE t.bar (id bigint PRIMARY KEY, foo_id bigint NOT NULL REFERENCES t.foo, baz_id bigint REFERENCES t.baz, name text NOT NULL);
    CREATE VIEW t.v AS SELECT f.id, f.name, b.name AS bname FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id;
    CREATE FUNCTION t.user_function(bigint) RETURNS text STRICT LANGUAGE sql AS 'SELECT NULL::text';
    INSERT INTO t.foo SELECT g, 'n' || g, CASE WHEN g % 3 = 0 THEN 'x' END FROM generate_series(1, 30) AS g;
    INSERT INTO t.baz SELECT g, CASE WHEN g = 2 THEN 'x' ELSE 'z' || g END FROM generate_series(1, 5) AS g;
    INSERT INTO t.bar SELECT g, g, CASE WHEN g % 2 = 0 THEN 1 + g % 5 END, CASE WHEN g % 4 = 0 THEN 'x' ELSE 'b' END FROM generate_series(1, 20) AS g;
    """

extension GeneratorTests {
    @Suite struct NullabilityTests {
        @Test func treeRule() async throws {
            try await withSchema { connection, catalog in
                let describer = try await Describer(connection)
                for (sql, expected) in cases {
                    let query = try Self.query(sql)
                    let description = try #require(try await describer.describe(query).first)
                    let tree = try #require(AnalysedTree(description, catalog: catalog), "no tree of \(sql)")
                    #expect(Self.marks(tree.nullableColumns(nullableParameters: [])) == expected, "\(sql)")
                }
            }
        }

        /// What is called never NULL is never NULL on data, by either rule.
        @Test func noRuleIsUnsoundOnData() async throws {
            try await withSchema { connection, catalog in
                var claims = 0
                for (sql, expected) in cases {
                    let query = try Self.query(sql)
                    try await connection.execute(SQL.unsafeRaw("SET client_min_messages = warning"))
                    try await connection.execute(SQL.unsafeRaw("BEGIN"))
                    let rows = try await connection.rows(SQL.unsafeRaw(sql))
                    try await connection.execute(SQL.unsafeRaw("ROLLBACK"))
                    let description = try #require(try await Describer(connection).describe(query).first)
                    let rules: [any NullabilityRule] = [
                        TreeNullability(catalog: catalog), OriginNullability(catalog: catalog),
                    ]
                    for rule in rules {
                        for (column, isNullable) in rule.isNullable(description, nullableParameters: []).enumerated() where !isNullable {
                            claims += 1
                            #expect(rows.allSatisfy { $0[column] != nil }, "column \(column) of \(sql) by \(type(of: rule))")
                        }
                    }
                    // And the expectations themselves are not.
                    for (column, mark) in expected.enumerated() where mark == "-" {
                        #expect(rows.allSatisfy { $0[column] != nil }, "the expectation of column \(column) of \(sql)")
                    }
                }
                #expect(claims > 80)
            }
        }

        @Test func aNullableParameterIsANullableColumn() async throws {
            let optional = try await typed("SELECT :a::text AS a, :b::text AS b", headers: "-- null: a")
            #expect(optional.columns.map(\.isOptional) == [true, false])
        }

        @Test func anOverrideHolds() async throws {
            let query = try await typed("SELECT note, tag FROM work.step UNION SELECT NULL, NULL", headers: "-- notnull: tag")
            #expect(query.columns.map(\.isOptional) == [true, false])
        }

        /// Where the server prints no tree that is understood, the plain rule answers.
        @Test func withoutATreeThePlainRuleAnswers() async throws {
            try await withSchema { connection, catalog in
                let describer = try await Describer(connection)
                let rule = TreeNullability(catalog: catalog)
                for (sql, expected) in [
                    ("SELECT id, note, left(name, 1) AS a FROM t.foo", "-??"), ("SELECT bname, id FROM t.v", "??"),
                    ("SELECT foo.id FROM t.foo LEFT JOIN t.bar ON true", "?"), ("SELECT id FROM t.foo UNION SELECT NULL", "?"),
                    ("SELECT id FROM t.foo GROUP BY CUBE (id)", "?"),
                ] {
                    let query = try Self.query(sql)
                    var description = try #require(try await describer.describe(query).first)
                    for tree in [nil, "", "({QUERY :commandType 1", "({MERGE})"] as [String?] {
                        description.tree = tree
                        #expect(Self.marks(rule.isNullable(description, nullableParameters: [])) == expected, "\(sql)")
                    }
                }
            }
        }

        private static func marks(_ nullable: [Bool]) -> String { nullable.map { $0 ? "?" : "-" }.joined() }

        private static func query(_ sql: String) throws -> Query {
            try QueryFile(path: "t.sql", schema: "t", subject: "foo", text: "-- name: probe :many\n\(sql);").queries[0]
        }

        private func withSchema(_ body: (Connection, Catalog) async throws -> Void) async throws {
            let server = try #require(DatabaseTrait.current)
            try await ScratchDatabase(server: server).with { options in
                try await DescribingDatabase.withConnection(options) { connection in
                    try await connection.execute(SQL.unsafeRaw(schema))
                    try await body(connection, try await CatalogReader(connection: connection).catalog())
                }
            }
        }
    }
}

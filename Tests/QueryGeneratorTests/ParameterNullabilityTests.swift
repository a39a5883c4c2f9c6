import Testing

@testable import QueryGenerator

/// `-` must have a value, `?` may be NULL; one for each parameter in the order of appearance.
private let cases: [(sql: String, optional: String)] = [
    // Compared: NULL would find nothing, and nobody means that.
    ("SELECT id FROM t.foo WHERE id = :a", "-"),
    ("SELECT id FROM t.foo WHERE id = ANY (:a) AND name LIKE :b", "--"),
    ("SELECT foo.id FROM t.foo LEFT JOIN t.bar AS b ON foo.id = b.foo_id AND b.baz_id = :a WHERE foo.id = :b", "--"),
    ("SELECT f.id, b.name FROM t.foo AS f LEFT JOIN t.bar AS b ON b.foo_id = f.id WHERE b.name = :a", "-"),
    ("SELECT f.note FROM t.foo AS f WHERE f.note IS NOT NULL AND f.note LIKE :a", "-"),
    ("SELECT id FROM t.foo LIMIT :a OFFSET :b", "--"),
    // Tested.
    ("SELECT id FROM t.foo WHERE (:a::text IS NULL OR name = :a) AND id = ANY (:b)", "?-"),
    ("SELECT id FROM t.foo WHERE :a::text IS NOT NULL", "?"),
    ("SELECT f.id FROM t.foo AS f WHERE f.name IS NOT DISTINCT FROM :a", "?"),
    ("SELECT f.id FROM t.foo AS f WHERE f.name IS DISTINCT FROM :a", "?"),
    ("SELECT id FROM t.foo WHERE name = coalesce(:a, name) AND id = coalesce(note::bigint, :b)", "??"),
    ("SELECT id FROM t.foo WHERE id IN (SELECT foo_id FROM t.bar WHERE :a::bigint IS NULL OR baz_id = :a)", "?"),
    ("SELECT id FROM t.foo WHERE name = nullif(:a, '') AND greatest(:b, 'x') = name", "--"),
    ("SELECT id FROM t.foo WHERE lower(:a) IS NULL", "-"),
    // Written.
    ("INSERT INTO t.foo (id, name, note) VALUES (:a, :b, :c) RETURNING id", "--?"),
    ("INSERT INTO t.foo (id, name, note) VALUES (:a, :b, :c), (:d, :e, :f) RETURNING id", "--?--?"),
    ("INSERT INTO t.foo (id, name, note) SELECT :a, :b, :c RETURNING id", "--?"),
    ("INSERT INTO t.foo (id, name, note) SELECT :a::bigint, :b::text, :c::text FROM t.baz WHERE name = :d RETURNING id", "--?-"),
    ("INSERT INTO t.bar (id, foo_id, baz_id, name) SELECT :a, id, :b, name FROM t.foo WHERE id = :c RETURNING baz_id", "-?-"),
    ("WITH x AS (SELECT :a::text AS note) INSERT INTO t.foo (id, name, note) SELECT 1, 'x', note FROM x RETURNING id", "?"),
    ("UPDATE t.foo SET note = :a, name = coalesce(:b, name) WHERE id = :c RETURNING id", "??-"),
    ("UPDATE t.foo SET note = :a WHERE note = :a RETURNING id", "?"),
    ("UPDATE t.foo SET note = :a, name = :a RETURNING id", "-"),
    ("UPDATE t.foo SET name = :a WHERE :a::text IS NOT NULL RETURNING id", "-"),
    ("UPDATE t.foo SET note = :a || 'x', name = lower(:b) RETURNING id", "--"),
    ("UPDATE t.foo SET note = :a::varchar(3) RETURNING id", "?"),
    ("INSERT INTO t.foo (id, name) VALUES (:a, 'x') ON CONFLICT (id) DO UPDATE SET note = :b, name = :c RETURNING id", "-?-"),
    ("INSERT INTO t.short (a, b) VALUES (:a, :b) RETURNING a", "?-"),
    ("INSERT INTO t.plain (id, name, note) VALUES (:a, :b, :c) RETURNING id", "--?"),
    // A domain that is NOT NULL refuses as a column does.
    ("INSERT INTO t.foo (id, name, d) VALUES (1, 'x', :a) RETURNING id", "-"),
    ("SELECT :a::t.never AS a, coalesce(:a, 'x') AS b", "-"),
    // In WITH and below.
    ("WITH x AS (UPDATE t.foo SET note = :a WHERE id = :b RETURNING id) SELECT id FROM x", "?-"),
    ("SELECT t.user_function(:a) AS a", "-"),
]

extension GeneratorTests {
    @Suite struct ParameterNullabilityTests {
        @Test func whatAStatementShows() async throws {
            try await NullabilitySchema.with { connection, catalog in
                let describer = try await Describer(connection)
                let typing = QueryTyping(catalog, nullability: TreeNullability(catalog: catalog))
                for (sql, expected) in cases {
                    let query = try NullabilitySchema.query(sql)
                    let typed = try typing.type(query, try await describer.describe(query))
                    #expect(NullabilitySchema.marks(typed.parameters.map(\.isOptional)) == expected, "\(sql)")
                }
            }
        }

        /// MERGE gives no rows in PostgreSQL 15.
        @Test func mergeWrites() async throws {
            let typed = try await typed(
                """
                MERGE INTO work.step AS step USING (SELECT :id::bigint AS id) AS given ON step.id = given.id
                WHEN MATCHED AND step.tag = :tag THEN UPDATE SET note = :note
                WHEN NOT MATCHED THEN INSERT (id, issue_id, tag, note) VALUES (given.id, :issue, :tag, :note)
                """, cardinality: "count")
            #expect(typed.parameters.map(\.isOptional) == [false, false, true, false])
        }

        @Test func headersOverrule() async throws {
            let sql = "UPDATE work.step SET note = :note, tag = :tag WHERE id = :id"
            let plain = try await typed(sql, cardinality: "count")
            #expect(plain.parameters.map(\.isOptional) == [true, false, false])
            #expect(plain.warnings.isEmpty)
            let overruled = try await typed(sql, headers: "-- notnull: :note\n-- null: id", cardinality: "count")
            #expect(overruled.parameters.map(\.isOptional) == [false, false, true])
            #expect(overruled.warnings.isEmpty)
        }

        @Test(arguments: [
            ("-- null: note", "null: need not name note; the statement itself shows it"),
            ("-- null: tag", "null: names tag, which is written where NULL is refused"),
            ("-- notnull: :id", "notnull: need not name :id; it is not taken for NULL"),
            ("-- notnull: tag", "notnull: need not name tag; it is never NULL"),
            ("-- optional: note", "optional: need not name note; it may be NULL"),
        ])
        func headersThatSayNothingNewAreReported(_ header: String, _ message: String) async throws {
            let typed = try await typed(
                "UPDATE work.step SET note = :note, tag = :tag WHERE id = :id RETURNING tag, note", headers: header)
            #expect(typed.warnings.map(\.message) == [message])
            #expect(typed.warnings.first?.description.hasPrefix("issue.sql:2:1: warning: \(message)\n    \(header)\n") == true)
        }

        @Test(arguments: [
            ("-- null: note\n-- notnull: :note", "null: and notnull: both name the parameter :note", 3),
            ("-- optional: tag\n-- notnull: tag", "notnull: and optional: both name the column tag", 2),
            ("-- optional: :note", "no parameter is called :note", 2),
            ("-- notnull: :titel", "no parameter is called :titel", 2),
            ("-- elements?: note", "note is of type text, no array", 2),
        ])
        func headersThatContradictAreRefused(_ headers: String, _ message: String, _ line: Int) async throws {
            let problem = await #expect(throws: Diagnostic.self) {
                try await typed("SELECT tag, note FROM work.step WHERE note = :note", headers: headers)
            }
            #expect(problem?.message == message)
            #expect(problem?.line == line)
        }

        @Test func aColumnCanBeMadeOptional() async throws {
            let typed = try await typed("SELECT tag, id FROM work.step", headers: "-- optional: tag")
            #expect(typed.columns.map(\.isOptional) == [true, false])
            #expect(typed.warnings.isEmpty)
        }

        /// What may be NULL as a parameter may be NULL as a column.
        @Test func anOptionalParameterIsANullableColumn() async throws {
            let typed = try await typed(
                "SELECT coalesce(:a, 'x') AS a, :a AS b, :c::text AS c, upper(:a) AS d FROM work.step WHERE tag = :c")
            #expect(typed.columns.map(\.isOptional) == [false, true, false, true])
        }
    }
}

import Postgres
import Testing

@testable import QueryGenerator

extension GeneratorTests {
    @Suite struct NullabilityTests {
        @Test func treeRule() async throws {
            try await NullabilitySchema.with { connection, catalog in
                let describer = try await Describer(connection)
                for (sql, expected) in nullabilityCases {
                    let query = try NullabilitySchema.query(sql)
                    let description = try #require(try await describer.describe(query).first)
                    let tree = try #require(AnalysedTree(description, catalog: catalog), "no tree of \(sql)")
                    #expect(NullabilitySchema.marks(tree.nullableColumns(nullableParameters: [])) == expected, "\(sql)")
                }
            }
        }

        /// What is called never NULL is never NULL on data, by either rule.
        @Test func noRuleIsUnsoundOnData() async throws {
            try await NullabilitySchema.with { connection, catalog in
                var claims = 0
                for (sql, expected) in nullabilityCases {
                    let query = try NullabilitySchema.query(sql)
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
            try await NullabilitySchema.with { connection, catalog in
                let describer = try await Describer(connection)
                let rule = TreeNullability(catalog: catalog)
                for (sql, expected) in [
                    ("SELECT id, note, left(name, 1) AS a FROM t.foo", "-??"), ("SELECT bname, id FROM t.v", "??"),
                    ("SELECT foo.id FROM t.foo LEFT JOIN t.bar ON true", "?"), ("SELECT id FROM t.foo UNION SELECT NULL", "?"),
                    ("SELECT id FROM t.foo GROUP BY CUBE (id)", "?"),
                ] {
                    let query = try NullabilitySchema.query(sql)
                    var description = try #require(try await describer.describe(query).first)
                    for tree in [nil, "", "({QUERY :commandType 1", "({MERGE})"] as [String?] {
                        description.tree = tree
                        #expect(NullabilitySchema.marks(rule.isNullable(description, nullableParameters: [])) == expected, "\(sql)")
                    }
                }
            }
        }

    }
}

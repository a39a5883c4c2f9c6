import Postgres
import Testing

@testable import QueryGenerator

/// SplitMix64, so that a failing statement comes again. <https://prng.di.unimi.it/splitmix64.c>
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Random statements over three tables of the same columns: `k`, `n` and `t` NOT NULL, `o` and `u` not.
private struct RandomStatement {
    private var generator: SeededGenerator
    private var aliases = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let schema = """
        CREATE SCHEMA t;
        CREATE TABLE t.a (k int NOT NULL, n int NOT NULL, t text NOT NULL, o int, u text);
        CREATE TABLE t.b (LIKE t.a);
        CREATE TABLE t.c (LIKE t.a);
        CREATE VIEW t.v AS SELECT a.k, a.n, a.t, b.n AS o, b.t AS u FROM t.a LEFT JOIN t.b ON b.k = a.o;
        """

    /// Rows of which about a third have each NULL.
    mutating func data() -> String {
        ["a", "b", "c"].map { table in
            let rows = (0..<Int.random(in: 3...9, using: &generator)).map { _ in
                let o = chance(3) ? "NULL" : "\(small())"
                let u = chance(3) ? "NULL" : "'t\(small())'"
                return "(\(small()), \(small()), 't\(small())', \(o), \(u))"
            }
            return "INSERT INTO t.\(table) VALUES " + rows.joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private mutating func small() -> Int { Int.random(in: 0...4, using: &generator) }
    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
    private mutating func one<T>(of choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }
    private mutating func alias() -> String {
        aliases += 1
        return "r\(aliases)"
    }

    // MARK: - Statements

    mutating func statement() -> String {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            let first = plain(depth: 2)
            return "(\(first)) \(one(of: ["UNION", "UNION ALL", "INTERSECT ALL", "EXCEPT"])) (\(plain(depth: 1)))"
        case 1:
            return "WITH w AS (\(plain(depth: 2))) SELECT w.* FROM w LEFT JOIN t.a ON a.k = w.k"
        case 2, 3: return grouped()
        default: return plain(depth: 3)
        }
    }

    /// A query with the five columns.
    private mutating func plain(depth: Int, outer: [String] = []) -> String {
        let (from, relations) = from(depth: depth, outer: outer)
        let visible = relations + outer
        let columns = [
            "\(number(visible)) AS k", "\(number(visible)) AS n", "\(text(visible)) AS t", "\(number(visible)) AS o",
            "\(text(visible)) AS u",
        ]
        return "SELECT \(columns.joined(separator: ", ")) FROM \(from)\(condition(visible))"
    }

    private mutating func grouped() -> String {
        let (from, relations) = from(depth: 2, outer: [])
        let key = number(relations, depth: 0)
        let columns = [
            "\(one(of: ["min", "max", "sum"]))(\(number(relations))) AS n", "max(\(text(relations))) AS t",
            "count(\(number(relations))) AS c", "string_agg(\(text(relations)), ',') AS s",
            "array_agg(\(number(relations))) AS l", "bool_or(\(number(relations)) > 1) AS b",
        ]
        let list = "\(columns.joined(separator: ", ")) FROM \(from)\(condition(relations))"
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return "SELECT \(list)"
        case 1: return "SELECT \(key) AS k, \(list) GROUP BY ROLLUP (\(key))"
        default: return "SELECT \(key) AS k, \(list) GROUP BY \(key)"
        }
    }

    // MARK: - FROM

    private mutating func from(depth: Int, outer: [String]) -> (sql: String, relations: [String]) {
        guard depth > 0, !chance(4) else { return relation(depth: depth, outer: outer) }
        let (left, leftRelations) = from(depth: depth - 1, outer: outer)
        let isLateral = chance(4)
        if isLateral {
            let name = alias()
            let subquery = plain(depth: max(depth - 2, 0), outer: leftRelations)
            let kind = chance(2) ? "LEFT JOIN" : "JOIN"
            return ("(\(left) \(kind) LATERAL (\(subquery)) AS \(name) ON \(join(leftRelations, [name])))", leftRelations + [name])
        }
        let (right, rightRelations) = from(depth: depth - 1, outer: outer)
        let kind = one(of: ["JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"])
        switch kind {
        case "CROSS JOIN": return ("(\(left) CROSS JOIN \(right))", leftRelations + rightRelations)
        case "FULL JOIN":
            // The server joins so by equality of columns only.
            let condition = "\(column(leftRelations)) = \(column(rightRelations))"
            return ("(\(left) FULL JOIN \(right) ON \(condition))", leftRelations + rightRelations)
        default:
            return ("(\(left) \(kind) \(right) ON \(join(leftRelations, rightRelations)))", leftRelations + rightRelations)
        }
    }

    private mutating func relation(depth: Int, outer: [String]) -> (sql: String, relations: [String]) {
        let name = alias()
        guard depth > 0, chance(3) else { return ("t.\(one(of: ["a", "b", "c", "v"])) AS \(name)", [name]) }
        return ("(\(plain(depth: depth - 1))) AS \(name)", [name])
    }

    private mutating func join(_ left: [String], _ right: [String]) -> String {
        let equality = "\(column(left)) = \(column(right))"
        return chance(2) ? equality : "\(equality) AND \(test(left + right))"
    }

    private mutating func condition(_ relations: [String]) -> String {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: ""
        case 1: " WHERE \(test(relations))"
        default: " WHERE \(test(relations)) AND \(test(relations))"
        }
    }

    private mutating func test(_ relations: [String], depth: Int = 2) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 11 : 6), using: &generator) {
        case 0: return "\(number(relations)) \(one(of: ["=", "<", ">=", "<>"])) \(number(relations))"
        case 1: return "\(text(relations)) IS NOT NULL"
        case 2: return "\(number(relations)) = ANY (ARRAY[0, 1, NULL, 3])"
        case 3: return "\(number(relations)) <> ALL (ARRAY[]::int[])"
        case 4: return "\(number(relations)) IS NULL"
        case 5: return "\(text(relations)) LIKE 't%'"
        case 6: return "NOT (\(test(relations, depth: depth - 1)))"
        case 7: return "(\(test(relations, depth: depth - 1)) OR \(test(relations, depth: depth - 1)))"
        case 8: return "(\(test(relations, depth: depth - 1)) AND \(test(relations, depth: depth - 1)))"
        case 9: return "(\(test(relations, depth: depth - 1))) IS NOT FALSE"
        default: return "EXISTS (SELECT FROM t.a AS x WHERE x.o = \(number(relations)))"
        }
    }

    // MARK: - Expressions

    private mutating func column(_ relations: [String]) -> String { "\(one(of: relations)).\(one(of: ["k", "n", "o"]))" }

    private mutating func number(_ relations: [String], depth: Int = 2) -> String {
        guard depth > 0, chance(2) else { return column(relations) }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return "coalesce(\(number(relations, depth: depth - 1)), \(number(relations, depth: depth - 1)))"
        case 1: return "(\(number(relations, depth: depth - 1)) + 1)"
        case 2:
            return "CASE WHEN \(test(relations, depth: 0)) THEN \(number(relations, depth: depth - 1))"
                + (chance(2) ? " END" : " ELSE \(number(relations, depth: depth - 1)) END")
        case 3: return "greatest(\(number(relations, depth: depth - 1)), \(column(relations)))"
        case 4:
            let value = one(of: ["max(x.n)", "count(*)::int", "x.n", column(relations)])
            return "(SELECT \(value) FROM t.b AS x\(condition(relations)) LIMIT 1)"
        default: return "length(\(text(relations)))"
        }
    }

    private mutating func text(_ relations: [String]) -> String {
        let column = "\(one(of: relations)).\(one(of: ["t", "u"]))"
        return chance(2) ? column : one(of: ["(\(column) || 'x')", "upper(\(column))", "nullif(\(column), 't1')", "concat(\(column))"])
    }
}

extension GeneratorTests {
    @Suite struct NullabilityPropertyTests {
        /// Random joins, subqueries, conditions and aggregates over random rows.
        @Test func noColumnThatIsCalledNeverNullIsNull() async throws {
            let server = try #require(DatabaseTrait.current)
            try await ScratchDatabase(server: server).with { options in
                try await DescribingDatabase.withConnection(options) { connection in
                    try await connection.execute(SQL.unsafeRaw(RandomStatement.schema))
                    // Compiling a statement that runs once over ten rows takes a hundred times as long as running it.
                    try await connection.execute("SET jit = off")
                    let catalog = try await CatalogReader(connection: connection).catalog()
                    let describer = try await Describer(connection)
                    var claims = 0
                    var nulls = 0
                    for seed in 0..<UInt64(400) {
                        var random = RandomStatement(seed: seed)
                        let data = random.data()
                        let sql = random.statement()
                        let query = try NullabilitySchema.query(sql)
                        let description = try #require(try await describer.describe(query).first)
                        let tree = try #require(AnalysedTree(description, catalog: catalog), "no tree of \(sql)")
                        let nullable = tree.nullableColumns(nullableParameters: [])
                        try await connection.execute(SQL.unsafeRaw("TRUNCATE t.a, t.b, t.c; \(data)"))
                        let rows = try await connection.rows(SQL.unsafeRaw(sql))
                        for (column, isNullable) in nullable.enumerated() {
                            let hasNull = rows.contains { $0[column] == nil }
                            if !isNullable, !rows.isEmpty { claims += 1 }
                            if hasNull { nulls += 1 }
                            #expect(isNullable || !hasNull, "seed \(seed), column \(column) of \(sql) with \(data)")
                        }
                    }
                    // Enough of both, or the test would show nothing.
                    #expect(claims > 250)
                    #expect(nulls > 500)
                }
            }
        }
    }
}

import Testing

@testable import QueryGenerator

private func query(_ sql: String) throws -> Query {
    let file = try QueryFile(path: "q.sql", schema: "work", subject: "issue", text: "-- name: probe :many\n\(sql);")
    return try #require(file.queries.first)
}

@Suite struct VariantTests {
    @Test func aPlainStatementIsOneVariant() throws {
        let query = try query("SELECT /* a remark */ :a /*+ a hint */")
        #expect(query.variants.map(\.sql) == ["SELECT /* a remark */ $1 /*+ a hint */"])
    }

    /// Each text has numbers of its own, without gaps.
    @Test func partsAreLeftOut() throws {
        let query = try query(
            """
            SELECT id
            FROM work.issue
            WHERE level < :most
              /*[if state]*/ AND mood = :state /*[end]*/
              /*[if since]*/ AND seen_at BETWEEN :since AND :until /*[end]*/
            ORDER BY id LIMIT :most
            """)
        #expect(query.parameters.map(\.name) == ["most", "state", "since", "until"])
        #expect(
            query.variants.map(\.sql) == [
                "SELECT id\nFROM work.issue\nWHERE level < $1\n  AND mood = $2\n  AND seen_at BETWEEN $3 AND $4\nORDER BY id LIMIT $1",
                "SELECT id\nFROM work.issue\nWHERE level < $1\n  AND seen_at BETWEEN $2 AND $3\nORDER BY id LIMIT $1",
                "SELECT id\nFROM work.issue\nWHERE level < $1\n  AND mood = $2\nORDER BY id LIMIT $1",
                "SELECT id\nFROM work.issue\nWHERE level < $1\nORDER BY id LIMIT $1",
            ])
        #expect(query.variants.map { $0.parameters.map(\.name) }[1] == ["most", "since", "until"])
        #expect(query.text.sql == query.variants[0].sql)
    }

    /// The numbers follow the whole text, also where a part that is left out held a parameter first.
    @Test func numbersKeepTheirOrder() throws {
        let query = try query("SELECT 1 /*[if a]*/ + :b + :a /*[end]*/ + :c + :b")
        #expect(query.variants.map(\.sql) == ["SELECT 1 + $1 + $2 + $3 + $1", "SELECT 1 + $2 + $1"])
        #expect(query.variants[1].parameters.map(\.name) == ["b", "c"])
    }

    @Test func aLeftOutCommentStillPartsWords() throws {
        let query = try query("SELECT a/*[if x]*/FROM b WHERE c = :x/*[end]*/ORDER BY 1")
        #expect(query.variants.map(\.sql) == ["SELECT a FROM b WHERE c = $1 ORDER BY 1", "SELECT a ORDER BY 1"])
    }

    @Test func onePartMayStandTwice() throws {
        let query = try query("SELECT 1 /*[if x]*/ + :x /*[end]*/ + 2 /*[if x]*/ - :x /*[end]*/")
        #expect(query.variants.map(\.sql) == ["SELECT 1 + $1 + 2 - $1", "SELECT 1 + 2"])
    }

    @Test func ordersAreChosen() throws {
        let query = try query(
            """
            SELECT id FROM work.issue
            ORDER BY /*[order sort: newest = seen_at DESC, id | near = abs(level - :level), a || b, '|', (1 | 2) | id_first = id]*/
                SEEN_AT DESC, id /*[end]*/
            LIMIT :most
            """)
        #expect(
            query.variants.map(\.sql) == [
                "SELECT id FROM work.issue\nORDER BY\n    seen_at DESC, id\nLIMIT $1",
                "SELECT id FROM work.issue\nORDER BY\n    abs(level - $2), a || b, '|', (1 | 2)\nLIMIT $1",
                "SELECT id FROM work.issue\nORDER BY\n    id\nLIMIT $1",
            ])
        #expect(query.template.orders.map { $0.alternatives.map(\.name) } == [["newest", "near", "id_first"]])
        #expect(query.template.guards(ofParameter: "level") == [.order(0, 1)])
    }

    @Test func partsAndOrdersMultiply() throws {
        let query = try query(
            "SELECT 1 /*[if a]*/ + :a /*[end]*/ ORDER BY /*[order x: p = 1 | q = 2]*/ 1 /*[end]*/, /*[order y: r = 3 | s = 4 | t = 5]*/ 3 /*[end]*/"
        )
        #expect(query.variants.count == 12)
        #expect(query.variants[6].sql == "SELECT 1 + $1 ORDER BY 2 , 4")
        #expect(query.label(ofVariant: 6) == "with a, by q, by s")
        #expect(query.label(ofVariant: 1) == "with no part, by p, by r")
    }

    @Test func placesOfTheServerAreFoundInEachVariant() throws {
        let query = try query("SELECT 1 /*[if a]*/ + :a /*[end]*/ ORDER BY /*[order x: p = 1 | q = wrong]*/ 1 /*[end]*/")
        let sql = query.variants[2].sql
        #expect(sql == "SELECT 1 + $1 ORDER BY wrong")
        let offset = try #require(query.variants[2].offset(ofServerPosition: 24))
        #expect(query.source.string(offset..<offset + 5) == "wrong")
    }

    @Test func sixtyFourVariantsAreEnough() throws {
        let part = { (name: String) in "/*[if \(name)]*/ + :\(name) /*[end]*/" }
        let most = "SELECT 1 " + ["a", "b", "c", "d", "e", "f"].map(part).joined(separator: " ")
        #expect(try query(most).variants.count == 64)
        let problem = #expect(throws: Diagnostic.self) { try query(most + part("g")) }
        #expect(problem?.message == "the parts and orders make more than 64 variants: 2 × 2 × 2 × 2 × 2 × 2 × 2")
        // More parts than an integer has digits are counted too.
        let names = (0..<70).map { "p\($0)" }
        #expect(throws: Diagnostic.self) { try query("SELECT 1 " + names.map(part).joined(separator: " ")) }
    }

    @Test(arguments: [
        ("SELECT 1 /*[if a]*/ + :a", "this part has no end", 13),
        ("SELECT 1 /*[end]*/", "no part ends here", 13),
        ("SELECT 1 /*[iff a]*/ + :a /*[end]*/", "“iff” is not known", 13),
        ("SELECT 1 /*[if a]*/ + /*[if b]*/ :a /*[end]*/", "a part may not stand within another", 26),
        ("SELECT 1 /*[if]*/ + :a /*[end]*/", "a part that may be left out is written: /*[if name]*/ … /*[end]*/", 13),
        ("SELECT 1 /*[if A]*/ + :a /*[end]*/", "a part that may be left out is written: /*[if name]*/ … /*[end]*/", 13),
        ("SELECT :a /*[if a]*/ + :a /*[end]*/", "the parameter :a also stands outside of the part that it may leave out", 14),
        ("SELECT 1 ORDER BY /*[order a: b = 1]*/ 2 /*[end]*/", "what stands here must be the first of the orders, b", 40),
        ("SELECT 1 ORDER BY /*[order a: b = 1]*/ /*[end]*/", "what stands here must be the first of the orders, b", 43),
        ("SELECT 1 ORDER BY /*[order a: b = 1 | b = 2]*/ 1 /*[end]*/", "another name is needed for the order b", 39),
        (
            "SELECT 1 ORDER BY /*[order a: b = 1 | 2]*/ 1 /*[end]*/",
            "orders are written: /*[order name: one = columns | other = columns]*/ columns /*[end]*/", 39
        ),
        (
            "SELECT 1 ORDER BY /*[order a]*/ 1 /*[end]*/",
            "orders are written: /*[order name: one = columns | other = columns]*/ columns /*[end]*/", 22
        ),
        ("SELECT :a ORDER BY /*[order a: b = 1]*/ 1 /*[end]*/", "another name is needed for the order a", 29),
        ("SELECT 1 ORDER BY /*[order row: b = 1]*/ 1 /*[end]*/", "another name is needed for the order row", 28),
    ])
    func refusesWhatIsUnclear(_ sql: String, _ message: String, _ column: Int) throws {
        let problem = #expect(throws: Diagnostic.self) { try query(sql) }
        #expect(problem?.message == message)
        #expect(problem?.line == 2)
        #expect(problem?.column == column)
    }
}

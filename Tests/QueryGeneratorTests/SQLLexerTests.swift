import Testing

@testable import QueryGenerator

/// The text with each parameter as `$n`, or the message of what is wrong.
private func parametrised(_ sql: String) throws -> (sql: String, parameters: [String]) {
    let file = try QueryFile(
        path: "q.sql", schema: "work", subject: "issue", text: "-- name: probe :many\n\(sql);")
    let text = try #require(file.queries.first).text
    return (text.sql, text.parameters.map(\.name))
}

@Suite struct SQLLexerTests {
    @Test(arguments: [
        // A cast is not a parameter.
        ("SELECT :id::bigint", "SELECT $1::bigint"),
        ("SELECT a::text, b :: text", "SELECT a::text, b :: text"),
        ("SELECT :a::text::int", "SELECT $1::text::int"),
        // Strings and identifiers keep what looks like one.
        ("SELECT ':x', 'it''s :x', \":x\", \"a\"\":x\"", "SELECT ':x', 'it''s :x', \":x\", \"a\"\":x\""),
        // Only E'' knows backslashes: the quote after \\ closes a plain string.
        (#"SELECT 'a\', :x"#, #"SELECT 'a\', $1"#),
        (#"SELECT E'a\', :x', :y"#, #"SELECT E'a\', :x', $1"#),
        (#"SELECT e'\\', :x"#, #"SELECT e'\\', $1"#),
        // The second piece of an E string is one too.
        ("SELECT E'a'\n  'b\\', :x', :y", "SELECT E'a'\n  'b\\', :x', $1"),
        ("SELECT E'a' -- then\n, 'b\\', :y", "SELECT E'a' -- then\n, 'b\\', $1"),
        // A word that ends in e is no prefix.
        (#"SELECT date'2026-01-01', U&'\0041', :x"#, #"SELECT date'2026-01-01', U&'\0041', $1"#),
        // Dollar quotes, with and without tag; a tag inside another; a dollar in an identifier.
        ("SELECT $$:x;$$, $a$ $$:y $b$ $a$, :z", "SELECT $$:x;$$, $a$ $$:y $b$ $a$, $1"),
        ("SELECT a$b$, :x, c$b$", "SELECT a$b$, $1, c$b$"),
        ("SELECT $标$:x$标$, :y", "SELECT $标$:x$标$, $1"),
        // Comments, nested ones too.
        ("SELECT 1 -- :x;\n, :y", "SELECT 1 -- :x;\n, $1"),
        ("SELECT 1 /* :x /* ; */ :y */ + :z", "SELECT 1 /* :x /* ; */ :y */ + $1"),
        ("SELECT 1 - -:x, 4/:y", "SELECT 1 - -$1, 4/$2"),
        // Array slices.
        (
            "SELECT a[1:2], a[lo:hi], a[f(x):n], a[:p:q], a[:p : :q]",
            "SELECT a[1:2], a[lo:hi], a[f(x):n], a[$1:q], a[$1 : $2]"
        ),
        (
            "SELECT ARRAY[:a, :b], ARRAY[CASE WHEN :c THEN 1 END], a[f(1, :d)]",
            "SELECT ARRAY[$1, $2], ARRAY[CASE WHEN $3 THEN 1 END], a[f(1, $4)]"
        ),
        ("SELECT a[1::int]", "SELECT a[1::int]"),
        ("SELECT a[1:2][:x:3], (:a)[1:2], a[1:(:n)]", "SELECT a[1:2][$1:3], ($2)[1:2], a[1:($3)]"),
        // A semicolon ends the statement nowhere but outside of strings, comments and quoted names.
        (
            "SELECT ';', E'\\';', $$;$$, $q$;$$;$q$, \";\", /* ; */ :x -- ;\n",
            "SELECT ';', E'\\';', $$;$$, $q$;$$;$q$, \";\", /* ; */ $1 -- ;"
        ),
        // Comments that begin or end within others, and marks of comments within strings.
        ("SELECT '/*', :a, '*/', '--', :b", "SELECT '/*', $1, '*/', '--', $2"),
        ("SELECT /* -- */ :a, 1 /*/**/:x*/ + :b", "SELECT /* -- */ $1, 1 /*/**/:x*/ + $2"),
        ("SELECT $a$ :x $b$ :y $a$, :z, $body$ SELECT $1; $body$", "SELECT $a$ :x $b$ :y $a$, $1, $body$ SELECT $1; $body$"),
        // Named notation.
        ("SELECT f(a := :a, b=>:b, c :=:c)", "SELECT f(a := $1, b=>$2, c :=$3)"),
        // One number a name, by first appearance.
        ("SELECT :b, :a, :b, :a_1", "SELECT $1, $2, $1, $3"),
        ("SELECT 1.5e-3, 1e5, .5, 1.:x", "SELECT 1.5e-3, 1e5, .5, 1.$1"),
        ("SELECT (:a).b, x=:c AND y<>:d", "SELECT ($1).b, x=$2 AND y<>$3"),
    ])
    func findsParametersAndNothingElse(_ sql: String, _ expected: String) throws {
        #expect(try parametrised(sql).sql == expected)
    }

    @Test func numbersParametersByFirstAppearance() throws {
        #expect(try parametrised("SELECT :b, :a, :b").parameters == ["b", "a"])
    }

    @Test(arguments: [
        ("SELECT 'a", "this string is not closed", 2, 8),
        ("SELECT E'a\\'", "this string is not closed", 2, 9),
        ("SELECT \"a", "this quoted identifier is not closed", 2, 8),
        ("SELECT 1 /* /* */", "this comment is not closed", 2, 10),
        ("SELECT '暖心', $a$ $b$", "this dollar-quoted string is not closed", 2, 14),
        ("SELECT\n :Student", "the parameter :Student has a name of other characters than a-z, 0-9 and _", 3, 2),
        ("SELECT $1", "parameters are written :name, not $1", 2, 8),
    ])
    func saysWhereTextIsWrong(_ sql: String, _ message: String, _ line: Int, _ column: Int) throws {
        let problem = #expect(throws: Diagnostic.self) { try parametrised(sql) }
        #expect(problem?.message == message)
        #expect(problem?.line == line)
        #expect(problem?.column == column)
    }
}

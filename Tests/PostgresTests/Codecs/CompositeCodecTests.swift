import Postgres
import Testing

/// The inputs are in part those of PostgreSQL's own regression test rowtypes.
@Suite(.serialized) struct CompositeCodecTests {
    private struct FullName: PostgresComposite, Hashable {
        var first: String?
        var last: String?

        init(first: String?, last: String?) {
            self.first = first
            self.last = last
        }

        init(_ fields: inout CompositeReader) throws(DecodingProblem) {
            first = try fields.next()
            last = try fields.next()
        }

        func write(_ fields: inout CompositeWriter) {
            fields.append(first)
            fields.append(last)
        }
    }

    private enum Mood: String, PostgresEnumeration { case sad, happy }

    /// Of everything something.
    private struct Person: PostgresComposite, Hashable {
        var name: FullName?
        var mood: Mood?
        var born: PGDate?
        var aliases: [FullName?]?
        var scores: [Int32]?

        init(_ fields: inout CompositeReader) throws(DecodingProblem) {
            name = try fields.next()
            mood = try fields.next()
            born = try fields.next()
            aliases = try fields.next()
            scores = try fields.next()
        }

        func write(_ fields: inout CompositeWriter) {
            fields.append(name)
            fields.append(mood)
            fields.append(born)
            fields.append(aliases)
            fields.append(scores)
        }
    }

    private struct Single: PostgresComposite, Hashable {
        var text: String?
        init(_ fields: inout CompositeReader) throws(DecodingProblem) { text = try fields.next() }
        func write(_ fields: inout CompositeWriter) { fields.append(text) }
    }

    private static let setup = """
        CREATE TYPE pg_temp.fullname AS (first text, last text);
        CREATE TYPE pg_temp.single AS (text text);
        CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy');
        CREATE TYPE pg_temp.person AS
            (name pg_temp.fullname, mood pg_temp.mood, born date, aliases pg_temp.fullname[], scores int4[]);
        """

    @Test func composites() async throws {
        try await RoundTrip(FullName?.self, "fullname", setup: Self.setup).check([
            "(Joe,Blow)", #"("Joe","von""Blow")"#, #"(Joe,"d'Blow")"#, "(,)", #"("",)"#, #"(" ","a,b")"#,
            #"("(x)","\\")"#, #"(NULL,"null")"#, "(暖,心)", "(\"two\nlines\",\"tab\there\")", nil,
        ])
        try await RoundTrip(Single?.self, "single", setup: Self.setup).check(["()", #"("")"#, "(a)", #"("a b")"#, nil])
    }

    @Test func compositesInsideOthers() async throws {
        try await RoundTrip(Person?.self, "person", setup: Self.setup).check([
            "(,,,,)", #"("(Joe,""von Blow"")",happy,2001-02-03,"{""(a,b)"",NULL,""(\\""c d\\"",)""}","{1,2}")"#,
            #"("(,)",sad,infinity,{},{})"#, nil,
        ])
    }

    @Test func arraysOfComposites() async throws {
        try await RoundTrip([FullName?].self, "fullname[]", setup: Self.setup).check(
            ["{}", #"{"(Joe,\"von \\\"\\\"Blow\")",NULL,"(,)"}"#])
        try await RoundTrip(PGArray<FullName>.self, "fullname[]", setup: Self.setup).check([#"[0:0][2:2]={{"(a,b)"}}"#])
    }

    @Test func rowsWithoutATypeOfTheirOwn() async throws {
        let row = try await value("ROW('a'::text, NULL::text)", as: FullName.self)
        #expect(row == FullName(first: "a", last: nil))
        let rows = try await value("ARRAY[ROW('a'::text, 'b'::text)]", as: [FullName].self)
        #expect(rows == [FullName(first: "a", last: "b")])
    }

    @Test func aDroppedAttributeIsNotThere() async throws {
        let setup = """
            CREATE TEMPORARY TABLE named (first text, middle text, last text);
            INSERT INTO named VALUES ('a', 'b', 'c');
            ALTER TABLE named DROP COLUMN middle;
            """
        #expect(
            try await value("(SELECT named FROM named)", as: FullName.self, setup: setup)
                == FullName(first: "a", last: "c"))
        try await RoundTrip(FullName.self, "named", setup: setup).check(["(x,y)"])
    }

    /// Inside a composite the server names the domain, and not the type beneath it.
    @Test func domainsInsideComposites() async throws {
        let setup = """
            CREATE DOMAIN pg_temp.word AS text CHECK (value <> '');
            CREATE DOMAIN pg_temp.document AS jsonb;
            CREATE TYPE pg_temp.names AS (first pg_temp.word, last pg_temp.word);
            """
        try await RoundTrip(FullName.self, "names", setup: setup).check(["(a,b)", "(a,)"])
        try await RoundTrip([PGJSONB].self, "document[]", setup: setup).check([#"{"{\"a\": 1}"}"#])
    }

    @Test func anAttributeTooManyOrTooFewIsTold() async throws {
        let more = try await decodingProblem(reading: "ROW('a'::text, 'b'::text, 1)", as: FullName.self)
        #expect(more?.problem == .malformed("a composite's number of fields"))
        let fewer = try await decodingProblem(reading: "ROW('a'::text)", as: FullName.self)
        #expect(fewer?.problem == .noSuchColumn)
        let other = try await decodingProblem(reading: "ROW('a'::text, 1)", as: FullName.self)
        guard case .wrongType? = other?.problem else {
            Issue.record("\(String(describing: other))")
            return
        }
    }
}

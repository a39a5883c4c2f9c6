import Foundation
import Postgres
import Testing

/// The inputs are in part those of PostgreSQL's own regression tests (text, varchar, char, name, json, jsonb, strings).
@Suite(.serialized) struct TextCodecTests {
    private static let texts: [String?] = [
        "", "a", "this is a text string", "暖心 👨‍👩‍👧", "e\u{301}", "\u{E9}", "quote ' back \\ slash", "line\nbreak\ttab",
        " ",
        "NULL", "\u{FEFF}x", "\u{10FFFF}", String(repeating: "十", count: 20), nil,
    ]

    @Test(arguments: ["text", "varchar", "name", "varchar(63)", "char(63)"])
    func texts(_ type: String) async throws {
        // The server drops the blanks at the end of char(n) when it makes text of it.
        try await RoundTrip<String?>(serverType: type, hasServersText: !type.hasPrefix("char")).check(Self.texts)
    }

    @Test func longTexts() async throws {
        let literal = String(repeating: "家访记录。", count: 100_000)
        #expect(try await value("repeat('家访记录。', 100000)", as: String.self) == literal)
        #expect(try await serversText(of: literal, in: "md5($1) || length($1)")?.hasSuffix("500000") == true)
    }

    /// To the server these are two texts, and to Swift's `==` one.
    @Test func textsThatAreEqualToSwiftStayApart() async throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed)
        for text in [composed, decomposed] {
            let back = try await serversText(of: text, in: "$1")
            #expect(back.map { Array($0.utf8) } == Array(text.utf8))
            #expect(try await serversText(of: text, in: "octet_length($1)::text") == "\(text.utf8.count)")
        }
    }

    @Test func aZeroByteInATextIsRefused() async throws {
        let error = await postgresError { _ = try await serversText(of: "a\0b", in: "$1") }
        #expect(error != nil)
        try await withConnection { connection in
            let rows = try await connection.rows("SELECT 1")
            #expect(rows == [["1"]])
        }
    }

    private static let json: [String?] = [
        #""""#, #""abc""#, #""\n\"\\""#, "1", "0", "0.1", "9223372036854775808", "1e100", "1.3e100", "[]", "[1,2]",
        "[[[[1]]]]", #"{"abc":1}"#, #"{"abc":1,"def":2,"ghi":[3,4],"hij":{"klm":5,"nop":[6]}}"#, "true", "false",
        "null",
        #"{ "b":  1, "a" : "暖", "a": [ null ] }"#, #""\u00e9 \ud83d\ude04""#, "{}", nil,
    ]

    @Test func jsonTexts() async throws {
        var trip = RoundTrip<PGJSON?>(serverType: "json")
        trip.isComparable = false
        try await trip.check(Self.json + [#"{ "a":  "null \u0000 escape" }"#])
        var text = RoundTrip<String?>(serverType: "json")
        text.isComparable = false
        try await text.check(Self.json)
    }

    @Test func jsonInBinary() async throws {
        try await RoundTrip(PGJSONB?.self, "jsonb").check(Self.json)
        try await RoundTrip(String?.self, "jsonb").check(Self.json)
        try await RoundTrip([PGJSONB?].self, "jsonb[]").check([#"{"{\"a\": \"b c\"}",NULL,"\"NULL\"",null}"#])
    }

    @Test func aJSONOfAnotherVersionIsRefused() {
        let bytes: [UInt8] = [2, 123, 125]
        bytes.withUnsafeBytes { bytes in
            #expect(throws: DecodingProblem.malformed("an unknown version of jsonb")) {
                try PGJSONB.decode(bytes, type: .jsonb)
            }
            #expect(throws: DecodingProblem.malformed("an unknown version of jsonb")) {
                try String.decode(bytes, type: .jsonb)
            }
        }
    }

    @Test func jsonHoldsSwiftValues() async throws {
        struct Contact: Codable, Equatable {
            var name: String
            var phones: [String]?
        }
        let contact = Contact(name: "张三", phones: ["1"])
        let sent = try PGJSONB(encoding: contact)
        #expect(try await serversText(of: sent, in: "$1->'phones'->>0 || ($1->>'name')") == "1张三")
        let read = try await value(#"'{"name": "张三", "phones": ["1"]}'::json"#, as: PGJSON.self)
        #expect(try read.decoded() == contact)
        #expect(try await value(#"'{"name": "李四"}'::jsonb"#, as: PGJSON.self).decoded() == Contact(name: "李四"))
        #expect(throws: DecodingError.self) { try PGJSON("{").decoded(as: Contact.self) }
    }

    // MARK: Enumerations and domains

    private enum Rainbow: String, PostgresEnumeration {
        case red, orange, yellow, green, blue
        case deepPurple = "deep purple, \"royal\""
    }

    private static let setup = """
        CREATE TYPE pg_temp.rainbow AS ENUM
            ('red', 'orange', 'yellow', 'green', 'blue', 'deep purple, "royal"', 'infrared');
        CREATE DOMAIN pg_temp.positive AS int4 CHECK (value > 0);
        CREATE DOMAIN pg_temp.short_text AS varchar(10) NOT NULL;
        CREATE DOMAIN pg_temp.colors AS pg_temp.rainbow[];
        CREATE DOMAIN pg_temp.very_positive AS pg_temp.positive CHECK (value > 10);
        """

    @Test func enumerations() async throws {
        let labels = Rainbow.allCases.map(\.rawValue)
        try await RoundTrip(Rainbow?.self, "rainbow", setup: Self.setup).check(labels + [nil])
        try await RoundTrip(String?.self, "rainbow", setup: Self.setup).check(labels + [nil])
        try await RoundTrip([Rainbow?].self, "rainbow[]", setup: Self.setup).check(
            ["{}", #"{red,NULL,"deep purple, \"royal\""}"#])
        try await RoundTrip(PGArray<Rainbow>.self, "rainbow[]", setup: Self.setup).check(["[0:1][3:3]={{red},{blue}}"])
    }

    @Test func aLabelThatSwiftDoesNotKnowIsTold() async throws {
        let failure = try await decodingProblem(reading: "'infrared'::rainbow", as: Rainbow.self, setup: Self.setup)
        #expect(failure?.problem == .outOfRange("not a value of Rainbow"))
    }

    /// The server describes a domain's column by the type beneath.
    @Test func domainsAreReadAsTheTypeBeneath() async throws {
        try await RoundTrip<Int32?>(serverType: "positive", setup: Self.setup).check(["1", "2147483647", nil])
        try await RoundTrip<Int32?>(serverType: "very_positive", setup: Self.setup).check(["11", nil])
        try await RoundTrip<String>(serverType: "short_text", setup: Self.setup).check(["", "十个字"])
        try await RoundTrip<[Rainbow]>(serverType: "colors", setup: Self.setup).check(["{red,blue}"])
        try await RoundTrip<[Int32?]>(serverType: "positive[]", setup: Self.setup).check(["{}", "{1,NULL,3}"])
    }
}

import Foundation
import Postgres
import Testing

/// The inputs are those of PostgreSQL's own regression tests (boolean, int2, int4, int8, oid, float4, float8, char,
/// uuid, bit, xid) and the ends of each type's range.
@Suite(.serialized) struct ScalarCodecTests {
    @Test func booleans() async throws {
        let literals = [
            "t", "true", "f", "false", "y", "yes", "n", "no", "on", "off", "1", "0", "tru", "fal", "of", "  f ", nil,
        ]
        // The server writes a boolean as `true` when it is asked for text, and as `t` by itself.
        try await RoundTrip<Bool?>(serverType: "bool", hasServersText: false).check(literals)
    }

    @Test func integers() async throws {
        try await RoundTrip(Int16?.self, "int2").check(
            ["0   ", "  1234 ", "    -1234", "32767", "-32767", "-32768", nil])
        try await RoundTrip(Int32?.self, "int4").check(
            ["   0  ", "123456     ", "    -123456", "2147483647", "-2147483647", "-2147483648", nil])
        let wide = [
            "  123   ", "   456", "4567890123456789", "-4567890123456789", "9223372036854775807",
            "-9223372036854775807", "-9223372036854775808", "0", nil,
        ]
        try await RoundTrip(Int64?.self, "int8").check(wide)
        try await RoundTrip(Int?.self, "int8").check(wide)
    }

    @Test(arguments: ["int2", "int4", "int8", "oid"]) func narrowIntegersReadAsWideOnes(_ type: String) async throws {
        #expect(try await value("7::\(type)", as: Int64.self) == 7)
        #expect(try await value("7::\(type)", as: Int.self) == 7)
    }

    @Test func objectIdentifiersAbove2To31() async throws {
        try await RoundTrip(OID?.self, "oid").check(
            ["1234", "987", "-1040", "99999999", "5     ", "   10  ", "2147483648", "4294967295", "0", nil])
        #expect(try await value("4294967295::oid", as: Int64.self) == 4_294_967_295)
    }

    @Test(arguments: [
        (OID.regclass, "regclass", "pg_class"), (.regtype, "regtype", "int4"), (.regproc, "regproc", "pg_sleep"),
        (.regprocedure, "regprocedure", "now()"), (.regoper, "regoper", "||/"),
        (.regoperator, "regoperator", "+(int4,int4)"), (.regnamespace, "regnamespace", "pg_catalog"),
        (.regrole, "regrole", "pg_monitor"), (.regconfig, "regconfig", "english"),
        (.regdictionary, "regdictionary", "english_stem"), (.regcollation, "regcollation", "\"C\""),
        (.transactionID, "xid", "4294967295"), (.commandID, "cid", "7"),
    ])
    func identifiersThatAreShownAsNames(_ type: OID, _ typeName: String, _ name: String) async throws {
        let identifier = try await value("'\(name)'::\(typeName)", as: OID.self)
        let expected = try await value("'\(name)'::\(typeName)::text", as: String.self)
        #expect(try await serversText(of: identifier, in: "$1::text", declaredAs: type) == expected)
    }

    @Test func transactionIdentifiersOf64Bits() async throws {
        try await RoundTrip(PGTransactionID?.self, "xid8").check(
            ["0", "1", "42", "010", "0xffffffffffffffff", "-1", "18446744073709551615", nil])
    }

    @Test func floats() async throws {
        try await RoundTrip<Float?>(serverType: "float4", hasServersText: false).check([
            "    0.0", "-0", "1004.30   ", "     -34.84    ", "1.2345678901234e+20", "1.2345678901234e-20", "1e-45",
            "7e-45", "1.1754944e-38", "3.4028233e+38", "3.4028235e+38", "-3.4028235e+38", "9.5367431640625e-07",
            "16777217", "123456.789", "NaN", "   NAN  ", "nan", "infinity", "          -INFINiTY   ", nil,
        ])
        try await RoundTrip<Double?>(serverType: "float8", hasServersText: false).check([
            "    0.0   ", "-0", "1004.30  ", "   -34.84", "1.2345678901234e+200", "1.2345678901234e-200",
            "4.9406564584124654e-324", "2.2250738585072014e-308", "1.7976931348623157e+308", "0.1", "0.3",
            "9007199254740993", "5.0706025303022e-105", "2e7", "NaN", "inf", "-Infinity", nil,
        ])
    }

    @Test func realsReadAsDoubles() async throws {
        #expect(try await value("1.5::float4", as: Double.self) == 1.5)
    }

    @Test func theOneByteType() async throws {
        try await RoundTrip(UInt8?.self, "\"char\"").check(["a", "A", "1", "?", "", "cd", " ", nil])
    }

    @Test func everyByteOfTheOneByteType() async throws {
        for byte in UInt8.min...UInt8.max {
            let read = try await value("(\(Int8(bitPattern: byte)))::\"char\"", as: UInt8.self)
            #expect(read == byte)
            #expect(try await serversText(of: byte, in: "$1::int4::text") == "\(Int8(bitPattern: byte))")
        }
        #expect(try await value("(-1)::\"char\"", as: String.self) == "\\377")
        #expect(try await value("''::\"char\"", as: String.self) == "")
    }

    @Test func uuids() async throws {
        try await RoundTrip(UUID?.self, "uuid").check([
            "11111111-1111-1111-1111-111111111111", "{22222222-2222-2222-2222-222222222222}",
            "3f3e3c3b3a3039383736353433a2313e", "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "{22222222-2222-2222-2222-222222222222}", nil,
        ])
    }

    @Test func bytes() async throws {
        let literals = ["", "\\x00ff10", "\\xDeAdBeEf", "\\xDe Ad Be Ef", "DeAd\\000BeEf", nil]
        try await RoundTrip([UInt8]?.self, "bytea").check(literals)
        try await RoundTrip(Data?.self, "bytea").check(literals)
        try await RoundTrip([[UInt8]?]?.self, "bytea[]").check(["{}", #"{"\\x00ff",NULL,"\\x"}"#, nil])
    }

    @Test func bitStrings() async throws {
        try await RoundTrip(PGBitString?.self, "bit(11)").check(
            ["0", "11011000000", "01010101010", "10", "X1FF", nil])
        try await RoundTrip(PGBitString?.self, "varbit").check(
            ["", "0", "010101", "01010101010", "xFa1", "1010101010101010", "X12345678123456781", nil])
        let bits = try #require(PGBitString("1011000000001"))
        #expect(try await serversText(of: bits, in: "get_bit($1, 12)::text || get_bit($1, 1)") == "10")
        #expect([bits[0], bits[1], bits[12], bits[13], bits[-1]] == [true, false, true, nil, nil])
        #expect(PGBitString("102") == nil)
    }

    @Test func aWrongTypeAndNullAreTold() async throws {
        let wrong = try await decodingProblem(reading: "'x'::text", as: Int64.self)
        guard case .wrongType? = wrong?.problem else {
            Issue.record("\(String(describing: wrong))")
            return
        }
        let null = try await decodingProblem(reading: "NULL::int8 AS age", as: Int64.self)
        #expect(null?.problem == .unexpectedNull)
        #expect(null?.column == "age")
    }
}

import Foundation
import Postgres
import Testing

@Suite(.serialized) struct NumericCodecTests {
    /// Inputs of PostgreSQL's regression tests numeric and numeric_big, and the ends of the range.
    private static let literals = [
        "0", "0.00", "-0.0", "1", "-1", "10", "9999", "10000", "10001", "99999999", "100000000", "0.1", "0.0001",
        "0.00001", "-0.00010", ".5", "5.", "1.50", "00012.3400", "1e5", "1.5e-3", "12e-4", "1e20", "1e-20",
        "12345678.90123", "100000000000000000000.000000000000000001", "-34338492.215397047", "4.31", "7799461.4119",
        "16397.038491", "93901.57763026", "-83028485", "74881", "-24926804.045047420",
        "4790999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
        "0.000000000000000000000000000000000000000000000000000000000123000",
        "-994877526002806872754342148749241.04353023451866590764054", "NaN", "Infinity", "-Infinity", " nan ", "inf",
    ]

    @Test func valuesOfEverySize() async throws {
        try await RoundTrip(PGNumeric?.self, "numeric").check(Self.literals + [nil])
    }

    /// https://www.postgresql.org/docs/15/datatype-numeric.html
    @Test func theGreatestAndTheSmallestNumbers() async throws {
        let digits = String(repeating: "1234567890", count: 1600)
        try await RoundTrip(PGNumeric.self, "numeric").check([
            "1e131071", "-1e131071", String(repeating: "9", count: 131_072), "1e-16383", "-9e-16383",
            digits + "." + digits, String(repeating: "9", count: 131_072) + "." + String(repeating: "9", count: 16_383),
        ])
    }

    @Test(arguments: literals.filter { !$0.contains(" ") && $0 != "inf" })
    func textsAreReadAsTheServerReadsThem(_ literal: String) async throws {
        let number = try #require(PGNumeric(literal))
        #expect(
            try await value(SQL.quoted(literal: literal) + "::numeric::text", as: String.self) == number.description)
        #expect(try await value(SQL.quoted(literal: literal) + "::numeric", as: PGNumeric.self) == number)
    }

    @Test(arguments: [
        "", "-", ".", "1.2.3", "1e", "1e+", "e5", "1 ", "0x10", "1e131072", "1e-16384", "1e999999999999", "١",
    ])
    func textsThatAreNoNumbersAreRefused(_ text: String) { #expect(PGNumeric(text) == nil) }

    @Test func integersComeAndGo() async throws {
        for integer in [0, 1, -1, 9999, 10_000, -10_001, 123_456_789_012, Int.max, Int.min] {
            #expect(PGNumeric(integer).description == "\(integer)")
            #expect(PGNumeric(integer).int == integer)
            #expect(try await serversText(of: PGNumeric(integer), in: "$1::text") == "\(integer)")
        }
        #expect(PGNumeric("1.5")?.int == nil)
        #expect(PGNumeric("15.00")?.int == 15)
        #expect(PGNumeric("9223372036854775808")?.int == nil)
        #expect(PGNumeric("-9223372036854775809")?.int == nil)
        #expect(PGNumeric("1e131071")?.int == nil)
        #expect(PGNumeric.notANumber.int == nil)
    }

    @Test func decimalsAreAView() async throws {
        let greatest = "99999999999999999999999999999999999999"
        try await RoundTrip(Decimal?.self, "numeric").check(["0", "-12.5", greatest, "-0.\(greatest)", nil])
        for literal in ["NaN", "Infinity", "9" + greatest, "0.9" + greatest, "1e-1000", "1e1000", "1e-200"] {
            let failure = try await decodingProblem(reading: "'\(literal)'::numeric", as: Decimal.self)
            guard case .outOfRange? = failure?.problem else {
                Issue.record("\(literal): \(String(describing: failure))")
                return
            }
        }
        #expect(PGNumeric(Decimal.nan) == .notANumber)
    }
}

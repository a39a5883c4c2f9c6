import Postgres
import Testing

/// The inputs are in part those of PostgreSQL's own regression tests rangetypes and multirangetypes.
@Suite(.serialized) struct RangeCodecTests {
    @Test func ranges() async throws {
        try await RoundTrip(PGRange<Int32>?.self, "int4range").check(
            ["empty", "[1,5)", "(1,4)", "[1,3]", "(,)", "(,5]", "[-2147483648,)", "[3,3]", "[3,3)", nil])
        try await RoundTrip(PGRange<Int64>?.self, "int8range").check(
            ["empty", "(,10)", "[9223372036854775806,9223372036854775807)", "[-9223372036854775808,0]", nil])
        try await RoundTrip(PGRange<PGNumeric>?.self, "numrange").check(
            [
                "empty", "(,)", "[3,]", "[,3]", "(1.5,2.5]", "[1,1]", "[1.10,2.20)", "(-Infinity,NaN)", "  [ 1 , 2 ) ",
                nil,
            ])
        try await RoundTrip(PGRange<PGDate>?.self, "daterange").check([
            "empty", "[2026-01-01,2026-02-01)", "(,2026-01-01)", "[2026-01-01,)", "(,)", "[-infinity,infinity]",
            "(-infinity,infinity)", "[2000-01-10,2000-01-20]", "(2000-01-10,2000-01-11)", nil,
        ])
        try await RoundTrip(PGRange<PGLocalTimestamp>?.self, "tsrange").check(
            ["empty", "[\"2026-01-01 00:00:00\",)", "(,infinity]", "[2010-01-01 01:00:00.5, 2010-01-01 02:00:00)", nil])
        try await RoundTrip(PGRange<PGTimestamp>?.self, "tstzrange").check(
            ["empty", "[\"2026-01-01 00:00:00+08\",)", "(-infinity,\"2010-01-01 02:00:00-03\"]", nil])
    }

    @Test func multiranges() async throws {
        try await RoundTrip(PGMultirange<Int32>?.self, "int4multirange").check(
            ["{}", "{empty}", "{(,)}", "{[1,3),[5,6)}", "{(5,6), [1,2], (1,3)}", "{(,1),[3,3],(7,)}", nil])
        try await RoundTrip(PGMultirange<Int64>?.self, "int8multirange").check(["{[1,3],(,-5)}", nil])
        try await RoundTrip(PGMultirange<PGNumeric>?.self, "nummultirange").check(
            ["{(1.1,2.2],[3,3]}", "{[1,2),[2,3)}", nil])
        try await RoundTrip(PGMultirange<PGDate>?.self, "datemultirange").check(
            ["{[2026-01-01,2026-02-01],(,2000-01-01)}", nil])
        try await RoundTrip(PGMultirange<PGLocalTimestamp>?.self, "tsmultirange").check(
            ["{[2026-01-01 00:00:00,2026-01-01 12:00:00),[infinity,)}", nil])
        try await RoundTrip(PGMultirange<PGTimestamp>?.self, "tstzmultirange").check(
            ["{[2026-01-01 00:00:00+08,2026-01-01 12:00:00+08)}", nil])
    }

    @Test func rangesAreMadeInSwift() async throws {
        let range = PGRange(from: Int32(1), upTo: 5)
        #expect(try await serversText(of: range, in: "(upper($1) - lower($1))::text") == "4")
        let set: PGMultirange<Int32> = [PGRange(from: 7, upTo: nil), .empty, PGRange(from: 1, upTo: 3)]
        #expect(try await serversText(of: set, in: "$1::text") == "{[1,3),[7,)}")
        #expect(try await value("int4range(3, 9)", as: PGRange<Int32>.self).lower == 3)
        #expect(try await value("int4range(3, NULL)", as: PGRange<Int32>.self).upper == nil)
    }
}

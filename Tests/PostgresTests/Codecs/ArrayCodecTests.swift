import Foundation
import Postgres
import Testing

/// The inputs are in part those of PostgreSQL's own regression test arrays.
@Suite(.serialized) struct ArrayCodecTests {
    @Test func arraysOfOneDimension() async throws {
        try await RoundTrip([Int32].self, "int4[]").check(["{}", "{1,2,-3}"])
        try await RoundTrip([Int64?]?.self, "int8[]").check(["{}", "{1,NULL,3}", "{NULL}", nil])
        try await RoundTrip([Int16].self, "int2[]").check(["{}", "{32767}"])
        try await RoundTrip([PGDate].self, "date[]").check(["{2026-01-01,infinity}"])
        try await RoundTrip([UUID].self, "uuid[]").check(["{6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}"])
        try await RoundTrip([PGNumeric]?.self, "numeric[]").check(["{1.50,NaN}", nil])
        try await RoundTrip([Bool].self, "bool[]").check(["{t,f}"])
        try await RoundTrip([PGTimestamp].self, "timestamptz[]").check(["{\"2026-01-01 00:00:00+00\"}"])
        try await RoundTrip([PGLocalTimestamp].self, "timestamp[]").check(["{\"2026-01-01 00:00:00\",infinity}"])
        try await RoundTrip([PGTime].self, "time[]").check(["{24:00:00}"])
        try await RoundTrip([PGInterval].self, "interval[]").check(["{\"1 day -00:00:01\",00:00:00}"])
        try await RoundTrip([PGRange<Int32>].self, "int4range[]").check([#"{"[1,3)",empty}"#])
        try await RoundTrip([PGMultirange<Int32>].self, "int4multirange[]").check([#"{"{[1,3)}","{}"}"#])
        try await RoundTrip([PGMACAddress].self, "macaddr[]").check(["{08:00:2b:01:02:03}"])
        try await RoundTrip([PGBitString].self, "varbit[]").check(["{101,\"\"}"])
        try await RoundTrip([OID].self, "oid[]").check(["{4294967295}"])
        try await RoundTrip<[Double]>(serverType: "float8[]", hasServersText: false).check(["{1.5,NaN,-0}"])
        try await RoundTrip<[Float]>(serverType: "float4[]", hasServersText: false).check(["{1.5,-Infinity}"])
    }

    @Test func theWordNullAndTheAbsentValueStayApart() async throws {
        try await RoundTrip([String?].self, "text[]").check([
            #"{a,NULL,"NULL","null","nUlL",nullable,"","q\"uote","b\\s","c,omma","{brace}"," blank ","new\#nline",暖}"#,
            "{}", #"{null,n\ull,"null"}"#, "{foo bar}",
        ])
        #expect(try await value("'{NULL,\"NULL\"}'::text[]", as: [String?].self) == [nil, "NULL"])
    }

    @Test func aNullInAListThatHasNoRoomForItIsTold() async throws {
        let failure = try await decodingProblem(reading: "'{1,NULL}'::int4[]", as: [Int32].self)
        #expect(failure?.problem == .unexpectedNull)
    }

    @Test func arraysOfAnyRankKeepTheirBounds() async throws {
        try await RoundTrip(PGArray<Int32?>?.self, "int4[]").check([
            "{}", "{1,2,3}", "{NULL}", "{{1,2},{3,NULL}}", "[0:4]={1,2,3,4,5}", "[-2:-1][5:6]={{1,2},{3,4}}",
            "{{{1,2},{3,4}},{{5,6},{7,8}}}", "{{{{{{1,2},{3,4}}}}}}", "[2147483646:2147483646]={1}",
            "[-2147483648:-2147483647]={1,2}", "[1:1][-2:-2][3:3]={{{1}}}", nil,
        ])
        try await RoundTrip(PGArray<String>.self, "text[]").check([
            #"{{"",NULL_},{"a b","c\"d"}}"#, #"[2:3]={"NULL",x}"#, #"{{"{","}"},{"\\",","}}"#,
        ])
        try await RoundTrip(PGArray<UInt8>.self, "\"char\"[]").check(["{a,b}", "{{a},{b}}"])
        try await RoundTrip(PGArray<PGNumeric>.self, "numeric[]").check(["{{1.50},{NaN}}"])
    }

    @Test func vectorsOfTheCatalogBeginAtZero() async throws {
        let vector = try await value("'1 2 3'::int2vector", as: PGArray<Int16>.self)
        #expect(vector.dimensions == [.init(lowerBound: 0, count: 3)])
        #expect(vector.elements == [1, 2, 3])
        #expect(try await value("'4294967295 7'::oidvector", as: [OID].self) == [OID(rawValue: .max), 7])
    }

    @Test func elementsAreFoundByTheServersIndices() async throws {
        let array = try await value("'[-2:-1][5:6]={{1,2},{3,4}}'::int4[]", as: PGArray<Int32>.self)
        for row in Int32(-3)...0 {
            for column in Int32(4)...7 {
                let expected = try await value(
                    "('[-2:-1][5:6]={{1,2},{3,4}}'::int4[])[\(row)][\(column)]", as: Int32?.self)
                #expect(array[row, column] == expected)
            }
        }
        #expect(array[1] == nil)
    }

    @Test func dimensionsThatDoNotFitAreRefused() {
        #expect(PGArray([1, 2, 3], dimensions: [.init(count: 2), .init(count: 2)]) == nil)
        #expect(PGArray([1, 2], dimensions: [.init(count: -1), .init(count: -2)]) == nil)
        #expect(PGArray([1], dimensions: [.init(lowerBound: .max, count: 1)]) == nil)
        #expect(PGArray([1], dimensions: Array(repeating: .init(count: 1), count: 7)) == nil)
        #expect(PGArray([Int](), dimensions: [])?.elements == [])
        #expect(PGArray([1, 2]).dimensions == [.init(count: 2)])
    }

    @Test func anArrayOfManyDimensionsIsNoList() async throws {
        let failure = try await decodingProblem(reading: "'{{1},{2}}'::int4[]", as: [Int32].self)
        #expect(failure?.problem == .outOfRange("an array of 2 dimensions; read it as PGArray"))
    }

    @Test func theElementsTypeIsChecked() async throws {
        for type in ["text[]", "int8[]", "bytea", "int4"] {
            let literal = type == "bytea" ? "" : type == "int4" ? "1" : "{}"
            let failure = try await decodingProblem(reading: "'\(literal)'::\(type)", as: [Int32].self)
            guard case .wrongType? = failure?.problem else {
                Issue.record("\(type): \(String(describing: failure))")
                return
            }
        }
    }
}

import Foundation
import Postgres
import Testing

/// Every codec against the server's own text: the value as the server writes it, and the value sent back.
@Suite struct CodecTests {
    /// Reads `literal` in binary, compares its text with the server's, and sends it back in binary and as text.
    private func check<T: PostgresCodable>(_ type: T.Type, _ serverType: String, _ literals: [String?]) async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw("SET TimeZone = 'UTC'; SET DateStyle = ISO; SET extra_float_digits = 1"))
            for literal in literals {
                let expression = literal.map { "\(SQL.quoted(literal: $0))::\(serverType)" } ?? "NULL::\(serverType)"
                let row = try await ProbeSQL.$text.withValue("SELECT \(expression), (\(expression))::text") {
                    try await connection.run(Probe<T>())
                }
                let (value, text) = (row.value, row.text)
                #expect(value.isNull == (text == nil), "\(serverType) \(literal ?? "NULL")")
                let back = try await ProbeSQL.$type.withValue(serverType) {
                    try await connection.run(Echo(value: value))
                }
                #expect(back == text, "binary \(serverType) \(literal ?? "NULL")")
                let written = value.isNull ? "NULL" : SQL.quoted(literal: value.postgresText)
                let rows = try await connection.rows(.unsafeRaw("SELECT (\(written)::\(serverType))::text"))
                #expect(rows[0][0] == text, "text \(serverType) \(literal ?? "NULL")")
            }
        }
    }

    @Test func booleansAndIntegers() async throws {
        try await check(Bool?.self, "bool", ["t", "f", nil])
        try await check(Int16?.self, "int2", ["0", "-32768", "32767", nil])
        try await check(Int32?.self, "int4", ["0", "-2147483648", "2147483647", nil])
        try await check(Int64?.self, "int8", ["0", "-9223372036854775808", "9223372036854775807", nil])
        try await check(Int?.self, "int8", ["-1", "9223372036854775807", nil])
        try await check(OID.self, "oid", ["0", "4294967295"])
    }

    @Test func narrowIntegersReadAsWideOnes() async throws {
        try await withConnection { connection in
            let two = try await ProbeSQL.$text.withValue("SELECT 7::int2, ''") {
                try await connection.run(Probe<Int64>())
            }
            #expect(two.value == 7)
            let four = try await ProbeSQL.$text.withValue("SELECT -7::int4, ''") {
                try await connection.run(Probe<Int>())
            }
            #expect(four.value == -7)
        }
    }

    @Test func floats() async throws {
        try await check(
            Float?.self, "float4", ["0", "-0", "1.5", "3.4028235e+38", "1e-45", "NaN", "Infinity", "-Infinity", nil])
        try await check(
            Double?.self, "float8",
            ["0", "-0", "0.1", "1.7976931348623157e+308", "5e-324", "NaN", "Infinity", "-Infinity", nil])
    }

    @Test func texts() async throws {
        let texts: [String?] = ["", "a", "暖心 👨‍👩‍👧", "e\u{301}", "quote ' back \\ slash", "line\nbreak\ttab", nil]
        for type in ["text", "varchar", "name"] { try await check(String?.self, type, texts) }
        try await check(String?.self, "json", ["{\"a\":  [1, \"暖\"]}", nil])
        try await check(String?.self, "jsonb", ["{\"b\": 1, \"a\": null}", "[]", nil])
        try await check(String.self, "char(4)", ["ab", "abcd"])
    }

    @Test func bytes() async throws {
        try await check([UInt8]?.self, "bytea", ["", "\\x00ff10", "\\xdeadbeef", nil])
    }

    @Test func uuids() async throws {
        try await check(
            UUID?.self, "uuid", ["00000000-0000-0000-0000-000000000000", "6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", nil])
    }

    @Test func dates() async throws {
        try await check(
            PGDate?.self, "date",
            [
                "2000-01-01", "1999-12-31", "2024-02-29", "1900-02-28", "1900-03-01", "0001-01-01", "0001-12-31 BC",
                "0005-02-28 BC", "4714-11-24 BC", "5874897-12-31", "9999-12-31", "infinity", "-infinity", nil,
            ])
    }

    @Test func datesHaveTheirOwnArithmetic() throws {
        #expect(PGDate(year: 2026, month: 2, day: 29) == nil)
        #expect(PGDate(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
        #expect(PGDate("2026-11-20")?.adding(days: 42)?.description == "2027-01-01")
        #expect(PGDate("2026-1-2") == nil)
        for days in stride(from: Int32(-2_000_000), to: 2_000_000, by: 997) {
            let date = PGDate(days: days)
            let (year, month, day) = date.components
            #expect(PGDate(year: year, month: month, day: day) == date)
        }
        let noon = Date(timeIntervalSinceReferenceDate: 43_200)
        #expect(PGDate(noon).description == "2001-01-01")
        #expect(PGDate(noon).date == Date(timeIntervalSinceReferenceDate: 0))
    }

    @Test func timestamps() async throws {
        let texts: [String?] = [
            "2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "2026-11-23 08:15:00.25", "1970-01-01 00:00:00.000001",
            "0001-12-31 23:59:59 BC", "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999", "infinity", "-infinity",
            nil,
        ]
        try await check(PGTimestamp?.self, "timestamptz", texts)
        try await check(Date?.self, "timestamptz", ["2026-11-23 08:15:00.25", nil])
        // Sent as timestamptz text, `timestamp` drops the zone.
        try await check(PGTimestamp?.self, "timestamp", texts)
    }

    @Test func numerics() async throws {
        let texts: [String?] = [
            "0", "0.00", "1", "-1", "10000", "9999", "0.0001", "0.00001", "-0.00010", "12345678.90123", "1e20", "1e-20",
            "100000000000000000000.000000000000000001", "NaN", "Infinity", "-Infinity", "1e1000", "1e-1000", nil,
        ]
        try await check(PGNumeric?.self, "numeric", texts)
        try await check(Decimal?.self, "numeric", ["0", "-12.5", "99999999999999999999999999999999999999", nil])
        for text in texts.compactMap({ $0 }) where !text.contains("e") {
            #expect(PGNumeric(text)?.description == text)
        }
        #expect(PGNumeric("1.2.3") == nil)
        #expect(PGNumeric("") == nil)
        #expect(PGNumeric(Int.min).int == Int.min)
        #expect(PGNumeric("1.5")?.int == nil)
    }

    @Test func arrays() async throws {
        try await check([Int32].self, "int4[]", ["{}", "{1,2,-3}"])
        try await check([Int64?].self, "int8[]", ["{}", "{1,NULL,3}"])
        try await check(
            [String?].self, "text[]", ["{}", "{a,NULL,\"NULL\",\"\",\"q\\\"uote\",\"b\\\\s\",\"c,omma\",暖}"])
        try await check([PGDate].self, "date[]", ["{2026-01-01,infinity}"])
        try await check([UUID].self, "uuid[]", ["{6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}"])
        try await check([PGNumeric]?.self, "numeric[]", ["{1.50,NaN}", nil])
        try await check([Bool].self, "bool[]", ["{t,f}"])
        try await check([PGTimestamp].self, "timestamptz[]", ["{\"2026-01-01 00:00:00+00\"}"])
    }

    @Test func ranges() async throws {
        try await check(
            PGRange<PGDate>?.self, "daterange",
            ["empty", "[2026-01-01,2026-02-01)", "(,2026-01-01)", "[2026-01-01,)", "(,)", "[-infinity,infinity]", nil])
        try await check(PGRange<Int32>.self, "int4range", ["[1,5)", "empty"])
        try await check(PGRange<PGNumeric>.self, "numrange", ["(1.5,2.5]", "[1,1]"])
        try await check(PGRange<PGTimestamp>.self, "tstzrange", ["[\"2026-01-01 00:00:00+00\",)"])
    }

    @Test func aWrongTypeAndNullAreTold() async throws {
        try await withConnection { connection in
            let wrong = await postgresError {
                _ = try await ProbeSQL.$text.withValue("SELECT 'x'::text, ''") {
                    try await connection.run(Probe<Int64>())
                }
            }
            guard case .decoding(let failure)? = wrong, case .wrongType = failure.problem else {
                Issue.record("\(String(describing: wrong))")
                return
            }
            let null = await postgresError {
                _ = try await ProbeSQL.$text.withValue("SELECT NULL::int8 AS age, ''") {
                    try await connection.run(Probe<Int64>())
                }
            }
            guard case .decoding(let failure)? = null else {
                Issue.record("\(String(describing: null))")
                return
            }
            #expect(failure.problem == .unexpectedNull)
            #expect(failure.column == "age")
        }
    }

    @Test func decodersNeverTrapOnMalformedBytes() {
        var random = SystemRandomNumberGenerator()
        func tryAll(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { bytes in
                _ = try? Bool.decode(bytes, type: .bool)
                _ = try? Int64.decode(bytes, type: [.int2, .int4, .int8, .oid].randomElement(using: &random) ?? .int8)
                _ = try? Double.decode(bytes, type: Bool.random() ? .float4 : .float8)
                _ = try? String.decode(bytes, type: Bool.random() ? .text : .jsonb)
                _ = try? UUID.decode(bytes, type: .uuid)
                _ = try? PGDate.decode(bytes, type: .date).description
                _ = try? PGTimestamp.decode(bytes, type: .timestamptz).description
                _ = try? Date.decode(bytes, type: .timestamptz)
                _ = try? PGNumeric.decode(bytes, type: .numeric).description
                _ = try? Decimal.decode(bytes, type: .numeric)
                _ = try? [Int32?].decode(bytes, type: .int4Array)
                _ = try? [String].decode(bytes, type: .textArray)
                _ = try? [PGNumeric].decode(bytes, type: .numericArray)
                _ = try? PGRange<PGDate>.decode(bytes, type: .daterange)
                _ = try? PGRange<PGNumeric>.decode(bytes, type: .numrange).description
            }
        }
        for _ in 0..<5000 {
            tryAll((0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255) })
            // Likely heads of arrays and ranges, with lengths that lie.
            let head: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, UInt8.random(in: 0...6), UInt8.random(in: 0...255)]
            tryAll(head + (0..<Int.random(in: 0...30)).map { _ in [0, 1, 4, 127, 255].randomElement() ?? 0 })
        }
    }
}

private struct Probe<T: PostgresCodable>: OneStatement {
    static var name: String { "test.probe" }
    static var sql: String { "" }
    var dynamicText: StatementVariant? { StatementVariant(sql: ProbeSQL.text, parameterTypes: []) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> ProbeRow<T> {
        ProbeRow(value: try row.next(T.self), text: try row.next(String?.self))
    }
}

private struct ProbeRow<T: Sendable>: Sendable {
    var value: T
    var text: String?
}

private enum ProbeSQL {
    @TaskLocal static var text = ""
    @TaskLocal static var type = ""
}

/// Sends a value in its binary form.
private struct Echo<T: PostgresCodable>: OneStatement {
    static var name: String { "test.echo" }
    static var sql: String { "" }
    var dynamicText: StatementVariant? {
        StatementVariant(sql: "SELECT $1::\(ProbeSQL.type)::text", parameterTypes: [T.postgresType])
    }
    var value: T
    func encode(into parameters: inout Parameters) { parameters.append(value) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String? { try row.next(String?.self) }
}

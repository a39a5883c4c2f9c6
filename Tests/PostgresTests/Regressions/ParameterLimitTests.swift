import Postgres
import Testing

/// T28: the counts and lengths that the protocol has room for. What does not fit must not wrap around and become other
/// messages.
extension RegressionTests.ParameterLimitTests {
    /// The sum of as many parameters as wanted.
    private struct Sum: OneStatement {
        static let name = "regression.sum"
        static let sql = ""
        var count: Int
        var dynamicText: StatementVariant? {
            let places = (1...count).map { "$\($0)" }.joined(separator: ",")
            return StatementVariant(
                sql: "SELECT sum(n) FROM unnest(ARRAY[\(places)]) n",
                parameterTypes: Array(repeating: .int4, count: min(count, 65535)))
        }
        func encode(into parameters: inout Parameters) { for number in 1...count { parameters.append(Int32(number)) } }
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next(Int64.self) }
    }

    @Test func theMostParametersPassAndOneMoreIsNotSent() async throws {
        try await withTracedPool { database, trace in
            #expect(try await database.run(Sum(count: 65535)) == 2_147_450_880)
            _ = trace.take()
            for count in [65536, 65537, 131_073] {
                let error = await postgresError { _ = try await database.run(Sum(count: count)) }
                #expect(error?.isUsage == true)
                let inside = await postgresError {
                    try await database.transaction { _ = try await $0.run(Sum(count: count)) }
                }
                #expect(inside?.isUsage == true)
            }
            #expect(trace.take() == [])
            // As many again in another statement of the same batch are none too many.
            let both = try await database.run(Sum(count: 40_000), Sum(count: 40_000))
            #expect(both.0 == 800_020_000 && both.1 == both.0)
        }
    }

    /// A value that takes address space but no memory: nobody writes to it.
    private struct Vast: PostgresEncodable {
        static var postgresType: OID { .bytea }
        var count: Int
        var postgresText: String { "" }
        func encode(into bytes: inout [UInt8]) {
            if bytes.isEmpty {
                // With room for more, which would otherwise move it and so take the memory.
                bytes = [UInt8](unsafeUninitializedCapacity: count + 4096) { $1 = count }
            } else {
                bytes.append(contentsOf: repeatElement(0, count: count))
            }
        }
    }

    private struct Lengths: OneStatement {
        static let name = "regression.lengths"
        static let sql = "SELECT octet_length($1) + octet_length($2)"
        static let parameterTypes: [OID] = [.bytea, .bytea]
        var first: Int
        var second: Int
        func encode(into parameters: inout Parameters) {
            parameters.append(Vast(count: first))
            parameters.append(Vast(count: second))
        }
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
    }

    /// The server takes no message of 1 GB, and ends the session of whoever sends one.
    @Test func aValueOfAGigabyteIsNotSent() async throws {
        try await withTracedPool { database, trace in
            try await expectAnswer(from: database)
            _ = trace.take()
            // In one value, and in two that would each fit.
            for lengths in [Lengths(first: 1 << 30, second: 1), Lengths(first: (1 << 30) - 1000, second: 1000)] {
                let error = await postgresError { _ = try await database.run(lengths) }
                #expect(error?.isUsage == true)
            }
            #expect(trace.take() == [])
            let length = try await database.run(Lengths(first: 10, second: 20))
            #expect(length == 30)
        }
    }
}

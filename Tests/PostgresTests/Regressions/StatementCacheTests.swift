import Postgres
import Testing

/// T26: statements make room for others, also where the server refuses to let go of them.
extension RegressionTests.StatementCacheTests {
    private static let limit = 4

    /// As many statements as there are numbers.
    private struct Numbered: OneStatement {
        static let name = "regression.numbered"
        static let sql = "SELECT '0'"
        static let variants = (0..<600).map { StatementVariant(sql: "SELECT '\($0)'", parameterTypes: []) }
        var variant: Int
        static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
    }

    private struct Kept: OneStatement {
        static let name = "regression.kept"
        static let sql = "SELECT count(*) FROM pg_prepared_statements"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next(Int64.self) }
    }

    private static func withSmallCache(_ body: (Database, MessageTrace) async throws -> Void) async throws {
        try await withTracedPool({ $0.statementCacheSize = limit }, body)
    }

    /// In an aborted transaction DEALLOCATE fails: what is evicted there goes at the next moment outside.
    @Test func evictionInAnAbortedTransactionIsPutOff() async throws {
        try await Self.withSmallCache { database, trace in
            for number in 0..<Self.limit { _ = try await database.run(Numbered(variant: number)) }
            for round in 0..<20 {
                let error = await postgresError {
                    try await database.transaction { transaction in
                        // New statements push out the old ones in the very pipeline that fails.
                        let first = 10 + round * 8
                        _ = await postgresError {
                            _ = try await transaction.run(
                                Numbered(variant: first), Numbered(variant: first + 1), Numbered(variant: first + 2),
                                Fail(), Numbered(variant: first + 3))
                        }
                        for number in 0..<Self.limit {
                            let error = await postgresError { _ = try await transaction.run(Numbered(variant: number)) }
                            #expect(error?.serverError?.sqlState == .inFailedTransaction)
                        }
                    }
                }
                #expect(error?.isRolledBack == true)
                for number in 0..<Self.limit {
                    #expect(try await database.run(Numbered(variant: number)) == "\(number)")
                }
                #expect(try await database.run(Kept()) <= Int64(Self.limit + 1))
            }
            try Self.expectFreshNames(trace.take())
        }
    }

    /// One pipeline may hold more statements than are kept.
    @Test func aBatchOfMoreStatementsThanAreKept() async throws {
        try await Self.withSmallCache { database, trace in
            for round in 0..<5 {
                let numbers = (0..<600).map { ($0 * 7 + round) % 600 } + [0, 1, 2, 0]
                let answers = try await database.run(batch: numbers.map(Numbered.init))
                #expect(answers == numbers.map { "\($0)" })
                let inside = try await database.transaction { transaction in
                    var answers: [String] = []
                    for number in numbers.prefix(50) {
                        answers.append(try await transaction.run(Numbered(variant: number)))
                    }
                    return answers
                }
                #expect(inside == numbers.prefix(50).map { "\($0)" })
                #expect(try await database.run(Kept()) <= Int64(Self.limit + 1))
            }
            try Self.expectFreshNames(trace.take())
        }
    }

    /// Whatever fails, no name ever stands for two statements.
    @Test func namesAreNeverUsedAgain() async throws {
        struct Broken: ExecuteStatement {
            static let name = "regression.broken"
            static let sql = "SELECT nothing FROM nowhere"
        }
        try await Self.withSmallCache { database, trace in
            for number in 0..<30 {
                _ = await postgresError { _ = try await database.run(Numbered(variant: number), Broken()) }
                _ = await postgresError { try await database.run(Broken()) }
                if number % 7 == 0 {
                    try await database.withConnection { try await $0.execute(.unsafeRaw("DEALLOCATE ALL")) }
                }
                #expect(try await database.run(Numbered(variant: number + 1)) == "\(number + 1)")
            }
            #expect(try await database.run(Kept()) <= Int64(Self.limit + 1))
            try Self.expectFreshNames(trace.take())
        }
    }

    private static func expectFreshNames(_ messages: [String]) throws {
        let names = messages.filter { $0.hasPrefix("Parse as ") }.map { $0.split(separator: " ")[2] }
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
    }
}

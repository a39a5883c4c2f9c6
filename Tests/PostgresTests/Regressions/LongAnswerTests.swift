import Postgres
import Testing

/// A statement whose last answer was a long one has the next one read row by row, which nobody may notice.
extension RegressionTests.LongAnswerTests {
    /// Row `absent` has no text; row `failing` makes the server stop.
    private struct Numbers: ManyStatement {
        static let name = "test.numbers"
        static let sql = """
            SELECT i, CASE WHEN i <> $2 THEN 'row ' || i END, 1 / (i - $3) FROM generate_series(1, $1) AS i
            """
        static let parameterTypes: [OID] = [.int4, .int4, .int4]
        var count: Int32
        var absent: Int32 = 0
        var failing: Int32 = 0
        func encode(into parameters: inout Parameters) {
            parameters.append(count)
            parameters.append(absent)
            parameters.append(failing)
        }
        static func decode(_ row: inout RowReader) throws(PostgresError) -> SeriesRow {
            SeriesRow(number: try row.next(Int32.self), text: try row.next(String.self))
        }
    }

    private func check(_ rows: [SeriesRow], _ count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(rows.count == count, sourceLocation: sourceLocation)
        #expect(
            rows.enumerated().allSatisfy { $1.number == Int32($0 + 1) && $1.text == "row \($0 + 1)" },
            sourceLocation: sourceLocation)
    }

    @Test func theSameRowsComeEitherWay() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for count in [5, 999, 1000, 3000, 3000, 5, 0, 7, 2000, 1000, 999, 999] {
                check(try await database.run(Numbers(count: Int32(count))), count)
                try await database.transaction { transaction in
                    check(try await transaction.run(Numbers(count: Int32(count))), count)
                    check(try await transaction.run(Numbers(count: Int32(count))), count)
                    let (rows, next) = try await transaction.run(Numbers(count: Int32(count)), Increment(value: 1))
                    check(rows, count)
                    #expect(next == 2)
                }
            }
        }
    }

    @Test func errorsAreTheSameEitherWay() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for _ in 0..<3 {
                check(try await database.run(Numbers(count: 3000)), 3000)
                let absent = await postgresError { _ = try await database.run(Numbers(count: 3000, absent: 2500)) }
                guard case .decoding(let failure) = absent else {
                    Issue.record("\(String(describing: absent))")
                    return
                }
                #expect(failure.statement == "test.numbers" && failure.index == 1 && failure.problem == .unexpectedNull)
                let failing = await postgresError { _ = try await database.run(Numbers(count: 3000, failing: 2500)) }
                #expect(failing?.serverError?.sqlState == "22012")
                // The error of the server is the later one, and the one that counts: nothing of the answer holds.
                let both = await postgresError {
                    _ = try await database.run(Numbers(count: 3000, absent: 2400, failing: 2500))
                }
                #expect(both?.serverError?.sqlState == "22012")
                try await database.transaction { try await expectNext(in: $0) }
            }
        }
    }

    @Test func aPlanThatWentStaleIsMadeAnew() async throws {
        struct Items: ManyStatement {
            static let name = "test.long_items"
            static let sql = "SELECT * FROM long_item ORDER BY id"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withConnection { connection in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE long_item AS SELECT generate_series(1, 2000) AS id"))
            for column in ["a", "b", "c"] {
                #expect(try await connection.run(Items()) == Array<Int32>(1...2000))
                try await connection.execute(.unsafeRaw("ALTER TABLE long_item ADD COLUMN \(column) text DEFAULT 'x'"))
            }
            #expect(try await connection.run(Items()) == Array<Int32>(1...2000))
        }
    }

    @Test func cancellingOneLeavesTheConnectionInOrder() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            check(try await database.run(Numbers(count: 3000)), 3000)
            for pause in [0, 1, 5, 20] {
                let task = Task { try await database.run(Numbers(count: 2_000_000)) }
                try await Task.sleep(for: .milliseconds(pause))
                task.cancel()
                let error = await postgresError { _ = try await task.value }
                guard case .cancelled = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                check(try await database.run(Numbers(count: 3000)), 3000)
            }
        }
    }
}

import Foundation
import Postgres
import Testing

/// COPY … TO STDOUT in each format, left early, and failing midway.
extension RegressionTests.CopyOutTests {
    private struct Stop: Error {}

    private static let formats: [SQL] = [
        "COPY (SELECT i, repeat('x', 100) FROM generate_series(1, 200000) i) TO STDOUT",
        "COPY (SELECT i, repeat('x', 100) FROM generate_series(1, 200000) i) TO STDOUT (FORMAT csv)",
        "COPY (SELECT i, repeat('x', 100) FROM generate_series(1, 200000) i) TO STDOUT (FORMAT binary)",
    ]

    private static func copied(_ sql: SQL) async throws -> [[UInt8]] {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                try await transaction.copyOut(sql) { reader in
                    var rows: [[UInt8]] = []
                    for try await row in reader { rows.append(row) }
                    #expect(try await reader.nextRow() == nil)
                    return rows
                }
            }
        }
    }

    /// https://www.postgresql.org/docs/15/sql-copy.html gives the escapes of both formats.
    @Test func textAndCSVComeLineByLine() async throws {
        let text = try await Self.copied(
            #"COPY (VALUES (1, E'tab\there'), (2, NULL), (3, ''), (4, E'two\nlines'), (5, '暖心')) TO STDOUT"#)
        #expect(
            text.map { String(decoding: $0, as: UTF8.self) } == [
                "1\ttab\\there\n", "2\t\\N\n", "3\t\n", "4\ttwo\\nlines\n", "5\t暖心\n",
            ])
        let csv = try await Self.copied(
            """
            COPY (VALUES (1, 'a,b'), (2, NULL), (3, ''), (4, E'two\\nlines'), (5, 'say "so"')) TO STDOUT
                (FORMAT csv, HEADER)
            """)
        #expect(
            csv.map { String(decoding: $0, as: UTF8.self) } == [
                "column1,column2\n", "1,\"a,b\"\n", "2,\n", "3,\"\"\n", "4,\"two\nlines\"\n", "5,\"say \"\"so\"\"\"\n",
            ])
        #expect(try await Self.copied("COPY (SELECT 1 WHERE false) TO STDOUT").isEmpty)
    }

    /// What comes out in binary goes in again.
    @Test func binaryGoesInAgain() async throws {
        let rows = try await Self.copied(
            "COPY (SELECT i, i::text, NULL::date FROM generate_series(1, 3000) i) TO STDOUT (FORMAT binary)")
        #expect(Array(rows.joined().prefix(11)) == Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00])
        #expect(rows.last?.suffix(2) == [0xFF, 0xFF])
        try await withConnection { connection in
            let found = try await connection.transaction { transaction in
                try await transaction.execute(
                    .unsafeRaw("CREATE TEMP TABLE again (i int, t text, d date) ON COMMIT DROP"))
                let count = try await transaction.copyIn("COPY again FROM STDIN (FORMAT binary)") { writer in
                    for row in rows { try await writer.write(bytes: row) }
                }
                #expect(count == 3000)
                return try await transaction.rows("SELECT sum(i), count(t), count(d) FROM again WHERE i::text = t")
            }
            #expect(found == [["4501500", "3000", "0"]])
        }
    }

    @Test func binaryRowsAreReadAsValues() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { transaction in
                let sum = try await transaction.copyOut(
                    """
                    COPY (SELECT i::bigint, CASE WHEN i % 2 = 0 THEN '暖' || i END, i % 3 = 0, ARRAY[i, NULL]
                          FROM generate_series(1, 3000) i) TO STDOUT (FORMAT binary)
                    """
                ) { reader in
                    var (sum, count) = (0, 0)
                    while let (number, text, isThird, list) = try await reader.nextRow(
                        of: Int64.self, String?.self, Bool.self, [Int32?].self)
                    {
                        count += 1
                        sum += Int(number)
                        #expect(text == (number % 2 == 0 ? "暖\(number)" : nil))
                        #expect(isThird == (number % 3 == 0))
                        #expect(list == [Int32(number), nil])
                    }
                    #expect(count == 3000)
                    return sum
                }
                #expect(sum == 4_501_500)
                let none = try await transaction.copyOut("COPY (SELECT 1 WHERE false) TO STDOUT (FORMAT binary)") {
                    try await $0.nextRow(of: Int32.self)
                }
                #expect(none == nil)
            }
        }
    }

    /// The binary format names no types: sizes and counts are what can be checked.
    @Test func whatIsNoSuchRowIsTold() async throws {
        func problem<each T: PostgresCodable>(_ sql: SQL, _ types: repeat (each T).Type) async throws -> DecodingProblem? {
            try await withDatabase(PoolOptions(maximumSize: 1)) { database in
                try await database.transaction { transaction in
                    let error = await postgresError {
                        _ = try await transaction.copyOut(sql) { _ = try await $0.nextRow(of: repeat each types) }
                    }
                    try await expectNext(in: transaction)
                    guard case .decoding(let failure) = error else { return nil }
                    return failure.problem
                }
            }
        }
        let binary: SQL = "COPY (SELECT 1::int, NULL::int) TO STDOUT (FORMAT binary)"
        #expect(try await problem(binary, Int64.self, Int32?.self) == .malformed("4 bytes where 8 are due"))
        #expect(try await problem(binary, Int32.self, Int32.self) == .unexpectedNull)
        #expect(try await problem(binary, Int32.self) == .malformed("a row of 2 columns where 1 are read"))
        #expect(
            try await problem("COPY (SELECT 1) TO STDOUT", Int32.self)
                == .malformed("not the binary format; COPY needs (FORMAT binary)"))
    }

    @Test(arguments: [0, 1, 2])
    func leftEarlyTheTransactionGoesOn(_ format: Int) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE kept (id int) ON COMMIT DROP"))
                try await transaction.execute("INSERT INTO kept VALUES (1)")
                for taken in [0, 1, 5000] {
                    let count = try await transaction.copyOut(Self.formats[format]) { reader in
                        var count = 0
                        while count < taken, try await reader.nextRow() != nil { count += 1 }
                        return count
                    }
                    #expect(count == taken)
                    try await expectNext(in: transaction)
                }
                await #expect(throws: Stop.self) {
                    try await transaction.copyOut(Self.formats[format]) { reader in
                        for try await _ in reader { throw Stop() }
                    }
                }
                let kept = try await transaction.rows("SELECT count(*), pg_backend_pid() FROM kept")
                #expect(kept == [["1", "\(pid)"]])
            }
        }
    }

    @Test(arguments: ["text", "csv", "binary"])
    func anErrorMidwayComesAfterItsRows(_ format: String) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let pid = try await database.run(BackendPID())
            try await database.transaction { transaction in
                let taken = Count()
                let sql =
                    "COPY (SELECT 1000000 / (40000 - i) FROM generate_series(1, 50000) i) TO STDOUT (FORMAT \(format))"
                let error = await postgresError {
                    try await transaction.savepoint { inner in
                        try await inner.copyOut(.unsafeRaw(sql)) { reader in
                            for try await _ in reader { taken.add() }
                        }
                    }
                }
                #expect(error?.serverError?.sqlState == "22012")
                // The binary form's header comes with its first row.
                #expect(taken.value == 39_999)
                try await expectNext(in: transaction)
            }
            #expect(try await database.run(BackendPID()) == pid)
        }
    }

    /// A reader that swallows the error has spoilt its transaction, which is told.
    @Test func aSwallowedErrorIsTold() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.copyOut("COPY (SELECT 1 / (5 - i) FROM generate_series(1, 9) i) TO STDOUT") {
                        do { for try await _ in $0 {} } catch {}
                    }
                }
            }
            #expect(error?.serverError?.sqlState == .inFailedTransaction || error?.isRolledBack == true)
            try await expectAnswer(from: database)
        }
    }

    @Test func theOtherDirectionIsRefused() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let calls: [@Sendable () async throws -> Void] = [
                {
                    try await database.transaction { transaction in
                        try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE wrong (id int) ON COMMIT DROP"))
                        try await transaction.copyOut("COPY wrong FROM STDIN") { for try await _ in $0 {} }
                    }
                },
                {
                    try await database.transaction {
                        _ = try await $0.copyIn("COPY (SELECT 1) TO STDOUT") { try await $0.write(row: ["1"]) }
                    }
                },
                { try await database.transaction { try await $0.copyOut("SELECT 1") { for try await _ in $0 {} } } },
            ]
            for call in calls {
                #expect(await postgresError(call)?.isUsage == true)
                try await expectAnswer(from: database)
            }
        }
    }

    /// One slow reader makes the server wait.
    @Test func aSlowReaderKeepsTheServerWaiting() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await withConnection { observer in
                try await database.transaction { transaction in
                    let pid = try await transaction.run(BackendPID())
                    let count = try await transaction.copyOut(Self.formats[0]) { reader in
                        var count = try await reader.nextRow() == nil ? 0 : 1
                        try await expectWait("ClientWrite", of: pid, seenBy: observer)
                        while try await reader.nextRow() != nil { count += 1 }
                        return count
                    }
                    #expect(count == 200_000)
                }
            }
        }
    }
}

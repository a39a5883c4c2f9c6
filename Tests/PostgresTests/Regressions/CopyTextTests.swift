import Postgres
import Testing

/// T17: in a pipeline libpq 15 answers PGRES_COPY_IN for ever, and outside one a COPY waits for rows that never come.
extension RegressionTests.CopyTextTests {
    private struct CopyIn: CountStatement {
        static let name = "regression.copy_in"
        static let sql = "COPY copied FROM STDIN"
    }

    private struct CopyOut: CountStatement {
        static let name = "regression.copy_out"
        static let sql = "COPY (SELECT generate_series(1, 100000)) TO STDOUT"
    }

    private typealias Call = @Sendable (Database) async throws -> Void

    private static let calls: [(String, Call)] = [
        ("run, in", { _ = try await $0.run(CopyIn()) }),
        ("run, out", { _ = try await $0.run(CopyOut()) }),
        ("many, in", { _ = try await $0.run(Increment(value: 1), CopyIn(), Increment(value: 2)) }),
        ("many, out", { _ = try await $0.run(Increment(value: 1), CopyOut(), Increment(value: 2)) }),
        ("scope, in", { _ = try await $0.run(in: SetScope(value: "x"), CopyIn()) }),
        ("batch, in", { _ = try await $0.run(batch: [CopyIn(), CopyIn()]) }),
        ("batch, out", { _ = try await $0.run(batch: [CopyOut(), CopyOut()]) }),
        ("transaction, in", { try await $0.transaction { _ = try await $0.run(CopyIn()) } }),
        ("transaction, out", { try await $0.transaction { _ = try await $0.run(CopyOut()) } }),
        ("transaction, rows", { try await $0.transaction { _ = try await $0.rows("COPY copied TO STDOUT") } }),
        ("transaction, script in", { try await $0.transaction { try await $0.execute(.unsafeRaw(CopyIn.sql)) } }),
        ("transaction, script out", { try await $0.transaction { try await $0.execute(.unsafeRaw(CopyOut.sql)) } }),
        (
            "script, twice in",
            { database in
                try await database.withConnection { try await $0.execute(.unsafeRaw("\(CopyIn.sql); \(CopyIn.sql)")) }
            }
        ),
        ("lease, in", { try await $0.withConnection { _ = try await $0.run(CopyIn()) } }),
        ("lease, script out", { try await $0.withConnection { try await $0.execute(.unsafeRaw(CopyOut.sql)) } }),
        (
            "stream, out",
            { try await $0.transaction { try await $0.stream(StreamedCopy()) { for try await _ in $0 {} } } }
        ),
    ]

    private struct StreamedCopy: StreamStatement {
        static let name = "regression.streamed_copy"
        static let sql = "COPY (SELECT generate_series(1, 100000)) TO STDOUT"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
    }

    @Test func copyAsAStatementIsRefusedAndThePoolGoesOn() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            // Not temporary: a refused COPY may cost its connection.
            try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("DROP TABLE IF EXISTS copied; CREATE TABLE copied (id int)"))
            }
            for (name, call) in Self.calls {
                let outcome = try await timed(within: .seconds(5)) { try await call(database) }
                #expect(outcome.error?.isUsage == true, "\(name): \(String(describing: outcome.error))")
                try await expectAnswer(from: database)
            }
            let count = try await database.transaction { transaction in
                let rows = try await transaction.rows("SELECT count(*) FROM copied")
                try await transaction.execute("DROP TABLE copied")
                return rows
            }
            #expect(count == [["0"]])
        }
    }
}

import Postgres
import Testing

/// T25: a prepared statement whose plan the server no longer has, or may no longer use.
extension RegressionTests.StalePlanTests {
    private struct All: ManyStatement {
        static let name = "regression.all_of_stale"
        static let sql = "SELECT * FROM stale"
        static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
    }

    /// What takes the plans away.
    private enum Change: String, CaseIterable {
        case columnAdded = "ALTER TABLE stale ADD COLUMN another text"
        case deallocated = "DEALLOCATE ALL"
        case discarded = "DISCARD PLANS; DEALLOCATE ALL"

        /// `cached plan must not change result type`, or a statement that does not exist.
        var code: SQLState { self == .columnAdded ? .featureNotSupported : .invalidStatementName }
    }

    private static func prepare(_ database: Database) async throws {
        try await database.transaction { transaction in
            try await transaction.execute(
                .unsafeRaw("DROP TABLE IF EXISTS stale; CREATE TEMP TABLE stale AS SELECT 1 AS a"))
        }
        #expect(try await database.run(All()) == [1])
        try await expectAnswer(from: database)
    }

    private static func change(_ change: Change, in database: Database) async throws {
        try await database.withConnection { try await $0.execute(.unsafeRaw(change.rawValue)) }
    }

    @Test func outsideATransactionNobodyNotices() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for change in Change.allCases {
                try await Self.prepare(database)
                try await Self.change(change, in: database)
                #expect(try await database.run(All()) == [1], "\(change)")
                try await Self.change(change == .columnAdded ? .deallocated : change, in: database)
                let (next, all, again) = try await database.run(Increment(value: 1), All(), Increment(value: 2))
                #expect(next == 2 && all == [1] && again == 3, "\(change)")
                try await Self.change(.deallocated, in: database)
                #expect(try await database.run(batch: [All(), All()]) == [[1], [1]], "\(change)")
                try await Self.change(.deallocated, in: database)
                let leased = try await database.withConnection { try await $0.run(All()) }
                #expect(leased == [1], "\(change)")
            }
        }
    }

    /// It is retried once: a statement that fails with new plans as well has failed.
    @Test func theRetryIsMadeOnce() async throws {
        try await withTrace { connection, trace in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE stale AS SELECT 1 AS a"))
            _ = try await connection.run(All())
            try await connection.execute(.unsafeRaw("ALTER TABLE stale ADD COLUMN another text"))
            _ = trace.take()
            let all = try await connection.run(All())
            #expect(all == [1])
            let messages = trace.take()
            #expect(messages.filter { $0 == "Execute" }.count == 3, "two of the statement, one of DEALLOCATE")
            #expect(messages.filter { $0.hasSuffix(All.sql) }.count == 1)
            try await connection.execute(.unsafeRaw("DROP TABLE stale"))
            let error = await postgresError { _ = try await connection.run(All()) }
            #expect(error?.serverError?.sqlState == .undefinedTable)
        }
    }

    /// Inside a transaction the error has spoilt what came before it, so that it surfaces; running the transaction
    /// again helps.
    @Test(arguments: [true, false])
    func insideATransactionItSurfacesOnce(_ isFirstStatement: Bool) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            for change in Change.allCases {
                try await Self.prepare(database)
                try await Self.change(change, in: database)
                func run() async throws -> [Int32] {
                    try await database.transaction { transaction in
                        if !isFirstStatement { try await transaction.execute("SELECT 1") }
                        return try await transaction.run(All())
                    }
                }
                let error = await postgresError { _ = try await run() }
                #expect(error?.serverError?.sqlState == change.code, "\(change)")
                #expect(try await run() == [1], "\(change)")
                let (all, next) = try await database.run(All(), Increment(value: 1))
                #expect(all == [1] && next == 2, "\(change)")
            }
        }
    }

    /// The same in a savepoint, after whose end the transaction itself can go on with the statement.
    @Test func aSavepointIsEnoughToRunItAgain() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await Self.prepare(database)
            try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("ALTER TABLE stale ADD COLUMN another text"))
                let error = await postgresError {
                    _ = try await transaction.savepoint { try await $0.run(Increment(value: 1), All()) }
                }
                #expect(error?.serverError?.sqlState == .featureNotSupported)
                #expect(try await transaction.run(All()) == [1])
            }
        }
    }

    /// Another `search_path` may find another table of another shape.
    @Test func anotherSearchPathFindsAnotherTable() async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw(
                    """
                    CREATE SCHEMA stale_a;
                    CREATE TABLE stale_a.stale AS SELECT 1 AS a;
                    CREATE SCHEMA stale_b;
                    CREATE TABLE stale_b.stale AS SELECT 2 AS a, 'b' AS b;
                    """))
            for (schema, value) in [("stale_a", Int32(1)), ("stale_b", 2), ("stale_a", 1)] {
                try await connection.execute("SET search_path TO \(identifier: schema)")
                let all = try await connection.run(All())
                #expect(all == [value])
            }
            try await connection.execute("SET search_path TO stale_b")
            let (all, next) = try await connection.run(All(), Increment(value: 1))
            #expect(all == [2] && next == 2)
            try await connection.execute(.unsafeRaw("DROP SCHEMA stale_a CASCADE; DROP SCHEMA stale_b CASCADE"))
        }
    }

    /// DISCARD ALL runs in no transaction and takes the statements along.
    @Test func discardAllIsSurvived() async throws {
        try await withConnection { connection in
            #expect(try await connection.run(Increment(value: 1)) == 2)
            for _ in 0..<3 {
                try await connection.execute("DISCARD ALL")
                #expect(try await connection.run(Increment(value: 1)) == 2)
                let both = try await connection.run(Increment(value: 2), Series(count: 1))
                #expect(both.0 == 3)
            }
            let kept = try await connection.rows(
                "SELECT count(*), count(DISTINCT statement) FROM pg_prepared_statements")
            #expect(kept == [["2", "2"]])
        }
    }
}

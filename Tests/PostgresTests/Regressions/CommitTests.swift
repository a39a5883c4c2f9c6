import Postgres
import Testing

/// T34: what the end of a transaction comes to.
extension RegressionTests.CommitTests {
    private struct InsertTwice: BatchStatement {
        static let name = "regression.insert_deferred"
        static let sql = "INSERT INTO deferred VALUES ($1)"
        static let parameterTypes: [OID] = [.int4]
        var id: Int32
        func encode(into parameters: inout Parameters) { parameters.append(id) }
    }

    private static let setup = SQL.unsafeRaw(
        "CREATE TEMP TABLE deferred (id int CONSTRAINT deferred_once UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    /// An error that the program swallowed has spoilt the transaction; the server answers COMMIT with ROLLBACK.
    @Test func theCommitOfAFailedTransactionIsNoSuccess() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(Self.setup) }
            for _ in 0..<3 {
                let error = await postgresError {
                    try await database.transaction { transaction in
                        _ = try await transaction.run(InsertTwice(id: 1))
                        _ = try? await transaction.run(Fail())
                    }
                }
                #expect(error?.isRolledBack == true)
                #expect(error?.isSafeToRetry == false)
            }
            let pid = try await database.run(BackendPID())
            let rows = try await database.transaction {
                try await $0.rows("SELECT count(*), pg_backend_pid() FROM deferred")
            }
            #expect(rows == [["0", "\(pid)"]])
        }
    }

    /// At a COMMIT, at the Sync of a batch and at that of a scoped call alike.
    @Test func aDeferredConstraintIsToldWithItsCode() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(Self.setup) }
            let pid = try await database.run(BackendPID())
            let calls: [@Sendable () async throws -> Void] = [
                { try await database.write { _ = try await $0.run(batch: [InsertTwice(id: 1), InsertTwice(id: 1)]) } },
                { _ = try await database.run(batch: [InsertTwice(id: 1), InsertTwice(id: 1)]) },
                { _ = try await database.run(InsertTwice(id: 1), Increment(value: 1), InsertTwice(id: 1)) },
                { _ = try await database.run(in: InsertTwice(id: 1), InsertTwice(id: 1)) },
                {
                    try await database.withConnection {
                        try await $0.execute(
                            .unsafeRaw("INSERT INTO deferred VALUES (1); INSERT INTO deferred VALUES (1)"))
                    }
                },
            ]
            for call in calls {
                let error = await postgresError(call)
                #expect(error?.serverError?.sqlState == .uniqueViolation)
                #expect(error?.violates("deferred_once") == true)
                let rows = try await database.transaction { try await $0.rows("SELECT count(*) FROM deferred") }
                #expect(rows == [["0"]])
            }
            // None of them cost the connection.
            #expect(try await database.run(BackendPID()) == pid)
        }
    }

    /// A statement that ends the transaction would let the rest run, each as a transaction of its own, without whatever
    /// the transaction had set for itself.
    @Test(
        arguments: ["COMMIT", "ROLLBACK", "END", "ABORT", "COMMIT AND CHAIN", "PREPARE TRANSACTION 'x'"], [true, false])
    func aStatementMayNotEndItsTransaction(_ ending: String, _ isRaw: Bool) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.run(SetScope(value: "someone"))
                    let sql: SQL = .unsafeRaw(ending)
                    let first = await postgresError {
                        if isRaw {
                            try await transaction.execute(sql)
                        } else {
                            try await transaction.run(Ending(text: ending))
                        }
                    }
                    // Two-phase commit is switched off on the tests' server.
                    #expect(first?.isUsage == true || ending.hasPrefix("PREPARE"), "\(String(describing: first))")
                    let second = await postgresError { _ = try await transaction.run(ReadScope()) }
                    #expect(second != nil)
                }
            }
            #expect(error != nil)
            try await expectNoScope(in: database)
        }
    }

    private struct Ending: ExecuteStatement {
        static let name = "regression.ending"
        static let sql = ""
        var text: String
        var dynamicText: StatementVariant? { StatementVariant(sql: text, parameterTypes: []) }
    }

    /// The same where the commit that somebody smuggled in fails.
    @Test func aSmuggledCommitThatFailsEndsTheTransactionToo() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(Self.setup) }
            let error = await postgresError {
                try await database.transaction { transaction in
                    _ = try await transaction.run(batch: [InsertTwice(id: 1), InsertTwice(id: 1)])
                    let first = await postgresError { try await transaction.run(Ending(text: "COMMIT")) }
                    #expect(first?.violates("deferred_once") == true)
                    _ = try await transaction.run(InsertTwice(id: 2))
                }
            }
            #expect(error != nil)
            let rows = try await database.transaction { try await $0.rows("SELECT count(*) FROM deferred") }
            #expect(rows == [["0"]])
        }
    }

    /// A script that ends its transaction and begins another looks, at its end, as if nothing had happened.
    @Test(arguments: [
        "COMMIT; BEGIN", "SELECT 1; COMMIT; START TRANSACTION; SELECT 2", "ROLLBACK; BEGIN", "COMMIT AND CHAIN",
    ])
    func aScriptMayNotChangeItsTransactionForAnother(_ script: String) async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { try await $0.execute(.unsafeRaw(script)) }
            }
            #expect(error?.isUsage == true, "\(String(describing: error))")
            try await expectAnswer(from: database)
        }
    }
}

import Postgres
import Testing

@Suite struct TransactionTests {
    private struct Stop: Error {}

    @Test func commitsOnReturnAndRollsBackOnThrow() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            try await database.transaction { try await $0.execute(.unsafeRaw("CREATE TEMP TABLE t (id int)")) }
            try await database.transaction { try await $0.execute("INSERT INTO t VALUES (1)") }
            await #expect(throws: Stop.self) {
                try await database.transaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (2)")
                    throw Stop()
                }
            }
            let rows = try await database.transaction { try await $0.rows("SELECT id FROM t") }
            #expect(rows == [["1"]])
        }
    }

    @Test func optionsReachTheServer() async throws {
        try await withDatabase { database in
            let options = TransactionOptions(isolation: .serializable, isReadOnly: true, isDeferrable: true)
            let rows = try await database.transaction(options) { transaction in
                try await transaction.rows(
                    """
                    SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only'),
                        current_setting('transaction_deferrable')
                    """
                )
            }
            #expect(rows == [["serializable", "on", "on"]])
            let error = await postgresError {
                try await database.transaction(options) { try await $0.execute(.unsafeRaw("CREATE TABLE no (id int)")) }
            }
            #expect(error?.serverError?.sqlState == .readOnlyTransaction)
        }
    }

    @Test func aSwallowedErrorIsTold() async throws {
        try await withDatabase { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    _ = try? await transaction.run(Fail())
                }
            }
            guard case .rolledBack? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func aDeferredConstraintFailsAtCommit() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.execute(
                        .unsafeRaw(
                            "CREATE TEMP TABLE d (id int CONSTRAINT d_once UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
                    try await transaction.execute("INSERT INTO d VALUES (1), (1)")
                }
            }
            #expect(error?.violates("d_once") == true)
            try await expectAnswer(from: database)
        }
    }

    @Test func savepointsUndoTheirOwnPartOnly() async throws {
        try await withDatabase { database in
            let rows = try await database.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE s (id int) ON COMMIT DROP"))
                try await transaction.savepoint { try await $0.execute("INSERT INTO s VALUES (1)") }
                let error = await postgresError {
                    try await transaction.savepoint { inner in
                        try await inner.execute("INSERT INTO s VALUES (2)")
                        try await inner.savepoint { try await $0.execute("INSERT INTO s VALUES (3)") }
                        try await inner.run(Fail())
                    }
                }
                #expect(error?.serverError?.sqlState == "22012")
                try await transaction.execute("INSERT INTO s VALUES (4)")
                return try await transaction.rows("SELECT id FROM s ORDER BY id")
            }
            #expect(rows == [["1"], ["4"]])
        }
    }

    @Test func anEscapedTransactionThrows() async throws {
        try await withDatabase { database in
            final class Box { var transaction: Transaction? }
            let box = Box()
            _ = try await database.transaction { transaction in
                box.transaction = transaction
                try await transaction.execute("SELECT 1")
            }
            let error = await postgresError { try await box.transaction?.execute("SELECT 1") }
            guard case .usage? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func aScriptMayNotEndItsTransaction() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { try await $0.execute(.unsafeRaw("SELECT 1; COMMIT")) }
            }
            guard case .usage? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expectAnswer(from: database)
        }
    }

    @Test func anEmptyTransactionSendsNothing() async throws {
        try await withDatabase { database in
            let seven = try await database.transaction { _ in 7 }
            #expect(seven == 7)
        }
    }

    @Test func aSessionKilledInsideATransactionIsNotContinuedOnAnother() async throws {
        try await withDatabase(PoolOptions(maximumSize: 2)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    let pid = try await transaction.run(BackendPID())
                    try await kill(pid)
                    _ = try? await transaction.run(Increment(value: 1))
                    _ = try await transaction.run(Increment(value: 1))
                }
            }
            guard case .connection? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expectAnswer(from: database)
        }
    }

    @Test func aConnectionLostDuringCommitIsUnknown() async throws {
        try await withDatabase(PoolOptions(maximumSize: 1)) { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    // The commit waits in a deferred trigger, where the session is killed.
                    try await transaction.execute(
                        .unsafeRaw(
                            """
                            CREATE TEMP TABLE slow (id int);
                            CREATE FUNCTION pg_temp.wait() RETURNS trigger LANGUAGE plpgsql AS
                                'BEGIN PERFORM pg_sleep(10); RETURN NULL; END';
                            CREATE CONSTRAINT TRIGGER slow_wait AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
                                FOR EACH ROW EXECUTE FUNCTION pg_temp.wait();
                            INSERT INTO slow VALUES (1);
                            """))
                    let pid = try await transaction.run(BackendPID())
                    Task {
                        try await Task.sleep(for: .milliseconds(300))
                        try await kill(pid)
                    }
                }
            }
            guard case .commitOutcomeUnknown? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}

/// Ends a session of the server from outside, and waits until it is gone.
func kill(_ pid: Int32) async throws {
    try await withConnection { connection in
        try await connection.execute("SELECT pg_terminate_backend(\(pid))")
        for _ in 0..<200 {
            if try await connection.rows("SELECT 1 FROM pg_stat_activity WHERE pid = \(pid)").isEmpty { return }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

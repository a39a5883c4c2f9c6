import Postgres
import Synchronization
import Testing

/// T35: savepoints in every order, and scripts that speak of transactions themselves.
extension RegressionTests.SavepointTests {
    private struct Stop: Error {}

    private struct Insert: BatchStatement {
        static let name = "regression.insert_saved"
        static let sql = "INSERT INTO saved VALUES ($1)"
        static let parameterTypes: [OID] = [.int4]
        var id: Int32
        func encode(into parameters: inout Parameters) { parameters.append(id) }
    }

    /// Runs `body` and answers which rows it left.
    private static func rows(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Void
    ) async throws -> [String] {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE saved (id int)"))
                try await body(transaction)
            }
            return try await connection.rows("SELECT id FROM saved ORDER BY id").compactMap { $0[0] }
        }
    }

    @Test func anInnerErrorUndoesTheInnerPartOnly() async throws {
        let rows = try await Self.rows { transaction in
            try await transaction.savepoint { outer in
                _ = try await outer.run(Insert(id: 1))
                try? await outer.savepoint { inner in
                    _ = try await inner.run(Insert(id: 2))
                    try await inner.savepoint { _ = try await $0.run(Insert(id: 3)) }
                    throw Stop()
                }
                _ = try await outer.run(Insert(id: 4))
            }
            _ = try await transaction.run(Insert(id: 5))
        }
        #expect(rows == ["1", "4", "5"])
    }

    @Test func anOuterErrorUndoesTheInnerPartsToo() async throws {
        let rows = try await Self.rows { transaction in
            try? await transaction.savepoint { outer in
                try await outer.savepoint { _ = try await $0.run(Insert(id: 1)) }
                try await outer.savepoint { _ = try await $0.run(Insert(id: 2)) }
                throw Stop()
            }
            _ = try await transaction.run(Insert(id: 3))
        }
        #expect(rows == ["3"])
    }

    /// The error of a statement passes through every level that does not catch it.
    @Test func aServersErrorPassesThroughEveryLevel() async throws {
        let rows = try await Self.rows { transaction in
            let error = await postgresError {
                try await transaction.savepoint { first in
                    _ = try await first.run(Insert(id: 1))
                    try await first.savepoint { second in
                        try await second.savepoint { third in
                            _ = try await third.run(Insert(id: 2), Fail(), Insert(id: 3))
                        }
                    }
                }
            }
            #expect(error?.serverError?.sqlState == "22012")
            _ = try await transaction.run(Insert(id: 4))
        }
        #expect(rows == ["4"])
    }

    /// A swallowed error has spoilt its savepoint, which cannot be released then; the transaction itself goes on.
    @Test func aSwallowedErrorSpoilsItsSavepointOnly() async throws {
        let rows = try await Self.rows { transaction in
            let error = await postgresError {
                try await transaction.savepoint { inner in
                    _ = try await inner.run(Insert(id: 1))
                    _ = try? await inner.run(Fail())
                }
            }
            #expect(error?.serverError?.sqlState == .inFailedTransaction)
            _ = try await transaction.run(Insert(id: 2))
        }
        #expect(rows == ["2"])
    }

    /// An inner handle is over when its savepoint is; an outer one used inside is not refused, and its effects share
    /// the inner part's fate, which is how SQL has it.
    @Test func handlesEndWithTheirSavepoints() async throws {
        let rows = try await Self.rows { transaction in
            nonisolated(unsafe) var kept: Transaction?
            try await transaction.savepoint { kept = $0 }
            let error = await postgresError { _ = try await kept?.run(Insert(id: 1)) }
            #expect(error?.isUsage == true)
            try? await transaction.savepoint { _ in
                _ = try await transaction.run(Insert(id: 2))
                throw Stop()
            }
            _ = try await transaction.run(Insert(id: 3))
        }
        #expect(rows == ["3"])
    }

    @Test func thousandsOfSavepointsLeaveNothingBehind() async throws {
        let rows = try await Self.rows { transaction in
            for number in 0..<1000 {
                try? await transaction.savepoint { inner in
                    _ = try await inner.run(Insert(id: 0))
                    if number % 2 == 0 { throw Stop() }
                }
            }
            // Each that is still open and has written holds a lock on a transaction number of its own.
            let locks = try await transaction.rows(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND pid = pg_backend_pid()")
            #expect(Int(try #require(locks[0][0])) ?? .max <= 2)
            try await transaction.execute("DELETE FROM saved WHERE ctid <> (SELECT min(ctid) FROM saved)")
        }
        #expect(rows == ["0"])
    }

    /// The server warns and goes on; so does the transaction.
    @Test func aSecondBeginIsAWarning() async throws {
        try await withConnection { connection in
            let notices = Mutex<[String]>([])
            connection.onNotice { notice in notices.withLock { $0.append(notice.sqlState.rawValue) } }
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE saved (id int)"))
            await #expect(throws: Stop.self) {
                try await connection.transaction { transaction in
                    _ = try await transaction.run(Insert(id: 1))
                    try await transaction.execute(.unsafeRaw("BEGIN; INSERT INTO saved VALUES (2)"))
                    throw Stop()
                }
            }
            #expect(notices.withLock { $0 } == ["25001"])
            #expect(try await connection.rows("SELECT count(*) FROM saved") == [["0"]])
        }
    }

    /// Scripts may have savepoints of their own.
    @Test func aScriptsOwnSavepointsAreItsOwn() async throws {
        let rows = try await Self.rows { transaction in
            try await transaction.savepoint { inner in
                try await inner.execute(
                    .unsafeRaw(
                        """
                        SAVEPOINT mine; INSERT INTO saved VALUES (1); ROLLBACK TO SAVEPOINT mine;
                        INSERT INTO saved VALUES (2); RELEASE SAVEPOINT mine
                        """))
            }
        }
        #expect(rows == ["2"])
    }

    /// One that releases the layer's own savepoint makes its end an error, and no wrong success.
    @Test func aScriptThatReleasesOurSavepointIsTold() async throws {
        let rows = try await Self.rows { transaction in
            let error = await postgresError {
                try await transaction.savepoint { outer in
                    try await outer.savepoint { inner in
                        _ = try await inner.run(Insert(id: 1))
                        try await inner.execute(.unsafeRaw("RELEASE SAVEPOINT savepoint_2"))
                    }
                }
            }
            #expect(error?.serverError?.sqlState == "3B001")
            _ = try await transaction.run(Insert(id: 2))
        }
        #expect(rows == ["2"])
    }
}

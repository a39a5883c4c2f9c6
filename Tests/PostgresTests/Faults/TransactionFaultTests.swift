import Postgres
import Testing

extension FaultTests {
    @Suite struct TransactionFaultTests {
        enum FirstCall: CaseIterable { case statement, script, savepoint }

        /// T1: the connection never goes back to the pool inside a transaction that nobody knows of, whether the
        /// cancellation finds BEGIN on its way to the server or its answer on its way back.
        @Test(arguments: FirstCall.allCases, [FaultProxy.Direction.toServer, .toClient])
        func aTaskCancelledWhileBeginIsInFlightLeavesNoTransaction(
            _ first: FirstCall, _ direction: FaultProxy.Direction
        ) async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                let type: Character? = direction == .toClient ? "C" : nil
                let begin = proxy.on(.message(direction, type: type, containing: "BEGIN"), .hold)
                let task = Task {
                    try await database.transaction { transaction in
                        switch first {
                        case .statement: _ = try await transaction.run(BackendPID())
                        case .script: try await transaction.execute(.unsafeRaw("SELECT 1; SELECT 2"))
                        case .savepoint: try await transaction.savepoint { _ = try await $0.run(BackendPID()) }
                        }
                    }
                }
                try await proxy.reached(begin)
                task.cancel()
                // The cancel request goes by a connection of its own, and finds the server at rest.
                try await proxy.wait { $0.cancelRequests == 1 }
                proxy.release()
                let call = try await timed { try await task.value }
                #expect(call.error?.isCancelled == true, "\(call.result)")
                try await expectAnswer(from: database)
                try await expectNoTransaction(of: database)
            }
        }

        /// T12: after the server has ended the session nothing of the transaction reaches another one.
        @Test func aKilledTransactionNeverGoesOnElsewhere() async throws {
            let table = try await FaultTable()
            try await withFaults(PoolOptions(maximumSize: 2, callDeadline: .seconds(15))) { database, proxy in
                let error = await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.execute(table.insertion)
                        let pid = try await transaction.run(BackendPID())
                        try await end(pid)
                        for _ in 0..<3 {
                            let error = await postgresError { try await transaction.execute(table.insertion) }
                            #expect(error != nil)
                            #expect(error?.isCommitOutcomeUnknown == false)
                        }
                        let error = await postgresError {
                            _ = try await transaction.copyIn("COPY pg_temp.nowhere FROM STDIN") { _ in }
                        }
                        #expect(error != nil)
                        let inner = await postgresError {
                            try await transaction.savepoint { try await $0.execute(table.insertion) }
                        }
                        #expect(inner != nil)
                    }
                }
                // All errors were swallowed; the commit that could not be made must still be told.
                #expect(error != nil)
                #expect(error?.isCommitOutcomeUnknown == false, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
                #expect(proxy.record.open <= 2)
            }
        }

        /// T12, T33: the server ends a session that idles inside its transaction, and says why.
        @Test func aTransactionThatIdlesTooLongIsToldSo() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let farewell = proxy.on(.message(.toClient, type: "E", containing: "25P03"))
                let error = await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.execute("SET LOCAL idle_in_transaction_session_timeout = 50")
                        try await transaction.execute(table.insertion)
                        try await proxy.reached(farewell)
                        try await transaction.execute(table.insertion)
                    }
                }
                // The server's own words, whatever case carries them.
                let text = "\(String(describing: error))"
                #expect(text.contains("terminating connection due to idle-in-transaction timeout"), "\(text)")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func aConnectionCutInsideATransactionIsToldAtTheNextStatement() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let error = await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.execute(table.insertion)
                        proxy.cut()
                        try await transaction.execute(table.insertion)
                    }
                }
                #expect(error?.isConnection == true, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        private func end(_ pid: Int32) async throws {
            try await observe { connection in
                _ = try await connection.rows("SELECT pg_terminate_backend(\(pid), 5000)")
            }
        }

        /// None of the pool's sessions is inside a transaction.
        private func expectNoTransaction(of database: Database) async throws {
            #expect(database.poolCounts.inUse == 0)
            let states = try await observe { connection in
                try await connection.rows(
                    """
                    SELECT state, query FROM pg_stat_activity
                    WHERE backend_type = 'client backend' AND state LIKE 'idle in transaction%'
                    """)
            }
            #expect(states == [])
        }
    }
}

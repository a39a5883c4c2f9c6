import Postgres
import Testing

extension FaultTests {
    /// T2: whatever happens during COMMIT, the layer never says more than it knows.
    @Suite struct CommitFaultTests {
        @Test(arguments: [FaultProxy.Ending.reset, .end])
        func aCutBetweenTheCommitAndItsAnswerLeavesTheOutcomeOpen(_ ending: FaultProxy.Ending) async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.on(.message(.toClient, type: "C", containing: "COMMIT"), .cut(ending))
                let error = await postgresError {
                    try await database.transaction { try await $0.execute(table.insertion) }
                }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                #expect(error?.isSafeToRetry == false)
                try await table.expectRows(1)
                try await expectAnswer(from: database)
            }
        }

        /// To the client this looks the same, and nothing has happened.
        @Test func aCutBeforeTheCommitArrivesLeavesTheOutcomeOpenToo() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.on(.message(.toServer, containing: "COMMIT"), .cut(.reset))
                let error = await postgresError {
                    try await database.transaction { try await $0.execute(table.insertion) }
                }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func anAnswerCutShortIsNoAnswer() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                // `C`, four bytes of length, and `COM` of the tag.
                proxy.on(.message(.toClient, type: "C", containing: "COMMIT"), .cut(.end, passing: 8))
                let error = await postgresError {
                    try await database.transaction { try await $0.execute(table.insertion) }
                }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await table.expectRows(1)
            }
        }

        /// Statements without a transaction around them commit at the Sync that ends them, and ReadyForQuery says so:
        /// the tag of the INSERT, which comes before it, is no confirmation.
        @Test func theTagOfAStatementIsNoConfirmationOfItsCommit() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                // Prepared once, so that what follows is one short answer.
                try await prepare(database)
                proxy.on(.message(.toClient, type: "Z"), .cut(.reset))
                let error = await postgresError { _ = try await database.run(Note(table: table.name)) }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await table.expectRows(1)
                try await expectAnswer(from: database)
            }
        }

        @Test func statementsThatNeverArriveWholeLeaveTheirOutcomeOpen() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                try await prepare(database)
                proxy.on(.message(.toServer, type: "S"), .cut(.reset))
                let error = await postgresError { _ = try await database.run(Note(table: table.name)) }
                #expect(error?.isCommitOutcomeUnknown == true, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func aTransactionCutBeforeItsCommitMayBeRepeated() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.on(.message(.toClient, type: "C", containing: "INSERT"), .cut(.reset))
                let error = await postgresError {
                    try await database.transaction { try await $0.execute(table.insertion) }
                }
                #expect(error?.isConnection == true, "\(String(describing: error))")
                #expect(error?.isSafeToRetry == true)
                try await table.expectRows(0)
            }
        }

        /// The server would do what it is told only if the request came in time, and the client could not tell.
        @Test func aDeadlineDuringTheCommitSendsNoCancelRequest() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.on(.message(.toClient, type: "C", containing: "COMMIT"), .hold)
                let call = try await timed {
                    try await database.transaction(TransactionOptions(deadline: .milliseconds(400))) {
                        try await $0.execute(table.insertion)
                    }
                }
                #expect(call.error?.isCommitOutcomeUnknown == true, "\(call.result)")
                #expect(call.duration < .milliseconds(900) + slack)
                #expect(proxy.record.cancelRequests == 0)
                try await table.expectRows(1)
                proxy.release()
                try await expectAnswer(from: database)
            }
        }

        @Test func aTaskCancelledDuringTheCommitIsToldTheTruth() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let commit = proxy.on(.message(.toClient, type: "C", containing: "COMMIT"), .hold)
                let task = Task { try await database.transaction { try await $0.execute(table.insertion) } }
                try await proxy.reached(commit)
                task.cancel()
                proxy.release()
                let call = try await timed { try await task.value }
                // The commit is on disk by now. "Cancelled" would be a lie.
                if case .failure = call.result {
                    #expect(call.error?.isCommitOutcomeUnknown == true, "\(call.result)")
                }
                #expect(proxy.record.cancelRequests == 0)
                try await table.expectRows(1)
                try await expectAnswer(from: database)
            }
        }

        private func prepare(_ database: Database) async throws {
            let other = try await FaultTable()
            #expect(try await database.run(Note(table: other.name)) == 1)
        }
    }
}

import Postgres
import Testing

extension FaultTests {
    /// T18: a COPY that ends midway leaves no rows, keeps its cause, and leaves the pool with a connection that works.
    @Suite struct CopyFaultTests {
        private struct Stop: Error {}

        /// Long enough that the server reads the first rows while the last are not yet written.
        private nonisolated(nonsending) func writeRows(_ writer: CopyWriter, first: [String?] = ["1"]) async throws {
            try await writer.write(row: first)
            for number in 0..<300_000 { try await writer.write(row: ["\(number)"]) }
        }

        @Test func theServersErrorEndsItAndIsKept() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let pid = try await database.run(BackendPID())
                let error = await postgresError {
                    try await database.transaction { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            try await writeRows(writer, first: ["no number"])
                        }
                    }
                }
                // Invalid text representation.
                #expect(error?.serverError?.sqlState == "22P02", "\(String(describing: error))")
                try await table.expectRows(0)
                #expect(try await database.run(BackendPID()) == pid)
            }
        }

        @Test func theServersEndIsKept() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let error = await postgresError {
                    try await database.transaction { transaction in
                        let pid = try await transaction.run(BackendPID())
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            try await writer.write(row: ["1"])
                            try await observe { connection in
                                _ = try await connection.rows("SELECT pg_terminate_backend(\(pid), 5000)")
                            }
                            try await writeRows(writer)
                        }
                    }
                }
                #expect("\(String(describing: error))".contains("terminating connection due to administrator command"))
                #expect(error?.isCommitOutcomeUnknown == false)
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func aCancellationEndsIt() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let sent = proxy.on(.message(.toServer, type: "d"))
                let task = Task {
                    try await database.transaction { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            while true { try await writer.write(row: ["1"]) }
                        }
                    }
                }
                try await proxy.reached(sent)
                task.cancel()
                let call = try await timed { try await task.value }
                #expect(call.error?.isCancelled == true, "\(call.result)")
                #expect(call.duration < .seconds(2))
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        /// The client side of a program that itself waits: for a file, for a person.
        @Test func aCancellationEndsItWhileTheProgramWaits() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let copying = proxy.on(.message(.toClient, type: "G"))
                let task = Task {
                    try await database.transaction { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            try await writer.write(row: ["1"])
                            try await Task.sleep(for: .seconds(60))
                        }
                    }
                }
                try await proxy.reached(copying)
                task.cancel()
                let call = try await timed { try await task.value }
                guard case .failure = call.result else {
                    Issue.record("a program that waits for a minute has ended")
                    return
                }
                #expect(call.duration < .seconds(2))
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test(arguments: [FaultProxy.Ending.reset, .end])
        func aCutEndsIt(_ ending: FaultProxy.Ending) async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.on(.bytes(.toServer, 200_000), .cut(ending))
                let error = await postgresError {
                    try await database.transaction { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            try await writeRows(writer)
                        }
                    }
                }
                // Before any COMMIT: nothing is kept, and all of it may be done again.
                #expect(error?.isConnection == true, "\(String(describing: error))")
                try await table.expectRows(0)
                try await expectAnswer(from: database)
            }
        }

        @Test func theProgramsErrorThrowsEveryRowAway() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                let pid = try await database.run(BackendPID())
                await #expect(throws: Stop.self) {
                    try await database.transaction { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                            try await writeRows(writer)
                            throw Stop()
                        }
                    }
                }
                try await table.expectRows(0)
                #expect(try await database.run(BackendPID()) == pid)
            }
        }

        @Test func aNetworkSlowerThanTheProgramHoldsTheProgramBack() async throws {
            let table = try await FaultTable()
            try await withFaults { database, proxy in
                proxy.set { $0[.toServer].rate = 8 << 20 }
                let count = try await database.transaction { transaction in
                    try await transaction.copyIn("COPY \(identifier: table.name) FROM STDIN") { writer in
                        try await writeRows(writer)
                    }
                }
                #expect(count == 300_001)
                try await table.expectRows(300_001)
            }
        }

        @Test func aRowOfMegabytesArrives() async throws {
            let text = PipelineFaultTests.text(ofLength: 4 << 20)
            try await withFaults { database, proxy in
                let found = try await database.transaction { transaction in
                    try await transaction.execute(.unsafeRaw("CREATE TEMP TABLE huge (value text) ON COMMIT DROP"))
                    let count = try await transaction.copyIn("COPY huge FROM STDIN") { writer in
                        try await writer.write(row: [text])
                        try await writer.write(row: ["small"])
                    }
                    #expect(count == 2)
                    return try await transaction.rows("SELECT length(value), md5(value) = md5(\(text)) FROM huge")
                }
                #expect(found == [["\(text.count)", "t"], ["5", "f"]])
            }
        }
    }
}

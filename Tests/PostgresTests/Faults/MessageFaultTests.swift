import Foundation
import Postgres
import Testing

extension FaultTests {
    /// T33: what the server says, when it is no text that one could wish for.
    @Suite struct MessageFaultTests {
        /// The server cuts a database's name after 63 bytes, in the middle of a character: its message is not UTF-8.
        @Test func aMessageThatIsNotUTF8IsStillAnError() async throws {
            let name = "a" + String(repeating: "暖", count: 21)
            let options = try await OwnServer.shared.value.options.with("dbname", name)
            let error = await postgresError { try await Connection.open(options).close() }
            #expect(error?.serverError?.sqlState == .invalidCatalogName)
            let text = "\(String(describing: error))"
            #expect(text.contains("a" + String(repeating: "暖", count: 20)), "\(text)")
        }

        @Test func anErrorThatIsNotUTF8KeepsItsCode() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                // `E`, the length, and the fields `SERROR`, `VERROR`, `C22023`, each with a zero byte, and `M`.
                proxy.on(.message(.toClient, type: "E", containing: "暖"), .corrupt(at: 5 + 7 + 7 + 7 + 1 + 1))
                let error = await postgresError {
                    try await database.transaction { transaction in
                        try await transaction.execute(
                            .unsafeRaw("DO $$ BEGIN RAISE EXCEPTION '暖心' USING ERRCODE = '22023'; END $$"))
                    }
                }
                #expect(error?.serverError?.sqlState == "22023", "\(String(describing: error))")
                #expect(error?.serverError?.message.contains("心") == true)
                try await expectAnswer(from: database)
            }
        }

        @Test func aNoticeThatIsNotUTF8IsNoError() async throws {
            try await withProxy(to: OwnServer.shared.value.address) { proxy in
                let connection = try await Connection.open(proxy.options())
                let (notices, arrived) = AsyncStream<ServerError>.makeStream()
                connection.onNotice { arrived.yield($0) }
                // `N`, the length, `SNOTICE`, `VNOTICE`, `C00000`, and `M`.
                proxy.on(.message(.toClient, type: "N", containing: "暖"), .corrupt(at: 5 + 8 + 8 + 7 + 1 + 1))
                try await connection.execute(.unsafeRaw("DO $$ BEGIN RAISE NOTICE '暖心'; END $$"))
                let first = try await returns(within: .seconds(5)) { await notices.first { _ in true } }
                #expect(first?.message.contains("心") == true)
                await connection.close()
            }
        }

        /// The server says why it ends a session, and closes at once; both may come in one piece.
        @Test func theReasonOfTheEndIsKept() async throws {
            try await withFaults { database, proxy in
                for _ in 0..<5 {
                    let pid = try await database.run(BackendPID())
                    let sent = proxy.on(.message(.toServer, type: "B"))
                    let task = Task { try await database.run(Sleep(seconds: 30)) }
                    try await proxy.reached(sent)
                    proxy.hold(.toClient)
                    try await observe { connection in
                        _ = try await connection.rows("SELECT pg_terminate_backend(\(pid), 5000)")
                    }
                    // The end of the socket waits behind the reason.
                    proxy.release()
                    let call = try await timed { try await task.value }
                    #expect(call.error?.serverError?.sqlState == .adminShutdown, "\(call.result)")
                    #expect(call.error?.isSafeToRetry == true)
                    try await expectAnswer(from: database)
                }
            }
        }

        /// The same on a connection that is asked the next moment: the call may be made again elsewhere, unnoticed.
        @Test func aFarewellThatMeetsTheNextStatementIsNoFailure() async throws {
            try await withFaults { database, proxy in
                for _ in 0..<10 {
                    let pid = try await database.run(BackendPID())
                    try await observe { connection in
                        _ = try await connection.rows("SELECT pg_terminate_backend(\(pid), 5000)")
                    }
                    try await proxy.wait { $0.open == 0 }
                    let next = try await database.run(BackendPID())
                    #expect(next != pid)
                }
            }
        }
    }
}

import Foundation
import Postgres
import Testing

extension FaultTests {
    /// The instrument must be in order before its findings are.
    @Suite struct FaultProxyTests {
        @Test func aProxyOnAUnixSocketPassesEverythingOn() async throws {
            let server = try await OwnServer.shared.value
            let folder = FileManager.default.temporaryDirectory.appending(path: "proxy-\(UUID().uuidString.prefix(8))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let place = ServerAddress.unix(path: folder.appending(path: ".s.PGSQL.5432").path)
            try await withProxy(to: server.address, at: place) { proxy in
                let connection = try await Connection.open(proxy.options())
                let rows = try await connection.rows("SELECT repeat('暖', 100000)")
                #expect(rows == [[String(repeating: "暖", count: 100_000)]])
                #expect(proxy.record.bytes[1] > 300_000)
                #expect(proxy.record.sessions == 1 && proxy.record.cancelRequests == 0)
                await connection.close()
                try await proxy.wait { $0.open == 0 }
            }
        }

        @Test func whatIsHeldComesLaterAndWhole() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                // In the middle of a row.
                let half = proxy.on(.bytes(.toClient, 70_001), .hold)
                let task = Task { try await database.run(Series(count: 10_000)) }
                try await proxy.reached(half)
                #expect(database.poolCounts.inUse == 1)
                proxy.release()
                #expect(try await task.value.map(\.number) == Array(1...10_000))
            }
        }

        @Test func aRuleHoldsOnceAndForItsOwnMessage() async throws {
            try await withFaults { database, proxy in
                let never = proxy.on(.message(.toClient, type: "C", containing: "DELETE"), .cut(.reset))
                let once = proxy.on(.message(.toClient, type: "C", containing: "SELECT"), .cut(.reset))
                let error = await postgresError { _ = try await database.run(Increment(value: 1)) }
                #expect(error != nil)
                try await proxy.reached(once)
                try await expectAnswer(from: database)
                #expect(!proxy.record.reached.contains(never))
            }
        }

        @Test func whatDoesNotHappenIsTold() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                await #expect(throws: FaultProxy.DidNotHappen.self) {
                    try await proxy.wait(within: .milliseconds(20)) { $0.cancelRequests == 1 }
                }
            }
        }

        @Test func cancelRequestsAreToldFromSessions() async throws {
            try await withFaults { database, proxy in
                let sent = proxy.on(.message(.toServer, type: "B"))
                let task = Task { try await database.run(Sleep(seconds: 30)) }
                try await proxy.reached(sent)
                task.cancel()
                let call = try await timed { try await task.value }
                #expect(call.error?.isCancelled == true, "\(call.result)")
                #expect(proxy.record.sessions == 1 && proxy.record.cancelRequests == 1)
            }
        }

        @Test func theRateIsKept() async throws {
            try await withFaults { database, proxy in
                try await expectAnswer(from: database)
                proxy.set { $0[.toServer].rate = 500_000 }
                let text = String(repeating: "x", count: 200_000)
                let call = try await timed { try await database.run(EchoText(text: text)) }
                #expect(try call.result.get() == text)
                #expect(call.duration > .milliseconds(350) && call.duration < .milliseconds(1000))
            }
        }

        @Test func aFrozenServerIsSilentAndThenGoesOn() async throws {
            let server = try await OwnServer.shared.value
            let connection = try await Connection.open(server.options)
            server.freeze()
            let task = Task { try await connection.rows("SELECT 1") }
            await #expect(throws: DidNotReturn.self) {
                try await returns(within: .milliseconds(100)) { try await task.value }
            }
            server.thaw()
            #expect(try await task.value == [["1"]])
            await connection.close()
        }
    }
}

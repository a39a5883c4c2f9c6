import Foundation
import Postgres
import Testing

extension FaultTests {
    @Suite struct ConnectFaultTests {
        /// T9: connections that died in the pool are replaced, and the caller hears nothing of it.
        @Test(arguments: [FaultProxy.Ending.reset, .end])
        func aConnectionThatDiedIdleIsReplaced(_ ending: FaultProxy.Ending) async throws {
            try await withFaults(PoolOptions(maximumSize: 2, callDeadline: .seconds(15))) { database, proxy in
                for _ in 0..<20 {
                    let pid = try await database.run(BackendPID())
                    proxy.cut(ending)
                    let next = try await database.run(BackendPID())
                    #expect(next != pid)
                }
            }
        }

        /// T9: nothing has told the client's side, as when a firewall forgets a connection that is long at rest.
        @Test func aConnectionThatIsHalfOpenIsReplaced() async throws {
            try await withFaults(
                PoolOptions(maximumSize: 1, acquireTimeout: .seconds(4), callDeadline: .seconds(4))
            ) { database, proxy in
                let pid = try await database.run(BackendPID())
                let sessions = proxy.record.sessions
                proxy.forget()
                // A connection that was used a moment ago may be trusted.
                try await Task.sleep(for: .milliseconds(1200))
                let call = try await timed { try await database.run(BackendPID()) }
                #expect(try call.result.get() != pid)
                #expect(proxy.record.sessions == sessions + 1)
            }
        }

        /// T11: a password that is wrong now is wrong for ever.
        @Test func aWrongPasswordIsToldAtOnceAndOnce() async throws {
            let server = try await TLSServer.shared.value
            try await withProxy(to: server.address) { proxy in
                let database = Database(
                    server.options(user: "scrammed", port: proxy.port).with("password", "wrong"),
                    pool: PoolOptions(maximumSize: 3, acquireTimeout: .seconds(5)))
                let call = try await timed { try await database.run(Increment(value: 1)) }
                #expect(call.error?.serverError?.sqlState == .invalidPassword, "\(call.result)")
                #expect(call.duration < .seconds(2))
                #expect(proxy.record.sessions == 1)
                try await close(database)
                // Closing waits for attempts under way, so that none can follow.
                #expect(proxy.record.sessions == 1)
            }
        }

        /// T11: the error is that of the connection, not that of the queue.
        @Test func aPortWithoutAServerIsToldInTime() async throws {
            let port = try Socket.freePort()
            let database = Database(
                ConnectionOptions("host=127.0.0.1 port=\(port) user=postgres"),
                pool: PoolOptions(acquireTimeout: .milliseconds(600)))
            let call = try await timed { try await database.run(Increment(value: 1)) }
            #expect(call.duration < .milliseconds(1100) + slack)
            #expect(call.error?.isConnection == true, "\(call.result)")
            #expect("\(call.result)".contains("\(port)"))
            try await close(database)
        }

        /// T11: one that accepts and then says nothing.
        @Test func aSilentServerIsToldInTimeAndNotAskedForEver() async throws {
            try await withFaults(PoolOptions(maximumSize: 2, acquireTimeout: .seconds(1))) { database, proxy in
                proxy.set { $0.sessions = .unanswered }
                let call = try await timed { try await database.run(Increment(value: 1)) }
                #expect(call.duration < .milliseconds(1500) + slack)
                let isHonest = if case .pool(.acquireTimedOut)? = call.error { true } else { call.error?.isConnection }
                #expect(isHonest == true, "\(call.result)")
                #expect(proxy.record.sessions <= 2)
                // The callers have gone, and with them the reason to ask.
                let close = try await timed { await database.close() }
                #expect(close.duration < .seconds(1))
            }
        }

        @Test func aConnectTimeoutHoldsForASilentServer() async throws {
            try await withProxy(to: OwnServer.shared.value.address) { proxy in
                proxy.set { $0.sessions = .unanswered }
                var options = proxy.options()
                options.connectTimeout = .milliseconds(400)
                let call = try await timed { [options] in try await Connection.open(options).close() }
                #expect(call.duration < .milliseconds(900) + slack)
                #expect(call.error?.isConnection == true, "\(call.result)")
            }
        }

        /// The server stops in the middle of signing in.
        @Test(arguments: ["R", "S", "K", "Z"] as [Character])
        func aConnectionCutWhileItIsMadeIsTriedAgain(_ type: Character) async throws {
            try await withFaults { database, proxy in
                proxy.on(.message(.toClient, type: type), .cut(.reset))
                try await expectAnswer(from: database)
                #expect(proxy.record.sessions == 2)
            }
        }

        @Test func aTaskThatGivesUpWhileItConnectsIsFreeAtOnce() async throws {
            try await withFaults { database, proxy in
                proxy.set { $0.sessions = .unanswered }
                let task = Task { try await database.run(Increment(value: 1)) }
                try await proxy.wait { $0.sessions == 1 }
                let start = ContinuousClock.now
                task.cancel()
                let call = try await timed { try await task.value }
                #expect(start.duration(to: .now) < .milliseconds(300))
                #expect(call.error?.isCancelled == true, "\(call.result)")
            }
        }

        /// The slowest of networks is no error.
        @Test func aSlowNetworkIsNoError() async throws {
            try await withFaults { database, proxy in
                proxy.set { settings in
                    settings[.toServer].delay = .milliseconds(30)
                    settings[.toClient].delay = .milliseconds(30)
                }
                try await expectAnswer(from: database)
                let call = try await timed { try await database.run(Increment(value: 1)) }
                #expect(try call.result.get() == 2)
                // One round trip and no more.
                #expect(call.duration >= .milliseconds(60) && call.duration < .milliseconds(110) + slack)
            }
        }
    }
}

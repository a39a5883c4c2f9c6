import Foundation
import Postgres
import Testing

extension FaultTests {
    @Suite struct CancelFaultTests {
        /// T3: with cancel requests that race the end of their statement, no later statement is ever hit.
        /// NUANXIN_SOAK=1 makes it 10,000 rounds.
        @Test func aLateCancelRequestNeverHitsTheNextStatement() async throws {
            let isSoak = ProcessInfo.processInfo.environment["NUANXIN_SOAK"] != nil
            let server = try await OwnServer.shared.value.options
            let (lanes, rounds) = (4, isSoak ? 2_500 : 375)
            try await withThrowingTaskGroup(of: (cancelled: Int, hits: [String]).self) { group in
                for lane in 0..<lanes { group.addTask { try await race(server, lane, rounds: rounds) } }
                for try await (cancelled, hits) in group {
                    #expect(hits == [])
                    // Otherwise the race was not tried.
                    #expect(cancelled > rounds / 20 && cancelled < rounds)
                }
            }
        }

        private func race(
            _ server: ConnectionOptions, _ lane: Int, rounds: Int
        ) async throws -> (cancelled: Int, hits: [String]) {
            let database = Database(server, pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(15)))
            var (cancelled, hits) = (0, [String]())
            for round in 0..<rounds {
                let task = Task { try await database.run(Sleep(seconds: 0.0006)) }
                // Spread over the statement's life and a little beyond it.
                try await Task.sleep(for: .microseconds((round + lane * 53) * 7919 % 2400))
                task.cancel()
                if case .failure = await task.result { cancelled += 1 }
                // Long enough on the server for a stray request to arrive.
                do { _ = try await database.run(Sleep(seconds: 0.0006)) } catch { hits.append("\(error)") }
            }
            try await close(database)
            return (cancelled, hits)
        }

        /// T3: the same with one request that the network keeps until the next statement is under way.
        @Test func aCancelRequestKeptByTheNetworkNeverHitsTheNextStatement() async throws {
            try await withFaults { database, proxy in
                proxy.set { $0.cancelRequests = .held }
                let sent = proxy.on(.message(.toServer, type: "B"))
                let task = Task { try await database.run(Sleep(seconds: 0.1)) }
                try await proxy.reached(sent)
                task.cancel()
                try await proxy.wait { $0.cancelRequests == 1 }
                _ = try await timed { try await task.value }
                let next = proxy.on(.message(.toServer, type: "B"))
                async let answer = timed { try await database.run(Sleep(seconds: 0.6)) }
                try await proxy.reached(next)
                proxy.release()
                let call = try await answer
                #expect(throws: Never.self) { try call.result.get() }
            }
        }

        /// T4: a cancel request to a host that says nothing ends with the call's deadline, and holds up nobody else.
        @Test func cancelRequestsThatNobodyAnswersHoldUpNothing() async throws {
            let deadline = Duration.milliseconds(500)
            // More than there could be helpers for.
            let count = 24
            try await withFaults(PoolOptions(maximumSize: count, callDeadline: deadline)) { database, proxy in
                let other = Database(try await OwnServer.shared.value.options, pool: PoolOptions(maximumSize: 2))
                try await expectAnswer(from: other)
                proxy.set { $0.cancelRequests = .unanswered }
                let calls = Task {
                    try await withThrowingTaskGroup(of: Timed<Void>.self) { group in
                        for _ in 0..<count {
                            group.addTask { try await timed { try await database.run(Sleep(seconds: 60)) } }
                        }
                        return try await group.reduce(into: [Timed<Void>]()) { $0.append($1) }
                    }
                }
                try await proxy.wait { $0.cancelRequests > 0 }
                let start = ContinuousClock.now
                var longest = Duration.zero
                while start.duration(to: .now) < .milliseconds(600) {
                    let call = try await timed { try await other.run(Increment(value: 1)) }
                    longest = max(longest, call.duration)
                }
                #expect(longest < .milliseconds(250))
                for call in try await calls.value {
                    #expect(call.duration < deadline + .milliseconds(500) + slack)
                    guard case .failure = call.result else {
                        Issue.record("a statement of 60 s has ended")
                        continue
                    }
                }
                proxy.cut()
                proxy.set { $0.cancelRequests = .served }
                // The requests that hang must not use up what later ones need.
                let later = try await timed { try await database.run(Sleep(seconds: 60)) }
                #expect(later.duration < deadline + .milliseconds(500) + slack)
                try await close(other)
            }
        }

        /// T4: the same where the whole host has fallen silent.
        @Test func aCancelledTaskIsFreeSoonAlsoIfTheHostIsSilent() async throws {
            try await withFaults(PoolOptions(maximumSize: 1)) { database, proxy in
                try await expectAnswer(from: database)
                let sent = proxy.on(.message(.toServer, type: "B"))
                let task = Task { try await database.run(Sleep(seconds: 60)) }
                try await proxy.reached(sent)
                proxy.stall()
                proxy.set { $0.cancelRequests = .unanswered }
                proxy.set { $0.sessions = .unanswered }
                task.cancel()
                let call = try await timed { try await task.value }
                #expect(call.duration < .milliseconds(2500) + slack)
                guard case .failure = call.result else {
                    Issue.record("a statement of 60 s has ended")
                    return
                }
                proxy.cut()
                proxy.release()
                proxy.set { settings in
                    settings.cancelRequests = .served
                    settings.sessions = .served
                }
                try await expectAnswer(from: database)
            }
        }

        /// T5: the network breaks while a cancel request is on its way.
        @Test func cancellationsThatRaceABreakAllSettle() async throws {
            try await withFaults(PoolOptions(maximumSize: 2, callDeadline: .seconds(15))) { database, proxy in
                for round in 0..<150 {
                    let task = Task { try await database.run(Sleep(seconds: 60)) }
                    if round % 3 > 0 { try await Task.sleep(for: .microseconds(round * 7919 % 3000)) }
                    let breaking = Task.detached {
                        if round % 2 == 0 { await Task.yield() }
                        proxy.cut(round % 5 == 0 ? .end : .reset)
                    }
                    task.cancel()
                    let call = try await timed(within: .seconds(5)) { try await task.value }
                    guard case .failure = call.result else {
                        Issue.record("a statement of 60 s has ended")
                        continue
                    }
                    await breaking.value
                }
                try await expectAnswer(from: database)
                #expect(database.poolCounts.inUse == 0)
            }
        }

        /// The proxy refuses the request itself; the deadline then closes the socket.
        @Test func aRefusedCancelRequestStillEndsTheCallInTime() async throws {
            let deadline = Duration.milliseconds(300)
            try await withFaults(PoolOptions(maximumSize: 1, callDeadline: deadline)) { database, proxy in
                proxy.set { $0.cancelRequests = .turnedAway }
                let call = try await timed { try await database.run(Sleep(seconds: 60)) }
                #expect(call.duration < deadline + .milliseconds(500) + slack)
                guard case .failure = call.result else {
                    Issue.record("a statement of 60 s has ended")
                    return
                }
                proxy.set { $0.cancelRequests = .served }
                try await expectAnswer(from: database)
            }
        }
    }
}

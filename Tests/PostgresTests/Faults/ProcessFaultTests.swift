import Foundation
import Postgres
import Testing

extension FaultTests {
    /// What concerns a whole process is tried in one of its own: descriptors, threads, signals.
    @Suite struct ProcessFaultTests {
        /// T24: `select` would read and write beyond its set of 1,024 descriptors.
        @Test func descriptorsAboveTheLimitOfSelectWork() async throws {
            let folder = try await OwnServer.shared.value.folder.path
            await #expect(processExitsWith: .success) { [folder = folder as String] in
                var limit = rlimit()
                getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                limit.rlim_cur = min(limit.rlim_max, 4096)
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                var highest: Int32 = 0
                for _ in 0..<1100 { highest = open("/dev/null", O_RDONLY | O_CLOEXEC) }
                try #require(highest > 1024)
                let options = ConnectionOptions("host=\(folder) user=postgres dbname=postgres")
                let database = Database(options, pool: PoolOptions(maximumSize: 3, callDeadline: .milliseconds(800)))
                let text = String(repeating: "x", count: 2 << 20)
                let (echo, rows) = try await database.run(EchoText(text: text), Series(count: 3000))
                try #require(echo == text && rows.count == 3000)
                // The cancel request has a socket of its own.
                let call = try await timed { try await database.run(Sleep(seconds: 30)) }
                try #require(call.error?.isTimedOut == true)
                try #require(call.duration < .milliseconds(1400))
                let next = try await database.run(Increment(value: 1))
                try #require(next == 2)
                try await close(database)
            }
        }

        /// T37: whatever happened to its connections, a pool that is closed leaves no socket and no thread behind.
        @Test func aClosedPoolLeavesNothingBehind() async throws {
            let folder = try await OwnServer.shared.value.folder.path
            await #expect(processExitsWith: .success) { [folder = folder as String] in
                let proxy = try FaultProxy(to: .unix(path: "\(folder)/.s.PGSQL.5432"))
                let options = proxy.options()
                func round() async throws {
                    let database = Database(options, pool: PoolOptions(maximumSize: 8, callDeadline: .seconds(2)))
                    await withTaskGroup(of: Void.self) { group in
                        for number in 0..<40 {
                            group.addTask {
                                let task = Task { try await database.run(Sleep(seconds: number % 4 == 0 ? 30 : 0.001)) }
                                if number % 4 == 0 {
                                    try? await Task.sleep(for: .milliseconds(number))
                                    task.cancel()
                                }
                                _ = await task.result
                                if number % 10 == 9 { proxy.cut() }
                            }
                        }
                    }
                    try await close(database)
                    let counts = database.poolCounts
                    try #require(counts.idle + counts.inUse + counts.opening + counts.waiting == 0)
                    let refused = try await timed { try await database.run(Increment(value: 1)) }
                    guard case .pool(.closed)? = refused.error else {
                        throw ProcessCounts.Leak("the pool is not closed")
                    }
                    // A connection that nobody closes, and one that never came to be.
                    _ = try await Connection.open(options)
                    _ = try? await Connection.open(options.with("dbname", "no such database"))
                    try await proxy.wait { $0.open == 0 }
                }
                // What is made once for a process is there after the first rounds.
                for _ in 0..<2 { try await round() }
                let before = ProcessCounts.now
                for _ in 0..<6 { try await round() }
                try await before.expectAgain()
                proxy.stop()
            }
        }

        /// T37: a close waits for calls under way, and for nothing else.
        @Test func aCloseWaitsForCallsUnderWay() async throws {
            try await withFaults(PoolOptions(maximumSize: 2)) { database, proxy in
                try await expectAnswer(from: database)
                let sent = proxy.on(.message(.toServer, type: "B"))
                let running = Task { try await timed { try await database.run(Sleep(seconds: 0.4)) } }
                try await proxy.reached(sent)
                let close = try await timed { await database.close() }
                let call = try await running.value
                try call.result.get()
                #expect(close.duration > .milliseconds(200))
                #expect(close.duration < .milliseconds(900))
                try await proxy.wait { $0.open == 0 }
            }
        }

        /// T38: a peer that is gone raises SIGPIPE in whoever writes to it, and OpenSSL writes without asking for
        /// silence. A signal that nobody handles would end this process.
        @Test func aKilledPeerUnderTLSRaisesNoSignal() async throws {
            let server = try await TLSServer.shared.value
            let (folder, port) = (server.folder.path, Int(server.port))
            await #expect(processExitsWith: .success) { [folder = folder as String, port = port as Int] in
                signal(SIGPIPE, SIG_DFL)
                let proxy = try FaultProxy(to: .loopback(port: UInt16(port)))
                let options = TLSServer.options(user: "scrammed", in: folder, port: proxy.port ?? 0)
                let text = String(repeating: "x", count: 1 << 20)
                for round in 0..<20 {
                    let database = Database(options, pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(5)))
                    let next = try await database.run(Increment(value: 1))
                    try #require(next == 2)
                    // In the middle of writing; and then also to say goodbye to nobody.
                    proxy.on(.bytes(.toServer, 20_000 + round * 10_000), .cut(round % 2 == 0 ? .reset : .end))
                    let call = try await timed { try await database.run(EchoText(text: text)) }
                    try #require(call.error != nil)
                    let connection = try await Connection.open(options)
                    proxy.cut(round % 2 == 0 ? .reset : .end)
                    await connection.close()
                    try await close(database)
                }
                proxy.stop()
            }
        }

        /// T38: system calls that a signal interrupts are taken up again.
        @Test func interruptedSystemCallsAreTakenUpAgain() async throws {
            let folder = try await OwnServer.shared.value.folder.path
            await #expect(processExitsWith: .success) { [folder = folder as String] in
                try await ProcessCounts.interruptEveryThread()
                let proxy = try FaultProxy(to: .unix(path: "\(folder)/.s.PGSQL.5432"))
                // Long enough for each wait to be interrupted.
                proxy.set { $0[.toClient].delay = .milliseconds(50) }
                let options = proxy.options()
                for _ in 0..<5 { try await Connection.open(options).close() }
                proxy.set { $0[.toClient].delay = .zero }
                for _ in 0..<3 {
                    let database = Database(options, pool: PoolOptions(maximumSize: 2, callDeadline: .seconds(10)))
                    for _ in 0..<20 {
                        let (rows, next) = try await database.run(Series(count: 500), Increment(value: 1))
                        try #require(rows.count == 500 && next == 2)
                    }
                    let task = Task { try await database.run(Sleep(seconds: 30)) }
                    try await Task.sleep(for: .milliseconds(5))
                    task.cancel()
                    let call = try await timed { try await task.value }
                    try #require(call.error?.isCancelled == true)
                    try #require(call.duration < .seconds(2))
                    try await close(database)
                }
                proxy.stop()
            }
        }
    }
}

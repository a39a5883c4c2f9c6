import Foundation
import Postgres
import Testing

extension FaultTests {
    /// A host that hangs: its sockets stay open, its system accepts connections and takes bytes, and nobody reads them.
    /// libpq itself has no time-out for it.
    @Suite struct FrozenServerTests {
        private struct Stop: Error {}

        private struct Call {
            let name: String
            let body: @Sendable () async throws -> Void

            init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
                self.name = name
                self.body = body
            }
        }

        /// One call of each kind, all caught by the same frost.
        @Test func noCallOutlivesItsDeadline() async throws {
            let server = try await OwnServer.shared.value
            let (table, copied) = (try await FaultTable(), try await FaultTable())
            let deadline = Duration.milliseconds(1500)
            let options = TransactionOptions(deadline: deadline)
            let warm = Database(server.options, pool: PoolOptions(maximumSize: 10, callDeadline: deadline))
            let cold = Database(server.options, pool: PoolOptions(maximumSize: 2, callDeadline: deadline))
            var connectionOptions = server.options
            connectionOptions.connectTimeout = deadline
            try await warmUp(warm, 8)
            let gate = Gate()
            let calls = [
                Call("run") { _ = try await warm.run(Increment(value: 1)) },
                Call("run on a new connection") { _ = try await cold.run(Increment(value: 1)) },
                Call("open") { [connectionOptions] in try await Connection.open(connectionOptions).close() },
                Call("BEGIN") { try await warm.transaction(options) { _ = try await $0.run(BackendPID()) } },
                Call("BEGIN on a new connection") {
                    try await cold.transaction(options) { _ = try await $0.run(BackendPID()) }
                },
            ]
            // These are inside their transactions when the frost comes, and their time runs already.
            let prepared = [
                Call("statement") {
                    try await warm.transaction(options) { transaction in
                        _ = try await transaction.run(BackendPID())
                        await gate.wait()
                        _ = try await transaction.run(BackendPID())
                    }
                },
                Call("COMMIT") {
                    try await warm.transaction(options) { transaction in
                        try await transaction.execute(table.insertion)
                        await gate.wait()
                    }
                },
                Call("ROLLBACK") {
                    try await warm.transaction(options) { transaction in
                        _ = try await transaction.run(BackendPID())
                        await gate.wait()
                        throw Stop()
                    }
                },
                Call("SAVEPOINT") {
                    try await warm.transaction(options) { transaction in
                        try await transaction.savepoint { inner in
                            _ = try await inner.run(BackendPID())
                            await gate.wait()
                            throw Stop()
                        }
                    }
                },
                Call("COPY") {
                    try await warm.transaction(options) { transaction in
                        _ = try await transaction.copyIn("COPY \(identifier: copied.name) FROM STDIN") { writer in
                            try await writer.write(row: ["1"])
                            await gate.wait()
                            while true { try await writer.write(row: ["1"]) }
                        }
                    }
                },
            ]
            let early = prepared.map { call in Task { try await timed(call.body) } }
            await gate.arrivals(of: prepared.count)
            server.freeze()
            defer { server.thaw() }
            let late = calls.map { call in Task { try await timed(call.body) } }
            gate.open()
            for (name, task) in zip(prepared.map(\.name) + calls.map(\.name), early + late) {
                guard let call = try? await task.value else {
                    Issue.record("\(name) has not returned")
                    continue
                }
                #expect(call.duration < deadline + .milliseconds(500) + slack, "\(name)")
                switch (name, call.result) {
                case (_, .success): Issue.record("\(name) succeeded on a frozen server")
                case ("COMMIT", _): #expect(call.error?.isCommitOutcomeUnknown == true, "\(name): \(call.result)")
                case ("ROLLBACK", .failure(let error)), ("SAVEPOINT", .failure(let error)):
                    #expect(error is Stop, "\(name): \(error)")
                case ("run", _):
                    let isHonest = call.error?.isCommitOutcomeUnknown == true || call.error?.isTimedOut == true
                    #expect(isHonest, "\(name): \(call.result)")
                default:
                    let isOfTime = call.error?.isTimedOut == true || call.error?.isConnection == true
                    #expect(isOfTime, "\(name): \(call.result)")
                }
            }
            server.thaw()
            try await expectAnswer(from: warm)
            try await expectAnswer(from: cold)
            try await close(warm)
            try await close(cold)
            try await copied.expectRows(0)
        }

        @Test func aCancelledCallAndACloseEndSoon() async throws {
            let server = try await OwnServer.shared.value
            let database = Database(server.options, pool: PoolOptions(maximumSize: 4))
            try await warmUp(database, 4)
            server.freeze()
            defer { server.thaw() }
            let task = Task { try await database.run(Sleep(seconds: 60)) }
            let waiting = Task { try await database.transaction { _ = try await $0.run(BackendPID()) } }
            while database.poolCounts.inUse < 2 { await Task.yield() }
            task.cancel()
            waiting.cancel()
            for task in [task, waiting].map({ task in Task { try await timed { try await task.value } } }) {
                let call = try await task.value
                // Two seconds for the server to react, and half a second to say goodbye.
                #expect(call.duration < .milliseconds(2500) + slack)
                guard case .failure = call.result else {
                    Issue.record("the call succeeded on a frozen server")
                    continue
                }
            }
            let close = try await timed { await database.close() }
            #expect(close.duration < .milliseconds(500) + slack)
        }

        /// Opens that many connections and leaves them idle.
        private func warmUp(_ database: Database, _ count: Int) async throws {
            let gate = Gate()
            let tasks = (0..<count).map { _ in
                Task {
                    try await database.transaction { transaction in
                        _ = try await transaction.run(BackendPID())
                        await gate.wait()
                    }
                }
            }
            await gate.arrivals(of: count)
            gate.open()
            for task in tasks { try await task.value }
            #expect(database.poolCounts.idle == count)
        }
    }
}

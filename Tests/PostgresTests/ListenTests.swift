import Postgres
import Testing

// T22 and T23 of the regressions: notifications that were lost, mixed up, or kept without bound.
@Suite struct ListenTests {
    private struct Notify: ExecuteStatement {
        static let name = "test.notify"
        static let sql = "SELECT pg_notify($1, $2)"
        static let parameterTypes: [OID] = [.text, .text]
        var channel: String
        var payload: String
        func encode(into parameters: inout Parameters) {
            parameters.append(channel)
            parameters.append(payload)
        }
    }

    /// Channels are the whole server's; each test has its own.
    private func channel(_ name: String = "channel") -> String { "\(name) \(UInt64.random(in: 0 ... .max))" }

    @Test(.timeLimit(.minutes(1)))
    func notificationsComeInOrderWithTheirPayload() async throws {
        try await withDatabase { database in
            // Needs quotes, and means something if it is not quoted.
            let channel = channel("a \"b\"; DROP")
            let listener = try await database.listen(channel)
            for number in 1...100 { try await database.run(Notify(channel: channel, payload: "\(number)")) }
            var heard: [String] = []
            for await event in listener {
                guard case .notification(let notification) = event else { continue }
                #expect(notification.channel == channel)
                heard.append(notification.payload)
                if heard.count == 100 { break }
            }
            #expect(heard == (1...100).map(String.init))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aListenerThatWasCutListensAgainAndSaysThatSomethingIsMissing() async throws {
        try await withDatabase { database in
            let channel = channel()
            let listener = try await database.listen(channel)
            let iterator = listener.makeAsyncIterator()
            try await database.run(Notify(channel: channel, payload: "before"))
            guard case .notification(let before)? = await iterator.next() else {
                Issue.record("nothing heard")
                return
            }
            #expect(before.payload == "before")
            try await withConnection { connection in
                let ended = try await connection.rows(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE query = 'LISTEN "' || \(channel) || '"' AND pid <> pg_backend_pid()
                    """)
                #expect(ended == [["t"]])
            }
            #expect(await iterator.next() == .gap)
            try await database.run(Notify(channel: channel, payload: "after"))
            guard case .notification(let after)? = await iterator.next() else {
                Issue.record("nothing heard")
                return
            }
            #expect(after.payload == "after")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func moreThanFitsIsThrownAwayAndSaid() async throws {
        try await withDatabase { database in
            let channel = channel()
            let listener = try await database.listen(to: [channel], ListenOptions(mostUnread: 10))
            // One transaction, so that all come at once; the server would merge equal ones.
            _ = try await database.run(batch: (0..<1000).map { Notify(channel: channel, payload: "\($0)") })
            try await withConnection { connection in
                // What the listener's session was sent before this is in its socket.
                for _ in 0..<100 {
                    let usage = try await connection.rows("SELECT pg_notification_queue_usage() = 0")
                    if usage == [["t"]] { break }
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            var heard = 0
            for await event in listener {
                if case .gap = event { break }
                heard += 1
            }
            #expect(heard >= 10 && heard < 1000)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aCancelledReaderAndAClosedListenerEnd() async throws {
        try await withDatabase { database in
            let listener = try await database.listen(channel())
            let reader = Task { for await _ in listener {} }
            reader.cancel()
            await reader.value
            let other = Task { for await _ in listener {} }
            listener.close()
            await other.value
        }
    }

    @Test func listeningToAServerThatIsNotThereSaysSo() async throws {
        let database = Database(ConnectionOptions("host=/nowhere dbname=none"))
        let error = await postgresError { _ = try await database.listen("a") }
        guard case .connection? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await database.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func aSessionHearsNotificationsWhileItIsBusy() async throws {
        try await withConnection { connection in
            let channel = channel()
            let (heard, hearing) = AsyncStream<String>.makeStream()
            connection.onNotification { hearing.yield($0.payload) }
            try await connection.execute("LISTEN \(identifier: channel)")
            try await connection.transaction { transaction in
                _ = try await transaction.run(Notify(channel: channel, payload: "own"))
                _ = try await transaction.run(Increment(value: 1))
            }
            var iterator = heard.makeAsyncIterator()
            #expect(await iterator.next() == "own")
        }
    }
}

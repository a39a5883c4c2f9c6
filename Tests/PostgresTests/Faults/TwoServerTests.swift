import Foundation
import Postgres
import Testing

extension FaultTests {
    /// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS
    @Suite struct TwoServerTests {
        /// Where each wish leads: to the primary, to the standby, or to whichever comes first.
        enum Wanted { case primary, standby, first }

        @Test(arguments: [
            ("any", Wanted.first), ("read-write", .primary), ("primary", .primary), ("read-only", .standby),
            ("standby", .standby), ("prefer-standby", .standby),
        ])
        func theSessionIsOfTheWantedKind(_ attributes: String, _ wanted: Wanted) async throws {
            let pair = try await ServerPair.shared.value
            let orders = [(pair.options(.first, .second), false), (pair.options(.second, .first), true)]
            for (options, firstIsStandby) in orders {
                let isStandby = try await isStandby(options.with("target_session_attrs", attributes))
                switch wanted {
                case .primary: #expect(!isStandby)
                case .standby: #expect(isStandby)
                case .first: #expect(isStandby == firstIsStandby)
                }
            }
        }

        @Test func aPreferredStandbyThatIsAwayIsDoneWithout() async throws {
            let pair = try await ServerPair.shared.value
            let options = pair.options(.first).with("host", "/nowhere,\(pair.folder.path)/sockets/first")
            #expect(try await !isStandby(options.with("target_session_attrs", "prefer-standby")))
        }

        @Test func noServerOfTheWantedKindIsAnErrorInTime() async throws {
            let pair = try await ServerPair.shared.value
            let options = pair.options(.first).with("target_session_attrs", "standby")
            let call = try await timed { try await Connection.open(options).close() }
            guard case .failure = call.result else {
                Issue.record("a primary was taken for a standby")
                return
            }
            #expect(call.duration < .seconds(2))
        }

        /// A host that hangs costs its own share of the time, not all of it; and it is not asked first again and again.
        @Test func aFrozenFirstHostIsWalkedPastAndThenLeftAlone() async throws {
            let pair = try await ServerPair.shared.value
            let options = pair.options(.second, .first).with("connect_timeout", "2")
            let database = Database(options, pool: PoolOptions(maximumSize: 2, acquireTimeout: .seconds(4)))
            pair.freeze(.second)
            defer { pair.thaw(.second) }
            let first = try await timed { try await database.run(Increment(value: 1)) }
            #expect(try first.result.get() == 2)
            #expect(first.duration < .milliseconds(2500) + slack)
            try await database.transaction { transaction in
                _ = try await transaction.run(BackendPID())
                // Needs a second connection, and begins at the last good host.
                let other = try await timed { try await Task.detached { try await database.run(BackendPID()) }.value }
                #expect(other.duration < .seconds(1))
                _ = try other.result.get()
            }
            try await close(database)
        }

        /// 25006: the node under the connection has been demoted. Reading goes on there and writing does not, so the
        /// connection is given up and the primary looked for.
        @Test func aDemotedNodeIsLeft() async throws {
            let pair = try await ServerPair.shared.value
            try await withProxy(to: pair.address(of: .second)) { proxy in
                let database = Database(proxy.options(), pool: PoolOptions(maximumSize: 1, callDeadline: .seconds(15)))
                let write: SQL = "CREATE TABLE IF NOT EXISTS demoted (id int)"
                let error = await postgresError { try await database.transaction { try await $0.execute(write) } }
                #expect(error?.serverError?.sqlState == .readOnlyTransaction, "\(String(describing: error))")
                // The name of the primary now leads to the primary; the open session stays where it is.
                let primary = pair.address(of: .first)
                proxy.set { $0.server = primary }
                let again = await postgresError { try await database.transaction { try await $0.execute(write) } }
                #expect(again == nil, "\(String(describing: again))")
                try await close(database)
            }
        }

        /// A primary that was told to be read-only is no demoted node where the caller asked for it himself.
        @Test func aTransactionThatIsReadOnlyByWishKeepsItsConnection() async throws {
            let database = Database(
                try await ServerPair.shared.value.options(.first), pool: PoolOptions(maximumSize: 1))
            let pid = try await database.run(BackendPID())
            let error = await postgresError {
                try await database.transaction(TransactionOptions(isReadOnly: true)) {
                    try await $0.execute("CREATE TABLE never (id int)")
                }
            }
            #expect(error?.serverError?.sqlState == .readOnlyTransaction)
            #expect(try await database.run(BackendPID()) == pid)
            try await close(database)
        }

        /// The primary hangs, its standby is promoted, and the old primary comes back believing in itself.
        @Test func aPoolFollowsAFailover() async throws {
            let pair = try await ServerPair.start()
            defer { pair.stop() }
            let options = pair.options(.first, .second).with("target_session_attrs", "read-write")
                .with("connect_timeout", "2")
            let database = Database(
                // An idle connection to the host that hangs is asked for a sign of life before a new one is opened.
                options,
                pool: PoolOptions(
                    maximumSize: 2, acquireTimeout: .seconds(6), pingTimeout: .milliseconds(500),
                    callDeadline: .seconds(6)))
            try await database.transaction { try await $0.execute("CREATE TABLE kept (id int)") }
            try await database.transaction { try await $0.execute("INSERT INTO kept VALUES (1)") }
            try await pair.waitUntilReplayed()
            pair.freeze(.first)
            defer { pair.thaw(.first) }
            let lost = try await timed {
                try await database.transaction(TransactionOptions(deadline: .milliseconds(500))) {
                    try await $0.execute("INSERT INTO kept VALUES (2)")
                }
            }
            #expect(lost.error?.isTimedOut == true || lost.error?.isConnection == true, "\(lost.result)")
            #expect(lost.duration < .seconds(1) + slack)
            try await pair.promoteSecond()
            let write = try await timed {
                try await database.transaction { try await $0.execute("INSERT INTO kept VALUES (3)") }
            }
            // Two seconds for the host that hangs.
            #expect(write.duration < .milliseconds(3000))
            try write.result.get()
            let rows = try await database.transaction { try await $0.rows("SELECT id FROM kept ORDER BY id") }
            #expect(rows == [["1"], ["3"]])
            try await close(database)
        }

        private func isStandby(_ options: ConnectionOptions) async throws -> Bool {
            let connection = try await Connection.open(options)
            let rows = try await connection.rows("SELECT pg_is_in_recovery()")
            await connection.close()
            return rows == [["t"]]
        }
    }
}

import Foundation
import Postgres

/// A primary and its hot standby, replicating by stream.
///
/// https://www.postgresql.org/docs/15/warm-standby.html
final class ServerPair: Sendable {
    enum Member: String, Sendable { case first, second }

    let folder: URL
    private let lifeline: Lifeline

    /// For tests that leave `first` the primary and `second` its standby.
    static let shared = Task { try await ServerPair.start() }

    private init(_ folder: URL, _ lifeline: Lifeline) {
        self.folder = folder
        self.lifeline = lifeline
    }

    static func start() async throws -> ServerPair {
        let folder = try OwnServer.newFolder()
        let copy = """
            mkdir sockets sockets/first sockets/second
            "$programs/initdb" -D first -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log
            \(OwnServer.serve("first", "sockets/first", ["wal_keep_size=64"]))
            \(OwnServer.ready("sockets/first", ""))
            "$programs/pg_basebackup" -h "$folder/sockets/first" -U postgres -D second -X stream -c fast -N -R \
                >backup.log
            \(OwnServer.serve("second", "sockets/second", []))
            \(OwnServer.ready("sockets/second", ""))
            """
        return ServerPair(folder, try await Lifeline.run(copy + OwnServer.end, in: folder))
    }

    /// Ends both before the test run does.
    func stop() { lifeline.end() }

    private func socket(of member: Member) -> String { folder.appending(path: "sockets/\(member.rawValue)").path }

    func address(of member: Member) -> ServerAddress { .unix(path: socket(of: member) + "/.s.PGSQL.5432") }

    /// A session of the superuser on the first of these that will do.
    func options(_ members: Member...) -> ConnectionOptions {
        ConnectionOptions("host=\(members.map(socket(of:)).joined(separator: ",")) user=postgres dbname=postgres")
    }

    /// As `OwnServer.freeze`.
    func freeze(_ member: Member) { signal(member, SIGSTOP) }

    func thaw(_ member: Member) { signal(member, SIGCONT) }

    private func signal(_ member: Member, _ number: Int32) {
        for process in OwnServer.processes(of: folder.appending(path: member.rawValue)) { kill(process, number) }
    }

    /// Waits until the standby shows all that the primary has written so far.
    func waitUntilReplayed() async throws {
        let primary = try await Connection.open(options(.first))
        let place = try await primary.rows("SELECT pg_current_wal_insert_lsn()")[0][0] ?? ""
        // A commit writes more, so that the standby gets to hear of it.
        try await primary.execute("SELECT pg_create_restore_point('replayed')")
        await primary.close()
        let standby = try await Connection.open(options(.second))
        defer { Task { await standby.close() } }
        for _ in 0..<500 {
            let rows = try await standby.rows("SELECT pg_last_wal_replay_lsn() >= \(place)")
            if rows == [["t"]] { return }
            // The server has no event for it.
            try await Task.sleep(for: .milliseconds(10))
        }
        throw OwnServer.Failure(description: "the standby does not follow")
    }

    /// Makes the standby a primary, and returns when it takes writes.
    ///
    /// https://www.postgresql.org/docs/15/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL
    func promoteSecond() async throws {
        let connection = try await Connection.open(options(.second))
        let answer = try await connection.rows("SELECT pg_promote(true, 20)")
        await connection.close()
        guard answer == [["t"]] else { throw OwnServer.Failure(description: "the standby was not promoted") }
    }
}

import Foundation
import Postgres

/// A real PgBouncer in transaction mode before the shared server, with two sessions of the server.
final class PgBouncer: Sendable {
    /// Where Debian, and others, install it; nil where it is not.
    static let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static let serverSessions = 2

    private let folder: URL
    private let lifeline: Lifeline

    private init(_ folder: URL, _ lifeline: Lifeline) {
        self.folder = folder
        self.lifeline = lifeline
    }

    /// A session of the superuser through it, without statements that outlive their transaction.
    var options: ConnectionOptions {
        var options = ConnectionOptions("host=\(folder.path) port=6432 user=postgres dbname=postgres")
        options.statements = .unnamed
        return options
    }

    func stop() { lifeline.end() }

    static func start(_ program: String) async throws -> PgBouncer {
        let server = try await OwnServer.shared.value
        let folder = try OwnServer.newFolder()
        // https://www.pgbouncer.org/config.html
        let settings = """
            [databases]
            postgres = host=\(server.folder.path) port=\(server.port) dbname=postgres user=postgres
            [pgbouncer]
            unix_socket_dir = \(folder.path)
            listen_port = 6432
            auth_type = any
            pool_mode = transaction
            default_pool_size = \(serverSessions)
            max_client_conn = 300
            stats_period = 3600
            """
        try settings.write(to: folder.appending(path: "settings.ini"), atomically: true, encoding: .utf8)
        // It keeps nothing that an orderly end would save, and may have been started with every other signal blocked.
        let script = """
            "$3" -q settings.ini >pgbouncer.log 2>&1 </dev/null &
            bouncer=$!
            finish() {
                kill -KILL $bouncer || true
                wait || true
                cd /
                rm -rf "$folder"
            }
            count=0
            until [ -S .s.PGSQL.6432 ]; do
                count=$((count + 1)); [ $count -lt 200 ]; kill -0 $bouncer; sleep 0.05
            done

            """
        return PgBouncer(folder, try await Lifeline.run(script + OwnServer.end, in: folder, [program]))
    }
}

import Foundation
import Postgres
import Synchronization

/// Options of a server on which the tests may do as they like, as a superuser.
///
/// NUANXIN_TEST_DATABASE names one; otherwise a cluster of the tests' own is started once for the run.
func testServer() async throws -> ConnectionOptions {
    if let conninfo = ProcessInfo.processInfo.environment["NUANXIN_TEST_DATABASE"] {
        return ConnectionOptions(conninfo)
    }
    return try await PrivateCluster.shared.value
}

enum PrivateCluster {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static let shared = Task { try await start() }

    /// The shell outlives the tests by as long as it takes to stop the server and remove its folder: it waits for the
    /// end of its standard input, which the system brings about however the tests end.
    private static let script = """
        set -e
        umask 077
        folder=$1; programs=$2
        cd "$folder"
        export LC_ALL=C.UTF-8
        "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log
        "$programs/postgres" -D data -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off \
            -c max_connections=60 -c log_statement=none >server.log 2>&1 </dev/null &
        server=$!
        read -r _ || true
        kill -QUIT $server
        wait $server || true
        rm -rf "$folder"
        """

    static func start() async throws -> ConnectionOptions {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pgtest-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let shell = Process()
        let command = ["/bin/sh", "-c", script, "sh", folder.path, try programs()]
        if getuid() == 0 {
            // PostgreSQL refuses to run as root.
            guard let postgres = getpwnam("postgres") else { throw Failure(description: "no user postgres") }
            chown(folder.path, postgres.pointee.pw_uid, postgres.pointee.pw_gid)
            shell.executableURL = URL(filePath: "/usr/bin/setpriv")
            shell.arguments = ["--reuid=postgres", "--regid=postgres", "--init-groups"] + command
        } else {
            shell.executableURL = URL(filePath: command[0])
            shell.arguments = Array(command.dropFirst())
        }
        let input = Pipe()
        shell.standardInput = input
        try shell.run()
        lifeline.keep(input)
        let options = ConnectionOptions("host=\(folder.path) user=postgres dbname=postgres")
        for _ in 0..<300 {
            if let connection = try? await Connection.open(options) {
                await connection.close()
                return options
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "the server did not start")
    }

    private static let lifeline = Lifeline()

    /// Keeps the pipes to the shells open as long as the process lives.
    private final class Lifeline: Sendable {
        private let descriptors = Mutex<[Int32]>([])
        func keep(_ pipe: Pipe) {
            // Not for the children: a shell that held its own input open would wait for ever.
            let copy = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_DUPFD_CLOEXEC, 0)
            descriptors.withLock { $0.append(copy) }
        }
    }

    /// The newest installed server's programs.
    private static func programs() throws -> String {
        if let folder = ProcessInfo.processInfo.environment["NUANXIN_PGBIN"] { return folder }
        let roots = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
        guard let version = roots.compactMap({ Int($0) }).max() else { throw Failure(description: "no PostgreSQL") }
        return "/usr/lib/postgresql/\(version)/bin"
    }
}

import Foundation
import Postgres
import Synchronization

/// A private PostgreSQL server that a test may freeze and kill. It ends with the test run, however that ends.
final class OwnServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The server's data are in its folder `data`; it listens on the Unix socket here.
    let folder: URL
    let port: UInt16
    private let lifeline: Lifeline

    /// For tests that break connections and kill sessions, and leave the server as they found it. It looks often
    /// whether its clients are still there, so that sessions cut off in mid-statement do not pile up.
    static let shared = Task { try await OwnServer.start(settings: ["client_connection_check_interval=100"]) }

    /// The server's settings, `name=value`, are added to the instrument's own.
    static func start(settings: [String] = []) async throws -> OwnServer {
        let folder = try newFolder()
        let lifeline = try await Lifeline.run(
            initialise + serve("data", "", settings) + ready("", "") + end, in: folder)
        return OwnServer(folder, 5432, lifeline)
    }

    init(_ folder: URL, _ port: UInt16, _ lifeline: Lifeline) {
        self.folder = folder
        self.port = port
        self.lifeline = lifeline
    }

    var address: ServerAddress { .unix(path: folder.appending(path: ".s.PGSQL.\(port)").path) }

    /// A session of the superuser on the Unix socket.
    var options: ConnectionOptions {
        ConnectionOptions("host=\(folder.path) port=\(port) user=postgres dbname=postgres")
    }

    /// Stops every process of the server in its tracks, as a host that hangs: sockets stay open, the system goes on
    /// to accept connections and bytes, and nobody reads them.
    func freeze() { for process in Self.processes(of: folder.appending(path: "data")) { kill(process, SIGSTOP) } }

    func thaw() { for process in Self.processes(of: folder.appending(path: "data")) { kill(process, SIGCONT) } }

    /// Ends the server before the test run does.
    func stop() { lifeline.end() }

    /// Every process of a server has the data folder as its working directory.
    static func processes(of data: URL) -> [pid_t] {
        let path = data.resolvingSymlinksInPath().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")) == path
        }
    }

    static func newFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pgfault-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// The parts of the shell scripts that run servers.
extension OwnServer {
    static let initialise = """
        "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log

        """

    /// Starts a server on the socket in `sub`, a folder of the folder or the folder itself.
    static func serve(_ data: String, _ sub: String, _ settings: [String]) -> String {
        let options = (["fsync=off", "max_connections=60", "log_statement=none"] + settings).map { "-c '\($0)'" }
        return """
            "$programs/postgres" -D "$folder/\(data)" -c unix_socket_directories="$folder/\(sub)" \
                \(settings.contains { $0.hasPrefix("listen_addresses") } ? "" : "-c listen_addresses=") \
                \(options.joined(separator: " ")) >>\(data).log 2>&1 </dev/null &
            servers="$servers $!"

            """
    }

    static func ready(_ sub: String, _ options: String) -> String {
        """
        count=0
        until "$programs/pg_isready" -q -h "$folder/\(sub)" \(options); do
            count=$((count + 1)); [ $count -lt 600 ]; kill -0 $servers; sleep 0.05
        done

        """
    }

    /// The shell outlives the tests by as long as it takes to stop the servers and to remove the folder: it waits for
    /// the end of its standard input, which the system brings about however the tests end. A frozen server would not
    /// hear that it is to stop.
    static let end = """
        trap - EXIT
        echo ready
        read -r _ || true
        finish

        """

    static let beginning = """
        set -e
        umask 077
        folder=$1; programs=$2; servers=
        cd "$folder"
        export LC_ALL=C.UTF-8
        finish() {
            for process in /proc/[0-9]*; do
                case "$(readlink "$process/cwd" || true)" in "$folder"/*) kill -CONT "${process#/proc/}" || true ;; esac
            done 2>/dev/null
            [ -z "$servers" ] || kill -QUIT $servers || true
            wait || true
            cd /
            rm -rf "$folder"
        }
        trap 'cat "$folder"/*.log >&2; finish' EXIT

        """
}

/// A shell that runs for as long as it is wanted, as the unprivileged user if need be.
final class Lifeline: Sendable {
    /// The end of a pipe that the shell reads from; -1 once closed.
    private let descriptor: Mutex<Int32>

    private init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    deinit { end() }

    func end() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Runs a script, which is over when it says "ready" or fails.
    static func run(_ script: String, in folder: URL, _ arguments: [String] = []) async throws -> Lifeline {
        let shell = Process()
        let script = OwnServer.beginning + script
        // In a session of its own: whoever ends the tests by ending their process group must not end the cleaning up.
        let command = ["/usr/bin/setsid", "--fork", "/bin/sh", "-c", script, "sh", folder.path, try programs()] + arguments
        if getuid() == 0 {
            // PostgreSQL refuses to run as root.
            guard let postgres = getpwnam("postgres") else { throw OwnServer.Failure(description: "no user postgres") }
            chown(folder.path, postgres.pointee.pw_uid, postgres.pointee.pw_gid)
            shell.executableURL = URL(filePath: "/usr/bin/setpriv")
            shell.arguments = ["--reuid=postgres", "--regid=postgres", "--init-groups"] + command
        } else {
            shell.executableURL = URL(filePath: command[0])
            shell.arguments = Array(command.dropFirst())
        }
        let (input, output) = (Pipe(), Pipe())
        shell.standardInput = input
        shell.standardOutput = output
        try shell.run()
        // Not for the children: a shell that held its own input open would wait for ever.
        let lifeline = Lifeline(fcntl(input.fileHandleForWriting.fileDescriptor, F_DUPFD_CLOEXEC, 0))
        let reader = output.fileHandleForReading
        let isReady = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = Data()
                while !text.contains(Data("ready".utf8)) {
                    let block = reader.availableData
                    guard !block.isEmpty else { break }
                    text += block
                }
                continuation.resume(returning: text.contains(Data("ready".utf8)))
            }
        }
        // setsid has ended long since, but Foundation takes note of it only when the shell ends, which has inherited the
        // socket that it watches. Until then whoever waits for any child, as the test library does for the processes
        // of exit tests, finds this one again and again, and never its own.
        var status: Int32 = 0
        while waitpid(shell.processIdentifier, &status, 0) == -1, errno == EINTR {}
        guard isReady else { throw OwnServer.Failure(description: "the server did not start; its log is above") }
        return lifeline
    }

    /// The newest installed server's programs.
    private static func programs() throws -> String {
        if let folder = ProcessInfo.processInfo.environment["NUANXIN_PGBIN"] { return folder }
        let roots = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
        guard let version = roots.compactMap({ Int($0) }).max() else {
            throw OwnServer.Failure(description: "no PostgreSQL")
        }
        return "/usr/lib/postgresql/\(version)/bin"
    }
}

import Foundation
import Glibc

/// A program that is run to its end, as the server's user.
struct Command {
    let program: String
    let arguments: [String]
    var input = ""
    var environment: [String: String] = Command.cleanEnvironment

    /// Nothing of the caller's environment reaches PostgreSQL: no PG* variable, no locale.
    static var cleanEnvironment: [String: String] {
        ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/", "LC_ALL": "C.UTF-8"]
    }

    /// Blocks. Standard output and standard error come back as one text.
    func run() throws(EmbeddedDatabaseError) -> (status: Int32, output: String) {
        let (outputEnd, outputStart) = try Self.pipe()
        defer { close(outputEnd) }
        let inputEnd: Int32?
        if input.isEmpty {
            inputEnd = nil
        } else {
            // Our inputs fit its buffer (some 200 KB), so they are written before anybody reads: no deadlock.
            let (end, start) = try Self.pipe()
            let bytes = Array(input.utf8)
            let written = write(start, bytes, bytes.count)
            close(start)
            guard written == bytes.count else {
                close(end)
                close(outputStart)
                throw .file(path: program, operation: "write", reason: errorText(errno))
            }
            inputEnd = end
        }
        defer { if let inputEnd { close(inputEnd) } }
        let spawn = Spawn(
            program: program, arguments: arguments, environment: environment, input: inputEnd, output: outputStart)
        let pid: pid_t
        do {
            pid = try spawn.start()
        } catch {
            close(outputStart)
            throw error
        }
        close(outputStart)
        let output = Self.readToEnd(outputEnd)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1, errno == EINTR {}
        return (status, String(decoding: output, as: UTF8.self))
    }

    /// Blocks. Throws with the program's own words when it does not end with 0.
    @discardableResult
    func runSuccessfully() throws(EmbeddedDatabaseError) -> String {
        let (status, output) = try run()
        guard status == 0 else {
            let name = URL(fileURLWithPath: arguments.first { $0.hasPrefix("/") } ?? program).lastPathComponent
            throw .programFailed(name: name, status: exitText(status), output: output)
        }
        return output
    }

    /// A socket pair in a pipe's place: it closes on exec from its first moment. A pipe that a server, started by
    /// another thread just then, had inherited would never come to its end.
    private static func pipe() throws(EmbeddedDatabaseError) -> (end: Int32, start: Int32) {
        var descriptors: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &descriptors) == 0 else {
            throw .file(path: "socketpair", operation: "open", reason: errorText(errno))
        }
        return (descriptors[0], descriptors[1])
    }

    private static func readToEnd(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes.append(contentsOf: buffer[..<count])
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }
}

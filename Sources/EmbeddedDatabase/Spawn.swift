import Foundation
import Glibc

/// One program to start: what it inherits is said here and nothing else is.
///
/// Not Foundation's `Process`: the server must inherit the lock, live in a session of its own (Ctrl-C in the terminal
/// reaches the whole foreground group), and be started by a thread that outlives it (see `ServerProcess`).
struct Spawn: Sendable {
    var program: String
    var arguments: [String]
    var environment: [String: String]
    /// Read as standard input; `nil` is /dev/null.
    var input: Int32?
    /// Standard output and standard error.
    var output: Int32
    /// Becomes descriptor 3 of the program.
    var inherited: Int32?
    var hasOwnSession = false

    /// Starts the program in `/`, with every signal at its default, none blocked, and no descriptor but those above.
    func start() throws(EmbeddedDatabaseError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        if let inherited {
            posix_spawn_file_actions_adddup2(&actions, inherited, 3)
        }
        // Other parts of the program may hold descriptors without close-on-exec. A server that lives on with one of
        // them would keep a pipe or a port open after us.
        for descriptor in (inherited == nil ? 3 : 4)..<Self.descriptorLimit() {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        if hasOwnSession { flags |= Self.setSession }
        posix_spawnattr_setflags(&attributes, Int16(flags))

        // Our own working folder may be closed to the server's user. The shell becomes the program: one process.
        let shell = "/bin/sh"
        let words = [shell, "-c", #"cd / && exec "$@""#, "sh", program] + arguments
        var pid = pid_t()
        let status = Self.withCStrings(words) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&pid, shell, &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else {
            throw .file(path: program, operation: "start", reason: errorText(status))
        }
        return pid
    }

    /// Above the highest open descriptor, with room for those that other threads open meanwhile.
    private static func descriptorLimit() -> Int32 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        let highest = names.compactMap { Int32($0) }.max() ?? 255
        return min(highest + 32, Int32(clamping: sysconf(Int32(_SC_OPEN_MAX))))
    }

    /// POSIX_SPAWN_SETSID, which <spawn.h> shows to GNU sources only.
    private static let setSession: Int32 = 0x80

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
        pointers[strings.count] = nil
        defer {
            for index in strings.indices { free(pointers[index]) }
            pointers.deallocate()
        }
        return body(pointers)
    }
}

/// The operating system's words for an error number.
func errorText(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}

/// How a process ended, in words.
func exitText(_ status: Int32) -> String {
    let signal = status & 0x7f
    return signal == 0 ? "exit \((status >> 8) & 0xff)" : "signal \(signal)"
}

/// Runs a blocking body on a thread of its own, so that the cooperative pool keeps its few threads.
func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws(EmbeddedDatabaseError) -> Value
) async throws(EmbeddedDatabaseError) -> Value {
    let result: Result<Value, EmbeddedDatabaseError> = await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            do throws(EmbeddedDatabaseError) {
                continuation.resume(returning: .success(try body()))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
    }
    return try result.get()
}

import Foundation
import Glibc
import Synchronization

/// The server as our child.
///
/// The kernel sends the parent-death signal when the *thread* that started the child ends, not the process
/// (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html). So one thread starts the server and then waits
/// for it, for as long as it lives; that also reaps it, so it never stays a zombie that looks like a running server.
final class ServerProcess: Sendable {
    let pid: pid_t
    private let state: Mutex<State>

    private struct State {
        var exit: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private init(pid: pid_t) {
        self.pid = pid
        state = Mutex(State())
    }

    static func start(_ spawn: Spawn) async throws(EmbeddedDatabaseError) -> ServerProcess {
        let started: Result<ServerProcess, EmbeddedDatabaseError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let process: ServerProcess
                do throws(EmbeddedDatabaseError) {
                    process = ServerProcess(pid: try spawn.start())
                } catch {
                    continuation.resume(returning: .failure(error))
                    return
                }
                continuation.resume(returning: .success(process))
                process.waitInThisThread()
            }
        }
        return try started.get()
    }

    private func waitInThisThread() {
        // First wait without reaping, then reap under the lock: `signal` can never hit a number that is free again.
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        let (status, waiting) = state.withLock { state in
            var status: Int32 = 0
            while waitpid(pid, &status, 0) == -1, errno == EINTR {}
            state.exit = status
            defer { state.waiting = [] }
            return (status, state.waiting)
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    /// The wait status; `nil` while the server lives.
    var exit: Int32? { state.withLock { $0.exit } }

    /// Sends the signal, unless the process has ended.
    func signal(_ number: Int32) {
        state.withLock { state in
            if state.exit == nil { kill(pid, number) }
        }
    }

    func waitForExit() async -> Int32 {
        await withCheckedContinuation { continuation in
            let exit = state.withLock { state in
                if state.exit == nil { state.waiting.append(continuation) }
                return state.exit
            }
            if let exit { continuation.resume(returning: exit) }
        }
    }

    /// `false` when the time is over and the server still lives.
    func waitForExit(atMost limit: Duration) async -> Bool {
        await waitUntil(atMost: limit) { self.exit != nil }
    }
}

/// Looks every 20 ms. Goes on when the task is cancelled, because stopping a server must finish.
func waitUntil(atMost limit: Duration, _ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + limit
    while !condition() {
        if ContinuousClock.now >= end { return false }
        // `Task.sleep` returns at once in a cancelled task.
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { continuation.resume() }
        }
    }
    return true
}

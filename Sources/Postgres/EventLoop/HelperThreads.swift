import Glibc
import Synchronization

/// Starts a detached thread. Answers 0, or the system's error.
func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
    final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let start = Unmanaged.passRetained(Start(body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, start.toOpaque())
    if code == 0 { pthread_detach(thread) } else { start.release() }
    return code
}

/// Threads for calls of libpq that block: connecting (which resolves names), PQcancel and closing.
final class HelperThreads: Sendable {
    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Locked(State())
    private let limit: Int

    /// Name resolution may hang for long; cancel requests must not queue behind it.
    static let connecting = HelperThreads(limit: 16)
    static let cancelling = HelperThreads(limit: 16)
    /// Closing says goodbye, by TLS in several steps.
    static let closing = HelperThreads(limit: 4)

    init(limit: Int) { self.limit = limit }

    /// Runs `body` on a thread of its own, later if all are taken.
    func run(_ body: @escaping @Sendable () -> Void) {
        let admitted = state.withLock { state in
            if state.running == limit {
                state.waiting.append(body)
                return false
            }
            state.running += 1
            return true
        }
        // Without a thread the call blocks its caller, which is better than never being made.
        if admitted, !start(body) { body() }
    }

    /// Runs `body` on a thread of its own; false, and nothing happens, if all are taken.
    func runNow(_ body: @escaping @Sendable () -> Void) -> Bool {
        let admitted = state.withLock { state in
            guard state.running < limit else { return false }
            state.running += 1
            return true
        }
        return admitted && start(body)
    }

    private func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let code = startThread { [self] in
            // PQcancel writes without MSG_NOSIGNAL.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            body()
            while let next = takeNext() { next() }
        }
        if code != 0 { state.withLock { $0.running -= 1 } }
        return code == 0
    }

    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}

import Foundation

/// What a process holds of the system.
struct ProcessCounts: Equatable, CustomStringConvertible {
    struct Leak: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }

    var descriptors: Int
    var threads: Int

    static var now: ProcessCounts {
        func count(_ folder: String) -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? -1
        }
        return ProcessCounts(descriptors: count("/proc/self/fd"), threads: count("/proc/self/task"))
    }

    var description: String { "\(descriptors) descriptors, \(threads) threads" }

    /// Waits until no more is held than then: threads and sockets end a moment after the call that was their last use.
    func expectAgain() async throws {
        var now = Self.now
        for _ in 0..<200 where now.descriptors > descriptors || now.threads > threads {
            try await Task.sleep(for: .milliseconds(20))
            now = Self.now
        }
        guard now.descriptors <= descriptors, now.threads <= threads else { throw Leak("\(self) before, \(now) now") }
    }
    /// From now on to the end of the process, interrupts what each of its threads waits for again and again.
    ///
    /// To be called before the layer starts its own threads: they take the set of blocked signals from their starters,
    /// which are threads of the dispatch library, and that blocks them all.
    static func interruptEveryThread() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    var signals = sigset_t()
                    sigemptyset(&signals)
                    sigaddset(&signals, SIGUSR1)
                    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
                    // Keeps the thread, so that the others take the other tasks.
                    usleep(2000)
                }
            }
        }
        // Without SA_RESTART, as `signal` would set it, a system call ends with EINTR.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR1, &action, nil)
        // Hidden from Swift: the header wants _GNU_SOURCE.
        guard let symbol = dlsym(nil, "tgkill") else { throw Leak("the system has no tgkill") }
        let send = unsafe unsafeBitCast(symbol, to: (@convention(c) (pid_t, pid_t, Int32) -> Int32).self)
        Thread.detachNewThread {
            while true {
                for thread in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? [] {
                    if let number = pid_t(thread) { _ = send(getpid(), number, SIGUSR1) }
                }
                usleep(500)
            }
        }
    }
}

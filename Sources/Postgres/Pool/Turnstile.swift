import Synchronization

/// Lets one task through at a time, first come, first served.
final class Turnstile: Sendable {
    private struct State {
        var isTaken = false
        var lastID: UInt64 = 0
        var waiters: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Locked(State())

    func enter() async throws(PostgresError) {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let isThrough = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state.isTaken {
                        state.waiters.append((id, continuation))
                        return nil
                    }
                    state.isTaken = true
                    return true
                }
                if let answer { continuation.resume(returning: answer) }
                // Cancelled while it was being queued: the handler found nobody.
                if answer == nil, Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
        guard isThrough else { throw .cancelled }
    }

    private func giveUp(_ id: UInt64) {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0).continuation }
        }
        waiter?.resume(returning: false)
    }

    func leave() {
        let next = state.withLock { state in
            if state.waiters.isEmpty {
                state.isTaken = false
                return CheckedContinuation<Bool, Never>?.none
            }
            return state.waiters.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}

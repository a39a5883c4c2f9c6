import Synchronization

/// Events between the loop that receives them and the task that reads them; bounded.
final class ListenBuffer: Sendable {
    private struct State {
        var events: [ListenEvent] = []
        var head = 0
        /// Events were thrown away since the last one that was kept.
        var hasGap = false
        var isFinished = false
        var waiter: CheckedContinuation<ListenEvent?, Never>?

        var isEmpty: Bool { head == events.count }

        mutating func takeFirst() -> ListenEvent {
            defer {
                head += 1
                if isEmpty {
                    events.removeAll(keepingCapacity: true)
                    head = 0
                }
            }
            return events[head]
        }
    }

    private let state = Locked(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func add(_ event: ListenEvent) {
        let waiter = state.withLock { state -> CheckedContinuation<ListenEvent?, Never>? in
            if state.isFinished { return nil }
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            if state.events.count - state.head >= limit { state.hasGap = true } else { state.events.append(event) }
            return nil
        }
        waiter?.resume(returning: event)
    }

    /// What is there is read first; the gap comes where something is missing.
    func addGap() {
        let waiter = state.withLock { state -> CheckedContinuation<ListenEvent?, Never>? in
            guard let waiter = state.waiter else {
                state.hasGap = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: .gap)
    }

    func finish() {
        let waiter = state.withLock { state in
            state.isFinished = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: nil)
    }

    /// The next event; nil when listening has ended or the task is cancelled.
    func next() async -> ListenEvent? {
        let event = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: ListenEvent?? = state.withLock { state in
                    if !state.isEmpty { return .some(state.takeFirst()) }
                    if state.hasGap {
                        state.hasGap = false
                        return .some(.gap)
                    }
                    if state.isFinished || Task.isCancelled || state.waiter != nil { return .some(nil) }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(returning: nil)
        }
        state.synchronise()
        return event
    }
}

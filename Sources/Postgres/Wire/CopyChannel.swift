import Synchronization

/// Carries blocks of rows from the task that makes them to the call that sends them, one block at a time.
final class CopyChannel: Sendable {
    private struct State {
        var block: [UInt8]?
        var isEnded = false
        var isAborted = false
        var isStopped = false
        var taker: UnsafeContinuation<[UInt8]?, Never>?
        var giver: UnsafeContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    var isAborted: Bool { state.withLock { $0.isAborted } }

    /// Waits until the block before this one is taken; false when the copy has ended early.
    func give(_ block: [UInt8]) async -> Bool {
        await withUnsafeContinuation { continuation in
            let step: (taker: UnsafeContinuation<[UInt8]?, Never>?, answer: Bool?) = state.withLock { state in
                if state.isStopped { return (nil, false) }
                if let taker = state.taker {
                    state.taker = nil
                    return (taker, true)
                }
                state.block = block
                state.giver = continuation
                return (nil, nil)
            }
            step.taker?.resume(returning: block)
            if let answer = step.answer { continuation.resume(returning: answer) }
        }
    }

    /// No more blocks follow; `aborting` asks for all rows to be thrown away.
    func end(aborting: Bool) {
        let taker = state.withLock { state in
            state.isEnded = true
            state.isAborted = aborting
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: nil)
    }

    /// The next block; nil at the end.
    func take() async -> [UInt8]? {
        await withUnsafeContinuation { continuation in
            let step: (giver: UnsafeContinuation<Bool, Never>?, answer: [UInt8]??) = state.withLock { state in
                if let block = state.block {
                    defer { state.giver = nil }
                    state.block = nil
                    return (state.giver, .some(block))
                }
                if state.isEnded || state.isStopped { return (nil, .some(nil)) }
                state.taker = continuation
                return (nil, nil)
            }
            step.giver?.resume(returning: true)
            if let answer = step.answer { continuation.resume(returning: answer) }
        }
    }

    /// Nobody takes any more: a waiting or later `give` answers false, a waiting `take` nil.
    func stopTaking() {
        let (giver, taker) = state.withLock { state in
            state.isStopped = true
            state.block = nil
            defer {
                state.giver = nil
                state.taker = nil
            }
            return (state.giver, state.taker)
        }
        giver?.resume(returning: false)
        taker?.resume(returning: nil)
    }
}

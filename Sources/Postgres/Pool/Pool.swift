import Synchronization

/// Lends connections, first come, first served. A connection that comes back goes straight to the first waiter.
final class Pool: Sendable {
    typealias Lease = Result<WireConnection, PostgresError>

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Lease, Never>
    }

    private struct State {
        var idle: [WireConnection] = []
        var inUse: [ObjectIdentifier: WireConnection] = [:]
        /// Attempts to open that are under way, pauses between them included.
        var opening = 0
        var waiters: [Waiter] = []
        var lastWaiterID: UInt64 = 0
        /// Waiters that were cancelled before they came to wait.
        var lastConnectionError: PostgresError?
        var consecutiveFailures = 0
        var isClosed = false
        var onEmpty: [CheckedContinuation<Void, Never>] = []

        var size: Int { idle.count + inUse.count + opening }
    }

    let connectionOptions: ConnectionOptions
    let options: PoolOptions
    let observation: Observation
    private let notices: NoticeSink
    private let state = Mutex(State())

    init(_ connectionOptions: ConnectionOptions, _ options: PoolOptions, _ observation: Observation) {
        self.connectionOptions = connectionOptions
        self.options = options
        self.observation = observation
        notices = NoticeSink { notice in observation.notice(notice) }
    }

    deinit {
        for wire in state.withLock({ $0.idle }) { wire.close() }
    }

    var counts: PoolCounts {
        state.withLock { state in
            PoolCounts(
                idle: state.idle.count, inUse: state.inUse.count, opening: state.opening, waiting: state.waiters.count)
        }
    }

    // MARK: Lending

    private enum Step {
        case ready(Lease)
        case wait(opens: Bool)
    }

    /// - Parameter mayWait: false where the caller holds a connection of this pool already and would wait for itself.
    func acquire(until limit: Moment, mayWait: Bool) async throws(PostgresError) -> WireConnection {
        if Task.isCancelled { throw .cancelled }
        let id = state.withLock { state in
            state.lastWaiterID += 1
            return state.lastWaiterID
        }
        let timeout = Moment.now + options.acquireTimeout
        let loop = EventLoop.next
        let lease: Lease = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                switch enter(Waiter(id: id, continuation: continuation), mayWait: mayWait) {
                case .ready(let lease):
                    continuation.resume(returning: lease)
                case .wait(let opens):
                    if opens { open() }
                    loop.execute { [self] in
                        let isCallersLimit = limit < timeout
                        _ = loop.schedule(at: min(limit, timeout)) { [weak self] in
                            self?.giveUp(id) { $0 ?? (isCallersLimit ? .timedOut : .pool(.acquireTimedOut)) }
                        }
                    }
                    // Cancelled before it came to wait: the handler below found nobody.
                    if Task.isCancelled { giveUp(id) { _ in .cancelled } }
                }
            }
        } onCancel: {
            giveUp(id) { _ in .cancelled }
        }
        return try lease.get()
    }

    private func enter(_ waiter: Waiter, mayWait: Bool) -> Step {
        state.withLock { state in
            if state.isClosed { return .ready(.failure(.pool(.closed))) }
            if state.waiters.isEmpty {
                // The most recently used first, so that surplus ones grow old.
                while let wire = state.idle.popLast() {
                    guard isUsable(wire) else {
                        wire.close()
                        continue
                    }
                    state.inUse[ObjectIdentifier(wire)] = wire
                    return .ready(.success(wire))
                }
            }
            let canOpen = state.size < options.maximumSize
            guard mayWait || canOpen else {
                return .ready(
                    .failure(
                        .usage(
                            "the pool is used inside its own transaction while none is free; use the transaction"
                        )))
            }
            guard state.waiters.count < options.maximumWaiting else { return .ready(.failure(.pool(.tooManyWaiting))) }
            state.waiters.append(waiter)
            let opens = canOpen && state.opening < state.waiters.count
            if opens { state.opening += 1 }
            return .wait(opens: opens)
        }
    }

    /// Ends the wait of one caller, if it still waits.
    private func giveUp(_ id: UInt64, _ reason: (_ lastConnectionError: PostgresError?) -> PostgresError) {
        let (waiter, connectionError) = state.withLock { state -> (Waiter?, PostgresError?) in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return (nil, nil) }
            return (state.waiters.remove(at: index), state.consecutiveFailures > 0 ? state.lastConnectionError : nil)
        }
        waiter?.continuation.resume(returning: .failure(reason(connectionError)))
    }

    private func isUsable(_ wire: WireConnection) -> Bool {
        wire.isAlive.load(ordering: .acquiring) && wire.isIdle.load(ordering: .acquiring) && !isOld(wire)
    }

    private func isOld(_ wire: WireConnection) -> Bool {
        // A tenth more or less, by the session's number, so that connections of one age do not all end at once.
        let share = 90 + Int(wire.backendPID.magnitude % 21)
        return wire.openedAt + options.maximumLifetime * share / 100 < Moment.now
    }

    // MARK: Taking back

    /// Takes a connection back: idle and alive it goes to the first waiter; any other is closed and replaced.
    func release(_ wire: WireConnection) {
        let isUsable = isUsable(wire)
        if !isUsable { wire.close() }
        let (waiter, opens, drained) = state.withLock { state -> (Waiter?, Bool, [CheckedContinuation<Void, Never>]) in
            state.inUse[ObjectIdentifier(wire)] = nil
            if state.isClosed {
                wire.close()
                return (nil, false, takeIfDrained(&state))
            }
            if isUsable {
                if state.waiters.isEmpty {
                    state.idle.append(wire)
                    return (nil, false, [])
                }
                state.inUse[ObjectIdentifier(wire)] = wire
                return (state.waiters.removeFirst(), false, [])
            }
            let opens = state.opening < state.waiters.count && state.size < options.maximumSize
            if opens { state.opening += 1 }
            return (nil, opens, [])
        }
        waiter?.continuation.resume(returning: .success(wire))
        if opens { open() }
        for continuation in drained { continuation.resume() }
    }

    // MARK: Opening

    /// Opens a connection for whoever is first in the queue when it is there. `opening` counts it already.
    private func open() {
        Task { [self] in
            while true {
                do throws(PostgresError) {
                    let wire = try await Connector.open(connectionOptions, onNotice: notices)
                    state.withLock { state in
                        state.opening -= 1
                        state.consecutiveFailures = 0
                        state.lastConnectionError = nil
                        state.inUse[ObjectIdentifier(wire)] = wire
                    }
                    release(wire)
                    return
                } catch {
                    guard let pause = pauseAfterFailure(error) else { return }
                    try? await Task.sleep(for: pause)
                    guard isStillWanted() else { return }
                }
            }
        }
    }

    /// Ends the attempt and fails the waiters where trying again is no use; else says how long to pause.
    private func pauseAfterFailure(_ error: PostgresError) -> Duration? {
        let (failed, drained, pause) = state.withLock {
            state -> ([Waiter], [CheckedContinuation<Void, Never>], Duration?) in
            state.lastConnectionError = error
            state.consecutiveFailures += 1
            guard error.isPermanentRefusal || state.waiters.isEmpty || state.isClosed else {
                // 50 ms, doubled each time up to 1 s, less up to a quarter, so that pools do not knock in step.
                let exponent = min(state.consecutiveFailures - 1, 5)
                let milliseconds = min(1000, 50 << exponent)
                return ([], [], .milliseconds(milliseconds - Int.random(in: 0...milliseconds / 4)))
            }
            state.opening -= 1
            var failed: [Waiter] = []
            if error.isPermanentRefusal {
                failed = state.waiters
                state.waiters = []
                state.consecutiveFailures = 0
            }
            return (failed, takeIfDrained(&state), nil)
        }
        if pause != nil {
            observation.poolEvent(.openingFailed(reason: "\(error)"))
        }
        for waiter in failed { waiter.continuation.resume(returning: .failure(error)) }
        for continuation in drained { continuation.resume() }
        return pause
    }

    private func isStillWanted() -> Bool {
        let (wanted, drained) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
            if !state.isClosed, !state.waiters.isEmpty { return (true, []) }
            state.opening -= 1
            return (false, takeIfDrained(&state))
        }
        for continuation in drained { continuation.resume() }
        return wanted
    }

    // MARK: Closing

    private func takeIfDrained(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        guard state.isClosed, state.inUse.isEmpty, state.opening == 0 else { return [] }
        defer { state.onEmpty = [] }
        return state.onEmpty
    }

    /// Turns waiters away, closes idle connections, and waits until those in use have come back.
    func drain() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for wire in idle { wire.close() }
    }

    func close() async {
        let (waiters, idle) = state.withLock { state -> ([Waiter], [WireConnection]) in
            state.isClosed = true
            defer {
                state.waiters = []
                state.idle = []
            }
            return (state.waiters, state.idle)
        }
        for waiter in waiters { waiter.continuation.resume(returning: .failure(.pool(.closed))) }
        for wire in idle { wire.close() }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isDrained = state.withLock { state in
                if state.inUse.isEmpty, state.opening == 0 { return true }
                state.onEmpty.append(continuation)
                return false
            }
            if isDrained { continuation.resume() }
        }
    }
}

extension PostgresError {
    /// The server is there and does not want us: a wrong password, no such database, no right to connect.
    var isPermanentRefusal: Bool {
        guard case .server(let error) = self else { return false }
        switch error.sqlState {
        case .invalidAuthorization, .invalidCatalogName, .insufficientPrivilege, .featureNotSupported: return true
        default: return error.sqlState.errorClass == "28"
        }
    }
}

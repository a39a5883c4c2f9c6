import Synchronization

/// Lends connections, first come, first served: carries out what its state machine decides.
final class Pool: Sendable {
    typealias Machine = PoolStateMachine<UInt64, UInt64>
    typealias Lent = Result<WireConnection, PostgresError>

    /// A request that waits, before and after its task has come to wait for the answer.
    fileprivate enum Waiter {
        case coming
        case waiting(CheckedContinuation<Lent, Never>)
        case answered(Lent)
    }

    fileprivate struct State {
        var machine: Machine
        var wires: [UInt64: WireConnection] = [:]
        var waiters: [UInt64: Waiter] = [:]
        /// When the one timer goes off; it may be too early, never too late.
        var timerAt = Moment.never
        /// Attempts to connect that are under way.
        var attempts: [UInt64: Task<Void, Never>] = [:]
        var isClosing = false
        var isDrained = false
        var onDrained: [CheckedContinuation<Void, Never>] = []
    }

    let connectionOptions: ConnectionOptions
    let options: PoolOptions
    let observation: Observation
    private let notices: NoticeSink
    private let state: Locked<State>
    private static let lastRequest = Atomic<UInt64>(0)

    init(_ connectionOptions: ConnectionOptions, _ options: PoolOptions, _ observation: Observation) {
        self.connectionOptions = connectionOptions
        self.options = options
        self.observation = observation
        notices = NoticeSink { notice in observation.notice(notice) }
        state = Locked(State(machine: Machine(options)))
        change { $0.start(now: $1) }
    }

    deinit {
        for wire in state.withLock({ Array($0.wires.values) }) { wire.close() }
    }

    var counts: PoolCounts { state.withLock { $0.machine.counts } }

    // MARK: Lending

    /// - Parameter mayWait: false where the caller holds a connection of this pool already and would wait for itself.
    nonisolated(nonsending) func acquire(
        until limit: Moment, mayWait: Bool
    ) async throws(PostgresError) -> WireConnection {
        if Task.isCancelled { throw .cancelled }
        let id = Self.lastRequest.wrappingAdd(1, ordering: .relaxed).newValue
        let now = Moment.now
        let (answer, effects) = state.withLock { state -> (Machine.Answer, Effects?) in
            let (answer, actions) = state.machine.request(
                id, preferredLoop: EventLoop.current?.index, mayWait: mayWait, now: now, deadline: limit)
            if case .wait = answer { state.waiters[id] = .coming }
            return (answer, state.effects(of: actions))
        }
        if let effects { carryOut(effects) }
        switch answer {
        case .lease(let connection):
            guard let wire = state.withLock({ $0.wires[connection] }) else { throw .pool(.closed) }
            if observation.isWatchingPool { tell(.acquired(waited: .zero)) }
            return wire
        case .fail(let error):
            if case .pool(.tooManyWaiting) = error { tell(.turnedAway) }
            throw error
        case .wait: return try await wait(for: id).get()
        }
    }

    private nonisolated(nonsending) func wait(for id: UInt64) async -> Lent {
        let lent = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Lent? = state.withLock { state in
                    guard case .answered(let answer)? = state.waiters[id] else {
                        state.waiters[id] = .waiting(continuation)
                        return nil
                    }
                    state.waiters[id] = nil
                    return answer
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            change { $0.cancel(id, now: $1) }
        }
        state.synchronise()
        return lent
    }

    /// Takes a connection back.
    func release(_ wire: WireConnection) {
        if wire.isTouched.exchange(false, ordering: .relaxed), wire.isReusable {
            Task { [self] in
                await wire.resetSession()
                giveBack(wire)
            }
        } else {
            giveBack(wire)
        }
    }

    private func giveBack(_ wire: WireConnection) {
        let isAlive = wire.isAlive.load(ordering: .acquiring)
        let state: Machine.ReleaseState = isAlive ? (wire.isReusable ? .clean : .dirty) : .broken
        change { $0.release(wire.id, state, now: $1) }
    }

    // MARK: What the machine decides

    /// Feeds the machine and carries out what it decides.
    private func change(_ body: (inout Machine, Moment) -> Machine.Actions) {
        let now = Moment.now
        let effects = state.withLock { state in state.effects(of: body(&state.machine, now)) }
        if let effects { carryOut(effects) }
    }

    /// What is done after the lock is left.
    fileprivate struct Effects {
        var answers: [(Waiter, Lent)] = []
        var granted: [Duration] = []
        var timedOut: [Duration] = []
        var closings: [(WireConnection, PoolClosingReason)] = []
        var pings: [(WireConnection, Moment)] = []
        var openings: Machine.Openings?
        var timer: Moment?
        var drained: [CheckedContinuation<Void, Never>] = []
    }

    private func carryOut(_ effects: Effects) {
        for case (.waiting(let continuation), let answer) in effects.answers { continuation.resume(returning: answer) }
        for (wire, reason) in effects.closings {
            wire.close()
            if observation.isWatchingPool { tell(.closed(PoolEvent.Closing(reason))) }
        }
        for (wire, deadline) in effects.pings { ping(wire, deadline) }
        if let openings = effects.openings {
            for _ in 0..<openings.count { open(generation: openings.generation) }
        }
        if let moment = effects.timer { setTimer(moment) }
        for continuation in effects.drained { continuation.resume() }
        if observation.isWatchingPool {
            for waited in effects.granted { tell(.acquired(waited: waited)) }
        }
        for waited in effects.timedOut { tell(.acquireTimedOut(waited: waited)) }
    }

    private func tell(_ event: PoolEvent) {
        observation.poolEvent(event)
        if observation.isWatchingPool { observation.poolEvent(.counts(counts)) }
    }

    private func setTimer(_ moment: Moment) {
        let loop = EventLoop.all[0]
        loop.execute { [weak self] in
            _ = loop.schedule(at: moment) { [weak self] in
                guard let self else { return }
                state.withLock { if $0.timerAt == moment { $0.timerAt = .never } }
                change { $0.timerFired(now: $1) }
            }
        }
    }

    private func ping(_ wire: WireConnection, _ deadline: Moment) {
        Task { [self] in
            let outcome = await wire.call(.script(""), CallLimits(deadline: deadline, isCancellable: false))
            let isAlive = if case .script = outcome { true } else { false }
            change { $0.pingEnded(wire.id, isAlive: isAlive, now: $1) }
        }
    }

    private func open(generation: UInt64) {
        let attempt = Self.lastRequest.wrappingAdd(1, ordering: .relaxed).newValue
        // Made under the lock, so that its end finds it in the list.
        state.withLock { state in
            let task = Task { [self] in
                await connect(generation)
                self.state.withLock { $0.attempts[attempt] = nil }
            }
            state.attempts[attempt] = task
            if state.isClosing { task.cancel() }
        }
    }

    private func connect(_ generation: UInt64) async {
        do throws(PostgresError) {
            let wire = try await Connector.open(connectionOptions, onNotice: notices)
            wire.onLossWhileIdle { [weak self, id = wire.id] in
                self?.change { $0.connectionLost(id, now: $1) }
            }
            state.withLock { $0.wires[wire.id] = wire }
            tell(.opened)
            change {
                $0.opened(
                    wire.id, onLoop: wire.loop.index, openedWith: generation, jitter: .random(in: 0..<1), now: $1)
            }
        } catch {
            if case .cancelled = error {} else { tell(.openingFailed(reason: "\(error)")) }
            change {
                $0.openFailed(
                    error, isPermanent: error.isPermanentRefusal, openedWith: generation,
                    jitter: .random(in: 0..<1), now: $1)
            }
        }
    }

    // MARK: Replacing and closing

    func drain() { change { $0.drain(now: $1) } }

    func resize(maximum: Int) { change { $0.resize(maximum: maximum, now: $1) } }

    /// Turns waiters away, closes idle connections, and waits until those in use have come back.
    /// - Parameter byForce: closes those in use as well.
    func close(byForce: Bool = false) async {
        change { $0.close(byForce: byForce, now: $1) }
        // Nobody waits for what is only being opened.
        let attempts = state.withLock { state in
            state.isClosing = true
            return Array(state.attempts.values)
        }
        for attempt in attempts { attempt.cancel() }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isDrained = state.withLock { state in
                if !state.isDrained { state.onDrained.append(continuation) }
                return state.isDrained
            }
            if isDrained { continuation.resume() }
        }
    }
}

extension Pool.State {
    /// Looks up whom and what the actions concern, while the lock is held. Nil where there is nothing to do, as mostly.
    fileprivate mutating func effects(of actions: Pool.Machine.Actions) -> Pool.Effects? {
        let next = machine.nextDeadline
        let needsTimer = next < timerAt
        guard needsTimer || actions.hasAny else { return nil }
        var effects = Pool.Effects()
        if needsTimer {
            timerAt = next
            effects.timer = next
        }
        for grant in [actions.grant].compactMap(\.self) + actions.moreGrants {
            if let wire = wires[grant.connection] { answer(grant.request, .success(wire), &effects) }
            effects.granted.append(grant.waited)
        }
        for refusal in actions.refusals {
            answer(refusal.request, .failure(refusal.error), &effects)
            switch refusal.error {
            case .pool(.acquireTimedOut), .timedOut: effects.timedOut.append(refusal.waited)
            default: break
            }
        }
        for closing in actions.closings {
            if let wire = wires.removeValue(forKey: closing.connection) {
                effects.closings.append((wire, closing.reason))
            }
        }
        for ping in actions.pings {
            if let wire = wires[ping.connection] { effects.pings.append((wire, ping.deadline)) }
        }
        effects.openings = actions.openings
        if actions.isDrained {
            isDrained = true
            effects.drained = onDrained
            onDrained = []
        }
        return effects
    }

    private mutating func answer(_ request: UInt64, _ answer: Pool.Lent, _ effects: inout Pool.Effects) {
        guard let waiter = waiters[request] else { return }
        switch waiter {
        case .coming: waiters[request] = .answered(answer)
        case .waiting:
            waiters[request] = nil
            effects.answers.append((waiter, answer))
        case .answered: break
        }
    }
}

extension PoolStateMachine.Actions {
    fileprivate var hasAny: Bool {
        grant != nil || !refusals.isEmpty || !closings.isEmpty || !pings.isEmpty || openings != nil || isDrained
    }
}

extension PoolEvent.Closing {
    fileprivate init(_ reason: PoolClosingReason) {
        self =
            switch reason {
            case .lifetime: .lifetime
            case .idle: .idle
            case .broken: .broken
            case .dirty: .dirty
            case .drained: .drained
            case .resized: .resized
            case .shutdown: .shutdown
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

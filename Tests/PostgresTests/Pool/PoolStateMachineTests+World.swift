@testable import Postgres

/// A model of everything around a pool's state machine: its callers, its connections, the server, and the clock.
///
/// It carries the actions out and checks each of them, and the state after each event, against rules that it derives
/// from its own books alone. A value, so that a search can branch.
struct PoolWorld {
    typealias Machine = PoolStateMachine<Int, Int>

    struct Violation: Error { var text: String }

    enum Use: Equatable {
        case idle(since: Moment)
        case pinged(until: Moment)
        case lent
        /// Free by the event that is being handled.
        case offered
    }

    struct Connection {
        var loop: Int
        var openedAt: Moment
        var expiresAt: Moment
        var generation: UInt64
        var use: Use
    }

    struct Request {
        var since: Moment
        var deadline: Moment
        var isCallersDeadline: Bool
    }

    /// Why the server cannot be reached, since how many rounds, and until when nobody may knock.
    struct Failure {
        var error: String
        var rounds: Int
        var until: Moment
    }

    /// What is happening: it decides which actions are in order.
    enum Event {
        case start, timer, drain, resize
        case close(byForce: Bool)
        case request(Int)
        case cancel(Int)
        case release(Int, Machine.ReleaseState)
        case opened(Int)
        case openFailed(isPermanent: Bool)
        case pingEnded(Int, isAlive: Bool)
        case lost(Int)
    }

    var machine: Machine
    var options: PoolOptions
    var now = Moment(nanoseconds: 1_000_000_000_000)
    var connections: [Int: Connection] = [:]
    /// In the order in which they came.
    var waiting: [Int] = []
    var requests: [Int: Request] = [:]
    /// The generations of the attempts under way.
    var openings: [UInt64] = []
    /// Pings whose report is still to come, also of connections closed meanwhile.
    var pings: [Int] = []
    var generation: UInt64 = 0
    var failure: Failure?
    var hasUnansweredPing = false
    var lastID = 0
    var isClosed = false
    var isClosedByForce = false
    var drainedCount = 0
    var endedCount = 0

    init(_ options: PoolOptions) throws {
        self.options = options
        machine = Machine(options)
        let actions = machine.start(now: now)
        try perform(actions, .start)
    }

    func require(_ condition: Bool, _ text: @autoclosure () -> String) throws {
        guard condition else { throw Violation(text: text()) }
    }

    static func nanoseconds(_ duration: Duration) -> UInt64 { (Moment(nanoseconds: 0) + duration).nanoseconds }

    var idle: [Int] { census.idle }
    var pinged: [Int] { census.pinged }
    var lent: [Int] { census.lent }

    var census: (idle: [Int], pinged: [Int], lent: [Int]) {
        var census: (idle: [Int], pinged: [Int], lent: [Int]) = ([], [], [])
        for (id, connection) in connections {
            switch connection.use {
            case .idle: census.idle.append(id)
            case .pinged: census.pinged.append(id)
            case .lent: census.lent.append(id)
            case .offered: break
            }
        }
        return census
    }
    var size: Int { connections.count + openings.count }

    func isFresh(_ id: Int) -> Bool {
        guard case .idle(let since)? = connections[id]?.use else { return false }
        return since + options.livenessCheckAfter > now
    }

    // MARK: Events

    mutating func request(preferredLoop: Int?, mayWait: Bool, within limit: Duration?) throws {
        lastID += 1
        let id = lastID
        let deadline = limit.map { now + $0 } ?? .never
        let timeout = now + options.acquireTimeout
        let (lentBefore, waitingBefore) = (lent.count, waiting.count)
        // What a caller must be given at once: the one used last, on its loop first.
        let candidates = waiting.isEmpty ? idle.filter { isFresh($0) && isYoung($0) } : []
        let near = candidates.filter { connections[$0]?.loop == preferredLoop }
        let expected = mostRecent(near.isEmpty ? candidates : near)
        let (answer, actions) = machine.request(
            id, preferredLoop: preferredLoop, mayWait: mayWait, now: now, deadline: deadline)
        switch answer {
        case .lease(let connection):
            try require(!isClosed, "a closed pool lends")
            try require(waiting.isEmpty, "request \(id) overtakes \(waiting)")
            try require(expected.contains(connection), "lends \(connection) instead of one of \(expected)")
            connections[connection]?.use = .lent
            endedCount += 1
        case .wait:
            try require(!isClosed, "a closed pool lets wait")
            try require(expected.isEmpty, "request \(id) waits while \(expected) is idle")
            let own = min(deadline, timeout)
            try require(own > now, "waits without time to wait")
            requests[id] = Request(since: now, deadline: own, isCallersDeadline: deadline < timeout)
            waiting.append(id)
        case .fail(let error):
            endedCount += 1
            let notLent = options.maximumSize - lentBefore
            switch error {
            case .pool(.closed): try require(isClosed, "an open pool says that it is closed")
            case .pool(.tooManyWaiting):
                try require(waitingBefore >= max(options.maximumWaiting, notLent), "shed too early")
            case .usage: try require(!mayWait && waitingBefore >= notLent, "refused as misuse")
            case .timedOut: try require(failure == nil && deadline <= now, "timed out too early")
            case .pool(.acquireTimedOut): try require(failure == nil && timeout <= now, "timed out too early")
            case .connection(let text): try require(failure?.error == text && min(deadline, timeout) <= now, text)
            default: throw Violation(text: "request \(id) fails with \(error)")
            }
        }
        try perform(actions, .request(id))
    }

    private func isYoung(_ id: Int) -> Bool { connections[id].map { $0.expiresAt > now } ?? false }

    /// More than one where several came to rest at the same moment.
    private func mostRecent(_ ids: [Int]) -> [Int] {
        func since(_ id: Int) -> Moment {
            if case .idle(let since)? = connections[id]?.use { since } else { .never }
        }
        let newest = ids.map(since).max()
        return ids.filter { since($0) == newest }
    }

    mutating func cancel(_ id: Int) throws {
        let wasWaiting = waiting.contains(id)
        let actions = machine.cancel(id, now: now)
        try require(actions.refusals.map(\.request) == (wasWaiting ? [id] : []), "cancels \(actions.refusals)")
        try perform(actions, .cancel(id))
    }

    mutating func release(_ id: Int, _ state: Machine.ReleaseState) throws {
        let actions = machine.release(id, state, now: now)
        if connections[id]?.use == .lent { connections[id]?.use = .offered }
        try perform(actions, .release(id, state))
    }

    mutating func openingSucceeds(_ index: Int, loop: Int, jitter: Double) throws {
        lastID += 1
        let openedWith = openings.remove(at: index)
        let lifetime = Double(Self.nanoseconds(options.maximumLifetime)) * (0.9 + 0.2 * jitter)
        connections[lastID] = Connection(
            loop: loop, openedAt: now, expiresAt: lifetime == 0 ? .never : now.adding(UInt64(lifetime.rounded())),
            generation: openedWith, use: .offered)
        if openedWith == generation { failure = nil }
        let actions = machine.opened(lastID, onLoop: loop, openedWith: openedWith, jitter: jitter, now: now)
        try perform(actions, .opened(lastID))
    }

    mutating func openingFails(_ index: Int, isPermanent: Bool, jitter: Double) throws {
        lastID += 1
        let openedWith = openings.remove(at: index)
        let text = "refusal \(lastID)"
        let isCurrent = openedWith == generation
        if isCurrent {
            var next = failure ?? Failure(error: text, rounds: 0, until: now)
            next.error = text
            if now >= next.until {
                let pauses: [UInt64] = [50, 100, 200, 400, 800, 1000]
                let pause = Double(pauses[min(next.rounds, 5)]) * 1_000_000 * (1 - jitter / 4)
                next.rounds += 1
                next.until = now.adding(UInt64(pause))
            }
            failure = next
        }
        let actions = machine.openFailed(
            .connection(text), isPermanent: isPermanent, openedWith: openedWith, jitter: jitter, now: now)
        try perform(actions, .openFailed(isPermanent: isPermanent && isCurrent))
    }

    mutating func pingEnds(_ index: Int, isAlive: Bool) throws {
        let id = pings.remove(at: index)
        if case .pinged? = connections[id]?.use {
            connections[id]?.use = .offered
            hasUnansweredPing = !isAlive
        }
        let actions = machine.pingEnded(id, isAlive: isAlive, now: now)
        try perform(actions, .pingEnded(id, isAlive: isAlive))
    }

    mutating func lose(_ id: Int) throws {
        if case .pinged? = connections[id]?.use { hasUnansweredPing = true }
        let actions = machine.connectionLost(id, now: now)
        try perform(actions, .lost(id))
    }

    mutating func fireTimer() throws {
        if pinged.contains(where: { if case .pinged(let until)? = connections[$0]?.use { until <= now } else { false } }
        ) {
            hasUnansweredPing = true
        }
        let actions = machine.timerFired(now: now)
        try perform(actions, .timer)
        try require(machine.nextDeadline > now, "the timer is due again at once")
        for id in waiting { try require(requests[id]?.deadline ?? now > now, "request \(id) waits past its deadline") }
    }

    mutating func drain() throws {
        if !isClosed {
            generation += 1
            failure = nil
        }
        let actions = machine.drain(now: now)
        try perform(actions, .drain)
    }

    mutating func resize(_ maximum: Int) throws {
        options.maximumSize = maximum
        let actions = machine.resize(maximum: maximum, now: now)
        try perform(actions, .resize)
    }

    mutating func close(byForce: Bool) throws {
        isClosed = true
        if byForce { isClosedByForce = true }
        let actions = machine.close(byForce: byForce, now: now)
        try perform(actions, .close(byForce: byForce))
    }
}

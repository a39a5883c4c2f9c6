@testable import Postgres

extension PoolWorld {
    /// Carries the actions out in the model; each must be in order for the event that caused it.
    mutating func perform(_ actions: Machine.Actions, _ event: Event) throws {
        let sizeBefore = size
        for refusal in actions.refusals { try perform(refusal, event) }
        for grant in [actions.grant].compactMap({ $0 }) + actions.moreGrants { try perform(grant) }
        for closing in actions.closings { try perform(closing, event, sizeBefore) }
        for (id, connection) in connections where connection.use == .offered {
            try require(size <= options.maximumSize, "\(id) rests above the maximum")
            connections[id]?.use = .idle(since: now)
        }
        for ping in actions.pings {
            try require(idle.contains(ping.connection), "pings \(ping.connection), which is not idle")
            try require(!isFresh(ping.connection), "pings \(ping.connection), which has just been used")
            try require(ping.deadline == now + options.pingTimeout, "ping until \(ping.deadline)")
            connections[ping.connection]?.use = .pinged(until: ping.deadline)
            pings.append(ping.connection)
        }
        try require(actions.pings.isEmpty || pinged.count <= waiting.count, "pings that no waiter needs")
        if let new = actions.openings { try perform(new) }
        if actions.isDrained { drainedCount += 1 }
        try checkState(sizeBefore, event)
    }

    private mutating func perform(_ refusal: Machine.Refusal, _ event: Event) throws {
        let id = refusal.request
        guard let place = waiting.firstIndex(of: id), let request = requests[id] else {
            throw Violation(text: "refuses \(id), which does not wait")
        }
        waiting.remove(at: place)
        requests[id] = nil
        endedCount += 1
        try require(
            refusal.waited == now.elapsed(since: request.since),
            "\(id) waited \(refusal.waited) by \(event), now \(now), since \(request.since)")
        switch (event, refusal.error) {
        case (.cancel(id), .cancelled), (.close, .pool(.closed)): break
        case (.openFailed(isPermanent: true), .connection(failure?.error)): break
        case (.timer, let error):
            try require(request.deadline <= now, "\(id) is timed out too early")
            switch error {
            case .connection(let text): try require(text == failure?.error, "\(id) is told \(text)")
            case .timedOut: try require(failure == nil && request.isCallersDeadline, "\(id) is told timedOut")
            case .pool(.acquireTimedOut):
                try require(failure == nil && !request.isCallersDeadline, "\(id) is told acquireTimedOut")
            default: throw Violation(text: "\(id) is told \(error)")
            }
        default: throw Violation(text: "\(id) is refused by \(event) with \(refusal.error)")
        }
    }

    private mutating func perform(_ grant: Machine.Grant) throws {
        try require(!isClosed, "a closed pool grants")
        try require(waiting.first == grant.request, "grants to \(grant.request) while \(waiting) wait")
        guard let connection = connections[grant.connection], let request = requests[grant.request] else {
            throw Violation(text: "grants \(grant)")
        }
        try require(
            connection.use == .offered || isFresh(grant.connection), "grants \(grant.connection), \(connection.use)")
        try require(connection.use != .offered || size <= options.maximumSize, "grants above the maximum")
        try require(connection.expiresAt > now, "grants \(grant.connection) past its lifetime")
        try require(grant.waited == now.elapsed(since: request.since), "\(grant.request) waited \(grant.waited)")
        connections[grant.connection]?.use = .lent
        waiting.removeFirst()
        requests[grant.request] = nil
        endedCount += 1
    }

    private mutating func perform(_ closing: Machine.Closing, _ event: Event, _ sizeBefore: Int) throws {
        let id = closing.connection
        guard let connection = connections.removeValue(forKey: id) else {
            throw Violation(text: "closes \(id), which is not open")
        }
        if case .close(byForce: true) = event {
        } else {
            try require(connection.use != .lent, "closes \(id), which is lent")
        }
        let isRight =
            switch (closing.reason, event) {
            case (.lifetime, _): connection.expiresAt <= now
            case (.idle, .timer):
                hasRestedEnough(connection) && idle.count >= options.minimumIdle
                    && connections.count >= options.minimumSize
            case (.broken, .release(id, .broken)), (.broken, .pingEnded(id, isAlive: false)), (.broken, .lost(id)): true
            case (.broken, .timer): if case .pinged(let until) = connection.use { until <= now } else { false }
            case (.dirty, .release(id, .dirty)): true
            case (.drained, _): connection.generation < generation
            case (.resized, _): sizeBefore > options.maximumSize
            case (.shutdown, _): isClosed
            default: false
            }
        try require(isRight, "closes \(id) (\(connection.use)) as \(closing.reason) by \(event)")
    }

    private func hasRestedEnough(_ connection: Connection) -> Bool {
        guard case .idle(let since) = connection.use, options.idleTimeout > .zero else { return false }
        return since + options.idleTimeout <= now
    }

    private mutating func perform(_ new: Machine.Openings) throws {
        try require(!isClosed, "a closed pool opens")
        try require(new.count > 0 && new.generation == generation, "opens \(new)")
        openings += Array(repeating: new.generation, count: new.count)
        let needed = max(waiting.count + missingIdle, missingSize)
        try require(openings.count <= needed, "\(openings.count) are being opened where \(needed) are needed")
        if let failure {
            try require(openings.count == 1, "\(openings.count) knock after a failure")
            try require(now >= failure.until, "knocks again too early")
        }
    }

    private var currentIdle: Int { idle.filter { connections[$0]?.generation == generation }.count }
    private var missingIdle: Int { options.minimumIdle == 0 ? 0 : max(0, options.minimumIdle - currentIdle) }
    private var missingSize: Int {
        guard options.minimumSize > 0 else { return 0 }
        let outdated = idle.count - currentIdle
        return max(0, min(options.minimumSize, options.maximumSize) - (connections.count - outdated))
    }

    private func checkState(_ sizeBefore: Int, _ event: Event) throws {
        let counts = machine.counts
        let (idle, pinged, lent) = census
        try require(
            counts
                == PoolCounts(
                    idle: idle.count + pinged.count, inUse: lent.count, opening: openings.count, waiting: waiting.count)
                || machine.phase == .drained,
            "counts \(counts) but idle \(idle), pinged \(pinged), lent \(lent), opening \(openings.count)")
        try require(size <= max(options.maximumSize, sizeBefore), "size \(size) of \(options.maximumSize)")
        let counters = machine.counters
        let ended =
            counters.acquired + counters.timedOut + counters.shed + counters.cancelled + counters.refusedByServer
            + counters.refusedByClosing + counters.misused
        try require(ended == endedCount, "\(ended) requests are counted and \(endedCount) ended")
        try require(counters.opened == counters.closed + connections.count, "opened and closed do not add up")

        if isClosed {
            try require(idle.isEmpty && pinged.isEmpty && waiting.isEmpty, "something is left in a closed pool")
            let isEmpty = connections.isEmpty && (openings.isEmpty || isClosedByForce)
            try require(drainedCount == (isEmpty ? 1 : 0), "told \(drainedCount) times that all is closed")
            try require(machine.nextDeadline == .never, "a closed pool sets its timer")
            return
        }
        try require(drainedCount == 0, "an open pool is drained")
        for id in waiting {
            try require(machine.nextDeadline <= requests[id]?.deadline ?? now, "the timer would be late for \(id)")
        }
        if !waiting.isEmpty {
            try require(!idle.contains(where: isFresh), "\(waiting) wait beside a usable connection")
            try require(
                idle.isEmpty || waiting.count <= pinged.count, "\(waiting) wait beside idle ones without a ping")
        }
        if case .drain = event {
            let isNeeded = options.minimumIdle + options.minimumSize > 0
            try require(isNeeded || idle.isEmpty, "\(idle) stay idle after a drain")
        }
        try checkOpenings(pinged)
    }

    /// No waiter and no minimum is forgotten.
    private func checkOpenings(_ pinged: [Int]) throws {
        guard size < options.maximumSize else { return }
        let unserved = max(0, waiting.count - (hasUnansweredPing ? 0 : pinged.count))
        let needed = max(unserved + missingIdle, missingSize)
        guard openings.count < needed else { return }
        guard let failure else {
            throw Violation(text: "\(openings.count) are being opened where \(needed) are needed")
        }
        try require(
            !openings.isEmpty || machine.nextDeadline <= failure.until, "nobody knocks again after a failure")
    }

    // MARK: Endings

    /// Whatever has happened: when everything works again, everybody who still waits is served.
    func healed() throws -> PoolWorld {
        var world = self
        for _ in 0..<500 where !world.waiting.isEmpty {
            if !world.pings.isEmpty {
                try world.pingEnds(0, isAlive: true)
            } else if !world.openings.isEmpty {
                try world.openingSucceeds(0, loop: 0, jitter: 0.5)
            } else if let id = world.lent.min() {
                try world.release(id, .clean)
            } else {
                // Only the pause after a failure is left to wait for.
                try require(world.machine.nextDeadline <= world.now + .seconds(1), "\(world.waiting) wait for nothing")
                world.now = max(world.now, world.machine.nextDeadline)
                try world.fireTimer()
            }
        }
        try require(world.waiting.isEmpty, "\(world.waiting) are never served")
        return world
    }

    /// Closes the pool and lets everything under way end.
    func ended(byForce: Bool) throws {
        var world = self
        try world.close(byForce: byForce)
        while !world.openings.isEmpty {
            if world.openings.count % 2 == 0 {
                try world.openingSucceeds(0, loop: 0, jitter: 0)
            } else {
                try world.openingFails(0, isPermanent: false, jitter: 0)
            }
        }
        while !world.pings.isEmpty { try world.pingEnds(0, isAlive: world.pings.count % 2 == 0) }
        for id in world.lent.sorted() { try world.release(id, .clean) }
        try require(world.connections.isEmpty && world.drainedCount == 1, "the pool does not end")
        try require(world.requests.isEmpty, "\(world.requests.keys) never end")
        // Late news of what is gone.
        for id in max(0, world.lastID - 8)...world.lastID {
            try world.release(id, .clean)
            try world.cancel(id)
            try world.lose(id)
        }
        try world.fireTimer()
    }
}

extension PoolCounters {
    var closed: Int {
        closedForLifetime + closedForIdleness + closedAsBroken + closedAsDirty + closedByDrain + closedByResize
            + closedByShutdown
    }
}

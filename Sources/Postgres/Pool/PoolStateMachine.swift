/// A pool's decisions, and nothing else: no clock, no lock, no socket, no continuation.
///
/// Every input says what has happened and when, and is answered by what the driver has to do. The driver keeps the
/// machine under a lock, and acts after it has left the lock. What it reports may come late, for a connection or a
/// request that the machine has ended meanwhile: such reports change nothing. An identifier must therefore not be used
/// again while a report with it may still come.
///
/// The rules:
/// - A request takes an idle connection only while nobody waits; a connection that becomes free goes to the first that
///   waits, whatever loop that one prefers. So nobody is overtaken.
/// - Of the idle connections the one used last is lent, so that surplus ones rest until they may be closed.
/// - Connections being opened count against the maximum. No more are being opened than waiters and minimums need.
/// - A ping serves the queue and not the request that caused it: a connection that comes back meanwhile goes to that
///   request, and the one that gave a sign of life to whoever is first then.
///
/// A request and the return of a connection take constant time and allocate nothing while nobody waits.
struct PoolStateMachine<ConnectionID: Hashable & Sendable, RequestID: Hashable & Sendable>: Sendable {
    enum Phase: Sendable { case running, closing, drained }

    /// In what state a connection comes back.
    enum ReleaseState: Sendable {
        /// Ready for the next caller.
        case clean
        /// Not touched: the request that it was lent to had been cancelled before it took it.
        case unused
        /// Alive, but in a transaction or otherwise no use to the next caller.
        case dirty
        /// Lost, or closed by the caller.
        case broken
    }

    var options: PoolOptions
    let times: Times
    var connections = Connections()
    var waiters = Waiters()
    /// Attempts to open that are under way; pauses after a failure are none.
    var opening = 0
    var backOff = BackOff()
    /// False from a failed ping until a good one: then the pool opens connections beside the pings that it waits for.
    var arePingsTrusted = true
    /// No idle connection's lifetime ends before it; it may be too early by one that is no longer idle.
    var nextExpiry = Moment.never
    /// No ping is given up before it; it may be too early by one that has ended.
    var nextPingDeadline = Moment.never
    var phase = Phase.running
    var counters = PoolCounters()
    private var latest = Moment(nanoseconds: 0)

    init(_ options: PoolOptions) {
        self.options = options
        times = Times(options)
    }

    var counts: PoolCounts {
        PoolCounts(
            idle: connections.idle + connections.pinged, inUse: connections.lent, opening: opening,
            waiting: waiters.count)
    }

    var size: Int { connections.count + opening }

    /// Callers read the clock before they come to the lock, so that a later input may carry an earlier moment.
    mutating func advance(to moment: Moment) -> Moment {
        if moment > latest { latest = moment }
        return latest
    }

    /// Opens what the minimums want. To be called once, before anything else.
    mutating func start(now: Moment) -> Actions {
        var actions = Actions()
        settle(advance(to: now), &actions)
        return actions
    }

    // MARK: Lending

    /// - Parameters:
    ///   - mayWait: false where the caller holds a connection of this pool already. It is then refused if only a
    ///     connection's return could serve it, which may be its own.
    ///   - deadline: the caller's own; the acquire timeout holds besides.
    mutating func request(
        _ id: RequestID, preferredLoop: Int? = nil, mayWait: Bool = true, now: Moment, deadline: Moment = .never
    ) -> (answer: Answer, actions: Actions) {
        let now = advance(to: now)
        var actions = Actions()
        guard phase == .running else {
            counters.refusedByClosing += 1
            return (.fail(.pool(.closed)), actions)
        }
        if waiters.isEmpty, let index = bestIdle(preferredLoop, now, &actions), isFresh(index, now),
            let connection = connections[index].id
        {
            connections.lend(index)
            counters.acquired += 1
            startOpenings(now, &actions)
            return (.lease(connection), actions)
        }
        let answer = enqueue(id, preferredLoop, mayWait, now, deadline)
        settle(now, &actions)
        return (answer, actions)
    }

    private mutating func enqueue(
        _ id: RequestID, _ preferredLoop: Int?, _ mayWait: Bool, _ now: Moment, _ deadline: Moment
    ) -> Answer {
        // What can come without anybody's returning a connection.
        let notLent = options.maximumSize - connections.lent
        guard mayWait || waiters.count < notLent else {
            counters.misused += 1
            return .fail(.usage("the pool is used inside its own transaction while none is free; use the transaction"))
        }
        let timeout = now.adding(times.acquireTimeout)
        let waiter = Waiter(
            id: id, preferredLoop: preferredLoop, since: now, deadline: min(deadline, timeout),
            isCallersDeadline: deadline < timeout)
        guard waiter.deadline > now else {
            counters.timedOut += 1
            return .fail(timeoutError(for: waiter))
        }
        guard waiters.count < max(options.maximumWaiting, notLent) else {
            counters.shed += 1
            return .fail(.pool(.tooManyWaiting))
        }
        waiters.append(waiter)
        return .wait
    }

    /// The caller has gone. Nothing happens if its request has ended: a connection that it was granted must be
    /// returned as `.unused`.
    mutating func cancel(_ id: RequestID, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        if let waiter = waiters.remove(id) {
            counters.cancelled += 1
            refuse(waiter, .cancelled, now, &actions)
        }
        return actions
    }

    func refuse(_ waiter: Waiter, _ error: PostgresError, _ now: Moment, _ actions: inout Actions) {
        actions.refusals.append(Refusal(request: waiter.id, error: error, waited: now.elapsed(since: waiter.since)))
    }

    // MARK: Taking back

    mutating func release(_ id: ConnectionID, _ state: ReleaseState, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        guard let index = connections.index(of: id), connections[index].use == .lent else { return actions }
        if state == .unused { counters.unused += 1 }
        switch state {
        case .dirty: close(index, .dirty, &actions)
        case .broken: close(index, .broken, &actions)
        case .clean, .unused: offer(index, isReturned: true, now, &actions)
        }
        settle(now, &actions)
        return actions
    }

    /// Gives a connection that nobody has to the first that waits, or lets it rest, or closes it.
    mutating func offer(_ index: Int, isReturned: Bool, _ now: Moment, _ actions: inout Actions) {
        if phase != .running {
            close(index, .shutdown, &actions)
        } else if size > options.maximumSize {
            close(index, .resized, &actions)
        } else if connections[index].expiresAt <= now {
            close(index, .lifetime, &actions)
        } else if connections[index].generation != connections.generation, isReturned || waiters.isEmpty {
            close(index, .drained, &actions)
        } else if waiters.isEmpty {
            connections.rest(index, now: now)
            nextExpiry = min(nextExpiry, connections[index].expiresAt)
        } else {
            grant(index, now, &actions)
        }
    }

    private mutating func grant(_ index: Int, _ now: Moment, _ actions: inout Actions) {
        guard let connection = connections[index].id, let waiter = waiters.removeFirst() else { return }
        connections.lend(index)
        counters.acquired += 1
        let waited = now.elapsed(since: waiter.since)
        actions.add(Grant(request: waiter.id, connection: connection, waited: waited))
    }

    mutating func close(_ index: Int, _ reason: PoolClosingReason, _ actions: inout Actions) {
        guard let connection = connections[index].id else { return }
        actions.closings.append(Closing(connection: connection, reason: reason))
        counters.count(reason)
        connections.remove(index)
    }

    // MARK: Idle connections

    /// The idle connection to lend next: on the preferred loop if one there can be lent as it is, else the one used
    /// last. Those past their lifetime that are met on the way are closed.
    private mutating func bestIdle(_ preferredLoop: Int?, _ now: Moment, _ actions: inout Actions) -> Int? {
        let near = preferredLoop.flatMap { newestAlive(onLoop: $0, now, &actions) }
        if let near, isFresh(near, now) { return near }
        let any = newestAlive(onLoop: nil, now, &actions)
        // A ping costs more than a hop to another loop does.
        if let any, isFresh(any, now) { return any }
        return near ?? any
    }

    private mutating func newestAlive(onLoop loop: Int?, _ now: Moment, _ actions: inout Actions) -> Int? {
        while let index = connections.newest(onLoop: loop) {
            guard connections[index].expiresAt <= now else { return index }
            close(index, .lifetime, &actions)
        }
        return nil
    }

    private func isFresh(_ index: Int, _ now: Moment) -> Bool {
        connections[index].moment.adding(times.livenessCheckAfter) > now
    }

    /// Ends every input but the quickest: no waiter without what can be done for it, no minimum unmet.
    mutating func settle(_ now: Moment, _ actions: inout Actions) {
        // One ping for each waiter: more would help nobody.
        while let waiter = waiters.first, waiters.count > connections.pinged,
            let index = bestIdle(waiter.preferredLoop, now, &actions)
        {
            if isFresh(index, now) { grant(index, now, &actions) } else { ping(index, now, &actions) }
        }
        closeOutdated(&actions)
        startOpenings(now, &actions)
        if phase == .closing, connections.count == 0, opening == 0 {
            phase = .drained
            actions.isDrained = true
        }
    }
}

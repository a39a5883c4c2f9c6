extension PoolStateMachine {
    mutating func ping(_ index: Int, _ now: Moment, _ actions: inout Actions) {
        guard let connection = connections[index].id else { return }
        let deadline = now.adding(times.pingTimeout)
        connections.ping(index, until: deadline)
        nextPingDeadline = min(nextPingDeadline, deadline)
        counters.pings += 1
        actions.pings.append(Ping(connection: connection, deadline: deadline))
    }

    /// The connection has given a sign of life or failed to.
    mutating func pingEnded(_ id: ConnectionID, isAlive: Bool, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        // It may have been lost, or closed with the pool, while it was pinged.
        guard let index = connections.index(of: id), connections[index].use == .pinged else { return actions }
        if isAlive {
            arePingsTrusted = true
            offer(index, isReturned: false, now, &actions)
        } else {
            giveUpPinged(index, &actions)
        }
        settle(now, &actions)
        return actions
    }

    /// The connection was lost while nobody used it. For one that is lent nothing happens: its return tells.
    mutating func connectionLost(_ id: ConnectionID, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        guard let index = connections.index(of: id) else { return actions }
        switch connections[index].use {
        case .idle: close(index, .broken, &actions)
        case .pinged: giveUpPinged(index, &actions)
        case .lent, .free: return actions
        }
        settle(now, &actions)
        return actions
    }

    /// Where one idle connection has died unseen, all may have, and to wait for one ping after another would take
    /// longer than callers wait. So the waiters get openings beside pings until a ping is answered.
    mutating func giveUpPinged(_ index: Int, _ actions: inout Actions) {
        counters.pingsFailed += 1
        arePingsTrusted = false
        close(index, .broken, &actions)
    }
}

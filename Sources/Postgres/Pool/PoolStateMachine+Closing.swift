extension PoolStateMachine {
    /// Has every present connection replaced, as after a change of credentials: idle ones are closed at once, those in
    /// use when they come back. One that is being opened now may still serve a waiter once.
    ///
    /// Idle connections that the minimums need stay until a new one has opened, where the maximum leaves room for both.
    mutating func drain(now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        guard phase == .running else { return actions }
        connections.beginGeneration()
        // New credentials deserve a try at once.
        backOff = BackOff()
        settle(now, &actions)
        return actions
    }

    /// An outdated idle connection is never put to rest again, so that they are the ones that have rested longest.
    mutating func closeOutdated(_ actions: inout Actions) {
        while connections.outdatedIdle > 0, let index = connections.oldest {
            let missing = max(missingIdle, missingSize)
            let lacksRoom = missing - opening > options.maximumSize - size
            guard connections.outdatedIdle > missing || lacksRoom else { return }
            close(index, .drained, &actions)
        }
    }

    /// Changes the maximum. Above a lower one idle connections are closed at once, those in use when they come back.
    mutating func resize(maximum: Int, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        options.maximumSize = max(1, maximum)
        while size > options.maximumSize, let index = connections.oldest { close(index, .resized, &actions) }
        settle(now, &actions)
        return actions
    }

    /// Turns waiters away and closes what nobody uses; connections in use are closed when they come back, those being
    /// opened when they are there. Then, or now if nothing is left, the actions say `isDrained`.
    /// - Parameter byForce: closes those in use too, and waits for nothing.
    mutating func close(byForce: Bool = false, now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        guard phase != .drained else { return actions }
        phase = .closing
        while let waiter = waiters.removeFirst() {
            counters.refusedByClosing += 1
            refuse(waiter, .pool(.closed), now, &actions)
        }
        let uses: [Connections.Use] = byForce ? [.idle, .pinged, .lent] : [.idle, .pinged]
        for index in uses.flatMap(connections.indices(of:)) { close(index, .shutdown, &actions) }
        if byForce { opening = 0 }
        settle(now, &actions)
        return actions
    }
}

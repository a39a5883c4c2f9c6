extension PoolStateMachine {
    /// The pause after failed attempts to connect.
    struct BackOff: Sendable {
        /// Rounds of attempts that failed since one last went well.
        private(set) var failures = 0
        private(set) var until = Moment(nanoseconds: 0)
        private(set) var lastError: PostgresError?

        var isOn: Bool { failures > 0 }

        /// - Parameter jitter: from 0 up to 1, so that pools do not knock in step.
        mutating func fail(_ error: PostgresError, jitter: Double, now: Moment) {
            lastError = error
            // Attempts that were under way together and fail together are one failure.
            guard now >= until else { return }
            // 50 ms, doubled each time up to 1 s, less up to a quarter.
            let milliseconds = Double(min(1000, 50 << min(failures, 5)))
            failures += 1
            until = now.adding(UInt64(milliseconds * (1 - jitter / 4) * 1_000_000))
        }
    }

    /// A connection is there.
    /// - Parameters:
    ///   - loop: the number of its event loop, from 0.
    ///   - openedWith: the generation that the opening was asked for with.
    ///   - jitter: from 0 up to 1, at random: it places the end of the lifetime within a tenth more or less.
    mutating func opened(
        _ id: ConnectionID, onLoop loop: Int, openedWith: UInt64, jitter: Double, now: Moment
    ) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        counters.opened += 1
        guard phase != .drained else {
            // Closed by force without waiting for this one.
            counters.count(.shutdown)
            actions.closings.append(Closing(connection: id, reason: .shutdown))
            return actions
        }
        endOpening()
        if openedWith == connections.generation { backOff = BackOff() }
        let lifetime = times.maximumLifetime.map { UInt64((Double($0) * (0.9 + 0.2 * jitter)).rounded()) }
        let index = connections.add(
            id, loop: loop, generation: openedWith, expiresAt: lifetime.map(now.adding) ?? .never)
        offer(index, isReturned: false, now, &actions)
        settle(now, &actions)
        return actions
    }

    /// An attempt has failed.
    /// - Parameter isPermanent: the server is there and will not let the pool in, however often it asks.
    mutating func openFailed(
        _ error: PostgresError, isPermanent: Bool, openedWith: UInt64, jitter: Double, now: Moment
    ) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        counters.openFailed += 1
        guard phase != .drained else { return actions }
        endOpening()
        // What became of the credentials before `drain` says nothing about the new ones.
        if openedWith == connections.generation {
            backOff.fail(error, jitter: jitter, now: now)
            while isPermanent, let waiter = waiters.removeFirst() {
                counters.refusedByServer += 1
                refuse(waiter, error, now, &actions)
            }
        }
        settle(now, &actions)
        return actions
    }

    private mutating func endOpening() {
        precondition(opening > 0, "each opening that the pool asked for is reported once")
        opening -= 1
    }

    mutating func startOpenings(_ now: Moment, _ actions: inout Actions) {
        var count = openingsWanted
        guard count > 0 else { return }
        if backOff.isOn {
            // One attempt tells whether the server is back; the others follow when it is.
            guard opening == 0, now >= backOff.until else { return }
            count = 1
        }
        opening += count
        actions.openings = Openings(count: (actions.openings?.count ?? 0) + count, generation: connections.generation)
    }

    /// How many attempts should be under way besides those that are.
    var openingsWanted: Int {
        guard phase == .running else { return 0 }
        let forWaiters = max(0, waiters.count - (arePingsTrusted ? connections.pinged : 0))
        let wanted = max(forWaiters + missingIdle, missingSize)
        return max(0, min(wanted - opening, options.maximumSize - size))
    }

    // Idle connections that are to be replaced count for neither minimum.

    var missingIdle: Int {
        max(0, options.minimumIdle - (connections.idle - connections.outdatedIdle))
    }

    var missingSize: Int {
        max(0, min(options.minimumSize, options.maximumSize) - (connections.count - connections.outdatedIdle))
    }
}

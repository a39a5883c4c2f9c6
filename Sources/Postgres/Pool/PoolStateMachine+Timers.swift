extension PoolStateMachine {
    /// The options' durations in nanoseconds; nil: never.
    struct Times: Sendable {
        let acquireTimeout: UInt64
        let maximumLifetime: UInt64?
        let idleTimeout: UInt64?
        let livenessCheckAfter: UInt64
        let pingTimeout: UInt64

        init(_ options: PoolOptions) {
            acquireTimeout = Self.nanoseconds(options.acquireTimeout)
            maximumLifetime = Self.limit(options.maximumLifetime)
            idleTimeout = Self.limit(options.idleTimeout)
            livenessCheckAfter = Self.nanoseconds(options.livenessCheckAfter)
            pingTimeout = Self.nanoseconds(options.pingTimeout)
        }

        private static func nanoseconds(_ duration: Duration) -> UInt64 {
            (Moment(nanoseconds: 0) + duration).nanoseconds
        }

        private static func limit(_ duration: Duration) -> UInt64? {
            let limit = nanoseconds(duration)
            return limit == 0 || limit == Moment.never.nanoseconds ? nil : limit
        }
    }

    /// When `timerFired` is to be called. It may be a little early, never late; after a call it lies in the future.
    ///
    /// Most inputs leave it as it is, so that the driver sets its one timer anew only where this is before the time
    /// that the timer is set to.
    var nextDeadline: Moment {
        guard phase != .drained else { return .never }
        var next = waiters.nextDeadline
        if connections.pinged > 0 { next = min(next, nextPingDeadline) }
        if connections.idle > 0 { next = min(next, nextExpiry) }
        if let (_, end) = nextSurplus { next = min(next, end) }
        if backOff.isOn, opening == 0, openingsWanted > 0 { next = min(next, backOff.until) }
        return next
    }

    /// Does what has become due. An early call does no harm.
    mutating func timerFired(now: Moment) -> Actions {
        let now = advance(to: now)
        var actions = Actions()
        for waiter in waiters.removeLate(now: now) {
            counters.timedOut += 1
            refuse(waiter, timeoutError(for: waiter), now, &actions)
        }
        if nextPingDeadline <= now {
            nextPingDeadline = .never
            for index in connections.indices(of: .pinged) {
                if connections[index].moment <= now {
                    giveUpPinged(index, &actions)
                } else {
                    nextPingDeadline = min(nextPingDeadline, connections[index].moment)
                }
            }
        }
        if nextExpiry <= now {
            nextExpiry = .never
            for index in connections.indices(of: .idle) {
                if connections[index].expiresAt <= now {
                    close(index, .lifetime, &actions)
                } else {
                    nextExpiry = min(nextExpiry, connections[index].expiresAt)
                }
            }
        }
        while let (index, end) = nextSurplus, end <= now { close(index, .idle, &actions) }
        settle(now, &actions)
        return actions
    }

    /// What kept the caller waiting: if the pool cannot connect, the reason for that.
    func timeoutError(for waiter: Waiter) -> PostgresError {
        if backOff.isOn, let error = backOff.lastError { return error }
        return waiter.isCallersDeadline ? .timedOut : .pool(.acquireTimedOut)
    }

    /// The connection that has rested longest, and when its rest ends, if the minimums can spare one.
    private var nextSurplus: (index: Int, end: Moment)? {
        guard let idleTimeout = times.idleTimeout, let index = connections.oldest else { return nil }
        let spared = max(options.minimumIdle, options.minimumSize - connections.lent - connections.pinged)
        guard connections.idle > spared else { return nil }
        return (index, connections[index].moment.adding(idleTimeout))
    }
}

extension Moment {
    func adding(_ nanoseconds: UInt64) -> Moment {
        let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
        return overflow ? .never : Moment(nanoseconds: sum)
    }

    /// Zero if `earlier` is not earlier.
    func elapsed(since earlier: Moment) -> Duration {
        self > earlier ? .nanoseconds(Int64(clamping: nanoseconds - earlier.nanoseconds)) : .zero
    }
}

/// Slows down guessing of passwords.
///
/// Counts wrong attempts by login name and address together, so that nobody can lock out another person from elsewhere,
/// and limits how many attempts run at once, since each opens a connection. It forgets at a restart; PostgreSQL's own
/// log does not.
actor SignInThrottle {
    static let freeAttempts = 5
    static let longestPause = Duration.seconds(300)
    static let attemptsAtOnce = 8
    private static let mostKeys = 10_000

    private struct Failures {
        var count = 0
        var last: ContinuousClock.Instant
    }

    private var failures: [String: Failures] = [:]
    private var running = 0
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameter now: The clock; tests have their own.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) { self.now = now }

    /// Whether an attempt may be made now. Each that may is ended by `end`.
    func begin(_ key: String) -> Bool {
        guard running < Self.attemptsAtOnce else { return false }
        if let failed = failures[key], failed.count >= Self.freeAttempts,
            now() - failed.last < pause(after: failed.count)
        {
            return false
        }
        running += 1
        return true
    }

    func end(_ key: String, wasWrong: Bool?) {
        running -= 1
        switch wasWrong {
        case true?:
            if failures.count >= Self.mostKeys { dropOld() }
            failures[key, default: Failures(last: now())].count += 1
            failures[key]?.last = now()
        case false?: failures[key] = nil
        case nil: break
        }
    }

    /// 10 s after the fifth wrong attempt, twice as long after each further one.
    private func pause(after count: Int) -> Duration {
        min(Self.longestPause, .seconds(10 << min(count - Self.freeAttempts, 10)))
    }

    private func dropOld() {
        let limit = now() - Self.longestPause
        failures = failures.filter { $0.value.last > limit }
        if failures.count >= Self.mostKeys { failures.removeAll() }
    }
}

import Metrics

/// Counts and times what a database does, for swift-metrics.
///
/// Names: `postgres.statement.duration` (timer, by statement), `postgres.statement.errors` (counter, by SQLSTATE),
/// `postgres.pool.wait` (timer), `postgres.pool.{timeouts,turned_away,opened,opening_failures}` (counters),
/// `postgres.pool.closed` (counter, by reason), `postgres.pool.{idle,in_use,opening,waiting}` (gauges).
public struct MetricsObserver: Observer {
    private let pool: String

    /// - Parameter pool: tells this database's figures from another's; the dimension `pool`.
    public init(pool: String = "default") { self.pool = pool }

    public func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? {
        Call(name: statement.name.isEmpty ? "ad hoc" : statement.name, pool: pool)
    }

    private struct Call: StatementObservation {
        let name: String
        let pool: String

        func end(_ ending: StatementEnding) {
            Timer(label: "postgres.statement.duration", dimensions: [("pool", pool), ("statement", name)])
                .recordNanoseconds(ending.duration.microseconds * 1000)
            guard case .failure(let error) = ending.result else { return }
            let code = (error as? PostgresError)?.serverError?.sqlState.rawValue ?? "client"
            Counter(label: "postgres.statement.errors", dimensions: [("pool", pool), ("code", code)]).increment()
        }
    }

    public func poolEvent(_ event: PoolEvent) {
        switch event {
        case .acquired(let waited):
            Timer(label: "postgres.pool.wait", dimensions: [("pool", pool)])
                .recordNanoseconds(waited.microseconds * 1000)
        case .acquireTimedOut: count("timeouts")
        case .turnedAway: count("turned_away")
        case .opened: count("opened")
        case .openingFailed: count("opening_failures")
        case .closed(let reason):
            Counter(label: "postgres.pool.closed", dimensions: [("pool", pool), ("reason", reason.rawValue)])
                .increment()
        case .counts(let counts):
            gauge("idle", counts.idle)
            gauge("in_use", counts.inUse)
            gauge("opening", counts.opening)
            gauge("waiting", counts.waiting)
        }
    }

    private func count(_ name: String) {
        Counter(label: "postgres.pool.\(name)", dimensions: [("pool", pool)]).increment()
    }

    private func gauge(_ name: String, _ value: Int) {
        Gauge(label: "postgres.pool.\(name)", dimensions: [("pool", pool)]).record(value)
    }
}

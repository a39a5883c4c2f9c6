extension PoolStateMachine {
    /// The answer to a request.
    enum Answer: Sendable {
        /// Use this connection now.
        case lease(ConnectionID)
        /// The request waits; a later grant or refusal, or one in the actions of this same answer, ends the wait.
        case wait
        case fail(PostgresError)
    }

    /// A waiting request gets a connection.
    struct Grant: Sendable {
        var request: RequestID
        var connection: ConnectionID
        var waited: Duration
    }

    /// A waiting request ends without a connection.
    struct Refusal: Sendable {
        var request: RequestID
        var error: PostgresError
        var waited: Duration
    }

    struct Closing: Sendable {
        var connection: ConnectionID
        var reason: PoolClosingReason
    }

    /// Ask the connection for a sign of life and report by `pingEnded`. After the deadline the pool has closed the
    /// connection by itself and heeds no report.
    struct Ping: Sendable {
        var connection: ConnectionID
        var deadline: Moment
    }

    /// Open so many connections and report each by `opened` or `openFailed`, with this generation.
    struct Openings: Sendable {
        var count: Int
        var generation: UInt64
    }

    /// What the driver has to do, in any order, after it has left its lock.
    ///
    /// Grants, refusals and closings are final: the pool has forgotten the waiter or the connection already.
    struct Actions: Sendable {
        /// The commonest of them, apart so that handing a connection over allocates nothing.
        var grant: Grant?
        /// More than one at a time, where a ping's end or an opening frees several at once.
        var moreGrants: [Grant] = []
        var refusals: [Refusal] = []
        var closings: [Closing] = []
        var pings: [Ping] = []
        var openings: Openings?
        /// The pool is closed and nothing is left of it. Said exactly once.
        var isDrained = false

        mutating func add(_ new: Grant) {
            if grant == nil { grant = new } else { moreGrants.append(new) }
        }
    }
}

/// Why a pool closed a connection.
enum PoolClosingReason: Hashable, Sendable, CaseIterable {
    /// Past its lifetime.
    case lifetime
    /// Rested past the idle timeout, and the minimums did not need it.
    case idle
    /// Lost, or it gave no sign of life.
    case broken
    /// It came back in a state that is no use to the next caller.
    case dirty
    /// Opened before `drain`.
    case drained
    /// More than a lowered maximum allows.
    case resized
    case shutdown
}

/// What a pool has done since it was made. Every request ends in exactly one of the first seven, or waits.
struct PoolCounters: Hashable, Sendable {
    /// Lent, at once or after a wait.
    var acquired = 0
    /// The deadline or the acquire timeout came first.
    var timedOut = 0
    /// Turned away because too many wait.
    var shed = 0
    /// Gave up while they waited.
    var cancelled = 0
    /// Ended by the server's refusal to let the pool in.
    var refusedByServer = 0
    /// Turned away, or ended while they waited, because the pool is closed.
    var refusedByClosing = 0
    /// Would have waited for a connection that they held themselves.
    var misused = 0

    /// Of those acquired: came back because the caller had gone meanwhile.
    var unused = 0
    var opened = 0
    var openFailed = 0
    var pings = 0
    var pingsFailed = 0

    var closedForLifetime = 0
    var closedForIdleness = 0
    var closedAsBroken = 0
    var closedAsDirty = 0
    var closedByDrain = 0
    var closedByResize = 0
    var closedByShutdown = 0

    mutating func count(_ reason: PoolClosingReason) {
        switch reason {
        case .lifetime: closedForLifetime += 1
        case .idle: closedForIdleness += 1
        case .broken: closedAsBroken += 1
        case .dirty: closedAsDirty += 1
        case .drained: closedByDrain += 1
        case .resized: closedByResize += 1
        case .shutdown: closedByShutdown += 1
        }
    }
}

/// How a pool behaves.
public struct PoolOptions: Sendable {
    /// The most connections open at once.
    public var maximumSize: Int
    /// How long a caller waits for a connection.
    public var acquireTimeout: Duration
    /// The most callers that wait at once; more are turned away at once.
    public var maximumWaiting: Int
    /// A connection older than this (give or take a tenth) is replaced when it comes back.
    public var maximumLifetime: Duration
    /// How long one call may take when its transaction sets no deadline; nil: for ever.
    public var callDeadline: Duration?

    public init(
        maximumSize: Int = 8, acquireTimeout: Duration = .seconds(5), maximumWaiting: Int = 1000,
        maximumLifetime: Duration = .seconds(3600), callDeadline: Duration? = nil
    ) {
        self.maximumSize = max(1, maximumSize)
        self.acquireTimeout = acquireTimeout
        self.maximumWaiting = maximumWaiting
        self.maximumLifetime = maximumLifetime
        self.callDeadline = callDeadline
    }
}

/// What a pool holds at one moment.
public struct PoolCounts: Sendable, Hashable {
    public var idle: Int
    public var inUse: Int
    public var opening: Int
    public var waiting: Int
}

/// How a transaction runs.
public struct TransactionOptions: Sendable {
    public enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    /// Nil leaves it to the server's default.
    public var isolation: Isolation?
    public var isReadOnly: Bool
    /// With serializable and read-only: wait for a snapshot that cannot fail.
    public var isDeferrable: Bool
    /// From the start of the transaction to the end of its COMMIT; nil: the pool's `callDeadline` for each call.
    public var deadline: Duration?

    public init(
        isolation: Isolation? = nil, isReadOnly: Bool = false, isDeferrable: Bool = false, deadline: Duration? = nil
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.isDeferrable = isDeferrable
        self.deadline = deadline
    }

    var beginStatement: String {
        var words = "BEGIN"
        if let isolation { words += " ISOLATION LEVEL \(isolation.rawValue)" }
        if isReadOnly { words += " READ ONLY" }
        if isDeferrable { words += " DEFERRABLE" }
        return words
    }
}

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

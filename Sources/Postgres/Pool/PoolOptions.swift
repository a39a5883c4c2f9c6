/// How a pool behaves.
///
/// The defaults suit one program of a few that share a server of 100 sessions (`max_connections`) on the same network.
public struct PoolOptions: Sendable {
    /// The most connections open at once, those being opened included; at least 1. Default 8: about twice the cores of
    /// a small server, past which more sessions only wait for one another.
    public var maximumSize: Int
    /// So many connections are kept open whatever happens, those lent out included. Default 0: a program that asks
    /// nothing holds nothing. More than the maximum counts as the maximum.
    public var minimumSize: Int
    /// So many connections are kept open and idle for a burst to come. Default 0: opening one takes a few milliseconds.
    public var minimumIdle: Int
    /// How long a caller waits for a connection; zero: it takes an idle one or none. Default 5 s: longer than any
    /// burst that will pass, shorter than the patience of somebody before a page.
    public var acquireTimeout: Duration
    /// The most callers that wait at once; more are turned away at once. Callers for whom a connection is being opened
    /// or can be are never too many. Default 1000: at 5 ms a call, what 8 connections get through in under a second.
    public var maximumWaiting: Int
    /// A connection older than this is closed when it is next lent or comes back, or where it rests; zero: never. Each
    /// connection draws its own limit, up to a tenth more or less, so that those of one age do not all end at once.
    /// Default 1 h: bounds what a session may gather in the server's memory, and spreads load after a failover.
    public var maximumLifetime: Duration
    /// An idle connection that is not needed for the minimums is closed after this time; zero: never. Default 10 min:
    /// longer than the pauses of a working day, so that only what a rare peak has opened is given back.
    public var idleTimeout: Duration
    /// An idle connection that has rested longer is asked for a sign of life before it is lent; zero: always. Default
    /// 1 s: one in steady use pays nothing, and a firewall or a restart takes longer to cut one unseen.
    public var livenessCheckAfter: Duration
    /// How long the sign of life may take before the connection is given up. Default 2 s: less than half of the acquire
    /// timeout, so that a caller who meets a dead connection can still be given another.
    public var pingTimeout: Duration
    /// How long one call may take when its transaction sets no deadline; nil: for ever.
    public var callDeadline: Duration?

    /// Sizes below the least that makes sense are raised to it.
    public init(
        maximumSize: Int = 8, minimumSize: Int = 0, minimumIdle: Int = 0, acquireTimeout: Duration = .seconds(5),
        maximumWaiting: Int = 1000, maximumLifetime: Duration = .seconds(3600), idleTimeout: Duration = .seconds(600),
        livenessCheckAfter: Duration = .seconds(1), pingTimeout: Duration = .seconds(2), callDeadline: Duration? = nil
    ) {
        self.maximumSize = max(1, maximumSize)
        self.minimumSize = max(0, minimumSize)
        self.minimumIdle = max(0, minimumIdle)
        self.acquireTimeout = acquireTimeout
        self.maximumWaiting = max(0, maximumWaiting)
        self.maximumLifetime = maximumLifetime
        self.idleTimeout = idleTimeout
        self.livenessCheckAfter = livenessCheckAfter
        self.pingTimeout = pingTimeout
        self.callDeadline = callDeadline
    }
}

/// What a pool holds at one moment.
public struct PoolCounts: Sendable, Hashable {
    /// Open and not lent, those being asked for a sign of life included.
    public var idle: Int
    /// Lent to callers.
    public var inUse: Int
    /// Attempts to connect that are under way.
    public var opening: Int
    /// Callers that wait.
    public var waiting: Int
}

/// How a transaction runs.
public struct TransactionOptions: Sendable {
    /// What a transaction sees of others.
    /// https://www.postgresql.org/docs/15/transaction-iso.html
    public enum Isolation: String, Sendable {
        /// Each statement sees what was committed before it began.
        case readCommitted = "READ COMMITTED"
        /// All statements see what was committed before the first; may fail with 40001.
        case repeatableRead = "REPEATABLE READ"
        /// As if transactions had run one after another; may fail with 40001, also where it only reads.
        case serializable = "SERIALIZABLE"
    }

    /// Nil leaves it to the server's default.
    public var isolation: Isolation?
    /// The server refuses every write (25006).
    public var isReadOnly: Bool
    /// With serializable and read-only: wait for a snapshot that cannot fail.
    public var isDeferrable: Bool
    /// From the start of the transaction to the end of its COMMIT, over all attempts; nil: the pool's `callDeadline` for
    /// each call. The server is told as well, so that a statement ends even if this program does not live to stop it.
    public var deadline: Duration?
    /// Whether the transaction is run again when the server could not serialise it.
    public var retry: RetryPolicy
    /// Whether the body runs on the connection's loop, where its statements cost no hop between threads. Say false for
    /// one that computes for more than a few milliseconds, for it would keep the loop's other connections waiting.
    public var runsOnLoop: Bool

    /// By default: the server's isolation, reading and writing, no deadline, one attempt, on the loop.
    public init(
        isolation: Isolation? = nil, isReadOnly: Bool = false, isDeferrable: Bool = false, deadline: Duration? = nil,
        retry: RetryPolicy = .never, runsOnLoop: Bool = true
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.isDeferrable = isDeferrable
        self.deadline = deadline
        self.retry = retry
        self.runsOnLoop = runsOnLoop
    }

    private var beginStatement: String {
        var words = "BEGIN"
        if let isolation { words += " ISOLATION LEVEL \(isolation.rawValue)" }
        if isReadOnly { words += " READ ONLY" }
        if isDeferrable { words += " DEFERRABLE" }
        return words
    }

    /// What goes out before the first statement.
    var openingStatements: [String] {
        guard let deadline else { return [beginStatement] }
        // A little later than the program's own clock, which says more about why. 0 would mean no limit, and the
        // setting has room for 24.8 days.
        let (seconds, attoseconds) = deadline.components
        let milliseconds = max(0, min(seconds, 2_147_000)) * 1000 + max(0, attoseconds) / 1_000_000_000_000_000 + 200
        return [beginStatement, "SET LOCAL statement_timeout = \(milliseconds)"]
    }
}

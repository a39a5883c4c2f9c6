import Synchronization

/// What a call on a connection came to.
enum ExchangeOutcome: Sendable {
    case result(ServerResult)
    /// One answer for each statement of the batch.
    case results([ServerResult])
    indirect case script(ScriptOutcome)
    indirect case description(StatementDescription)
    /// A COPY or a stream is under way; the exchange goes on.
    case begun(Exchange)
    case failure(WireFailure)
}

/// What a script of the simple protocol came to.
struct ScriptOutcome: Sendable {
    /// The tag of its last command: `COMMIT`, `ROLLBACK`, `CREATE TABLE` …
    var commandTag = ""
    var affectedCount = 0
}

/// One call under way on a connection: what was sent, what is expected next, who waits for it.
// @unchecked: streams and copies hold on to it, but only its connection's loop touches it, save for the atomic.
final class Exchange: @unchecked Sendable {
    /// What the server answers next, in the order in which it was asked.
    enum Expected {
        /// A command whose failure is nobody's business.
        case ignored
        case opening
        case preparation(item: Int, serverName: String)
        case answer(item: Int)
        /// Rows one by one, for whoever takes them.
        case rows(item: Int)
        case closing
        case sync
    }

    enum Kind {
        /// One prepared statement of a transaction that has begun: nothing but its answer is expected.
        case single
        case pipeline
        case script
        case describing
        case description
        /// Waiting for the server to be ready for rows.
        case copyInBeginning
        case copyIn
        case copyOutBeginning
        case copyOut
        /// Rows are over, the command's end is to come.
        case copyEnding
    }

    enum Interruption { case cancelled, deadline }

    typealias Waiter = UnsafeContinuation<ExchangeOutcome, Never>

    let id: UInt64
    var kind: Kind
    let limits: CallLimits
    /// Nil while nobody waits: a COPY or a stream goes on at its own pace.
    var waiter: Waiter?
    let batch: Batch
    var expected: [Expected] = []
    var next = 0
    var results: [ServerResult?] = []
    /// The answer of a single statement.
    var result: ServerResult?
    var outcome = ScriptOutcome()
    var description: StatementDescription?
    var failure: PostgresError?
    var sql: String?
    /// The batch may be sent again with new plans: it was alone in its transaction.
    var mayReplan = false

    var interruption: Interruption?
    var isCancelRequestUnderWay = false
    /// The socket was shut down because the server did not react.
    var isAbandoned = false
    /// Everything is known; only the cancel request is still on its way.
    var ending: ExchangeOutcome?
    var graceTimer: TimerSet.ID?

    /// Where rows and copied data go.
    var sink: (any PieceSink)?
    /// The sink takes a whole answer, however long: a statement's, no stream's.
    var takesAll = false
    /// How they get to whoever takes them.
    var flow = Flow()
    var waiting: Int { sink?.waiting ?? 0 }
    var isFull: Bool { waiting >= Flow.mostPieces || flow.byteCount >= Flow.mostBytes }
    /// The rows of a copy have ended before the program ended them.
    var hasStoppedSending = false { didSet { if hasStoppedSending { takesNoMore.store(true, ordering: .relaxed) } } }
    /// As above, or the copy as a whole has ended; may be read anywhere.
    let takesNoMore = Atomic<Bool>(false)
    /// A command of the call was answered by ROLLBACK.
    var hasRolledBack = false

    init(id: UInt64, kind: Kind, limits: CallLimits, batch: Batch, waiter: Waiter) {
        self.id = id
        self.kind = kind
        self.batch = batch
        self.limits = limits
        self.waiter = waiter
    }
}

/// What a stream or a COPY has received and nobody has taken yet, or waits to be allowed to send.
struct Flow {
    /// The taker gets nil when pieces were handed over, or the end of them.
    typealias Taker = UnsafeContinuation<ExchangeOutcome?, Never>

    var byteCount = 0
    var taker: Taker?
    /// Waits until what it gave is on its way; false: the copy has ended early.
    var giver: UnsafeContinuation<Bool, Never>?
    /// The socket is not read: too much waits to be taken.
    var isPaused = false
    /// Nobody wants the rest.
    var discards = false
    /// The outcome, kept for a taker that comes later.
    var end: ExchangeOutcome?

    /// How much may wait to be taken before the socket is left alone.
    static let mostPieces = 1024
    static let mostBytes = 1 << 20

}

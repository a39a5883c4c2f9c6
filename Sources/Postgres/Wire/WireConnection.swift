import CLibpq
import Glibc
import Synchronization

/// One libpq connection, pinned to one loop. One call at a time; whoever holds it sees to that.
///
/// A call is a small state machine that the loop drives: it is sent in one go, its answers are taken as they come in,
/// and its waiter is resumed once, at the end. A call made on the loop's own thread starts and ends without any hop.
// @unchecked: the atomics and the lets may be read anywhere; everything else is touched on the loop's thread only, which
// every way in from another thread reaches by `loop.execute`.
final class WireConnection: EventHandler, @unchecked Sendable {
    let loop: EventLoop
    /// The server's process for this session.
    let backendPID: Int32
    /// Never used twice in a process.
    let id = lastID.wrappingAdd(1, ordering: .relaxed).newValue
    private static let lastID = Atomic<UInt64>(0)

    /// What the pool may read without a hop; written on the loop only.
    let isAlive = Atomic<Bool>(true)
    let isIdle = Atomic<Bool>(true)
    /// SQL of the program's own making ran, which may have changed the session's settings.
    let isTouched = Atomic<Bool>(false)
    /// A statement ended the transaction that it ran in, though another may have begun. Reset by who begins one.
    let hasEndedTransaction = Atomic<Bool>(false)

    /// Owned by this object until `finish()`.
    var connection: OpaquePointer
    var isFinished = false
    var cache: StatementCache
    var exchange: Exchange?
    /// Emptied, so that its memory serves the next call.
    var spareBatch: Batch?
    let usesNamedStatements: Bool
    let notices: NoticeReceiver
    private let notifications = Mutex<(@Sendable (ServerNotification) -> Void)?>(nil)
    private let idleLoss = Mutex<(@Sendable () -> Void)?>(nil)
    private var descriptor: Int32
    private var wantsWrite = false
    private var isReading = true
    /// When the timer that looks after deadlines goes off; it may be too early, never too late.
    private var watchedDeadline = Moment.never
    /// Set when the socket is gone; nothing more can be read than is read already.
    private(set) var isLost = false

    init(_ opened: OpenedConnection, loop: EventLoop, notices: NoticeSink, options: ConnectionOptions) {
        self.loop = loop
        self.notices = NoticeReceiver(notices)
        connection = opened.pointer
        descriptor = PQsocket(opened.pointer)
        backendPID = PQbackendPID(opened.pointer)
        usesNamedStatements = options.statements == .named
        cache = StatementCache(limit: options.statementCacheSize)
    }

    func start() {
        loop.execute { [self] in
            notices.attach(to: connection)
            loop.watch(descriptor, self)
        }
    }

    /// Calls `handler` with each notification, on the loop.
    func onNotification(_ handler: @escaping @Sendable (ServerNotification) -> Void) {
        notifications.withLock { $0 = handler }
    }

    /// An empty batch to fill for the next call.
    func emptyBatch() -> Batch {
        guard loop.isCurrent, let batch = spareBatch else { return Batch() }
        spareBatch = nil
        return batch
    }

    /// Calls `handler` when the session ends while no call is under way, on the loop.
    func onLossWhileIdle(_ handler: @escaping @Sendable () -> Void) {
        idleLoss.withLock { $0 = handler }
    }

    /// Alive, and outside any transaction.
    var isReusable: Bool { isAlive.load(ordering: .acquiring) && isIdle.load(ordering: .acquiring) }

    /// Takes back what a program may have set for the session, so that the next one finds none of it.
    func resetSession() async {
        let script = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; UNLISTEN *; SELECT pg_advisory_unlock_all()"
        let limits = CallLimits(deadline: Moment.now + .seconds(2), isCancellable: false)
        if case .script = await call(.script(script), limits) { return }
        close()
    }

    // MARK: Readiness

    func socketIsReady() {
        guard !isFinished, !isLost else { return }
        let hasRead = isReading ? PQconsumeInput(connection) == 1 && readPendingTLS() : true
        takeNotifications()
        if hasRead, exchange != nil || !hasFarewell {
            flush()
            pump()
        } else {
            takeLastWords()
        }
    }

    /// What came before the end of the socket is still to be had, such as the reason why the session ended.
    private func takeLastWords() {
        if let exchange, case .copyIn = exchange.kind {
            // libpq reads nothing while it copies.
            stopSending(exchange, "the connection is lost")
        }
        pump()
        markLost()
    }

    /// libpq reads while it writes, and may find the end there; it then closes the socket, and no event tells of that.
    private func noticeClosedSocket() {
        guard !isLost, !isFinished, PQsocket(connection) < 0 else { return }
        loop.execute { [self] in if !isLost, !isFinished { takeLastWords() } }
    }

    private func takeNotifications() {
        while let notification = PQnotifies(connection) {
            if let handler = notifications.withLock({ $0 }) { handler(ServerNotification(notification.pointee)) }
            PQfreemem(notification)
        }
    }

    /// A TLS record may be larger than libpq's free buffer; epoll knows nothing of the rest.
    private func readPendingTLS() -> Bool {
        guard PQsslInUse(connection) == 1, let pending = TLSLibrary.pending else { return true }
        while let session = PQsslStruct(connection, "OpenSSL"), pending(session) > 0 {
            guard PQconsumeInput(connection) == 1 else { return false }
        }
        return true
    }

    /// Writes what the socket takes and asks for more turns while something is left.
    func flush() {
        guard !isLost else { return }
        let remains = PQflush(connection) == 1
        noticeClosedSocket()
        if remains != wantsWrite {
            wantsWrite = remains
            loop.setInterest(reading: isReading, writing: remains, for: descriptor)
        }
        if !remains, exchange?.flow.giver != nil {
            // By way of the queue: whoever can always go on must not keep the loop to itself.
            loop.execute { [self] in if !hasUnsentBytes { resumeGiver() } }
        }
    }

    var hasUnsentBytes: Bool { wantsWrite && !isLost }

    /// Leaves the socket alone, so that the server waits for whoever takes the rows.
    func setReading(_ wanted: Bool) {
        guard isReading != wanted, !isLost, !isFinished else { return }
        isReading = wanted
        loop.setInterest(reading: wanted, writing: wantsWrite, for: descriptor)
    }

    /// True if the socket has something to read, or is closed. Asked before the first statement of a lease: a session
    /// that has ended before it is told apart from one that ends under it.
    private var socketHasNews: Bool {
        var poll = pollfd()
        poll.fd = descriptor
        poll.events = Int16(POLLIN)
        return Glibc.poll(&poll, 1, 0) != 0
    }

    /// Reads what an idle session was sent; false if the session is over.
    func isStillThere() -> Bool {
        if !isLost, socketHasNews { socketIsReady() }
        if hasFarewell { abandon() }
        return !isBroken && isAlive.load(ordering: .relaxed)
    }

    // MARK: The end of the session

    private func markLost() {
        guard !isLost else { return }
        let socket = PQsocket(connection)
        isLost = true
        isAlive.store(false, ordering: .releasing)
        loop.unwatch(descriptor, self, isClosed: socket < 0)
        if exchange == nil {
            finish()
            if let handler = idleLoss.withLock({ $0 }) { handler() }
        } else {
            loseExchange()
        }
    }

    /// Ends the session and gives everything back.
    func finish() {
        guard !isFinished else { return }
        isFinished = true
        isAlive.store(false, ordering: .releasing)
        if !isLost { loop.unwatch(descriptor, self, isClosed: false) }
        isLost = true
        // It says goodbye to the server, which may not be listening.
        let farewell = OpenedConnection(pointer: connection)
        HelperThreads.closing.run { PQfinish(farewell.pointer) }
    }

    /// Ends the session from anywhere, without waiting.
    func close() {
        isAlive.store(false, ordering: .releasing)
        loop.execute { [self] in
            if exchange == nil { finish() } else { abandon() }
        }
    }

    /// Shuts the socket; the call under way then ends by the ordinary path of a lost connection.
    func abandon() {
        isAlive.store(false, ordering: .releasing)
        exchange?.isAbandoned = true
        guard !isFinished else { return }
        let socket = PQsocket(connection)
        if !isLost, socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
        // Where nothing is read, nothing would tell of the end.
        setReading(true)
        noticeClosedSocket()
    }

    /// What libpq last complained of.
    var lastMessage: String {
        isFinished
            ? notices.farewell ?? "the connection is closed"
            : String(cString: PQerrorMessage(connection)).split(separator: "\n").joined(separator: "; ")
    }

    /// The server has ended the session between two statements.
    var hasFarewell: Bool { notices.hasFarewell.load(ordering: .relaxed) }

    var transactionStatus: PGTransactionStatusType { isFinished ? PQTRANS_UNKNOWN : PQtransactionStatus(connection) }

    var isBroken: Bool { isFinished || isLost || PQstatus(connection) == CONNECTION_BAD }

    // MARK: Deadlines

    /// One timer looks after all deadlines of the connection: the call that set it is mostly over long before it goes
    /// off, and setting one anew for every call would cost more than going off in vain now and then.
    func watch(_ deadline: Moment) {
        guard deadline < watchedDeadline else { return }
        watchedDeadline = deadline
        _ = loop.schedule(at: deadline) { [weak self] in self?.deadlineTimerFired(deadline) }
    }

    private func deadlineTimerFired(_ moment: Moment) {
        // A later, nearer deadline has a timer of its own.
        if watchedDeadline == moment { watchedDeadline = .never }
        guard let exchange, exchange.ending == nil, exchange.limits.deadline != .never else { return }
        if exchange.limits.deadline <= Moment.now {
            interrupt(exchange.id, .deadline)
        } else {
            watch(exchange.limits.deadline)
        }
    }
}

/// The one function of OpenSSL that libpq does not wrap, found in the library that libpq has loaded.
enum TLSLibrary {
    typealias Pending = @convention(c) (UnsafeMutableRawPointer) -> Int32

    static let pending: Pending? = {
        guard let symbol = dlsym(nil, "SSL_pending") else { return nil }
        return unsafe unsafeBitCast(symbol, to: Pending.self)
    }()
}

/// What NOTIFY sent.
public struct ServerNotification: Sendable, Hashable {
    public var channel: String
    /// Empty if NOTIFY gave none.
    public var payload: String
    /// The server's process of the session that sent it.
    public var senderPID: Int32

    init(_ notification: PGnotify) {
        channel = notification.relname.map { String(cString: $0) } ?? ""
        payload = notification.extra.map { String(cString: $0) } ?? ""
        senderPID = notification.be_pid
    }
}

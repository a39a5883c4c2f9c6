import CLibpq
import Glibc
import Synchronization

/// One libpq connection, pinned to one loop. One call at a time; whoever holds it sees to that.
actor WireConnection: EventHandler {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// The server's process for this session.
    nonisolated let backendPID: Int32
    nonisolated let openedAt = Moment.now

    /// What the pool may read without a hop; written on the loop only.
    nonisolated let isAlive = Atomic<Bool>(true)
    nonisolated let isIdle = Atomic<Bool>(true)

    enum Interruption { case cancelled, deadline }

    struct Call {
        let id: UInt64
        let limits: CallLimits
        var deadlineTimer: TimerSet.ID?
        var graceTimer: TimerSet.ID?
        var interruption: Interruption?
        var isCancelRequestUnderWay = false
        /// The socket was shut down because the server did not react.
        var isAbandoned = false
    }

    /// Owned by this actor until `finish()`.
    var connection: OpaquePointer
    var isFinished = false
    var cache = StatementCache()
    var call: Call?
    /// Set while a COPY waits for rows of the program, which no event of the socket would end.
    var copySource: CopyChannel?
    private let notices: NoticeReceiver
    private var descriptor: Int32
    private var waiter: UnsafeContinuation<Void, Never>?
    /// Something happened that the call under way has not looked at.
    private var hasNews = false
    private var wantsWrite = false
    /// Set when the socket is gone; nothing more can be read than is read already.
    private(set) var isLost = false

    init(_ opened: OpenedConnection, loop: EventLoop, notices: NoticeSink) {
        self.loop = loop
        self.notices = NoticeReceiver(notices)
        connection = opened.pointer
        descriptor = PQsocket(opened.pointer)
        backendPID = PQbackendPID(opened.pointer)
    }

    func start() {
        notices.attach(to: connection)
        loop.watch(descriptor, self)
    }

    // MARK: Readiness

    nonisolated func socketIsReady() {
        assumeIsolated { wire in
            // libpq forgets which commands are pending when it sees the end of the socket. So it must not see it before
            // the call under way has taken what came earlier, such as the reason why the server ended the session.
            // epoll is level-triggered and will ask again; the call's next step is queued on this very loop.
            let isCatchingUp = wire.call != nil && wire.waiter == nil && wire.copySource == nil
            if !isCatchingUp { wire.readAndFlush() }
        }
    }

    func readAndFlush() {
        guard !isFinished, !isLost else { return }
        let hasRead = PQconsumeInput(connection) == 1 && readPendingTLS()
        // An idle session gets notices and notifications; nobody has asked for the latter.
        while let notification = PQnotifies(connection) { PQfreemem(notification) }
        if hasRead, call != nil || !hasFarewell { flush() } else { markLost() }
        resumeWaiter()
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
        if remains != wantsWrite {
            wantsWrite = remains
            loop.setWriteInterest(remains, for: descriptor)
        }
    }

    var hasUnsentBytes: Bool { wantsWrite && !isLost }

    /// Lets the waiting call look again at what it waits for.
    func resumeWaiter() {
        if isLost || call?.interruption != nil { copySource?.stopTaking() }
        hasNews = true
        let continuation = waiter
        waiter = nil
        continuation?.resume()
    }

    /// Waits until `condition` no longer holds, looking again after each event of the socket and each interruption.
    ///
    /// An `await` may let the loop do other work even where nothing changes thread, so that an event may come between
    /// looking and waiting: `hasNews` remembers it.
    func wait(while condition: (isolated WireConnection) -> Bool) async {
        while true {
            hasNews = false
            guard condition(self) else { return }
            await withUnsafeContinuation { continuation in
                if hasNews { continuation.resume() } else { waiter = continuation }
            }
        }
    }

    private func markLost() {
        guard !isLost else { return }
        isLost = true
        isAlive.store(false, ordering: .releasing)
        loop.unwatch(descriptor, self, isClosed: PQsocket(connection) < 0)
        if call == nil { finish() }
    }

    /// Ends the session and gives everything back.
    func finish() {
        guard !isFinished else { return }
        isFinished = true
        isAlive.store(false, ordering: .releasing)
        if !isLost { loop.unwatch(descriptor, self, isClosed: false) }
        isLost = true
        PQfinish(connection)
    }

    /// Ends the session from anywhere, without waiting.
    nonisolated func close() {
        isAlive.store(false, ordering: .releasing)
        loop.execute { [self] in
            assumeIsolated { wire in
                if wire.call == nil { wire.finish() } else { wire.abandon() }
            }
        }
    }

    /// What libpq last complained of.
    var lastMessage: String {
        isFinished ? "the connection is closed" : trimmed(String(cString: PQerrorMessage(connection)))
    }

    private func trimmed(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: "; ")
    }

    /// The server has ended the session between two statements.
    var hasFarewell: Bool { notices.hasFarewell.load(ordering: .relaxed) }

    // MARK: Results

    /// The next answer, without ever blocking in libpq; nil where libpq says nil.
    func nextResult() async -> ServerResult? {
        await wait { !$0.isLost && PQisBusy($0.connection) == 1 }
        if isLost, PQisBusy(connection) == 1 { return nil }
        return PQgetResult(connection).map(ServerResult.init)
    }

    var transactionStatus: PGTransactionStatusType { isFinished ? PQTRANS_UNKNOWN : PQtransactionStatus(connection) }

    var isBroken: Bool { isLost || PQstatus(connection) == CONNECTION_BAD }
}

/// The one function of OpenSSL that libpq does not wrap, found in the library that libpq has loaded.
enum TLSLibrary {
    typealias Pending = @convention(c) (UnsafeMutableRawPointer) -> Int32

    static let pending: Pending? = {
        guard let symbol = dlsym(nil, "SSL_pending") else { return nil }
        return unsafe unsafeBitCast(symbol, to: Pending.self)
    }()
}

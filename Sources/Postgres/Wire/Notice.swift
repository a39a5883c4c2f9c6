import CLibpq
import Synchronization

/// Takes what the server says beside its answers, on the connection's loop.
final class NoticeSink: Sendable {
    private let handler: Mutex<(@Sendable (ServerError) -> Void)?>

    init(_ handler: (@Sendable (ServerError) -> Void)?) { self.handler = Mutex(handler) }

    func replace(with handler: @escaping @Sendable (ServerError) -> Void) {
        self.handler.withLock { $0 = handler }
    }

    func receive(_ notice: ServerError) {
        // Called outside the lock: a handler may replace itself.
        let handler = handler.withLock { $0 }
        handler?(notice)
    }
}

/// Receives the notices of one connection.
final class NoticeReceiver: Sendable {
    private let sink: NoticeSink
    /// The server has said that it ends the session; the end of the socket may still be on its way.
    let hasFarewell = Atomic<Bool>(false)
    /// Why it does.
    private let reason = Mutex<String?>(nil)
    var farewell: String? { reason.withLock { $0 } }

    init(_ sink: NoticeSink) { self.sink = sink }

    /// The receiver must outlive `connection`.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { argument, result in
                guard let argument, let result else { return }
                Unmanaged<NoticeReceiver>.fromOpaque(argument).takeUnretainedValue()
                    .receive(ServerError(result: result, sql: nil))
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ notice: ServerError) {
        // An error between two statements comes as a notice.
        let isFarewell =
            switch notice.sqlState {
            case .adminShutdown, .crashShutdown, .cannotConnectNow: true
            default: notice.endsSession
            }
        if isFarewell {
            reason.withLock { $0 = notice.message }
            hasFarewell.store(true, ordering: .relaxed)
        }
        sink.receive(notice)
    }
}

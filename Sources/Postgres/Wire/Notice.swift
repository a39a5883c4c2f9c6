import CLibpq
import Synchronization

/// Takes what the server says beside its answers, on the connection's loop.
final class NoticeSink: Sendable {
    private let handler: Locked<Handler<ServerError>?>

    init(_ handler: (@Sendable (ServerError) -> Void)?) { self.handler = Locked(handler.map(Handler.init)) }

    func replace(with handler: @escaping @Sendable (ServerError) -> Void) {
        self.handler.withLock { $0 = Handler(handler) }
    }

    func receive(_ notice: ServerError) {
        // Called outside the lock: a handler may replace itself.
        let handler = handler.withLock { $0 }
        handler?.call(notice)
    }
}

/// A function kept under a lock. By itself, without a type around it, it would be wrapped once more at every look (Swift
/// 6.3), until calling it overflows the stack.
struct Handler<Value>: Sendable {
    let call: @Sendable (Value) -> Void

    init(_ call: @escaping @Sendable (Value) -> Void) { self.call = call }
}

/// Receives the notices of one connection.
final class NoticeReceiver: Sendable {
    private let sink: NoticeSink
    /// The server has said that it ends the session; the end of the socket may still be on its way.
    let hasFarewell = Atomic<Bool>(false)
    private let reason = Locked<String?>(nil)

    /// In what words.
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
            reason.withLock { $0 = "\(notice.severity) \(notice.sqlState): \(notice.message)" }
            hasFarewell.store(true, ordering: .relaxed)
        }
        sink.receive(notice)
    }
}

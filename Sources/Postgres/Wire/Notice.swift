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

    /// The sink must outlive `connection`.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { argument, result in
                guard let argument, let result else { return }
                let sink = Unmanaged<NoticeSink>.fromOpaque(argument).takeUnretainedValue()
                sink.receive(ServerError(result: result, sql: nil))
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

import Synchronization

/// What somebody who listens hears.
public enum ListenEvent: Sendable, Hashable {
    /// In the order in which their transactions committed.
    case notification(ServerNotification)
    /// Notifications may have been missed: the connection was lost and is there again, or more came than were read.
    /// Whoever keeps a copy of something reads it anew.
    case gap
}

/// Notifications of some channels, over a connection of its own that is made anew when it is lost.
///
/// It ends when nobody holds it any more, or when the task that reads it is cancelled. One task reads at a time.
public final class Listener: AsyncSequence, Sendable {
    public typealias Element = ListenEvent

    private let events: ListenBuffer
    private let keeper: Task<Void, Never>

    fileprivate init(_ events: ListenBuffer, _ keeper: Task<Void, Never>) {
        self.events = events
        self.keeper = keeper
    }

    deinit { close() }

    /// Stops listening; the sequence ends.
    public func close() {
        keeper.cancel()
        events.finish()
    }

    public func makeAsyncIterator() -> Iterator { Iterator(listener: self) }

    /// All iterators of a listener share its place: each event is handed out once.
    public struct Iterator: AsyncIteratorProtocol {
        let listener: Listener

        public func next() async -> ListenEvent? { await listener.events.next() }

        public func next(isolation actor: isolated (any Actor)?) async -> ListenEvent? {
            await listener.events.next()
        }
    }
}

extension Database {
    /// Listens to channels; notifications that are sent once this has returned are heard.
    ///
    /// The connection is not one of the pool's. It is looked at every `ListenOptions.keepAlive`, and when it is lost it
    /// is made anew, however long that takes; `.gap` then says that something may have been missed.
    /// - Throws: why the first connection could not be made.
    public func listen(
        to channels: [String], _ options: ListenOptions = ListenOptions()
    ) async throws(PostgresError) -> Listener {
        try await Listening(pool.connectionOptions, channels, options).begin()
    }

    /// As `listen(to:)`.
    public func listen(_ channels: String...) async throws(PostgresError) -> Listener {
        try await listen(to: channels)
    }
}

/// How one listens.
public struct ListenOptions: Sendable {
    /// How often the connection is asked for a sign of life, so that one that was cut unseen is found. Default 30 s.
    public var keepAlive: Duration
    /// How long the sign of life may take. Default 5 s.
    public var patience: Duration
    /// How many notifications may wait to be read; more are thrown away, and `.gap` says so. Default 10,000.
    public var mostUnread: Int

    public init(
        keepAlive: Duration = .seconds(30), patience: Duration = .seconds(5), mostUnread: Int = 10_000
    ) {
        self.keepAlive = keepAlive
        self.patience = patience
        self.mostUnread = max(1, mostUnread)
    }
}

/// Keeps one listening connection alive.
private struct Listening: Sendable {
    let connectionOptions: ConnectionOptions
    let script: String
    let options: ListenOptions
    let events: ListenBuffer

    init(_ connectionOptions: ConnectionOptions, _ channels: [String], _ options: ListenOptions) {
        self.connectionOptions = connectionOptions
        script = channels.map { "LISTEN \(SQL.quoted(identifier: $0))" }.joined(separator: "; ")
        self.options = options
        events = ListenBuffer(limit: options.mostUnread)
    }

    func begin() async throws(PostgresError) -> Listener {
        guard !script.isEmpty, !script.utf8.contains(0) else { throw .usage("listen needs the names of channels") }
        let first = try await connect()
        let keeper = Task { [self] in await keep(first) }
        return Listener(events, keeper)
    }

    private func connect() async throws(PostgresError) -> WireConnection {
        let wire = try await Connector.open(connectionOptions, onNotice: NoticeSink(nil))
        wire.onNotification { [events] in events.add(.notification($0)) }
        switch await wire.call(.script(script), CallLimits(deadline: Moment.now + options.patience)) {
        case .script: return wire
        case .failure(.failed(let error)), .failure(.refused(let error)):
            wire.close()
            throw error
        default:
            wire.close()
            throw .connection("the connection was lost before it listened")
        }
    }

    private func keep(_ first: WireConnection) async {
        var wire = first
        while !Task.isCancelled {
            await waitForLoss(of: wire)
            wire.close()
            guard let next = await reconnect() else { break }
            wire = next
            events.addGap()
        }
        wire.close()
        events.finish()
    }

    /// Returns when the connection is lost, gives no sign of life, or is no longer wanted.
    private func waitForLoss(of wire: WireConnection) async {
        while !Task.isCancelled, wire.isAlive.load(ordering: .acquiring) {
            let pause = Task { try? await Task.sleep(for: options.keepAlive) }
            wire.onLossWhileIdle { pause.cancel() }
            await withTaskCancellationHandler {
                _ = await pause.value
            } onCancel: {
                pause.cancel()
            }
            guard !Task.isCancelled, wire.isAlive.load(ordering: .acquiring) else { return }
            let limits = CallLimits(deadline: Moment.now + options.patience)
            guard case .script = await wire.call(.script(""), limits) else { return }
        }
    }

    /// 100 ms, doubled each time up to 5 s, less up to a quarter, so that listeners do not knock in step.
    private func reconnect() async -> WireConnection? {
        var pause = 100
        while !Task.isCancelled {
            if let wire = try? await connect() { return wire }
            let milliseconds = pause - Int.random(in: 0...pause / 4)
            try? await Task.sleep(for: .milliseconds(milliseconds))
            pause = min(5000, pause * 2)
        }
        return nil
    }
}

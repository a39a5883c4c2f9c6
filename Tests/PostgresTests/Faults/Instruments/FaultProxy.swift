import Foundation
import Postgres
import Synchronization

/// A proxy on 127.0.0.1 or on a Unix socket, between a client and a server, that breaks connections when it is told to.
///
/// Messages are recognised as long as they are not encrypted; a session with TLS passes as bytes. One thread moves
/// everything; any method may be called from anywhere and holds for open connections and for those to come.
final class FaultProxy: Sendable {
    enum Direction: Int, Sendable { case toServer, toClient }

    enum Ending: Sendable {
        /// RST, as from a host that has crashed and come back.
        case reset
        /// FIN, as from a program that has ended.
        case end
    }

    /// What has happened so far.
    struct Record: Sendable {
        var sessions = 0
        var cancelRequests = 0
        var open = 0
        fileprivate(set) var isStopped = false
        /// Bytes that have come in, by direction.
        var bytes = [0, 0]
        var reached: Set<Int> = []
    }

    struct DidNotHappen: Error, CustomStringConvertible {
        var record: Record
        var description: String { "what the test waits for did not happen: \(record)" }
    }

    /// Where the proxy listens.
    let address: ServerAddress
    private let listener: Int32
    /// A pipe: a byte in it ends the thread's wait.
    private let wake: (read: Int32, write: Int32)
    private let state: Mutex<State>

    private struct State {
        var settings: ProxySettings
        var links: [ProxyLink] = []
        var rules: [ProxyRule] = []
        var lastID = 0
        var record = Record()
        var waiters: [Waiter] = []
        /// The thread is gone, and its sockets with it.
        var hasEnded = false
    }

    private struct Waiter {
        let condition: @Sendable (Record) -> Bool
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Record?, Never>
    }

    /// Runs until `stop()`.
    init(to server: ServerAddress, at address: ServerAddress = .loopback(port: 0)) throws {
        listener = try Socket.listening(at: address)
        self.address = if case .loopback = address { .loopback(port: Socket.port(of: listener)) } else { address }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            close(listener)
            throw Socket.Failure("pipe")
        }
        ends.forEach(Socket.setNonBlocking)
        wake = (ends[0], ends[1])
        state = Mutex(State(settings: ProxySettings(server: server)))
        let thread = Thread { [self] in run() }
        thread.name = "fault proxy"
        thread.start()
    }

    var port: UInt16? { if case .loopback(let port) = address { port } else { nil } }

    /// Options of a session through the proxy, without encryption.
    func options(user: String = "postgres", database: String = "postgres") -> ConnectionOptions {
        let place =
            switch address {
            case .loopback(let port): "host=127.0.0.1 port=\(port)"
            case .unix(let path): "host=\(URL(filePath: path).deletingLastPathComponent().path)"
            }
        return ConnectionOptions("\(place) user=\(user) dbname=\(database) sslmode=disable gssencmode=disable")
    }

    // MARK: Faults

    /// Ends every session and every cancel request that is open.
    func cut(_ ending: Ending = .reset) {
        change { state in
            for index in state.links.indices { state.links[index].close(ending) }
        }
    }

    /// Keeps what comes in this direction until `release()`; the sockets stay open and take bytes until they are full.
    func hold(_ direction: Direction) {
        change { state in
            state.settings[direction].isHeld = true
            for index in state.links.indices { state.links[index].hold(direction) }
        }
    }

    /// Both directions: to each side the other one is a host that has fallen silent.
    func stall() {
        hold(.toServer)
        hold(.toClient)
    }

    /// For open sessions alone: the server's side ends, and the client is not told, as by a firewall that forgets a
    /// connection.
    func forget() {
        change { state in
            for index in state.links.indices { state.links[index].forget() }
        }
    }

    /// Passes on what was kept, cancel requests that were held included.
    func release() {
        change { state in
            state.settings[.toServer].isHeld = false
            state.settings[.toClient].isHeld = false
            for index in state.links.indices {
                state.links[index].toServer.isHeld = false
                state.links[index].toClient.isHeld = false
            }
        }
    }

    /// Changes how connections are treated: speed, delay, what becomes of new ones, where they go.
    func set(_ body: @Sendable (inout ProxySettings) -> Void) { change { body(&$0.settings) } }

    /// Lets `action` follow on the next such occasion, once. The number is for `reached(_:)`.
    @discardableResult
    func on(_ occasion: ProxyRule.Occasion, _ action: ProxyRule.Action = .note) -> Int {
        change { state in
            state.lastID += 1
            state.rules.append(ProxyRule(id: state.lastID, occasion: occasion, action: action))
            return state.lastID
        }
    }

    // MARK: What happens

    var record: Record { state.withLock { $0.record } }

    /// Waits for the occasion that `on(_:_:)` was given.
    func reached(_ rule: Int) async throws { try await wait { $0.reached.contains(rule) } }

    /// Waits until the record is as wanted.
    func wait(within limit: Duration = .seconds(10), until condition: @escaping @Sendable (Record) -> Bool) async throws
    {
        let record: Record? = await withCheckedContinuation { continuation in
            let isWaiting = change { state in
                guard !state.hasEnded else { return false }
                state.waiters.append(
                    Waiter(condition: condition, deadline: .now + limit, continuation: continuation))
                return true
            }
            if !isWaiting { continuation.resume(returning: nil) }
        }
        guard record != nil else { throw DidNotHappen(record: self.record) }
    }

    /// Ends every connection and the thread.
    func stop() { change { $0.record.isStopped = true } }

    // MARK: The thread

    @discardableResult
    private func change<R: Sendable>(_ body: (inout State) -> R) -> R {
        state.withLock { state in
            let value = body(&state)
            // Under the lock, where the thread has not closed it yet. A full pipe wakes as well.
            if !state.hasEnded { write(wake.write, [1], 1) }
            return value
        }
    }

    private func run() {
        while true {
            var (polls, timeout) = state.withLock { state in watched(by: state) }
            poll(&polls, nfds_t(polls.count), timeout)
            var bytes = [UInt8](repeating: 0, count: 64)
            while read(wake.read, &bytes, bytes.count) > 0 {}
            let (answers, isStopped) = state.withLock { state in turn(&state) }
            for (continuation, record) in answers { continuation.resume(returning: record) }
            if isStopped { break }
        }
        if case .unix(let path) = address { unlink(path) }
    }

    private func watched(by state: State) -> (polls: [pollfd], timeout: Int32) {
        let now = ContinuousClock.now
        var polls = [listener, wake.read].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        for link in state.links where link.isOpen {
            let (client, server) = link.interests(state.settings, now: now)
            // A socket that is watched for nothing would still report its end, again and again.
            if client != 0 { polls.append(pollfd(fd: link.client, events: client, revents: 0)) }
            if server != 0, link.server >= 0 { polls.append(pollfd(fd: link.server, events: server, revents: 0)) }
        }
        let later = state.links.flatMap { $0.laterTurns(state.settings, now: now) }
        let next = (later + state.waiters.map(\.deadline)).min()
        // Rounded up: a turn that comes too early finds nothing to do.
        let timeout = next.map { max(0, Int32(clamping: Int(($0 - now) / .milliseconds(1)) + 1)) } ?? -1
        return (polls, timeout)
    }

    /// Moves what can be moved. The answers are for those whose wait is over.
    private func turn(
        _ state: inout State
    ) -> (answers: [(CheckedContinuation<Record?, Never>, Record?)], isStopped: Bool) {
        let now = ContinuousClock.now
        while let client = Socket.accepted(from: listener) {
            var link = ProxyLink(client: client)
            for direction in [Direction.toServer, .toClient] where state.settings[direction].isHeld {
                link.hold(direction)
            }
            state.links.append(link)
        }
        for index in state.links.indices where state.links[index].isOpen {
            state.links[index].move(state.settings, now: now, rules: &state.rules, record: &state.record)
        }
        if state.record.isStopped {
            for index in state.links.indices { state.links[index].close(.end) }
            for socket in [listener, wake.read, wake.write] { close(socket) }
            state.hasEnded = true
        }
        state.links.removeAll { !$0.isOpen }
        state.record.open = state.links.count
        let record = state.record
        var answers: [(CheckedContinuation<Record?, Never>, Record?)] = []
        state.waiters.removeAll { waiter in
            let isMet = waiter.condition(record)
            let isOver = isMet || record.isStopped || waiter.deadline <= now
            if isOver { answers.append((waiter.continuation, isMet ? record : nil)) }
            return isOver
        }
        return (answers, state.record.isStopped)
    }
}

/// A proxy for as long as `body` runs.
func withProxy<R>(
    to server: ServerAddress, at address: ServerAddress = .loopback(port: 0), _ body: (FaultProxy) async throws -> R
) async throws -> R {
    let proxy = try FaultProxy(to: server, at: address)
    defer { proxy.stop() }
    return try await body(proxy)
}

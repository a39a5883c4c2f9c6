import Foundation
import Postgres
import Synchronization

/// A relay before the shared server that writes down what the client sends: what the server must have seen.
final class MessageTrace: Sendable {
    private let folder: URL
    private let listener: Int32
    /// A pipe: its end ends the thread.
    private let wake: (read: Int32, write: Int32)
    private let entries = Mutex<[String]>([])

    init(to server: ServerAddress) throws {
        folder = try OwnServer.newFolder()
        listener = try Socket.listening(at: .unix(path: folder.appending(path: ".s.PGSQL.5432").path))
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Socket.Failure("pipe") }
        ends.forEach(Socket.setNonBlocking)
        wake = (ends[0], ends[1])
        let thread = Thread { [self] in run(server) }
        thread.name = "message trace"
        thread.start()
    }

    var options: ConnectionOptions { ConnectionOptions("host=\(folder.path) user=postgres dbname=postgres") }

    func stop() { close(wake.write) }

    /// What was sent since the last time, each message by its type, `Parse` and `Query` with their text. Forgets it.
    func take() -> [String] {
        entries.withLock { entries in
            defer { entries = [] }
            return entries
        }
    }

    // MARK: The thread

    private struct Link {
        var client: Int32
        var server: Int32
        var framer = MessageFramer(.startup)
        var unread: [UInt8] = []
    }

    /// Blocks where the receiver does not take what it is sent; one client at a time has a call under way.
    private func run(_ server: ServerAddress) {
        var links: [Link] = []
        while true {
            var polls = [listener, wake.read].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            for link in links { for socket in [link.client, link.server] { polls.append(Self.reading(socket)) } }
            poll(&polls, nfds_t(polls.count), -1)
            if polls[1].revents != 0 { break }
            for index in links.indices.reversed() where !move(&links[index]) {
                for socket in [links[index].client, links[index].server] { Socket.end(socket) }
                links.remove(at: index)
            }
            while let client = Socket.accepted(from: listener) {
                if let socket = try? Socket.connected(to: server) {
                    links.append(Link(client: client, server: socket))
                } else {
                    close(client)
                }
            }
        }
        for link in links { for socket in [link.client, link.server] { Socket.end(socket) } }
        for descriptor in [listener, wake.read] { close(descriptor) }
        try? FileManager.default.removeItem(at: folder)
    }

    private static func reading(_ socket: Int32) -> pollfd { pollfd(fd: socket, events: Int16(POLLIN), revents: 0) }

    private func move(_ link: inout Link) -> Bool {
        guard let requests = Self.read(link.client), let answers = Self.read(link.server) else { return false }
        link.unread += requests
        while let unit = link.framer.next(of: link.unread[...]) {
            if link.framer.phase == .startup { link.framer.phase = .messages } else { note(unit) }
            link.unread.removeFirst(unit.bytes.count)
        }
        return Self.write(requests, to: link.server, orRead: link.client)
            && Self.write(answers, to: link.client, orRead: link.server)
    }

    /// Nil at the end.
    private static func read(_ socket: Int32) -> [UInt8]? {
        var isOver = false
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
            let length = recv(socket, buffer.baseAddress, buffer.count, 0)
            isOver = length == 0 || length < 0 && errno != EAGAIN && errno != EINTR
            count = max(0, length)
        }
        return isOver ? nil : bytes
    }

    private static func write(_ bytes: [UInt8], to socket: Int32, orRead other: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EINTR {
                var polls = [pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)]
                poll(&polls, 1, -1)
            } else {
                return false
            }
        }
        return true
    }

    // MARK: Names

    /// https://www.postgresql.org/docs/15/protocol-message-formats.html
    private func note(_ unit: MessageFramer.Unit) {
        guard unit.isStart else { return }
        let strings = unit.bytes.dropFirst(5).split(separator: 0, omittingEmptySubsequences: false)
            .prefix(2).map { String(decoding: $0, as: UTF8.self) }
        let entry =
            switch UnicodeScalar(unit.type) {
            case "P": "Parse \(strings[0].isEmpty ? "" : "as \(strings[0]) ")\(strings[1])"
            case "B": "Bind\(strings[1].isEmpty ? "" : " \(strings[1])")"
            case "D": "Describe"
            case "E": "Execute"
            case "S": "Sync"
            case "H": "Flush"
            case "C": "Close"
            case "Q": "Query \(strings[0])"
            case "d": "CopyData"
            case "c": "CopyDone"
            case "f": "CopyFail"
            case "X": "Terminate"
            default: "message \(unit.type)"
            }
        entries.withLock { $0.append(entry) }
    }
}

/// Runs `body` with one connection whose messages are written down.
func withTrace<R>(_ body: (Connection, MessageTrace) async throws -> R) async throws -> R {
    let trace = try await MessageTrace(to: OwnServer.shared.value.address)
    defer { trace.stop() }
    let connection = try await Connection.open(trace.options)
    let result: Result<R, any Error>
    do { result = .success(try await body(connection, trace)) } catch { result = .failure(error) }
    await connection.close()
    return try result.get()
}

/// Runs `body` with a pool of one connection whose messages are written down.
func withTracedPool<R>(
    _ change: (inout ConnectionOptions) -> Void = { _ in }, _ body: (Database, MessageTrace) async throws -> R
) async throws -> R {
    let trace = try await MessageTrace(to: OwnServer.shared.value.address)
    defer { trace.stop() }
    var options = trace.options
    change(&options)
    let database = Database(options, pool: PoolOptions(maximumSize: 1, maximumLifetime: .zero))
    let result: Result<R, any Error>
    do { result = .success(try await body(database, trace)) } catch { result = .failure(error) }
    await database.close()
    return try result.get()
}

import CLibpq
import Glibc
import Synchronization

/// A libpq connection on its way from the thread that opened it to the loop that will own it.
// @unchecked: it has one owner at a time; whoever holds it last either gives it to a WireConnection or finishes it.
struct OpenedConnection: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// Connects, on a helper thread: libpq resolves names synchronously, and PQconnectPoll knows neither
/// `connect_timeout` nor when to go on to the next host.
enum Connector {
    /// What every failure to connect is told as: an error of the server, or a text.
    static func connect(_ options: ConnectionOptions, until deadline: Moment) -> Result<OpenedConnection, PostgresError>
    {
        let start = startConnecting(options.parameters)
        guard let first = start else { return .failure(.connection("out of memory")) }
        let settings = resolvedSettings(of: first)
        let hosts = Host.list(from: settings)
        let secondsForEach = settings["connect_timeout"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        guard hosts.count > 1, PQstatus(first) != CONNECTION_BAD else {
            let limit = secondsForEach.map { min(deadline, Moment.now + .seconds($0)) } ?? deadline
            return finishConnecting(first, until: limit)
        }
        PQfinish(first)
        // Hosts are tried one by one under a limit of our own, so that a frozen one does not use up the time of all.
        let passes =
            settings["target_session_attrs"] == "prefer-standby"
            ? [[("target_session_attrs", "standby")], [("target_session_attrs", "any")]] : [[]]
        var failure = PostgresError.connection("no host is given")
        for pass in passes {
            for host in LastGoodHost.first(hosts) {
                guard Moment.now < deadline else { return .failure(failure) }
                guard let attempt = startConnecting(options.parameters + host.parameters + pass) else {
                    return .failure(.connection("out of memory"))
                }
                let limit = min(deadline, Moment.now + .seconds(secondsForEach ?? 2))
                switch finishConnecting(attempt, until: limit) {
                case .success(let opened):
                    LastGoodHost.remember(host, of: hosts)
                    return .success(opened)
                case .failure(let problem): failure = problem
                }
            }
        }
        return .failure(failure)
    }

    fileprivate struct Host: Hashable {
        var host: String?
        var address: String?
        var port: String?

        var parameters: [(keyword: String, value: String)] {
            [("host", host ?? ""), ("hostaddr", address ?? ""), ("port", port ?? "")]
        }

        /// The three comma-separated lists side by side; one port serves all hosts.
        static func list(from settings: [String: String]) -> [Host] {
            func items(_ key: String) -> [String] {
                settings[key].map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
            }
            let hosts = items("host")
            let addresses = items("hostaddr")
            let ports = items("port")
            return (0..<max(hosts.count, addresses.count)).map { index in
                Host(
                    host: hosts.indices.contains(index) ? hosts[index] : nil,
                    address: addresses.indices.contains(index) ? addresses[index] : nil,
                    port: ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : nil)
            }
        }
    }

    private static func startConnecting(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
        let connection = ConnectionOptions.withCArrays(parameters) { PQconnectStartParams($0, $1, 1) }
        // SQLSTATE of a refusal is told in the text only, and only when asked for.
        if let connection { PQsetErrorVerbosity(connection, PQERRORS_VERBOSE) }
        return connection
    }

    private static func resolvedSettings(of connection: OpaquePointer) -> [String: String] {
        guard let options = PQconninfo(connection) else { return [:] }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return settings
    }

    private static func finishConnecting(
        _ connection: OpaquePointer, until deadline: Moment
    ) -> Result<OpenedConnection, PostgresError> {
        var status = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING {
            var descriptor = pollfd()
            descriptor.fd = PQsocket(connection)
            descriptor.events = Int16(status == PGRES_POLLING_READING ? POLLIN : POLLOUT)
            let count = poll(&descriptor, 1, deadline.millisecondsFromNow)
            if count == 0 {
                PQfinish(connection)
                return .failure(.connection("the server did not answer in time"))
            }
            if count < 0, errno != EINTR { break }
            // libpq may use another socket after this.
            if count > 0 { status = PQconnectPoll(connection) }
        }
        guard status == PGRES_POLLING_OK else {
            defer { PQfinish(connection) }
            return .failure(ConnectionFailure(text: String(cString: PQerrorMessage(connection))).error)
        }
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        guard PQsetnonblocking(connection, 1) == 0 else {
            defer { PQfinish(connection) }
            return .failure(.connection("the socket cannot be made non-blocking"))
        }
        return .success(OpenedConnection(pointer: connection))
    }
}

/// Which host of a list answered last: a hanging one before it must not cost every connection its time.
private enum LastGoodHost {
    private static let known = Locked<[[Connector.Host]: Connector.Host]>([:])

    static func first(_ hosts: [Connector.Host]) -> [Connector.Host] {
        guard let last = known.withLock({ $0[hosts] }) else { return hosts }
        return [last] + hosts.filter { $0 != last }
    }

    static func remember(_ host: Connector.Host, of hosts: [Connector.Host]) {
        known.withLock { $0[hosts] = host }
    }
}

/// libpq's verbose text of a failed connection.
struct ConnectionFailure {
    let text: String

    /// A refusal by the server carries its SQLSTATE: `…: FATAL:  28P01: password authentication failed …`.
    var error: PostgresError {
        // The last line with a code is the answer of the last host tried.
        let lines = text.split(separator: "\n").map(String.init)
        var code: SQLState?
        var kept: [String] = []
        for line in lines where !line.hasPrefix("LOCATION:") {
            if let match = line.firstMatch(of: #/: {2}([0-9A-Z]{5}): /#) {
                code = SQLState(rawValue: String(match.output.1))
                kept.append(line.replacing(#/: {2}[0-9A-Z]{5}: /#, with: ": "))
            } else {
                kept.append(line)
            }
        }
        let message = kept.joined(separator: "; ")
        guard let code else { return .connection(message.isEmpty ? "refused" : message) }
        return .server(ServerError(severity: "FATAL", sqlState: code, message: message))
    }
}

extension Connector {
    /// Opens a connection on a helper thread; the caller waits no longer than the options' time, whatever blocks there.
    static func open(
        _ options: ConnectionOptions, onNotice: NoticeSink, loop: EventLoop = .next, until limit: Moment = .never
    ) async throws(PostgresError) -> WireConnection {
        let options = try await options.withCredentials()
        let deadline = min(limit, Moment.now + options.connectTimeout)
        let answer = OneAnswer()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.expect(continuation)
                HelperThreads.connecting.run {
                    answer.give(connect(options, until: deadline))
                }
                // Name resolution heeds no deadline; its late result is thrown away.
                loop.execute {
                    _ = loop.schedule(at: deadline + .milliseconds(300)) {
                        answer.give(.failure(.connection("the server did not answer in time")))
                    }
                }
            }
        } onCancel: {
            answer.give(.failure(.cancelled))
        }
        answer.synchronise()
        let opened = try result.get()
        let connection = WireConnection(opened, loop: loop, notices: onNotice, options: options)
        connection.start()
        return connection
    }

    /// Hands the first answer to the waiting task and destroys every later one.
    private final class OneAnswer: Sendable {
        typealias Answer = Result<OpenedConnection, PostgresError>
        private enum State {
            case idle
            case waiting(CheckedContinuation<Answer, Never>)
            case early(Answer)
            case done
        }
        private let state = Locked(State.idle)

        func expect(_ continuation: CheckedContinuation<Answer, Never>) {
            let early: Answer? = state.withLock { state in
                if case .early(let answer) = state {
                    state = .done
                    return answer
                }
                state = .waiting(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) }
        }

        func synchronise() { state.synchronise() }

        func give(_ answer: Answer) {
            let (receiver, isLate) = state.withLock { state -> (CheckedContinuation<Answer, Never>?, Bool) in
                switch state {
                case .idle:
                    state = .early(answer)
                    return (nil, false)
                case .waiting(let continuation):
                    state = .done
                    return (continuation, false)
                case .early, .done: return (nil, true)
                }
            }
            receiver?.resume(returning: answer)
            if isLate, case .success(let opened) = answer { PQfinish(opened.pointer) }
        }
    }
}

import Foundation

/// One client's connection through a proxy.
struct ProxyLink {
    enum Role {
        /// The client has not said yet what it wants.
        case undecided
        case session, cancelRequest
        /// What comes in is thrown away, and nothing goes out.
        case unanswered
    }

    private(set) var role = Role.undecided
    private(set) var client: Int32
    private(set) var server: Int32 = -1
    var toServer = ProxyStream(.toServer)
    var toClient = ProxyStream(.toClient)

    init(client: Int32) { self.client = client }

    var isOpen: Bool { client >= 0 }

    mutating func close(_ ending: FaultProxy.Ending) {
        for socket in [client, server] where socket >= 0 {
            if ending == .reset { Socket.reset(socket) } else { Socket.end(socket) }
        }
        client = -1
        server = -1
    }

    /// Ends the server's side and falls silent on the client's.
    mutating func forget() {
        guard server >= 0 else { return }
        Socket.end(server)
        server = -1
        role = .unanswered
    }

    mutating func hold(_ direction: FaultProxy.Direction) {
        if direction == .toServer { toServer.isHeld = true } else { toClient.isHeld = true }
    }

    /// What the two sockets are to be watched for.
    func interests(_ settings: ProxySettings, now: ContinuousClock.Instant) -> (client: Int16, server: Int16) {
        func wantsWrite(_ stream: ProxyStream) -> Bool {
            stream.nextTurn(rate: settings[stream.direction].rate, now: now).map { $0 <= now } ?? false
        }
        var client: Int16 = 0
        var server: Int16 = 0
        if toServer.hasRoom { client |= Int16(POLLIN) }
        if wantsWrite(toClient) { client |= Int16(POLLOUT) }
        if toClient.hasRoom { server |= Int16(POLLIN) }
        if wantsWrite(toServer) { server |= Int16(POLLOUT) }
        return (client, server)
    }

    /// When there is something to send that cannot be sent now.
    func laterTurns(_ settings: ProxySettings, now: ContinuousClock.Instant) -> [ContinuousClock.Instant] {
        [toServer, toClient].compactMap { $0.nextTurn(rate: settings[$0.direction].rate, now: now) }.filter { $0 > now }
    }

    /// Reads, looks at what was read, and sends, as far as each is possible.
    mutating func move(
        _ settings: ProxySettings, now: ContinuousClock.Instant, rules: inout [ProxyRule],
        record: inout FaultProxy.Record
    ) {
        do {
            if toServer.hasRoom { try toServer.read(from: client) }
            if role == .unanswered {
                let hasEnded = toServer.hasEnded
                toServer = ProxyStream(.toServer)
                if hasEnded { close(.end) }
                return
            }
            if server >= 0, toClient.hasRoom { try toClient.read(from: server) }
            pass(settings, now: now, rules: &rules, record: &record)
            guard isOpen, role != .unanswered else { return }
            if server >= 0 { try toServer.write(to: server, rate: settings[.toServer].rate, now: now) }
            try toClient.write(to: client, rate: settings[.toClient].rate, now: now)
        } catch {
            close(.reset)
            return
        }
        finish()
    }

    private mutating func pass(
        _ settings: ProxySettings, now: ContinuousClock.Instant, rules: inout [ProxyRule],
        record: inout FaultProxy.Record
    ) {
        // Out of `self` while they pass, because what is decided on the way changes the rest of it.
        var (requests, answers) = (toServer, toClient)
        requests.pass(due: now + settings[.toServer].delay) { unit, stream in
            if role == .undecided { welcome(unit, settings, &stream, &record) }
            if MessageFramer.encryptionRequests.contains(unit.code) {
                answers.framer.phase = .answerToRequest
            } else if stream.framer.phase == .startup {
                stream.framer.phase = .messages
            }
            return Self.apply(&rules, to: unit, &stream, &record)
        }
        answers.pass(due: now + settings[.toClient].delay) { unit, stream in
            if stream.framer.phase == .answerToRequest {
                let isEncrypted = unit.bytes.first != UInt8(ascii: "N")
                stream.framer.phase = isEncrypted ? .opaque : .messages
                if isEncrypted { requests.framer.phase = .opaque }
            }
            return Self.apply(&rules, to: unit, &stream, &record)
        }
        (toServer, toClient) = (requests, answers)
    }

    /// The first message tells a session from a cancel request. Only now is the server called.
    private mutating func welcome(
        _ unit: MessageFramer.Unit, _ settings: ProxySettings, _ stream: inout ProxyStream,
        _ record: inout FaultProxy.Record
    ) {
        let isCancelRequest = unit.code == MessageFramer.cancelRequest
        if isCancelRequest { record.cancelRequests += 1 } else { record.sessions += 1 }
        let welcome = isCancelRequest ? settings.cancelRequests : settings.sessions
        switch welcome {
        case .served, .held:
            guard let socket = try? Socket.connected(to: settings.server) else {
                stream.ending = .end
                return
            }
            server = socket
            role = isCancelRequest ? .cancelRequest : .session
            if welcome == .held { stream.isHeld = true }
        case .unanswered: role = .unanswered
        case .turnedAway: stream.ending = .reset
        }
    }

    /// What is left of a unit to be passed on.
    private static func apply(
        _ rules: inout [ProxyRule], to unit: MessageFramer.Unit, _ stream: inout ProxyStream,
        _ record: inout FaultProxy.Record
    ) -> [UInt8] {
        var unit = unit
        record.bytes[stream.direction.rawValue] += unit.bytes.count
        // A stream that is held by its welcome keeps the unit that it was welcomed by.
        var end = stream.isHeld || stream.ending != nil ? unit.bytes.startIndex : unit.bytes.endIndex
        for index in rules.indices.reversed() {
            guard let place = rules[index].place(in: unit, stream.direction) else { continue }
            let rule = rules.remove(at: index)
            record.reached.insert(rule.id)
            switch rule.action {
            case .note: break
            case .hold:
                end = min(end, unit.bytes.startIndex + place)
                stream.isHeld = true
            case .cut(let ending, let passing):
                end = min(end, unit.bytes.startIndex + place + passing)
                stream.ending = ending
            case .corrupt(let number) where number < unit.bytes.count:
                unit.bytes[unit.bytes.startIndex + number] ^= 0xFF
            case .corrupt: break
            }
        }
        if stream.isHeld, stream.ending == nil { stream.withhold(unit.bytes[end...]) }
        return Array(unit.bytes[..<end])
    }

    /// Tells each side of the other's end once all that came before it is out.
    private mutating func finish() {
        for ending in [toServer, toClient].compactMap({ $0.isDrained ? $0.ending : nil }) {
            close(ending)
            return
        }
        if toServer.hasEnded, toServer.isEmpty, !toServer.isHeld, !toServer.isFinished {
            toServer.isFinished = true
            if server >= 0 { shutdown(server, Int32(SHUT_WR)) } else { close(.end) }
        }
        if toClient.hasEnded, toClient.isEmpty, !toClient.isHeld, !toClient.isFinished {
            toClient.isFinished = true
            shutdown(client, Int32(SHUT_WR))
        }
        if toServer.isFinished, toClient.isFinished { close(.end) }
    }
}

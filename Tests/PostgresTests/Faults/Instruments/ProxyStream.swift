import Foundation

/// One direction of one connection through a proxy.
struct ProxyStream {
    private struct Segment {
        var due: ContinuousClock.Instant
        var bytes: [UInt8]
    }

    /// Bytes that wait here; above it the sender has to wait.
    private static let limit = 64 * 1024

    let direction: FaultProxy.Direction
    var framer: MessageFramer
    var isHeld = false
    /// The sender has said that nothing more comes.
    var hasEnded = false
    /// The receiver has been told so.
    var isFinished = false
    /// How the connection ends once everything decided is out.
    var ending: FaultProxy.Ending?

    /// Read and not yet looked at.
    private var unread: [UInt8] = []
    /// The rest of what was passing when the stream was held.
    private var withheld: [UInt8] = []
    private var queue: [Segment] = []
    private var offset = 0
    private var queued = 0
    /// Bytes that the rate allowed at `lastRefill` and that were not sent.
    private var allowance = 0.0
    private var lastRefill = ContinuousClock.now

    init(_ direction: FaultProxy.Direction) {
        self.direction = direction
        framer = MessageFramer(direction == .toServer ? .startup : .messages)
    }

    var hasRoom: Bool { !hasEnded && ending == nil && unread.count + withheld.count + queued < Self.limit }
    var isEmpty: Bool { queued == 0 && unread.isEmpty && withheld.isEmpty }
    var isDrained: Bool { queued == 0 }

    /// Takes what the sender has sent.
    mutating func read(from socket: Int32) throws(Broken) {
        let block = [UInt8](unsafeUninitializedCapacity: Self.limit) { buffer, count in
            count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
        if block.isEmpty {
            // The block is empty at the end and after an error; recv itself tells which.
            var byte: UInt8 = 0
            let count = recv(socket, &byte, 1, Int32(MSG_PEEK))
            if count == 0 { hasEnded = true }
            if count < 0, errno != EAGAIN, errno != EINTR { throw Broken() }
        }
        unread += block
    }

    struct Broken: Error {}

    /// Looks at every unit that is complete, until the stream is held or ends.
    mutating func pass(due: ContinuousClock.Instant, _ decide: (MessageFramer.Unit, inout ProxyStream) -> [UInt8]) {
        guard !isHeld else { return }
        if !withheld.isEmpty {
            append(withheld, due: due)
            withheld = []
        }
        var rest = unread[...]
        while !isHeld, ending == nil, let unit = framer.next(of: rest) {
            rest = rest.dropFirst(unit.bytes.count)
            append(decide(unit, &self), due: due)
        }
        if rest.count < unread.count { unread = Array(rest) }
    }

    mutating func withhold(_ bytes: ArraySlice<UInt8>) {
        isHeld = true
        withheld += bytes
    }

    private mutating func append(_ bytes: [UInt8], due: ContinuousClock.Instant) {
        guard !bytes.isEmpty else { return }
        queued += bytes.count
        if queue.last?.due == due {
            queue[queue.count - 1].bytes += bytes
        } else {
            queue.append(Segment(due: due, bytes: bytes))
        }
    }

    /// Sends what is due and what the rate (bytes a second) allows.
    mutating func write(to socket: Int32, rate: Int?, now: ContinuousClock.Instant) throws(Broken) {
        if let rate {
            // Never more at once than the rate gives in 20 ms.
            allowance = min(allowance + (now - lastRefill) / .seconds(1) * Double(rate), Double(max(1, rate / 50)))
        }
        lastRefill = now
        while let segment = queue.first, segment.due <= now {
            let length = min(segment.bytes.count - offset, rate == nil ? Int.max : Int(allowance))
            guard length > 0 else { return }
            let count = segment.bytes.withUnsafeBytes { bytes in
                send(socket, bytes.baseAddress.map { $0 + offset }, length, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                if errno == EAGAIN || errno == EINTR { return }
                throw Broken()
            }
            offset += count
            queued -= count
            if rate != nil { allowance -= Double(count) }
            if offset == segment.bytes.count {
                queue.removeFirst()
                offset = 0
            }
        }
    }

    /// When there will be something to send; nil: not before something else happens.
    func nextTurn(rate: Int?, now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard let first = queue.first else { return nil }
        guard first.due <= now, let rate else { return first.due }
        return allowance >= 1 ? now : now + .seconds(1) * (1 / Double(max(1, rate)))
    }
}

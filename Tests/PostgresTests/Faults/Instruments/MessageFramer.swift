/// Cuts one direction of a connection into messages.
///
/// https://www.postgresql.org/docs/15/protocol-message-formats.html
struct MessageFramer {
    enum Phase {
        /// From the client, before the session: messages without a type byte.
        case startup
        /// From the server, in answer to a request for encryption: one byte.
        case answerToRequest
        case messages
        /// Encrypted: bytes without a visible meaning.
        case opaque
    }

    /// Bytes that are passed on together.
    struct Unit {
        /// The type byte; 0 for a message of the startup phase and for bytes without a visible meaning.
        var type: UInt8 = 0
        /// Of a message of the startup phase: its protocol version or request.
        var code: UInt32 = 0
        var bytes: ArraySlice<UInt8>
        /// The unit begins with a message's first byte.
        var isStart = true
    }

    static let cancelRequest: UInt32 = 80_877_102
    static let encryptionRequests: Set<UInt32> = [80_877_103, 80_877_104]
    /// A longer message is passed on in pieces, the first of at least this length.
    static let longest = 16 * 1024

    var phase: Phase
    private var remaining = 0

    init(_ phase: Phase) { self.phase = phase }

    /// The next unit at the front of `bytes`; nil until more bytes have come.
    mutating func next(of bytes: ArraySlice<UInt8>) -> Unit? {
        guard !bytes.isEmpty else { return nil }
        if remaining > 0 {
            let piece = bytes.prefix(remaining)
            remaining -= piece.count
            return Unit(bytes: piece, isStart: false)
        }
        switch phase {
        case .opaque: return Unit(bytes: bytes)
        case .answerToRequest: return Unit(bytes: bytes.prefix(1))
        case .startup:
            guard bytes.count >= 8 else { return nil }
            let length = Int(Self.number(bytes.prefix(4)))
            guard bytes.count >= length else { return nil }
            return Unit(code: Self.number(bytes.dropFirst(4).prefix(4)), bytes: bytes.prefix(max(length, 8)))
        case .messages:
            guard bytes.count >= 5, let type = bytes.first else { return nil }
            let length = 1 + Int(Self.number(bytes.dropFirst().prefix(4)))
            guard bytes.count >= min(length, Self.longest) else { return nil }
            let piece = bytes.prefix(length)
            remaining = length - piece.count
            return Unit(type: type, bytes: piece)
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}

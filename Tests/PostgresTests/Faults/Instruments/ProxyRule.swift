/// Something that a proxy does once, when the bytes that pass through it give occasion.
struct ProxyRule: Sendable {
    enum Occasion: Sendable {
        /// A message of this type (nil: of any) with this text in its first 16 KiB.
        case message(FaultProxy.Direction, type: Character? = nil, containing: String = "")
        /// After this many bytes more in this direction.
        case bytes(FaultProxy.Direction, Int)
    }

    enum Action: Sendable {
        /// Nothing; the test waits for the occasion.
        case note
        /// Keeps the message, or what comes after the bytes, and all that follows in that direction.
        case hold
        /// Passes the message's first bytes on and ends the connection.
        case cut(FaultProxy.Ending, passing: Int = 0)
        /// Turns all bits of the message's byte with this number over; byte 0 is the type.
        case corrupt(at: Int)
    }

    let id: Int
    private(set) var occasion: Occasion
    let action: Action
    private let text: [UInt8]

    init(id: Int, occasion: Occasion, action: Action) {
        self.id = id
        self.occasion = occasion
        self.action = action
        text = if case .message(_, _, let text) = occasion { Array(text.utf8) } else { [] }
    }

    /// Where in the unit the occasion is; nil where it is not in it.
    mutating func place(in unit: MessageFramer.Unit, _ direction: FaultProxy.Direction) -> Int? {
        switch occasion {
        case .message(let wanted, let type, _):
            let isRight = wanted == direction && unit.isStart && (type == nil || type?.asciiValue == unit.type)
            return isRight && contains(unit.bytes) ? 0 : nil
        case .bytes(let wanted, let count):
            guard wanted == direction else { return nil }
            if count <= unit.bytes.count { return count }
            occasion = .bytes(wanted, count - unit.bytes.count)
            return nil
        }
    }

    private func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        var rest = bytes
        while let index = rest.firstIndex(of: first) {
            rest = rest[index...]
            if rest.starts(with: text) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

/// A string of bits: PostgreSQL's `bit(n)` and `bit varying`.
public struct PGBitString: Hashable, Sendable {
    /// How many bits there are.
    public let count: Int
    /// Eight bits each, the first in the highest place; what is left of the last byte is 0.
    public let bytes: [UInt8]

    /// From the left.
    public init(_ bits: some Sequence<Bool>) {
        var bytes: [UInt8] = []
        var count = 0
        for bit in bits {
            if count % 8 == 0 { bytes.append(0) }
            if bit { bytes[count / 8] |= 0x80 >> UInt8(count % 8) }
            count += 1
        }
        self.count = count
        self.bytes = bytes
    }

    /// Reads zeros and ones: `10110`.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) else { return nil }
        self.init(text.utf8.lazy.map { $0 == UInt8(ascii: "1") })
    }

    fileprivate init(count: Int, bytes: [UInt8]) {
        self.count = count
        self.bytes = bytes
    }

    /// The bit at that place from the left, counted from 0; nil outside.
    public subscript(index: Int) -> Bool? {
        guard index >= 0, index < count else { return nil }
        return bytes[index / 8] & (0x80 >> UInt8(index % 8)) != 0
    }
}

extension PGBitString: CustomStringConvertible {
    /// As the server writes it: `10110`.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for index in 0..<count { text.append(self[index] == true ? UInt8(ascii: "1") : UInt8(ascii: "0")) }
        return String(decoding: text, as: UTF8.self)
    }
}

extension PGBitString: PostgresCodable {
    public static var postgresType: OID { .varbit }
    public static var postgresArrayType: OID { .varbitArray }
    public static func isBinary(as type: OID) -> Bool { type == .varbit || type == .bit }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .varbit || type == .bit }

    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(clamping: count))
        bytes += self.bytes
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGBitString {
        var reader = ByteReader(bytes)
        let count = Int(try reader.integer(Int32.self))
        guard count >= 0, reader.remaining == (count + 7) / 8 else { throw .malformed("a bit string's length") }
        var content = [UInt8](try reader.slice(reader.remaining))
        // The server takes bits after the last for nothing, and so `==` must not see them.
        if count % 8 != 0 { content[content.count - 1] &= 0xFF << UInt8(8 - count % 8) }
        return PGBitString(count: count, bytes: content)
    }
}

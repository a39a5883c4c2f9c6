/// A hardware address of six bytes: PostgreSQL's `macaddr`.
public struct PGMACAddress: Hashable, Sendable {
    /// Six of them.
    public let bytes: [UInt8]

    /// Nil if there are not six bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 6 else { return nil }
        self.bytes = bytes
    }
}

extension PGMACAddress: CustomStringConvertible {
    /// As the server writes it: `08:00:2b:01:02:03`.
    public var description: String { HardwareAddress.text(bytes) }
}

extension PGMACAddress: PostgresCodable {
    public static var postgresType: OID { .macaddr }
    public static var postgresArrayType: OID { .macaddrArray }
    public func encode(into bytes: inout [UInt8]) { bytes += self.bytes }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .macaddr }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGMACAddress {
        guard let address = PGMACAddress(bytes: [UInt8](bytes)) else {
            try DecodingProblem.throwWrongSize(bytes.count, wanted: 6)
        }
        return address
    }
}

/// A hardware address of eight bytes, EUI-64: PostgreSQL's `macaddr8`.
public struct PGMACAddress8: Hashable, Sendable {
    /// Eight of them.
    public let bytes: [UInt8]

    /// Nil if there are not eight bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        self.bytes = bytes
    }
}

extension PGMACAddress8: CustomStringConvertible {
    /// As the server writes it: `08:00:2b:ff:fe:01:02:03`.
    public var description: String { HardwareAddress.text(bytes) }
}

extension PGMACAddress8: PostgresCodable {
    public static var postgresType: OID { .macaddr8 }
    public static var postgresArrayType: OID { .macaddr8Array }
    public func encode(into bytes: inout [UInt8]) { bytes += self.bytes }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .macaddr8 }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGMACAddress8 {
        guard let address = PGMACAddress8(bytes: [UInt8](bytes)) else {
            try DecodingProblem.throwWrongSize(bytes.count, wanted: 8)
        }
        return address
    }
}

private enum HardwareAddress {
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ":")) }
            text.appendHexadecimal(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

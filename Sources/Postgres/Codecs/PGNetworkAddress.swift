/// An address of a host, and perhaps of the network it is in: PostgreSQL's `inet`.
/// https://www.postgresql.org/docs/15/datatype-net-types.html
public struct PGInet: Hashable, Sendable {
    public let address: IPAddress
    /// Bits of the address that name the network; 32 or 128 for the host alone.
    public let prefixLength: Int

    /// Nil if the prefix is longer than the address.
    public init?(_ address: IPAddress, prefixLength: Int? = nil) {
        self.address = address
        self.prefixLength = prefixLength ?? address.bitCount
        guard (0...address.bitCount).contains(self.prefixLength) else { return nil }
    }

    /// Reads an address, with `/` and the prefix's length after it if there is one: `192.168.0.1/24`, `::1`.
    public init?(_ text: String) {
        guard let (address, prefixLength) = NetworkText.split(text) else { return nil }
        self.init(address, prefixLength: prefixLength)
    }
}

/// The address of a network: PostgreSQL's `cidr`. The bits after the prefix are all 0.
public struct PGCIDR: Hashable, Sendable {
    public let address: IPAddress
    /// Bits of the address that name the network.
    public let prefixLength: Int

    /// Nil if the prefix is longer than the address, or a bit after it is set.
    public init?(_ address: IPAddress, prefixLength: Int) {
        guard (0...address.bitCount).contains(prefixLength), address.isZero(after: prefixLength) else { return nil }
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Reads a whole address with `/` and the prefix's length after it: `10.0.0.0/8`, `2001:db8::/32`.
    public init?(_ text: String) {
        guard let (address, prefixLength) = NetworkText.split(text) else { return nil }
        self.init(address, prefixLength: prefixLength ?? address.bitCount)
    }
}

private enum NetworkText {
    static func split(_ text: String) -> (IPAddress, prefixLength: Int?)? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return (address, nil) }
        guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1]) else { return nil }
        return (address, length)
    }
}

extension PGInet: CustomStringConvertible {
    /// As the server writes it: the prefix's length is left out where it is the whole address.
    public var description: String {
        prefixLength == address.bitCount ? address.description : "\(address)/\(prefixLength)"
    }
}

extension PGCIDR: CustomStringConvertible {
    /// As the server writes it: always with the prefix's length.
    public var description: String { "\(address)/\(prefixLength)" }
}

extension PGInet: PostgresCodable {
    public static var postgresType: OID { .inet }
    public static var postgresArrayType: OID { .inetArray }
    public var postgresText: String { description }
    // The server turns a network into an address of it without being asked, and so do we.
    public static func canDecode(_ type: OID) -> Bool { type == .inet || type == .cidr }

    public func encode(into bytes: inout [UInt8]) {
        NetworkCodec.encode(address, prefixLength: prefixLength, isNetwork: false, into: &bytes)
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGInet {
        let (address, prefixLength) = try NetworkCodec.decode(bytes)
        guard let inet = PGInet(address, prefixLength: prefixLength) else { throw NetworkCodec.problem }
        return inet
    }
}

extension PGCIDR: PostgresCodable {
    public static var postgresType: OID { .cidr }
    public static var postgresArrayType: OID { .cidrArray }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .cidr }

    public func encode(into bytes: inout [UInt8]) {
        NetworkCodec.encode(address, prefixLength: prefixLength, isNetwork: true, into: &bytes)
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGCIDR {
        let (address, prefixLength) = try NetworkCodec.decode(bytes)
        guard let cidr = PGCIDR(address, prefixLength: prefixLength) else { throw NetworkCodec.problem }
        return cidr
    }
}

/// network_send in src/backend/utils/adt/network.c of PostgreSQL 15: family, prefix, whether a network, count, bytes.
private enum NetworkCodec {
    // PGSQL_AF_INET and PGSQL_AF_INET6 of src/include/utils/inet.h: the server's AF_INET, which is 2 on every system,
    // and one more.
    static let version4: UInt8 = 2
    static let version6: UInt8 = 3

    static let problem = DecodingProblem.malformed("a network address")

    static func encode(_ address: IPAddress, prefixLength: Int, isNetwork: Bool, into bytes: inout [UInt8]) {
        let family = if case .version4 = address { version4 } else { version6 }
        bytes += [family, UInt8(prefixLength), isNetwork ? 1 : 0, UInt8(address.bitCount / 8)]
        switch address {
        case .version4(let number): bytes.appendBigEndian(number)
        case .version6(let number): bytes.appendBigEndian(number)
        }
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) -> (IPAddress, prefixLength: Int) {
        var reader = ByteReader(bytes)
        let family = try reader.integer(UInt8.self)
        let prefixLength = Int(try reader.integer(UInt8.self))
        _ = try reader.integer(UInt8.self)  // whether a network: the column's type says so
        let count = try reader.integer(UInt8.self)
        let address: IPAddress
        switch (family, count) {
        case (version4, 4): address = .version4(try reader.integer(UInt32.self))
        case (version6, 16): address = .version6(try reader.integer(UInt128.self))
        default: throw problem
        }
        try reader.finish()
        return (address, prefixLength)
    }
}

/// text, varchar, char(n), name, json, jsonb, xml, enumerations and domains over them.
///
/// The server compares text byte by byte, where Swift's `==` compares by canonical equivalence: `"e\u{301}"` and
/// `"\u{E9}"` are one key to a Swift dictionary and two to a unique index. Compare `utf8` where that matters.
///
/// A zero byte, which a Swift string may hold and the server's text may not, is refused when the parameter is appended.
extension String: PostgresCodable {
    @inlinable public static var postgresType: OID { .text }
    @inlinable public static var postgresArrayType: OID { .textArray }
    // jsonb's binary form has a version byte of its own; its text form serves.
    @inlinable
    public static func isBinary(as type: OID) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .xml, .unknown: true
        default: false
        }
    }
    @inlinable
    public func encode(into bytes: inout [UInt8]) {
        // Without a closure the bytes are appended one by one, which takes longer by half.
        if utf8.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil {
            bytes.append(contentsOf: utf8)
        }
    }
    public var postgresText: String { self }

    @inlinable
    public static func canDecode(_ type: OID) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .jsonb, .xml, .unknown, .character: true
        default: type.isOfUsers  // an enumeration
        }
    }

    /// Bytes that are no UTF-8 become U+FFFD. The server sends none: with client_encoding UTF8 it has checked them.
    // So the check can be left out, and String(validating:) costs more for it: 67 ns against 14 ns for 5 bytes and
    // 133 against 67 for 14 Chinese characters, Swift 6.3.1, x86-64.
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> String {
        if type == .jsonb || type == .character { return try decodeUncommon(bytes, type: type) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @usableFromInline
    static func decodeUncommon(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> String {
        if type == .character { return try UInt8.decode(bytes, type: type).postgresText }
        guard bytes.first == JSONCodec.version else { throw .malformed("an unknown version of jsonb") }
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }
}

/// One byte of type `"char"`; `[UInt8]` is `bytea`, and an array of these a `PGArray<UInt8>`.
///
/// Bytes from 128 on have a text form since PostgreSQL 16 only. Declare the parameter `"char"`, and they go in binary.
extension UInt8: PostgresCodable {
    @inlinable public static var postgresType: OID { .character }
    @inlinable public static var postgresArrayType: OID { .characterArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.append(self) }

    /// Nothing for 0, and a backslash with three octal digits from 128 on, as PostgreSQL 16 writes them.
    public var postgresText: String {
        switch self {
        case 0: ""
        case ..<128: String(UnicodeScalar(self))
        default: "\\" + String(self, radix: 8)
        }
    }

    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .character }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> UInt8 {
        try ByteReader.only(bytes, UInt8.self)
    }

    // MARK: [UInt8], which is bytea

    @inlinable public static var postgresListType: OID { .bytea }
    @inlinable public static func encodeList(_ list: [UInt8], into bytes: inout [UInt8]) { bytes += list }
    public static func postgresText(ofList list: [UInt8]) -> String { hexText(list) }
    public static func canDecodeArray(_ type: OID) -> Bool { type == .bytea }
    @inlinable
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [UInt8] {
        [UInt8](bytes)
    }

    /// https://www.postgresql.org/docs/15/datatype-binary.html#id-1.5.7.12.9
    static func hexText(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 + 2 * bytes.count)
        text += "\\x".utf8
        for byte in bytes { text.appendHexadecimal(byte) }
        return String(decoding: text, as: UTF8.self)
    }
}

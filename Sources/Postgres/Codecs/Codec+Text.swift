public import Foundation

/// text, varchar, char(n), name, json, jsonb, xml, enumerations and domains over them.
///
/// The server compares text byte by byte, where Swift's `==` compares by canonical equivalence.
extension String: PostgresCodable {
    public static var postgresType: OID { .text }
    public static var postgresArrayType: OID { .textArray }
    // jsonb's binary form has a version byte of its own; its text form serves.
    public static func isBinary(as type: OID) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .unknown: true
        default: false
        }
    }
    public func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
    public var postgresText: String { self }

    public static func canDecode(_ type: OID) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .jsonb, .xml, .unknown, .character: true
        default: type.rawValue >= OID.firstOfUsers.rawValue  // an enumeration
        }
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> String {
        var content = bytes[...]
        if type == .jsonb {
            guard content.popFirst() == 1 else { throw .malformed("an unknown version of jsonb") }
        }
        guard let text = String(validating: content, as: UTF8.self) else { throw .malformed("not UTF-8") }
        return text
    }
}

/// One byte of type `"char"`. An array of these is `bytea`.
extension UInt8: PostgresCodable {
    public static var postgresType: OID { .character }
    public static var postgresArrayType: OID { .bytea }
    public func encode(into bytes: inout [UInt8]) { bytes.append(self) }
    public var postgresText: String { String(UnicodeScalar(self)) }
    public static func canDecode(_ type: OID) -> Bool { type == .character }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> UInt8 {
        try ByteReader.only(bytes, UInt8.self)
    }
    public static func canDecodeArray(_ type: OID) -> Bool { type == .bytea }
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [UInt8] {
        [UInt8](bytes)
    }
}

extension UUID: PostgresCodable {
    public static var postgresType: OID { .uuid }
    public static var postgresArrayType: OID { .uuidArray }
    public func encode(into bytes: inout [UInt8]) { withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) } }
    public var postgresText: String { uuidString }
    public static func canDecode(_ type: OID) -> Bool { type == .uuid }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> UUID {
        guard bytes.count == 16 else { throw .malformed("\(bytes.count) bytes for a UUID") }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

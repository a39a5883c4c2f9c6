public import Foundation

extension UUID: PostgresCodable {
    @inlinable public static var postgresType: OID { .uuid }
    @inlinable public static var postgresArrayType: OID { .uuidArray }
    @inlinable
    public func encode(into bytes: inout [UInt8]) { withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) } }
    /// In small letters, as the server writes it.
    public var postgresText: String { uuidString.lowercased() }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .uuid }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> UUID {
        guard bytes.count == 16 else { try DecodingProblem.throwWrongSize(bytes.count, wanted: 16) }
        return bytes.loadUnaligned(as: UUID.self)
    }
}

/// `bytea`, as `[UInt8]` is.
extension Data: PostgresCodable {
    public static var postgresType: OID { .bytea }
    public static var postgresArrayType: OID { .byteaArray }
    public func encode(into bytes: inout [UInt8]) { bytes += self }
    public var postgresText: String { UInt8.hexText(self) }
    public static func canDecode(_ type: OID) -> Bool { type == .bytea }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Data {
        Data(bytes)
    }
}

/// A view of `PGTimestamp`: infinities are refused, and microseconds far from 2001 are rounded.
extension Date: PostgresCodable {
    public static var postgresType: OID { .timestamptz }
    public static var postgresArrayType: OID { .timestamptzArray }
    public func encode(into bytes: inout [UInt8]) { PGTimestamp(self).encode(into: &bytes) }
    public var postgresText: String { PGTimestamp(self).postgresText }
    public static func canDecode(_ type: OID) -> Bool { PGTimestamp.canDecode(type) }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Date {
        let instant = try PGTimestamp.decode(bytes, type: type)
        guard let date = instant.date else { throw .outOfRange("a Date cannot be infinite") }
        guard GregorianCalendar.serversRange.contains(instant.microseconds) else {
            throw .malformed("an instant outside the server's range")
        }
        return date
    }
}

/// A view of `PGNumeric`: NaN, the infinities and numbers that `Decimal` would round are refused; the scale is lost.
extension Decimal: PostgresCodable {
    public static var postgresType: OID { .numeric }
    public static var postgresArrayType: OID { .numericArray }
    public func encode(into bytes: inout [UInt8]) { PGNumeric(self).encode(into: &bytes) }
    public var postgresText: String { PGNumeric(self).postgresText }
    public static func canDecode(_ type: OID) -> Bool { type == .numeric }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Decimal {
        guard let decimal = try PGNumeric.decode(bytes, type: type).decimal else {
            throw .outOfRange("a number that Decimal cannot hold")
        }
        return decimal
    }
}

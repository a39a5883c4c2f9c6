public import Foundation

/// A view of `PGTimestamp`: infinities are refused, and microseconds far from 2001 are rounded.
extension Date: PostgresCodable {
    public static var postgresType: OID { .timestamptz }
    public static var postgresArrayType: OID { .timestamptzArray }
    public static func isBinary(as type: OID) -> Bool { PGTimestamp.isBinary(as: type) }
    public func encode(into bytes: inout [UInt8]) { PGTimestamp(self).encode(into: &bytes) }
    public var postgresText: String { PGTimestamp(self).postgresText }
    public static func canDecode(_ type: OID) -> Bool { PGTimestamp.canDecode(type) }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Date {
        guard let date = try PGTimestamp.decode(bytes, type: type).date else {
            throw .outOfRange("a Date cannot be infinite")
        }
        return date
    }
}

/// A view of `PGNumeric`: NaN, the infinities and numbers of more than 38 digits are refused.
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

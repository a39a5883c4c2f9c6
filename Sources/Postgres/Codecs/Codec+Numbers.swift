extension Bool: PostgresCodable {
    @inlinable public static var postgresType: OID { .bool }
    @inlinable public static var postgresArrayType: OID { .boolArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    public var postgresText: String { self ? "t" : "f" }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .bool }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Bool {
        let value = try ByteReader.only(bytes, UInt8.self)
        guard value <= 1 else { try DecodingProblem.throwNotABoolean() }
        return value == 1
    }
}

extension Int16: PostgresCodable {
    @inlinable public static var postgresType: OID { .int2 }
    @inlinable public static var postgresArrayType: OID { .int2Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .int2 }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int16 {
        try ByteReader.only(bytes, Int16.self)
    }
}

extension Int32: PostgresCodable {
    @inlinable public static var postgresType: OID { .int4 }
    @inlinable public static var postgresArrayType: OID { .int4Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .int4 || type == .int2 }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int32 {
        if bytes.count == 2, type == .int2 { return Int32(try ByteReader.only(bytes, Int16.self)) }
        return try ByteReader.only(bytes, Int32.self)
    }
}

extension Int64: PostgresCodable {
    @inlinable public static var postgresType: OID { .int8 }
    @inlinable public static var postgresArrayType: OID { .int8Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    @inlinable
    public static func canDecode(_ type: OID) -> Bool {
        type == .int8 || type == .int4 || type == .int2 || type == .oid
    }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int64 {
        // First, and by the size: the type is asked for only where a narrower one is read.
        if bytes.count == 8 { return try ByteReader.only(bytes, Int64.self) }
        return try decodeNarrow(bytes, type: type)
    }

    @inline(never) @usableFromInline
    static func decodeNarrow(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int64 {
        switch type {
        case .int2: return Int64(try ByteReader.only(bytes, Int16.self))
        case .int4: return Int64(try ByteReader.only(bytes, Int32.self))
        case .oid: return Int64(try ByteReader.only(bytes, UInt32.self))
        default: return try ByteReader.only(bytes, Int64.self)
        }
    }
}

/// The same as `Int64`: the library runs on 64-bit systems only.
extension Int: PostgresCodable {
    @inlinable public static var postgresType: OID { .int8 }
    @inlinable public static var postgresArrayType: OID { .int8Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(Int64(self)) }
    public var postgresText: String { String(self) }
    @inlinable public static func canDecode(_ type: OID) -> Bool { Int64.canDecode(type) }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int {
        Int(try Int64.decode(bytes, type: type))
    }
}

/// `oid`, and as identifiers `xid`, `cid`, `regclass`, `regtype` and the like, whose text form is a name.
extension OID: PostgresCodable {
    @inlinable public static var postgresType: OID { .oid }
    @inlinable public static var postgresArrayType: OID { .oidArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(rawValue) }
    public var postgresText: String { String(rawValue) }
    @inlinable public static func isBinary(as type: OID) -> Bool { canDecode(type) }
    @inlinable
    public static func canDecode(_ type: OID) -> Bool {
        type == .oid || type == .transactionID || type == .commandID || type.isOfRegistry
    }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> OID {
        OID(rawValue: try ByteReader.only(bytes, UInt32.self))
    }
}

/// A transaction's identifier of 64 bits, which never comes round again: `xid8`.
public struct PGTransactionID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

extension PGTransactionID: PostgresCodable {
    public static var postgresType: OID { .fullTransactionID }
    public static var postgresArrayType: OID { .fullTransactionIDArray }
    public static func isBinary(as type: OID) -> Bool { type == .fullTransactionID }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(rawValue) }
    public var postgresText: String { String(rawValue) }
    public static func canDecode(_ type: OID) -> Bool { type == .fullTransactionID }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGTransactionID {
        PGTransactionID(rawValue: try ByteReader.only(bytes, UInt64.self))
    }
}

extension Float: PostgresCodable {
    @inlinable public static var postgresType: OID { .float4 }
    @inlinable public static var postgresArrayType: OID { .float4Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }
    public var postgresText: String { isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)" }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .float4 }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Float {
        Float(bitPattern: try ByteReader.only(bytes, UInt32.self))
    }
}

extension Double: PostgresCodable {
    @inlinable public static var postgresType: OID { .float8 }
    @inlinable public static var postgresArrayType: OID { .float8Array }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }
    public var postgresText: String { isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)" }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .float8 || type == .float4 }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Double {
        if bytes.count == 4, type == .float4 { return Double(try Float.decode(bytes, type: type)) }
        return Double(bitPattern: try ByteReader.only(bytes, UInt64.self))
    }
}

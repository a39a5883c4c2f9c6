extension OID {
    /// A type with its own fixed layout, which is therefore no array and no text of ours.
    var isKnownScalar: Bool {
        switch self {
        case .bool, .bytea, .character, .name, .int8, .int2, .int4, .text, .oid, .json, .xml, .float4, .float8, .bpchar,
            .varchar, .date, .timestamp, .timestamptz, .numeric, .uuid, .jsonb, .int4range, .numrange, .tsrange,
            .tstzrange, .daterange, .int8range:
            true
        default: false
        }
    }
}

extension Bool: PostgresCodable {
    public static var postgresType: OID { .bool }
    public static var postgresArrayType: OID { .boolArray }
    public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    public var postgresText: String { self ? "t" : "f" }
    public static func canDecode(_ type: OID) -> Bool { type == .bool }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Bool {
        let value = try ByteReader.only(bytes, UInt8.self)
        guard value <= 1 else { throw .malformed("a boolean is 0 or 1") }
        return value == 1
    }
}

extension Int16: PostgresCodable {
    public static var postgresType: OID { .int2 }
    public static var postgresArrayType: OID { .int2Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    public static func canDecode(_ type: OID) -> Bool { type == .int2 }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int16 {
        try ByteReader.only(bytes, Int16.self)
    }
}

extension Int32: PostgresCodable {
    public static var postgresType: OID { .int4 }
    public static var postgresArrayType: OID { .int4Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    public static func canDecode(_ type: OID) -> Bool { type == .int4 || type == .int2 }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int32 {
        type == .int2 ? Int32(try ByteReader.only(bytes, Int16.self)) : try ByteReader.only(bytes, Int32.self)
    }
}

extension Int64: PostgresCodable {
    public static var postgresType: OID { .int8 }
    public static var postgresArrayType: OID { .int8Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    public var postgresText: String { String(self) }
    public static func canDecode(_ type: OID) -> Bool {
        type == .int8 || type == .int4 || type == .int2 || type == .oid
    }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int64 {
        switch type {
        case .int2: Int64(try ByteReader.only(bytes, Int16.self))
        case .int4: Int64(try ByteReader.only(bytes, Int32.self))
        case .oid: Int64(try ByteReader.only(bytes, UInt32.self))
        default: try ByteReader.only(bytes, Int64.self)
        }
    }
}

/// The same as `Int64`: the library runs on 64-bit systems only.
extension Int: PostgresCodable {
    public static var postgresType: OID { .int8 }
    public static var postgresArrayType: OID { .int8Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(Int64(self)) }
    public var postgresText: String { String(self) }
    public static func canDecode(_ type: OID) -> Bool { Int64.canDecode(type) }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Int {
        Int(try Int64.decode(bytes, type: type))
    }
}

extension OID: PostgresCodable {
    public static var postgresType: OID { .oid }
    public static var postgresArrayType: OID { .oidArray }
    // Also the layout of regclass, regtype and the like.
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(rawValue) }
    public var postgresText: String { String(rawValue) }
    public static func isBinary(as type: OID) -> Bool { type == .oid }
    public static func canDecode(_ type: OID) -> Bool { type == .oid || (2202...2206).contains(type.rawValue) }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> OID {
        OID(rawValue: try ByteReader.only(bytes, UInt32.self))
    }
}

extension Float: PostgresCodable {
    public static var postgresType: OID { .float4 }
    public static var postgresArrayType: OID { .float4Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }
    public var postgresText: String { isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)" }
    public static func canDecode(_ type: OID) -> Bool { type == .float4 }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Float {
        Float(bitPattern: try ByteReader.only(bytes, UInt32.self))
    }
}

extension Double: PostgresCodable {
    public static var postgresType: OID { .float8 }
    public static var postgresArrayType: OID { .float8Array }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }
    public var postgresText: String { isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : "\(self)" }
    public static func canDecode(_ type: OID) -> Bool { type == .float8 || type == .float4 }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Double {
        type == .float4
            ? Double(try Float.decode(bytes, type: type)) : Double(bitPattern: try ByteReader.only(bytes, UInt64.self))
    }
}

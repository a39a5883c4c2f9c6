/// A Swift value that can be sent as a parameter.
public protocol PostgresEncodable: Sendable {
    /// The server's type of the binary form; `.unspecified` if there is none and only the text form is sent.
    static var postgresType: OID { get }
    /// The type of an array of these; `.unspecified` if there is none with a fixed identifier.
    static var postgresArrayType: OID { get }
    /// The type of `[Self]`: an array of these, save that `[UInt8]` is `bytea`.
    static var postgresListType: OID { get }
    /// True if the binary form is also that of `type`.
    static func isBinary(as type: OID) -> Bool
    /// True for nil only; such a value is sent as NULL.
    var isNull: Bool { get }
    /// Appends the binary form, as `postgresType`'s receive function reads it. Not called for NULL.
    func encode(into bytes: inout [UInt8])
    /// The form that the server's input function reads. Not called for NULL.
    var postgresText: String { get }
    /// As `encode`, for `[Self]`.
    static func encodeList(_ list: [Self], into bytes: inout [UInt8])
    /// As `postgresText`, for `[Self]`.
    static func postgresText(ofList list: [Self]) -> String
}

/// A Swift value that can be read from a column.
public protocol PostgresDecodable: Sendable {
    /// True if the binary form of `type` can be read.
    static func canDecode(_ type: OID) -> Bool
    /// Reads the whole of `bytes`, the binary form of a value of `type`, which `canDecode` has accepted. Must not trust
    /// the bytes.
    static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Self
    /// What NULL becomes: an error, save for optionals.
    static func decodeNull() throws(DecodingProblem) -> Self
    /// Reads an array of these; `[UInt8]` is `bytea` and so differs.
    static func decodeArray(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [Self]
    /// True if the binary form of `type` can be an array of these.
    static func canDecodeArray(_ type: OID) -> Bool
}

/// A value that can be sent and read.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

extension PostgresEncodable {
    public static var postgresArrayType: OID { .unspecified }
    @inlinable public static var postgresListType: OID { postgresArrayType }
    @inlinable public static func isBinary(as type: OID) -> Bool { type == postgresType && type != .unspecified }
    @inlinable public var isNull: Bool { false }

    @inlinable
    public static func encodeList(_ list: [Self], into bytes: inout [UInt8]) { ArrayCodec.encode(list, into: &bytes) }

    public static func postgresText(ofList list: [Self]) -> String { ArrayCodec.text(list) }
}

extension PostgresDecodable {
    @inlinable @inline(__always)
    public static func decodeNull() throws(DecodingProblem) -> Self { try DecodingProblem.throwUnexpectedNull() }

    @inlinable
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [Self] {
        try ArrayCodec.decode(bytes)
    }

    /// True if an array's elements or a composite's field of `type` can be read.
    // The server describes a column by the type beneath its domain, but an array's elements and a composite's fields by
    // the domain. Which type is beneath is not known here, and decode checks the size.
    @inlinable
    static func canDecodeInside(_ type: OID) -> Bool { type.isOfUsers || canDecode(type) }

    // The element's type stands in the array's own header and is checked there.
    public static func canDecodeArray(_ type: OID) -> Bool { !type.isKnownScalar }
}

// MARK: NULL

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    @inlinable public static var postgresType: OID { Wrapped.postgresType }
    @inlinable public static var postgresArrayType: OID { Wrapped.postgresArrayType }
    @inlinable public static func isBinary(as type: OID) -> Bool { Wrapped.isBinary(as: type) }
    @inlinable public var isNull: Bool { self?.isNull ?? true }
    @inlinable public func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
    public var postgresText: String { self?.postgresText ?? "" }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    @inlinable public static func canDecode(_ type: OID) -> Bool { Wrapped.canDecode(type) }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Wrapped? {
        try Wrapped.decode(bytes, type: type)
    }
    @inlinable @inline(__always) public static func decodeNull() throws(DecodingProblem) -> Wrapped? { nil }
}

// MARK: Types over other types: identifiers, enumerations

/// The server's label or key stands for a Swift value: `enum Sex: String, PostgresCodable`.
extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    @inlinable public static var postgresType: OID { RawValue.postgresType }
    @inlinable public static var postgresArrayType: OID { RawValue.postgresArrayType }
    @inlinable public static func isBinary(as type: OID) -> Bool { RawValue.isBinary(as: type) }
    @inlinable public func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }
    public var postgresText: String { rawValue.postgresText }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    @inlinable public static func canDecode(_ type: OID) -> Bool { RawValue.canDecode(type) }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> Self {
        let rawValue = try RawValue.decode(bytes, type: type)
        guard let value = Self(rawValue: rawValue) else { try DecodingProblem.throwNotAValue(of: Self.self) }
        return value
    }
}

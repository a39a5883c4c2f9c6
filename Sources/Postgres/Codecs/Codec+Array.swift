/// One-dimensional arrays whose lower bound does not matter, and `[UInt8]`, which is `bytea`. For any other array see
/// `PGArray`.
extension Array: PostgresEncodable where Element: PostgresEncodable {
    @inlinable public static var postgresType: OID { Element.postgresListType }
    @inlinable
    public static var postgresArrayType: OID { Element.postgresListType == .bytea ? .byteaArray : .unspecified }
    @inlinable
    public static func isBinary(as type: OID) -> Bool {
        type == Element.postgresListType && type != .unspecified && Element.isBinary(as: Element.postgresType)
    }
    @inlinable public func encode(into bytes: inout [UInt8]) { Element.encodeList(self, into: &bytes) }
    public var postgresText: String { Element.postgresText(ofList: self) }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    public static func canDecode(_ type: OID) -> Bool { Element.canDecodeArray(type) }
    @inlinable
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [Element] {
        try Element.decodeArray(bytes, type: type)
    }
}

/// An object identifier of PostgreSQL; most often a type's.
public struct OID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

extension OID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: UInt32) { self.init(rawValue: value) }
}

extension OID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

/// Types that have the same identifier in every database.
/// https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
extension OID {
    /// Leaves the type to the server.
    public static let unspecified: OID = 0
    public static let bool: OID = 16
    public static let bytea: OID = 17
    /// The one-byte type `"char"`.
    public static let character: OID = 18
    public static let name: OID = 19
    public static let int8: OID = 20
    public static let int2: OID = 21
    public static let int4: OID = 23
    public static let text: OID = 25
    public static let oid: OID = 26
    public static let json: OID = 114
    public static let xml: OID = 142
    public static let float4: OID = 700
    public static let float8: OID = 701
    public static let unknown: OID = 705
    public static let bpchar: OID = 1042
    public static let varchar: OID = 1043
    public static let date: OID = 1082
    public static let timestamp: OID = 1114
    public static let timestamptz: OID = 1184
    public static let numeric: OID = 1700
    public static let uuid: OID = 2950
    public static let jsonb: OID = 3802
    public static let int4range: OID = 3904
    public static let numrange: OID = 3906
    public static let tsrange: OID = 3908
    public static let tstzrange: OID = 3910
    public static let daterange: OID = 3912
    public static let int8range: OID = 3926

    public static let boolArray: OID = 1000
    public static let nameArray: OID = 1003
    public static let int2Array: OID = 1005
    public static let int4Array: OID = 1007
    public static let textArray: OID = 1009
    public static let byteaArray: OID = 1001
    public static let int8Array: OID = 1016
    public static let float4Array: OID = 1021
    public static let float8Array: OID = 1022
    public static let oidArray: OID = 1028
    public static let dateArray: OID = 1182
    public static let timestampArray: OID = 1115
    public static let timestamptzArray: OID = 1185
    public static let numericArray: OID = 1231
    public static let uuidArray: OID = 2951
    public static let int4rangeArray: OID = 3905
    public static let numrangeArray: OID = 3907
    public static let tstzrangeArray: OID = 3911
    public static let daterangeArray: OID = 3913
    public static let int8rangeArray: OID = 3927

    /// Identifiers from here on belong to types that were made in the database.
    static let firstOfUsers: OID = 16384
}

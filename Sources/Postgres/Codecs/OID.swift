/// An object identifier of PostgreSQL; most often a type's.
@frozen
public struct OID: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    @inlinable public static func == (left: OID, right: OID) -> Bool { left.rawValue == right.rawValue }
}

extension OID: ExpressibleByIntegerLiteral {
    @inlinable public init(integerLiteral value: UInt32) { self.init(rawValue: value) }
}

extension OID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

extension OID {
    /// Identifiers from here on belong to types that were made in the database.
    @usableFromInline static var firstOfUsers: OID { 16384 }

    /// True for an enumeration, a composite, a domain, an extension's type: whatever is not built in.
    @usableFromInline var isOfUsers: Bool { rawValue >= Self.firstOfUsers.rawValue }

    /// A type with its own fixed layout, which is therefore no array and no text of ours.
    @usableFromInline var isKnownScalar: Bool {
        switch self {
        case .bool, .bytea, .character, .name, .int8, .int2, .int4, .text, .oid, .json, .xml, .float4, .float8,
            .bpchar, .varchar, .date, .time, .timetz, .timestamp, .timestamptz, .interval, .numeric, .uuid, .jsonb,
            .inet, .cidr, .macaddr, .macaddr8, .bit, .varbit, .transactionID, .commandID, .fullTransactionID, .record,
            .unknown:
            true
        default: isRange || isMultirange || isOfRegistry
        }
    }

    private var isRange: Bool {
        switch self {
        case .int4range, .numrange, .tsrange, .tstzrange, .daterange, .int8range: true
        default: false
        }
    }

    private var isMultirange: Bool {
        switch self {
        case .int4multirange, .nummultirange, .tsmultirange, .tstzmultirange, .datemultirange, .int8multirange: true
        default: false
        }
    }

    /// regclass, regtype and the like: identifiers that the server shows as names.
    /// https://www.postgresql.org/docs/15/datatype-oid.html
    @usableFromInline var isOfRegistry: Bool {
        switch self {
        case .regproc, .regprocedure, .regoper, .regoperator, .regclass, .regtype, .regrole, .regnamespace, .regconfig,
            .regdictionary, .regcollation:
            true
        default: false
        }
    }
}

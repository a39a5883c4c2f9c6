/// A value that PostgreSQL has ranges and multiranges of.
/// https://www.postgresql.org/docs/15/rangetypes.html#RANGETYPES-BUILTIN
public protocol PostgresRangeBound: PostgresEncodable, PostgresDecodable, Hashable {
    /// The type of a range of these.
    static var postgresRangeType: OID { get }
    /// The type of an array of such ranges.
    static var postgresRangeArrayType: OID { get }
    /// The type of a multirange of these.
    static var postgresMultirangeType: OID { get }
    /// The type of an array of such multiranges.
    static var postgresMultirangeArrayType: OID { get }
}

extension Int32: PostgresRangeBound {
    public static var postgresRangeType: OID { .int4range }
    public static var postgresRangeArrayType: OID { .int4rangeArray }
    public static var postgresMultirangeType: OID { .int4multirange }
    public static var postgresMultirangeArrayType: OID { .int4multirangeArray }
}

extension Int64: PostgresRangeBound {
    public static var postgresRangeType: OID { .int8range }
    public static var postgresRangeArrayType: OID { .int8rangeArray }
    public static var postgresMultirangeType: OID { .int8multirange }
    public static var postgresMultirangeArrayType: OID { .int8multirangeArray }
}

extension PGNumeric: PostgresRangeBound {
    public static var postgresRangeType: OID { .numrange }
    public static var postgresRangeArrayType: OID { .numrangeArray }
    public static var postgresMultirangeType: OID { .nummultirange }
    public static var postgresMultirangeArrayType: OID { .nummultirangeArray }
}

extension PGDate: PostgresRangeBound {
    public static var postgresRangeType: OID { .daterange }
    public static var postgresRangeArrayType: OID { .daterangeArray }
    public static var postgresMultirangeType: OID { .datemultirange }
    public static var postgresMultirangeArrayType: OID { .datemultirangeArray }
}

extension PGLocalTimestamp: PostgresRangeBound {
    public static var postgresRangeType: OID { .tsrange }
    public static var postgresRangeArrayType: OID { .tsrangeArray }
    public static var postgresMultirangeType: OID { .tsmultirange }
    public static var postgresMultirangeArrayType: OID { .tsmultirangeArray }
}

extension PGTimestamp: PostgresRangeBound {
    public static var postgresRangeType: OID { .tstzrange }
    public static var postgresRangeArrayType: OID { .tstzrangeArray }
    public static var postgresMultirangeType: OID { .tstzmultirange }
    public static var postgresMultirangeArrayType: OID { .tstzmultirangeArray }
}

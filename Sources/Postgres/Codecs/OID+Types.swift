/// Types that have the same identifier in every database.
/// https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
// Computed, so that another module sees a number and not a global of this one.
extension OID {
    /// Leaves the type to the server.
    @inlinable public static var unspecified: OID { 0 }
    @inlinable public static var bool: OID { 16 }
    @inlinable public static var bytea: OID { 17 }
    /// The one-byte type `"char"`.
    @inlinable public static var character: OID { 18 }
    @inlinable public static var name: OID { 19 }
    @inlinable public static var int8: OID { 20 }
    @inlinable public static var int2: OID { 21 }
    @inlinable public static var int4: OID { 23 }
    @inlinable public static var regproc: OID { 24 }
    @inlinable public static var text: OID { 25 }
    @inlinable public static var oid: OID { 26 }
    /// `xid`, of 32 bits, which comes round again.
    @inlinable public static var transactionID: OID { 28 }
    /// `cid`.
    @inlinable public static var commandID: OID { 29 }
    @inlinable public static var json: OID { 114 }
    @inlinable public static var xml: OID { 142 }
    @inlinable public static var cidr: OID { 650 }
    @inlinable public static var float4: OID { 700 }
    @inlinable public static var float8: OID { 701 }
    @inlinable public static var unknown: OID { 705 }
    @inlinable public static var macaddr8: OID { 774 }
    @inlinable public static var macaddr: OID { 829 }
    @inlinable public static var inet: OID { 869 }
    @inlinable public static var bpchar: OID { 1042 }
    @inlinable public static var varchar: OID { 1043 }
    @inlinable public static var date: OID { 1082 }
    @inlinable public static var time: OID { 1083 }
    @inlinable public static var timestamp: OID { 1114 }
    @inlinable public static var timestamptz: OID { 1184 }
    @inlinable public static var interval: OID { 1186 }
    @inlinable public static var timetz: OID { 1266 }
    @inlinable public static var bit: OID { 1560 }
    @inlinable public static var varbit: OID { 1562 }
    @inlinable public static var numeric: OID { 1700 }
    @inlinable public static var regprocedure: OID { 2202 }
    @inlinable public static var regoper: OID { 2203 }
    @inlinable public static var regoperator: OID { 2204 }
    @inlinable public static var regclass: OID { 2205 }
    @inlinable public static var regtype: OID { 2206 }
    /// A row without a type of its own: `ROW(1, 'a')`.
    @inlinable public static var record: OID { 2249 }
    @inlinable public static var uuid: OID { 2950 }
    @inlinable public static var regconfig: OID { 3734 }
    @inlinable public static var regdictionary: OID { 3769 }
    @inlinable public static var jsonb: OID { 3802 }
    @inlinable public static var regnamespace: OID { 4089 }
    @inlinable public static var regrole: OID { 4096 }
    @inlinable public static var regcollation: OID { 4191 }
    /// `xid8`, of 64 bits.
    @inlinable public static var fullTransactionID: OID { 5069 }
    @inlinable public static var int4range: OID { 3904 }
    @inlinable public static var numrange: OID { 3906 }
    @inlinable public static var tsrange: OID { 3908 }
    @inlinable public static var tstzrange: OID { 3910 }
    @inlinable public static var daterange: OID { 3912 }
    @inlinable public static var int8range: OID { 3926 }
    @inlinable public static var int4multirange: OID { 4451 }
    @inlinable public static var nummultirange: OID { 4532 }
    @inlinable public static var tsmultirange: OID { 4533 }
    @inlinable public static var tstzmultirange: OID { 4534 }
    @inlinable public static var datemultirange: OID { 4535 }
    @inlinable public static var int8multirange: OID { 4536 }

    @inlinable public static var boolArray: OID { 1000 }
    @inlinable public static var byteaArray: OID { 1001 }
    @inlinable public static var characterArray: OID { 1002 }
    @inlinable public static var nameArray: OID { 1003 }
    @inlinable public static var int2Array: OID { 1005 }
    @inlinable public static var int4Array: OID { 1007 }
    @inlinable public static var textArray: OID { 1009 }
    @inlinable public static var int8Array: OID { 1016 }
    @inlinable public static var float4Array: OID { 1021 }
    @inlinable public static var float8Array: OID { 1022 }
    @inlinable public static var oidArray: OID { 1028 }
    @inlinable public static var jsonArray: OID { 199 }
    @inlinable public static var cidrArray: OID { 651 }
    @inlinable public static var macaddr8Array: OID { 775 }
    @inlinable public static var macaddrArray: OID { 1040 }
    @inlinable public static var inetArray: OID { 1041 }
    @inlinable public static var bpcharArray: OID { 1014 }
    @inlinable public static var varcharArray: OID { 1015 }
    @inlinable public static var dateArray: OID { 1182 }
    @inlinable public static var timeArray: OID { 1183 }
    @inlinable public static var timestampArray: OID { 1115 }
    @inlinable public static var timestamptzArray: OID { 1185 }
    @inlinable public static var intervalArray: OID { 1187 }
    @inlinable public static var timetzArray: OID { 1270 }
    @inlinable public static var bitArray: OID { 1561 }
    @inlinable public static var varbitArray: OID { 1563 }
    @inlinable public static var numericArray: OID { 1231 }
    @inlinable public static var recordArray: OID { 2287 }
    @inlinable public static var uuidArray: OID { 2951 }
    @inlinable public static var jsonbArray: OID { 3807 }
    @inlinable public static var fullTransactionIDArray: OID { 271 }
    @inlinable public static var int4rangeArray: OID { 3905 }
    @inlinable public static var numrangeArray: OID { 3907 }
    @inlinable public static var tsrangeArray: OID { 3909 }
    @inlinable public static var tstzrangeArray: OID { 3911 }
    @inlinable public static var daterangeArray: OID { 3913 }
    @inlinable public static var int8rangeArray: OID { 3927 }
    @inlinable public static var int4multirangeArray: OID { 6150 }
    @inlinable public static var nummultirangeArray: OID { 6151 }
    @inlinable public static var tsmultirangeArray: OID { 6152 }
    @inlinable public static var tstzmultirangeArray: OID { 6153 }
    @inlinable public static var datemultirangeArray: OID { 6155 }
    @inlinable public static var int8multirangeArray: OID { 6157 }
}

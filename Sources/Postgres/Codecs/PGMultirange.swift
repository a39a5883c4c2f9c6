/// A set of values as a list of ranges: PostgreSQL's `int4multirange`, `datemultirange` and the like.
///
/// The server keeps the ranges in order, without overlaps and empty ones; it puts a list in order that is not.
/// https://www.postgresql.org/docs/15/rangetypes.html
public struct PGMultirange<Bound: PostgresRangeBound>: Hashable, Sendable {
    /// In the order in which they were given or sent.
    public var ranges: [PGRange<Bound>]

    /// In any order, overlapping or not: the server puts them right.
    public init(_ ranges: [PGRange<Bound>]) { self.ranges = ranges }
}

extension PGMultirange: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: PGRange<Bound>...) { self.init(elements) }
}

extension PGMultirange: CustomStringConvertible {
    /// As the server writes it: `{[1,3),[5,8)}`.
    public var description: String { "{" + ranges.map(\.description).joined(separator: ",") + "}" }
}

extension PGMultirange: PostgresCodable {
    public static var postgresType: OID { Bound.postgresMultirangeType }
    public static var postgresArrayType: OID { Bound.postgresMultirangeArrayType }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == Bound.postgresMultirangeType }

    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(clamping: ranges.count))
        for range in ranges { ArrayCodec.appendSized(range, to: &bytes) }
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGMultirange {
        var reader = ByteReader(bytes)
        let count = Int(try reader.integer(Int32.self))
        // Each range has at least its length.
        guard count >= 0, count <= reader.remaining / 4 else { throw .malformed("a multirange's length") }
        var ranges: [PGRange<Bound>] = []
        ranges.reserveCapacity(count)
        for _ in 0..<count {
            guard let content = try reader.sized() else { throw .malformed("a range of a multirange cannot be NULL") }
            ranges.append(try PGRange<Bound>.decode(content, type: Bound.postgresRangeType))
        }
        try reader.finish()
        return PGMultirange(ranges)
    }
}

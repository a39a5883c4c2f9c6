/// A day and a time of day without a time zone, or an infinity: PostgreSQL's `timestamp`.
///
/// It is no instant: which one is meant depends on the place, and the hour in which clocks are put back comes twice.
/// For instants see `PGTimestamp`.
@frozen
public struct PGLocalTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00 on the same clock, as the server counts.
    public let microseconds: Int64

    /// Later than every time.
    public static let infinity = PGLocalTimestamp(microseconds: .max)
    /// Earlier than every time.
    public static let negativeInfinity = PGLocalTimestamp(microseconds: .min)

    /// Not checked: what lies outside the range is refused by the server.
    @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Nil outside the range of `timestamp` and for an infinite day. 24:00 becomes 00:00 of the next day.
    public init?(_ day: PGDate, _ time: PGTime) {
        guard day.isFinite else { return nil }
        let (start, overflows) = Int64(day.days).multipliedReportingOverflow(by: GregorianCalendar.microsecondsPerDay)
        let (sum, overflowsToo) = start.addingReportingOverflow(time.microseconds)
        guard !overflows, !overflowsToo, GregorianCalendar.serversRange.contains(sum) else { return nil }
        self.init(microseconds: sum)
    }

    /// False for the infinities.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Nil for the infinities.
    public var day: PGDate? {
        // The day of any 64-bit count of microseconds fits 32 bits.
        isFinite ? PGDate(days: Int32(GregorianCalendar.split(microsecondsSince2000: microseconds).day)) : nil
    }

    /// Nil for the infinities.
    public var time: PGTime? {
        isFinite
            ? PGTime(microseconds: GregorianCalendar.split(microsecondsSince2000: microseconds).microsecondOfDay) : nil
    }
}

extension PGLocalTimestamp: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}

extension PGLocalTimestamp: CustomStringConvertible {
    /// As the server writes it with DateStyle ISO: `2026-01-31 08:15:00.25`.
    public var description: String {
        switch self {
        case .infinity: return "infinity"
        case .negativeInfinity: return "-infinity"
        default:
            let (day, microsecondOfDay) = GregorianCalendar.split(microsecondsSince2000: microseconds)
            return GregorianCalendar.isoText(daysSince2000: day, microsecondOfDay: microsecondOfDay)
        }
    }
}

extension PGLocalTimestamp: PostgresCodable {
    @inlinable public static var postgresType: OID { .timestamp }
    @inlinable public static var postgresArrayType: OID { .timestampArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(microseconds) }
    public var postgresText: String { description }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .timestamp }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGLocalTimestamp {
        PGLocalTimestamp(microseconds: try ByteReader.only(bytes, Int64.self))
    }
}

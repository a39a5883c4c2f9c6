public import Foundation

/// An instant in microseconds, or an infinity: PostgreSQL's `timestamptz`. For `timestamp` see `PGLocalTimestamp`.
@frozen
public struct PGTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00 UTC, as the server counts.
    public let microseconds: Int64

    /// Later than every instant.
    public static let infinity = PGTimestamp(microseconds: .max)
    /// Earlier than every instant.
    public static let negativeInfinity = PGTimestamp(microseconds: .min)

    /// Not checked: what lies outside the range is refused by the server.
    @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

    /// False for the infinities.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Seconds from 2000-01-01 to Foundation's 2001-01-01: 366 days.
    private static let referenceOffset: Int64 = 31_622_400

    /// Rounded to whole microseconds; instants outside the server's range become infinities. A `Date` that is not a
    /// number is no instant, and stops the program.
    public init(_ date: Date) {
        let interval = date.timeIntervalSinceReferenceDate
        precondition(!interval.isNaN, "a Date that is not a number is no instant")
        let seconds = interval.rounded(.down)
        let range = GregorianCalendar.serversRange
        if seconds >= Double(range.upperBound / 1_000_000 - Self.referenceOffset) {
            self = .infinity
        } else if seconds < Double(range.lowerBound / 1_000_000 - Self.referenceOffset) {
            self = .negativeInfinity
        } else {
            let fraction = Int64(((interval - seconds) * 1_000_000).rounded())
            self.init(microseconds: (Int64(seconds) + Self.referenceOffset) * 1_000_000 + fraction)
        }
    }

    /// Nil for the infinities. Far from 2001 a `Date` cannot hold every microsecond.
    public var date: Date? {
        guard isFinite else { return nil }
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(seconds - Self.referenceOffset) + Double(rest) / 1_000_000)
    }

    /// By this machine's clock, which may differ from the server's. In SQL, `now()` is the start of the transaction.
    public static var now: PGTimestamp { PGTimestamp(Date()) }
}

extension PGTimestamp: Comparable {
    public static func < (left: PGTimestamp, right: PGTimestamp) -> Bool { left.microseconds < right.microseconds }
}

extension PGTimestamp: CustomStringConvertible {
    /// As the server writes a timestamptz with DateStyle ISO and time zone UTC: `2026-01-31 08:15:00.25+00`.
    public var description: String {
        switch self {
        case .infinity: return "infinity"
        case .negativeInfinity: return "-infinity"
        default:
            let (day, microsecondOfDay) = GregorianCalendar.split(microsecondsSince2000: microseconds)
            return GregorianCalendar.isoText(
                daysSince2000: day, microsecondOfDay: microsecondOfDay, suffix: "+00")
        }
    }
}

extension PGTimestamp: PostgresCodable {
    @inlinable public static var postgresType: OID { .timestamptz }
    @inlinable public static var postgresArrayType: OID { .timestamptzArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(microseconds) }
    public var postgresText: String { description }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .timestamptz }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGTimestamp {
        PGTimestamp(microseconds: try ByteReader.only(bytes, Int64.self))
    }
}

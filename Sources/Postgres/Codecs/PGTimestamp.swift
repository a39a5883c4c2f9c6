public import Foundation

/// An instant in microseconds, or an infinity: PostgreSQL's `timestamptz`, and `timestamp` read as UTC.
public struct PGTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00 UTC, as the server counts.
    public let microseconds: Int64

    public static let infinity = PGTimestamp(microseconds: .max)
    public static let negativeInfinity = PGTimestamp(microseconds: .min)

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Seconds from 2000-01-01 to Foundation's 2001-01-01: 366 days.
    private static let referenceOffset = 31_622_400.0

    /// Rounded to whole microseconds; instants outside the server's range become infinities.
    public init(_ date: Date) {
        let value = ((date.timeIntervalSinceReferenceDate + Self.referenceOffset) * 1_000_000).rounded()
        // The server's range ends with the year 294276.
        if value >= 9_223_371_331_200_000_000 {
            self = .infinity
        } else if value < -211_813_488_000_000_000 {
            self = .negativeInfinity
        } else {
            self.init(microseconds: Int64(value))
        }
    }

    /// Nil for the infinities. Far from 2001 a `Date` cannot hold every microsecond.
    public var date: Date? {
        guard isFinite else { return nil }
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(seconds) - Self.referenceOffset + Double(rest) / 1_000_000)
    }

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
        default: break
        }
        let perDay: Int64 = 86_400_000_000
        var (day, time) = microseconds.quotientAndRemainder(dividingBy: perDay)
        if time < 0 {
            day -= 1
            time += perDay
        }
        let (date, isBC) = GregorianCalendar.isoText(daysSince2000: Int(day))
        let seconds = Int(time / 1_000_000)
        var text =
            date + " " + GregorianCalendar.padded(seconds / 3600, 2) + ":"
            + GregorianCalendar.padded(seconds / 60 % 60, 2) + ":"
            + GregorianCalendar.padded(seconds % 60, 2)
        let fraction = Int(time % 1_000_000)
        if fraction != 0 {
            var digits = GregorianCalendar.padded(fraction, 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return text + "+00" + (isBC ? " BC" : "")
    }
}

extension PGTimestamp: PostgresCodable {
    public static var postgresType: OID { .timestamptz }
    public static var postgresArrayType: OID { .timestamptzArray }
    public static func isBinary(as type: OID) -> Bool { type == .timestamptz || type == .timestamp }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(microseconds) }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .timestamptz || type == .timestamp }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGTimestamp {
        PGTimestamp(microseconds: try ByteReader.only(bytes, Int64.self))
    }
}

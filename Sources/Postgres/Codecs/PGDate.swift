public import Foundation

/// A day of the proleptic Gregorian calendar, or one of the two infinities of PostgreSQL's `date`.
@frozen
public struct PGDate: Hashable, Sendable {
    /// Days since 2000-01-01, as the server counts.
    public let days: Int32

    /// Later than every day.
    public static let infinity = PGDate(days: .max)
    /// Earlier than every day.
    public static let negativeInfinity = PGDate(days: .min)

    /// Not checked: days outside the range of `date` are refused by the server.
    @inlinable public init(days: Int32) { self.days = days }

    /// - Parameter year: 0 is 1 BC, -1 is 2 BC.
    /// - Returns: nil if there is no such day, or it lies outside the range of `date` (4713 BC to 5874897).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, (-4712...5_874_897).contains(year),
            day <= GregorianCalendar.days(inMonth: month, of: year)
        else { return nil }
        days = Int32(GregorianCalendar.daysSince2000(year: year, month: month, day: day))
    }

    /// Reads `YYYY-MM-DD`, `infinity` and `-infinity`.
    public init?(_ text: String) {
        switch text {
        case "infinity": self = .infinity
        case "-infinity": self = .negativeInfinity
        default:
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].utf8.count >= 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
                let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
            else { return nil }
            self.init(year: year, month: month, day: day)
        }
    }

    /// False for the infinities.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Year (0 is 1 BC), month and day. Meaningless for the infinities.
    public var components: (year: Int, month: Int, day: Int) { GregorianCalendar.components(daysSince2000: Int(days)) }

    /// 0 is 1 BC. Meaningless for the infinities, as the two below.
    public var year: Int { components.year }
    /// 1 to 12.
    public var month: Int { components.month }
    /// 1 to 31.
    public var day: Int { components.day }

    /// The day that many days later; nil outside the range, the infinities stay.
    public func adding(days more: Int) -> PGDate? {
        guard isFinite else { return self }
        let (sum, overflows) = Int(days).addingReportingOverflow(more)
        guard !overflows, sum > Int(Int32.min), sum < Int(Int32.max) else { return nil }
        return PGDate(days: Int32(sum))
    }

    /// The first instant of the day in UTC; nil for the infinities.
    public var date: Date? {
        isFinite ? Date(timeIntervalSinceReferenceDate: Double(Int(days) - 366) * 86400) : nil
    }

    /// The day in which `date` falls in UTC. A `Date` that is not a number has none, and stops the program.
    public init(_ date: Date) {
        precondition(!date.timeIntervalSinceReferenceDate.isNaN, "a Date that is not a number is no day")
        let days = (date.timeIntervalSinceReferenceDate / 86400).rounded(.down) + 366
        self.init(days: Int32(max(Double(Int32.min) + 1, min(Double(Int32.max) - 1, days))))
    }
}

extension PGDate: Comparable {
    public static func < (left: PGDate, right: PGDate) -> Bool { left.days < right.days }
}

extension PGDate: CustomStringConvertible {
    /// As the server writes it with DateStyle ISO.
    public var description: String {
        switch self {
        case .infinity: return "infinity"
        case .negativeInfinity: return "-infinity"
        default:
            return GregorianCalendar.isoText(daysSince2000: Int(days))
        }
    }
}

extension PGDate: PostgresCodable {
    @inlinable public static var postgresType: OID { .date }
    @inlinable public static var postgresArrayType: OID { .dateArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(days) }
    public var postgresText: String { description }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .date }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGDate {
        PGDate(days: try ByteReader.only(bytes, Int32.self))
    }
}

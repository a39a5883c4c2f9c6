public import Foundation

/// A day of the proleptic Gregorian calendar, or one of the two infinities of PostgreSQL's `date`.
public struct PGDate: Hashable, Sendable {
    /// Days since 2000-01-01, as the server counts.
    public let days: Int32

    public static let infinity = PGDate(days: .max)
    public static let negativeInfinity = PGDate(days: .min)

    public init(days: Int32) { self.days = days }

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

    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Year (0 is 1 BC), month and day. Meaningless for the infinities.
    public var components: (year: Int, month: Int, day: Int) { GregorianCalendar.components(daysSince2000: Int(days)) }

    public var year: Int { components.year }
    public var month: Int { components.month }
    public var day: Int { components.day }

    /// The day that many days later; nil outside the range, the infinities stay.
    public func adding(days more: Int) -> PGDate? {
        guard isFinite else { return self }
        let sum = Int(days) + more
        guard sum > Int(Int32.min), sum < Int(Int32.max) else { return nil }
        return PGDate(days: Int32(sum))
    }

    /// The first instant of the day in UTC; nil for the infinities.
    public var date: Date? {
        isFinite ? Date(timeIntervalSinceReferenceDate: Double(Int(days) - 366) * 86400) : nil
    }

    /// The day in which `date` falls in UTC.
    public init(_ date: Date) {
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
            let (text, isBC) = GregorianCalendar.isoText(daysSince2000: Int(days))
            return isBC ? text + " BC" : text
        }
    }
}

extension PGDate: PostgresCodable {
    public static var postgresType: OID { .date }
    public static var postgresArrayType: OID { .dateArray }
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(days) }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .date }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGDate {
        PGDate(days: try ByteReader.only(bytes, Int32.self))
    }
}

/// The proleptic Gregorian calendar, as PostgreSQL reckons.
enum GregorianCalendar {
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    // Years that begin on 1 March put the leap day last, and eras of 400 years have 146,097 days each.
    // 730,425 days lie between 0000-03-01 and 2000-01-01.

    static func daysSince2000(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 730_425
    }

    static func components(daysSince2000 days: Int) -> (year: Int, month: Int, day: Int) {
        let number = days + 730_425
        let era = (number >= 0 ? number : number - 146_096) / 146_097
        let dayOfEra = number - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// `YYYY-MM-DD`, and whether BC is to follow.
    static func isoText(daysSince2000 days: Int) -> (text: String, isBC: Bool) {
        let (year, month, day) = components(daysSince2000: days)
        let isBC = year <= 0
        let shown = isBC ? 1 - year : year
        return (padded(shown, 4) + "-" + padded(month, 2) + "-" + padded(day, 2), isBC)
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

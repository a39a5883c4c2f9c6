/// A day of the Gregorian calendar, without a time and without a time zone.
public struct CalendarDate: Hashable, Sendable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    public enum Problem: Error, Hashable, Sendable {
        /// 31 June, 29 February of a common year, a year outside 1 to 9999.
        case noSuchDay
        /// A date of the lunar calendar (农历), or one named by a lunar feast: not to be turned into a day by guess.
        case lunar
        /// Only a year, or a year and a month.
        case incomplete
        /// No date, or one that can be read in more than one way (`9/1/2010`, `10.9.1`).
        case unreadable
    }

    /// A day by its parts.
    public init(year: Int, month: Int, day: Int) throws(Problem) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, of: year)
        else { throw .noSuchDay }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads the form that the program writes: `2010-09-01`.
    public init(iso text: some StringProtocol) throws(Problem) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            throw .unreadable
        }
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
            throw .unreadable
        }
        try self.init(year: year, month: month, day: day)
    }

    public static func < (first: CalendarDate, second: CalendarDate) -> Bool {
        (first.year, first.month, first.day) < (second.year, second.month, second.day)
    }

    public static func isLeapYear(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2010-09-01` (ISO 8601).
    public var description: String {
        "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// `2010年9月1日`.
    public var chinese: String { "\(year)年\(month)月\(day)日" }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CalendarDate {
    /// Days since 1970-01-01; negative before it.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil: eras of 400 years (146,097 days)
    /// that begin on 1 March, so that a leap day is the last of its year.
    public var daysSinceEpoch: Int {
        let fromMarch = month > 2 ? year : year - 1
        let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
        let yearOfEra = fromMarch - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that is so many days after 1970-01-01.
    public init(daysSinceEpoch days: Int) throws(Problem) {
        // Years 1 to 9999; also keeps the sums below from overflowing.
        guard (-719_162...2_932_896).contains(days) else { throw .noSuchDay }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        try self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The day that a serial number of Excel's 1900 system stands for.
    ///
    /// Day 1 is 1900-01-01, and day 60 the 29 February 1900 that never was (ECMA-376-1:2016, 18.17.4.1).
    public init(excelSerial serial: Int) throws(Problem) {
        guard serial >= 1, serial != 60, serial <= 2_958_465 else { throw .noSuchDay }
        // 1899-12-31 is day -25568.
        try self.init(daysSinceEpoch: (serial < 60 ? serial : serial - 1) - 25_568)
    }

    /// The day so many days later; earlier for a negative count.
    public func adding(days: Int) throws(Problem) -> CalendarDate {
        guard abs(days) <= 4_000_000 else { throw .noSuchDay }
        return try CalendarDate(daysSinceEpoch: daysSinceEpoch + days)
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let index = (daysSinceEpoch + 3) % 7
        return (index < 0 ? index + 7 : index) + 1
    }

    /// Full years of age on a day; nil before birth.
    ///
    /// Someone born on 29 February is a year older on 1 March of a common year.
    public func age(on day: CalendarDate) -> Int? {
        guard day >= self else { return nil }
        let hadBirthday = (day.month, day.day) >= (month, self.day)
        return day.year - year - (hadBirthday ? 0 : 1)
    }
}

extension CalendarDate.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .noSuchDay: language.choose("日历上没有这一天", "There is no such day in the calendar")
        case .lunar:
            language.choose("是农历日期，请改填公历日期", "This is a date of the lunar calendar; give the Gregorian one")
        case .incomplete: language.choose("日期不完整，请填写年月日", "The date is incomplete; give year, month and day")
        case .unreadable:
            language.choose("看不懂的日期，请写成 2010-09-01", "This cannot be read as a date; write 2010-09-01")
        }
    }
}

/// The proleptic Gregorian calendar, as PostgreSQL reckons.
enum GregorianCalendar {
    static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The microseconds since 2000 that a finite timestamp may have: from 4714-11-24 BC, which is Julian day 0, to the
    /// end of the year 294276. https://www.postgresql.org/docs/15/datatype-datetime.html
    static let serversRange: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

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

    /// The day since 2000-01-01 and the microsecond of that day, 0 to 86,399,999,999.
    static func split(microsecondsSince2000 microseconds: Int64) -> (day: Int, microsecondOfDay: Int64) {
        let (day, time) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
        return time < 0 ? (Int(day) - 1, time + microsecondsPerDay) : (Int(day), time)
    }

    /// `YYYY-MM-DD`, a space and the time, if there is one, `suffix`, and ` BC` if it is.
    static func isoText(daysSince2000 days: Int, microsecondOfDay: Int64? = nil, suffix: String = "") -> String {
        let (year, month, day) = components(daysSince2000: days)
        var text: [UInt8] = []
        // The year before 1 is 1 BC.
        text.appendDecimal(year <= 0 ? 1 - year : year, width: 4)
        text.append(UInt8(ascii: "-"))
        text.appendDecimal(month, width: 2)
        text.append(UInt8(ascii: "-"))
        text.appendDecimal(day, width: 2)
        if let microsecondOfDay {
            text.append(UInt8(ascii: " "))
            appendClock(microsecondOfDay.magnitude, to: &text)
        }
        text += suffix.utf8
        if year <= 0 { text += " BC".utf8 }
        return String(decoding: text, as: UTF8.self)
    }

    /// `HH:MM:SS` and the digits of the second's fraction that are needed.
    static func appendClock(_ microseconds: UInt64, to text: inout [UInt8]) {
        let seconds = microseconds / 1_000_000
        text.appendDecimal(seconds / 3600, width: 2)
        text.append(UInt8(ascii: ":"))
        text.appendDecimal(seconds / 60 % 60, width: 2)
        text.append(UInt8(ascii: ":"))
        text.appendDecimal(seconds % 60, width: 2)
        let fraction = microseconds % 1_000_000
        guard fraction != 0 else { return }
        text.append(UInt8(ascii: "."))
        text.appendDecimal(fraction, width: 6)
        while text.last == UInt8(ascii: "0") { text.removeLast() }
    }
}

/// The day numbers that Excel keeps in place of dates (ECMA-376-1:2016, 18.17.4).
///
/// In the 1900 system day 1 is 1900-01-01 and day 60 is 1900-02-29, a day that never was: Lotus 1-2-3 took 1900 for a
/// leap year and Excel kept the slip. In the 1904 system, of old Macs, day 0 is 1904-01-01.
public enum ExcelSerial {
    /// 9999-12-31 in the 1900 system, the last day that Excel shows.
    static let lastDay = 2_958_465

    /// The date and time that a serial stands for; nil for one that is no day (negative, 60, past the year 9999).
    public static func date(_ serial: Double, uses1904: Bool = false) -> CellDate? {
        guard serial.isFinite, serial >= 0, serial < Double(lastDay + 1) else { return nil }
        var day = Int(serial.rounded(.down))
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds == 86_400 {
            day += 1
            seconds = 0
        }
        // Days since 1970-01-01: 1899-12-31 is -25568, 1904-01-01 is -24107.
        let sinceEpoch: Int
        if uses1904 {
            sinceEpoch = day - 24_107
        } else {
            guard day >= 1, day != 60 else { return nil }
            sinceEpoch = (day < 60 ? day : day - 1) - 25_568
        }
        let (year, month, dayOfMonth) = civil(daysSinceEpoch: sinceEpoch)
        guard year <= 9999 else { return nil }
        return CellDate(year: year, month: month, day: dayOfMonth, secondsAfterMidnight: seconds)
    }

    /// Turns a count of days since 1970-01-01 into a date of the Gregorian calendar.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: eras of 400 years
    /// (146,097 days) that begin on 1 March, so that a leap day is the last of its year.
    static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

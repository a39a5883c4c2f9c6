import ArgumentParser
import Foundation
import Postgres
import Records

/// A day as people write it: 2026-12-31, 2026年12月31日, 今天, 明天, today, tomorrow, +14.
struct DayArgument: ExpressibleByArgument, Sendable {
    let day: PGDate

    init(day: PGDate) { self.day = day }

    init?(argument: String) {
        if let offset = Self.offset(of: argument) {
            guard let day = Self.today.adding(days: offset) else { return nil }
            self.day = day
        } else {
            guard let date = try? CalendarDate(written: argument),
                let day = PGDate(year: date.year, month: date.month, day: date.day)
            else { return nil }
            self.day = day
        }
    }

    private static func offset(of word: String) -> Int? {
        switch word.lowercased() {
        case "今天", "today": 0
        case "昨天", "yesterday": -1
        case "明天", "tomorrow": 1
        default: word.hasPrefix("+") ? Int(word.dropFirst()) : nil
        }
    }

    static var today: PGDate {
        let parts = SchoolTime.calendar.dateComponents([.year, .month, .day], from: Date())
        return PGDate(year: parts.year ?? 2000, month: parts.month ?? 1, day: parts.day ?? 1) ?? PGDate(days: 0)
    }
}

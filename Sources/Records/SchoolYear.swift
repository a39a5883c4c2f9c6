/// A school year (学年), from 1 September to 31 August: `2025-2026`.
public struct SchoolYear: Hashable, Sendable, Comparable {
    public let firstYear: Int

    public enum Problem: Error, Hashable, Sendable {
        case unreadable
        /// `2025-2027`: the second year does not follow the first.
        case yearsDoNotFollow
    }

    /// The school year that begins in September of a year from 1900 to 2200.
    public init(beginning year: Int) throws(Problem) {
        guard (1900...2200).contains(year) else { throw .unreadable }
        firstYear = year
    }

    /// Reads `2025-2026`, `2025—2026学年度`, `2025~2026学年`, `2025/2026`, `2025至2026学年`, `2025学年`.
    public init(_ text: String) throws(Problem) {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        let numbers = WrittenNumbers.all(in: plain)
        let rest = plain.filter { !$0.isWholeNumber && !"-–—－~～/至到年学度".contains($0) }
        guard rest.isEmpty else { throw .unreadable }
        switch numbers.count {
        case 1 where plain.contains("学年"): try self.init(beginning: numbers[0])
        case 2:
            // 2025-26 is written, too.
            let second = numbers[1] < 100 ? numbers[0] / 100 * 100 + numbers[1] : numbers[1]
            guard (1900...2200).contains(numbers[0]) else { throw .unreadable }
            guard second == numbers[0] + 1 else { throw .yearsDoNotFollow }
            try self.init(beginning: numbers[0])
        default: throw .unreadable
        }
    }

    /// The school year that a day lies in.
    public init(containing day: CalendarDate) throws(Problem) {
        try self.init(beginning: day.month >= 9 ? day.year : day.year - 1)
    }

    public static func < (first: SchoolYear, second: SchoolYear) -> Bool { first.firstYear < second.firstYear }
}

extension SchoolYear: CustomStringConvertible {
    /// `2025-2026`.
    public var description: String { "\(firstYear)-\(firstYear + 1)" }
    /// `2025—2026学年度`.
    public var chinese: String { "\(firstYear)—\(firstYear + 1)学年度" }
}

extension SchoolYear.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .unreadable: language.choose("看不懂的学年，请写成 2025-2026", "No school year; write 2025-2026")
        case .yearsDoNotFollow:
            language.choose(
                "学年的两个年份应当相连，如 2025-2026", "The two years of a school year follow each other, as in 2025-2026")
        }
    }
}

/// The runs of digits of a text, as numbers.
enum WrittenNumbers {
    static func all(in text: String) -> [Int] {
        text.split { !($0.isASCII && $0.isWholeNumber) }.map { $0.count <= 9 ? Int($0) ?? 0 : 0 }
    }
}

/// A semester (学期): the first (autumn) or the second (spring) of a school year. Written `2025-2026-1`.
public struct Semester: Hashable, Sendable, Comparable {
    public let schoolYear: SchoolYear
    /// 1 for autumn, 2 for spring.
    public let term: Int

    public enum Problem: Error, Hashable, Sendable {
        case unreadable
        /// A school year or a season is there, but not both.
        case incomplete
    }

    public init(_ schoolYear: SchoolYear, term: Int) throws(Problem) {
        guard term == 1 || term == 2 else { throw .unreadable }
        self.schoolYear = schoolYear
        self.term = term
    }

    /// Reads a semester as schools write it.
    ///
    /// `2025-2026-1`, `2025—2026学年度第一学期`, `2025-2026学年上学期`, `2025年秋`, `2025年秋季学期`, `2026年春`. A calendar year
    /// with 上学期 or 下学期 is refused: some provinces call the spring the 上学期 of a year.
    public init(_ text: String) throws(Problem) {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        let season: Int? = plain.contains("秋") ? 1 : plain.contains("春") ? 2 : nil
        var numbers = WrittenNumbers.all(in: plain)
        let named = Self.term(namedIn: plain)
        if numbers.count >= 2, let year = try? SchoolYear("\(numbers[0])-\(numbers[1])") {
            numbers.removeFirst(2)
            let numbered = numbers.count == 1 && (1...2).contains(numbers[0]) ? numbers[0] : nil
            guard numbers.isEmpty || numbered != nil else { throw .unreadable }
            guard let term = named ?? numbered ?? season else { throw .incomplete }
            try self.init(year, term: term)
            return
        }
        guard let year = numbers.first, (1900...2200).contains(year) else {
            throw season != nil || named != nil ? .incomplete : .unreadable
        }
        if plain.contains("学年"), let named, let schoolYear = try? SchoolYear(beginning: year) {
            try self.init(schoolYear, term: named)
            return
        }
        guard numbers.count == 1 else { throw .unreadable }
        guard let season else { throw .incomplete }
        guard let schoolYear = try? SchoolYear(beginning: season == 1 ? year : year - 1) else { throw .unreadable }
        try self.init(schoolYear, term: season)
    }

    /// The semester that a day lies in: the second from 1 February to 31 August.
    ///
    /// The real borders are set by each school's calendar and lie in the winter holidays.
    public init(containing day: CalendarDate) throws(Problem) {
        guard let year = try? SchoolYear(containing: day) else { throw .unreadable }
        try self.init(year, term: (2...8).contains(day.month) ? 2 : 1)
    }

    private static func term(namedIn text: String) -> Int? {
        if ["第一学期", "第1学期", "上学期", "上期"].contains(where: text.contains) { return 1 }
        if ["第二学期", "第2学期", "下学期", "下期"].contains(where: text.contains) { return 2 }
        return nil
    }

    public static func < (first: Semester, second: Semester) -> Bool {
        (first.schoolYear, first.term) < (second.schoolYear, second.term)
    }
}

extension Semester: CustomStringConvertible {
    /// `2025-2026-1`.
    public var description: String { "\(schoolYear)-\(term)" }
    /// `2025年秋` or `2026年春`.
    public var chinese: String {
        term == 1 ? "\(schoolYear.firstYear)年秋" : "\(schoolYear.firstYear + 1)年春"
    }
}

extension Semester.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .unreadable: language.choose("看不懂的学期，请写成 2025年秋", "No semester; write 2025-2026-1")
        case .incomplete:
            language.choose("学期不完整，请写明年份和春秋，如 2025年秋", "The semester is incomplete; write 2025-2026-1")
        }
    }
}

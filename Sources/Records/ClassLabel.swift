/// What a class is called on a sheet: `高一(1)班`, `高2025级(1)班`.
///
/// A label is not a class: 高一(4)班 is another class each September. Which class is meant, the records decide with the
/// school year of the sheet.
public struct ClassLabel: Hashable, Sendable {
    public enum Stage: String, Hashable, Sendable {
        case primary = "小"
        case juniorHigh = "初"
        case seniorHigh = "高"

        /// The grade of the first year, counted from the first year of primary school.
        var firstGrade: Int { self == .primary ? 1 : self == .juniorHigh ? 7 : 10 }
    }

    public enum Year: Hashable, Sendable {
        /// 1 to 12, counted from the first year of primary school: 高一 is 10.
        case grade(Int)
        /// Those who entered in a year (2025级). The stage is nil where the label does not say it.
        case cohort(Int, Stage?)
    }

    public let year: Year
    /// 1 to 99.
    public let number: Int

    public enum Problem: Error, Hashable, Sendable {
        case unreadable
    }

    public init(year: Year, number: Int) throws(Problem) {
        guard (1...99).contains(number) else { throw .unreadable }
        switch year {
        case .grade(let grade): guard (1...12).contains(grade) else { throw .unreadable }
        case .cohort(let cohort, _): guard (1950...2200).contains(cohort) else { throw .unreadable }
        }
        self.year = year
        self.number = number
    }

    /// Reads a label as people write it.
    ///
    /// `高一(1)班`, `高一（1）班`, `高一1班`, `高一年级01班`, `高一（十二）班`, `高1(1)班`, `十一年级3班`, `初二(3)班`, `高2025级1班`,
    /// `2025级(1)班`, `2025级高一(1)班`.
    public init(_ text: String) throws(Problem) {
        var reader = ClassLabelReader(text)
        guard let label = reader.read() else { throw .unreadable }
        try self.init(year: label.year, number: label.number)
    }

    /// The grade in a school year: of a cohort, counted from the year in which it entered; nil when the label does not
    /// say the stage, or the cohort is not at school then.
    public func grade(in schoolYear: SchoolYear) -> Int? {
        switch year {
        case .grade(let grade): return grade
        case .cohort(let entered, let stage):
            guard let stage else { return nil }
            let grade = stage.firstGrade + schoolYear.firstYear - entered
            let length = stage == .primary ? 6 : 3
            return (stage.firstGrade..<(stage.firstGrade + length)).contains(grade) ? grade : nil
        }
    }

    /// The same class by its grade in a school year; itself where that cannot be told.
    public func resolved(in schoolYear: SchoolYear) -> ClassLabel {
        guard let grade = grade(in: schoolYear), let label = try? ClassLabel(year: .grade(grade), number: number)
        else { return self }
        return label
    }

    /// `高一`, `初二`, `三年级`; nil for a number that is no grade.
    public static func gradeName(_ grade: Int) -> String? {
        let digits = ["一", "二", "三", "四", "五", "六"]
        switch grade {
        case 1...6: return digits[grade - 1] + "年级"
        case 7...9: return "初" + digits[grade - 7]
        case 10...12: return "高" + digits[grade - 10]
        default: return nil
        }
    }

    /// Reads `高一`, `高一年级`, `高1`, `十年级`, `初三`, `九年级`: the grade alone.
    public static func grade(_ text: String) -> Int? {
        var reader = ClassLabelReader(text)
        return reader.readGradeAlone()
    }
}

extension ClassLabel: CustomStringConvertible {
    /// `高一(1)班`, with half-width brackets; `高2025级(1)班` for a cohort.
    public var description: String {
        switch year {
        case .grade(let grade): "\(Self.gradeName(grade) ?? "")(\(number))班"
        case .cohort(let entered, let stage): "\(stage?.rawValue ?? "")\(entered)级(\(number))班"
        }
    }
}

extension ClassLabel.Problem: Explained {
    public func message(_ language: Language) -> String {
        language.choose("看不懂的班级，请写成 高一(1)班", "No class label; write 高一(1)班")
    }
}

/// Reads a class label from left to right.
struct ClassLabelReader {
    private var rest: Substring

    init(_ text: String) {
        // All brackets and blanks that people put there say nothing.
        let plain = TextWidth.halfWidth(text).removingBlanks()
            .map { "〔【[［﹙".contains($0) ? "(" : "〕】]］﹚".contains($0) ? ")" : $0 }
        rest = Substring(String(plain))
    }

    mutating func read() -> (year: ClassLabel.Year, number: Int)? {
        guard let year = readYear() else { return nil }
        while let next = rest.first, "-–—.·、_".contains(next) { rest.removeFirst() }
        guard let number = readNumber() else { return nil }
        if rest.hasPrefix("班") { rest.removeFirst() }
        return rest.isEmpty ? (year, number) : nil
    }

    mutating func readGradeAlone() -> Int? {
        guard case .grade(let grade)? = readYear(), rest.isEmpty else { return nil }
        return grade
    }

    private mutating func readYear() -> ClassLabel.Year? {
        let start = rest
        let stage = readStage()
        if let cohort = readCohort() {
            // 2025级高一(1)班: the grade says more.
            guard let inner = readStage() else { return .cohort(cohort, stage) }
            if let grade = readGrade(stage: inner) { return .grade(grade) }
            return .cohort(cohort, inner)
        }
        if let grade = readGrade(stage: stage) { return .grade(grade) }
        rest = start
        return nil
    }

    private mutating func readStage() -> ClassLabel.Stage? {
        let words: [(String, ClassLabel.Stage)] = [
            ("高中", .seniorHigh), ("高", .seniorHigh), ("初中", .juniorHigh), ("初", .juniorHigh), ("小学", .primary),
            ("小", .primary),
        ]
        for (word, stage) in words where rest.hasPrefix(word) {
            rest.removeFirst(word.count)
            return stage
        }
        return nil
    }

    /// 2025级 or 25级. Not 届, which counts from the year of leaving.
    private mutating func readCohort() -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
        guard digits.count == 4 || digits.count == 2, rest.dropFirst(digits.count).hasPrefix("级"),
            let year = Int(digits)
        else { return nil }
        rest.removeFirst(digits.count + 1)
        return digits.count == 2 ? 2000 + year : year
    }

    /// After 高 or 初: 一 to 三 (or 1 to 3) and perhaps 年级 or 级. Else: 一 to 十二 or 1 to 12 and always 年级.
    private mutating func readGrade(stage: ClassLabel.Stage?) -> Int? {
        let start = rest
        if let stage, stage != .primary {
            let digits: [Character: Int] = ["一": 0, "二": 1, "三": 2, "1": 0, "2": 1, "3": 2]
            guard let first = rest.first, let offset = digits[first] else { return nil }
            rest.removeFirst()
            // 高11班 is 高1(1)班 or 高一(11)班 written carelessly; 高111班 more so.
            if first.isASCII, let next = rest.first, next.isASCII, next.isWholeNumber {
                rest = start
                return nil
            }
            for word in ["年级", "级"] where rest.hasPrefix(word) {
                rest.removeFirst(word.count)
                break
            }
            return stage.firstGrade + offset
        }
        guard let number = readPlainNumber(), (1...12).contains(number), rest.hasPrefix("年级") else {
            rest = start
            return nil
        }
        rest.removeFirst(2)
        return number
    }

    private mutating func readNumber() -> Int? {
        guard rest.hasPrefix("(") else { return readPlainNumber() }
        rest.removeFirst()
        guard let number = readPlainNumber() else { return nil }
        // 高一(1班): the bracket in the wrong place.
        if rest.hasPrefix("班") { rest.removeFirst() }
        guard rest.hasPrefix(")") else { return nil }
        rest.removeFirst()
        return number
    }

    /// 7, 07, 七, 十二, 二十.
    private mutating func readPlainNumber() -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
        if !digits.isEmpty {
            guard digits.count <= 3, let number = Int(digits) else { return nil }
            rest.removeFirst(digits.count)
            return number
        }
        let values: [Character: Int] = [
            "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        ]
        var number: Int?
        if let first = rest.first, let value = values[first] {
            number = value
            rest.removeFirst()
        }
        if rest.first == "十" {
            rest.removeFirst()
            number = (number ?? 1) * 10
            if let unit = rest.first, let value = values[unit] {
                number = (number ?? 0) + value
                rest.removeFirst()
            }
        }
        return number
    }
}

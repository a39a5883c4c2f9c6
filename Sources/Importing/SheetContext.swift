import Records
import Spreadsheets

/// What the rows around a table say about all of it: school year, semester, dates, who filled it in.
struct SheetContext {
    private(set) var values: [String: String] = [:]

    /// A class that the sheet is about as a whole ("高一(1)班学生花名册"), for sheets without a column of classes.
    var classLabel: ClassLabel? { values["class"].flatMap { try? ClassLabel($0) } }

    var schoolYear: SchoolYear? { values["school_year"].flatMap { try? SchoolYear($0) } }

    /// Reads the rows above the headings.
    mutating func read(preamble: some Sequence<Row>) {
        for row in preamble {
            let line = Self.line(row)
            let texts = row.cells.filter { !$0.isBlank }
            if values["title"] == nil, texts.count == 1, case .text(let title) = texts[0],
                !Self.startsWithLabel(title)
            {
                values["title"] = title.replacing("\0", with: "").trimmingBlanks()
                // Only a title: an instruction may name a class as an example.
                readClass(line)
            }
            read(line: line)
        }
    }

    /// Reads a row below the table, which may hold 填表日期.
    mutating func read(signature row: Row) { read(line: Self.line(row)) }

    /// Reads what the names of the sheet and the file say; the sheet's own words come first.
    mutating func read(name: String) {
        readPeriod(TextWidth.halfWidth(name))
        readClass(name)
    }

    private static func line(_ row: Row) -> String {
        // A tab between cells, so that a label finds its value in the next cell, and no further than that.
        TextWidth.halfWidth(row.cells.map { $0.displayText?.replacing("\t", with: " ") ?? "" }.joined(separator: "\t"))
    }

    private static let labels: [(key: String, words: [String])] = [
        ("as_of", ["更新日期", "更新时间", "截止日期", "截止时间", "统计日期", "统计时间", "数据日期", "数据截止", "截至"]),
        ("filled_on", ["填表日期", "填表时间", "填报日期", "填报时间", "制表日期", "制表时间", "登记日期", "上报日期", "日期"]),
        ("filled_by", ["填表单位", "填报单位", "填报部门", "填表部门", "制表单位", "填报学校", "单位名称", "单位", "学校"]),
        ("class", ["年级班级", "所在班级", "班级"]),
        ("school_year", ["所属学年", "学年度", "学年"]),
        ("semester", ["所属学期", "学期"]),
    ]

    private static func startsWithLabel(_ text: String) -> Bool {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        return labels.contains { label in
            label.words.contains { plain.hasPrefix($0 + ":") }
        }
    }

    private mutating func read(line: String) {
        for (key, words) in Self.labels {
            guard values[key] == nil else { continue }
            for word in words {
                guard let value = Self.value(of: word, in: line) else { continue }
                switch key {
                case "as_of", "filled_on":
                    if let date = Self.date(value) { values[key] = date.description }
                case "school_year":
                    if let year = try? SchoolYear(value) { values[key] = year.description }
                case "semester":
                    if let semester = try? Semester(value) { set(semester) }
                case "class":
                    if let label = try? ClassLabel(value) { values[key] = label.description }
                default:
                    values[key] = value.replacing("\0", with: "")
                }
                if values[key] != nil { break }
            }
        }
        readPeriod(line)
        // A date that stands alone under the title tells the day of the whole sheet.
        let alone = line.trimmingBlanks().filter { !"()".contains($0) }
        if values["as_of"] == nil, values["filled_on"] == nil, let date = try? CalendarDate(written: alone) {
            values["as_of"] = date.description
        }
    }

    /// The text after a label and its colon, up to a gap or the next cell. 截至 needs no colon.
    private static func value(of label: String, in line: String) -> String? {
        for range in line.ranges(of: label) {
            // 日期 in 更新日期, 单位 in 填表单位: another label, which has its own turn.
            if label.count == 2, label != "截至", range.lowerBound > line.startIndex,
                line[line.index(before: range.lowerBound)].isLetter
            {
                continue
            }
            var rest = line[range.upperBound...].drop { $0 == " " }
            if rest.first == ":" {
                rest = rest.dropFirst()
            } else if label != "截至", rest.first != "\t" {
                continue
            }
            rest = rest.drop { $0 == " " || $0 == "\t" }
            var value = ""
            var blanks = 0
            for character in rest {
                if character == "\t" { break }
                blanks = character.isWhitespace ? blanks + 1 : 0
                if blanks == 2 { break }
                value.append(character)
            }
            let trimmed = value.trimmingBlanks()
            if !trimmed.isEmpty { return trimmed }
        }
        return nil
    }

    /// A date at the beginning of a text.
    private static func date(_ text: String) -> CalendarDate? {
        if let date = try? CalendarDate(written: text) { return date }
        // "2025年11月20日 单位:元", "2025年11月20日止"
        if let end = text.firstIndex(where: { $0 == "日" || $0 == "号" }),
            let date = try? CalendarDate(written: String(text[...end]))
        {
            return date
        }
        return text.split(separator: " ").first.flatMap { try? CalendarDate(written: String($0)) }
    }

    private mutating func set(_ semester: Semester) {
        values["semester"] = values["semester"] ?? semester.description
        values["school_year"] = values["school_year"] ?? semester.schoolYear.description
    }

    /// Finds a school year or semester anywhere in a text: "2025—2026学年度第一学期学生花名册".
    private mutating func readPeriod(_ text: String) {
        let plain = text.removingBlanks()
        if values["semester"] == nil {
            let patterns: [Regex<Substring>] = [
                #/(?:19|20)\d\d[-—–~至\/]{1,2}(?:19|20)\d\d(?:学年度?)?,?(?:第[一二12]学期|[上下]学期|[上下]期|[秋春]季)/#,
                #/(?:19|20)\d\d[-—–]{1,2}(?:19|20)\d\d(?:学年度?)?[-—(][12](?!\d)/#,
                #/(?:19|20)\d\d学年度?(?:第[一二12]学期|[上下]学期)/#,
                #/(?:19|20)\d\d年?[秋春]/#,
            ]
            for pattern in patterns {
                if let match = plain.firstMatch(of: pattern), let semester = try? Semester(String(match.output)) {
                    set(semester)
                    break
                }
            }
        }
        if values["school_year"] == nil,
            let match = plain.firstMatch(of: #/(?:19|20)\d\d(?:[-—–~至\/]{1,2}(?:19|20)?\d\d)?学年/#),
            let year = try? SchoolYear(String(match.output))
        {
            values["school_year"] = year.description
        }
    }

    /// A class named in a title or on a tab: "高一(3)班学生花名册", "高一3班".
    private mutating func readClass(_ text: String) {
        guard values["class"] == nil else { return }
        let plain = TextWidth.halfWidth(text).removingBlanks()
        let pattern = #/(?:[高初](?:中)?(?:[一二三123](?:年?级)?|\d{4}级)|\d{4}级|[一二三四五六七八九十]+年级)\(?[0-9一二三四五六七八九十]{1,3}\)?班/#
        let found = Set(plain.matches(of: pattern).compactMap { try? ClassLabel(String($0.output)) })
        // Two classes in a title: the sheet is about neither of them alone.
        if found.count == 1, let label = found.first { values["class"] = label.description }
    }
}

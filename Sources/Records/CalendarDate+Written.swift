extension CalendarDate {
    /// Reads a date as people write it on forms.
    ///
    /// `2010-9-1`, `2010.9.1`, `2010/9/1`, `2010年9月1日`, `2010年9月1号`, `20100901`, `二〇一〇年九月一日`, with full-width
    /// digits, blanks, a time of day after it, or 公历 before it. Two-digit years and day-first or month-first orders are
    /// not guessed at. A deadline may have 前 after it (`2025年12月31日前`), and `2025年12月底前` is the last day of the
    /// month, inclusive.
    public init(written text: String) throws(Problem) {
        var characters = Self.plainCharacters(of: text)
        if Self.isLunar(characters) { throw .lunar }
        for word in ["以前", "之前", "前", "止"]
        where characters.count > word.count && characters.suffix(word.count) == Array(word)[...] {
            characters.removeLast(word.count)
            break
        }
        if let last = characters.last, "底末".contains(last), characters.dropLast().last == "月" {
            let groups = try Self.groups(of: characters.dropLast())
            guard groups.count == 2, groups[0].count == 4, groups[1].count <= 2 else { throw .unreadable }
            let (year, month) = (Self.number(groups[0]), Self.number(groups[1]))
            guard (1...12).contains(month) else { throw .unreadable }
            try self.init(year: year, month: month, day: Self.daysInMonth(month, of: year))
            return
        }
        let groups = try Self.groups(of: characters)
        switch groups.count {
        case 1 where groups[0].count == 8:
            let digits = groups[0]
            try self.init(
                year: Self.number(digits[0..<4]), month: Self.number(digits[4..<6]), day: Self.number(digits[6..<8]))
        case 1 where groups[0].count == 6 || groups[0].count == 4:
            // 201009 or 2010; but 100901 is a date with a two-digit year.
            let year = Self.number(groups[0].prefix(4))
            let month = Self.number(groups[0].dropFirst(4))
            throw (1900...2100).contains(year) && month <= 12 ? .incomplete : .unreadable
        case 2 where groups[0].count == 4 && groups[1].count <= 2:
            throw (1...12).contains(Self.number(groups[1][...])) ? .incomplete : .unreadable
        case 3 where groups[0].count == 4 && groups[1].count <= 2 && groups[2].count <= 2:
            try self.init(
                year: Self.number(groups[0][...]), month: Self.number(groups[1][...]),
                day: Self.number(groups[2][...]))
        default:
            throw .unreadable
        }
    }

    /// Half-width, in lower case, without blanks at the ends and without what only says that the date is Gregorian.
    private static func plainCharacters(of text: String) -> [Character] {
        var plain = TextWidth.halfWidth(text).trimmingBlanks().lowercased()
        for word in ["公历", "阳历", "新历", "公元", "西历"] where plain.contains(word) {
            plain = plain.replacing(word, with: " ")
        }
        for empty in ["( )", "()"] { plain = plain.replacing(empty, with: "") }
        return Array(plain.trimmingBlanks().drop { ":-".contains($0) })
    }

    private static func isLunar(_ characters: [Character]) -> Bool {
        let text = String(characters)
        let words = [
            "农", "阴历", "旧历", "夏历", "古历", "lunar", "正月", "冬月", "腊月", "廿", "卅", "闰", "初", "除夕", "春节", "元宵",
            "端午", "七夕", "中秋", "重阳",
        ]
        return words.contains { text.contains($0) }
    }

    /// The groups of digits of the date, with a time of day cut off.
    private static func groups(of characters: [Character]) throws(Problem) -> [[Int]] {
        var groups: [[Int]] = [[]]
        var index = 0
        var isPastDay = false
        // After 日 only a time or a day of the week can follow.
        while index < characters.count, !isPastDay {
            let character = characters[index]
            if let digit = character.wholeNumberValue, character.isASCII {
                groups[groups.count - 1].append(digit)
            } else if Self.chineseDigits[character] != nil || character == "十" {
                let (digits, next) = chineseNumber(characters, from: index)
                groups[groups.count - 1] += digits
                index = next
                continue
            } else if "-./年月日号、,\\–—~－·".contains(character) {
                if groups.last?.isEmpty == false { groups.append([]) }
                if character == "日" || character == "号" { isPastDay = true }
            } else if character.isWhitespace || character == "t" {
                // "2010-09-01 00:00:00": the rest is a time. "2010 年 9 月": the rest is the date.
                if groups.count == 3, !groups[2].isEmpty { break }
                if groups.count == 1, groups[0].count == 8 { break }
            } else {
                throw .unreadable
            }
            index += 1
        }
        if index < characters.count { try checkClock(characters[index...]) }
        return groups.filter { !$0.isEmpty }
    }

    /// What follows the day may only be a time of day or a day of the week.
    private static func checkClock(_ rest: ArraySlice<Character>) throws(Problem) {
        let allowed = "0123456789: tz.+-上午下午时分秒点星期周一二三四五六日天()apm"
        guard rest.allSatisfy({ allowed.contains($0) || $0.isWhitespace }) else { throw .unreadable }
    }

    private static let chineseDigits: [Character: Int] = [
        "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]

    /// Reads 二〇一〇 digit by digit, and 十一, 二十, 三十一 as numbers.
    private static func chineseNumber(_ characters: [Character], from start: Int) -> ([Int], Int) {
        var end = start
        var digits: [Int] = []
        var tens: Int?
        while end < characters.count {
            if let digit = chineseDigits[characters[end]] {
                digits.append(digit)
            } else if characters[end] == "十" {
                tens = digits.last ?? 1
                digits = []
            } else {
                break
            }
            end += 1
        }
        if let tens { return ([tens, digits.last ?? 0], end) }
        return (digits, end)
    }

    private static func number(_ digits: some Sequence<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }
}

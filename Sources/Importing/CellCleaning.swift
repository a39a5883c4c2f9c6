import Records
import Spreadsheets

/// The lexical cleaning of one cell: how it is written, never what it means.
struct CellCleaning {
    struct Outcome: Equatable {
        var clean: String?
        var raw: String?
        var flag: LexicalFlag?
        /// 同上 or 〃: the value stands in the row above.
        var isDitto = false
    }

    let kind: FieldKind
    /// In a sheet, a date that is text is worth a flag; in a CSV file everything is text.
    let isCSV: Bool
    /// For labels of cohorts (高2025级1班).
    let schoolYear: SchoolYear?

    func clean(_ cell: Cell) -> Outcome {
        switch cell {
        case .empty: return Outcome()
        case .error(let text): return Outcome(clean: nil, raw: text.replacing("\0", with: ""), flag: .cellError)
        case .date(let date): return cleanDate(date)
        case .number(let value, let raw): return cleanNumber(value, raw: raw, text: cell.displayText ?? raw)
        case .boolean, .time:
            let text = cell.displayText
            return Outcome(clean: text, raw: text)
        case .text(let text): return cleanText(text)
        }
    }

    // MARK: Numbers and dates of the sheet

    private func cleanDate(_ date: CellDate) -> Outcome {
        var day = date.description
        if kind == .date || kind == .month { day = String(day.prefix(10)) }
        return Outcome(clean: day, raw: date.description)
    }

    private func cleanNumber(_ value: Double, raw: String, text: String) -> Outcome {
        switch kind {
        case .identifier, .phone:
            // A double keeps 15 digits. The text of the file stays, so that nobody takes it for the number.
            if abs(value) >= 1e15 { return Outcome(clean: raw, raw: raw, flag: .numberDamaged) }
            return Outcome(clean: text, raw: text)
        case .date, .month:
            // 2025.1 as a number is January, or October typed as 2025.10: nobody can tell.
            if value != value.rounded(), text.hasSuffix(".1") {
                return Outcome(clean: text, raw: text, flag: .dateUnreadable)
            }
            return cleanDate(text, serial: Int(exactly: value), wasText: true)
        case .amount:
            let money = try? Money(yuan: value)
            return Outcome(clean: money.map(Self.amount) ?? text, raw: text)
        default:
            var outcome = cleanText(text)
            outcome.raw = text
            return outcome
        }
    }

    private func cleanDate(_ text: String, serial: Int?, wasText: Bool) -> Outcome {
        var outcome = Outcome(clean: text.trimmingBlanks(), raw: text)
        do throws(CalendarDate.Problem) {
            outcome.clean = try CalendarDate(written: text).description
            // In a CSV file only a date that had to be rewritten is worth a word.
            if wasText && !(isCSV && outcome.clean == text) { outcome.flag = .dateWasText }
        } catch {
            // A serial that lost its format: 10959 is 1930-01-01, 73050 is 2099-12-31.
            if let serial, (10_959...73_050).contains(serial), let date = try? CalendarDate(excelSerial: serial) {
                outcome.clean = date.description
                outcome.flag = .dateWasText
            } else if kind == .month, error == .incomplete, let month = Self.month(text) {
                outcome.clean = month
            } else {
                outcome.flag = error == .lunar ? .lunarDate : .dateUnreadable
            }
        }
        return outcome
    }

    /// `2025-09` from `2025年9月`, `2025.9` or `202509`.
    private static func month(_ text: String) -> String? {
        let groups = TextWidth.halfWidth(text).split { !($0.isASCII && $0.isWholeNumber) }
        let digits = groups.joined()
        guard let first = groups.first, first.count == 4 || first.count == 6,
            let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4)), (1...12).contains(month)
        else { return nil }
        return "\(year)-" + (month < 10 ? "0" : "") + "\(month)"
    }

    private static func amount(_ money: Money) -> String {
        money.fen.isMultiple(of: 100) ? String(money.fen / 100) : money.description
    }

    // MARK: Text

    private func cleanText(_ text: String) -> Outcome {
        if let outcome = plainOutcome(text) { return outcome }
        var flags: Set<LexicalFlag> = []
        var value = text
        if value.utf8.contains(0) {
            value = value.replacing("\0", with: "")
            flags.insert(.nulRemoved)
        }
        let raw = value
        let trimmed = Self.withoutTextMark(value)
        if trimmed != value { flags.insert(.blanksRemoved) }
        value = trimmed
        guard !value.isEmpty else { return Outcome(clean: nil, raw: raw.isEmpty ? nil : raw) }

        let plain = TextWidth.halfWidth(value).removingBlanks()
        if Self.isDitto(plain), kind != .identifier { return Outcome(clean: nil, raw: raw, isDitto: true) }
        if isPlaceholder(plain) { return Outcome(clean: nil, raw: raw) }

        var outcome = Outcome(clean: nil, raw: raw)
        if kind == .date || kind == .month {
            outcome = cleanDate(value, serial: plain.count == 5 ? Int(plain) : nil, wasText: true)
            outcome.raw = raw
        } else {
            outcome.clean = cleaned(value, plain: plain, flags: &flags)
        }
        if let flag = outcome.flag { flags.insert(flag) }
        outcome.flag = LexicalFlag.allCases.first { flags.contains($0) }
        return outcome
    }

    /// The answer for text that is nothing but ASCII digits and letters and Chinese characters, as nearly all cells
    /// are; nil for anything that needs a closer look. Sheets have tens of thousands of cells.
    private func plainOutcome(_ text: String) -> Outcome? {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                continue
            // The first bytes of U+4000 to U+9FFF, and the bytes that follow a first one.
            case 0xE4...0xE9, 0x80...0xBF: continue
            default: return nil
            }
        }
        guard text.utf8.count > 3, !Self.dittoWords.contains(text) else { return nil }
        switch kind {
        case .name, .word, .text, .prose, .yesNo, .sequence: return Outcome(clean: text, raw: text)
        case .identifier where text.utf8.last != UInt8(ascii: "x"): return Outcome(clean: text, raw: text)
        case .phone where text.utf8.count == 11 && text.utf8.first == UInt8(ascii: "1"):
            return Outcome(clean: text, raw: text)
        default: return nil
        }
    }

    private func cleaned(_ value: String, plain: String, flags: inout Set<LexicalFlag>) -> String {
        switch kind {
        case .identifier:
            noteWidth(value, &flags)
            if plain.unicodeScalars.count < value.unicodeScalars.count { flags.insert(.blanksRemoved) }
            let upper = plain.hasSuffix("x") && plain.count >= 15 ? plain.dropLast() + "X" : plain
            if Self.isScientific(upper) { flags.insert(.numberDamaged) }
            return upper
        case .phone:
            noteWidth(value, &flags)
            if Self.isScientific(plain) { flags.insert(.numberDamaged) }
            let number = PhoneNumber.cleaned(value)
            return number
        case .name:
            return cleanName(value, &flags)
        case .nameList:
            return list(value).map { cleanName($0, &flags) }.joined(separator: "、")
        case .word, .semester, .sequence, .grade:
            noteWidth(value, &flags)
            if plain.unicodeScalars.count < value.unicodeScalars.count { flags.insert(.blanksRemoved) }
            if kind == .semester, let semester = try? Semester(plain) { return semester.description }
            if kind == .grade, let grade = ClassLabel.grade(plain).flatMap(ClassLabel.gradeName) { return grade }
            return plain
        case .classLabel:
            noteWidth(value, &flags)
            if plain.unicodeScalars.count < value.unicodeScalars.count { flags.insert(.blanksRemoved) }
            return classLabel(plain)
        case .classList:
            noteWidth(value, &flags)
            return classes(value)
        case .count:
            return Self.count(plain) ?? plain
        case .amount:
            noteWidth(value, &flags)
            return (try? Money(yuan: plain)).map(Self.amount) ?? plain
        case .yesNo, .text:
            noteWidth(value, &flags)
            return TextWidth.halfWidth(value).trimmingBlanks()
        case .prose, .date, .month:
            noteWidth(value, &flags)
            return Self.halfWidthDigitsAndLetters(value)
        }
    }

    private func noteWidth(_ value: String, _ flags: inout Set<LexicalFlag>) {
        if value.unicodeScalars.contains(where: Self.isFullWidthDigitOrLetter) { flags.insert(.widthChanged) }
    }

    private static func isFullWidthDigitOrLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
        default: false
        }
    }

    /// Sentences keep their Chinese punctuation.
    private static func halfWidthDigitsAndLetters(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isFullWidthDigitOrLetter) else { return text }
        var result = String.UnicodeScalarView()
        result.append(
            contentsOf: text.unicodeScalars.map { isFullWidthDigitOrLetter($0) ? TextWidth.halfWidth($0) : $0 })
        return String(result)
    }

    /// Without blanks at the ends and without the apostrophe that makes Excel keep text.
    private static func withoutTextMark(_ text: String) -> String {
        var value = text.trimmingBlanks()
        while let first = value.unicodeScalars.first, "'`‘’＇".unicodeScalars.contains(first), value.count > 1 {
            value.unicodeScalars.removeFirst()
            value = value.trimmingBlanks()
        }
        return value
    }

    private static let dittoWords: Set<String> = ["同上", "〃", "″", "〞", "\"", "''", "上同", "同前"]

    private static func isDitto(_ plain: String) -> Bool {
        dittoWords.contains(plain)
    }

    /// 无, - and / alone say that there is nothing. For yes and no, 无 is an answer.
    private func isPlaceholder(_ plain: String) -> Bool {
        if plain == "无" { return kind != .yesNo }
        return plain.unicodeScalars.allSatisfy { "-—–―─/\\".unicodeScalars.contains($0) }
    }

    /// `4.208E+17`: what Excel shows for a long number, and what it then writes into a CSV file.
    private static func isScientific(_ plain: String) -> Bool {
        guard let mark = plain.firstIndex(where: { $0 == "E" || $0 == "e" }) else { return false }
        let mantissa = plain[..<mark]
        let exponent = plain[plain.index(after: mark)...].drop { $0 == "+" }
        // 1E05 may be the number of a locker; Excel writes a sign, and nearly always a point.
        guard plain.contains("+") || mantissa.contains(".") else { return false }
        return !mantissa.isEmpty && !exponent.isEmpty && exponent.count <= 2
            && mantissa.allSatisfy { $0 == "." || ($0.isASCII && $0.isWholeNumber) }
            && exponent.allSatisfy { $0.isASCII && $0.isWholeNumber }
    }

    /// Blanks inside a Chinese name are layout (张  三); between Latin words one stays. Middle dots become ·.
    private func cleanName(_ value: String, _ flags: inout Set<LexicalFlag>) -> String {
        noteWidth(value, &flags)
        let scalars = Array(TextWidth.halfWidth(value).unicodeScalars)
        var result = String.UnicodeScalarView()
        var blanks = 0
        for (index, scalar) in scalars.enumerated() {
            if scalar.isBlank {
                blanks += 1
                continue
            }
            if blanks > 0 {
                // "John Smith", "J. Smith"
                let parts = result.last.map { (Self.isLatin($0) || $0 == ".") && Self.isLatin(scalar) } ?? false
                if parts { result.append(" ") }
                if !parts || blanks > 1 || scalars[index - 1] != " " { flags.insert(.blanksRemoved) }
                blanks = 0
            }
            if Self.middleDots.contains(scalar), index > 0, index < scalars.count - 1,
                !Self.isLatin(scalars[index - 1]) || scalar != "."
            {
                if scalar != "·" { flags.insert(.widthChanged) }
                result.append("·")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// • ‧ ・ ･ ∙ ⋅ and a full stop all stand for the dot in 买买提·艾力.
    private static let middleDots: Set<Unicode.Scalar> = ["·", "•", "‧", "・", "･", "∙", "⋅", "."]

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && scalar.value < 0x300
    }

    private func list(_ value: String) -> [String] {
        let parts = value.split { "、,，;；/／\n\r\t|".contains($0) || $0.isNewline }.map(String.init)
            .flatMap { part -> [String] in
                // "萧平 石小红" are two; "张 三" is one, spread out.
                let words = part.split { $0.isWhitespace }.map(String.init)
                return words.count > 1 && words.allSatisfy { $0.count > 1 } ? words : [part]
            }
        return parts.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
    }

    private func classLabel(_ plain: String) -> String {
        guard let label = try? ClassLabel(plain) else { return plain }
        return (schoolYear.map { label.resolved(in: $0) } ?? label).description
    }

    private func classes(_ value: String) -> String {
        value.split { "、,，;；/／|".contains($0) || $0.isWhitespace || $0.isNewline }
            .map { classLabel(TextWidth.halfWidth(String($0)).removingBlanks()) }
            .filter { !$0.isEmpty }.joined(separator: "、")
    }

    /// `2` from `2次`, `2次/周`, `每周2次`, `每周两次`; nil for anything that says more.
    private static func count(_ plain: String) -> String? {
        var number = ""
        for character in plain {
            if character.isASCII, character.isWholeNumber {
                number.append(character)
            } else if let digit = "零一二三四五六七八九".firstIndex(of: character) {
                let value = "零一二三四五六七八九".distance(from: "零一二三四五六七八九".startIndex, to: digit)
                number.append(String(value))
            } else if character == "两" {
                number.append("2")
            } else if !"每周次个回/()".contains(character) {
                return nil
            }
        }
        return number.isEmpty ? nil : number
    }
}

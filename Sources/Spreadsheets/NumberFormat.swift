/// What a number format makes of a number: a date, a time of day, or a number.
///
/// A sheet keeps dates as plain numbers; only the format of the cell says that 40422 is 2010-09-01.
enum NumberFormat {
    case number, date, timeOfDay

    /// The formats that have a number but no code in the file.
    ///
    /// ECMA-376-1:2016, 18.8.30: 14-17 and 22 are dates, 18-21 and 45-47 times. 27-36 and 50-58 are those of the
    /// East Asian versions, which Excel and WPS in Chinese write: dates, but 32-35, 55 and 56 hold 时 and 分 (32, 33, 34,
    /// 35 in zh-CN); 55 and 56 repeat 34 and 35.
    static func builtIn(_ id: Int) -> NumberFormat {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
        case 18...21, 32...35, 45...47, 55, 56: .timeOfDay
        default: .number
        }
    }

    /// Reads a format code such as `yyyy"年"m"月"d"日";@` or `[$-804]h:mm`.
    static func custom(_ code: String) -> NumberFormat {
        let letters = placeholders(of: code)
        if String(letters).hasPrefix("general") { return .number }
        // `0.00`, `#,##0` and `# ?/?` show numbers; a date shows digits only for parts of a second (`ss.00`).
        let showsDigits = letters.contains { "0#?".contains($0) } && !letters.contains("s")
        guard !showsDigits else { return .number }
        // `m` is a month or a minute; with an hour or a second and no day or year it is a minute.
        if letters.contains(where: { "yde".contains($0) }) { return .date }
        if letters.contains(where: { "hs".contains($0) }) { return .timeOfDay }
        return letters.contains("m") ? .date : .number
    }

    /// The letters of the first section that stand for something: without quoted text, escapes, colours and locales.
    private static func placeholders(of code: String) -> [Character] {
        var letters: [Character] = []
        var characters = Array(code.lowercased())[...]
        while let character = characters.popFirst() {
            switch character {
            case "\"":
                while let quoted = characters.popFirst(), quoted != "\"" {}
            case "\\", "_", "*":
                _ = characters.popFirst()
            case "[":
                var inside: [Character] = []
                while let next = characters.popFirst(), next != "]" { inside.append(next) }
                // [h], [mm] and [s] count time that has passed; [Red], [$-804], [DBNum1] and [>=1] are not shown.
                if !inside.isEmpty, inside.allSatisfy({ $0 == inside[0] && "hms".contains($0) }) { letters += inside }
            case ";":
                return letters
            case "e" where characters.first == "+" || characters.first == "-":
                // 0.00E+00
                letters.append("0")
            default:
                letters.append(character)
            }
        }
        return letters
    }
}

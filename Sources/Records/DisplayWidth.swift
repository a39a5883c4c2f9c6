/// How many columns a text takes in a terminal, for tables that line up.
public enum DisplayWidth {
    /// Columns of a text: Chinese characters and emoji take two, combining marks and controls none.
    ///
    /// By the East Asian Width of Unicode (UAX #11): Wide and Fullwidth take two; Ambiguous ones (“ ” … ·) one, as
    /// terminals draw them outside of legacy Chinese locales.
    public static func of(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The text with blanks after it (before it, with `atStart`) up to a width; unchanged if it is wider.
    public static func padded(_ text: String, to width: Int, atStart: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - of(text)))
        return atStart ? blanks + text : text + blanks
    }

    /// The text cut to a width, with `…` where something was cut.
    public static func truncated(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var result = ""
        var used = 1
        for character in text {
            let next = of(character)
            guard used + next <= width else { break }
            used += next
            result.append(character)
        }
        return result + "…"
    }

    private static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return of(first) }
        // Emoji made of several parts (families, flags, keycaps) are drawn as one of two columns.
        let isFlag = (0x1F1E6...0x1F1FF).contains(first.value)
        if isFlag || scalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        return scalars.map(of).max() ?? 0
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { return 0 }
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        // The vowels and finals of Hangul are drawn into the block of the consonant before them.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    /// EastAsianWidth.txt of Unicode 15.1: W and F. Unassigned code points in CJK blocks and planes 2 and 3 are W, too.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x18D00...0x18D08, 0x1AFF0...0x1B2FB,
            0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD:
            true
        default: false
        }
    }
}

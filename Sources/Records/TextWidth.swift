/// The two widths that digits, letters and signs have in East Asian text.
public enum TextWidth {
    /// Turns full-width digits, letters and signs (U+FF01 to U+FF5E) and the ideographic blank into their ASCII forms.
    ///
    /// The same as NFKC for these characters, and nothing else: NFKC would also turn Ⅰ into I and ㎝ into cm.
    public static func halfWidth(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { halfWidth($0) != $0 }) else { return text }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.unicodeScalars.map(halfWidth))
        return String(result)
    }

    /// The half-width form of one character; itself where it has none.
    public static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        // The full-width forms stand in the order of ASCII, 0xFEE0 higher.
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }
}

extension Unicode.Scalar {
    /// A blank of any kind: spaces, tabs, line ends, no-break and ideographic spaces, and those without a width.
    public var isBlank: Bool {
        switch value {
        // What nearly all text is made of, answered without a look into the tables.
        case 0x21...0x7E, 0x4E00...0x9FFF: false
        // Zero width space, non-joiner, joiner, word joiner, byte order mark, direction marks: pasted from web pages.
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0xFEFF, 0x00AD, 0x180E: true
        // Hangul filler and braille blank look like blanks.
        case 0x3164, 0x2800: true
        default: properties.isWhitespace
        }
    }
}

extension StringProtocol {
    /// Without the blanks of any kind at its ends.
    public func trimmingBlanks() -> String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// Without any blank at all.
    public func removingBlanks() -> String {
        guard unicodeScalars.contains(where: \.isBlank) else { return String(self) }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: unicodeScalars.filter { !$0.isBlank })
        return String(result)
    }
}

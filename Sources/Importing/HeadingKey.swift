import Records

/// A heading without what does not matter: width, blanks, line breaks, stars, colons, numbering, case.
struct HeadingKey: Hashable, Sendable {
    let text: String

    init(_ heading: some StringProtocol) {
        var plain = TextWidth.halfWidth(String(heading)).removingBlanks().lowercased()
        // "1.姓名", "3、班级"
        let digits = plain.prefix { $0.isASCII && $0.isWholeNumber }
        if !digits.isEmpty, let next = plain.dropFirst(digits.count).first, ".、".contains(next) {
            plain.removeFirst(digits.count + 1)
        }
        text = String(
            plain.map { "〔【[〈".contains($0) ? "(" : "〕】]〉".contains($0) ? ")" : $0 }
                .filter { !"*:;_-.,、,。'\"“”·/\\#|?".contains($0) })
    }

    var isEmpty: Bool { text.isEmpty }

    /// The key without brackets and what they hold; nil when there are none.
    var withoutBrackets: HeadingKey? {
        guard text.contains("(") else { return nil }
        var kept = ""
        var depth = 0
        for character in text {
            if character == "(" {
                depth += 1
            } else if character == ")" {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                kept.append(character)
            }
        }
        return kept.isEmpty ? nil : HeadingKey(kept)
    }
}

/// A line `-- key: value`.
struct Header {
    var key: String
    var value: String
    /// Code points from the line's beginning.
    var valueOffset: Int

    init?(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon].drop { $0 == "-" }.trimmed
        // A key is one word, or `type` and a name; anything else is prose that holds a colon.
        let words = key.split(separator: " ")
        guard let first = words.first, words.count == 1 || words.count == 2 && first == "type",
            key.unicodeScalars.allSatisfy({
                ("a"..."z").contains($0) || ("0"..."9").contains($0) || "_- ?".unicodeScalars.contains($0)
            })
        else { return nil }
        self.key = key
        let rest = line[line.index(after: colon)...]
        value = rest.trimmed
        valueOffset = line.unicodeScalars.count - rest.drop(while: \.isWhitespace).unicodeScalars.count
    }

    static let known = """
        null: (parameters), notnull: (columns, :parameters), optional: (columns), elements?: (arrays), \
        type name: SwiftType, row: SwiftName
        """

    /// The text of a comment line: the dashes and one blank are cut.
    static func body(of line: String) -> String {
        let text = line.dropFirst(2)
        var body = String(text.first == " " ? text.dropFirst() : text)
        while body.last?.isWhitespace == true { body.removeLast() }
        return body
    }

    /// A key that somebody may have meant as one of ours must not become a doc comment in silence.
    static func looksMisspelt(_ key: String) -> Bool {
        [
            "nul", "nulls", "nullable", "optionals", "not-null", "not_null", "nonnull", "non-null", "notnul",
            "notnulls", "names", "type", "types", "rows", "param", "params", "parameters", "element", "elements",
            "element?",
        ].contains(key)
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

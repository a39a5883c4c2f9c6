/// Swift names for SQL names.
enum SwiftName {
    /// `student_id` -> `studentID`
    static func property(_ sqlName: String) -> String {
        let words = words(of: sqlName)
        let name = (words.first.map { [$0] } ?? []) + words.dropFirst().map(capitalised)
        return beginningWithLetter(name.joined())
    }

    /// `issue_list` -> `IssueList`
    static func type(_ sqlName: String) -> String {
        beginningWithLetter(words(of: sqlName).map(capitalised).joined())
    }

    /// In backticks where Swift keeps the word for itself.
    static func escaped(_ name: String) -> String { reserved.contains(name) ? "`\(name)`" : name }

    /// As the label of an argument, where backticks about any other keyword are a warning.
    static func label(_ name: String) -> String { ["inout", "let", "var"].contains(name) ? "`\(name)`" : name }

    /// Any text as an SQL name: what cannot stand in an identifier becomes `_`.
    static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isXIDContinue ? $0 : "_" }))
    }

    /// Small letters, digits and `_`, beginning with a letter.
    static func isPlain(_ name: some StringProtocol) -> Bool {
        guard let first = name.unicodeScalars.first, ("a"..."z").contains(first) else { return false }
        return name.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
    }

    /// `IssueSummary`
    static func isTypeName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, ("A"..."Z").contains(first) else { return false }
        return !reserved.contains(name)
            && name.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            }
    }

    /// Whether a result column can carry the name into Swift as it is.
    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
            name.contains(where: { $0 != "_" })
        else { return false }
        // `self` would be the instance itself even in backticks, and `Type` the metatype.
        return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
            && !["self", "init", "Type", "Protocol"].contains(property(name))
    }

    private static func words(of name: String) -> [String] { name.split(separator: "_").map(String.init) }

    private static func capitalised(_ word: String) -> String {
        switch word {
        case "id": "ID"
        case "ids": "IDs"
        default: word.prefix(1).uppercased() + word.dropFirst()
        }
    }

    private static func beginningWithLetter(_ name: String) -> String {
        name.first?.isNumber == true ? "_" + name : name
    }

    /// Declaration, statement and expression keywords.
    /// <https://docs.swift.org/swift-book/documentation/the-swift-programming-language/lexicalstructure/>
    private static let reserved: Set<String> = [
        "associatedtype", "borrowing", "class", "consuming", "deinit", "enum", "extension", "fileprivate", "func",
        "import",
        "init", "inout", "internal", "let", "nonisolated", "open", "operator", "precedencegroup", "private", "protocol",
        "public",
        "rethrows", "static", "struct", "subscript", "typealias", "var", "break", "case", "catch", "continue",
        "default",
        "defer", "do", "else", "fallthrough", "for", "guard", "if", "in", "repeat", "return", "switch", "throw",
        "where",
        "while", "Any", "as", "await", "false", "is", "nil", "self", "Self", "super", "throws", "true", "try",
        "Type", "Protocol",
    ]
}

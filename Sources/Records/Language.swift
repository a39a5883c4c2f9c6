/// The two languages that every message of the program comes in.
public enum Language: String, Hashable, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// Reads a language tag or the name of a locale: `zh`, `zh-CN`, `zh_CN.UTF-8`, `en_US`, `中文`, `English`.
    ///
    /// nil for an empty one and for `C` and `POSIX`, which choose no language. Every other language gets English.
    public init?(_ tag: some StringProtocol) {
        let name = tag.lowercased().prefix { !"_-.@".contains($0) }
        switch name {
        case "", "c", "posix": return nil
        case "zh", "chinese", "中文", "汉语": self = .chinese
        default: self = .english
        }
    }

    /// The language that a user's environment asks for, by POSIX's order: `LC_ALL`, `LC_MESSAGES`, `LANG`.
    ///
    /// Chinese where none of them says anything: the program is made for schools in China.
    public init(environment: [String: String]) {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            // POSIX: a variable set to nothing counts as not set, and the first that is set decides.
            guard let value = environment[name], !value.isEmpty else { continue }
            self = Language(value) ?? .chinese
            return
        }
        self = .chinese
    }

    /// The one of two texts that is in this language.
    public func choose(_ chinese: String, _ english: String) -> String {
        self == .chinese ? chinese : english
    }
}

/// Something that can be said to a user in either language.
public protocol Explained {
    /// What is wrong and, where it helps, what to do. Holds no personal data.
    func message(_ language: Language) -> String
}

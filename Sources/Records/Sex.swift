/// The sex of a person in the register. The codes are those of GB/T 2261.1-2003.
public enum Sex: Int, Hashable, Sendable, CaseIterable {
    case male = 1
    case female = 2

    /// Reads `男`, `女`, `男性`, `female`, `F` …; nil for anything else.
    public init?(written text: String) {
        switch TextWidth.halfWidth(text).removingBlanks().lowercased() {
        case "男", "男性", "男生", "m", "male", "1": self = .male
        case "女", "女性", "女生", "f", "female", "2": self = .female
        default: return nil
        }
    }

    public var chinese: String { self == .male ? "男" : "女" }
}

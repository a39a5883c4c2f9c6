/// An amount in renminbi, exact to the fen (分, a hundredth of a yuan).
public struct Money: Hashable, Sendable, Comparable {
    public let fen: Int

    public enum Problem: Error, Hashable, Sendable {
        case notNumber
        /// More than two decimals, which are not all zero.
        case finerThanFen
        /// Past 90 billion yuan, where sums could leave the whole numbers.
        case tooLarge
    }

    /// The largest amount, in fen.
    private static let limit = 9_000_000_000_000

    public init(fen: Int) { self.fen = fen }

    /// Reads an amount in yuan as people write it: `1250`, `1,250.50`, `￥1250`, `1250元`, `1250元整`, `1.5万元`.
    public init(yuan text: String) throws(Problem) {
        var plain = TextWidth.halfWidth(text).removingBlanks()
        for sign in ["¥", "￥", "RMB", "CNY", "人民币"] where plain.hasPrefix(sign) {
            plain.removeFirst(sign.count)
        }
        for unit in ["整", "正", "元", "圆"] where plain.hasSuffix(unit) { plain.removeLast() }
        var factorDigits = 2
        if plain.hasSuffix("万") {
            plain.removeLast()
            factorDigits = 6
        }
        let isNegative = plain.hasPrefix("-")
        if isNegative || plain.hasPrefix("+") { plain.removeFirst() }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else { throw .notNumber }
        let wholeDigits = try Self.ungrouped(whole)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard !wholeDigits.isEmpty || !decimals.isEmpty else { throw .notNumber }
        guard (wholeDigits + decimals).utf8.allSatisfy({ (48...57).contains($0) }) else { throw .notNumber }
        let kept = decimals.prefix(factorDigits)
        guard decimals.dropFirst(factorDigits).allSatisfy({ $0 == "0" }) else { throw .finerThanFen }
        let padded = wholeDigits + kept + String(repeating: "0", count: factorDigits - kept.count)
        guard padded.count <= 18, let value = Int(padded), value <= Self.limit else { throw .tooLarge }
        fen = isNegative ? -value : value
    }

    /// Takes an amount in yuan from a number of a sheet; 0.1 + 0.2 counts as 0.30.
    public init(yuan value: Double) throws(Problem) {
        guard value.isFinite else { throw .notNumber }
        guard abs(value) <= Double(Self.limit) / 100 else { throw .tooLarge }
        let rounded = (value * 100).rounded()
        // A double keeps 15 digits; what is further off is no slip of the binary form.
        guard abs(value * 100 - rounded) < 1e-4 else { throw .finerThanFen }
        fen = Int(rounded)
    }

    /// Takes out the commas of `1,250,000`, which must stand between groups of three.
    private static func ungrouped(_ whole: Substring) throws(Problem) -> String {
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return String(whole) }
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
            throw .notNumber
        }
        return groups.joined()
    }

    public static func < (first: Money, second: Money) -> Bool { first.fen < second.fen }
    public static func + (first: Money, second: Money) -> Money { Money(fen: first.fen + second.fen) }
    public static func - (first: Money, second: Money) -> Money { Money(fen: first.fen - second.fen) }
    public static let zero = Money(fen: 0)
}

extension Money: CustomStringConvertible {
    /// Yuan with two decimals, as PostgreSQL's numeric takes it: `1250.50`.
    public var description: String {
        let (yuan, rest) = abs(fen).quotientAndRemainder(dividingBy: 100)
        return (fen < 0 ? "-" : "") + "\(yuan)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

extension Money.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .notNumber: language.choose("金额不是数字", "The amount is not a number")
        case .finerThanFen: language.choose("金额最多到分（两位小数）", "An amount has at most two decimals")
        case .tooLarge: language.choose("金额过大", "The amount is too large")
        }
    }
}

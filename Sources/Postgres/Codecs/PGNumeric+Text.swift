extension PGNumeric {
    /// Decimal digits that may follow the point.
    static let greatestScale = 16_383
    /// Decimal digits that may stand before the point.
    static let greatestWholeCount = 131_072

    /// Reads a decimal number, also with an exponent (`-12.50`, `1e-20`), `NaN`, `Infinity` or `-Infinity`.
    ///
    /// The scale is kept: `1.50` has two digits after the point. Nil if it is no number, or lies outside the server's
    /// range of 131,072 digits before the point and 16,383 after it.
    public init?(_ text: String) {
        switch text {
        case "NaN": self = .notANumber
        case "Infinity": self = .infinity
        case "-Infinity": self = .negativeInfinity
        default:
            guard let number = Self.finite(text.utf8[...]) else { return nil }
            self = number
        }
    }

    private static func finite(_ text: Substring.UTF8View) -> PGNumeric? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let number = Int(Substring(rest[mark...].dropFirst())), abs(number) <= 2 * greatestWholeCount else {
                return nil
            }
            exponent = number
            rest = rest[..<mark]
        }
        let point = rest.firstIndex(of: UInt8(ascii: "."))
        let whole = Array(rest[..<(point ?? rest.endIndex)])
        let fraction = point.map { Array(rest[$0...].dropFirst()) } ?? []
        var all = whole + fraction
        guard !all.isEmpty, all.allSatisfy({ (48...57).contains($0) }) else { return nil }
        // An exponent moves the point. Whole numbers of any exponent have no digits after it.
        var wholeCount = whole.count + exponent
        let scale = max(0, fraction.count - exponent)
        let zeros = all.prefix { $0 == 48 }.count
        guard zeros < all.count else {
            return scale > greatestScale ? nil : PGNumeric(kind: .positive, digits: [], weight: 0, scale: UInt16(scale))
        }
        all.removeFirst(zeros)
        wholeCount -= zeros
        guard wholeCount <= greatestWholeCount, scale <= greatestScale else { return nil }
        // Groups of four digits on either side of the point, with zeros where a group is not full.
        let weight = wholeCount > 0 ? (wholeCount - 1) / 4 : (wholeCount - 4) / 4
        all.insert(contentsOf: repeatElement(48, count: (weight + 1) * 4 - wholeCount), at: 0)
        all.append(contentsOf: repeatElement(48, count: (4 - all.count % 4) % 4))
        let digits = stride(from: 0, to: all.count, by: 4).map { start in
            all[start..<start + 4].reduce(UInt16(0)) { $0 * 10 + UInt16($1 - 48) }
        }
        return PGNumeric(
            kind: isNegative ? .negative : .positive, digits: digits, weight: Int16(weight), scale: UInt16(scale))
    }
}

extension PGNumeric: CustomStringConvertible {
    /// As the server writes it.
    public var description: String {
        switch kind {
        case .notANumber: return "NaN"
        case .infinity: return "Infinity"
        case .negativeInfinity: return "-Infinity"
        case .positive, .negative: break
        }
        var text: [UInt8] = []
        text.reserveCapacity(max(0, Int(weight)) * 4 + Int(scale) + 8)
        if kind == .negative { text.append(UInt8(ascii: "-")) }
        if weight < 0 || digits.isEmpty {
            text.append(UInt8(ascii: "0"))
        } else {
            text.appendDecimal(digit(Int(weight)))
            for power in stride(from: Int(weight) - 1, through: 0, by: -1) { text.appendGroup(digit(power)) }
        }
        if scale > 0 {
            text.append(UInt8(ascii: "."))
            let end = text.count + Int(scale)
            for group in 1...((Int(scale) + 3) / 4) { text.appendGroup(digit(-group)) }
            text.removeLast(text.count - end)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The four decimal digits of a digit to base 10,000.
    fileprivate mutating func appendGroup(_ digit: Int) {
        for power in [1000, 100, 10, 1] { append(UInt8(48 + digit / power % 10)) }
    }
}

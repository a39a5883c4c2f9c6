public import Foundation

/// PostgreSQL's `numeric`: exact, with its scale, NaN and both infinities.
public struct PGNumeric: Hashable, Sendable {
    enum Kind: UInt16, Sendable {
        case positive = 0x0000
        case negative = 0x4000
        case notANumber = 0xC000
        case infinity = 0xD000
        case negativeInfinity = 0xF000
    }

    var kind: Kind
    /// Digits to base 10,000, the first of which counts 10,000^weight; no zero digit at either end.
    var digits: [UInt16]
    var weight: Int16
    /// Decimal digits after the point.
    var scale: UInt16

    public static let notANumber = PGNumeric(kind: .notANumber, digits: [], weight: 0, scale: 0)
    public static let infinity = PGNumeric(kind: .infinity, digits: [], weight: 0, scale: 0)
    public static let negativeInfinity = PGNumeric(kind: .negativeInfinity, digits: [], weight: 0, scale: 0)

    init(kind: Kind, digits: [UInt16], weight: Int16, scale: UInt16) {
        self.kind = kind
        self.digits = digits
        self.weight = weight
        self.scale = scale
        while self.digits.first == 0 {
            self.digits.removeFirst()
            self.weight = self.weight == .min ? .min : self.weight - 1
        }
        while self.digits.last == 0 { self.digits.removeLast() }
        if self.digits.isEmpty {
            self.weight = 0
            if kind == .negative { self.kind = .positive }
        }
    }

    /// Reads a plain decimal number, `NaN`, `Infinity` or `-Infinity`; the scale is kept.
    public init?(_ text: String) {
        switch text {
        case "NaN": self = .notANumber
        case "Infinity": self = .infinity
        case "-Infinity": self = .negativeInfinity
        default:
            var rest = text.utf8[...]
            let isNegative = rest.first == UInt8(ascii: "-")
            if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
            var whole = Array(parts[0])
            var fraction = parts.count == 2 ? Array(parts[1]) : []
            let scale = fraction.count
            guard whole.count + scale > 0, (whole + fraction).allSatisfy({ (48...57).contains($0) }),
                whole.count <= 131_072, scale <= 16_383
            else { return nil }
            whole = [UInt8](repeating: 48, count: (4 - whole.count % 4) % 4) + whole
            fraction += [UInt8](repeating: 48, count: (4 - scale % 4) % 4)
            let all = whole + fraction
            let digits = stride(from: 0, to: all.count, by: 4).map { start in
                all[start..<start + 4].reduce(UInt16(0)) { $0 * 10 + UInt16($1 - 48) }
            }
            self.init(
                kind: isNegative ? .negative : .positive, digits: digits, weight: Int16(whole.count / 4 - 1),
                scale: UInt16(scale))
        }
    }

    public init(_ integer: Int) {
        var digits: [UInt16] = []
        var rest = integer.magnitude
        while rest > 0 {
            digits.insert(UInt16(rest % 10_000), at: 0)
            rest /= 10_000
        }
        self.init(
            kind: integer < 0 ? .negative : .positive, digits: digits, weight: Int16(max(0, digits.count - 1)), scale: 0
        )
    }

    public init(_ decimal: Decimal) {
        self = decimal.isNaN ? .notANumber : PGNumeric(decimal.description) ?? .notANumber
    }

    /// Nil for NaN, the infinities, and numbers of more than 38 digits, which `Decimal` would round.
    public var decimal: Decimal? {
        guard kind == .positive || kind == .negative else { return nil }
        let text = description
        let significant = text.utf8.filter { (48...57).contains($0) }.drop { $0 == 48 }.count
        guard significant <= 38 else { return nil }
        return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    }

    /// Nil if the number is not whole or does not fit.
    public var int: Int? {
        guard kind == .positive || kind == .negative, digits.count <= Int(weight) + 1 || digits.isEmpty else {
            return nil
        }
        return Int(description.split(separator: ".").first ?? "")
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
        func digit(_ power: Int) -> Int {
            let index = Int(weight) - power
            return digits.indices.contains(index) ? Int(digits[index]) : 0
        }
        var text = kind == .negative ? "-" : ""
        if weight < 0 || digits.isEmpty {
            text += "0"
        } else {
            text += String(digit(Int(weight)))
            for power in stride(from: Int(weight) - 1, through: 0, by: -1) {
                text += GregorianCalendar.padded(digit(power), 4)
            }
        }
        if scale > 0 {
            var fraction = ""
            for group in 1...((Int(scale) + 3) / 4) { fraction += GregorianCalendar.padded(digit(-group), 4) }
            text += "." + fraction.prefix(Int(scale))
        }
        return text
    }
}

extension PGNumeric: PostgresCodable {
    public static var postgresType: OID { .numeric }
    public static var postgresArrayType: OID { .numericArray }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .numeric }

    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(UInt16(digits.count))
        bytes.appendBigEndian(weight)
        bytes.appendBigEndian(kind.rawValue)
        bytes.appendBigEndian(scale)
        for digit in digits { bytes.appendBigEndian(digit) }
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGNumeric {
        var reader = ByteReader(bytes)
        let count = try reader.integer(UInt16.self)
        let weight = try reader.integer(Int16.self)
        let sign = try reader.integer(UInt16.self)
        let scale = try reader.integer(UInt16.self)
        guard let kind = Kind(rawValue: sign) else { throw .malformed("a numeric's sign") }
        guard scale <= 0x3FFF else { throw .malformed("a numeric's scale") }
        var digits: [UInt16] = []
        digits.reserveCapacity(min(Int(count), reader.remaining / 2))
        for _ in 0..<count {
            let digit = try reader.integer(UInt16.self)
            guard digit < 10_000 else { throw .malformed("a numeric's digit") }
            digits.append(digit)
        }
        try reader.finish()
        switch kind {
        case .notANumber: return .notANumber
        case .infinity: return .infinity
        case .negativeInfinity: return .negativeInfinity
        case .positive, .negative: return PGNumeric(kind: kind, digits: digits, weight: weight, scale: scale)
        }
    }
}

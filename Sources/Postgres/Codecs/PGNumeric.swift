public import Foundation

/// PostgreSQL's `numeric`: exact, with its scale, NaN and both infinities.
///
/// `==` tells 1.0 from 1.00, which are equal to the server, and NaN equals itself, as it does there.
/// https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
public struct PGNumeric: Hashable, Sendable {
    // numeric_send in src/backend/utils/adt/numeric.c of PostgreSQL 15.
    enum Kind: UInt16, Sendable {
        case positive = 0x0000
        case negative = 0x4000
        case notANumber = 0xC000
        case infinity = 0xD000
        case negativeInfinity = 0xF000
    }

    private(set) var kind: Kind
    /// Digits to base 10,000, the first of which counts 10,000^weight; no zero digit at either end.
    private(set) var digits: [UInt16]
    private(set) var weight: Int16
    /// Decimal digits after the point.
    private(set) var scale: UInt16

    /// `NaN`, which the server sorts after all numbers.
    public static let notANumber = PGNumeric(kind: .notANumber, digits: [], weight: 0, scale: 0)
    /// Greater than every number. Since PostgreSQL 14.
    public static let infinity = PGNumeric(kind: .infinity, digits: [], weight: 0, scale: 0)
    /// Less than every number. Since PostgreSQL 14.
    public static let negativeInfinity = PGNumeric(kind: .negativeInfinity, digits: [], weight: 0, scale: 0)

    /// - Parameter digits: zeros at either end are taken away, and the weight is set right.
    init(kind: Kind, digits: [UInt16], weight: Int16, scale: UInt16) {
        self.kind = kind
        self.scale = scale
        if let first = digits.first, let last = digits.last, first != 0, last != 0 {
            self.digits = digits
            self.weight = weight
            return
        }
        guard let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) else {
            self.digits = []
            self.weight = 0
            if kind == .negative { self.kind = .positive }
            return
        }
        self.digits = Array(digits[first...last])
        self.weight = Int16(clamping: Int(weight) - first)
    }

    /// Exact, with scale 0.
    public init(_ integer: Int) {
        var digits: [UInt16] = []
        var rest = integer.magnitude
        while rest > 0 {
            digits.append(UInt16(rest % 10_000))
            rest /= 10_000
        }
        self.init(
            kind: integer < 0 ? .negative : .positive, digits: digits.reversed(),
            weight: Int16(max(0, digits.count - 1)), scale: 0)
    }

    /// Exact; NaN stays NaN.
    public init(_ decimal: Decimal) {
        self = decimal.isNaN ? .notANumber : PGNumeric(decimal.description) ?? .notANumber
    }

    /// False for NaN and the infinities.
    public var isFinite: Bool { kind == .positive || kind == .negative }

    /// Nil for NaN, the infinities, and numbers that `Decimal` would round: of more than 38 digits, or very small.
    public var decimal: Decimal? {
        // No Decimal has a digit before 10^165 or after 10^-128.
        guard isFinite, weight <= 41, weight >= -32, digits.count <= 11,
            let decimal = Decimal(string: description, locale: Locale(identifier: "en_US_POSIX"))
        else { return nil }
        let back = PGNumeric(decimal)
        return (back.kind, back.weight) == (kind, weight) && back.digits == digits ? decimal : nil
    }

    /// Nil if the number is not whole or does not fit.
    public var int: Int? {
        guard isFinite, weight <= 4, digits.count <= Int(weight) + 1 || digits.isEmpty else { return nil }
        var value = 0
        for power in stride(from: Int(weight), through: 0, by: -1) {
            let (product, overflows) = value.multipliedReportingOverflow(by: 10_000)
            // Built up below zero, where there is room for one more number.
            let (difference, overflowsToo) = product.subtractingReportingOverflow(digit(power))
            if overflows || overflowsToo { return nil }
            value = difference
        }
        if kind == .negative { return value }
        return value == .min ? nil : -value
    }

    /// The digit that counts 10,000^power.
    func digit(_ power: Int) -> Int {
        let index = Int(weight) - power
        return digits.indices.contains(index) ? Int(digits[index]) : 0
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
        let count = Int(try reader.integer(UInt16.self))
        let weight = try reader.integer(Int16.self)
        let sign = try reader.integer(UInt16.self)
        let scale = try reader.integer(UInt16.self)
        guard let kind = Kind(rawValue: sign) else { throw .malformed("a numeric's sign") }
        guard scale <= greatestScale else { throw .malformed("a numeric's scale") }
        guard reader.remaining == count * 2 else { throw .malformed("a numeric's length") }
        var digits: [UInt16] = []
        digits.reserveCapacity(count)
        for _ in 0..<count {
            let digit = try reader.integer(UInt16.self)
            guard digit < 10_000 else { throw .malformed("a numeric's digit") }
            digits.append(digit)
        }
        switch kind {
        case .notANumber: return .notANumber
        case .infinity: return .infinity
        case .negativeInfinity: return .negativeInfinity
        case .positive, .negative: return PGNumeric(kind: kind, digits: digits, weight: weight, scale: scale)
        }
    }
}

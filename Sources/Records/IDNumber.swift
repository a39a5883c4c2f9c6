/// A resident identity number (公民身份号码): 17 digits and a check character.
///
/// Form: GB 11643-1999. Check character: ISO 7064 MOD 11-2. One number in eleven passes the check by chance, so compare
/// the birth date and the sex, too.
public struct IDNumber: Hashable, Sendable {
    /// 18 characters, the last one `0`-`9` or a capital `X`.
    public let rawValue: String
    /// Digits 7 to 14.
    public let birthDate: CalendarDate

    public enum Problem: Error, Hashable, Sendable {
        case wrongLength(Int)
        case notDigits
        /// Digits 7 to 14 name no day.
        case noSuchBirthDate
        case wrongCheckCharacter
    }

    /// Takes the number exactly as the standard writes it: half-width, no blanks, a capital X.
    public init(_ text: String) throws(Problem) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { throw .wrongLength(text.count) }
        guard bytes.dropLast().allSatisfy({ (48...57).contains($0) }) else { throw .notDigits }
        guard (48...57).contains(bytes[17]) || bytes[17] == UInt8(ascii: "X") else { throw .notDigits }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
        guard
            let birthDate = try? CalendarDate(year: number(6..<10), month: number(10..<12), day: number(12..<14))
        else { throw .noSuchBirthDate }
        guard Self.checkCharacter(for: bytes.dropLast()) == bytes[17] else { throw .wrongCheckCharacter }
        rawValue = text
        self.birthDate = birthDate
    }

    /// Completes 17 digits to a number; for samples and tests.
    public init(first17 digits: String) throws(Problem) {
        let bytes = Array(digits.utf8)
        guard bytes.count == 17 else { throw .wrongLength(digits.count) }
        guard bytes.allSatisfy({ (48...57).contains($0) }) else { throw .notDigits }
        try self.init(digits + String(UnicodeScalar(Self.checkCharacter(for: bytes))))
    }

    /// Digit 17: odd for men, even for women.
    public var sex: Sex {
        let order = rawValue.utf8.dropLast().last ?? 48
        return order.isMultiple(of: 2) ? .female : .male
    }

    /// The first six digits: the county of the first registration (GB/T 2260), which may be abolished by now. Not the
    /// present address.
    public var regionCode: String { String(rawValue.prefix(6)) }

    private static func checkCharacter(for digits: some Sequence<UInt8>) -> UInt8 {
        // MOD 11-2: fold from the left, doubling each time; no table of weights to mistype.
        let value = (12 - digits.reduce(0) { ($0 + Int($1 - 48)) * 2 % 11 }) % 11
        return value == 10 ? UInt8(ascii: "X") : 48 + UInt8(value)
    }
}

extension IDNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Masked, so that interpolating one into a log line leaks nothing: `110105********002X`.
    public var description: String { IdentityMasking.number(rawValue) }
    public var debugDescription: String { description }
    /// Masked, too: `dump` and the messages of failed tests go round `description`.
    public var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}

extension IDNumber.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .wrongLength(let length):
            language.choose("身份证号应为 18 位，实为 \(length) 位", "An ID number has 18 characters, not \(length)")
        case .notDigits:
            language.choose(
                "身份证号只能是数字，末位可以是 X", "An ID number is made of digits, with a digit or X at the end")
        case .noSuchBirthDate:
            language.choose("身份证号中的出生日期不存在", "The birth date in the ID number does not exist")
        case .wrongCheckCharacter:
            language.choose("身份证号校验码不对，请核对", "The check character of the ID number is wrong; check the number")
        }
    }
}

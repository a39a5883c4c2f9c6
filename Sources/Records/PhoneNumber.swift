/// A telephone number that can be called from China.
public struct PhoneNumber: Hashable, Sendable {
    /// Digits only; a landline with its area code and, after `-`, its extension: `07242345678-801`.
    public let rawValue: String

    public enum Problem: Error, Hashable, Sendable {
        case empty
        /// More than one number in one cell: `13800000000/13900000000`.
        case several
        case notDigits
        case wrongLength(Int)
    }

    /// Reads a number as people write it, with blanks, hyphens, brackets or +86.
    public init(_ text: String) throws(Problem) {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        guard !plain.isEmpty else { throw .empty }
        let numbers = plain.split { "/、,;，；".contains($0) }
        guard numbers.count <= 1 else { throw .several }
        let cleaned = Self.cleaned(plain)
        guard cleaned.allSatisfy({ $0.isASCII && $0.isWholeNumber || $0 == "-" }) else { throw .notDigits }
        guard Self.isMobile(cleaned) || Self.isLandline(cleaned) else {
            throw .wrongLength(cleaned.count { $0 != "-" })
        }
        rawValue = cleaned
    }

    public var isMobile: Bool { Self.isMobile(rawValue) }

    /// Takes out what is not part of the number; leaves alone what does not look like one number.
    ///
    /// `+86 138-1234-5678` becomes `13812345678`, `(0724) 2345678` becomes `07242345678`.
    public static func cleaned(_ text: String) -> String {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        var digits = plain.filter { !"-–—()".contains($0) }
        if digits.hasPrefix("+86") { digits.removeFirst(3) }
        if digits.hasPrefix("0086") { digits.removeFirst(4) }
        if digits.count == 13, digits.hasPrefix("86"), isMobile(String(digits.dropFirst(2))) { digits.removeFirst(2) }
        if isMobile(digits) { return digits }
        // The last hyphen may part an extension, which must not run into the number.
        let parts = plain.split(separator: "-")
        if parts.count == 3, let last = parts.last, (1...5).contains(last.count), parts[1].count >= 7 {
            let main = parts[0] + parts[1]
            if isLandline(String(main)) { return main + "-" + last }
        }
        return isLandline(digits) ? digits : plain
    }

    /// Eleven digits, the first 1, the second 3 to 9 (工业和信息化部, 电信网编号计划).
    private static func isMobile(_ digits: String) -> Bool {
        let bytes = Array(digits.utf8)
        return bytes.count == 11 && bytes[0] == UInt8(ascii: "1")
            && (UInt8(ascii: "3")...UInt8(ascii: "9")).contains(bytes[1])
            && bytes.allSatisfy { (48...57).contains($0) }
    }

    /// An area code of 3 or 4 digits with its 0, and 7 or 8 digits; or the 7 or 8 digits alone; or 400 and 800 numbers.
    private static func isLandline(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let main = parts.first, parts.count <= 2, parts.dropFirst().allSatisfy({ (1...5).contains($0.count) })
        else { return false }
        guard parts.joined().utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
        if main.hasPrefix("0") { return (10...12).contains(main.count) && !main.hasPrefix("00") }
        if main.count == 10 { return main.hasPrefix("400") || main.hasPrefix("800") }
        return (7...8).contains(main.count) && !main.hasPrefix("1")
    }
}

extension PhoneNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Masked: `138****5678`.
    public var description: String { IdentityMasking.phone(rawValue) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}

extension PhoneNumber.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .empty: language.choose("没有填写电话", "There is no telephone number")
        case .several: language.choose("一格里有多个电话，请只填一个", "There is more than one number; give one")
        case .notDigits: language.choose("电话中有数字以外的内容", "The telephone number holds more than digits")
        case .wrongLength(let count):
            language.choose("电话位数不对（\(count) 位）", "A telephone number does not have \(count) digits")
        }
    }
}

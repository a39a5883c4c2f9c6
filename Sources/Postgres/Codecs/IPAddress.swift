/// An address of the Internet Protocol.
public enum IPAddress: Hashable, Sendable {
    /// `10.0.0.1` is 0x0A000001.
    case version4(UInt32)
    /// Its eight words, the first to the left.
    case version6(UInt128)

    var bitCount: Int { if case .version4 = self { 32 } else { 128 } }

    func isZero(after prefixLength: Int) -> Bool {
        switch self {
        case .version4(let number): number << UInt32(prefixLength) == 0 || prefixLength == 32
        case .version6(let number): number << UInt128(prefixLength) == 0 || prefixLength == 128
        }
    }

    /// Reads four decimal numbers with points between them, or a form of RFC 4291, section 2.2.
    public init?(_ text: String) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let number = Self.version6(text) else { return nil }
            self = .version6(number)
        } else {
            guard let number = Self.version4(text[...]) else { return nil }
            self = .version4(number)
        }
    }

    private static func version4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (48...57).contains($0) }), let byte = UInt8(part) else { return nil }
            number = number << 8 | UInt32(byte)
        }
        return number
    }

    private static func version6(_ text: String) -> UInt128? {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        guard let gap = bytes.indices.dropLast().first(where: { bytes[$0] == colon && bytes[$0 + 1] == colon }) else {
            guard let words = words(bytes[...]), words.count == 8 else { return nil }
            return number(words)
        }
        guard let before = words(bytes[..<gap]), let after = words(bytes[(gap + 2)...]),
            before.count + after.count < 8
        else { return nil }
        return number(before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after)
    }

    /// Words of up to four digits to the base 16, the last two of which may be written as an address of version 4.
    private static func words(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var words: [UInt16] = []
        for (index, part) in parts.enumerated() {
            let text = String(decoding: part, as: UTF8.self)
            if index == parts.count - 1, text.utf8.contains(UInt8(ascii: ".")) {
                guard let number = version4(text[...]) else { return nil }
                words += [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
            } else {
                // UInt16 would read a sign.
                guard text.utf8.count <= 4, text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "-"),
                    let word = UInt16(text, radix: 16)
                else { return nil }
                words.append(word)
            }
        }
        return words
    }

    private static func number(_ words: [UInt16]) -> UInt128 {
        words.reduce(0) { $0 << 16 | UInt128($1) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// As the server writes it.
    public var description: String {
        switch self {
        case .version4(let number): Self.text(number)
        case .version6(let number): Self.text(number)
        }
    }

    private static func text(_ number: UInt32) -> String {
        [24, 16, 8, 0].map { String(number >> UInt32($0) & 0xFF) }.joined(separator: ".")
    }

    // The rules of inet_net_ntop_ipv6 in src/port/inet_net_ntop.c of PostgreSQL 15.
    private static func text(_ number: UInt128) -> String {
        let words = (0..<8).map { UInt16(truncatingIfNeeded: number >> UInt128(112 - 16 * $0)) }
        let zeros = longestZeros(words)
        if zeros.lowerBound == 0, zeros.count == 6 || (zeros.count == 5 && words[5] == 0xFFFF) {
            // An address of version 4 inside one of version 6.
            return (zeros.count == 5 ? "::ffff:" : "::") + text(UInt32(truncatingIfNeeded: number))
        }
        func joined(_ words: ArraySlice<UInt16>) -> String {
            words.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !zeros.isEmpty else { return joined(words[...]) }
        return joined(words[..<zeros.lowerBound]) + "::" + joined(words[zeros.upperBound...])
    }

    /// The first of the longest runs of zeros, if it is longer than one.
    private static func longestZeros(_ words: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for end in 1...words.count {
            if words[end - 1] != 0 { start = end }
            if end - start > max(longest.count, 1) { longest = start..<end }
        }
        return longest
    }
}

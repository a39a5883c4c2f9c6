import CSpreadsheet
import Foundation

/// The encodings of the text files that schools keep.
public enum TextEncoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    /// GB 18030, and so also GBK and GB 2312: what Excel and WPS in Chinese write as "CSV".
    case gb18030 = "GB18030"

    /// Decodes a file, telling its encoding from its content.
    ///
    /// Text that is valid UTF-8 is UTF-8: Chinese text in GB18030 is so by chance only in a few words. Everything else
    /// must be valid GB18030 and look like Chinese, since Big5 and Shift JIS are often valid GB18030 by chance, too.
    static func decode(_ bytes: [UInt8]) throws(SpreadsheetError.Problem) -> (text: String, encoding: TextEncoding) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = hasMark ? Array(bytes.dropFirst(3)) : bytes
        if let text = String(validating: body, as: UTF8.self) { return (text, .utf8) }
        if let offset = offsetOfDamage(inUTF8: body, isKnown: hasMark) {
            throw .brokenUTF8(line: line(at: offset, of: body))
        }
        return (try decodeGB18030(body), .gb18030)
    }

    /// Where text that is mostly UTF-8 stops to be so; nil when it does not look like UTF-8 at all.
    private static func offsetOfDamage(inUTF8 bytes: [UInt8], isKnown: Bool) -> Int? {
        var index = 0
        var longSequences = 0
        while index < bytes.count {
            let length: Int
            switch bytes[index] {
            case 0..<0x80: length = 1
            case 0xC2..<0xE0: length = 2
            case 0xE0..<0xF0: length = 3
            case 0xF0..<0xF5: length = 4
            default: length = 0
            }
            let end = index + max(length, 1)
            let isWhole =
                length > 0 && end <= bytes.count
                && bytes[(index + 1)..<end].allSatisfy { (0x80..<0xC0).contains($0) }
            guard isWhole else { break }
            if length >= 3 { longSequences += 1 }
            index = end
        }
        // GB18030 would need three pairs of bytes in a row to fall into the pattern twice; eight times is no chance.
        return isKnown || longSequences >= 8 ? index : nil
    }

    private static func decodeGB18030(_ bytes: [UInt8]) throws(SpreadsheetError.Problem) -> String {
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else {
            throw .cannotOpen(reason: "iconv: GB18030")
        }
        defer { iconv_close(converter) }
        var input = bytes
        // One byte of ASCII stays one; two become three, four become at most four.
        var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
        let (consumed, produced, isValid) = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var into = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var fromLeft = source.count
                var intoLeft = target.count
                let status = iconv(converter, &from, &fromLeft, &into, &intoLeft)
                return (source.count - fromLeft, target.count - intoLeft, status == 0 && fromLeft == 0)
            }
        }
        guard isValid else { throw .unknownEncoding(line: line(at: consumed, of: bytes)) }
        if let offset = offsetOfUnlikelyText(inGB18030: bytes) {
            throw .unknownEncoding(line: line(at: offset, of: bytes))
        }
        return String(decoding: output[..<produced], as: UTF8.self)
    }

    /// Where text in another encoding begins that GB18030 happens to allow; nil for text that reads like Chinese.
    ///
    /// Nearly all characters of real text lie in the area of GB 2312 (both bytes from A1 to FE) and, there, in its
    /// punctuation (rows 1 and 3) or its characters (rows 16 to 87). Big5 has second bytes below A1 for 2 in 5
    /// characters and its commonest first bytes, A4 to AF, in the rows of kana, Greek and Cyrillic.
    private static func offsetOfUnlikelyText(inGB18030 bytes: [UInt8]) -> Int? {
        var index = 0
        var likely = 0
        var unlikely = 0
        var first: Int?
        while index + 1 < bytes.count {
            guard bytes[index] >= 0x81 else {
                index += 1
                continue
            }
            // Four bytes: a rare character, which says nothing.
            if (0x30...0x39).contains(bytes[index + 1]) {
                index += 4
                continue
            }
            let isCommon = [0xA1, 0xA3].contains(bytes[index]) || (0xB0...0xF7).contains(bytes[index])
            if isCommon && bytes[index + 1] >= 0xA1 {
                likely += 1
            } else {
                unlikely += 1
                first = first ?? index
            }
            index += 2
        }
        return unlikely > likely ? first : nil
    }

    private static func line(at offset: Int, of bytes: [UInt8]) -> Int {
        1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
    }
}

/// What a file is, by its first bytes.
enum FileContent {
    case zip
    case text

    /// - Throws: the problem of every kind of file that is neither.
    init(_ bytes: [UInt8]) throws(SpreadsheetError.Problem) {
        guard !bytes.isEmpty else { throw .empty }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
            return
        }
        // [MS-CFB] 2.2, the header signature: what Office 97-2003 writes, and what wraps an encrypted .xlsx.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            throw Self.problem(ofCompoundFile: bytes)
        }
        for (signature, kind) in Self.signatures where bytes.starts(with: signature) {
            throw .notSpreadsheet(kind: kind)
        }
        let start = Self.beginning(of: bytes)
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<table")
            || start.hasPrefix("<meta") || start.hasPrefix("<head")
        {
            throw .unsupportedFormat("HTML")
        }
        if start.hasPrefix("<?xml") || start.hasPrefix("<workbook") {
            throw start.contains("excel.sheet") || start.contains("spreadsheet")
                ? .unsupportedFormat("XML 2003") : .notSpreadsheet(kind: start.contains("<html") ? "HTML" : "XML")
        }
        // Excel's "Unicode text" is UTF-16 with a mark.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .unknownEncoding(line: 1) }
        if bytes.contains(0) { throw .notSpreadsheet(kind: nil) }
        self = .text
    }

    private static let signatures: [([UInt8], String)] = [
        (Array("%PDF".utf8), "PDF"), (Array("{\\rtf".utf8), "RTF"), (Array("Rar!".utf8), "RAR"),
        ([0x37, 0x7A, 0xBC, 0xAF], "7z"), ([0x1F, 0x8B], "gzip"), ([0x89, 0x50, 0x4E, 0x47], "PNG"),
        ([0xFF, 0xD8, 0xFF], "JPEG"), (Array("GIF8".utf8), "GIF"), (Array("SQLite format 3".utf8), "SQLite"),
    ]

    private static func beginning(of bytes: [UInt8]) -> String {
        let withoutMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let trimmed = withoutMark.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return String(decoding: trimmed.prefix(1_024), as: UTF8.self).lowercased()
    }

    /// Looks for the names of the streams of a compound file, which are in UTF-16.
    private static func problem(ofCompoundFile bytes: [UInt8]) -> SpreadsheetError.Problem {
        func holds(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            // Directory entries are 128 bytes long and begin with the name, at a multiple of 128.
            return stride(from: 512, to: bytes.count - wanted.count, by: 128).contains { offset in
                bytes[offset..<(offset + wanted.count)].elementsEqual(wanted)
            }
        }
        if holds("EncryptedPackage") { return .encrypted }
        if holds("WordDocument") { return .notSpreadsheet(kind: "Word") }
        if holds("PowerPoint Document") { return .notSpreadsheet(kind: "PowerPoint") }
        return .oldBinaryFormat
    }
}

import Foundation

/// Makes zip packages by hand, stored without compression, so that tests can build the odd and the damaged ones.
///
/// PKWARE APPNOTE 6.3.3, 4.3: local headers, central directory, end record.
struct ZipMaker {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    init(_ parts: [(name: String, text: String)] = []) {
        for part in parts { add(part.name, Array(part.text.utf8)) }
    }

    mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = UInt32(body.count)
        let fields =
            Self.little(UInt16(20)) + Self.little(UInt16(0x0800)) + Self.little(UInt16(0))
            + Self.little(UInt32(0x21_0000)) + Self.little(Self.checksum(content)) + Self.little(UInt32(content.count))
            + Self.little(UInt32(content.count)) + Self.little(UInt16(name.utf8.count)) + Self.little(UInt16(0))
        body += [0x50, 0x4B, 0x03, 0x04] + fields + Array(name.utf8) + content
        directory += [0x50, 0x4B, 0x01, 0x02] + Self.little(UInt16(20)) + fields + Self.little(UInt16(0))
        directory += Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt32(0)) + Self.little(offset)
        directory += Array(name.utf8)
        count += 1
    }

    var bytes: [UInt8] {
        body + directory + [0x50, 0x4B, 0x05, 0x06] + Self.little(UInt16(0)) + Self.little(UInt16(0))
            + Self.little(count) + Self.little(count) + Self.little(UInt32(directory.count))
            + Self.little(UInt32(body.count)) + Self.little(UInt16(0))
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// CRC-32 as zip has it: polynomial 0xEDB88320, reflected.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// The parts of a small .xlsx, to be changed by each test.
struct PackageParts {
    var workbook = """
        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
        <sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>
        """
    var links = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/\
        2006/relationships/worksheet"/>\
        <Relationship Id="rId2" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/officeDocument/\
        2006/relationships/sharedStrings"/>\
        <Relationship Id="rId3" Target="styles.xml" Type="http://schemas.openxmlformats.org/officeDocument/\
        2006/relationships/styles"/></Relationships>
        """
    var sheetData: String
    var afterData = ""
    var sharedStrings = ""
    /// Number formats of the cell styles 1, 2, … ; 0 is General.
    var formats: [Int] = []
    var customFormats: [Int: String] = [:]
    var sheetPath = "xl/worksheets/sheet1.xml"

    init(_ sheetData: String) { self.sheetData = sheetData }

    var sheet: String {
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\(sheetData)"
            + "</sheetData>\(afterData)</worksheet>"
    }

    var styles: String {
        let custom = customFormats.sorted { $0.key < $1.key }.map { id, code in
            "<numFmt numFmtId=\"\(id)\" formatCode=\"\(code.replacing("\"", with: "&quot;"))\"/>"
        }
        let cells = ([0] + formats).map { "<xf numFmtId=\"\($0)\"/>" }
        // The style formats come first in a real file and must not be counted.
        return "<styleSheet><numFmts>\(custom.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs>\(cells.joined())</cellXfs></styleSheet>"
    }

    var bytes: [UInt8] {
        ZipMaker([
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                """
                <Relationships><Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/\
                officeDocument/2006/relationships/officeDocument"/></Relationships>
                """
            ),
            ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", links), ("xl/styles.xml", styles),
            ("xl/sharedStrings.xml", "<sst>\(sharedStrings)</sst>"), (sheetPath, sheet),
        ]).bytes
    }
}

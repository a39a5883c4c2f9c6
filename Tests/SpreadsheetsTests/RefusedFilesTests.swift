import Foundation
import Testing

@testable import Spreadsheets

@Suite struct RefusedFilesTests {
    private func problem(
        _ bytes: [UInt8], limits: SpreadsheetLimits = .init(), name: String = "t.xlsx"
    ) -> SpreadsheetError.Problem? {
        do {
            _ = try Workbook(bytes: bytes, name: name, limits: limits)
            return nil
        } catch {
            #expect(error.file == name)
            return error.problem
        }
    }

    /// [MS-CFB]: the signature, one sector of header, and directory entries of 128 bytes with UTF-16 names.
    private func compoundFile(_ names: String...) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 504)
        for name in ["Root Entry"] + names {
            let text = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            bytes += text + Array(repeating: 0, count: 128 - text.count)
        }
        return bytes + Array(repeating: 0, count: 128)
    }

    @Test func otherKinds() {
        #expect(problem([]) == .empty)
        #expect(problem(Array(" \r\n\r\n".utf8)) == .empty)
        #expect(problem([0xEF, 0xBB, 0xBF]) == .empty)
        #expect(problem(Array("%PDF-1.7".utf8)) == .notSpreadsheet(kind: "PDF"))
        #expect(problem([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) == .notSpreadsheet(kind: "PNG"))
        #expect(problem([1, 2, 0, 3]) == .notSpreadsheet(kind: nil))
        #expect(problem(Array("<html><table><tr><td>姓名</td></tr></table></html>".utf8)) == .unsupportedFormat("HTML"))
        #expect(
            problem(Array("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>".utf8))
                == .unsupportedFormat("XML 2003"))
        #expect(problem(ZipMaker([("word/document.xml", "<a/>")]).bytes) == .notSpreadsheet(kind: "Word"))
        #expect(problem(ZipMaker([("xl/workbook.bin", "")]).bytes) == .unsupportedFormat(".xlsb"))
        #expect(
            problem(ZipMaker([("mimetype", "x"), ("content.xml", "<a/>")]).bytes) == .unsupportedFormat("OpenDocument"))
        #expect(problem(ZipMaker([("photo.jpg", "")]).bytes) == .notSpreadsheet(kind: "ZIP"))
    }

    @Test func compoundFiles() {
        #expect(problem(compoundFile("EncryptionInfo", "EncryptedPackage")) == .encrypted)
        #expect(problem(compoundFile("Workbook")) == .oldBinaryFormat)
        #expect(problem(compoundFile("ETExtData", "Workbook"), name: "名册.et") == .oldBinaryFormat)
        #expect(problem(compoundFile("WordDocument")) == .notSpreadsheet(kind: "Word"))
    }

    private func sampleBytes() throws -> [UInt8] {
        let rows = (0..<500).map { [Cell.integer($0), .text("学生\($0)")] }
        return try SpreadsheetWriter(.init(name: "表", columns: ["序号", "姓名"], rows: rows)).bytes()
    }

    @Test(arguments: [0.1, 0.5, 0.9, 0.99]) func cutShort(_ share: Double) throws {
        let bytes = try sampleBytes()
        #expect(problem(Array(bytes.prefix(Int(Double(bytes.count) * share)))) == .damaged(part: nil))
    }

    @Test func changedOnTheWay() {
        var bytes = PackageParts("<row r=\"1\"><c r=\"A1\"><v>123456</v></c></row>").bytes
        // One digit of the stored sheet: the checksum no longer fits.
        let place = bytes.indices.first { bytes[$0...].starts(with: Array("123456".utf8)) }
        if let place { bytes[place] = UInt8(ascii: "9") }
        #expect(problem(bytes) == .damaged(part: "xl/worksheets/sheet1.xml"))
        let broken = PackageParts("<row r=\"1\"><c r=\"A1\"><v>1</v></row>").bytes
        #expect(problem(broken) == .damaged(part: "xl/worksheets/sheet1.xml"))
    }

    @Test func missingSheet() {
        var parts = PackageParts("")
        parts.sheetPath = "xl/worksheets/other.xml"
        #expect(problem(parts.bytes) == .damaged(part: "xl/worksheets/sheet1.xml"))
    }

    /// "Billion laughs": a few lines that expand to gigabytes; and an external entity, which would read a file.
    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">",
    ])
    func entities(_ doctype: String) {
        var parts = PackageParts("")
        parts.sheetData = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row>"
        let sheet = doctype + parts.sheet
        let bytes = ZipMaker([
            ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", parts.workbook),
            ("xl/_rels/workbook.xml.rels", parts.links), ("xl/worksheets/sheet1.xml", sheet),
        ]).bytes
        #expect(problem(bytes) == .forbiddenXML(part: "xl/worksheets/sheet1.xml"))
    }

    @Test func limits() throws {
        let bytes = try sampleBytes()
        func limited(_ change: (inout SpreadsheetLimits) -> Void) -> SpreadsheetError.Problem? {
            var limits = SpreadsheetLimits()
            change(&limits)
            return problem(bytes, limits: limits)
        }
        #expect(limited { _ in } == nil)
        #expect(limited { $0.fileBytes = 100 } == .tooLarge(.fileBytes, limit: 100))
        // What unpacks to more than it should, however small the file: a zip bomb.
        #expect(limited { $0.unpackedBytes = 20_000 } == .tooLarge(.unpackedBytes, limit: 20_000))
        #expect(limited { $0.rows = 500 } == .tooLarge(.rows, limit: 500))
        #expect(limited { $0.columns = 1 } == .tooLarge(.columns, limit: 1))
        #expect(limited { $0.cells = 1_000 } == .tooLarge(.cells, limit: 1_000))
        #expect(limited { $0.sheets = 0 } == .tooLarge(.sheets, limit: 0))
        #expect(limited { $0.parts = 3 } == .tooLarge(.parts, limit: 3))
    }

    /// libxml2's own limit for one text node is 10 MB; XML_PARSE_HUGE, which lifts it, is not set.
    @Test func textOfOneCellIsLimited() {
        let text = String(repeating: "x", count: 11_000_000)
        let parts = PackageParts("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\(text)</v></c></row>")
        #expect(problem(parts.bytes) == .damaged(part: "xl/worksheets/sheet1.xml"))
    }

    @Test func missingFile() {
        let url = URL(filePath: "/nonexistent/花名册.xlsx")
        #expect(throws: SpreadsheetError.self) { try Workbook(contentsOf: url) }
    }

    /// Every message comes in both languages and names the file.
    @Test(arguments: [
        SpreadsheetError.Problem.empty, .encrypted, .oldBinaryFormat, .damaged(part: "xl/workbook.xml"),
        .notSpreadsheet(kind: "PDF"), .unknownEncoding(line: 3), .brokenUTF8(line: 3), .brokenQuotes(row: 3),
        .tooLarge(.rows, limit: 9), .forbiddenXML(part: "x"), .cannotOpen(reason: "r"), .unsupportedFormat("HTML"),
    ])
    func messages(_ problem: SpreadsheetError.Problem) {
        let error = SpreadsheetError(file: "名册.xlsx", problem: problem)
        #expect(error.chineseMessage.contains("名册.xlsx") && error.chineseMessage.contains("。"))
        #expect(error.englishMessage.contains("名册.xlsx") && error.englishMessage.hasSuffix("."))
    }
}

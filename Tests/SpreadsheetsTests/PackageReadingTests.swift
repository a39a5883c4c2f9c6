import Testing

@testable import Spreadsheets

@Suite struct PackageReadingTests {
    private func read(_ parts: PackageParts) throws -> Sheet {
        try #require(try Workbook(bytes: parts.bytes, name: "t.xlsx").sheets.first)
    }

    @Test func cellKinds() throws {
        var parts = PackageParts(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>\
            <c r="C2" t="inlineStr"><is><r><rPr><b/></rPr><t>高一</t></r><r><t xml:space="preserve"> (1)班</t></r></is></c>\
            <c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2"><v>12.50</v></c>\
            <c r="G2" t="str"><f>A2&amp;"x"</f><v>张三x</v></c><c r="H2"><f>1+1</f><v>2</v></c>\
            <c r="J2" t="d"><v>2010-09-01</v></c></row>
            """)
        parts.sharedStrings = """
            <si><t>张三</t></si>\
            <si><r><t>东</t></r><r><t>京_x000D_都</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>
            """
        let row = try #require(try read(parts).rows.first)
        #expect(row.number == 2)
        #expect(
            row.cells == [
                .text("张三"), .text("东京\r都"), .text("高一 (1)班"), .boolean(true), .error("#N/A"),
                .number(12.5, raw: "12.50"), .text("张三x"), .number(2, raw: "2"), .empty,
                .date(CellDate(year: 2010, month: 9, day: 1)),
            ])
        #expect(row[99] == .empty)
    }

    /// A program that writes formulas without calculating them must not make cells look empty.
    @Test func formulaWithoutValue() throws {
        let sheet = try read(PackageParts("<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B9)</f></c></row>"))
        #expect(sheet.rows[0][0] == .error("=SUM(B1:B9)"))
    }

    @Test func datesAreToldByTheirFormat() throws {
        var parts = PackageParts(
            """
            <row r="1"><c r="A1" s="1"><v>40422</v></c><c r="B1" s="2"><v>40422.5</v></c><c r="C1"><v>40422</v></c>\
            <c r="D1" s="3"><v>0.25</v></c><c r="E1" s="1"><v>60</v></c><c r="F1" s="9"><v>3</v></c></row>
            """)
        parts.formats = [14, 176, 20]
        parts.customFormats = [176: "yyyy\"年\"m\"月\"d\"日\" h:mm"]
        #expect(
            try read(parts).rows[0].cells.map(\.displayText) == [
                "2010-09-01", "2010-09-01 12:00:00", "40422", "06:00:00", "60", "3",
            ])
    }

    @Test func the1904System() throws {
        var parts = PackageParts("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>38960</v></c></row>")
        parts.formats = [14]
        parts.workbook = parts.workbook.replacing("<sheets>", with: "<workbookPr date1904=\"1\"/><sheets>")
        #expect(try read(parts).rows[0][0].displayText == "2010-09-01")
    }

    @Test func mergedAndHidden() throws {
        var parts = PackageParts(
            """
            <row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>\
            <row r="3"><c r="A3"/></row><row r="9"><c r="B9"><v>9</v></c></row>
            """)
        parts.afterData = "<mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells>"
        parts.workbook = parts.workbook.replacing("sheetId=", with: "state=\"veryHidden\" sheetId=")
        let sheet = try read(parts)
        #expect(sheet.name == "表一")
        #expect(sheet.isHidden)
        #expect(sheet.mergedRanges == [CellRange(rows: 1...1, columns: 0...2)])
        // Row 3 holds only a style.
        #expect(sheet.rows.map(\.number) == [1, 2, 9])
        #expect(sheet.rows.map(\.isHidden) == [false, true, false])
        #expect(sheet.rows[2].cells == [.empty, .number(9, raw: "9")])
    }

    /// Some producers leave out all references, and some write them out of order.
    @Test func placesWithoutReferences() throws {
        let sheet = try read(PackageParts("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
        #expect(sheet.rows.map(\.number) == [1, 2])
        #expect(sheet.rows[0].cells.count == 2)
        let unordered = try read(
            PackageParts("<row r=\"5\"><c r=\"A5\"><v>5</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"))
        #expect(unordered.rows.map(\.number) == [2, 5])
    }

    @Test func targetsFromTheRootAndBackslashes() throws {
        var parts = PackageParts("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>")
        parts.links = parts.links.replacing("\"worksheets/sheet1.xml\"", with: "\"/xl/Worksheets/sheet1.xml\"")
        parts.sheetPath = "xl\\worksheets\\Sheet1.xml"
        #expect(try read(parts).rows[0][0] == .number(7, raw: "7"))
    }

    @Test(arguments: [
        (Cell.number(0.1 + 0.2, raw: "0.30000000000000004"), "0.3"), (.number(2, raw: "2.0"), "2"),
        (.number(4.2080020080604979e17, raw: "4.2080020080604979E+17"), "4.2080020080604979E+17"),
        (.number(13_800_138_000, raw: "13800138000"), "13800138000"), (.number(-0.5, raw: "-0.5"), "-0.5"),
        (.boolean(false), "FALSE"), (.time(secondsAfterMidnight: 30_600), "08:30:00"),
    ])
    func numbersAreShownAsExcelShowsThem(_ cell: Cell, _ text: String) { #expect(cell.displayText == text) }
}

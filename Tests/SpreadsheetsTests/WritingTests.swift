import Foundation
import Testing

@testable import Spreadsheets

@Suite struct WritingTests {
    private func roundTrip(_ tables: [SpreadsheetWriter.Table]) throws -> Workbook {
        try Workbook(bytes: try SpreadsheetWriter(tables).bytes(), name: "t.xlsx")
    }

    @Test func everyKindOfCellComesBack() throws {
        let cells: [Cell] = [
            .text("=1+1"), .text("420800201005041163"), .text("+86"), .text("@x"), .text("0012"), .text(" 张 三 "),
            .text("第一行\n第二行"), .integer(7), .decimal(12.25), .boolean(true), .empty,
            .date(CellDate(year: 2010, month: 9, day: 1)),
            .date(CellDate(year: 2025, month: 11, day: 20, secondsAfterMidnight: 30_600)),
            .time(secondsAfterMidnight: 30_600), .text("𠮷喆㛃"), .text("_x000D_"), .text("\u{1}"),
        ]
        let columns = cells.indices.map { SpreadsheetWriter.Column("列\($0)") }
        let sheet = try roundTrip([.init(name: "表", columns: columns, rows: [cells])]).sheets[0]
        #expect(sheet.rows[1].cells == cells)
    }

    @Test func titleNotesGroupsAndFooter() throws {
        var table = SpreadsheetWriter.Table(
            name: "台账", title: "三个清单台账",
            columns: [.init("序号"), .init("描述", group: "问题清单"), .init("日期", group: "问题清单"), .init("措施", group: "任务清单")],
            rows: [["1", "甲", "乙", "丙"]])
        table.notes = ["更新日期：2025年11月20日"]
        table.footer = [["填表人：", .empty, "审核人："]]
        let sheet = try roundTrip([table]).sheets[0]
        #expect(
            sheet.rows.map { $0.cells.compactMap(\.displayText) } == [
                ["三个清单台账"], ["更新日期：2025年11月20日"], ["序号", "问题清单", "任务清单"], ["描述", "日期", "措施"],
                ["1", "甲", "乙", "丙"], ["填表人：", "审核人："],
            ])
        #expect(
            Set(sheet.mergedRanges) == [
                CellRange(rows: 1...1, columns: 0...3), CellRange(rows: 2...2, columns: 0...3),
                CellRange(rows: 3...4, columns: 0...0), CellRange(rows: 3...3, columns: 1...2),
            ])
    }

    @Test func hiddenSheetsAndRowsAndMerges() throws {
        var first = SpreadsheetWriter.Table(name: "底稿", columns: ["a"], rows: [["1"]])
        first.isHidden = true
        var second = SpreadsheetWriter.Table(
            name: "表", columns: ["a", "b"], rows: [["1", "x"], [.empty, "y"], ["3", "z"]])
        second.hiddenRows = [2]
        second.merges = [.init(rows: 0...1, columns: 0...0)]
        let workbook = try roundTrip([first, second])
        #expect(workbook.sheets.map(\.isHidden) == [true, false])
        let sheet = workbook.sheets[1]
        #expect(sheet.rows.map(\.isHidden) == [false, false, false, true])
        #expect(sheet.mergedRanges == [CellRange(rows: 2...3, columns: 0...0)])
        #expect(sheet.rows[1].cells == ["1", "x"])
    }

    @Test func sheetNames() throws {
        let long = String(repeating: "长", count: 40)
        let names = ["a/b:c", "A/B:C", "", "'x'", long, long]
        let workbook = try roundTrip(names.map { .init(name: $0, columns: ["a"], rows: []) })
        #expect(
            workbook.sheets.map(\.name) == [
                "a_b_c", "A_B_C(2)", "Sheet", "_x_", String(repeating: "长", count: 31),
                String(repeating: "长", count: 26) + "(2)",
            ])
    }

    @Test func tooLongText() {
        let table = SpreadsheetWriter.Table(
            name: "表", columns: ["a", "b"], rows: [["", .text(String(repeating: "字", count: 32_768))]])
        #expect(throws: SpreadsheetWriter.Problem.textTooLong(sheet: "表", row: 2, column: 2)) {
            try SpreadsheetWriter(table).bytes()
        }
    }

    @Test func writesInOneStepAndLeavesNothingBehind() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "writing-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appending(path: "名册.xlsx")
        try SpreadsheetWriter(.init(name: "表", columns: ["姓名"], rows: [["张三"]])).write(to: url)
        #expect(try Workbook(contentsOf: url).sheets[0].rows.count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["名册.xlsx"])
    }

    @Test func csvGuardsFormulas() throws {
        let row: [Cell] = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "＝1", .integer(-5), "张三", "a,b", "c\"d", .empty]
        let line = "'=cmd|' /C calc'!A0,'+1,'-1,'@x,'＝1,-5,张三,\"a,b\",\"c\"\"d\",\r\n"
        #expect(CSVWriter().line(row) == line)
        #expect(CSVWriter().bytes([row]) == [0xEF, 0xBB, 0xBF] + Array(line.utf8))
        let plain = CSVWriter(hasByteOrderMark: false, guardsFormulas: false)
        #expect(plain.bytes([["=1", "第一行\n第二行"]]) == Array("=1,\"第一行\n第二行\"\r\n".utf8))
    }

    @Test func csvComesBack() throws {
        let rows: [[Cell]] = [["姓名", "说明"], ["张三", "他说：\"好\"，\n就走了"], [" 李四", "\t1"]]
        let plain = CSVWriter(hasByteOrderMark: true, guardsFormulas: false)
        let workbook = try Workbook(bytes: plain.bytes(rows), name: "a.csv")
        #expect(workbook.sheets[0].rows.map(\.cells) == rows)
    }

    /// A roster of a whole school. The bound is loose for slow machines; reading it takes a third of a second in debug.
    @Test func aWholeSchool() throws {
        let columns = (0..<17).map { SpreadsheetWriter.Column("列\($0)") }
        let rows = (0..<3_000).map { row in (0..<17).map { Cell.text("第\(row)行第\($0)列") } }
        let bytes = try SpreadsheetWriter(.init(name: "花名册", columns: columns, rows: rows)).bytes()
        let clock = ContinuousClock()
        var sheet: Sheet?
        let time = try clock.measure { sheet = try Workbook(bytes: bytes, name: "t.xlsx").sheets.first }
        #expect(sheet?.rows.count == 3_001)
        #expect(sheet?.rows[3_000].cells == rows[2_999])
        #expect(time < .seconds(10))
    }
}

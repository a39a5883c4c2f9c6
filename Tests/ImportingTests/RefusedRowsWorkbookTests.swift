import Records
import Spreadsheets
import Testing

@testable import Importing

@Suite struct RefusedRowsWorkbookTests {
    /// What goes back can be mended and sent in again: title, notes, headings and the cells are there, unchanged.
    @Test(arguments: Language.allCases)
    func comesBackAsItWas(_ language: Language) throws {
        var original = table(
            name: "名册", title: "2025—2026学年度第一学期学生花名册", notes: ["填表日期：2025年9月1日"],
            [
                ["班级", "姓名", "性别", "身份证号", "QQ号"], ["高一(1)班", "张三", "男", "", "1"], ["", "李四", "女", "", "2"],
                ["高一(1)班", "王五", "男", "", "3"],
            ])
        original.rows[1][3] = .decimal(4.2080020080604979e17)
        original.rows[2][3] = .date(CellDate(year: 2010, month: 9, day: 1))
        original.merges = [.init(rows: 0...1, columns: 0...0)]
        let recognition = try recognise(try workbook(original))
        let writer = RefusedRowsWorkbook.writer(
            for: recognition,
            refusals: [
                "名册": [.init(row: 5, reason: "身份证号已损坏"), .init(row: 6, reason: "甲"), .init(row: 6, reason: "乙")],
                "别的": [],
            ],
            language: language)
        let book = try Workbook(bytes: try writer.bytes(), name: "退回.xlsx")
        #expect(book.sheets.map(\.name) == ["名册"])
        let cells = book.sheets[0].rows.map(\.cells)
        #expect(cells[0].first == "2025—2026学年度第一学期学生花名册")
        let added = language == .chinese ? ["退回原因", "原行号"] : ["Reason", "Original row"]
        #expect(cells[2].compactMap(\.displayText) == ["班级", "姓名", "性别", "身份证号", "QQ号"] + added)
        // As text, and as the file wrote it: another round as a number would damage it further.
        let damaged = try #require(recognition.sheets[0].rows[1].raw["id_number"])
        #expect(cells[3] == ["高一(1)班", "李四", "女", .text(damaged), "2", "身份证号已损坏", .integer(5)])
        #expect(cells[4][3] == .date(CellDate(year: 2010, month: 9, day: 1)))
        #expect(cells[4][5].displayText == language.choose("甲；乙", "甲; 乙"))

        let again = try recognise(book).sheets[0]
        #expect(again.form == .studentRoster)
        #expect(again.context["semester"] == "2025-2026-1" && again.context["filled_on"] == "2025-09-01")
        #expect(again.rows.map { $0.clean["name"] } == ["李四", "王五"])
        #expect(again.rows[0].flags["id_number"] == .numberDamaged)
        #expect(again.rows[0].raw.keys.contains("退回原因") == false)
        #expect(again.notices == [.unknownColumns(["QQ号"])])
    }
}

import Records
import Spreadsheets
import Testing

@testable import Importing

@Suite struct RowReadingTests {
    private let headings = ["序号", "班级", "姓名", "性别", "备注"]

    private func names(_ rows: [[String]]) throws -> [String?] {
        try sheet(table([headings] + rows)).rows.map { $0.clean["name"] }
    }

    @Test(arguments: [
        ["填表人：", "", "审核人："], ["", "制表人:张三"], ["审核：李四"], ["单位（盖章）："], ["填表人"], ["校长（签字）"],
        ["填 表 人 ： 甲　　审核人：乙　　填表日期：2025年9月3日"],
        ["学校负责人签字：", "", "年  月  日"],
    ])
    func stopsAtSignatures(_ signature: [String]) throws {
        let found = try sheet(
            table([headings, ["1", "高一(1)班", "张三", "男"], signature, ["", "", "联系人", "不是学生"], ["注：本表一式两份"]]))
        #expect(found.rows.map { $0.clean["name"] } == ["张三"])
        #expect(found.notices == [.rowsBelowSignature([4])])
    }

    /// A headmaster in a list of leaders is no signature.
    @Test func postsAreNoSignatures() throws {
        let found = try sheet(
            table([["职务", "姓名", "蹲点班级", "领办民生实事"], ["校长", "甲", "高一(1)班", "路灯"], ["书记", "乙", "高一(2)班", "停车场"]]))
        #expect(found.rows.map { $0.clean["post"] } == ["校长", "书记"])
    }

    @Test func signatureRowsTellTheDate() throws {
        let found = try sheet(table([headings, ["1", "高一(1)班", "张三", "男"], ["填表人：甲", "", "", "填表日期：2025.9.3"]]))
        #expect(found.context["filled_on"] == "2025-09-03")
    }

    @Test func totalsNotesAndEmptyLinesAreLeftOut() throws {
        let rows = [
            ["1", "高一(1)班", "张三", "男"], ["", "小计", "", "1"], ["2", "高一(2)班", "李四", "女"], ["3", "", "", ""], ["高一年级"],
            ["注：以上为住校生"],
            ["合 计", "", "2人", ""], ["总计：2"],
        ]
        let found = try sheet(table([headings] + rows))
        #expect(found.rows.map { $0.clean["name"] } == ["张三", "李四"])
        #expect(found.rows.map(\.number) == [2, 4])
        #expect(found.notices == [.totalRows([3, 8, 9]), .noteRows([6, 7])])
    }

    /// One sheet a class, pasted one under the other: title, headings and signatures come again.
    @Test func pastedSheets() throws {
        let rows = [
            ["1", "高一(1)班", "张三", "男"], ["填表人：甲"], ["高一(2)班花名册"], headings, ["1", "高一(2)班", "李四", "女"], ["填表人：乙"],
        ]
        let found = try sheet(table([headings] + rows))
        #expect(found.rows.map { $0.clean["name"] } == ["张三", "李四"])
        #expect(found.notices == [.repeatedHeadings([5])])
    }

    @Test func mergedCellsSpeakForTheirRows() throws {
        var sample = table([
            headings, ["1", "高一(1)班", "张三", "男"], ["2", "", "李四", "女"], ["3", "", "王五", "男"], ["4", "", "赵六", "男"],
        ])
        sample.merges = [.init(rows: 0...2, columns: 1...1)]
        let rows = try sheet(sample).rows
        // The fourth is blank and not merged: nobody knows its class.
        #expect(rows.map { $0.clean["class"] } == ["高一(1)班", "高一(1)班", "高一(1)班", nil])
        #expect(rows[1].raw["class"] == "高一(1)班")
    }

    @Test(arguments: ["同上", "〃", " 同上 ", "\""])
    func ditto(_ mark: String) throws {
        let rows = try sheet(
            table([headings, ["1", "高一（3）班", "张三", "男"], ["2", mark, "李四", "女"], ["3", mark, "王五", mark]])
        ).rows
        #expect(rows.map { $0.clean["class"] } == ["高一(3)班", "高一(3)班", "高一(3)班"])
        #expect(rows[2].clean["sex"] == "女")
        #expect(rows[1].raw["class"]?.contains(mark) == true)
    }

    @Test func dittoWithNothingAbove() throws {
        #expect(try sheet(table([headings, ["1", "同上", "张三", "男"]])).rows[0].clean["class"] == nil)
    }

    @Test func hiddenRowsAreReadAndTold() throws {
        var sample = table([headings, ["1", "高一(1)班", "张三", "男"], ["2", "高一(1)班", "李四", "女"]])
        sample.hiddenRows = [1]
        let found = try sheet(sample)
        #expect(found.rows.map(\.isHidden) == [false, true])
        #expect(found.notices == [.hiddenRows(1)])
    }

    /// The grade in one column and only the number in the other.
    @Test(arguments: ["3", "3班", "(3)班", "（３）班", "三班"])
    func gradeAndNumberApart(_ number: String) throws {
        let rows = try sheet(table([["年级", "班级", "姓名", "性别"], ["高一", number, "张三", "男"]])).rows
        #expect(rows[0].clean["class"] == "高一(3)班")
        #expect(rows[0].raw["class"] == number)
    }

    @Test func cohortsAreNamedByTheirGradeWhenTheYearIsKnown() throws {
        let rows = [["班级", "姓名", "性别"], ["高2024级5班", "张三", "男"], ["2025级(1)班", "李四", "女"]]
        let known = try sheet(table(title: "2025—2026学年学生花名册", rows))
        #expect(known.rows.map { $0.clean["class"] } == ["高二(5)班", "2025级(1)班"])
        #expect(try sheet(table(rows)).rows.map { $0.clean["class"] } == ["高2024级(5)班", "2025级(1)班"])
    }

    @Test func headingsWithoutRows() throws {
        let found = try sheet(table([headings]))
        #expect(found.rows.isEmpty && found.notices == [.noRows])
    }
}

@Suite struct SheetContextTests {
    private func context(_ lines: [[String]]) -> [String: String] {
        var context = SheetContext()
        context.read(
            preamble: lines.enumerated().map { Row(number: $0.offset + 1, cells: $0.element.map { Cell.optional($0) }) }
        )
        return context.values
    }

    @Test(
        arguments: [
            ("留守学生档案登记表\n学期:2025年秋", ["title": "留守学生档案登记表", "semester": "2025-2026-1", "school_year": "2025-2026"]),
            ("三个清单台账\n更新日期:2025年11月20日", ["title": "三个清单台账", "as_of": "2025-11-20"]),
            (
                "2025-2026学年度第二学期家访记录",
                ["title": "2025-2026学年度第二学期家访记录", "semester": "2025-2026-2", "school_year": "2025-2026"]
            ),
            ("花名册（2026年春）", ["title": "花名册（2026年春）", "semester": "2025-2026-2", "school_year": "2025-2026"]),
            ("2025学年花名册\n（截至2025年9月30日）", ["title": "2025学年花名册", "school_year": "2025-2026", "as_of": "2025-09-30"]),
            ("台账\n填报单位（盖章）：　\n2025年11月20日", ["title": "台账", "as_of": "2025-11-20"]),
            ("台账\n填表日期：2025.9.1  单位：元", ["title": "台账", "filled_on": "2025-09-01", "filled_by": "元"]),
            ("高一(3)班学生花名册", ["title": "高一(3)班学生花名册", "class": "高一(3)班"]),
            ("高一(3)班、高一(4)班学生花名册", ["title": "高一(3)班、高一(4)班学生花名册"]),
            ("", [:]),
        ] as [(String, [String: String])])
    func reads(_ text: String, _ expected: [String: String]) {
        #expect(context(text.split(separator: "\n").map { [String($0)] }) == expected)
    }

    @Test func labelAndValueInTwoCells() {
        #expect(context([["台账"], ["更新日期：", "2025-11-20", "班级", "高一（2）班"]])["as_of"] == "2025-11-20")
        #expect(context([["更新日期：", "2025-11-20", "班级", "高一（2）班"]])["class"] == "高一(2)班")
    }
}

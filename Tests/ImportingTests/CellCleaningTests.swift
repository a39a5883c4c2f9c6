import Records
import Spreadsheets
import Testing

@testable import Importing

@Suite struct CellCleaningTests {
    struct Example: Sendable, CustomStringConvertible {
        let kind: FieldKind
        let cell: Cell
        let clean: String?
        let flag: LexicalFlag?
        init(_ kind: FieldKind, _ cell: Cell, _ clean: String?, _ flag: LexicalFlag? = nil) {
            self.kind = kind
            self.cell = cell
            self.clean = clean
            self.flag = flag
        }
        var description: String { "\(kind) \(cell)" }
    }

    private func clean(_ example: Example, isCSV: Bool = false) -> CellCleaning.Outcome {
        CellCleaning(kind: example.kind, isCSV: isCSV, schoolYear: nil).clean(example.cell)
    }

    private static let identifiers = [
        Example(.identifier, "11010519491231002X", "11010519491231002X"),
        Example(.identifier, "11010519491231002x", "11010519491231002X"),
        Example(.identifier, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", .widthChanged),
        Example(.identifier, "\t420800201005041163", "420800201005041163", .blanksRemoved),
        Example(.identifier, "'420800201005041163", "420800201005041163", .blanksRemoved),
        Example(.identifier, "420800 20100504 1163", "420800201005041163", .blanksRemoved),
        Example(.identifier, "420800201005041163\u{200B}", "420800201005041163", .blanksRemoved),
        // What a double made of 18 digits is no number of anybody, and is not repaired.
        Example(
            .identifier, .number(4.2080020080604979e17, raw: "4.2080020080604979E+17"), "4.2080020080604979E+17",
            .numberDamaged),
        Example(
            .identifier, .number(4.2080020080604979e17, raw: "420800200806049800"), "420800200806049800", .numberDamaged
        ),
        Example(.identifier, "4.208E+17", "4.208E+17", .numberDamaged),
        Example(.identifier, "4E+17", "4E+17", .numberDamaged),
        Example(.identifier, "T1E05", "T1E05"), Example(.identifier, "1E05", "1E05"),
        Example(.identifier, .integer(2_000), "2000"),
        Example(.identifier, .number(4.40524800101e14, raw: "440524800101001"), "440524800101000"),
        Example(.identifier, "无", nil), Example(.identifier, "-", nil), Example(.identifier, .empty, nil),
        Example(.phone, "138-1234-5678", "13812345678"),
        Example(.phone, .number(1.3812345678e10, raw: "13812345678"), "13812345678"),
        Example(.phone, "１３８１２３４５６７８", "13812345678", .widthChanged),
        Example(.phone, "13812345678/13912345678", "13812345678/13912345678"),
        Example(.phone, "1.38123E+10", "1.38123E+10", .numberDamaged), Example(.phone, "/", nil),
    ]

    private static let names = [
        Example(.name, "张三", "张三"), Example(.name, "张 三", "张三", .blanksRemoved),
        Example(.name, "　张三\u{A0}", "张三", .blanksRemoved),
        Example(.name, "买买提•艾力", "买买提·艾力", .widthChanged), Example(.name, "买买提．艾力", "买买提·艾力", .widthChanged),
        Example(.name, "买买提·艾力", "买买提·艾力"), Example(.name, "John  Smith", "John Smith", .blanksRemoved),
        Example(.name, "John Smith", "John Smith"),
        Example(.name, "J. Smith", "J. Smith"), Example(.name, "王喆𠮷㛃", "王喆𠮷㛃"), Example(.name, "——", nil),
        Example(.name, "=张三", "=张三"),
        Example(.name, "张\u{0}三", "张三", .nulRemoved), Example(.nameList, "萧平、石小红", "萧平、石小红"),
        Example(.nameList, "萧平，石小红;李 四", "萧平、石小红、李四", .blanksRemoved),
        Example(.nameList, "萧平 石小红", "萧平、石小红"), Example(.nameList, "萧平\n石小红", "萧平、石小红"),
    ]

    private static let words = [
        Example(.word, " 男 ", "男", .blanksRemoved), Example(.word, "汉　族", "汉族", .blanksRemoved),
        Example(.text, "５栋３０１（东）", "5栋301(东)", .widthChanged), Example(.text, "单留守（母亲外出）", "单留守(母亲外出)"),
        Example(.text, "无", nil),
        Example(.prose, "高一（１）班的灯，坏了。", "高一（1）班的灯，坏了。", .widthChanged),
        Example(.prose, "灯坏了\n没人修 ", "灯坏了\n没人修", .blanksRemoved),
        // For a question of yes or no, 无 is an answer; a stroke is none.
        Example(.yesNo, "无", "无"), Example(.yesNo, "√", "√"), Example(.yesNo, "/", nil),
        Example(.yesNo, .boolean(true), "TRUE"),
        Example(.grade, "高一年级", "高一"), Example(.grade, "十一年级", "高二"),
        Example(.classLabel, "高一（１）班", "高一(1)班", .widthChanged),
        Example(.classLabel, "高一（1）班", "高一(1)班"), Example(.classLabel, "实验班", "实验班"),
        Example(.classList, "高一（11）班、高二4班", "高一(11)班、高二(4)班"), Example(.classList, "高一(1)班 高一(2)班", "高一(1)班、高一(2)班"),
        Example(.semester, "2025年秋", "2025-2026-1"), Example(.semester, "去年", "去年"), Example(.count, "每周2次", "2"),
        Example(.count, "两次/周", "2"),
        Example(.count, .integer(3), "3"), Example(.count, "不定期", "不定期"), Example(.amount, "￥1,250.00元", "1250"),
        Example(.amount, "750.5", "750.50"),
        Example(.amount, .decimal(0.1 + 0.2), "0.30"), Example(.amount, "若干", "若干"),
        Example(.text, .error("#N/A"), nil, .cellError),
        Example(.text, .error("=A1"), nil, .cellError),
    ]

    private static let dates = [
        Example(.date, .date(CellDate(year: 2010, month: 9, day: 1)), "2010-09-01"),
        Example(.date, .date(CellDate(year: 2010, month: 9, day: 1, secondsAfterMidnight: 60)), "2010-09-01"),
        Example(.date, "2010.9.1", "2010-09-01", .dateWasText),
        Example(.date, "2010-09-01", "2010-09-01", .dateWasText),
        Example(.date, "2010年9月1日", "2010-09-01", .dateWasText),
        Example(.date, .integer(20_100_901), "2010-09-01", .dateWasText),
        Example(.date, .integer(40_422), "2010-09-01", .dateWasText),
        Example(.date, "40422", "2010-09-01", .dateWasText),
        Example(.date, "农历七月廿三", "农历七月廿三", .lunarDate), Example(.date, "2010年9月", "2010年9月", .dateUnreadable),
        Example(.date, "9/1/2010", "9/1/2010", .dateUnreadable),
        Example(.date, .decimal(2010.9), "2010.9", .dateUnreadable),
        Example(.date, .integer(12), "12", .dateUnreadable), Example(.date, "长期", "长期", .dateUnreadable),
        Example(.date, "无", nil),
        Example(.date, "2025年12月底前", "2025-12-31", .dateWasText),
        Example(.date, "2025年12月15日前", "2025-12-15", .dateWasText),
        Example(.date, "2010-02-30", "2010-02-30", .dateUnreadable), Example(.month, "2025年9月", "2025-09"),
        Example(.month, "202509", "2025-09"),
        Example(.month, .decimal(2025.9), "2025-09"), Example(.month, .decimal(2025.1), "2025.1", .dateUnreadable),
        Example(.month, .date(CellDate(year: 2025, month: 9, day: 1)), "2025-09-01"),
    ]

    @Test(arguments: identifiers + names + words + dates)
    func cleans(_ example: Example) {
        let outcome = clean(example)
        #expect(outcome.clean == example.clean)
        #expect(outcome.flag == example.flag)
    }

    /// In a CSV file every date is text; only one that had to be rewritten is worth a flag.
    @Test func datesInCSV() {
        #expect(clean(Example(.date, "2010-09-01", nil), isCSV: true) == .init(clean: "2010-09-01", raw: "2010-09-01"))
        #expect(clean(Example(.date, "2010/9/1", nil), isCSV: true).flag == .dateWasText)
    }

    /// Raw is what stands in the sheet, whatever becomes of it.
    @Test func rawStays() {
        #expect(clean(Example(.identifier, "\t４２０ ", nil)).raw == "\t４２０ ")
        #expect(clean(Example(.name, "无", nil)).raw == "无")
        #expect(clean(Example(.date, .date(CellDate(year: 2010, month: 9, day: 1)), nil)).raw == "2010-09-01")
        #expect(clean(Example(.text, .error("#REF!"), nil)).raw == "#REF!")
        #expect(clean(Example(.name, .empty, nil)).raw == nil)
    }
}

@Suite struct CompactJSONTests {
    /// RFC 8259, 7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped.
    @Test func escapes() {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F}张𠮷\u{2028}"
        #expect(
            CompactJSON.object(["a": text]) == #"{"a":"\"\\/\u0008\u000c\n\r\t\u0001\u001f"# + "\u{7F}张𠮷\u{2028}\"}")
        #expect(CompactJSON.object([:]) == "{}")
        #expect(CompactJSON.object(["b\"": "1", "a": "x\0y"]) == #"{"a":"xy","b\"":"1"}"#)
    }

    @Test func rows() throws {
        let row = try sheet(table([["班级", "姓名", "性别", "身份证号"], ["高一(1)班", "张 \"三\"", "男", "１"]])).rows[0]
        #expect(row.cleanJSON == #"{"class":"高一(1)班","id_number":"1","name":"张\"三\"","sex":"男"}"#)
        #expect(row.rawJSON == #"{"class":"高一(1)班","id_number":"１","name":"张 \"三\"","sex":"男"}"#)
        #expect(row.flagsJSON == #"{"id_number":"width_changed","name":"blanks_removed"}"#)
    }
}

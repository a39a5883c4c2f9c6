import Testing

@testable import Spreadsheets

@Suite struct CSVReadingTests {
    private func read(_ bytes: [UInt8]) throws -> Workbook { try Workbook(bytes: bytes, name: "名册.csv") }

    private func texts(_ text: String) throws -> [[String]] {
        try read(Array(text.utf8)).sheets[0].rows.map { $0.cells.map { $0.displayText ?? "" } }
    }

    /// 姓名,张三 in GB 18030 (GB/T 2312 rows D0D5 C3FB, D5C5 C8FD), as Excel in Chinese saves "CSV".
    @Test func gb18030() throws {
        let bytes: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xD5, 0xC5, 0xC8, 0xFD, 0x0D, 0x0A]
        let workbook = try read(bytes)
        #expect(workbook.kind == .csv(encoding: .gb18030, delimiter: ","))
        #expect(workbook.sheets[0].name == "名册")
        #expect(workbook.sheets[0].rows[0].cells == [.text("姓名"), .text("张三")])
    }

    /// 喆 is in GBK (86B4), not in GB 2312; 𠮷 takes four bytes.
    @Test func rareCharacters() throws {
        // GB 18030-2005: 90308130 is U+10000, and all later code points follow in order, 10 × 126 × 10 to a first byte.
        let linear = 189_000 + 0x20BB7 - 0x10000
        let fourBytes = [
            UInt8(0x81 + linear / 12_600), UInt8(0x30 + linear / 1_260 % 10), UInt8(0x81 + linear / 10 % 126),
            UInt8(0x30 + linear % 10),
        ]
        let bytes: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x0A, 0xCD, 0xF5, 0x86, 0xB4] + fourBytes
        #expect(try read(bytes).sheets[0].rows[1].cells == [.text("王喆𠮷")])
    }

    @Test func utf8WithAndWithoutMark() throws {
        for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            let workbook = try read(mark + Array("姓名;班级\n张三;高一(1)班".utf8))
            #expect(workbook.kind == .csv(encoding: .utf8, delimiter: ";"))
            #expect(workbook.sheets[0].rows[0].cells == [.text("姓名"), .text("班级")])
        }
    }

    /// 學生姓名,班級 … in Big5 and 生徒の氏名 … in Shift JIS: neither UTF-8 nor, though some bytes allow it, Chinese in GB 18030.
    @Test(
        arguments: [
            [
                0xBE, 0xC7, 0xA5, 0xCD, 0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xAF, 0x5A, 0xAF, 0xC5, 0x2C, 0xA9, 0xCA, 0xA7,
                0x4F, 0x0A,
                0xB3, 0xAF, 0xA4, 0x6A, 0xA9, 0xFA, 0x2C, 0xA4, 0x40, 0xAF, 0xC5, 0xA4, 0x41, 0xAF, 0x5A, 0x2C, 0xA8,
                0x6B, 0x0A,
            ],
            [
                0x90, 0xB6, 0x93, 0x6B, 0x82, 0xCC, 0x8E, 0x81, 0x96, 0xBC, 0x2C, 0x83, 0x4E, 0x83, 0x89, 0x83, 0x58,
                0x0A,
            ],
            // Latin-1: "José,Müller\n"
            [0x4A, 0x6F, 0x73, 0xE9, 0x2C, 0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x0A],
        ] as [[UInt8]])
    func thirdEncodings(_ bytes: [UInt8]) {
        #expect(throws: SpreadsheetError(file: "名册.csv", problem: .unknownEncoding(line: 1))) { try read(bytes) }
    }

    @Test func utf16() {
        #expect(throws: SpreadsheetError(file: "名册.csv", problem: .unknownEncoding(line: 1))) {
            try read([0xFF, 0xFE, 0xD3, 0x59, 0x0D, 0x54])
        }
    }

    /// Two files of different encodings, joined into one.
    @Test func mixedEncodings() {
        let bytes = Array("姓名,班级\n张三丰,高一(1)班\n".utf8) + [0xD5, 0xC5, 0xC8, 0xFD, 0x2C, 0x31, 0x0A]
        #expect(throws: SpreadsheetError(file: "名册.csv", problem: .brokenUTF8(line: 3))) { try read(bytes) }
    }

    @Test func quotesLineBreaksAndRaggedRows() throws {
        #expect(
            try texts("a,b,c\r\n\"x,\"\"y\"\"\",\"第一行\n第二行\"\r\n1,2,3,4\r\n,,\r\n\r\n,,z\r\n")
                == [["a", "b", "c"], ["x,\"y\"", "第一行\n第二行"], ["1", "2", "3", "4"], ["", "", "z"]])
    }

    /// Blank records are left out but counted, so that the numbers are those that Excel shows.
    @Test func rowNumbers() throws {
        let rows = try read(Array("a\n\n\"b\nc\"\n\nd".utf8)).sheets[0].rows
        #expect(rows.map(\.number) == [1, 3, 5])
    }

    @Test(arguments: [
        ("a\tb\n1\t2,5\n3\t4,5", "\t"), ("a;b\n1,5;2,5", ";"), ("a|b\n1|2", "|"), ("a,b\n1;2,3", ","), ("姓名\n张三", ","),
    ])
    func delimiters(_ text: String, _ delimiter: String) throws {
        #expect(try read(Array(text.utf8)).kind == .csv(encoding: .utf8, delimiter: Character(delimiter)))
    }

    @Test func titleRowsDoNotHideTheDelimiter() throws {
        #expect(try texts("2025年秋学生花名册\n填表日期：2025年9月1日\n姓名\t班级\n张三\t高一(1)班")[3] == ["张三", "高一(1)班"])
        #expect(try texts("sep=;\r\n姓名;班级\r\n") == [["姓名", "班级"]])
    }

    /// The text of a cell stays as it is: blanks are a finding, not noise.
    @Test func blanksAreKept() throws {
        #expect(try texts("\t420800201005041163,　张三 , \"b\"\n") == [["\t420800201005041163", "　张三 ", "b"]])
        #expect(try texts("a\tb\n\t x\n") == [["a", "b"], ["", " x"]])
    }

    /// A combining mark after a comma must not swallow it.
    @Test func combiningMarks() throws {
        #expect(try texts("a,\u{301}b,c") == [["a", "\u{301}b", "c"]])
    }

    @Test func quotationMarksInsideValues() throws {
        #expect(try texts("名称,尺寸\n屏幕,65\"\n") == [["名称", "尺寸"], ["屏幕", "65\""]])
        #expect(throws: SpreadsheetError(file: "名册.csv", problem: .brokenQuotes(row: 2))) {
            try texts("a,b\n\"x,y\nz,w\n")
        }
        #expect(throws: SpreadsheetError(file: "名册.csv", problem: .brokenQuotes(row: 3))) {
            try texts("a,b\n\"x\",y\n\"z\"q,w\n")
        }
    }

    @Test func limits() {
        var limits = SpreadsheetLimits()
        limits.rows = 2
        #expect(throws: SpreadsheetError(file: "a.csv", problem: .tooLarge(.rows, limit: 2))) {
            try Workbook(bytes: Array("a\nb\nc\n".utf8), name: "a.csv", limits: limits)
        }
        limits.rows = 9
        limits.columns = 2
        #expect(throws: SpreadsheetError(file: "a.csv", problem: .tooLarge(.columns, limit: 2))) {
            try Workbook(bytes: Array("a,b,c\n".utf8), name: "a.csv", limits: limits)
        }
    }
}

import Foundation
import Postgres
import Records
import Testing

@testable import nuanxin

@Suite struct OutputTests {
    @Test func columnsLineUpWithWideCharacters() {
        let table = TextTable(
            headings: ["姓名", "class", "行"], rows: [["王小明", "高一(1)班", "7"], ["Li", "x", "1203"]], numberColumns: [2])
        #expect(
            table.lines == [
                "姓名    class        行",
                "------  ---------  ----",
                "王小明  高一(1)班     7",
                "Li      x          1203",
            ])
        let widths = Set(table.lines.map { DisplayWidth.of($0) })
        #expect(widths.count == 1)
    }

    @Test func theWidestColumnGivesWayOnATerminal() {
        let long = String(repeating: "很长", count: 30)
        let lines = TextTable(headings: ["a", "b"], rows: [[long, "x"]], width: 40).lines
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 40 })
        #expect(lines[2].contains("…") && lines[2].hasSuffix("x"))
    }

    /// ESC ] … would change the terminal's title, and worse.
    @Test func cellsCannotSteerTheTerminal() {
        #expect(TextTable.plain("a\u{1B}]0;x\u{7}b\nc\u{202E}d") == "a]0;xb cd")
    }

    @Test func jsonIsWellFormed() throws {
        let value = JSONValue.members([
            ("text", .text("引\"号\\\n\u{1}\u{9F}")), ("number", .number("-1.50")), ("none", .null),
            ("flag", .flag(true)),
            ("list", .list([.text("a"), .number("1")])),
        ])
        let read = try #require(try JSONSerialization.jsonObject(with: Data(value.line.utf8)) as? [String: Any])
        #expect(read["text"] as? String == "引\"号\\\n\u{1}\u{9F}")
        #expect(read["number"] as? Double == -1.5)
        #expect(read["none"] is NSNull)
        #expect(!value.line.unicodeScalars.contains("\u{9F}"))
    }

    struct Row { var name: String, count: Int64?, date: PGDate? }

    @Test func csvGuardsFormulasAndKeepsNumbers() throws {
        let columns: [Column<Row>] = [Column("name", \.name), Column("count", \.count), Column("date", \.date)]
        let rows = [
            Row(name: "=1+1", count: -5, date: PGDate("2026-01-31")), Row(name: "a,\"b\"", count: nil, date: nil),
        ]
        #expect(Printer.csv(rows, columns) == "name,count,date\r\n'=1+1,-5,2026-01-31\r\n\"a,\"\"b\"\"\",,\r\n")
    }

    /// The vectors of FIPS 180-4's examples.
    @Test(arguments: [
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func digestAgreesWithTheStandard(text: String, digest: String) {
        #expect(SHA256Digest.of(Array(text.utf8)).map { String(format: "%02x", $0) }.joined() == digest)
    }

    @Test func digestOfEveryLengthAgreesWithTheSystem() throws {
        // Padding changes at 55, 56, 63 and 64 bytes.
        for length in [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 1000] {
            let bytes = (0..<length).map { UInt8($0 % 251) }
            let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            try Data(bytes).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
            process.arguments = [file.path]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(text.hasPrefix(SHA256Digest.of(bytes).map { String(format: "%02x", $0) }.joined()), "\(length)")
        }
    }

    @Test func theLanguageIsChosenInOrder() {
        func chosen(_ arguments: [String], _ environment: [String: String] = [:]) -> Language {
            Speech.chosen(arguments: ["nuanxin"] + arguments, environment: environment)
        }
        #expect(chosen([]) == .chinese)
        #expect(chosen([], ["LANG": "en_GB.UTF-8"]) == .english)
        #expect(chosen([], ["LANG": "en_GB.UTF-8", "NUANXIN_LANG": "zh"]) == .chinese)
        #expect(chosen(["--lang", "en"], ["NUANXIN_LANG": "zh"]) == .english)
        #expect(chosen(["issue", "--lang=en"]) == .english)
        #expect(chosen(["care", "note", "1", "--", "--lang", "en"]) == .chinese)
    }

    @Test func daysAreReadAsPeopleWriteThem() {
        #expect(DayArgument(argument: "2026年12月31日")?.day.description == "2026-12-31")
        #expect(DayArgument(argument: "+14")?.day == DayArgument.today.adding(days: 14))
        #expect(DayArgument(argument: "明天")?.day == DayArgument.today.adding(days: 1))
        #expect(DayArgument(argument: "2026-02-30") == nil)
        #expect(DayArgument(argument: "31") == nil)
    }

    @Test func aReportsCodesStayText() {
        #expect(ReportCell(text: "12").json == .number("12"))
        #expect(ReportCell(text: "66.7").json == .number("66.7"))
        #expect(ReportCell(text: "007").json == .text("007"))
        #expect(ReportCell(text: nil).json == .null)
    }
}

import Foundation
import Importing
import Postgres
import Spreadsheets
import TestSupport
import Testing

@Suite struct ImportTests {
    private func roster(_ school: School, _ name: String = "学生花名册.csv", extra: String? = nil) throws -> String {
        let rows = (0..<3).map { "\($0 + 1),高一(1)班,学生\("甲乙丙".map(String.init)[$0]),男,\(Identity.number(101 + 2 * $0))" }
        return try school.write(
            name,
            (["2026-2027学年学生花名册,,,,", "序号,班级,姓名,性别,身份证件号"] + rows + (extra.map { [$0] } ?? [])).joined(separator: "\n"))
    }

    @Test func jsonIsOneObjectASheetInTheDocumentedShape() async throws {
        try await School.with { school in
            let file = try roster(school, extra: "4,高一(1)班,学生丁,女,420800201001010000")
            let result = try await school.program(as: .clerk).run("import", file, "--json")
            #expect(result.status == 65, "a row was refused: \(result.words)")
            #expect(result.output.split(separator: "\n").count == 1)
            let object = try #require(try result.json().first)
            #expect(object["file"] as? String == "学生花名册.csv")
            #expect(object["form"] as? String == "student_roster")
            #expect(object["rows"] as? Int == 4)
            let verdicts = try #require(object["verdicts"] as? [String: Int])
            #expect(verdicts == ["new": 3, "change": 0, "same": 0, "duplicate": 0, "ask": 0, "refused": 1])
            let findings = try #require(object["findings"] as? [[String: Any]])
            let finding = try #require(findings.first { $0["row"] as? Int == 6 })
            #expect(finding["column"] as? String == "身份证件号")
            #expect(finding["code"] as? String == "id_wrong_check_character")
            #expect((finding["message"] as? String)?.isEmpty == false)
        }
    }

    @Test func theSameAgainChangesNothingAndANewerOneUpdates() async throws {
        try await School.with { school in
            let clerk = school.program(as: .clerk)
            let file = try roster(school)
            #expect(try await clerk.run("import", file).status == 0)
            let again = try #require(try await clerk.run("import", file, "--json").json().first)
            #expect((again["verdicts"] as? [String: Int])?["same"] == 3)
            let found = try await school.program(as: .party).run("student", "find", "高一(1)班", "--json")
            #expect(try found.json().count == 3)
        }
    }

    @Test func aTrialChangesNothing() async throws {
        try await School.with { school in
            let clerk = school.program(as: .clerk)
            let trial = try await clerk.run("import", try roster(school), "--dry-run", "--json")
            #expect(trial.status == 0, "\(trial.words)")
            let object = try #require(try trial.json().first)
            #expect((object["verdicts"] as? [String: Int])?["new"] == 3)
            #expect(object["batch"] is NSNull)
            #expect(try await clerk.run("import", "list", "--json").json().isEmpty)
            #expect(try await school.database.rows("SELECT FROM people.student").isEmpty)
        }
    }

    @Test func refusedRowsAreWrittenWithTheirReasons() async throws {
        try await School.with { school in
            let file = try roster(school, extra: "4,高一(1)班,学生丁,女,420800201001010000")
            let result = try await school.program(as: .clerk).run("import", file)
            #expect(result.words.contains("学生花名册.refused.xlsx"))
            let written = try Workbook(contentsOf: school.folder.appendingPathComponent("学生花名册.refused.xlsx"))
            let recognition = try recognise(written)
            let row = try #require(recognition.sheets.first?.rows.first)
            #expect(recognition.sheets.first?.rows.count == 1)
            #expect(row.clean["name"] == "学生丁")
            let cells = written.sheets.flatMap(\.rows).flatMap(\.cells).compactMap(\.displayText)
            #expect(cells.contains { $0.contains("校验码") })
        }
    }

    @Test func aBatchIsTakenBack() async throws {
        try await School.with { school in
            let clerk = school.program(as: .clerk)
            let object = try #require(try await clerk.run("import", try roster(school), "--json").json().first)
            let batch = try #require(object["batch"] as? Int)
            #expect(try await clerk.run("import", "undo", String(batch)).status == 0)
            #expect(try await school.database.rows("SELECT FROM people.student").isEmpty)
            let list = try await clerk.run("import", "list", "--json").json()
            #expect(list.first?["state"] as? String == "undone")
        }
    }

    /// Each bad file is named with what to do; the good ones beside it still go in.
    @Test func badFilesDoNotStopTheOthers() async throws {
        try await School.with { school in
            let good = try roster(school)
            let text = try school.write("通讯录.csv", "甲,乙", "1,2")
            let picture = try school.write("照片.xlsx", "\u{89}PNG")
            let result = try await school.program(as: .clerk).run("import", text, picture, "没有.xlsx", good, "--json")
            #expect(result.status == 65)
            let objects = try result.json()
            #expect(objects.count == 4)
            #expect(objects.filter { $0["form"] is NSNull }.count == 3)
            #expect(objects.contains { $0["form"] as? String == "student_roster" })
            for name in ["通讯录.csv", "照片.xlsx", "没有.xlsx"] { #expect(result.words.contains(name), "\(name)") }
        }
    }

    /// The register rests on the roster, in whatever order they are given.
    @Test func filesGoInASensibleOrder() async throws {
        try await School.with { school in
            let register = try school.write(
                "留守学生登记表.csv",
                """
                2026-2027学年第一学期留守学生登记表,,,,
                班级,姓名,身份证号,留守类型,父亲务工地
                高一(1)班,学生甲,\(Identity.number(101)),父亲外出,深圳
                """)
            let result = try await school.program(as: .clerk).run("import", register, try roster(school), "--json")
            let objects = try result.json()
            #expect(objects.map { $0["form"] as? String } == ["student_roster", "left_behind_register"])
            #expect((objects.last?["verdicts"] as? [String: Int])?["new"] == 1, "\(result.output)")
        }
    }
}

/// Resident identity numbers of nobody: area 420800. Odd sequences are men's (GB 11643).
enum Identity {
    static func number(_ sequence: Int) -> String {
        let first = Array("42080020100101" + String(format: "%03d", sequence))
        let sum = first.reduce(0) { ($0 + (Int(String($1)) ?? 0)) * 2 % 11 }
        // ISO 7064 MOD 11-2, as GB 11643 uses it.
        let check = (12 - sum) % 11
        return String(first) + (check == 10 ? "X" : String(check))
    }
}

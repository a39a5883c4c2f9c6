import Foundation
import Postgres
import TestSupport
import Testing

/// What people do with the program, from the sheets to a published result.
@Suite struct JourneyTests {
    @Test func aProblemOfAVisitBecomesAPublishedResult() async throws {
        try await School.with { school in
            let people = try await populate(school)
            let (teacher, party, leader) = (people["teacher"], school.program(as: .party), people["leader"])
            let (affairs, other) = (people["affairs"], school.program(as: .otherParty))
            guard let teacher, let leader, let affairs else { return }

            let student = try #require(
                try await party.run("student", "find", "学生甲", "--json").json().first?["id"] as? Int)
            let visit = try await teacher.run("visit", "add", String(student), "--request", "宿舍没有热水")
            try #require(visit.status == 0, "\(visit.words)")
            // Data alone on stdout: the key, to use in the next command.
            let visitID = visit.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(Int(visitID) != nil)
            let added = try await teacher.run(
                "issue", "add", "学生宿舍没有热水", "--area", "后勤服务", "--visit", visitID, "--json")
            try #require(added.status == 0, "\(added.words)")
            let issue = String(try #require(try added.json().first?["issue_id"] as? Int))

            func done(_ program: Program, _ arguments: String...) async throws {
                let result = try await program.run(arguments)
                #expect(result.status == 0, "\(arguments): \(result.words)")
            }
            try await done(party, "issue", "assign", issue, "--leader", "校长甲", "--unit", "总务处", "--deadline", "+14")
            let task = try await leader.run("task", "add", issue, "安装热水器", "--person", "总务甲", "--json")
            let taskID = String(try #require(try task.json().first?["task_id"] as? Int, "\(task.words)"))
            // Not before its task is done.
            #expect(try await leader.run("issue", "done", issue, "--result", "好了", "--evidence", "照片").status == 65)
            try await done(affairs, "task", "done", taskID)
            try await done(leader, "issue", "done", issue, "--result", "热水器已装好", "--evidence", "照片")
            try await done(party, "issue", "verify", issue, "--method", "现场")
            try await done(party, "issue", "close", issue)

            let leak = try await party.run("publish", "preview", issue, "--issue-words", "学生甲反映没有热水")
            #expect(leak.status == 65)
            #expect(leak.output.contains("姓名"))
            let written = try await party.run(
                "publish", "write", issue, "--issue-words", "宿舍没有热水", "--measure-words", "安装热水器", "--result-words",
                "已全部装好")
            let item = written.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try await party.run("publish", "approve", item).status == 77, "the writer does not approve")
            #expect(try await other.run("publish", "approve", item).status == 77, "nor does the office")
            try await done(leader, "publish", "approve", item)

            let shown = try #require(try await party.run("issue", "show", issue, "--json").json().first)
            #expect(shown["state"] as? String == "closed")
            let events = try #require(shown["events"] as? [[String: Any]])
            #expect(events.compactMap { $0["action"] as? String }.prefix(3) == ["report", "assign", "start"])

            for name in ["lists.xlsx", "lists.csv", "lists.html"] { try await done(party, "publish", "export", name) }
            let page = try String(contentsOf: school.folder.appendingPathComponent("lists.html"), encoding: .utf8)
            #expect(page.contains("已全部装好") && !page.contains("学生甲"))
        }
    }

    @Test func aNameThatSeveralHaveIsNotGuessed() async throws {
        try await School.with { school in
            _ = try await populate(school)
            let result = try await school.program(as: .party).run("person", "show", "同名甲")
            #expect(result.status == 65)
            #expect(result.words.contains("T005") && result.words.contains("T006"))
            #expect(try await school.program(as: .party).run("person", "show", "T005").status == 0)
        }
    }

    @Test func tablesLineUpAndCSVHasEveryColumn() async throws {
        try await School.with { school in
            _ = try await populate(school)
            let party = school.program(as: .party)
            let table = try await party.run("person", "find", "甲")
            let lines = table.output.split(separator: "\n")
            #expect(lines.first?.contains("姓名") == true)
            #expect(lines.dropFirst().first?.allSatisfy { $0 == "-" || $0 == " " } == true)
            let csv = try await party.run("person", "find", "甲", "--csv")
            #expect(csv.output.hasPrefix("id,name,sex,kind,unit\r\n"))
            #expect(try await party.run("person", "find", "甲", "--json").json().count == lines.count - 2)
        }
    }

    /// Imports a class and some staff, and gives three of them accounts through proposal and approval.
    private func populate(_ school: School) async throws -> [String: Program] {
        let roster = try school.write(
            "学生花名册.csv",
            """
            2026-2027学年学生花名册,,,
            班级,姓名,性别,身份证件号
            高一(1)班,学生甲,男,\(Identity.number(101))
            高一(1)班,学生乙,女,\(Identity.number(102))
            高一(1)班,学生丙,女,\(Identity.number(104))
            """)
        let staff = try school.write(
            "教职工名册.csv",
            """
            教职工名册,,,,
            工号,姓名,性别,职务,任教学科
            T001,校长甲,男,副校长,
            T002,总务甲,男,总务处主任,
            T003,教师甲,女,教师,语文
            T005,同名甲,女,教师,数学
            T006,同名甲,男,教师,英语
            """)
        let imported = try await school.program(as: .clerk).run("import", roster, staff)
        try #require(imported.status == 0, "\(imported.output)\n\(imported.words)")
        try await school.database.execute(
            """
            INSERT INTO units.unit (kind, parent_id) SELECT 'office', units.school_id()
            WHERE units.named('office', '总务处') IS NULL;
            INSERT INTO units.unit_label (unit_id, kind, label, valid)
            SELECT max(id), 'office', '总务处', '[,)' FROM units.unit WHERE kind = 'office' AND units.named('office', '总务处') IS NULL;
            """)
        var programs: [String: Program] = [:]
        for (suffix, number, role) in [
            ("teacher", "T003", "teacher"), ("leader", "T001", "leader"), ("affairs", "T002", "general_affairs"),
        ] {
            let rows = try await school.database.rows(
                "SELECT person_id FROM people.staff WHERE staff_number = \(number)")
            let key = try #require(rows.first?.first ?? nil)
            let person = "#" + key
            let login = school.login(suffix)
            let added = try await school.program(as: .administrator).run(
                "account", "add", person, "--login", login, "--role", role, "--json")
            let first = try #require(try added.json().first?["password"] as? String, "\(added.words)")
            // With the password that somebody else made nothing works but making one's own.
            let before = school.program(login: login, password: first)
            try #require(try await before.run("issue", "list").status == 77)
            let password = "My own 暖心 word"
            let changed = try await before.run(["account", "password"], input: password + "\n")
            try #require(changed.status == 0, "\(changed.words)")
            let proposed = try await school.program(as: .administrator).run(
                "account", "propose", person, role, "--purpose", "测试", "--until", "+30")
            let assignment = proposed.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let approved = try await school.program(as: .party).run("account", "approve", assignment)
            try #require(approved.status == 0, "\(approved.words)")
            programs[suffix] = school.program(login: login, password: password)
        }
        return programs
    }
}

import Foundation
import Postgres
import TestSupport
import Testing

/// An issue from the first word to its publication, through the pages alone, by the people who may do each step.
struct IssueStoryTests {
    private static let newIssue = [
        ("title", "二楼饮水机不出水"), ("area", "facilities"), ("channel", "talk"), ("heard_on", "2026-01-05"),
        ("severity", "normal"),
    ]

    @Test func anIssueGoesThroughItsWholeLife() async throws {
        try await withSite { site in
            let teacher = try await site.signedIn(as: "teacher")
            let office = try await site.signedIn(as: "office")
            let verifier = try await site.signedIn(as: "office2")
            let leader = try await site.signedIn(as: "leader")
            let raised = try await teacher.submit("/issues/new", on: "/issues/new", Self.newIssue)
            #expect(raised.status == 303)
            let path = try #require(raised.location?.split(separator: "?").first.map(String.init))
            #expect(path.hasPrefix("/issues/"))

            func person(_ name: String) async throws -> String {
                String(try #require(try await site.count("SELECT id FROM people.person WHERE name = \(name)")))
            }
            let unit = String(try #require(try await site.count("SELECT id FROM units.unit WHERE kind = 'office'")))
            let deadline = try #require(
                try await site.database.rows("SELECT (current_date + 30)::text").first?.first.flatMap(\.self))

            func step(_ browser: Browser, _ action: String, _ fields: [(String, String)]) async throws {
                let answer = try await browser.submit("\(path)/\(action)", on: path, fields)
                #expect(answer.status == 303, "\(action): \(answer.body)")
            }
            try await step(
                office, "assign",
                [("leader_id", try await person("leader")), ("unit_id", unit), ("deadline", deadline)])
            try await step(office, "add-task", [("measure", "换滤芯"), ("person_id", try await person("teacher"))])
            let task = try #require(try await site.count("SELECT id FROM work.task"))
            let page = try await teacher.get(path)
            #expect(page.body.contains("换滤芯"))
            #expect(page.body.contains("制定方案"))
            let done = try await teacher.submit("/tasks/\(task)/done", on: path, [])
            #expect(done.location?.hasPrefix(path) == true)
            try await step(office, "claim-done", [("result", "出水正常"), ("evidence", "照片两张")])

            // Who claimed it is not offered to verify it.
            #expect(try await !office.get(path).body.contains("\(path)/verify"))
            try await step(verifier, "verify", [("method", "on_site"), ("remark", "")])
            try await step(office, "close", [])
            try await step(
                office, "publication",
                [("public_issue", "饮水机不出水"), ("public_measure", "更换滤芯"), ("public_result", "已恢复供水")])

            let item = try #require(try await site.count("SELECT id FROM work.publication_item"))
            #expect(try await !office.get("/publications").body.contains("/publications/\(item)/approve"))
            let approved = try await leader.submit("/publications/\(item)/approve", on: "/publications", [])
            #expect(approved.status == 303)
            #expect(try await site.browser().get("/public").body.contains("已恢复供水"))
            #expect(try await teacher.get("/issues?state=closed").body.contains("二楼饮水机不出水"))
        }
    }

    @Test func theSameFormTwiceIsOneIssue() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let keys = try Browser.Form(action: "/issues/new", in: try await browser.get("/issues/new").body).keys
            let first = try await browser.post("/issues/new", keys + Self.newIssue)
            let second = try await browser.post("/issues/new", keys + Self.newIssue)
            #expect(first.status == 303)
            #expect(second.status == 303)
            #expect(try await site.count("SELECT count(*) FROM work.issue") == 1)
            #expect(try await browser.get(try #require(second.location)).body.contains("没有重复办理"))
        }
    }

    @Test func everyFormOfAPageHasAKeyOfItsOwn() async throws {
        try await withSite { site in
            let page = try await site.signedIn(as: "affairs").get("/issues/new").body
            let keys = page.matches(of: /name="command" value="([^"]+)"/).map { String($0.1) }
            #expect(keys.count == 2)
            #expect(Set(keys).count == keys.count)
        }
    }

    @Test func aFormThatIsNotAcceptedKeepsWhatWasTyped() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let tomorrow = try #require(
                try await site.database.rows("SELECT (current_date + 2)::text").first?.first.flatMap(\.self))
            let answer = try await browser.submit(
                "/issues/new", on: "/issues/new",
                [
                    ("title", "暖气\"不热"), ("area", "facilities"), ("channel", "talk"), ("heard_on", tomorrow),
                    ("severity", "high"),
                ])
            #expect(answer.status == 422)
            #expect(answer.body.contains("不能晚于今天"))
            #expect(answer.body.contains("暖气&quot;不热"))
            #expect(answer.body.contains("<option value=\"high\" selected>"))
            let malformed = try await browser.submit(
                "/issues/new", on: "/issues/new",
                [
                    ("title", "暖气"), ("area", "facilities"), ("channel", "talk"), ("heard_on", "昨天"),
                    ("severity", "high"),
                ])
            #expect(malformed.status == 422)
            #expect(malformed.body.contains("“发现日期”的写法不对"))
        }
    }

    @Test func aTitleOfAThousandPagesAndAFormWithoutItsKeyAreRefused() async throws {
        try await withSite { site in
            let teacher = try await site.signedIn(as: "teacher")
            let fields = [
                ("title", String(repeating: "字", count: 501)), ("area", "facilities"), ("channel", "talk"),
                ("heard_on", "2026-01-05"), ("severity", "high"),
            ]
            let long = try await teacher.submit("/issues/new", on: "/issues/new", fields)
            #expect(long.status == 422)
            #expect(long.body.contains("不能超过500个字"))
            let keys = try Browser.Form(action: "/issues/new", in: try await teacher.get("/issues/new").body).keys
            let keyless = try await teacher.post("/issues/new", keys.filter { $0.0 != "command" } + Self.newIssue)
            #expect(keyless.status == 422)
            #expect(keyless.body.contains("这张表单不完整"))
            #expect(!keyless.body.contains("“command”"))
        }
    }

    /// Also where the form did not say which issue it belongs to.
    @Test func aTaskThatMayNotBeFinishedSaysSo() async throws {
        try await withSite { site in
            let office = try await site.signedIn(as: "office")
            let raised = try await office.submit("/issues/new", on: "/issues/new", Self.newIssue)
            let issue = try #require(raised.location?.split(separator: "?").first?.split(separator: "/").last)
            let task = try #require(
                try await site.database.rows(
                    """
                    INSERT INTO work.task (issue_id, measure, deadline, state)
                    VALUES (\(Int64(issue) ?? 0), '换灯', current_date, 'cancelled') RETURNING id::text
                    """
                ).first?.first.flatMap(\.self))
            let keys = try Browser.Form(action: "/issues/new", in: try await office.get("/issues/new").body).keys
            let answer = try await office.post("/tasks/\(task)/done", keys)
            #expect(answer.status == 409)
            #expect(answer.body.contains("已取消"))
        }
    }

    /// The page offers no such form; a hand-made request meets the database's own rule.
    @Test func whatMayNotBeDoneIsRefusedAlsoWithoutTheButton() async throws {
        try await withSite { site in
            let teacher = try await site.signedIn(as: "teacher")
            let raised = try await teacher.submit("/issues/new", on: "/issues/new", Self.newIssue)
            let path = try #require(raised.location?.split(separator: "?").first.map(String.init))
            let keys = try Browser.Form(action: "/issues/new", in: try await teacher.get("/issues/new").body).keys
            let answer = try await teacher.post("\(path)/close", keys)
            #expect(answer.status == 403)
            #expect(answer.body.contains("您无权决定"))
            let office = try await site.signedIn(as: "office")
            let others = try Browser.Form(action: "/issues/new", in: try await office.get("/issues/new").body).keys
            let tooEarly = try await office.post("\(path)/close", others)
            #expect(tooEarly.status == 409)
            #expect(tooEarly.body.contains("现在的状态是“已上报”"))
            #expect(try await site.count("SELECT count(*) FROM work.issue WHERE state = 'reported'") == 1)
        }
    }

    @Test func aCareFileIsOpenedWrittenAndClosed() async throws {
        try await withSite { site in
            let affairs = try await site.signedIn(as: "affairs")
            let student = try #require(try await site.count("SELECT person_id FROM people.student"))
            let opened = try await affairs.submit(
                "/students/\(student)/care-files", on: "/students/\(student)",
                [
                    ("concern_kind", "family"), ("summary", "父母外出"), ("source", "家访"), ("carer_id", ""),
                    ("contact_days", "14"),
                ])
            let path = try #require(opened.location?.split(separator: "?").first.map(String.init), "\(opened.body)")
            let today = try #require(
                try await site.database.rows("SELECT current_date::text").first?.first.flatMap(\.self))
            for (action, fields) in [
                ("notes", [("text", "<i>情绪稳定</i>")]),
                (
                    "contacts",
                    [
                        ("contacted_on", today), ("mode", "phone"), ("outcome", "reached"), ("counterpart", "母亲"),
                        ("minutes", "12"),
                    ]
                ),
                ("review", [("result", "better"), ("remarks", "")]),
            ] {
                let answer = try await affairs.submit("\(path)/\(action)", on: path, fields)
                #expect(answer.status == 303, "\(action): \(answer.body)")
            }
            let page = try await affairs.get(path)
            #expect(page.body.contains("&lt;i&gt;情绪稳定&lt;/i&gt;"))
            #expect(page.body.contains("家庭变故"))
            #expect(page.body.contains("已联系上"))
            #expect(try await affairs.get("/care-files").body.contains(path))
            let closed = try await affairs.submit("\(path)/close", on: path, [("reason", "情况好转")])
            #expect(closed.status == 303)
            // Nothing more can be written, and the page offers no form for it.
            #expect(try await !affairs.get(path).body.contains("\(path)/notes"))
        }
    }
}

import Foundation
import Postgres
import TestSupport
import Testing

/// The log, the history of a record, and break-glass, as pages.
struct AuditPageTests {
    @Test func auditorsReadTheLogAndNobodyElseDoes() async throws {
        try await withSite { site in
            let auditor = try await site.signedIn(as: "auditor")
            let page = try await auditor.get("/audit?action=sign_in")
            #expect(page.status == 200, "\(page.body.prefix(2000))")
            #expect(page.body.contains(site.login("auditor")))
            let none = try await auditor.get("/audit?action=no-such-action&from=2026-01-01")
            #expect(none.body.contains("没有这样的日志"))
            let malformed = try await auditor.get("/audit?student=x")
            #expect(malformed.status == 422)
            for who in ["office", "admin", "teacher"] {
                #expect(try await site.signedIn(as: who).get("/audit").status == 403, "\(who)")
            }
        }
    }

    /// The refusal rolled back whatever stood beside it; what is left is written in a transaction of its own.
    @Test func aRefusalLeavesAnEntry() async throws {
        try await withSite { site in
            #expect(try await site.signedIn(as: "teacher").get("/audit").status == 403)
            let entries = try await site.count(
                "SELECT count(*) FROM audit.event WHERE action = 'refused' AND detail ->> 'what' = '/audit' AND detail ->> 'sqlstate' = 'NX002' AND door = 'web'"
            )
            #expect(entries == 1)
        }
    }

    /// Whoever goes through keys hears "not found" each time, and leaves an entry each time.
    @Test func whatIsNotFoundLeavesAnEntry() async throws {
        try await withSite { site in
            let id = try #require(try await student(site))
            let admin = try await site.signedIn(as: "admin")
            let pages = ["/history/student/\(id)", "/history/student/999999", "/issues/999999"]
            for page in pages {
                #expect(try await admin.get(page).status == 404, "\(page)")
                let entries = try await site.count(
                    "SELECT count(*) FROM audit.event WHERE action = 'refused' AND detail ->> 'what' = \(page) AND detail ->> 'sqlstate' = 'NX003' AND door = 'web'"
                )
                #expect(entries == 1, "\(page)")
            }
        }
    }

    @Test func theHistoryOfAStudentIsForWhoeverSeesTheStudent() async throws {
        try await withSite { site in
            let id = try #require(try await student(site))
            _ = try await site.database.rows("UPDATE people.person SET name = '史改名' WHERE id = \(Int64(id)) RETURNING id")
            let page = try await site.signedIn(as: "affairs").get("/history/student/\(id)")
            #expect(page.status == 200, "\(page.body.prefix(2000))")
            #expect(page.body.contains("史原名") && page.body.contains("史改名") && page.body.contains("姓名"))
            #expect(try await site.signedIn(as: "admin").get("/history/student/\(id)").status == 404)
            #expect(try await site.signedIn(as: "affairs").get("/history/no-such/1").status == 404)
        }
    }

    @Test func aLeaderBreaksTheGlassAndThePartyOfficeReviewsIt() async throws {
        try await withSite { site in
            let id = try #require(try await student(site))
            _ = try await site.database.rows(
                "INSERT INTO care.health_card (student_id, version, sport_limit, first_aid) VALUES (\(Int64(id)), 1, 'no_sport', '左袋喷雾') RETURNING id"
            )
            let leader = try await site.signedIn(as: "leader")
            let office = try await site.signedIn(as: "office")
            #expect(!(try await leader.get("/students/\(id)").body.contains("左袋喷雾")))
            let form = "/break-glass/new?student=\(id)"
            let fields = [("record_class", "health_card"), ("hours", "2"), ("student", String(id))]
            let refused = try await leader.submit("/break-glass", on: form, fields + [("reason", "太短")])
            #expect(refused.status == 422)
            let opened = try await leader.submit("/break-glass", on: form, fields + [("reason", "运动会上晕倒,需要急救步骤")])
            #expect(opened.status == 303)
            #expect(try await leader.get("/students/\(id)").body.contains("左袋喷雾"))
            #expect(try await office.get("/").body.contains("未审查的紧急查看"))
            #expect(!(try await site.signedIn(as: "teacher").get("/break-glass").body.contains("运动会上晕倒")))
            let look = try #require(try await site.count("SELECT max(id) FROM access.break_glass"))
            let reviewed = try await office.submit(
                "/break-glass/\(look)/review", on: "/break-glass", [("justified", "no"), ("note", "校医在场")])
            #expect(reviewed.status == 303)
            #expect(!(try await leader.get("/students/\(id)").body.contains("左袋喷雾")))
        }
    }

    private func student(_ site: TestSite) async throws -> Int? {
        try await site.count(
            """
            WITH born AS (INSERT INTO people.person (name, sex) VALUES ('史原名', '1') RETURNING id),
                 pupil AS (INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM born RETURNING person_id)
            SELECT person_id FROM pupil
            """)
    }
}

import Foundation
import Postgres
import Spreadsheets
import TestSupport
import Testing

/// Registers as pages: listed, opened, acted upon, filled from a sheet; and what others get.
struct RegisterPageTests {
    @Test func aRegisterIsListedAddedToAndActedUpon() async throws {
        try await withSite { site in
            let office = try await site.signedIn(as: "office")
            let catalogue = try await office.get("/registers")
            #expect(catalogue.status == 200)
            #expect(catalogue.body.contains("/registers/place"))
            let made = try await office.submit(
                "/registers/place/do/add", on: "/registers/place",
                [("field-kind", "building"), ("field-label", "<b>一号楼</b>"), ("field-capacity", "900")])
            #expect(made.status == 303, "\(made.body.prefix(2000))")
            let path = try #require(made[header: "Location"]).split(separator: "?")[0]
            let record = try await office.get(String(path))
            #expect(record.status == 200)
            #expect(record.body.contains("&lt;b&gt;一号楼&lt;/b&gt;") && !record.body.contains("<b>一号楼"))
            let list = try await office.get("/registers/place?field-of_kind=building")
            #expect(list.body.contains("一号楼"))
            let none = try await office.get("/registers/place?field-of_kind=canteen")
            #expect(!none.body.contains("一号楼"))
            let ended = try await office.submit("\(path)/end", on: String(path), [])
            #expect(ended.status == 303)
            // The record is in use no longer, so it is in no list.
            #expect(try await office.get(String(path)).status == 404)
        }
    }

    @Test func whatIsNotAcceptedStaysInTheFormWithTheReason() async throws {
        try await withSite { site in
            let office = try await site.signedIn(as: "office")
            let answer = try await office.submit(
                "/registers/place/do/add", on: "/registers/place",
                [("field-kind", "building"), ("field-label", "二号楼"), ("field-parent", "没有的楼")])
            #expect(answer.status == 422)
            #expect(answer.body.contains("所在场所") && answer.body.contains("没有的楼") && answer.body.contains("value=\"二号楼\""))
            #expect(try await site.count("SELECT count(*) FROM units.place") == 0)
        }
    }

    @Test func whoMayNotIsTold() async throws {
        try await withSite { site in
            let teacher = try await site.signedIn(as: "teacher")
            let page = try await teacher.get("/registers/place")
            #expect(page.status == 200)
            #expect(!page.body.contains("/registers/place/do/add"))
            let forms = try Browser.Form(action: "/sign-out", in: page.body).keys
            let refused = try await teacher.post(
                "/registers/place/do/add", forms + [("field-kind", "building"), ("field-label", "三号楼")])
            #expect(refused.status == 403)
            #expect(try await site.count("SELECT count(*) FROM units.place") == 0)
            #expect(try await site.count("SELECT count(*) FROM audit.event WHERE action = 'refused'") == 1)
            let admin = try await site.signedIn(as: "admin")
            #expect(try await admin.get("/registers/place").status == 403)
            #expect(try await admin.get("/registers/no-such").status == 404)
            #expect(try await admin.get("/registers/place/999999").status == 403)
        }
    }

    @Test func aSheetComesInByItsHeadings() async throws {
        try await withSite { site in
            let office = try await site.signedIn(as: "office")
            let sheet = try SpreadsheetWriter(
                SpreadsheetWriter.Table(
                    name: "场所", title: "场所登记表", columns: ["序号", "名称", "类别", "容纳人数"],
                    rows: [
                        [.text("1"), .text("四号楼"), .text("楼"), .text("600")],
                        [.text("2"), .text("五号楼"), .text("城堡"), .text("600")],
                    ])
            ).bytes()
            for isTrial in [true, false] {
                let keys = try Browser.Form(
                    action: "/registers/place/sheet", in: try await office.get("/registers/place").body
                ).keys
                let (body, type) = Self.multipart(keys + (isTrial ? [("trial", "yes")] : []), fileName: "场所.xlsx", sheet)
                let answer = try await office.post("/registers/place/sheet", body: body, contentType: type)
                #expect(answer.status == 200, "\(answer.body.prefix(2000))")
                #expect(answer.body.contains("城堡") && answer.body.contains("类别"))
                #expect(try await site.count("SELECT count(*) FROM units.place") == (isTrial ? 0 : 1))
            }
        }
    }

    @Test func aCalendarFeedIsForWhoeverKnowsItsAddress() async throws {
        try await withSite { site in
            let office = try await site.signedIn(as: "office")
            let page = try await office.submit("/calendar/address", on: "/calendar", [])
            #expect(page.status == 200)
            let address = try #require(page.body.firstMatch(of: #//calendar/[0-9a-f]{64}\.ics/#)).output
            let stranger = site.browser()
            let feed = try await stranger.get(String(address))
            #expect(feed.status == 200 && feed[header: "Content-Type"] == "text/calendar; charset=utf-8")
            #expect(feed.body.hasPrefix("BEGIN:VCALENDAR\r\n") && feed.body.hasSuffix("END:VCALENDAR\r\n"))
            #expect(try await site.count("SELECT count(*) FROM work.calendar_feed WHERE last_read_on IS NOT NULL") == 1)
            #expect(try await office.submit("/calendar/end", on: "/calendar", []).status == 303)
            #expect(try await !stranger.get(String(address)).body.contains("BEGIN:VEVENT"))
            #expect(try await stranger.get("/calendar/\(String(repeating: "0", count: 64))").status == 404)
        }
    }

    @Test func attachmentsAreKeptUnderTheRightsOfTheirRecord() async throws {
        try await withSite { site in
            let teacher = try await site.signedIn(as: "teacher")
            let student = try #require(try await site.count("SELECT person_id FROM people.student"))
            let login = site.login("teacher")
            try await withConnection(site.database.superuserOptions) { connection in
                try await connection.execute(
                    """
                    INSERT INTO field.visit (mode, visited_on, visitor_id, student_id)
                    SELECT 'phone', current_date - 1, person_id, \(Int64(student)) FROM auth.account WHERE login_name = \(login)
                    """)
            }
            let visit = try #require(try await site.count("SELECT id FROM field.visit"))
            let path = "/attachments/visit/\(visit)"
            func attach(_ bytes: [UInt8], named name: String) async throws -> Browser.Answer {
                let keys = try Browser.Form(action: path, in: try await teacher.get(path).body).keys
                let (body, type) = Self.multipart(keys, fileName: name, bytes)
                return try await teacher.post(path, body: body, contentType: type)
            }
            let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("photo".utf8)
            #expect(try await attach(photo, named: "家访 <1>.svg").status == 303)
            let trap = try await attach(Array("<svg onload='alert(1)'/>".utf8), named: "photo.jpg")
            #expect(trap.status == 422)
            let number = try #require(try await site.count("SELECT id FROM storage.attachment"))
            let answer = try await teacher.get("/attachment/\(number)")
            #expect(answer.status == 200 && answer[header: "Content-Type"] == "image/jpeg")
            #expect(answer[header: "X-Content-Type-Options"] == "nosniff")
            #expect(answer[header: "Content-Security-Policy"]?.contains("sandbox") == true)
            // The office that does not see the visit finds no attachment of it either.
            let office = try await site.signedIn(as: "office")
            #expect(try await office.get("/attachment/\(number)").status == 404)
            #expect(try await office.get(path).status == 404)
        }
    }

    private static func multipart(
        _ fields: [(String, String)], fileName: String, _ bytes: [UInt8]
    ) -> (body: [UInt8], type: String) {
        let boundary = "----nuanxin8MA4YWxkTrZu0gX"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array(
            ("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(fileName)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n").utf8)
        body += bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        return (body, "multipart/form-data; boundary=\(boundary)")
    }
}

import Foundation
import Postgres
import Spreadsheets
import TestSupport
import Testing

/// A sheet comes in by the browser, is judged, committed, and taken back.
struct ImportPageTests {
    private static func roster(_ rows: [[Cell]]) throws -> [UInt8] {
        try SpreadsheetWriter(
            SpreadsheetWriter.Table(
                name: "教职工", title: "2026年秋教职工名册", columns: ["工号", "姓名", "性别", "政治面貌", "任教学科", "职务", "联系电话"], rows: rows
            )
        ).bytes()
    }

    private static func multipart(
        _ keys: [(String, String)], fileName: String, _ bytes: [UInt8]
    ) -> (body: [UInt8], type: String) {
        let boundary = "----nuanxin7MA4YWxkTrZu0gW"
        var body: [UInt8] = []
        for (name, value) in keys + [("form", "")] {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array(
            ("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(fileName)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n").utf8)
        body += bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        return (body, "multipart/form-data; boundary=\(boundary)")
    }

    private func upload(_ browser: Browser, _ fileName: String, _ bytes: [UInt8]) async throws -> Browser.Answer {
        let keys = try Browser.Form(action: "/imports", in: try await browser.get("/imports").body).keys
        let (body, type) = Self.multipart(keys, fileName: fileName, bytes)
        return try await browser.post("/imports", body: body, contentType: type)
    }

    @Test func aSheetIsJudgedCommittedAndTakenBack() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "setup")
            let bytes = try Self.roster([
                [.text("T9001"), .text("张三"), .text("男"), .text("群众"), .text("语文"), .text("教师"), .text("13800138000")],
                [.text("T9002"), .empty, .text("女"), .text("群众"), .text("数学"), .text("教师"), .text("13800138001")],
            ])
            let uploaded = try await upload(browser, "../<img src=x>.xlsx", bytes)
            let batch = try #require(
                try await site.count("SELECT max(id) FROM intake.batch"), "\(uploaded.status) \(uploaded.body)")
            let path = "/imports/\(batch)"
            let before = try await site.count("SELECT count(*) FROM people.staff")
            let page = try await browser.get(path)
            #expect(page.status == 200)
            #expect(page.body.contains("没有姓名"))
            // The file's name is shown as text, without the path before it.
            #expect(page.body.contains("&lt;img src=x&gt;.xlsx"))
            #expect(!page.body.contains("../"))

            let refused = try await browser.get("\(path)/refused.xlsx")
            #expect(refused.status == 200)
            let workbook = try Workbook(bytes: refused.bytes, name: "refused.xlsx")
            let cells = workbook.sheets[0].rows.flatMap(\.cells).compactMap(\.displayText)
            #expect(cells.contains("T9002"))
            #expect(cells.contains("工号"))
            #expect(cells.contains { $0.contains("没有姓名") })

            let committed = try await browser.submit("\(path)/commit", on: path, [])
            #expect(committed.status == 303, "\(committed.body)")
            #expect(try await site.count("SELECT count(*) FROM people.staff") == before.map { $0 + 1 })
            let undone = try await browser.submit("\(path)/undo", on: path, [])
            #expect(undone.status == 303, "\(undone.body)")
            #expect(try await site.count("SELECT count(*) FROM people.staff") == before)
        }
    }

    @Test func aFileThatIsNoSpreadsheetIsExplained() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "setup")
            let answer = try await upload(browser, "名册.xlsx", Array("PK\u{3}\u{4} not a workbook".utf8))
            #expect(answer.status == 422)
            #expect(answer.body.contains("名册.xlsx"))
            #expect(try await site.count("SELECT count(*) FROM intake.batch") == 0)
        }
    }

    /// The batch of another person does not exist.
    @Test func nobodySeesTheBatchesOfOthers() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "setup")
            _ = try await upload(
                browser, "a.xlsx",
                try Self.roster([
                    [.text("T9001"), .text("张三"), .text("男"), .text("群众"), .text("语文"), .text("教师"), .empty]
                ]))
            let batch = try #require(try await site.count("SELECT max(id) FROM intake.batch"))
            let other = try await site.signedIn(as: "office")
            #expect(try await other.get("/imports/\(batch)").status == 404)
            #expect(try await other.get("/imports/\(batch)/refused.xlsx").status == 404)
        }
    }
}

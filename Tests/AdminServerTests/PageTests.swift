import Foundation
import Postgres
import TestSupport
import Testing

/// What pages show, to whom, and with which headers.
struct PageTests {
    @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            for path in ["/", "/issues", "/no-such-page", "/aid-gap"] {
                let answer = try await browser.get(path)
                #expect(
                    answer[header: "Content-Security-Policy"]
                        == "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                )
                #expect(answer[header: "X-Content-Type-Options"] == "nosniff")
                #expect(answer[header: "Referrer-Policy"] == "same-origin")
                #expect(answer[header: "Cross-Origin-Opener-Policy"] == "same-origin")
                #expect(answer[header: "Permissions-Policy"] != nil)
                #expect(answer[header: "Cache-Control"] == "no-store", "\(path)")
                #expect(!answer.body.contains("<script"))
                #expect(!answer.body.contains(" style="))
            }
        }
    }

    /// Each page of the menu, as somebody who may see it.
    @Test(arguments: [
        (
            "affairs",
            [
                "/", "/people", "/people?q=小明", "/care-files", "/left-behind", "/quotas", "/issues", "/issues/new",
                "/tasks", "/publications",
                "/imports", "/reports",
            ]
        ),
        ("office", ["/", "/issues?state=overdue&area=facilities&q=水", "/publications", "/accounts"]),
        ("leader", ["/", "/issues", "/quotas", "/reports"]),
        ("admin", ["/", "/accounts"]),
    ])
    func pagesOpenForThoseWhoMaySeeThem(_ who: String, _ paths: [String]) async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: who)
            for path in paths {
                let parts = path.split(separator: "?", maxSplits: 1)
                let query =
                    parts.count > 1
                    ? "?" + (parts[1].addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? "") : ""
                for language in ["zh", "en"] {
                    browser.cookies["nuanxin-language"] = language
                    let answer = try await browser.get(String(parts[0]) + query)
                    #expect(answer.status == 200, "\(who) \(path): \(answer.body.prefix(3000))")
                }
            }
        }
    }

    /// Every report answers or says that it may not be read; none fails.
    @Test func everyReportOpens() async throws {
        try await withSite { site in
            var answered: Set<String> = []
            for who in ["affairs", "office", "leader", "auditor"] {
                let browser = try await site.signedIn(as: who)
                let list = try await browser.get("/reports").body
                let paths = list.matches(of: /href="(\/reports\/[a-z-]+)"/).map { String($0.1) }
                #expect(paths.count >= 10)
                for path in paths {
                    let answer = try await browser.get(path)
                    #expect([200, 403].contains(answer.status), "\(who) \(path)")
                    if answer.status == 200 { answered.insert(path) }
                }
            }
            #expect(answered.contains("/reports/overdue-rate"))
            #expect(answered.contains("/reports/leader-quota"))
            let malformed = try await site.signedIn(as: "office").get("/reports/leader-quota?on=yesterday-or-so")
            #expect(malformed.status == 422)
        }
    }

    @Test func aRefusalSaysWhyAndWhomToAsk() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let answer = try await browser.get("/aid-gap")
            #expect(answer.status == 403)
            #expect(answer.body.contains("您无权查看:资助申请与佐证"))
            #expect(answer.body.contains("党委办公室"))
            browser.cookies["nuanxin-language"] = "en"
            #expect(try await browser.get("/aid-gap").body.contains("ask the party office"))
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "affairs")
            for path in [
                "/issues/999999", "/students/999999", "/care-files/999999", "/imports/999999", "/issues/1%20or%201=1",
                "/students/-1", "/students/01", "/reports/no-such-report", "/static/../Templates/layout.mustache",
                "/static/%2e%2e/style.css",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.body.contains("<h1>没有这个页面</h1>"), "\(path)")
            }
        }
    }

    @Test func aStudentsPageLeavesOutWhatIsNotPermitted() async throws {
        try await withSite { site in
            let id = try #require(try await site.count("SELECT person_id FROM people.student"))
            let affairs = try await site.signedIn(as: "affairs").get("/students/\(id)")
            #expect(affairs.status == 200)
            #expect(affairs.body.contains("2011-05-01"))
            #expect(affairs.body.contains("/students/\(id)/care-files"))
            // A teacher sees the name and may record a visit.
            let teacher = try await site.signedIn(as: "teacher").get("/students/\(id)")
            #expect(teacher.status == 200)
            #expect(!teacher.body.contains("2011-05-01"))
            #expect(!teacher.body.contains("/students/\(id)/care-files"))
            #expect(teacher.body.contains("/students/\(id)/visits"))
        }
    }

    // MARK: - Text that is markup

    @Test func namesAreShownAsText() async throws {
        try await withSite { site in
            let id = try #require(try await site.count("SELECT person_id FROM people.student"))
            let answer = try await site.signedIn(as: "affairs").get("/students/\(id)")
            #expect(answer.body.contains("&lt;b&gt;小明&lt;/b&gt;"))
            #expect(!answer.body.contains("<b>小明"))
            let search = try await site.signedIn(as: "affairs").get(
                "/people?q=" + Browser.encoded("\"><script>alert(1)</script>"))
            #expect(search.body.contains("value=\"&quot;&gt;&lt;script&gt;"))
            #expect(!search.body.contains("<script>"))
        }
    }

    /// The template library escapes whole characters: one that is made of a quotation mark and a combining mark, or of
    /// a prepending mark and a quotation mark, is another.
    @Test func aCombiningMarkDoesNotHideAQuotationMark() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "affairs")
            for text in ["\"\u{301} onfocus=alert(1) x=", "\u{600}\" onfocus=alert(1) x=", "<\u{200D}img src=x>"] {
                let page = try await browser.get("/people?q=" + Browser.encoded(text)).body.unicodeScalars
                let opening = Array("name=\"q\" type=\"search\" value=\"".unicodeScalars)
                let shown = try #require(page.firstRange(of: opening))
                let rest = page[shown.upperBound...]
                let value = String(rest[..<(rest.firstIndex(of: "\"") ?? rest.endIndex)])
                #expect(value.contains(text.contains("onfocus") ? "onfocus" : "img"), "the value ends early: \(value)")
                #expect(!value.unicodeScalars.contains("<"))
            }
        }
    }

    // MARK: - Languages

    @Test func theLanguageIsSwitchedAndKept() async throws {
        try await withSite { site in
            let browser = site.browser()
            let chinese = try await browser.get("/sign-in")
            #expect(chinese.body.contains("<html lang=\"zh-CN\">"))
            #expect(chinese.body.contains("登录名"))
            let answer = try await browser.get("/language?to=en&back=%2Fsign-in")
            #expect(answer.status == 303)
            #expect(answer.location == "/sign-in")
            let english = try await browser.get("/sign-in")
            #expect(english.body.contains("<html lang=\"en\">"))
            #expect(english.body.contains("Login name"))
        }
    }

    /// The database answers in the page's language, too.
    @Test func labelsOfTheDatabaseComeInTheLanguageOfThePage() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            #expect(try await browser.get("/issues/new").body.contains(">校园安全</option>"))
            browser.cookies["nuanxin-language"] = "en"
            #expect(try await browser.get("/issues/new").body.contains(">campus safety</option>"))
        }
    }

    // MARK: - Without signing in

    @Test func thePublicPageNeedsNoSessionAndMayBeCached() async throws {
        try await withSite { site in
            try await site.database.execute(publishedIssue)
            let browser = site.browser()
            let answer = try await browser.get("/public")
            #expect(answer.status == 200)
            #expect(answer[header: "Cache-Control"] == "public, max-age=300")
            #expect(answer[header: "Set-Cookie"] == nil)
            #expect(answer.body.contains("饮水机出水慢"))
            // Nothing of the issue itself, only its public words.
            #expect(!answer.body.contains("内部标题"))
            #expect(try await browser.get("/public?language=en").body.contains("The three lists, published"))
        }
    }

    @Test func theStyleSheetAndTheIconAreServedToAnybody() async throws {
        try await withSite { site in
            let browser = site.browser()
            let style = try await browser.get("/static/style.css")
            #expect(style.status == 200)
            #expect(style[header: "Content-Type"] == "text/css; charset=utf-8")
            #expect(style[header: "Cache-Control"]?.contains("public") == true)
            #expect(try await browser.get("/static/icon.svg").status == 200)
            #expect(try await browser.get("/health").status == 200)
        }
    }
}

private let publishedIssue = """
    INSERT INTO work.issue (number, title, area, severity, heard_on, state, closed_on, deadline, deadline_original)
    VALUES ('2026-0900', '内部标题', 'facilities', 'normal', current_date - 9, 'closed', current_date, current_date, current_date);
    INSERT INTO work.publication_item (issue_id, public_issue, public_measure, public_result, written_by, approved_by, state, published_on, expires_on)
    SELECT issue.id, '饮水机出水慢', '更换滤芯', '出水正常', writer.id, approver.id, 'published', current_date, current_date + 30
    FROM work.issue, people.person AS writer, people.person AS approver WHERE writer.name = 'office' AND approver.name = 'leader';
    """

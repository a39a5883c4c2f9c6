import Postgres
import TestSupport
import Testing

/// Signing in and out, and what guards the forms.
struct SignInTests {
    @Test func theRightPasswordOpensASessionWithStrictCookieFlags() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let cookie = try #require(browser.setCookies.first { $0.hasPrefix("nuanxin=") })
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(cookie.contains("Path=/"))
            // Plain HTTP on the loopback interface: a secure cookie would not come back.
            #expect(!cookie.contains("Secure"))
            let home = try await browser.get("/")
            #expect(home.status == 200)
            #expect(home.body.contains("teacher"))
        }
    }

    @Test func aWrongPasswordAndAnUnknownNameGetTheSameAnswer() async throws {
        try await withSite { site in
            let known = try await site.browser().submit(
                "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", "wrong")])
            let unknown = try await site.browser().submit(
                "/sign-in", on: "/sign-in", [("login", site.login("nobody")), ("password", "wrong")])
            let operators = try await site.browser().submit(
                "/sign-in", on: "/sign-in", [("login", "nuanxin_web"), ("password", "web")])
            #expect(known.status == 401)
            #expect(unknown.status == 401)
            #expect(operators.status == 401)
            #expect(known.body.contains("登录名或密码不对"))
            #expect(unknown.body.contains("登录名或密码不对"))
            #expect(operators.body.contains("登录名或密码不对"))
            for answer in [known, unknown, operators] {
                #expect(answer[header: "Set-Cookie"]?.contains("nuanxin=") != true)
            }
        }
    }

    @Test func anEmptyPasswordNeverReachesTheDatabase() async throws {
        try await withSite { site in
            let answer = try await site.browser().submit(
                "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", "")])
            #expect(answer.status == 401)
        }
    }

    @Test func guessingIsSlowedDown() async throws {
        try await withSite { site in
            let browser = site.browser()
            for _ in 0..<5 {
                let answer = try await browser.submit(
                    "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", "wrong")])
                #expect(answer.status == 401)
            }
            let answer = try await browser.submit(
                "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", TestSite.password)])
            #expect(answer.status == 429)
            #expect(answer[header: "Retry-After"] != nil)
            // Nobody else is locked out.
            _ = try await site.signedIn(as: "office")
        }
    }

    @Test func withoutASessionEveryPageLeadsToSignIn() async throws {
        try await withSite { site in
            for path in [
                "/", "/people", "/students/1", "/care-files", "/care-files/1", "/left-behind", "/aid-gap", "/quotas",
                "/issues", "/issues/new",
                "/issues/1", "/tasks", "/publications", "/imports", "/imports/1", "/imports/1/refused.xlsx", "/reports",
                "/reports/overdue-rate",
                "/accounts",
            ] {
                let answer = try await site.browser().get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.location?.hasPrefix("/sign-in") == true, "\(path)")
                // A cookie that was made up is no better than none.
                let forger = site.browser()
                forger.cookies["nuanxin"] = String(repeating: "a", count: 64) + "." + String(repeating: "b", count: 32)
                let forged = try await forger.get(path)
                #expect(forged.status == 303, "\(path) with a forged cookie")
                #expect(forged.location?.hasPrefix("/sign-in") == true, "\(path) with a forged cookie")
            }
        }
    }

    @Test func afterSigningOutTheTokenIsWorthNothing() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let cookies = browser.cookies
            let answer = try await browser.submit("/sign-out", on: "/", [])
            #expect(answer.status == 303)
            #expect(browser.cookies["nuanxin"] == nil)
            browser.cookies = cookies
            #expect(try await browser.get("/").status == 303)
        }
    }

    @Test func afterSigningInThePageThatWasAskedForIsShown() async throws {
        try await withSite { site in
            let browser = site.browser()
            let asked = try await browser.get("/issues?state=open")
            let location = try #require(asked.location)
            #expect(location == "/sign-in?back=%2Fissues%3Fstate%3Dopen")
            let answer = try await browser.submit(
                "/sign-in", on: location, [("login", site.login("teacher")), ("password", TestSite.password)])
            #expect(answer.location == "/issues?state=open")
        }
    }

    @Test func noRedirectLeavesTheSite() async throws {
        try await withSite { site in
            for target in [
                "https://evil.example/", "//evil.example/", "/\\evil.example/", "/\tevil.example",
                "javascript:alert(1)",
            ] {
                try await expectNoWayOut(to: target, from: site)
            }
        }
    }

    private func expectNoWayOut(to target: String, from site: TestSite) async throws {
        let browser = site.browser()
        let page = try await browser.get("/sign-in?back=" + Browser.encoded(target))
        #expect(!page.body.contains("name=\"back\""))
        let keys = try Browser.Form(action: "/sign-in", in: page.body).keys
        let answer = try await browser.post(
            "/sign-in", keys + [("login", site.login("teacher")), ("password", TestSite.password), ("back", target)])
        #expect(answer.location == "/")
        let language = try await browser.get("/language?to=en&back=" + Browser.encoded(target))
        #expect(language.location == "/")
    }

    // MARK: - Forms

    @Test func aFormWithoutItsSecretIsRefused() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let fields = [
                ("title", "x"), ("area", "facilities"), ("channel", "talk"), ("heard_on", "2026-01-05"),
                ("severity", "normal"),
                ("command", "7d444840-9dc0-11d1-b245-5ffdce74fad2"),
            ]
            let missing = try await browser.post("/issues/new", fields)
            let wrong = try await browser.post("/issues/new", fields + [("csrf", String(repeating: "0", count: 32))])
            #expect(missing.status == 403)
            #expect(wrong.status == 403)
            #expect(try await site.count("SELECT count(*) FROM work.issue") == 0)
            let signIn = try await site.browser().post(
                "/sign-in", [("login", site.login("teacher")), ("password", TestSite.password)])
            #expect(signIn.status == 403)
        }
    }

    @Test func aFormOfAnotherSiteIsRefused() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let keys = try Browser.Form(action: "/sign-out", in: try await browser.get("/").body).keys
            for headers in [
                ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
                ["Sec-Fetch-Site": "same-site"],
            ] {
                #expect(try await browser.post("/sign-out", keys, headers: headers).status == 403, "\(headers)")
            }
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test func onlyFormsAreRead() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            #expect(try await browser.post("/issues/new", [], headers: ["Content-Type": "text/plain"]).status == 415)
            #expect(
                try await browser.post("/issues/new", [], headers: ["Content-Type": "application/json"]).status == 415)
            let large = [UInt8](repeating: UInt8(ascii: "a"), count: 1024 * 1024 + 1)
            #expect(
                try await browser.post("/issues/new", body: large, contentType: "application/x-www-form-urlencoded")
                    .status == 413)
        }
    }

    @Test func anotherHostNameOnTheLoopbackInterfaceIsNotAnswered() async throws {
        try await withSite { site in
            let answer = try await site.browser().get("/sign-in", headers: ["Host": "evil.example"])
            #expect(answer.status == 421)
        }
    }
}

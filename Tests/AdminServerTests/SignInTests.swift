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

    /// The attempts are the database's to count: a server that starts anew, or a second one, knows of them.
    @Test func guessingIsSlowedDownAcrossRestarts() async throws {
        try await withSite { site in
            for _ in 0..<5 {
                _ = try await site.browser().submit(
                    "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", "wrong")])
            }
            try await withServer(
                web: site.database.options(as: "nuanxin_web", password: "web"), personal: site.database.superuserOptions
            ) { base in
                let answer = try await Browser(base: base).submit(
                    "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", TestSite.password)])
                #expect(answer.status == 429)
            }
            #expect(try await site.count("SELECT count(*) FROM audit.event WHERE action = 'sign_in_refused'") == 5)
        }
    }

    @Test func theFirstPasswordMustBeChanged() async throws {
        try await withSite { site in
            try await site.database.execute(
                "UPDATE auth.account SET password_change_due = true WHERE login_name = '\(site.login("teacher"))'")
            let browser = site.browser()
            let asked = try await browser.submit(
                "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", TestSite.password)])
            #expect(asked.status == 200)
            #expect(asked.body.contains("action=\"/password\""))
            #expect(browser.cookies["nuanxin"] == nil)
            func change(_ new: String, _ again: String, old: String = TestSite.password) async throws -> Browser.Answer {
                try await browser.submit(
                    "/password", on: "/password",
                    [("login", site.login("teacher")), ("password", old), ("new", new), ("again", again)])
            }
            #expect(try await change("short", "short").status == 422)
            #expect(try await change("A good 暖心 one", "Another 暖心 one").status == 422)
            #expect(try await change(TestSite.password, TestSite.password).status == 422)
            #expect(try await change("A good 暖心 one", "A good 暖心 one", old: "wrong wrong").status == 401)
            #expect(try await browser.get("/").status == 303)
            let changed = try await change("A good 暖心 one", "A good 暖心 one")
            #expect(changed.status == 303 && changed.location == "/?done=password_changed")
            #expect(try await browser.get("/").status == 200)
            // The old one is worth nothing now.
            let old = try await site.browser().submit(
                "/sign-in", on: "/sign-in", [("login", site.login("teacher")), ("password", TestSite.password)])
            #expect(old.status == 401)
        }
    }

    @Test func peopleSeeAndEndTheirSessions() async throws {
        try await withSite { site in
            let (here, elsewhere) = (try await site.signedIn(as: "teacher"), try await site.signedIn(as: "teacher"))
            let other = try await site.signedIn(as: "office")
            let page = try await here.get("/sessions")
            #expect(page.status == 200)
            #expect(page.body.contains("127.0.0.1") && page.body.contains("就是这里"))
            let number = try #require(page.body.firstMatch(of: #/action="/sessions/(\d+)/close"/#).map { String($0.output.1) })
            // Nobody else's.
            let keys = try Browser.Form(action: "/sign-out", in: try await other.get("/").body).keys
            #expect(try await other.post("/sessions/\(number)/close", keys).status == 404)
            #expect(try await elsewhere.get("/").status == 200)
            #expect(try await here.submit("/sessions/\(number)/close", on: "/sessions", []).status == 303)
            #expect(try await elsewhere.get("/").status == 303)
            #expect(try await here.get("/").status == 200)
            let again = try await site.signedIn(as: "teacher")
            #expect(try await here.submit("/sessions/close-others", on: "/sessions", []).status == 303)
            #expect(try await again.get("/").status == 303)
            #expect(try await here.get("/").status == 200)
        }
    }

    @Test func withoutASessionEveryPageLeadsToSignIn() async throws {
        try await withSite { site in
            for path in [
                "/", "/people", "/students/1", "/care-files", "/care-files/1", "/left-behind", "/aid-gap", "/quotas",
                "/issues", "/issues/new",
                "/issues/1", "/tasks", "/publications", "/imports", "/imports/1", "/imports/1/refused.xlsx", "/reports",
                "/reports/overdue-rate",
                "/accounts", "/sessions",
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

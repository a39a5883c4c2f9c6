import Postgres
import TestSupport
import Testing

/// Step two of signing in, through the pages.
struct SecondFactorTests {
    private static let pages = [
        "/", "/people", "/care-files", "/left-behind", "/aid-gap", "/quotas", "/issues", "/issues/new", "/tasks",
        "/publications", "/imports", "/registers", "/reports", "/accounts", "/accounts/sign-in-rules", "/sessions",
        "/calendar", "/audit", "/break-glass",
    ]

    @Test func aSecondFactorIsSetUpAndAskedFor() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let other = try await site.signedIn(as: "teacher")
            let codes = try await setUp(browser, site, "teacher")
            #expect(try await browser.get("/").status == 200, "this browser has shown it")
            #expect(try await other.get("/").location?.hasPrefix("/sign-in") == true, "another has not, and has ended")
            let page = try await browser.get("/second-factor")
            #expect(page.body.contains("已启用") && page.body.contains("剩余恢复码 10"))

            _ = try await browser.submit("/sign-out", on: "/", [])
            let back = "/issues?state=open"
            let signIn = try await browser.submit(
                "/sign-in", on: "/sign-in?back=" + Browser.encoded(back), password(site, "teacher"))
            #expect(signIn.location == back)
            let asked = try await browser.get(back)
            let form = "/second-factor?back=%2Fissues%3Fstate%3Dopen"
            #expect(asked.status == 303 && asked.location == form, "the password is half of the way")
            try await expectNothingElse(browser)
            #expect(try await browser.get(form).body.contains("验证码或恢复码"))

            let wrong = try await browser.submit("/second-factor", on: form, [("code", "abcdef")])
            #expect(wrong.status == 401 && wrong.body.contains("验证码不对"))
            let used = try await code(site, "teacher", steps: nil)
            #expect(try await browser.submit("/second-factor", on: form, [("code", used)]).status == 401, "used before")
            let right = try await code(site, "teacher", steps: 1)
            let keys = try Browser.Form(action: "/second-factor", in: try await browser.get(form).body).keys
            let given = try await browser.post("/second-factor", keys + [("code", right)])
            #expect(given.status == 303 && given.location == back)
            #expect(try await browser.get(back).status == 200)
            #expect(
                try await browser.post("/second-factor", keys + [("code", right)]).location == back,
                "a form sent twice is taken once")

            let thief = try await site.signedIn(as: "teacher")
            #expect(
                try await thief.submit("/second-factor", on: "/second-factor", [("code", right)]).status == 401,
                "no code works twice")
            let recovery = try await thief.submit("/second-factor", on: "/second-factor", [("code", codes[0])])
            #expect(recovery.location == "/second-factor?done=recovery_code_used")
            #expect(try await thief.get("/second-factor").body.contains("剩余恢复码 9"))
            let again = try await site.signedIn(as: "teacher")
            #expect(
                try await again.submit("/second-factor", on: "/second-factor", [("code", codes[0])]).status == 401,
                "nor does a recovery code")
            // Signed out again without having been signed in.
            #expect(try await again.submit("/sign-out", on: "/second-factor", []).status == 303)
            #expect(try await again.get("/second-factor").location?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func aRoleThatAsksForItIsLedToSetItUpAndToNothingElse() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let administrator = try await site.signedIn(as: "admin")
            #expect(try await browser.get("/").status == 200)
            let rules = "/accounts/sign-in-rules"
            func require(_ required: String, by browser: Browser) async throws -> Browser.Answer {
                let keys = try Browser.Form(action: "/sign-out", in: try await browser.get(rules).body).keys
                return try await browser.post(
                    rules + "/second-factor", keys + [("role", "teacher"), ("required", required)])
            }
            #expect(try await require("yes", by: administrator).location == rules + "?done=rule_set")

            #expect(try await browser.get("/people").location == "/second-factor?back=%2Fpeople", "at the next request")
            try await expectNothingElse(browser)
            let fresh = try await site.signedIn(as: "teacher")
            #expect(try await fresh.get("/").location == "/second-factor")
            let shown = try await fresh.get("/second-factor?back=%2Fpeople")
            #expect(shown.body.contains("请先设置") && !shown.body.contains("<nav"))
            let codes = try await setUp(fresh, site, "teacher")
            #expect(codes.count == 10)
            #expect(try await fresh.get("/").status == 200)

            let refused = try await require("no", by: administrator)
            #expect(refused.status == 403 && refused.body.contains("只有党委办公室"), "the administrator does not ask less")
            #expect(try await site.count("SELECT count(*) FROM access.role WHERE requires_second_factor") == 1)
            #expect(try await require("no", by: try await site.signedIn(as: "office")).status == 303)
            #expect(try await site.count("SELECT count(*) FROM access.role WHERE requires_second_factor") == 0)
            let again = try await site.signedIn(as: "teacher")
            #expect(try await again.get("/").location == "/second-factor", "what is set up is asked for all the same")
        }
    }

    @Test func wrongCodesAreSlowedDownAcrossRestarts() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            _ = try await setUp(browser, site, "teacher")
            let guesser = try await site.signedIn(as: "teacher")
            for _ in 0..<5 {
                #expect(
                    try await guesser.submit("/second-factor", on: "/second-factor", [("code", "no code")]).status == 401)
            }
            let right = try await code(site, "teacher", steps: 1)
            let answer = try await guesser.submit("/second-factor", on: "/second-factor", [("code", right)])
            #expect(answer.status == 429)
            #expect(answer[header: "Retry-After"].flatMap { Int($0) }.map { $0 > 0 } == true)
            try await withServer(
                web: site.database.options(as: "nuanxin_web", password: "web"), personal: site.database.superuserOptions
            ) { base in
                let elsewhere = Browser(base: base)
                elsewhere.cookies = guesser.cookies
                #expect(
                    try await elsewhere.get("/second-factor").body.contains("验证码或恢复码"), "a session survives a restart")
                let answer = try await elsewhere.submit("/second-factor", on: "/second-factor", [("code", right)])
                #expect(answer.status == 429, "and so does the count")
                // Neither is a new session a way round, nor the right password.
                let fresh = Browser(base: base)
                #expect(
                    try await fresh.submit("/sign-in", on: "/sign-in", password(site, "teacher")).status == 429)
            }
            // Long after, the right code is right.
            try await site.database.execute(
                """
                UPDATE auth.second_factor SET last_wrong_at = last_wrong_at - interval '1 hour';
                UPDATE auth.sign_in_attempt SET last_wrong_at = last_wrong_at - interval '1 hour'
                """)
            let later = try await code(site, "teacher", steps: 1)
            #expect(
                try await guesser.submit("/second-factor", on: "/second-factor", [("code", later)]).status == 303)
            #expect(try await site.count("SELECT count(*) FROM audit.event WHERE action = 'second_factor_refused'") == 6)
        }
    }

    @Test func aLostPhoneIsResetByTwoPeople() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            _ = try await setUp(browser, site, "teacher")
            let administrator = try await site.signedIn(as: "admin")
            let proposed = try await administrator.submit(
                "/accounts/second-factor/reset", on: "/accounts", [("reason", "手机遗失,已当面核实")])
            #expect(proposed.location == "/accounts?done=reset_proposed")
            #expect(try await administrator.get("/accounts").body.contains("手机遗失,已当面核实"))
            #expect(try await browser.get("/").status == 200, "nothing has happened yet")
            let office = try await site.signedIn(as: "office")
            let reset = try #require(
                try await site.database.rows("SELECT id FROM auth.second_factor_reset").first?.first ?? nil)
            let path = "/accounts/second-factor/resets/\(reset)/approve"
            let keys = try Browser.Form(action: "/sign-out", in: try await administrator.get("/").body).keys
            #expect(try await administrator.post(path, keys).status == 403, "one person alone resets nothing")
            #expect(try await office.submit(path, on: "/accounts", []).location == "/accounts?done=reset_approved")
            #expect(try await browser.get("/").location?.hasPrefix("/sign-in") == true)
            let anew = try await site.signedIn(as: "teacher")
            #expect(try await anew.get("/").status == 200)
        }
    }

    @Test func aSecondFactorIsReplacedOnlyByWhoeverHasIt() async throws {
        try await withSite { site in
            let browser = try await site.signedIn(as: "teacher")
            let codes = try await setUp(browser, site, "teacher")
            let path = "/second-factor/enrol"
            let without = try await browser.submit(path, on: "/second-factor", [("code", "")])
            #expect(without.status == 422 && !without.body.contains("otpauth:"))
            #expect(
                try await browser.submit(path, on: "/second-factor", [("code", "wrong")]).body.contains("验证码不对"))
            let with = try await browser.submit(path, on: "/second-factor", [("code", codes[3])])
            #expect(with.body.contains("otpauth://totp/"))
            let renewed = try await browser.submit(
                "/second-factor/recovery-codes", on: "/second-factor", [("code", codes[4])])
            let fresh = Self.codes(in: renewed.body)
            #expect(fresh.count == 10 && Set(fresh).isDisjoint(with: codes))
            #expect(
                try await browser.submit(path, on: "/second-factor", [("code", codes[5])]).body.contains("验证码不对"),
                "the old ones are void")
        }
    }

    @Test func theHoursOfSessionsAreRows() async throws {
        try await withSite { site in
            let administrator = try await site.signedIn(as: "admin")
            let browser = try await site.signedIn(as: "teacher")
            let idle = "UPDATE auth.session SET last_used_at = now() - interval '7 minutes'"
            try await site.database.execute(idle)
            #expect(try await browser.get("/").status == 200)
            let rules = "/accounts/sign-in-rules"
            let path = rules + "/limit"
            func set(_ minutes: String) async throws -> Browser.Answer {
                let keys = try Browser.Form(action: path, in: try await administrator.get(rules).body).keys
                return try await administrator.post(
                    path, keys + [("role", "teacher"), ("idle_minutes", minutes), ("longest_minutes", "60")])
            }
            let refused = try await set("1")
            #expect(refused.status == 422 && refused.body.contains("闲置分钟"))
            #expect(try await set("5").location == rules + "?done=rule_set")
            #expect(try await administrator.get(rules).body.contains("value=\"5\""))
            try await site.database.execute(idle)
            #expect(try await browser.get("/").location?.hasPrefix("/sign-in") == true)
            #expect(try await administrator.get("/").status == 200, "nobody else's")
        }
    }

    // MARK: - Helpers

    private func password(_ site: TestSite, _ name: String) -> [(String, String)] {
        [("login", site.login(name)), ("password", TestSite.password)]
    }

    /// Sets a second factor up through the pages and answers the recovery codes.
    private func setUp(_ browser: Browser, _ site: TestSite, _ name: String) async throws -> [String] {
        let begun = try await browser.submit("/second-factor/enrol", on: "/second-factor", [])
        #expect(begun.status == 200)
        let shown = try #require(begun.body.firstMatch(of: #/<code>([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})</code>/#)).output.1
        let secret = String(shown.replacing(" ", with: ""))
        #expect(begun.body.contains("otpauth://totp/Nuanxin:\(site.login(name))?secret=\(secret)&amp;issuer=Nuanxin"))
        let kept = try await site.database.rows(
            """
            SELECT auth.base32(pending_secret) FROM auth.second_factor
            JOIN auth.account ON account.id = account_id WHERE login_name = \(site.login(name))
            """)
        #expect(kept.first?.first == secret)
        let keys = try Browser.Form(action: "/second-factor/confirm", in: begun.body).keys
        let wrong = try await browser.post("/second-factor/confirm", keys + [("code", "not it")])
        #expect(wrong.status == 422 && wrong.body.contains("验证码不对"))
        // The page asks again, and does not show the secret again.
        #expect(!wrong.body.contains(String(shown)))
        let again = try Browser.Form(action: "/second-factor/confirm", in: wrong.body).keys
        let confirmed = try await browser.post(
            "/second-factor/confirm", again + [("code", try await code(site, name, steps: 0))])
        #expect(confirmed.status == 200)
        #expect(confirmed[header: "Cache-Control"] == "no-store")
        return Self.codes(in: confirmed.body)
    }

    private static func codes(in page: String) -> [String] {
        page.matches(of: #/<li><code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>/#).map { String($0.output.1) }
    }

    /// What the phone shows, some steps of 30 seconds from now, or what it showed when it was last used. The database's
    /// function is held to the vectors of the RFC.
    private func code(_ site: TestSite, _ name: String, steps: Int?) async throws -> String {
        let rows = try await site.database.rows(
            """
            SELECT auth.totp(coalesce(pending_secret, secret), coalesce(auth.time_step() + \(steps)::int, last_step))
            FROM auth.second_factor JOIN auth.account ON account.id = account_id WHERE login_name = \(site.login(name))
            """)
        return try #require(rows.first?.first ?? nil)
    }

    /// No page, no form and no file but the one that asks.
    private func expectNothingElse(_ browser: Browser) async throws {
        for path in Self.pages {
            let answer = try await browser.get(path)
            #expect(answer.status == 303 && answer.location?.hasPrefix("/second-factor") == true, "\(path)")
        }
        let keys = try Browser.Form(action: "/sign-out", in: try await browser.get("/second-factor").body).keys
        for path in ["/issues/new", "/sessions/close-others", "/accounts/sign-in-rules/second-factor"] {
            let answer = try await browser.post(path, keys + [("role", "teacher"), ("required", "no")])
            #expect(answer.status != 200 && answer.location?.hasPrefix("/second-factor") == true, "\(path)")
        }
    }
}

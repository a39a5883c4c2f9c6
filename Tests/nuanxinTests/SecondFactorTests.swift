import Foundation
import Postgres
import TestSupport
import Testing

/// One's own second factor, and those of others, from the command line.
@Suite struct SecondFactorTests {
    @Test func aSecondFactorIsSetUpReplacedAndReset() async throws {
        try await School.with { school in
            let (administrator, party) = (school.program(as: .administrator), school.program(as: .party))
            let clerk = school.program(as: .clerk)
            func factor(_ program: Program, _ arguments: String...) async throws -> Program.Result {
                try await program.run(["account", "second-factor"] + arguments)
            }
            /// Some steps of 30 seconds from now, or the one that was last used.
            func code(steps: Int?) async throws -> String {
                let rows = try await school.database.rows(
                    """
                    SELECT auth.totp(coalesce(pending_secret, secret), coalesce(auth.time_step() + \(steps)::int, last_step))
                    FROM auth.second_factor JOIN auth.account ON account.id = account_id
                    WHERE login_name = \(school.login(.clerk))
                    """)
                return try #require(rows.first?.first ?? nil)
            }
            #expect(try await factor(clerk, "confirm", "123456").status == 65, "nothing was begun")
            let begun = try #require(try await factor(clerk, "enrol", "--json").json().first)
            let secret = try #require(begun["secret"] as? String)
            #expect(secret.count == 32)
            #expect((begun["address"] as? String)?.contains("secret=\(secret)&issuer=Nuanxin") == true)
            #expect(try await factor(clerk, "confirm", "wrong").status == 77)
            let confirmed = try await factor(clerk, "confirm", try await code(steps: 0))
            let codes = confirmed.output.split(separator: "\n").map(String.init)
            #expect(codes.count == 10, "\(confirmed.words)")
            let shown = try #require(try await factor(clerk, "show", "--json").json().first)
            #expect(shown["is_active"] as? Bool == true && shown["recovery_codes_left"] as? Int == 10)

            // A password is not enough to change it.
            #expect(try await factor(clerk, "enrol").status == 65)
            #expect(try await factor(clerk, "enrol", "--code", try await code(steps: nil)).status == 77, "used before")
            #expect(try await factor(clerk, "recovery-codes", codes[0]).status == 0)
            #expect(try await factor(clerk, "recovery-codes", codes[1]).status == 77, "the old ones are void")
            #expect(try await factor(clerk, "enrol", "--code", try await code(steps: 1)).status == 0)

            #expect(try await factor(clerk, "reset", school.login(.clerk), "--reason", "x").status == 77)
            let proposed = try await factor(administrator, "reset", school.login(.clerk), "--reason", "手机遗失")
            let reset = proposed.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(Int(reset) != nil, "\(proposed.words)")
            #expect(try await factor(administrator, "approve", reset).status == 77)
            #expect(try await factor(party, "resets").output.contains("手机遗失"))
            #expect(try await factor(party, "approve", reset).status == 0)
            #expect(try await factor(clerk, "show", "--json").json().first?["is_active"] as? Bool == false)
        }
    }

    @Test func rolesAskForItAndSetHours() async throws {
        try await School.with { school in
            let (administrator, party) = (school.program(as: .administrator), school.program(as: .party))
            func done(_ program: Program, _ arguments: String...) async throws -> Int32 {
                try await program.run(["account"] + arguments).status
            }
            #expect(try await done(school.program(as: .clerk), "second-factor", "require", "clinic") == 77)
            #expect(try await done(administrator, "second-factor", "require", "party_office") == 0)
            #expect(try await done(administrator, "second-factor", "require", "nobody") == 66)
            #expect(try await done(administrator, "second-factor", "require", "party_office", "--off") == 77)
            #expect(try await done(administrator, "session-limit", "clinic", "--idle", "10") == 0)
            #expect(try await done(administrator, "session-limit", "clinic", "--idle", "1") == 65)
            #expect(try await done(administrator, "session-limit", "--idle", "20", "--longest", "480") == 0)
            let rules = try await administrator.run("account", "sign-in-rules", "--json").json()
            let office = try #require(rules.first { $0["role"] as? String == "party_office" })
            #expect(office["requires_second_factor"] as? Bool == true && office["holders_without"] as? Int == 2)
            #expect(rules.first { $0["role"] as? String == "clinic" }?["idle_minutes"] as? Int == 10)
            #expect(rules.contains { !($0["role"] is String) && $0["longest_minutes"] as? Int == 480 })
            let accounts = try await administrator.run("account", "list", "--json").json()
            #expect(accounts.filter { $0["lacks_second_factor"] as? Bool == true }.count == 2)
            #expect(try await done(party, "second-factor", "require", "party_office", "--off") == 0)
        }
    }
}

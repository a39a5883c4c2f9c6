import Foundation
import Testing

@Suite struct ExitStatusTests {
    @Test func wrongUseIs64AndGoesToStderr() async throws {
        for arguments in [
            ["nosuch"], ["issue", "assign", "1"], ["task", "done", "x"], ["--json", "--csv", "whoami"],
            ["publish", "export", "a.pdf"],
        ] {
            let result = try await Program().run(arguments)
            #expect(result.status == 64, "\(arguments)")
            #expect(result.output.isEmpty && !result.words.isEmpty, "\(arguments)")
            #expect(result.words.contains("错误:"), "\(result.words)")
        }
    }

    @Test func aDatabaseThatIsNotThereIs69() async throws {
        let result = try await Program().run("--database", "host=/nonexistent user=nobody", "whoami")
        #expect(result.status == 69)
        #expect(result.words.contains("连不上数据库"))
    }

    @Test func noDatabaseGivenIs78() async throws {
        let result = try await Program(folder: FileManager.default.temporaryDirectory).run("issue", "list")
        #expect(result.status == 78)
        #expect(result.words.contains("--database"))
    }

    @Test func aWrongPasswordIs77() async throws {
        try await School.with { school in
            let result = try await school.program(login: school.login(.party), password: "wrong").run("whoami")
            #expect(result.status == 77)
            #expect(result.output.isEmpty)
        }
    }

    /// Row security does not bind a superuser, so nothing works as one but `db …`.
    @Test func aSuperuserIsRefused() async throws {
        try await School.with { school in
            let superuser = school.superuserProgram
            let commands = [
                ["whoami"], ["issue", "list"], ["student", "find", "张"], ["report", "aid-by-scheme"],
                ["import", "list"],
            ]
            for command in commands {
                let result = try await superuser.run(["--database", school.superuserConninfo] + command)
                #expect(result.status == 77, "\(command)")
                #expect(result.words.contains("超级用户") && result.output.isEmpty, "\(command)")
            }
            #expect(try await superuser.run("db", "status", "--database", school.superuserConninfo).status == 0)
        }
    }

    @Test func nobodyMayDoWhatTheirRoleDoesNotGive() async throws {
        try await School.with { school in
            let refused = try await school.program(as: .clerk).run("account", "list")
            #expect(refused.status == 77)
            #expect(refused.words.contains("您无权"))
            let english = try await school.program(as: .clerk).run("account", "list", "--lang", "en")
            #expect(english.words.contains("You may not"))
        }
    }

    @Test func recordsThatAreNotThereAre66() async throws {
        try await School.with { school in
            let party = school.program(as: .party)
            for command in [["issue", "show", "2026-9999"], ["care", "show", "12345"], ["person", "show", "查无此人"]] {
                let result = try await party.run(command)
                #expect(result.status == 66, "\(command) \(result.words)")
            }
        }
    }

    @Test func secondFirstAccountsAreRefused() async throws {
        try await School.with { school in
            let again = try await school.superuserProgram.run(
                "db", "first-accounts", "--database", school.superuserConninfo)
            #expect(again.status == 65)
            #expect(again.output.isEmpty)
        }
    }
}

import Foundation
import Testing

/// All help texts are held whole: a command or an option that changes shows in the difference of two text files.
///
/// `NUANXIN_ACCEPT_SNAPSHOTS=1` writes them anew.
@Suite struct HelpTests {
    static let commands: [[String]] = [
        [], ["up"], ["serve"], ["db"], ["db", "init"], ["db", "start"], ["db", "stop"], ["db", "status"],
        ["db", "url"],
        ["db", "migrate"], ["db", "verify"], ["db", "first-accounts"], ["import"], ["import", "file"],
        ["import", "undo"],
        ["import", "list"], ["import", "forms"], ["whoami"], ["person"], ["person", "find"], ["person", "show"],
        ["student"], ["student", "find"], ["student", "show"], ["unit"], ["unit", "tree"], ["year"], ["year", "open"], ["retention"], ["retention", "due"], ["account"],
        ["account", "add"], ["account", "disable"], ["account", "list"], ["account", "propose"],
        ["account", "approve"],
        ["account", "proposed"], ["account", "roles"], ["account", "password"], ["account", "reset-password"], ["account", "sessions"],
        ["account", "end-sessions"], ["account", "sign-in-rules"], ["account", "session-limit"],
        ["account", "second-factor"], ["account", "second-factor", "show"], ["account", "second-factor", "enrol"],
        ["account", "second-factor", "confirm"], ["account", "second-factor", "recovery-codes"],
        ["account", "second-factor", "reset"], ["account", "second-factor", "resets"],
        ["account", "second-factor", "approve"], ["account", "second-factor", "require"], ["care"], ["care", "list"],
        ["care", "show"], ["care", "open"], ["care", "note"], ["care", "contact"], ["care", "review"],
        ["care", "hand-over"], ["care", "close"], ["left-behind"], ["left-behind", "list"], ["left-behind", "confirm"],
        ["aid"], ["aid", "gap"], ["aid", "match"], ["visit"], ["visit", "add"], ["visit", "list"], ["issue"], ["issue", "list"],
        ["issue", "show"], ["issue", "add"], ["issue", "assign"], ["issue", "decline"], ["issue", "done"],
        ["issue", "verify"], ["issue", "return"], ["issue", "close"], ["issue", "reopen"], ["task"], ["task", "list"],
        ["task", "add"], ["task", "done"], ["task", "cancel"], ["publish"], ["publish", "preview"],
        ["publish", "write"],
        ["publish", "approve"], ["publish", "withdraw"], ["publish", "list"], ["publish", "export"], ["report"],
        ["register"], ["register", "list"], ["register", "show"], ["register", "open"], ["register", "do"], ["register", "import"],
        ["attachment"], ["attachment", "list"], ["attachment", "add"], ["attachment", "save"], ["attachment", "remove"],
        ["calendar"], ["calendar", "due"], ["calendar", "address"], ["calendar", "end"],
        ["audit"], ["audit", "list"], ["audit", "seal"], ["audit", "verify"], ["audit", "heads"], ["history"],
        ["break-glass"], ["break-glass", "open"], ["break-glass", "list"], ["break-glass", "review"],
    ]

    @Test(arguments: ["zh", "en"]) func helpIsAsRecorded(language: String) async throws {
        var whole = ""
        for command in Self.commands {
            let result = try await Program().run(command + ["--help", "--lang", language])
            #expect(result.status == 0 && result.words.isEmpty, "\(command) \(result.words)")
            whole += "$ nuanxin " + (command + ["--help"]).joined(separator: " ") + "\n" + result.output + "\n"
        }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots/help.\(language).txt")
        if ProcessInfo.processInfo.environment["NUANXIN_ACCEPT_SNAPSHOTS"] != nil {
            try Data(whole.utf8).write(to: file)
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(whole == recorded, "help differs from \(file.path); accept with NUANXIN_ACCEPT_SNAPSHOTS=1")
    }

    /// No command is missing above: each subcommand that a group's help lists has a help of its own there.
    @Test func everySubcommandIsHeld() async throws {
        for group in Self.commands
        where Self.commands.contains(where: { $0.count == group.count + 1 && $0.starts(with: group) }) {
            let help = try await Program().run(group + ["--help", "--lang", "en"]).output
            let sections = help.split(separator: "\n\n").filter { section in
                !["OVERVIEW", "USAGE", "OPTIONS", "Options of", "ARGUMENTS"].contains { section.hasPrefix($0) }
            }
            let names = sections.flatMap { $0.split(separator: "\n") }
                .compactMap { $0.firstMatch(of: #/^  ([a-z][a-z-]*)/#).map { String($0.output.1) } }
                .filter { $0 != "help" }
            for name in names { #expect(Self.commands.contains(group + [name]), "\(group + [name])") }
        }
    }

    @Test func theLocaleChoosesTheLanguage() async throws {
        let locales = [("zh_CN.UTF-8", "用法"), ("C", "用法"), ("en_US.UTF-8", "USAGE")]
        for (locale, word) in locales {
            let help = try await Program(environment: ["LANG": locale]).run("issue", "--help")
            #expect(help.output.contains(word), "\(locale)")
        }
        let chosen = try await Program(environment: ["LANG": "en_US.UTF-8", "NUANXIN_LANG": "zh"]).run(
            "issue", "--help")
        #expect(chosen.output.contains("用法"))
    }
}

import ArgumentParser
import RecordsStore

/// `nuanxin whoami`
struct WhoamiCommand: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "whoami", abstract: say("我是谁,今天有哪些角色", "Who you are, and your roles today"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        guard let me = try await caller.run(Auth.Whoami()) else {
            throw Failure(.notPermitted, "此登录名没有对应的账号。", "This login has no account.")
        }
        caller.printer.record(
            me,
            [
                Column("person_id", \.personID),
                Column("name", "姓名", "name", \.name),
                Column("login_name", "登录名", "login", \.loginName),
                Column("role_labels", "角色", "roles", \.roleLabels),
                Column("roles", \.roles),
            ])
    }
}

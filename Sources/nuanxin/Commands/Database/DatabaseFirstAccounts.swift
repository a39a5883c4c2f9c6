import ArgumentParser
import Postgres

struct DatabaseFirstAccounts: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "first-accounts", abstract: say("建库时的首批账号", "The first accounts of a new database"),
            discussion: say(
                "系统管理员一人、党委办公室两人、建库员一人;以后的账号由他们建立和批准。写作 姓名:登录名。密码随机生成,只显示一次。",
                "One administrator, two of the party office, one set-up clerk, written NAME:LOGIN; they make and "
                    + "approve all later "
                    + "accounts. Passwords are made at random and told once."))
    }

    @Option(help: ArgumentHelp(say("系统管理员", "The administrator"), valueName: "name:login"))
    var administrator: NewAccountHolder = FirstAccounts.administrator
    @Option(
        help: ArgumentHelp(say("党委办公室的人,写两次", "Somebody of the party office; give it twice"), valueName: "name:login"))
    var partyOffice: [NewAccountHolder] = FirstAccounts.partyOffice
    @Option(help: ArgumentHelp(say("建库员", "The set-up clerk"), valueName: "name:login"))
    var clerk: NewAccountHolder = FirstAccounts.clerk
    @Option(
        help: ArgumentHelp(
            say("角色的最后一天(不写为一年后)", "The last day of their roles (in a year, if not given)"), valueName: "day"))
    var until: DayArgument?
    @Flag(help: ArgumentHelp(say("从标准输入读密码,每行一个,依上面的次序", "Read passwords from stdin, a line each, in the order above")))
    var readPasswords = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if partyOffice.count != 2 || partyOffice[0].login == partyOffice[1].login {
            throw ValidationError(
                say(
                    "党委办公室须有两个不同的人:一人提出,另一人批准。",
                    "The party office needs two different people: one approves what the other writes."))
        }
    }

    func run() async throws {
        let connection = try await Connecting.open(DatabaseChoice(options).operatorOptions(login: options.user))
        let last = until?.day ?? FirstAccounts.lastDay
        let made = try await connection.closing {
            try await FirstAccounts.requireNone(connection)
            return try await FirstAccounts.make(
                FirstAccounts.list(administrator: administrator, partyOffice: partyOffice, clerk: clerk), until: last,
                connection: connection, readsPasswords: readPasswords)
        }
        options.printer.say(say("密码只显示这一次:", "Passwords are told this once:"))
        options.printer.list(made, SignIn.columns, nothing: "")
    }
}

/// `姓名:登录名`
struct NewAccountHolder: ExpressibleByArgument, Sendable {
    let name: String
    let login: String

    init(name: String, login: String) {
        self.name = name
        self.login = login
    }

    init?(argument: String) {
        let parts = argument.replacing(":", with: ":").split(separator: ":").map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        self.init(name: parts[0], login: parts[1])
    }

    var defaultValueDescription: String { "\(name):\(login)" }
}

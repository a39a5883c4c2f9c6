import ArgumentParser
import RecordsStore

/// `nuanxin account …`
struct AccountCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "account", abstract: say("账号与角色", "Accounts and roles"),
            discussion: say(
                "账号就是数据库登录角色,密码由 PostgreSQL 保管和核对。角色由一人提出、另一人批准,到期自动失效。",
                "An account is a login role; PostgreSQL keeps and checks its password. A role is proposed by one "
                    + "person, "
                    + "approved by another, and ends on its day."),
            subcommands: [
                AccountAdd.self, AccountDisable.self, AccountList.self, AccountPropose.self, AccountApprove.self,
                AccountProposed.self, AccountRoles.self, AccountPassword.self, AccountResetPassword.self,
                AccountSessions.self, AccountEndSessions.self, AccountSecondFactor.self, AccountSignInRules.self,
                AccountSessionLimit.self,
            ])
    }
}

struct AccountAdd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: say("为某人建立账号", "Makes an account for a person"),
            discussion: say(
                "新密码随机生成,只显示一次;--ask-password 改为输入。本人首次登录须更换。账号建立后尚无角色,须再 propose、approve。",
                "The password is made at random and told once; --ask-password asks for one. Its owner must change it "
                    + "first. The account has no role before propose and approve."))
    }

    @Argument(help: ArgumentHelp(say("姓名、工号或 #编号", "A name, a staff number, or # and the key"), valueName: "person"))
    var person: String

    @Option(
        help: ArgumentHelp(say("登录名:小写字母、数字、点、横线", "The login: small letters, digits, dots, dashes"), valueName: "name")
    )
    var login: String

    @Option(
        help: ArgumentHelp(say("将担任的角色(决定登录组)", "The role to be (decides the group of the login)"), valueName: "role"))
    var role: String

    @Flag(help: ArgumentHelp(say("在终端输入新密码", "Ask for the new password")))
    var askPassword = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.accountHolder(person)
        let password = try askPassword ? Passwords.ask(login: login) : Passwords.generate()
        let verifier = try Passwords.verifier(of: password, login: login, connection: caller.connection)
        let account = try await caller.change(
            Auth.AddAccount(personID: id, loginName: login, verifier: verifier, role: role))
        var members: [(String, JSONValue)] = [("account_id", account.accountID.json), ("login_name", .text(login))]
        if !askPassword { members.append(("password", .text(password))) }
        caller.printer.done(
            askPassword
                ? say("已建立账号 \(login)。", "The account \(login) is made.")
                : say("已建立账号 \(login)。初始密码(只显示这一次):", "The account \(login) is made. Its password, told this once:"),
            answer: askPassword ? nil : password, members)
    }
}

struct AccountDisable: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "disable", abstract: say("停用账号,立即生效", "Disables an account at once"))
    }

    @Argument(help: ArgumentHelp(say("登录名", "The login"), valueName: "login")) var login: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Auth.DisableAccount(loginName: login))
        caller.printer.done(say("已停用 \(login)。", "\(login) is disabled."), [("login_name", .text(login))])
    }
}

struct AccountList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("账号一览", "The accounts"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Auth.AccountList()),
            [
                Column("login_name", "登录名", "login", \.loginName),
                Column("person_id", \.personID),
                Column("name", "姓名", "name", \.name),
                Column("roles", "角色", "roles", \.roles),
                Column("has_second_factor", "第二验证", "second factor", \.hasSecondFactor),
                Column("lacks_second_factor", \.lacksSecondFactor),
                Column("disabled_at", "停用时间", "disabled", \.disabledAt),
            ], nothing: say("没有账号。", "There are no accounts."))
    }
}

struct AccountPropose: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "propose", abstract: say("提出授权,待另一人批准", "Proposes a role, for another to approve"),
            discussion: say("角色代码见 nuanxin account roles。", "nuanxin account roles lists the roles."))
    }

    @Argument(help: ArgumentHelp(say("姓名、工号或 #编号", "A name, a staff number, or # and the key"), valueName: "person"))
    var person: String

    @Argument(
        help: ArgumentHelp(say("角色代码,如 homeroom_teacher", "The role, such as homeroom_teacher"), valueName: "role"))
    var role: String

    @Option(
        help: ArgumentHelp(
            say("班级(班主任)或年级(年级组)", "The class of a homeroom teacher, the grade of a grade office"), valueName: "unit"))
    var unit: String?

    @Option(help: ArgumentHelp(say("目的", "The purpose"), valueName: "text")) var purpose: String

    @Option(help: ArgumentHelp(say("最后一天", "The last day"), valueName: "day")) var until: DayArgument

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.accountHolder(person)
        var unitID: UnitsUnit.ID?
        if let unit { unitID = try await caller.unit(unit) }
        let made = try await caller.change(
            Access.ProposeRole(personID: id, role: role, unitID: unitID, purpose: purpose, until: until.day))
        caller.printer.done(
            say(
                "已提出授权 \(made.assignmentID),待批准。",
                "The role is proposed as \(made.assignmentID) and waits for approval."),
            answer: made.assignmentID.shown, [("assignment_id", made.assignmentID.json)])
    }
}

struct AccountApprove: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "approve", abstract: say("批准授权", "Approves a proposed role"))
    }

    @Argument(
        help: ArgumentHelp(say("授权编号(见 account proposed)", "Its key, as account proposed lists it"), valueName: "id"))
    var assignment: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Access.ApproveRole(assignmentID: assignment))
        caller.printer.done(say("已批准。", "Approved."), [("assignment_id", assignment.json)])
    }
}

struct AccountProposed: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "proposed", abstract: say("待批准的授权", "Roles that wait for approval"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Access.ProposedRoles()),
            [
                Column("id", "编号", "id", \.id),
                Column("name", "姓名", "name", \.name),
                Column("role", \.role),
                Column("role_label", "角色", "role", \.roleLabel),
                Column("unit", "单位", "unit", \.unit),
                Column("purpose", "目的", "purpose", \.purpose),
                Column("proposed_by", "提出人", "proposed by", \.proposedBy),
                Column("first_day", "自", "from", \.firstDay),
                Column("last_day", "至", "until", \.lastDay),
            ], nothing: say("没有待批准的授权。", "Nothing waits for approval."))
    }
}

struct AccountRoles: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "roles", abstract: say("有哪些角色", "The roles that there are"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Access.RoleList()),
            [Column("role", "代码", "role", \.role), Column("label", "名称", "name", \.label)],
            nothing: say("没有角色。", "There are no roles."))
    }
}

struct AccountPassword: RecordsCommand {
    static let worksWithFirstPassword = true

    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "password", abstract: say("更换自己的密码", "Changes your own password"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        // Not who the person is: with a password that somebody else made one is nobody yet.
        let login = try await caller.run(Auth.OwnLogin()).loginName
        let password = try Passwords.ask(login: login)
        let verifier = try Passwords.verifier(of: password, login: login, connection: caller.connection)
        // Not under a command key: analysts and auditors have none, and doing it twice changes nothing.
        try await caller.run(Auth.ChangePassword(verifier: verifier))
        caller.printer.done(say("密码已更换。", "The password is changed."), [("login_name", .text(login))])
    }
}

struct AccountResetPassword: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reset-password", abstract: say("为他人重设密码", "Makes a new password for somebody"),
            discussion: say(
                "新密码随机生成,只显示一次;其全部会话立即结束,本人登录后须先更换密码。",
                "The password is made at random and told once. All sessions of the account end, and its owner must "
                    + "change it first."))
    }

    @Argument(help: ArgumentHelp(say("登录名", "The login"), valueName: "login")) var login: String
    @Flag(help: ArgumentHelp(say("在终端输入新密码", "Ask for the new password")))
    var askPassword = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let password = try askPassword ? Passwords.ask(login: login) : Passwords.generate()
        let verifier = try Passwords.verifier(of: password, login: login, connection: caller.connection)
        try await caller.change(Auth.ResetPassword(loginName: login, verifier: verifier))
        var members: [(String, JSONValue)] = [("login_name", .text(login))]
        if !askPassword { members.append(("password", .text(password))) }
        caller.printer.done(
            askPassword
                ? say("已重设 \(login) 的密码。", "The password of \(login) is made anew.")
                : say("已重设 \(login) 的密码(只显示这一次):", "The password of \(login) is made anew, told this once:"),
            answer: askPassword ? nil : password, members)
    }
}

struct AccountSessions: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "sessions", abstract: say("自己的网页登录", "Your own web sessions"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Auth.MySessions()),
            [
                Column("number", "序号", "number", \.number),
                Column("last_used_at", "最近使用", "last used", \.lastUsedAt),
                Column("opened_at", "登录时间", "signed in", \.openedAt),
                Column("address", "网络地址", "address", \.address),
                Column("user_agent", "浏览器", "browser", \.userAgent),
            ], nothing: say("没有打开的网页登录。", "There is no open web session."))
    }
}

struct AccountEndSessions: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "end-sessions", abstract: say("结束网页登录,立即生效", "Ends web sessions at once"),
            discussion: say(
                "不写选项则结束自己的全部;--of 由系统管理员用来结束他人的。",
                "Without an option all of your own; --of is for administrators, who end those of others."))
    }

    @Option(help: ArgumentHelp(say("只结束自己的这一个(序号)", "Only this one of your own (its number)"), valueName: "number"))
    var number: Int64?
    @Option(help: ArgumentHelp(say("结束此账号的全部", "All those of this account"), valueName: "login")) var of: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if number != nil, of != nil {
            throw ValidationError(say("--number 与 --of 只能用一个。", "Use either --number or --of."))
        }
    }

    func run(as caller: Caller) async throws {
        let closed =
            if let of {
                try await caller.run(Auth.CloseSessionsOf(loginName: of)).closed
            } else {
                try await caller.run(Auth.CloseMySessions(number: number)).closed
            }
        caller.printer.done(
            say("结束了 \(closed) 个登录。", "\(closed) sessions have ended."), [("closed", closed.json)])
    }
}

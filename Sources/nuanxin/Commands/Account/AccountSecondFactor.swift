import ArgumentParser
import RecordsStore

/// `nuanxin account second-factor …`
struct AccountSecondFactor: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "second-factor", abstract: say("网页登录的第二验证", "The second factor of signing in on the web"),
            discussion: say(
                "验证器应用每 30 秒显示一个六位验证码(RFC 6238)。命令行和 SQL 直接登录数据库,不要求第二验证。",
                "An authenticator app shows a code of six figures every 30 seconds (RFC 6238). The command line and SQL sign in "
                    + "to the database itself and ask for no second factor."),
            subcommands: [
                SecondFactorShow.self, SecondFactorEnrol.self, SecondFactorConfirm.self, SecondFactorRecoveryCodes.self,
                SecondFactorReset.self, SecondFactorResets.self, SecondFactorApprove.self, SecondFactorRequire.self,
            ])
    }

    /// The database counted a wrong code; an error of its own would have rolled the count back.
    static func require(_ outcome: String, _ seconds: Int32) throws {
        switch outcome {
        case "right", "recovery_code": return
        case "wait":
            throw Failure(
                .tryAgain, "试错次数太多,请等 \(seconds) 秒再试。", "Too many wrong codes. Wait for \(seconds) seconds.")
        default:
            throw Failure(
                .notPermitted, "验证码不对、已过期或已用过。请等下一个验证码再试。",
                "The code is wrong, too old or used already. Wait for the next one.")
        }
    }

    static func show(_ codes: [String]?, _ caller: Caller) {
        let codes = codes ?? []
        caller.printer.done(
            say(
                "恢复码(只显示这一次,每个只能用一次,旧的已作废;请与手机分开保存):",
                "Recovery codes, told this once; each works once, older ones are void. Keep them apart from the phone:"),
            answer: codes.joined(separator: "\n"), [("recovery_codes", .text(codes.joined(separator: " ")))])
    }
}

struct SecondFactorShow: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: say("自己的第二验证", "Your own second factor"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.record(
            try await caller.run(Auth.MySecondFactor()),
            [
                Column("is_active", "已启用", "in use", \.isActive),
                Column("is_required", "角色要求", "asked by a role", \.isRequired),
                Column("confirmed_at", "启用时间", "since", \.confirmedAt),
                Column("last_used_at", "最近使用", "last used", \.lastUsedAt),
                Column("recovery_codes_left", "剩余恢复码", "recovery codes left", \.recoveryCodesLeft),
            ])
    }
}

struct SecondFactorEnrol: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "enrol", abstract: say("设置自己的第二验证", "Begins to set up your own"),
            discussion: say(
                "给出密钥(只此一次),填入验证器应用,一小时内用 confirm 确认后才启用。已启用的须用 --code 给出现在的验证码或一个恢复码。",
                "Tells a secret, once, for the authenticator app; it is in use when confirm has shown a code of it, within the "
                    + "hour. Where there is one already, --code gives its present code or a recovery code."))
    }

    @Option(help: ArgumentHelp(say("现在的验证码或一个恢复码", "The present code, or a recovery code"), valueName: "code"))
    var code: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        // Not under a command key, here and below: analysts and auditors have none.
        let answer = try await caller.run(Auth.EnrolSecondFactor(code: code))
        try AccountSecondFactor.require(answer.outcome, answer.seconds)
        let (secret, address) = (answer.secret ?? "", answer.address ?? "")
        caller.printer.done(
            say("密钥(只显示这一次)和链接。接着运行 confirm。", "The secret, told this once, and its address. Run confirm next."),
            answer: secret + "\n" + address, [("secret", .text(secret)), ("address", .text(address))])
    }
}

struct SecondFactorConfirm: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "confirm", abstract: say("用第一个验证码启用,给出恢复码", "Puts it in use with a first code; tells the recovery codes"),
            discussion: say("自己的其他网页登录全部结束。", "Your web sessions end."))
    }

    @Argument(help: ArgumentHelp(say("应用显示的六位验证码", "The six figures that the app shows"), valueName: "code"))
    var code: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let answer = try await caller.run(Auth.ConfirmSecondFactor(code: code))
        try AccountSecondFactor.require(answer.outcome, answer.seconds)
        AccountSecondFactor.show(answer.recoveryCodes, caller)
    }
}

struct SecondFactorRecoveryCodes: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recovery-codes", abstract: say("换一套恢复码,旧的作废", "Makes new recovery codes; the old ones are void"))
    }

    @Argument(help: ArgumentHelp(say("现在的验证码或一个恢复码", "The present code, or a recovery code"), valueName: "code"))
    var code: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let answer = try await caller.run(Auth.RenewRecoveryCodes(code: code))
        try AccountSecondFactor.require(answer.outcome, answer.seconds)
        AccountSecondFactor.show(answer.recoveryCodes, caller)
    }
}

struct SecondFactorReset: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reset", abstract: say("提出清除他人的第二验证,待另一人批准", "Proposes to reset somebody's, for another to approve"),
            discussion: say(
                "手机和恢复码都没有了才需要。由系统管理员提出,党委办公室 approve;批准后其全部登录结束。七天内有效。",
                "For when phone and recovery codes are gone. The administrator proposes it, the party office approves; then all "
                    + "sessions of the account end. It lapses after seven days."))
    }

    @Argument(help: ArgumentHelp(say("登录名", "The login"), valueName: "login")) var login: String

    @Option(help: ArgumentHelp(say("理由,如手机遗失、已当面核实", "The reason, such as a lost phone"), valueName: "text"))
    var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let made = try await caller.change(Auth.ProposeSecondFactorReset(loginName: login, reason: reason)).resetID
        caller.printer.done(
            say("已提出 \(made),待批准。", "Proposed as \(made); it waits for approval."), answer: made.shown,
            [("reset_id", made.json)])
    }
}

struct SecondFactorResets: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "resets", abstract: say("待批准的清除", "Resets that wait for approval"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Auth.SecondFactorResets()),
            [
                Column("id", "编号", "id", \.id),
                Column("login_name", "登录名", "login", \.loginName),
                Column("name", "姓名", "name", \.name),
                Column("reason", "理由", "reason", \.reason),
                Column("proposed_by", "提出人", "proposed by", \.proposedBy),
                Column("proposed_at", "提出时间", "proposed", \.proposedAt),
            ], nothing: say("没有待批准的清除。", "Nothing waits for approval."))
    }
}

struct SecondFactorApprove: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "approve", abstract: say("批准清除(本人与提出人除外)", "Approves a reset; neither its owner nor its proposer"))
    }

    @Argument(help: ArgumentHelp(say("编号(见 resets)", "Its key, as resets lists it"), valueName: "id"))
    var reset: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Auth.ApproveSecondFactorReset(resetID: reset))
        caller.printer.done(
            say("已清除,其全部登录已结束。", "Reset; all sessions of the account have ended."), [("reset_id", reset.json)])
    }
}

struct SecondFactorRequire: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "require", abstract: say("某角色登录网页须有第二验证,立即生效", "Asks a role for a second factor on the web, at once"),
            discussion: say(
                "还没有设置的人,下一个请求起只能打开设置页。--off 取消要求,只有党委办公室可以。",
                "Whoever has none gets to the page that sets it up, and to no other, from the next request. --off asks no more, "
                    + "which is for the party office."))
    }

    @Argument(help: ArgumentHelp(say("角色代码(见 account roles)", "The role, as account roles lists it"), valueName: "role"))
    var role: String

    @Flag(help: ArgumentHelp(say("不再要求", "Ask no more"))) var off = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Auth.RequireSecondFactor(role: role, required: !off))
        caller.printer.done(
            off
                ? say("角色 \(role) 不再要求第二验证。", "The role \(role) needs no second factor any more.")
                : say("角色 \(role) 登录网页须有第二验证。", "The role \(role) needs a second factor on the web."),
            [("role", .text(role)), ("required", (!off).json)])
    }
}

struct AccountSignInRules: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sign-in-rules",
            abstract: say("各角色的第二验证和会话时限", "Which roles need a second factor, and how long sessions last"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Auth.SignInRules()),
            [
                Column("role", "代码", "role", \.role),
                Column("role_label", "角色", "name", \.roleLabel),
                Column("requires_second_factor", "须第二验证", "second factor", \.requiresSecondFactor),
                Column("holders", "人数", "holders", \.holders),
                Column("holders_without", "未启用", "without", \.holdersWithout),
                Column("idle_minutes", "闲置分钟", "idle minutes", \.idleMinutes),
                Column("longest_minutes", "最长分钟", "minutes at most", \.longestMinutes),
            ], nothing: say("没有角色。", "There are no roles."))
    }
}

struct AccountSessionLimit: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "session-limit", abstract: say("网页登录多久自动退出", "After how long web sessions end"),
            discussion: say(
                "不写角色则为所有人定,两项都要写。多个角色取最短。角色两项都不写,则按所有人。更短的立即生效。",
                "Without a role for everybody, with both numbers. Of several roles the shortest wins; a role without numbers "
                    + "goes by everybody's. Shorter limits hold at once."))
    }

    @Argument(help: ArgumentHelp(say("角色代码;不写则所有人", "The role; without, everybody"), valueName: "role"))
    var role: String?

    @Option(help: ArgumentHelp(say("闲置几分钟退出(5–480)", "Minutes without use (5–480)"), valueName: "minutes"))
    var idle: Int32?

    @Option(help: ArgumentHelp(say("登录后最长几分钟(15–1440)", "Minutes at most (15–1440)"), valueName: "minutes"))
    var longest: Int32?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Auth.SetSessionLimit(role: role, idleMinutes: idle, longestMinutes: longest))
        caller.printer.done(
            say("已设定。", "Set."),
            [("role", role.json), ("idle_minutes", idle.json), ("longest_minutes", longest.json)])
    }
}

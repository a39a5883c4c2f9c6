import ArgumentParser
import RecordsStore

struct IssueAdd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "add", abstract: say("登记问题", "Raises an issue"))
    }

    @Argument(help: ArgumentHelp(say("问题描述", "What the problem is"), valueName: "title")) var title: String
    @Option(help: ArgumentHelp(say("类别(代码或名称,如 后勤服务)", "The area, by code or name"), valueName: "area")) var area:
        String
    @Option(help: ArgumentHelp(say("来源渠道(代码或名称,如 家访)", "The channel, by code or name"), valueName: "channel"))
    var channel = "home_visit"
    @Option(help: ArgumentHelp(say("发现日期(不写为今天)", "The day it was heard (today if not given)"), valueName: "day"))
    var heard: DayArgument?
    @Option(help: ArgumentHelp(say("程度:", "The severity: ") + Severity.choices, valueName: "severity"))
    var severity: Severity = .normal
    @Option(help: ArgumentHelp(say("出自哪次走访", "The visit that it comes from"), valueName: "visit")) var visit: Int64?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let areaCode = try await caller.code(area, in: "issue_area")
        let channelCode = try await caller.code(channel, in: "intake_channel")
        let made = try await caller.change(
            Work.AddIssue(
                title: title, area: areaCode, channel: channelCode, heardOn: heard?.day ?? DayArgument.today,
                severity: severity.rawValue, visitID: visit.map { .init(rawValue: $0) }))
        // It is raised; that its number cannot be read back (a restricted one) is no failure.
        let head = try? await caller.run(Work.IssueHead(issueID: .init(rawValue: made.issueID)))
        let number = head?.number ?? made.issueID.shown
        caller.printer.done(
            say("已登记问题 \(number)。", "Issue \(number) is raised."), answer: number,
            [("issue_id", made.issueID.json), ("number", .text(number))])
    }
}

struct IssueAssign: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "assign",
            abstract: say("交办:责任领导、责任部门、时限", "Gives an issue to a leader and a unit, with a deadline"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("责任领导(姓名或工号)", "The leader, by name or staff number"), valueName: "person"))
    var leader: String
    @Option(help: ArgumentHelp(say("责任部门", "The unit"), valueName: "unit")) var unit: String
    @Option(help: ArgumentHelp(say("完成时限", "The deadline"), valueName: "day")) var deadline: DayArgument

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        let leaderID = try await caller.person(leader)
        let unitID = try await caller.unit(unit)
        try await caller.change(
            Work.AssignIssue(issueID: id, leaderID: leaderID, unitID: unitID, deadline: deadline.day))
        caller.printer.done(say("已交办。", "It is assigned."), [("issue_id", id.json), ("action", .text("assign"))])
    }
}

struct IssueDecline: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "decline", abstract: say("不予受理", "Declines an issue"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.DeclineIssue(issueID: id, reason: reason))
        caller.printer.done(say("已记为不予受理。", "It is declined."), [("issue_id", id.json), ("action", .text("decline"))])
    }
}

struct IssueDone: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "done",
            abstract: say("申请销号:写明成效与佐证", "Claims that an issue is done, with result and evidence"),
            aliases: ["claim"])
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("成效", "The result"), valueName: "text")) var result: String
    @Option(help: ArgumentHelp(say("佐证", "The evidence"), valueName: "text")) var evidence: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.ClaimIssueDone(issueID: id, result: result, evidence: evidence))
        caller.printer.done(
            say("已申请销号,待验收。", "It is claimed as done and waits for verification."),
            [("issue_id", id.json), ("action", .text("claim_done"))])
    }
}

struct IssueVerify: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: say("验收(办理人和责任领导以外的人)", "Verifies an issue; by none of its doers, nor its leader"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("方式:", "How: ") + VerificationMethod.choices, valueName: "method"))
    var method: VerificationMethod = .onSite
    @Option(help: ArgumentHelp(say("说明", "Remarks"), valueName: "text")) var remark: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.VerifyIssue(issueID: id, method: method.rawValue, remark: remark))
        caller.printer.done(say("已验收。", "It is verified."), [("issue_id", id.json), ("action", .text("verify"))])
    }
}

struct IssueReturn: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "return", abstract: say("退回再办", "Sends a claimed issue back to work"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.ReturnIssue(issueID: id, reason: reason))
        caller.printer.done(say("已退回。", "It is sent back."), [("issue_id", id.json), ("action", .text("return"))])
    }
}

struct IssueClose: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "close", abstract: say("销号", "Signs an issue off"))
    }

    @Argument(help: IssueArgument.help) var issue: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.CloseIssue(issueID: id))
        caller.printer.done(say("已销号。", "It is signed off."), [("issue_id", id.json), ("action", .text("close"))])
    }
}

struct IssueReopen: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "reopen", abstract: say("重新打开,进入下一轮", "Reopens an issue; a new cycle begins"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String
    @Option(help: ArgumentHelp(say("新的时限", "The new deadline"), valueName: "day")) var deadline: DayArgument

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        try await caller.change(Work.ReopenIssue(issueID: id, reason: reason, deadline: deadline.day))
        caller.printer.done(say("已重新打开。", "It is open again."), [("issue_id", id.json), ("action", .text("reopen"))])
    }
}

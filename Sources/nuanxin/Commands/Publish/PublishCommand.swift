import ArgumentParser
import Foundation
import RecordsStore

/// `nuanxin publish …`
struct PublishCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "publish",
            abstract: say("公布:公开文字、泄露检查、批准、导出", "Publication: words, leak check, approval, export"),
            subcommands: [
                PublishPreview.self, PublishWrite.self, PublishApprove.self, PublishWithdraw.self, PublishList.self,
                PublishExport.self,
            ])
    }
}

/// The public words of an issue, as options of a command.
struct PublicWords: ParsableArguments {
    @Option(
        name: .customLong("issue-words"),
        help: ArgumentHelp(say("问题一栏的公开文字", "The public words for the issue"), valueName: "text"))
    var issue: String?
    @Option(
        name: .customLong("measure-words"),
        help: ArgumentHelp(say("任务一栏的公开文字", "The public words for the measure"), valueName: "text"))
    var measure: String?
    @Option(
        name: .customLong("result-words"),
        help: ArgumentHelp(say("效果一栏的公开文字", "The public words for the result"), valueName: "text"))
    var result: String?
}

struct PublishPreview: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "preview", abstract: say("公布前先看:文字与泄露检查", "Shows the words and what could leak in them"),
            discussion: say(
                "不写文字时看已写好的;还没有写的,看问题、措施、成效的原文。退出码 65 表示检查不通过。",
                "Without words: those that are written already, else the issue's own. Exit code 65: something "
                    + "would leak."
            ))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @OptionGroup var words: PublicWords

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    struct Draft {
        var issue: String
        var measure: String
        var result: String
    }

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        let draft = try await draft(of: id, caller)
        let leaks = try await caller.run(
            Work.PublicationLeaks(text: [draft.issue, draft.measure, draft.result].joined(separator: " ")))
        caller.printer.record(
            draft,
            [
                Column("public_issue", "问题", "issue", \.issue),
                Column("public_measure", "任务", "measure", \.measure),
                Column("public_result", "效果", "result", \.result),
            ],
            sections: [
                Printer.Section(
                    "leaks", "会暴露个人的内容", "What would tell who somebody is", leaks,
                    [
                        Column("kind", "种类", "kind", \.kind, words: CodeWords.leak),
                        Column("found", "内容", "found", \.found),
                    ])
            ])
        guard leaks.isEmpty else {
            throw Failure(
                .badData, "检查不通过:请改写,不出现姓名、号码,也不要写到具体班级的某个人。",
                "The check fails: write it without names and numbers, and without somebody of a certain class.")
        }
        caller.printer.say(say("检查通过。", "The check is clean."))
    }

    private func draft(of id: WorkIssue.ID, _ caller: Caller) async throws -> Draft {
        let (head, tasks, results, items) = try await caller.run(
            Work.IssueHead(issueID: id), Work.IssueTasks(issueID: id), Work.IssueResults(issueID: id),
            Work.PublicationList())
        guard let head else {
            throw Failure(.noRecord, "没有这个问题,或您无权查看。", "There is no such issue, or you may not see it.")
        }
        let written = items.first { $0.issueID == id && $0.state != "withdrawn" }
        let measures = tasks.filter { $0.state != "cancelled" }.map(\.measure).joined(separator: say(";", "; "))
        return Draft(
            issue: words.issue ?? written?.publicIssue ?? head.title,
            measure: words.measure ?? written?.publicMeasure ?? measures,
            result: words.result ?? written?.publicResult ?? results.last?.text ?? "")
    }
}

struct PublishWrite: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "write",
            abstract: say("撰写公开文字(销号以后)", "Writes the public words of an issue that is signed off"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @OptionGroup var words: PublicWords

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if words.issue == nil || words.measure == nil || words.result == nil {
            throw ValidationError(
                say(
                    "请写全 --issue-words、--measure-words、--result-words。",
                    "Give all of --issue-words, --measure-words and --result-words."))
        }
    }

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        let made = try await caller.change(
            Work.WritePublication(
                issueID: id, publicIssue: words.issue ?? "", publicMeasure: words.measure ?? "",
                publicResult: words.result ?? ""))
        caller.printer.done(
            say("已撰写,编号 \(made.itemID),待另一人批准。", "Item \(made.itemID) is written; another person approves it."),
            answer: made.itemID.shown, [("item_id", made.itemID.json), ("issue_id", id.json)])
    }
}

struct PublishApprove: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "approve", abstract: say("批准并公布(撰写人以外的人)", "Approves and publishes; not by the writer"))
    }

    @Argument(
        help: ArgumentHelp(say("公布编号(见 publish list)", "The item's key, as publish list has it"), valueName: "item"))
    var item: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Work.ApprovePublication(itemID: item))
        caller.printer.done(say("已公布。", "It is published."), [("item_id", item.json), ("action", .text("approve"))])
    }
}

struct PublishWithdraw: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "withdraw", abstract: say("撤下", "Withdraws an item"))
    }

    @Argument(
        help: ArgumentHelp(say("公布编号(见 publish list)", "The item's key, as publish list has it"), valueName: "item"))
    var item: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Work.WithdrawPublication(itemID: item))
        caller.printer.done(say("已撤下。", "It is withdrawn."), [("item_id", item.json), ("action", .text("withdraw"))])
    }
}

struct PublishList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("公布一览", "Items written, published and withdrawn"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Work.PublicationList()),
            [
                Column("id", "编号", "id", \.id),
                Column("issue_id", \.issueID),
                Column("number", "问题", "issue", \.number),
                Column("public_issue", "公开的问题", "public issue", \.publicIssue),
                Column("public_measure", \.publicMeasure),
                Column("public_result", \.publicResult),
                Column("state", \.state),
                Column("state_label", "状态", "state", \.stateLabel),
                Column("writer_name", "撰写人", "writer", \.writerName),
                Column("approver_name", "批准人", "approver", \.approverName),
                Column("published_on", "公布", "published", \.publishedOn),
                Column("expires_on", "到期", "expires", \.expiresOn),
            ], nothing: say("没有公布内容。", "There are no items."))
    }
}

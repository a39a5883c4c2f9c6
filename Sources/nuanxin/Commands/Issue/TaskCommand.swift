import ArgumentParser
import RecordsStore

/// `nuanxin task …`
struct TaskCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "task", abstract: say("任务清单", "Tasks: the second list"),
            subcommands: [TaskList.self, TaskAdd.self, TaskDone.self, TaskCancel.self])
    }
}

struct TaskList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("任务一览", "Tasks within your reach"))
    }

    @Flag(help: ArgumentHelp(say("只列逾期的", "Only overdue ones"))) var overdue = false
    @Flag(help: ArgumentHelp(say("只列由我负责的", "Only your own"))) var mine = false
    @Flag(help: ArgumentHelp(say("包括已了结的", "Finished ones, too"))) var all = false
    @Option(help: ArgumentHelp(say("最多列出几项", "How many at most"), valueName: "n")) var limit: Int64 = 200

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Work.TaskList(onlyMine: mine, onlyOpen: !all, onlyOverdue: overdue, most: limit)),
            [
                Column("id", "任务", "task", \.id),
                Column("issue_id", \.issueID),
                Column("number", "问题", "issue", \.number),
                Column("title", \.title),
                Column("measure", "措施", "measure", \.measure),
                Column("unit_label", "部门", "unit", \.unitLabel),
                Column("person_name", "责任人", "person", \.personName),
                Column("deadline", "时限", "deadline", \.deadline),
                Column("state", \.state),
                Column("state_label", "状态", "state", \.stateLabel),
                Column("is_open", \.isOpen),
                Column("is_overdue", "逾期", "overdue", \.isOverdue),
                Column("done_on", "完成", "done", \.doneOn),
            ], nothing: say("没有符合的任务。", "There are no such tasks."))
    }
}

struct TaskAdd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add",
            abstract: say("下达任务,倒排节点", "Adds a task; its milestones are planned back from the deadline"))
    }

    @Argument(help: IssueArgument.help) var issue: String
    @Argument(help: ArgumentHelp(say("措施", "The measure"), valueName: "measure")) var measure: String
    @Option(help: ArgumentHelp(say("责任人(不写为自己)", "Who does it (you, if not given)"), valueName: "person")) var person:
        String?
    @Option(help: ArgumentHelp(say("时限(不写为问题的时限)", "The deadline (the issue's, if not given)"), valueName: "day"))
    var deadline: DayArgument?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        var personID: PeoplePerson.ID?
        if let person { personID = try await caller.person(person) }
        let made = try await caller.change(
            Work.AddTask(issueID: id, measure: measure, personID: personID, deadline: deadline?.day))
        caller.printer.done(
            say("已下达任务 \(made.taskID)。", "Task \(made.taskID) is added."), answer: made.taskID.shown,
            [("task_id", made.taskID.json), ("issue_id", id.json)])
    }
}

struct TaskDone: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "done", abstract: say("任务完成", "A task is done"))
    }

    @Argument(help: ArgumentHelp(say("任务编号", "The task's key"), valueName: "task")) var task: Int64
    @Option(help: ArgumentHelp(say("说明", "Remarks"), valueName: "text")) var remark: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Work.FinishTask(taskID: .init(rawValue: task), action: "done", remark: remark))
        caller.printer.done(say("任务已完成。", "The task is done."), [("task_id", task.json), ("action", .text("done"))])
    }
}

struct TaskCancel: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "cancel", abstract: say("取消任务", "Cancels a task"))
    }

    @Argument(help: ArgumentHelp(say("任务编号", "The task's key"), valueName: "task")) var task: Int64
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Work.FinishTask(taskID: .init(rawValue: task), action: "cancel", remark: reason))
        caller.printer.done(
            say("任务已取消。", "The task is cancelled."), [("task_id", task.json), ("action", .text("cancel"))])
    }
}

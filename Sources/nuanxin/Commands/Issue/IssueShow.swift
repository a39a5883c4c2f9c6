import ArgumentParser
import RecordsStore

struct IssueShow: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: say("一个问题:任务、节点、成效、经过", "An issue: tasks, milestones, results, time line"))
    }

    @Argument(help: IssueArgument.help) var issue: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.issue(issue)
        let (head, tasks, milestones, results, events, actions) = try await caller.run(
            Work.IssueHead(issueID: id), Work.IssueTasks(issueID: id), Work.IssueMilestones(issueID: id),
            Work.IssueResults(issueID: id), Work.IssueEvents(issueID: id), Work.IssueActions(issueID: id))
        guard let head else {
            throw Failure(.noRecord, "没有这个问题,或您无权查看。", "There is no such issue, or you may not see it.")
        }
        caller.printer.record(
            head, Self.headColumns,
            sections: [
                Printer.Section("tasks", "任务", "Tasks", tasks, Self.taskColumns),
                Printer.Section(
                    "milestones", "节点", "Milestones", milestones,
                    [
                        Column("id", \.id),
                        Column("task_id", "任务", "task", \.taskID),
                        Column("ordinal", "序号", "no.", \.ordinal),
                        Column("label", "节点", "milestone", \.label),
                        Column("planned_on", "计划", "planned", \.plannedOn),
                        Column("done_on", "完成", "done", \.doneOn),
                    ]),
                Printer.Section("results", "成效与验收", "Results and sign-off", results, Self.resultColumns),
                Printer.Section(
                    "events", "经过", "What happened", events,
                    [
                        Column("id", \.id),
                        Column("happened_at", "时间", "when", \.happenedAt),
                        Column("action", \.action),
                        Column("action_label", "事项", "what", \.actionLabel),
                        Column("person_name", "经办人", "who", \.personName),
                        Column("to_state_label", "状态", "state", \.toStateLabel),
                        Column("reason", "说明", "reason", \.reason),
                    ]),
                Printer.Section(
                    "actions", "您现在可以", "What you may do now", actions,
                    [
                        Column("action", \.action),
                        Column("label", "操作", "action", \.label),
                        Column("guard", "条件", "condition", \.condition),
                    ]),
            ])
    }

    private static var headColumns: [Column<Work.IssueHead.Row>] {
        [
            Column("id", "内部号", "key", \.id),
            Column("number", "编号", "number", \.number),
            Column("title", "问题", "issue", \.title),
            Column("area", \.area),
            Column("area_label", "类别", "area", \.areaLabel),
            Column("severity", "程度", "severity", \.severity, words: CodeWords.severity),
            Column("state", \.state),
            Column("state_label", "状态", "state", \.stateLabel),
            Column("is_open", \.isOpen),
            Column("is_overdue", "逾期", "overdue", \.isOverdue),
            Column("raised_by_name", "登记人", "raised by", \.raisedByName),
            Column("heard_on", "发现", "heard", \.heardOn),
            Column("unit_id", \.unitID),
            Column("unit_label", "责任部门", "unit", \.unitLabel),
            Column("leader_id", \.leaderID),
            Column("leader_label", "责任领导", "leader", \.leaderLabel),
            Column("deadline", "时限", "deadline", \.deadline),
            Column("deadline_original", "原时限", "first deadline", \.deadlineOriginal),
            Column("closed_on", "销号", "closed", \.closedOn),
            Column("working_days_late", "迟办工作日", "working days late", \.workingDaysLate),
            Column("cycle", "轮次", "cycle", \.cycle),
            Column("is_restricted", \.isRestricted),
        ]
    }

    private static var taskColumns: [Column<Work.IssueTasks.Row>] {
        [
            Column("id", "任务", "task", \.id),
            Column("measure", "措施", "measure", \.measure),
            Column("unit_label", "部门", "unit", \.unitLabel),
            Column("person_name", "责任人", "person", \.personName),
            Column("deadline", "时限", "deadline", \.deadline),
            Column("state", \.state),
            Column("state_label", "状态", "state", \.stateLabel),
            Column("is_open", \.isOpen),
            Column("done_on", "完成", "done", \.doneOn),
            Column("cycle", "轮次", "cycle", \.cycle),
            Column("is_mine", \.isMine),
        ]
    }

    private static var resultColumns: [Column<Work.IssueResults.Row>] {
        [
            Column("cycle", "轮次", "cycle", \.cycle),
            Column("text", "成效", "result", \.text),
            Column("evidence", "佐证", "evidence", \.evidence),
            Column("achieved_on", "日期", "day", \.achievedOn),
            Column("claimed_by_name", "申请人", "claimed by", \.claimedByName),
            Column("verified_by_name", "验收人", "verified by", \.verifiedByName),
            Column("verified_on", "验收", "verified", \.verifiedOn),
            Column("method", "方式", "method", \.method, words: CodeWords.method),
        ]
    }
}

/// The argument that names an issue.
enum IssueArgument {
    static var help: ArgumentHelp {
        ArgumentHelp(say("问题编号(2026-0012)或内部号", "An issue's number (2026-0012) or key"), valueName: "issue")
    }
}

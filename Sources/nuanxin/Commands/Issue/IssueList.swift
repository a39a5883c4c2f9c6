import ArgumentParser
import RecordsStore

struct IssueList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("问题一览", "Issues within your reach"))
    }

    @Option(help: ArgumentHelp(say("状态代码,或 open(未结)、overdue(逾期)", "A state, or open, or overdue"), valueName: "state"))
    var state: String?
    @Option(help: ArgumentHelp(say("类别(代码或名称)", "The area, by code or name"), valueName: "area")) var area: String?
    @Option(help: ArgumentHelp(say("责任部门", "The unit that answers"), valueName: "unit")) var unit: String?
    @Option(help: ArgumentHelp(say("描述中的文字,或编号", "Words of the title, or the number"), valueName: "text")) var text:
        String?
    @Option(help: ArgumentHelp(say("最多列出几条", "How many at most"), valueName: "n")) var limit: Int64 = 100
    @Option(help: ArgumentHelp(say("先跳过几条", "How many to leave out first"), valueName: "n")) var skip: Int64 = 0

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        var areaCode: String?
        if let area { areaCode = try await caller.code(area, in: "issue_area") }
        var unitID: UnitsUnit.ID?
        if let unit { unitID = try await caller.unit(unit) }
        let issues = try await caller.run(
            Work.IssueList(state: state, area: areaCode, unitID: unitID, text: text, most: limit, skip: skip))
        caller.printer.list(
            issues, Self.columns, nothing: say("没有符合的问题。", "There are no such issues."), total: issues.first?.total)
    }

    private static var columns: [Column<Work.IssueList.Row>] {
        [
            Column("id", \.id),
            Column("number", "编号", "number", \.number),
            Column("title", "问题", "issue", \.title),
            Column("area", \.area),
            Column("area_label", "类别", "area", \.areaLabel),
            Column("severity", "程度", "severity", \.severity, words: CodeWords.severity),
            Column("state", \.state),
            Column("state_label", "状态", "state", \.stateLabel),
            Column("is_open", \.isOpen),
            Column("unit_label", "责任部门", "unit", \.unitLabel),
            Column("leader_label", "责任领导", "leader", \.leaderLabel),
            Column("heard_on", "发现", "heard", \.heardOn),
            Column("deadline", "时限", "deadline", \.deadline),
            Column("deadline_original", \.deadlineOriginal),
            Column("is_overdue", "逾期", "overdue", \.isOverdue),
            Column("closed_on", "销号", "closed", \.closedOn),
            Column("working_days_late", \.workingDaysLate),
            Column("cycle", \.cycle),
            Column("is_restricted", \.isRestricted),
        ]
    }
}

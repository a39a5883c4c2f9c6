import ArgumentParser
import RecordsStore

struct CareList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("关爱档案一览(留痕)", "Care files within your reach; logged"))
    }

    @Flag(help: ArgumentHelp(say("包括已结的档案", "Closed ones, too"))) var all = false
    @Flag(help: ArgumentHelp(say("只列由我负责的", "Only those that you are carer of"))) var mine = false
    @Flag(help: ArgumentHelp(say("只列应联系或应评估的", "Only those whose contact or review is due"))) var due = false
    @Option(name: .customLong("class"), help: ArgumentHelp(say("只列某班", "Only those of a class"), valueName: "class"))
    var classLabel: String?
    @Option(help: ArgumentHelp(say("最多列出几份", "How many at most"), valueName: "n")) var limit: Int32 = 200

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let files = try await caller.run(
            Care.CareFileList(
                onlyOpen: !all, onlyMine: mine, onlyDue: due, inClass: classLabel.map(Naming.classLabel), after: nil,
                most: limit))
        caller.printer.list(
            files,
            [
                Column("id", "档案", "file", \.id),
                Column("student_id", \.studentID),
                Column("student_name", "学生", "student", \.studentName),
                Column("class_label", "班级", "class", \.classLabel),
                Column("state", \.state),
                Column("state_label", "状态", "state", \.stateLabel),
                Column("concerns", "关爱事项", "concerns", \.concerns),
                Column("carer_name", "责任人", "carer", \.carerName),
                Column("opened_on", "建档", "opened", \.openedOn),
                Column("last_contact_on", "上次联系", "last contact", \.lastContactOn),
                Column("contact_due_on", "应联系", "contact due", \.contactDueOn),
                Column("next_review_on", "应评估", "review due", \.nextReviewOn),
            ], nothing: say("没有符合的档案。", "There are no such files."), total: files.first?.total)
    }
}

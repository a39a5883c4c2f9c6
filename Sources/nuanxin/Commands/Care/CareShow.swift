import ArgumentParser
import RecordsStore

struct CareShow: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: say("一份档案的全部内容(留痕)", "All of a care file; logged"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = CareFile.ID(rawValue: file)
        let (head, concerns, contacts, notes) = try await caller.run(
            Care.CareFileHead(fileID: id), Care.CareFileConcerns(fileID: id), Care.CareFileContacts(fileID: id),
            Care.CareFileNotes(fileID: id))
        caller.printer.record(
            head, Self.headColumns,
            sections: [
                Printer.Section(
                    "concerns", "关爱事项", "Concerns", concerns,
                    [
                        Column("id", \.id),
                        Column("kind", \.kind),
                        Column("kind_label", "事项", "concern", \.kindLabel),
                        Column("summary", "说明", "summary", \.summary),
                        Column("opened_on", "自", "from", \.openedOn),
                        Column("closed_on", "至", "until", \.closedOn),
                    ]),
                Printer.Section(
                    "contacts", "联系记录", "Contacts", contacts,
                    [
                        Column("id", \.id),
                        Column("contacted_on", "日期", "day", \.contactedOn),
                        Column("contacted_by", "联系人", "by", \.contactedBy),
                        Column("mode", "方式", "mode", \.mode, words: CodeWords.mode),
                        Column("outcome", "结果", "outcome", \.outcome, words: CodeWords.outcome),
                        Column("counterpart", "对方", "with", \.counterpart),
                        Column("minutes", "分钟", "minutes", \.minutes),
                        Column("summary", "内容", "summary", \.summary),
                    ]),
                Printer.Section(
                    "notes", "记录", "Notes", notes,
                    [
                        Column("id", \.id),
                        Column("written_at", "时间", "written", \.writtenAt),
                        Column("author", "记录人", "author", \.author),
                        Column("text", "内容", "text", \.text),
                    ]),
            ])
    }

    private static var headColumns: [Column<Care.CareFileHead.Row>] {
        [
            Column("id", "档案", "file", \.id),
            Column("student_id", \.studentID),
            Column("student_name", "学生", "student", \.studentName),
            Column("class_label", "班级", "class", \.classLabel),
            Column("state", \.state),
            Column("state_label", "状态", "state", \.stateLabel),
            Column("source", "来源", "source", \.source),
            Column("carer_id", \.carerID),
            Column("carer_name", "责任人", "carer", \.carerName),
            Column("opened_on", "建档", "opened", \.openedOn),
            Column("closed_on", "结档", "closed", \.closedOn),
            Column("close_reason", "结档原因", "reason", \.closeReason),
            Column("contact_every_days", "联系间隔(天)", "contact every (days)", \.contactEveryDays),
            Column("last_contact_on", "上次联系", "last contact", \.lastContactOn),
            Column("contact_due_on", "应联系", "contact due", \.contactDueOn),
            Column("next_review_on", "应评估", "review due", \.nextReviewOn),
        ]
    }
}

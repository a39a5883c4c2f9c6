import ArgumentParser
import RecordsStore

/// `nuanxin left-behind …`
struct LeftBehindCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "left-behind", abstract: say("留守学生", "Left-behind students"),
            subcommands: [LeftBehindList.self, LeftBehindConfirm.self])
    }
}

struct LeftBehindList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: say("留守学生一览(留痕)", "Left-behind records of a semester; logged"),
            discussion: say(
                "四种口径由事实推出:国发〔2016〕13号、学籍代码、未成年人保护法、本校。",
                "Four definitions, derived from the facts: State Council 2016/13, roll code, Minors Protection "
                    + "Law, the school's own."
            ))
    }

    @Option(
        help: ArgumentHelp(
            say("学期,如 2025-2026-1(不写为最近)", "A semester such as 2025-2026-1 (the latest if not given)"),
            valueName: "semester"))
    var semester: String?
    @Option(name: .customLong("class"), help: ArgumentHelp(say("只列某班", "Only those of a class"), valueName: "class"))
    var classLabel: String?
    @Option(help: ArgumentHelp(say("最多列出几条", "How many at most"), valueName: "n")) var limit: Int32 = 1000

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let rows = try await caller.run(
            Care.LeftBehindList(
                semester: try semester.map(Naming.semester), inClass: classLabel.map(Naming.classLabel), after: nil,
                most: limit))
        caller.printer.list(
            rows, Self.columns, nothing: say("没有记录。", "There are no records."), total: rows.first?.total)
    }

    private static var columns: [Column<Care.LeftBehindList.Row>] {
        [
            Column("id", "编号", "id", \.id),
            Column("student_id", \.studentID),
            Column("student_name", "学生", "student", \.studentName),
            Column("class_label", "班级", "class", \.classLabel),
            Column("semester_code", \.semesterCode),
            Column("state", "状态", "state", \.state, words: CodeWords.leftBehindState),
            Column("reported_kind", \.reportedKind),
            Column("father_away", "父外出", "father", \.fatherAway, words: CodeWords.fact),
            Column("mother_away", "母外出", "mother", \.motherAway, words: CodeWords.fact),
            Column("father_place", \.fatherPlace),
            Column("mother_place", \.motherPlace),
            Column("carer_name", "照护人", "carer", \.carerName),
            Column("carer_relation", "关系", "relation", \.carerRelation),
            Column("carer_phone", "电话", "phone", \.carerPhone),
            Column("calls_per_week", "每周联系", "calls", \.callsPerWeek),
            Column("helper_name", "帮扶教师", "helper", \.helperName),
            Column("by_state_council", "国发13号", "State Council", \.byStateCouncil, words: CodeWords.fact),
            Column("by_roll", "学籍", "roll", \.byRoll, words: CodeWords.fact),
            Column("by_minors_law", "未保法", "minors law", \.byMinorsLaw, words: CodeWords.fact),
            Column("by_school", "本校", "school", \.bySchool, words: CodeWords.fact),
        ]
    }
}

struct LeftBehindConfirm: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "confirm", abstract: say("确认本学期的留守情况", "Confirms the facts of records for this semester"))
    }

    @Argument(help: ArgumentHelp(say("记录编号,可写几个", "Keys of records"), valueName: "id")) var records: [Int64]

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        for record in records {
            try await caller.change(Care.ConfirmLeftBehind(recordID: record))
        }
        caller.printer.done(
            say("已确认 \(records.count) 条。", "\(records.count) confirmed."), [("record_ids", .list(records.map(\.json)))])
    }
}

import ArgumentParser
import RecordsStore

/// `nuanxin visit …`
struct VisitCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "visit", abstract: say("走访", "Visits"), subcommands: [VisitAdd.self, VisitList.self])
    }
}

struct VisitAdd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "add", abstract: say("登记自己的一次走访", "Records a visit of your own"))
    }

    @Argument(help: ArgumentHelp(say("学生编号或姓名", "A student's key or name"), valueName: "student")) var student: String
    @Option(help: ArgumentHelp(say("日期(不写为今天)", "The day (today if not given)"), valueName: "day")) var on: DayArgument?
    @Option(help: ArgumentHelp(say("方式:", "How: ") + VisitMode.choices, valueName: "mode")) var mode: VisitMode =
        .inPerson
    @Option(help: ArgumentHelp(say("听到什么", "What was heard"), valueName: "text")) var heard: String?
    @Option(help: ArgumentHelp(say("希望学校解决的问题", "What the family asks of the school"), valueName: "text")) var request:
        String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.student(student)
        let made = try await caller.change(
            Field.AddVisit(
                studentID: id, onDay: on?.day ?? DayArgument.today, mode: mode.rawValue, heard: heard, request: request)
        )
        caller.printer.done(
            say("已登记走访 \(made.visitID)。", "Visit \(made.visitID) is kept."), answer: made.visitID.shown,
            [("visit_id", made.visitID.json)])
    }
}

struct VisitList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("走访记录(留痕)", "Visits within your reach; logged"))
    }

    @Option(help: ArgumentHelp(say("只列某学生的", "Only those to a student"), valueName: "student")) var student: String?
    @Flag(help: ArgumentHelp(say("只列我自己的", "Only your own"))) var mine = false
    @Option(help: ArgumentHelp(say("最多列出几条", "How many at most"), valueName: "n")) var limit: Int32 = 100

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        var studentID: PeopleStudent.ID?
        if let student { studentID = try await caller.student(student) }
        let visits = try await caller.run(
            Field.VisitList(studentID: studentID, onlyMine: mine, after: nil, most: limit))
        caller.printer.list(
            visits,
            [
                Column("id", "编号", "id", \.id),
                Column("visited_on", "日期", "day", \.visitedOn),
                Column("visitor_name", "走访人", "visitor", \.visitorName),
                Column("student_id", \.studentID),
                Column("student_name", "学生", "student", \.studentName),
                Column("mode", "方式", "mode", \.mode, words: CodeWords.mode),
                Column("heard", "听到", "heard", \.heard),
                Column("request", "诉求", "request", \.request),
                Column("has_issue", "已立项", "has issue", \.hasIssue),
            ], nothing: say("没有走访记录。", "There are no visits."), total: visits.first?.total)
    }
}

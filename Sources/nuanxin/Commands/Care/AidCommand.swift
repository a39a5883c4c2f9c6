import ArgumentParser
import RecordsStore

/// `nuanxin aid …`
struct AidCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "aid", abstract: say("资助", "Financial aid"), subcommands: [AidGap.self, AidMatch.self])
    }
}

struct AidGap: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "gap", abstract: say("应助未助名单(留痕)", "Students entitled, yet neither aided nor refusing; logged")
        )
    }

    @Option(
        help: ArgumentHelp(
            say("学期,如 2025-2026-1(不写为最近)", "A semester such as 2025-2026-1 (the latest if not given)"),
            valueName: "semester"))
    var semester: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Aid.AidGap(semester: try semester.map(Naming.semester))),
            [
                Column("student_id", \.studentID),
                Column("student_name", "学生", "student", \.studentName),
                Column("class_label", "班级", "class", \.classLabel),
                Column("category", "困难类型", "category", \.category),
                Column("scheme", "应享项目", "scheme", \.scheme),
                Column("basis", "依据", "basis", \.basis),
                Column("in_semester", "学期", "semester", \.inSemester),
            ], nothing: say("没有缺口。", "There is no gap."))
    }
}

struct AidMatch: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "match", abstract: say("按佐证和规定找出应助学生", "Finds everyone who qualifies, by evidence and rules"),
            discussion: say(
                "只提出名单,由人决定:nuanxin register list candidate 列出,register do candidate propose 或 refuse 办理。可重复运行。仅限资助中心。",
                "It proposes, people decide: \"nuanxin register list candidate\" lists them, \"register do candidate propose\" or "
                    + "\"refuse\" decides. It can be run again. For student aid."))
    }

    @Option(
        help: ArgumentHelp(
            say("学期,如 2025-2026-1(不写为本学期)", "A semester such as 2025-2026-1 (the present one if not given)"),
            valueName: "semester"))
    var semester: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let found = try await caller.change(Aid.AidMatch(semester: try semester.map(Naming.semester))).found
        caller.printer.say(say("新找到 \(found) 项应助。", "\(found) new entries of who qualifies."))
    }
}

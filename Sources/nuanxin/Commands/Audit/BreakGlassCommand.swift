import ArgumentParser
import RecordsStore

/// `nuanxin break-glass …`
struct BreakGlassCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "break-glass", abstract: say("紧急查看", "Emergency looks"),
            discussion: say(
                "校领导遇紧急情况可限时查看一名学生的照护卡或健康档案;写明理由,党委办公室与校医室随即知情,事后由他人审查。",
                "In an emergency a school leader may see a student's health card or record for some hours, with a reason; "
                    + "the party office and the clinic hear of it at once, and another person reviews it."),
            subcommands: [BreakGlassOpen.self, BreakGlassList.self, BreakGlassReview.self])
    }
}

struct BreakGlassOpen: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "open", abstract: say("紧急查看一名学生的记录", "Opens a student's records for hours"))
    }

    @Argument(help: ArgumentHelp(say("学生姓名或编号", "A student's name or key"), valueName: "student")) var student: String
    @Argument(help: ArgumentHelp(say("类别:health_card 或 diagnosis", "The class: health_card or diagnosis"), valueName: "class"))
    var recordClass: String
    @Option(help: ArgumentHelp(say("理由,至少十个字", "The reason, ten characters or more"), valueName: "text")) var reason: String
    @Option(help: ArgumentHelp(say("几小时(1 至 4)", "For how many hours, 1 to 4"), valueName: "n")) var hours: Int32 = 4

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.student(student)
        let look = try await caller.change(
            Access.BreakGlass(studentID: id, recordClass: recordClass, reason: reason, hours: hours))
        caller.printer.done(
            say("已开放 \(hours) 小时,已留痕,将由他人审查。", "Open for \(hours) hours; it is logged and will be reviewed."),
            [("look_id", look.lookID.json)])
    }
}

struct BreakGlassList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("紧急查看一览", "The emergency looks"))
    }

    @Flag(help: ArgumentHelp(say("只列未审查的", "Only those not reviewed yet"))) var unreviewed = false
    @Option(help: ArgumentHelp(say("最多几条", "How many at most"), valueName: "n")) var most: Int32 = 200

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Access.BreakGlassList(onlyUnreviewed: unreviewed, most: most)),
            [
                Column("id", "编号", "id", \.id),
                Column("person", "何人", "who", \.personName),
                Column("student", "学生", "student", \.studentName),
                Column("record_class", \.recordClass),
                Column("class", "类别", "class", \.classLabel),
                Column("reason", "理由", "reason", \.reason),
                Column("opened_at", "自", "from", \.openedAt),
                Column("ends_at", "至", "until", \.endsAt),
                Column("reviewed_by", "审查人", "reviewed by", \.reviewedByName),
                Column("was_justified", "正当", "justified", \.wasJustified),
                Column("review_note", "审查意见", "review", \.reviewNote),
            ], nothing: say("没有紧急查看。", "There are no emergency looks."))
    }
}

struct BreakGlassReview: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "review", abstract: say("审查他人的紧急查看", "Reviews an emergency look of another person"))
    }

    @Argument(help: ArgumentHelp(say("编号(见 break-glass list)", "Its key, as break-glass list has it"), valueName: "id"))
    var look: Int64
    @Flag(inversion: .prefixedNo, help: ArgumentHelp(say("是否正当", "Whether it was justified"))) var justified: Bool
    @Option(help: ArgumentHelp(say("审查意见", "What you say about it"), valueName: "text")) var note: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Access.ReviewBreakGlass(lookID: look, justified: justified, note: note))
        caller.printer.done(say("已审查。", "Reviewed."), [("look_id", look.json)])
    }
}

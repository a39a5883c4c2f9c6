import ArgumentParser
import RecordsStore

struct CareOpen: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "open", abstract: say("为学生建档", "Opens a care file for a student"))
    }

    @Argument(help: ArgumentHelp(say("学生编号或姓名", "A student's key or name"), valueName: "student")) var student: String
    @Option(help: ArgumentHelp(say("关爱事项:", "The concern: ") + ConcernKind.choices, valueName: "concern"))
    var concern: ConcernKind
    @Option(help: ArgumentHelp(say("情况说明", "What it is about"), valueName: "text")) var summary: String?
    @Option(help: ArgumentHelp(say("来源,如 家访、留守登记", "Where it comes from"), valueName: "text")) var source: String
    @Option(help: ArgumentHelp(say("帮扶责任人", "The carer"), valueName: "person")) var carer: String?
    @Option(
        help: ArgumentHelp(
            say("至少几天联系一次(不写为30)", "Contact at least every so many days (30 if not given)"), valueName: "n"))
    var contactDays: Int32?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let id = try await caller.student(student)
        var carerID: PeoplePerson.ID?
        if let carer { carerID = try await caller.person(carer) }
        let made = try await caller.change(
            Care.OpenCareFile(
                studentID: id, concernKind: concern.rawValue, summary: summary, source: source, carerID: carerID,
                contactDays: contactDays))
        caller.printer.done(
            say("已建档,编号 \(made.fileID)。", "File \(made.fileID) is open."), answer: made.fileID.shown,
            [("file_id", made.fileID.json)])
    }
}

struct CareNote: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "note", abstract: say("写一条关爱记录", "Adds a note to a file"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64
    @Argument(help: ArgumentHelp(say("内容", "The text"), valueName: "text")) var text: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let made = try await caller.change(Care.AddCareNote(fileID: .init(rawValue: file), text: text))
        caller.printer.done(say("已记录。", "The note is kept."), [("note_id", made.noteID.json)])
    }
}

struct CareContact: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "contact", abstract: say("登记一次家校联系", "Logs a contact with the family"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64
    @Option(help: ArgumentHelp(say("日期(不写为今天)", "The day (today if not given)"), valueName: "day")) var on: DayArgument?
    @Option(help: ArgumentHelp(say("方式:", "How: ") + ContactMode.choices, valueName: "mode")) var mode: ContactMode
    @Option(help: ArgumentHelp(say("结果:", "The outcome: ") + ContactOutcome.choices, valueName: "outcome"))
    var outcome: ContactOutcome = .reached
    @Option(help: ArgumentHelp(say("与谁联系,如 奶奶", "With whom"), valueName: "text")) var with: String?
    @Option(help: ArgumentHelp(say("几分钟", "How many minutes"), valueName: "n")) var minutes: Int32?
    @Option(help: ArgumentHelp(say("内容", "What was said"), valueName: "text")) var summary: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let made = try await caller.change(
            Care.LogCareContact(
                fileID: .init(rawValue: file), onDay: on?.day ?? DayArgument.today, mode: mode.rawValue,
                outcome: outcome.rawValue, counterpart: with, minutes: minutes, summary: summary))
        caller.printer.done(say("已登记联系。", "The contact is logged."), [("contact_id", made.contactID.json)])
    }
}

struct CareReview: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "review", abstract: say("学期评估", "Reviews a file for this semester"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64
    @Option(help: ArgumentHelp(say("结论:", "The result: ") + ReviewResult.choices, valueName: "result")) var result:
        ReviewResult
    @Option(help: ArgumentHelp(say("说明", "Remarks"), valueName: "text")) var remarks: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(
            Care.ReviewCareFile(fileID: .init(rawValue: file), result: result.rawValue, remarks: remarks))
        caller.printer.done(say("已评估。", "The review is kept."), [("file_id", file.json)])
    }
}

struct CareHandOver: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "hand-over", abstract: say("移交帮扶责任人", "Hands a file over to another carer"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64
    @Option(help: ArgumentHelp(say("新的责任人", "The new carer"), valueName: "person")) var to: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let carer = try await caller.person(to)
        try await caller.change(Care.HandOverCareFile(fileID: .init(rawValue: file), carerID: carer))
        caller.printer.done(
            say("已移交。", "The file is handed over."), [("file_id", file.json), ("carer_id", carer.json)])
    }
}

struct CareClose: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "close", abstract: say("结档", "Closes a file"))
    }

    @Argument(help: ArgumentHelp(say("档案编号", "The file's key"), valueName: "file")) var file: Int64
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Care.CloseCareFile(fileID: .init(rawValue: file), reason: reason))
        caller.printer.done(say("已结档。", "The file is closed."), [("file_id", file.json)])
    }
}

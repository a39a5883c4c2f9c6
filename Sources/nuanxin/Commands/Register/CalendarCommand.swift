import ArgumentParser
import RecordsStore

/// `nuanxin calendar …`
struct CalendarCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "calendar", abstract: say("期限提醒与日历订阅", "What is due, and the calendar feed"),
            subcommands: [CalendarDue.self, CalendarAddress.self, CalendarEnd.self])
    }
}

struct CalendarDue: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "due", abstract: say("我的到期提醒", "What is due that concerns you"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let table = try RegisterTable(
            json: try await caller.run(
                Registers.RegisterPage(register: "reminder", filters: "{}", skip: 0, most: 1000)
            ).page)
        caller.printer.list(
            table.rows, RegisterFields.columns(table.headings), nothing: say("没有到期的事项。", "Nothing is due."))
    }
}

struct CalendarAddress: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "address", abstract: say("生成新的订阅地址;旧的作废", "Makes a new address of the feed; the old one ends"),
            discussion: say(
                "地址接在网页地址之后,只显示一次。知道地址的人就能看到,请勿转给他人。",
                "It goes after the address of the pages and is shown once. Whoever knows it can read the feed."))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let path = "/calendar/\(try await caller.change(Work.MakeCalendarAddress()).secret).ics"
        caller.printer.done(
            say("新的订阅地址:", "The new address:"), answer: path, [("path", .text(path))])
    }
}

struct CalendarEnd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "end", abstract: say("停用日历订阅", "Ends the feed"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Work.EndCalendarAddress())
        caller.printer.done(say("日历订阅已停用。", "The feed has ended."), [])
    }
}

import ArgumentParser
import RecordsStore

/// `nuanxin year …`
struct YearCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "year", abstract: say("学年", "The school year"), subcommands: [YearOpen.self])
    }
}

struct YearOpen: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "open", abstract: say("开启新学年", "Opens a school year"),
            discussion: say(
                "班级换名、毕业班离校、班主任授权和班级联系到期、毕业生档案结档(决定保留的除外),在同一个事务里完成。"
                    + "先用 --dry-run 看一遍;重复运行不会重复办理。仅限学籍管理员。",
                "Classes are renamed, the top grade leaves, roles of homeroom teachers and linkages of classes end, care files "
                    + "of those who leave are closed unless a decision carries them; all in one transaction. Look with --dry-run "
                    + "first; a second time there is nothing to do. For registrars."))
    }

    @Argument(help: ArgumentHelp(say("新学年的起始年份,如 2026", "The year in which it opens, such as 2026"), valueName: "year")) var year: Int32
    @Flag(help: ArgumentHelp(say("只报告,不改动", "Only report, change nothing"))) var dryRun = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let statement = People.OpenSchoolYear(year: year, dryRun: dryRun)
        let report = try await dryRun ? caller.run(statement) : caller.change(statement)
        caller.printer.list(
            report,
            [
                Column("step", "事项", "step", \.step), Column("how_many", "数量", "how many", \.howMany),
                Column("examples", "举例", "for instance", \.examples),
            ], nothing: "")
        caller.printer.say(
            dryRun
                ? say("试运行,没有改动。", "A dry run; nothing was changed.")
                : say("新学年已开启。", "The school year is open."))
    }
}

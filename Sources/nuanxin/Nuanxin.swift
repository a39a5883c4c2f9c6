import ArgumentParser
import Logging

/// The program.
@main
struct Nuanxin: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "nuanxin",
            abstract: say("暖心:学校关爱与承诺的记录", "Nuanxin: a school's records of care and of promises kept"),
            discussion: say(
                "数据写到标准输出,说明写到标准错误。退出码:0 正常,64 用法,65 数据,66 无此记录,69 数据库不可用,75 稍后再试,77 无权,78 未配置。",
                "Data goes to stdout, words to stderr. Exit codes: 0 done, 64 usage, 65 bad data, 66 no such record, "
                    + "69 no database, 75 try again, 77 not permitted, 78 not configured."),
            version: Version.text,
            groupedSubcommands: [
                CommandGroup(
                    name: say("开始", "To begin"),
                    subcommands: Deployment.commands + [DatabaseCommand.self, ImportCommand.self, WhoamiCommand.self]),
                CommandGroup(
                    name: say("人员与单位", "People and units"),
                    subcommands: [PersonCommand.self, StudentCommand.self, UnitCommand.self, YearCommand.self, RetentionCommand.self, AccountCommand.self]),
                CommandGroup(
                    name: say("关爱", "Care"),
                    subcommands: [CareCommand.self, LeftBehindCommand.self, AidCommand.self, VisitCommand.self]),
                CommandGroup(
                    name: say("三个清单", "The three lists"),
                    subcommands: [IssueCommand.self, TaskCommand.self, PublishCommand.self]),
                CommandGroup(name: say("登记簿", "Registers"), subcommands: [RegisterCommand.self, AttachmentCommand.self, CalendarCommand.self]),
                CommandGroup(name: say("统计", "Reports"), subcommands: [ReportCommand.self]),
                CommandGroup(
                    name: say("审计与历史", "Log and history"),
                    subcommands: [AuditCommand.self, HistoryCommand.self, BreakGlassCommand.self]),
            ])
    }

    @OptionGroup(title: say("全局选项(可用于每个命令)", "Options of every command")) var options: GlobalOptions

    /// Parses, runs, and ends the process with the code that docs/reference/cli.md promises.
    static func main() async {
        // How busy the loops are is for whoever watches a server; at a command it would stand among the answers.
        let serves = CommandLine.arguments.contains("serve")
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            if label == "postgres.loop", !serves { handler.logLevel = .error }
            return handler
        }
        await CommandRun.main(Self.self)
    }
}

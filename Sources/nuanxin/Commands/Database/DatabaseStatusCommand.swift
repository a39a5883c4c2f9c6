import ArgumentParser
import EmbeddedDatabase
import Foundation
import Migrations
import Postgres

struct DatabaseStatusCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: say("是否在运行,结构是否最新", "Whether it runs, and whether its schema is current"),
            discussion: say("退出码 69:没有在运行。", "Exit code 69: it does not run."))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    struct Answer {
        var state: String
        var words: String
        var folder: String?
        var socket: String?
        var process: Int?
        var version: String?
        var applied: Int?
        var pending: [String]?
        var isCurrent: Bool?
    }

    func run() async throws {
        var answer = Answer(state: "running", words: say("在运行", "running"))
        var choice = try? DatabaseChoice(options)
        if options.database == nil, choice == nil || options.data != nil { choice = .embedded(try options.embedded()) }
        if case .embedded(let database)? = choice {
            answer = await Self.answer(about: database)
        }
        if answer.state == "running", let operatorOptions = try choice?.operatorOptions(login: options.user) {
            try await addSchema(to: &answer, operatorOptions)
        }
        options.printer.record(answer, Self.columns)
        guard answer.state == "running" else { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }

    private static func answer(about database: EmbeddedDatabase) async -> Answer {
        let status = await database.status()
        var answer = Answer(state: "running", words: say("在运行", "running"))
        answer.folder = status.folder.path
        answer.socket = status.socketFolder?.path
        answer.version = status.runningVersion ?? status.installedVersion
        switch status.state {
        case .notInitialised: (answer.state, answer.words) = ("not_initialised", say("尚未建立", "not made yet"))
        case .stopped: (answer.state, answer.words) = ("stopped", say("已停止", "stopped"))
        case .notAnswering(let pid):
            (answer.state, answer.words) = ("not_answering", say("没有应答", "does not answer"))
            answer.process = pid
        case .running(let pid): answer.process = pid
        case .heldElsewhere:
            (answer.state, answer.words) = (
                "held_elsewhere", say("被另一个容器或主机占用", "in use by another container or computer")
            )
        }
        if status.needsRestart { answer.words += say("(程序已更新,请重新启动)", " (its programs were updated: restart it)") }
        return answer
    }

    private func addSchema(to answer: inout Answer, _ options: ConnectionOptions) async throws {
        let connection = try await Connecting.open(options)
        if answer.version == nil {
            let rows = try? await connection.rows("SHOW server_version")
            answer.version = rows?.first?.first.flatMap(\.self)
        }
        await connection.close()
        let status = try await Migrator(options, files: MigrationFiles()).status()
        answer.applied = status.applied.count
        answer.pending = status.pending
        answer.isCurrent = status.isCurrent
    }

    private static var columns: [Column<Answer>] {
        [
            Column("state", \.state),
            Column("state_label", "状态", "state", \.words),
            Column("folder", "数据目录", "folder", \.folder),
            Column("socket", "套接字", "socket", \.socket),
            Column("process", "进程", "process", \.process),
            Column("version", "版本", "version", \.version),
            Column("applied", "已执行迁移", "migrations applied", \.applied),
            Column("pending", "待执行迁移", "migrations pending", \.pending),
            Column("is_current", "结构最新", "schema current", \.isCurrent) {
                $0.map { $0 ? say("是", "yes") : say("否", "no") } ?? ""
            },
        ]
    }
}

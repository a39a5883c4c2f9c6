import AdminServer
import ArgumentParser
import EmbeddedDatabase
import Foundation
import Logging
import Migrations
import Postgres

/// `nuanxin up`: everything in one.
struct UpCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "up",
            abstract: say("一条命令运行全部:内嵌数据库与网页", "Runs everything: the embedded database and the web pages"),
            discussion: say(
                "第一次运行时建立数据目录和首批账号,密码只显示一次。按 Ctrl-C 停止,数据保留。",
                "The first run makes the data folder and the first accounts; their passwords are told once. "
                    + "Ctrl-C stops it; the data stays."
            ))
    }

    @OptionGroup var address: AddressOptions
    @Flag(help: ArgumentHelp(say("装入一所虚构的样例学校(只装一次)", "Load an invented sample school, once"))) var sample = false
    @Option(help: ArgumentHelp(say("样例学校的学生数", "Students of the sample school"), valueName: "n")) var sampleStudents =
        600

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let configuration = try address.configuration()
        let database = try options.embedded(logLevel: .notice)
        if try await database.initialise() {
            Terminal.writeWords(say("已建立数据目录:\(database.folder.path)", "Made the data folder \(database.folder.path)"))
        }
        let running = try await database.start(mode: .child)
        let keeper = DatabaseKeeper(running)
        do {
            try await serve(running, keeper, configuration)
        } catch {
            try? await keeper.stop()
            throw error
        }
        try await keeper.stop()
        Terminal.writeWords(
            say("已停止,数据保留在 \(database.folder.path)。", "Stopped; the data stays in \(database.folder.path)."))
    }

    private func serve(
        _ running: RunningDatabase, _ keeper: DatabaseKeeper, _ configuration: AdminServer.Configuration
    ) async throws {
        let database = running.database
        let superuser = try database.superuserOptions()
        _ = try await SchemaWork.migrate(superuser, rebuild: .whenChanged)
        let signIns = try await signIns(database, superuser)
        let service = WebService(
            configuration: configuration, web: try await running.ensurePassword(role: WebService.login),
            personal: superuser.with("user", "").with("password", ""))
        if !signIns.isEmpty { options.printer.list(signIns, SignIn.columns, nothing: "") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask { try await keeper.keep() }
            // Whichever ends first: the pages when they are asked to stop, or the database when it does not stay alive.
            let first = await group.nextResult()
            // Ends the wait for the database, too: the group would not return before, whatever the pages died of.
            try await keeper.stop()
            group.cancelAll()
            try first?.get()
        }
    }

    private func signIns(_ database: EmbeddedDatabase, _ superuser: ConnectionOptions) async throws -> [SignIn] {
        if sample {
            let loading = SampleLoading(database: database, students: sampleStudents)
            return try await loading.load()
        }
        let connection = try await Connecting.open(superuser)
        return try await connection.closing {
            guard try await !FirstAccounts.exist(connection) else { return [] }
            Terminal.writeWords(say("首批账号,密码只显示这一次:", "The first accounts; their passwords are told this once:"))
            return try await FirstAccounts.make(
                FirstAccounts.list(), until: FirstAccounts.lastDay, connection: connection)
        }
    }
}

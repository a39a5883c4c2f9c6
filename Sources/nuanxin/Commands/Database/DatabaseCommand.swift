import ArgumentParser
import EmbeddedDatabase
import Foundation
import Logging

/// `nuanxin db …`: the only commands that work as a superuser.
struct DatabaseCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "db", abstract: say("数据库:建立、启动、停止、迁移", "The database: make, start, stop, migrate"),
            discussion: say(
                "内嵌数据库用 --data 指明数据目录(不写为 ./data);其他数据库用 --database,迁移须以超级用户连接。",
                "An embedded database is named by --data (./data if not given), another one by --database; "
                    + "migrating needs a superuser."
            ),
            subcommands: [
                DatabaseInit.self, DatabaseStart.self, DatabaseStop.self, DatabaseStatusCommand.self, DatabaseURL.self,
                DatabaseMigrate.self, DatabaseVerify.self, DatabaseFirstAccounts.self,
            ])
    }
}

extension GlobalOptions {
    /// The embedded database that a command is about.
    func embedded(logLevel: Logger.Level = .warning) throws -> EmbeddedDatabase {
        if database != nil {
            throw Failure(
                .usage, "这个命令只管内嵌数据库:请用 --data,不要用 --database。",
                "This command is about an embedded database: use --data, not --database.")
        }
        var logger = Logger(label: "nuanxin.database")
        logger.logLevel = logLevel
        return EmbeddedDatabase(folder: URL(fileURLWithPath: data ?? "data", isDirectory: true), logger: logger)
    }
}

struct DatabaseInit: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "init", abstract: say("建立数据目录(只做一次)", "Makes the data folder, once"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let database = try options.embedded()
        let isNew = try await database.initialise()
        options.printer.done(
            isNew
                ? say("已建立:\(database.folder.path)", "Made: \(database.folder.path)")
                : say(
                    "已经建立过,没有改动:\(database.folder.path)",
                    "It is there already; nothing was changed: \(database.folder.path)"),
            [("folder", .text(database.folder.path)), ("is_new", .flag(isNew))])
    }
}

struct DatabaseStart: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "start", abstract: say("启动,直到 db stop", "Starts the server; it runs until db stop"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let database = try options.embedded()
        do {
            let running = try await database.start(mode: .detached)
            tell(
                say("已启动,进程 \(running.processID)。", "Started as process \(running.processID)."), running.processID,
                isNew: true)
        } catch EmbeddedDatabaseError.alreadyRunning(_, let server, _) {
            tell(say("已经在运行,进程 \(server)。", "It runs already, as process \(server)."), server, isNew: false)
        }
    }

    private func tell(_ words: String, _ process: Int, isNew: Bool) {
        options.printer.done(words, [("process", process.json), ("is_new", .flag(isNew))])
    }
}

struct DatabaseStop: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "stop", abstract: say("停止,已提交的都已保存", "Stops the server; what was committed is kept"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let wasRunning = try await options.embedded().stop()
        options.printer.done(
            wasRunning ? say("已停止。", "Stopped.") : say("没有在运行。", "It was not running."),
            [("was_running", .flag(wasRunning))])
    }
}

struct DatabaseURL: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "url", abstract: say("给 psql 等程序用的连接串", "A connection string for psql and other programs"),
            discussion: say(
                "不含密码:superuser 与 web 的密码由数据目录中的密码文件提供,个人登录名的密码由使用者自己提供。",
                "It holds no password: those of superuser and web come from the data folder's password file, a "
                    + "person's from that person."
            ))
    }

    @Option(help: ArgumentHelp(say("superuser、web 或登录名", "superuser, web, or a login"), valueName: "role"))
    var role = "superuser"

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let database = try options.embedded()
        var url = try database.connectionString()
        switch role {
        case "superuser", EmbeddedDatabase.superuser: break
        case "web", "nuanxin_web": url = try database.connectionString(role: "nuanxin_web")
        default:
            guard role.wholeMatch(of: #/[a-z][a-z0-9_.\-]{1,40}/#) != nil else {
                throw Failure(.usage, "不是登录名:\(role)", "Not a login: \(role)")
            }
            // A person's password is not in the data folder.
            url = url.replacing(EmbeddedDatabase.superuser + "@", with: role + "@")
                .replacing(#/&passfile=[^&]*/#, with: "")
        }
        switch options.printer.format {
        case .table: Terminal.writeData(url + "\n")
        case .json, .csv: options.printer.record(url, [Column("url", "连接串", "url") { $0 }])
        }
    }
}

import ArgumentParser
import Foundation
import Migrations
import Postgres
import Records

struct DatabaseMigrate: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate",
            abstract: say("执行迁移,重建函数、策略与授权", "Applies migrations; rebuilds functions, policies and grants"),
            discussion: say("可以重复执行。", "It may be run again at any time."))
    }

    @Option(
        help: ArgumentHelp(
            say("给网页服务的登录名设密码,密码在此文件中", "Sets the web server's password to what this file holds"),
            valueName: "file"))
    var webPasswordFile: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let database = try DatabaseChoice(options).operatorOptions(login: options.user)
        let applied = try await SchemaWork.migrate(database, rebuild: .always)
        if let webPasswordFile { try await setWebPassword(from: webPasswordFile, database) }
        options.printer.done(
            say("完成,新执行 \(applied.count) 个迁移。", "Done; \(applied.count) migrations were applied."),
            [("applied", .list(applied.map { .text($0) }))])
    }

    /// For a database that is not embedded; the embedded one makes and keeps this password itself.
    private func setWebPassword(from file: String, _ database: ConnectionOptions) async throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            case let password = text.trimmingCharacters(in: .whitespacesAndNewlines), password.count >= NewPassword.shortest
        else {
            throw Failure(
                .configuration, "读不到密码文件 \(file),或密码不足 \(NewPassword.shortest) 个字符。",
                "The password file \(file) cannot be read, or holds fewer than \(NewPassword.shortest) characters.")
        }
        let connection = try await Connecting.open(database)
        try await connection.closing {
            let verifier = try Passwords.verifier(of: password, login: WebService.login, connection: connection)
            try await connection.execute(
                "ALTER ROLE \(identifier: WebService.login) PASSWORD \(literal: verifier)")
        }
    }
}

struct DatabaseVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: say("数据库与程序自带的 SQL 是否一致", "Whether the database is what the program's SQL describes"),
            discussion: say("退出码 65:有差异。", "Exit code 65: it differs."))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let drifts = try await SchemaWork.migrator(DatabaseChoice(options).operatorOptions(login: options.user))
            .verify()
        options.printer.list(
            drifts,
            [
                Column("kind", \.kind.rawValue),
                Column("object", "对象", "object", \.object),
                Column("message", "差异", "difference") { say($0.messages.chinese, $0.messages.english) },
                Column("expected", \.expected),
                Column("found", \.found),
            ], nothing: say("一致。", "They agree."))
        guard drifts.isEmpty else { throw ExitCode(ExitStatus.badData.rawValue) }
    }
}

/// Work on the schema, told on stderr as it goes.
enum SchemaWork {
    static func migrator(_ options: ConnectionOptions) throws -> Migrator {
        Migrator(options, files: try MigrationFiles()) { event in
            Terminal.writeWords(say(event.messages.chinese, event.messages.english))
        }
    }

    static func migrate(_ options: ConnectionOptions, rebuild: Migrator.Rebuild) async throws -> [String] {
        // Asks for the password once, here, where the terminal is.
        let connection = try await Connecting.open(options)
        await connection.close()
        return try await migrator(options).migrate(rebuild: rebuild)
    }
}

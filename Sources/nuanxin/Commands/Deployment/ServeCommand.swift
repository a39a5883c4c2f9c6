import AdminServer
import ArgumentParser
import EmbeddedDatabase
import Foundation
import Postgres

/// Where pages are served, as options of a command.
struct AddressOptions: ParsableArguments {
    @Option(help: ArgumentHelp(say("监听地址", "The address to listen on"), valueName: "host")) var host = "127.0.0.1"
    @Option(help: ArgumentHelp(say("端口;0 为任意空闲端口", "The port; 0 takes any free one"), valueName: "port")) var port =
        8080
    @Flag(help: ArgumentHelp(say("前面有加密代理(TLS)", "A TLS proxy stands in front"))) var behindTLSProxy = false

    func configuration() throws -> AdminServer.Configuration {
        try AdminServer.Configuration(host: host, port: port, behindTLSProxy: behindTLSProxy)
    }
}

/// `nuanxin serve`
struct ServeCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve", abstract: say("在已有的数据库上提供网页", "Serves the web pages on a database that is there"),
            discussion: say(
                "网页服务以 nuanxin_web 登录;人员登录时,由 PostgreSQL 核对各人的密码。",
                "The server signs in as nuanxin_web; when people sign in, PostgreSQL checks their passwords."))
    }

    @OptionGroup var address: AddressOptions
    @Option(
        help: ArgumentHelp(
            say(
                "网页服务的连接串(不写则用 --database,登录名 nuanxin_web)",
                "The server's own connection (--database as nuanxin_web, if not given)"),
            valueName: "conninfo"))
    var webDatabase: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let configuration = try address.configuration()
        let choice = try DatabaseChoice(options)
        let web: ConnectionOptions
        let personal: ConnectionOptions
        switch choice {
        case .server(let given):
            web = webDatabase.map { ConnectionOptions($0) } ?? given.with("user", WebService.login)
            personal = given
        case .embedded(let database):
            web = try await database.attach().ensurePassword(role: WebService.login)
            personal = try database.superuserOptions().with("user", "").with("password", "")
        }
        try await WebService.check(web)
        try await WebService(configuration: configuration, web: web, personal: personal).run()
    }
}

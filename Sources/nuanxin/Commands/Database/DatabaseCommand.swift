import ArgumentParser
/// `nuanxin db …`
struct DatabaseCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "db", abstract: say("数据库", "The database"))
    }
}
enum Deployment { static var commands: [any ParsableCommand.Type] { [] } }

import ArgumentParser

/// `nuanxin care …`
struct CareCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "care", abstract: say("关爱档案", "Care files"),
            subcommands: [
                CareList.self, CareShow.self, CareOpen.self, CareNote.self, CareContact.self, CareReview.self,
                CareHandOver.self, CareClose.self,
            ])
    }
}

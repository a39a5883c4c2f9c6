import ArgumentParser

/// `nuanxin issue …`
struct IssueCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "issue", abstract: say("问题清单", "Issues: the first list"),
            discussion: say(
                "问题可写编号(2026-0012)或内部号(12)。", "An issue is named by its number (2026-0012) or its key (12)."),
            subcommands: [
                IssueList.self, IssueShow.self, IssueAdd.self, IssueAssign.self, IssueDecline.self, IssueDone.self,
                IssueVerify.self, IssueReturn.self, IssueClose.self, IssueReopen.self,
            ])
    }
}

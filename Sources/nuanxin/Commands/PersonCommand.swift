import ArgumentParser
import RecordsStore

/// `nuanxin person …`
struct PersonCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "person", abstract: say("人员名录", "People of the directory"),
            subcommands: [Find.self, Show.self])
    }

    struct Find: RecordsCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: say("查人(留痕)", "Finds people; the search is logged"),
                discussion: say(
                    "按姓名、曾用名、班级、工号查;有权查看证件号的人也可按证件号查。",
                    "By name, former name, class, or staff number; by identity number for those who may see it."))
        }

        @Argument(
            help: ArgumentHelp(say("姓名、班级、工号或证件号", "A name, class, staff number or identity number"), valueName: "term")
        )
        var term: String

        @Option(help: ArgumentHelp(say("最多列出几人", "How many at most"), valueName: "n"))
        var limit: Int32 = 50

        @OptionGroup(visibility: .hidden) var options: GlobalOptions

        func run(as caller: Caller) async throws {
            let found = try await caller.run(People.SearchPeople(term: term, most: limit))
            caller.printer.list(found, columns, nothing: say("没有找到。", "Nobody was found."))
        }

        private var columns: [Column<People.SearchPeople.Row>] {
            [
                Column("id", "编号", "id", \.id),
                Column("name", "姓名", "name", \.name),
                Column("sex", "性别", "sex", \.sex, words: CodeWords.sex),
                Column("kind", "身份", "kind", \.kind, words: CodeWords.personKind),
                Column("unit", "班级或职务", "class or post", \.unit),
            ]
        }
    }

    struct Show: RecordsCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(abstract: say("某人在名录中的内容", "What the directory says about a person"))
        }

        @Argument(
            help: ArgumentHelp(say("姓名、工号或 #编号", "A name, a staff number, or # and the key"), valueName: "person"))
        var person: String

        @OptionGroup(visibility: .hidden) var options: GlobalOptions

        func run(as caller: Caller) async throws {
            let id = try await caller.anybody(person)
            guard let card = try await caller.run(People.PersonCard(personID: id)) else {
                throw Failure(.noRecord, "没有这个人,或您无权查看。", "There is no such person, or you may not see them.")
            }
            caller.printer.record(
                card,
                [
                    Column("id", "编号", "id", \.id),
                    Column("name", "姓名", "name", \.name),
                    Column("sex", "性别", "sex", \.sex, words: CodeWords.sex),
                    Column("kind", "身份", "kind", \.kind, words: CodeWords.personKind),
                    Column("posts", "职务", "posts", \.posts),
                    Column("subject", "学科", "subject", \.subject),
                ])
        }
    }
}

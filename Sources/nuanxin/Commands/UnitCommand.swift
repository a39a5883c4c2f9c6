import ArgumentParser
import RecordsStore

/// `nuanxin unit …`
struct UnitCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "unit", abstract: say("单位", "Units"), subcommands: [UnitTree.self])
    }

    struct UnitTree: RecordsCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "tree",
                abstract: say("单位树:部门、年级、班级、党支部……", "The tree of units: offices, grades, classes, branches …"))
        }

        @OptionGroup(visibility: .hidden) var options: GlobalOptions

        func run(as caller: Caller) async throws {
            let units = try await caller.run(Units.UnitTree())
            caller.printer.list(
                units,
                [
                    Column("id", "编号", "id", \.id),
                    Column("parent_id", \.parentID),
                    Column("depth", \.depth),
                    // The table shows the tree by its shape.
                    Column("label", "名称", "name") { $0 },
                    Column("kind", "种类", "kind", \.kind, words: CodeWords.unitKind),
                    Column("students", "学生", "students", \.students, words: { $0 == 0 ? "" : String($0) }),
                    Column("path", \.path),
                ], nothing: say("还没有单位。导入学生花名册后会有班级。", "There are no units yet. A student roster brings the classes."))
        }
    }
}

/// The name of a unit, indented by its depth where people read it.
extension Units.UnitTree.Row: Showable {
    var json: JSONValue { .text(label) }
    var shown: String { String(repeating: "  ", count: Int(depth)) + label }
}

import ArgumentParser
import Records
import RecordsStore

/// `nuanxin register …`
struct RegisterCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "register", abstract: say("登记簿:隐患、项目、会议、督办、资助、筛查……", "Registers: hazards, projects, meetings, orders, aid, screening …"),
            discussion: say(
                "例:nuanxin register list\n   nuanxin register show hazard --filter only_open=是\n   nuanxin register open hazard 12\n"
                    + "   nuanxin register do place add --set 类别=楼 --set 名称=1号楼",
                "For instance: nuanxin register list\n   nuanxin register show hazard --filter only_open=yes\n"
                    + "   nuanxin register open hazard 12\n   nuanxin register do place add --set kind=building --set label=\"Building 1\""),
            subcommands: [RegisterList.self, RegisterShow.self, RegisterOpen.self, RegisterDo.self, RegisterImport.self])
    }
}

struct RegisterList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("您可以查看或办理的登记簿", "The registers in which you may see or do something"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Registers.Catalogue()),
            [
                Column("register", "登记簿", "register", \.register),
                Column("label", "名称", "name", \.label),
                Column("systems", "方案条目", "plan", \.systems),
                Column("may_see", \.maySee),
                Column("may_create", \.mayCreate),
            ], nothing: say("没有您可以使用的登记簿。", "There is no register for you."))
    }
}

struct RegisterShow: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: say("列出一本登记簿", "Lists a register"))
    }

    @Argument(help: ArgumentHelp(say("登记簿名称(见 register list)", "The register (see register list)"), valueName: "register"))
    var register: String
    @Option(
        help: ArgumentHelp(
            say("筛选,写作 栏=值;可写几个", "A filter as FIELD=VALUE; may be repeated"), valueName: "field=value"))
    var filter: [String] = []
    @Option(help: ArgumentHelp(say("略过前几条", "Leave out so many"), valueName: "n")) var skip: Int32 = 0
    @Option(help: ArgumentHelp(say("最多几条", "How many at most"), valueName: "n")) var limit: Int32 = 100

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        var filters: [(name: String, value: String)] = []
        if !filter.isEmpty {
            let empty = try await table(caller, filters: [], most: 1)
            filters = try filter.map { try RegisterFields.read($0, empty.filters) }
        }
        let table = try await table(caller, filters: filters, most: limit)
        let columns = RegisterFields.columns(table.headings)
        caller.printer.say(table.label)
        caller.printer.list(table.rows, columns, nothing: say("没有记录。", "There are no records."))
        if table.more {
            caller.printer.say(
                say("后面还有,用 --skip \(Int(skip) + table.rows.count) 接着看。", "There are more: --skip \(Int(skip) + table.rows.count)."))
        }
        if !table.actions.isEmpty {
            caller.printer.say(
                say("可以办理:", "What you can do: ")
                    + table.actions.map { "\($0.action)(\($0.label))" }.joined(separator: say("、", ", ")))
        }
    }

    private func table(_ caller: Caller, filters: [(name: String, value: String)], most: Int32) async throws -> RegisterTable {
        try RegisterTable(
            json: try await caller.run(
                Registers.RegisterPage(
                    register: register, filters: RegisterJSON.encoded(filters), skip: skip, most: most)
            ).page)
    }
}

struct RegisterOpen: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "open", abstract: say("查看一条记录", "Shows a record"))
    }

    @Argument(help: ArgumentHelp(say("登记簿名称", "The register"), valueName: "register")) var register: String
    @Argument(help: ArgumentHelp(say("记录编号", "The key of the record"), valueName: "key")) var record: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let entry = try RegisterEntry(
            json: try await caller.run(Registers.RegisterRecord(register: register, record: record)).record)
        let row = RegisterRow(record: entry.record, words: entry.words)
        caller.printer.record(
            row, RegisterFields.columns(entry.headings),
            sections: entry.parts.map { part in
                Printer.Section(part.part, part.label, part.label, part.rows, RegisterFields.columns(part.headings))
            } + [
                Printer.Section(
                    "events", "办理经过", "What happened", entry.events,
                    [
                        Column("at", "时间", "when", \.at), Column("action", "办理", "step", \.action),
                        Column("from", "原状态", "from", \.from), Column("to", "新状态", "to", \.to),
                        Column("person", "办理人", "who", \.person), Column("reason", "原因", "reason", \.reason),
                    ]),
                Printer.Section(
                    "actions", "现在可以办理", "What you can do now", entry.actions,
                    [
                        Column("action", "动作", "action", \.action), Column("label", "名称", "name", \.label),
                        Column("fields", "需填", "fields") { action in
                            action.fields.map { $0.name + ($0.required ? "" : "?") }
                        },
                        Column("guard", "条件", "what must hold", \.guard),
                    ]),
            ])
    }
}

struct RegisterDo: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "do", abstract: say("办一件事:新增一条,或办理一条记录的一步", "Does something: adds a record, or takes a step with one"),
            discussion: say(
                "例:nuanxin register do hazard rectify 12 --set note=已更换线路\n栏可写英文名或中文名;不写 --set 而有必填栏时,会列出需填的栏。",
                "For instance: nuanxin register do hazard rectify 12 --set note=\"rewired\"\nA field goes by its name or its label."))
    }

    @Argument(help: ArgumentHelp(say("登记簿名称", "The register"), valueName: "register")) var register: String
    @Argument(help: ArgumentHelp(say("动作", "The action"), valueName: "action")) var action: String
    @Argument(help: ArgumentHelp(say("记录编号;新增时不写", "The key of the record; none for a new one"), valueName: "key"))
    var record: Int64?
    @Option(
        help: ArgumentHelp(say("一栏的内容,写作 栏=值;可写几个", "A field as FIELD=VALUE; may be repeated"), valueName: "field=value"))
    var set: [String] = []

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let fields = try await offered(caller)
        let values = try set.map { try RegisterFields.read($0, fields) }
        let missing = fields.filter { field in field.required && !values.contains { $0.name == field.name } }
        guard missing.isEmpty else {
            let names = missing.map { "\($0.name)(\($0.label))" }.joined(separator: say("、", ", "))
            throw Failure(.usage, "还须填写:\(names)。用 --set 栏=值。", "Still to be given: \(names). Use --set FIELD=VALUE.")
        }
        let answer = try await caller.change(
            Registers.RegisterRun(
                register: register, action: action, record: record, arguments: RegisterJSON.encoded(values))
        ).answer
        let key = record == nil ? answer : nil
        caller.printer.done(
            say("已办理。", "Done."), answer: key,
            [
                ("register", .text(register)), ("action", .text(action)),
                ("id", (record.map { String($0) } ?? key).map { .number($0) } ?? .null),
            ])
    }

    /// The fields of the action, where it is offered now. Where it is not, the database says why.
    private func offered(_ caller: Caller) async throws -> [RegisterField] {
        let actions: [RegisterAction]
        if let record {
            actions = try RegisterEntry(
                json: try await caller.run(Registers.RegisterRecord(register: register, record: record)).record
            ).actions
        } else {
            actions = try RegisterTable(
                json: try await caller.run(
                    Registers.RegisterPage(register: register, filters: "{}", skip: 0, most: 1)).page
            ).actions
        }
        return actions.first { $0.action == action }?.fields ?? []
    }
}

/// Fields by name or label, and columns of what a register lists.
enum RegisterFields {
    /// `FIELD=VALUE`; a field that is not offered goes on as it is, and the database names those that there are.
    static func read(_ text: String, _ fields: [RegisterField]) throws -> (name: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw Failure(.usage, "“\(text)”应写作 栏=值。", "Write \"\(text)\" as FIELD=VALUE.")
        }
        let field = fields.first { $0.name == parts[0] } ?? fields.first { $0.label == parts[0] }
        return (field?.name ?? parts[0], parts[1])
    }

    static func columns(_ headings: [RegisterHeading]) -> [Column<RegisterRow>] {
        headings.map { heading in
            Column(heading.name, heading.label, heading.label) { row in
                RegisterCell(value: row.record[heading.name] ?? .null, word: row.word(heading.name))
            }
        }
    }
}

/// A value for programs, and what it is called for people.
struct RegisterCell: Showable {
    let value: RegisterValue
    let word: String?

    var json: JSONValue { Self.json(value) }
    var shown: String { word ?? "" }

    private static func json(_ value: RegisterValue) -> JSONValue {
        switch value {
        case .null: .null
        case .flag(let flag): .flag(flag)
        case .number(let digits): .number(digits)
        case .text(let text): .text(text)
        case .list(let values): .list(values.map(json))
        case .object(let members):
            .object(members.sorted { $0.key < $1.key }.map { JSONValue.Member(key: $0.key, value: json($0.value)) })
        }
    }
}

import ArgumentParser
import Foundation
import Postgres
import RecordsStore

/// `nuanxin audit …`
struct AuditCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit", abstract: say("审计日志:查阅、封存、核对", "The log: read it, seal it, verify it"),
            discussion: say(
                "日志与历史每分钟封存一次,成为一条摘要链。把链头写到别处(纸上、另一台机器),以后就能查出任何改动,"
                    + "连超级用户的也能查出。seal、verify、heads 由审计员运行(--user),或由数据库的超级用户运行。",
                "The log and the history are sealed every minute, in a chain of digests. Keep a head of it elsewhere (on "
                    + "paper, on another machine), and any later change is found, even a superuser's. Auditors (--user) "
                    + "or the superuser of the database run seal, verify and heads."),
            subcommands: [AuditList.self, AuditSeal.self, AuditVerify.self, AuditHeads.self])
    }

    /// The auditor where `--user` says who that is, else whoever the database's operator is.
    static func connection(_ options: GlobalOptions) async throws -> Connection {
        guard options.user == nil else { return try await Connecting.openAsPerson(options) }
        return try await Connecting.open(DatabaseChoice(options).operatorOptions(login: nil))
    }
}

struct AuditList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: say("查阅日志,新的在前", "The log, newest first"),
            discussion: say("仅限审计员。日志里没有记录的内容。", "For auditors. Contents of records are not in the log."))
    }

    @Option(
        help: ArgumentHelp(say("何人:姓名、登录名或 #编号", "Who: a name, a login, or # and the key"), valueName: "person"))
    var person: String?
    @Option(help: ArgumentHelp(say("涉及的学生的编号", "The key of the student concerned"), valueName: "key"))
    var student: Int64?
    @Option(help: ArgumentHelp(say("动作,如 read、export、refused", "The action, such as read, export, refused"), valueName: "word"))
    var action: String?
    @Option(help: ArgumentHelp(say("记录类别,如 care_file", "The class of records, such as care_file"), valueName: "word"))
    var recordClass: String?
    @Option(help: ArgumentHelp(say("从哪天起", "From this day"), valueName: "day")) var from: DayArgument?
    @Option(help: ArgumentHelp(say("到哪天止", "To this day"), valueName: "day")) var to: DayArgument?
    @Option(help: ArgumentHelp(say("只列此序号之前的", "Only entries before this number"), valueName: "number")) var before: Int64?
    @Option(help: ArgumentHelp(say("最多几条", "How many at most"), valueName: "n")) var most: Int32 = 100

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(
                Audit.EventList(
                    ofPerson: person, ofStudent: student, ofAction: action, ofClass: recordClass, fromDay: from?.day,
                    toDay: to?.day, before: before, most: most)),
            [
                Column("id", "序号", "number", \.id),
                Column("happened_at", "时间", "when", \.happenedAt),
                Column("person_id", \.personID),
                Column("person", "何人", "who", \.personName),
                Column("login_name", "登录名", "login", \.loginName),
                Column("door", "入口", "door", \.door),
                Column("action", "动作", "action", \.action),
                Column("record_class", \.recordClass),
                Column("class", "类别", "class", \.classLabel),
                Column("record_key", "记录", "record", \.recordKey),
                Column("student_id", \.studentID),
                Column("student", "学生", "student", \.studentName),
                Column("purpose", "目的", "purpose", \.purpose),
                Column("detail", "说明", "detail", \.detail),
                Column("request", \.request),
            ], nothing: say("没有这样的日志。", "There are no such entries."))
    }
}

struct AuditSeal: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "seal", abstract: say("立即封存,并告知链头", "Seals at once, and tells the head of the chain"),
            discussion: say(
                "--to 把链头追加到文件,每行一个:封印号、时间、摘要。文件要放在数据库管理员改不到的地方。",
                "--to appends the head to a file, a line each: number, time, digest. Keep the file where whoever runs the "
                    + "database cannot change it."))
    }

    @Option(help: ArgumentHelp(say("链头追加到此文件", "Append the head to this file"), valueName: "file")) var to: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let connection = try await AuditCommand.connection(options)
        let head = try await connection.closing {
            try await RecordsSession(connection: connection, language: Speech.language).run(Audit.SealEntries())
        }
        guard let head else {
            return options.printer.done(say("还没有可封存的日志。", "There is nothing to seal yet."), [("number", .null)])
        }
        let line = "\(head.number) \(head.sealedAt) \(head.sha256)"
        if let to { try Self.append(line, to: to) }
        options.printer.done(
            to.map { say("链头已追加到 \($0)。", "The head is appended to \($0).") } ?? say("链头:", "The head of the chain:"),
            answer: line,
            [("number", head.number.json), ("sealed_at", head.sealedAt.json), ("sha256", .text(head.sha256))])
    }

    private static func append(_ line: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        do {
            if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url, options: .withoutOverwriting) }
            let file = try FileHandle(forWritingTo: url)
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data((line + "\n").utf8))
            try file.synchronize()
        } catch {
            throw Failure(.badData, "写不了文件 \(path):\(error)", "Cannot write \(path): \(error)")
        }
    }
}

struct AuditVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: say("核对日志与历史是否被改动", "Finds what was altered, removed or put in"),
            discussion: say(
                "退出码 65:有改动。--head 给出留存的链头(可写几次):文件,或 64 位摘要。不给链头时,整条链重做过也看不出来。"
                    + "核对所用的函数本身是否原样,由 nuanxin db verify 检查。",
                "Exit code 65: something was changed. --head gives a head that was kept (may be repeated): a file, or a "
                    + "digest of 64 digits. Without one, a chain that was made anew as a whole is not told from the "
                    + "original. nuanxin db verify tells whether the functions that check are the program's own."))
    }

    @Option(help: ArgumentHelp(say("留存的链头:文件或摘要", "A head that was kept: a file or a digest"), valueName: "file|hex"))
    var head: [String] = []

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let heads = try head.flatMap(Self.lines)
        let connection = try await AuditCommand.connection(options)
        let found = try await connection.closing {
            let session = RecordsSession(connection: connection, language: Speech.language)
            // In two transactions: a seal covers what is over before it, and the check is to see it.
            _ = try await session.run(Audit.SealEntries())
            return try await session.run(Audit.Verify(heads: heads))
        }
        options.printer.list(
            found,
            [
                Column("kind", \.kind),
                Column("is_damage", "改动", "damage", \.isDamage),
                Column("seal_number", "封印", "seal", \.sealNumber),
                Column("source", \.source),
                Column("entry_id", "序号", "entry", \.entryID),
                Column("message", "发现", "found", \.message),
            ], nothing: "")
        let damage = found.filter(\.isDamage).count
        options.printer.say(
            damage > 0
                ? say("发现 \(damage) 处改动。", "\(damage) changes were found.")
                : heads.isEmpty
                    ? say(
                        "没有发现改动。没有给出留存的链头,整条链是否重做过看不出来。",
                        "Nothing was changed. Without a head that was kept, a chain made anew is not told from this one.")
                    : say("没有发现改动,与留存的链头一致。", "Nothing was changed, and the heads that were kept agree."))
        guard damage == 0 else { throw ExitCode(ExitStatus.badData.rawValue) }
    }

    private static func lines(of argument: String) throws -> [String] {
        if argument.wholeMatch(of: #/[0-9A-Fa-f]{64}/#) != nil { return [argument] }
        guard let text = try? String(contentsOfFile: argument, encoding: .utf8) else {
            throw Failure(
                .badData, "“\(argument)”既不是 64 位摘要,也不是可读的文件。",
                "\"\(argument)\" is neither a digest of 64 digits nor a file that can be read.")
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else {
            throw Failure(.badData, "文件 \(argument) 中没有链头。", "The file \(argument) holds no head.")
        }
        return lines
    }
}

struct AuditHeads: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "heads", abstract: say("各封印,新的在前", "The seals, newest first"))
    }

    @Option(help: ArgumentHelp(say("最多几个", "How many at most"), valueName: "n")) var most: Int32 = 20

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run() async throws {
        let connection = try await AuditCommand.connection(options)
        let seals = try await connection.closing {
            try await RecordsSession(connection: connection, language: Speech.language).run(Audit.SealList(most: most))
        }
        options.printer.list(
            seals,
            [
                Column("number", "号", "number", \.number),
                Column("sealed_at", "时间", "sealed", \.sealedAt),
                Column("events", "日志", "entries", \.events),
                Column("versions", "历史版本", "versions", \.versions),
                Column("sha256", "摘要", "digest", \.sha256),
            ], nothing: say("还没有封印。", "There is no seal yet."))
    }
}

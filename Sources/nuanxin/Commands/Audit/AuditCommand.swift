import ArgumentParser
import Foundation
import RecordsStore

/// `nuanxin audit …`
struct AuditCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit", abstract: say("审计日志与封签(审计员)", "The audit log and its seals (auditors)"),
            discussion: say(
                "网页服务每分钟封签一次。把链头存到别处,以后可查出任何改动,连超级用户的改动也能查出。",
                "The web server seals every minute. A head that is kept elsewhere shows any later change, also a "
                    + "superuser's."),
            subcommands: [AuditList.self, AuditHeads.self, AuditSealCommand.self, AuditVerify.self])
    }
}

/// A head of the chain as it is written down: its number, a colon, 64 hexadecimal digits.
struct KeptHead: Hashable, Sendable {
    let number: Int64
    let head: String

    var text: String { "\(number):\(head)" }

    init(number: Int64, head: String) {
        self.number = number
        self.head = head
    }

    init?(_ text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number > 0, parts[1].count == 64,
            parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase })
        else { return nil }
        self.init(number: number, head: String(parts[1]))
    }

    /// One head, or a file with one in each line.
    static func read(_ argument: String) throws -> [KeptHead] {
        if let head = KeptHead(argument[...]) { return [head] }
        guard let text = try? String(contentsOf: URL(fileURLWithPath: argument), encoding: .utf8) else {
            throw Failure(
                .usage, "“\(argument)”既不是链头(序号:64 位十六进制数),也不是可读的文件。",
                "\"\(argument)\" is neither a head (number:64 hexadecimal digits) nor a file that can be read.")
        }
        var heads: [KeptHead] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.isEmpty { continue }
            guard let head = KeptHead(words[...]) else {
                throw Failure(
                    .badData, "\(argument) 第 \(index + 1) 行不是链头(序号:64 位十六进制数)。",
                    "Line \(index + 1) of \(argument) is no head (number:64 hexadecimal digits).")
            }
            heads.append(head)
        }
        guard !heads.isEmpty else {
            throw Failure(.badData, "\(argument) 中没有链头。", "There is no head in \(argument).")
        }
        return heads
    }
}

struct AuditList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("查日志,新的在前", "The log, newest first"))
    }

    @Option(help: ArgumentHelp(say("何人(姓名、工号或 #编号)", "Whose (a name, a staff number, # and the key)"), valueName: "person"))
    var person: String?
    @Option(help: ArgumentHelp(say("所涉学生的编号", "The key of the student concerned"), valueName: "key")) var student: Int64?
    @Option(help: ArgumentHelp(say("动作,如 read、reveal、sign_in", "The action, such as read, reveal, sign_in"), valueName: "action"))
    var action: String?
    @Option(help: ArgumentHelp(say("自哪天起", "From this day on"), valueName: "day")) var from: DayArgument?
    @Option(help: ArgumentHelp(say("到哪天止", "To this day"), valueName: "day")) var to: DayArgument?
    @Option(help: ArgumentHelp(say("只列此序号之前的", "Only entries before this number"), valueName: "number")) var before: Int64?
    @Option(help: ArgumentHelp(say("最多列出几条", "How many at most"), valueName: "n")) var limit: Int32 = 100

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        var personID: PeoplePerson.ID?
        if let person { personID = try await caller.person(person) }
        let entries = try await caller.run(
            Audit.Entries(
                personID: personID, studentID: student.map(PeopleStudent.ID.init(rawValue:)), action: action, fromDay: from?.day, toDay: to?.day,
                beforeID: before, newest: limit))
        caller.printer.list(
            entries,
            [
                Column("id", "序号", "number", \.id),
                Column("happened_at", "时间", "when", \.happenedAt),
                Column("person_id", \.personID),
                Column("person_name", "何人", "who", \.personName),
                Column("login_name", "登录名", "login", \.loginName),
                Column("door", "入口", "door", \.door),
                Column("action", "动作", "action", \.action),
                Column("record_class", "类别", "class", \.recordClass),
                Column("record_key", "记录", "record", \.recordKey),
                Column("student_id", "学生", "student", \.studentID),
                Column("purpose", "目的", "purpose", \.purpose),
            ], nothing: say("没有日志。", "There are no entries."))
    }
}

struct AuditHeads: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "heads", abstract: say("最近的链头", "The newest heads of the chain"))
    }

    @Option(help: ArgumentHelp(say("最多列出几个", "How many at most"), valueName: "n")) var limit: Int32 = 20

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Audit.Heads(newest: limit)),
            [
                Column("number", "序号", "number", \.number),
                Column("sealed_at", "时间", "sealed at", \.sealedAt),
                Column("entry_count", "条数", "entries", \.entryCount),
                Column("head", "链头", "head", \.head),
            ], nothing: say("还没有封签。", "There is no seal yet."))
    }
}

struct AuditSealCommand: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "seal", abstract: say("立即封签,打印链头", "Seals now and prints the head"),
            discussion: say(
                "请把链头存到数据库之外(打印、另一台机器、U 盘):只有它能证明整条链没有被重做。",
                "Keep the head outside of the database (on paper, on another machine): it alone shows that the whole "
                    + "chain was not made anew."))
    }

    @Option(help: ArgumentHelp(say("把链头加到此文件末尾", "Adds the head to the end of this file"), valueName: "file"))
    var to: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        guard let seal = try await caller.run(Audit.Seal()) else {
            throw Failure(.noRecord, "还没有可封的日志。", "There is nothing to seal yet.")
        }
        let head = KeptHead(number: seal.number, head: seal.head)
        if let to {
            do {
                try Self.append(head.text + "\n", to: to)
            } catch {
                throw Failure(
                    .badData, "已封签,但写不进 \(to):\(error.localizedDescription)",
                    "Sealed, but \(to) cannot be written: \(error.localizedDescription)")
            }
        }
        caller.printer.done(
            say("第 \(seal.number) 号封签,链头:", "Seal \(seal.number); its head:"), answer: head.text,
            [("number", seal.number.json), ("head", .text(seal.head))])
    }

    private static func append(_ line: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        guard FileManager.default.fileExists(atPath: path) else {
            return try Data(line.utf8).write(to: url)
        }
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(line.utf8))
    }
}

struct AuditVerify: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify", abstract: say("核对日志与历史是否被动过", "Checks that log and history are as they were sealed"),
            discussion: say(
                "退出码 65 表示有不符。只有给出留存在别处的链头,才能查出整条链被重做或尾部被截。",
                "Exit code 65 means that something does not fit. Only against a head that was kept elsewhere does a "
                    + "chain show that was made anew, or cut off at its end."))
    }

    @Option(
        help: ArgumentHelp(
            say("留存的链头(序号:摘要),或每行一个链头的文件", "A kept head (number:digest), or a file with one in each line"),
            valueName: "head"))
    var head: [String] = []

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let kept = try head.flatMap { try KeptHead.read($0) }.sorted { $0.number < $1.number }
        let (coverage, problems) = try await caller.run(
            Audit.Coverage(), Audit.Verify(keptNumber: kept.last?.number, keptHead: kept.last?.head))
        var found = problems.map { Finding(problem: $0.problem, seal: $0.sealNumber, source: $0.source, entry: $0.entryID, words: $0.words) }
        found += try await otherChains(kept.dropLast(), caller)
        caller.printer.list(
            found,
            [
                Column("problem", \.problem),
                Column("seal_number", "封签", "seal", \.seal),
                Column("source", "表", "table", \.source),
                Column("entry_id", \.entry),
                Column("words", "不符之处", "what does not fit", \.words),
            ], nothing: say("全部相符。", "Everything fits."))
        caller.printer.say(
            say(
                "核对了 \(coverage.seals) 个封签、\(coverage.sealedEntries) 条;尚未封签 \(coverage.unsealedEntries) 条;"
                    + "日志序号缺 \(coverage.missingNumbers) 个(被回滚,或在封签之前被删;服务器日志里有读取的痕迹)。",
                "Checked \(coverage.seals) seals with \(coverage.sealedEntries) entries; \(coverage.unsealedEntries) are not "
                    + "sealed yet; \(coverage.missingNumbers) numbers of the log are missing (rolled back, or taken away "
                    + "before a seal; the server's own log has the reads)."))
        if kept.isEmpty {
            caller.printer.say(
                say("没有给出留存的链头,整条链若被重做则查不出。", "No kept head was given: a chain that was made anew as a whole would not show."))
        }
        if !found.isEmpty {
            throw Failure(
                .badData, "有 \(found.count) 处不符。", "\(found.count) things do not fit.")
        }
    }

    private struct Finding {
        var problem: String
        var seal: Int64?
        var source: String?
        var entry: Int64?
        var words: String
    }

    /// Older heads that were kept must still be in the chain.
    private func otherChains(_ kept: some Collection<KeptHead>, _ caller: Caller) async throws -> [Finding] {
        guard !kept.isEmpty else { return [] }
        let heads = try await caller.run(Audit.Heads(newest: 10_000))
        let known = Dictionary(heads.map { ($0.number, $0.head) }, uniquingKeysWith: { first, _ in first })
        // One that is older than those listed cannot be compared here; the newest vouches for all before it.
        return kept.filter { head in known[head.number].map { $0 != head.head } ?? false }.map {
            Finding(
                problem: "chain_remade", seal: $0.number, source: nil, entry: nil,
                words: say(
                    "第 \($0.number) 号封签与留存的链头不符:链被重做。",
                    "Seal \($0.number) is not the one whose head was kept: the chain was made anew."))
        }
    }
}

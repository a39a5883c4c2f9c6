import ArgumentParser
import RecordsStore

/// `nuanxin retention …`
struct RetentionCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "retention", abstract: say("保存期限", "Retention"), subcommands: [RetentionDue.self])
    }
}

struct RetentionDue: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "due", abstract: say("保存期限已到的记录", "Records whose time has come"),
            discussion: say(
                "销毁须一人提出、另一人批准:nuanxin register do retention_due propose,再由他人 register do erasure approve。",
                "Erasure is proposed by one person and approved by another: \"nuanxin register do retention_due propose\", then, by "
                    + "another, \"register do erasure approve\"."))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(People.RetentionDue()),
            [
                Column("student_id", "编号", "key", \.studentID), Column("student_name", "学生", "student", \.studentName),
                Column("record_class", \.recordClass), Column("class_label", "记录", "records", \.classLabel),
                Column("left_on", "离校日期", "left on", \.leftOn), Column("due_on", "到期日", "due on", \.dueOn),
                Column("basis", "依据", "basis", \.basis),
            ], nothing: say("没有到期的记录。", "No record is due."))
    }
}

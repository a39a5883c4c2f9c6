import ArgumentParser
import Foundation
import RecordsStore

/// `nuanxin attachment …`
struct AttachmentCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "attachment", abstract: say("附件:照片与文件", "Attachments: photos and papers"),
            discussion: say(
                "记录写作 种类 编号,如 issue 12、visit 5、care_file 3,或生命周期的名称,如 hazard 7。",
                "A record is written KIND KEY: issue 12, visit 5, care_file 3, or the name of a life cycle: hazard 7."),
            subcommands: [AttachmentList.self, AttachmentAdd.self, AttachmentSave.self, AttachmentRemove.self])
    }
}

struct AttachmentList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("一条记录的附件", "The attachments of a record"))
    }

    @Argument(help: ArgumentHelp(say("记录的种类", "The kind of record"), valueName: "kind")) var kind: String
    @Argument(help: ArgumentHelp(say("记录编号", "The key of the record"), valueName: "key")) var record: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Storage.AttachmentList(ownerKind: kind, recordNumber: record)),
            [
                Column("id", "编号", "key", \.id), Column("file_name", "文件名", "file", \.fileName),
                Column("media_type", "类型", "type", \.mediaType), Column("byte_count", "字节", "bytes", \.byteCount),
                Column("added_on", "日期", "day", \.addedOn), Column("added_by", "何人", "who", \.addedBy),
                Column("note", "说明", "remark", \.note),
                Column("is_used_elsewhere", "也用于别处", "used elsewhere", \.isUsedElsewhere),
            ], nothing: say("没有附件。", "There are no attachments."))
    }
}

struct AttachmentAdd: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "add", abstract: say("给一条记录添加附件", "Attaches a file to a record"))
    }

    @Argument(help: ArgumentHelp(say("记录的种类", "The kind of record"), valueName: "kind")) var kind: String
    @Argument(help: ArgumentHelp(say("记录编号", "The key of the record"), valueName: "key")) var record: Int64
    @Argument(help: ArgumentHelp(say("文件", "The file"), valueName: "file")) var file: String
    @Option(help: ArgumentHelp(say("说明", "A remark"), valueName: "text")) var note: String?

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let url = URL(fileURLWithPath: file)
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw Failure(.badData, "读不了文件 \(file)。", "Cannot read \(file).")
        }
        let made = try await caller.change(
            Storage.AddAttachment(
                ownerKind: kind, recordNumber: record, fileName: url.lastPathComponent, bytes: Array(bytes), note: note)
        ).attachmentID
        caller.printer.done(
            say("附件已添加。", "The file is attached."), answer: String(made), [("attachment_id", made.json)])
    }
}

struct AttachmentSave: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "save", abstract: say("把附件存为文件(留痕)", "Saves an attachment as a file; logged"))
    }

    @Argument(help: ArgumentHelp(say("附件编号", "The key of the attachment"), valueName: "key")) var attachment: Int64
    @Option(help: ArgumentHelp(say("存到", "Where to"), valueName: "file")) var to: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        let found = try await caller.run(Storage.ReadAttachment(attachmentID: .init(rawValue: attachment)))
        do {
            try Data(found.bytes).write(to: URL(fileURLWithPath: to), options: .withoutOverwriting)
        } catch {
            throw Failure(
                .badData, "写不了文件 \(to)(已有同名文件?)。", "Cannot write \(to) (is there such a file?).")
        }
        caller.printer.done(
            say("已存为 \(to)。", "Saved as \(to)."),
            [("file_name", .text(found.fileName)), ("media_type", .text(found.mediaType))])
    }
}

struct AttachmentRemove: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "remove", abstract: say("移除附件", "Removes an attachment"))
    }

    @Argument(help: ArgumentHelp(say("附件编号", "The key of the attachment"), valueName: "key")) var attachment: Int64
    @Option(help: ArgumentHelp(say("原因", "The reason"), valueName: "text")) var reason: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(
            Storage.RemoveAttachment(attachmentID: .init(rawValue: attachment), reason: reason))
        caller.printer.done(say("附件已移除。", "The attachment is removed."), [("attachment_id", attachment.json)])
    }
}

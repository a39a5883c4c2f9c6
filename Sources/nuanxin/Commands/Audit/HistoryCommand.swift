import ArgumentParser
import Foundation
import Postgres
import RecordsStore

/// `nuanxin history`
struct HistoryCommand: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history", abstract: say("一条记录:谁在何时改了什么", "A record: who changed what and when"),
            discussion: say(
                "能看现在的记录,才能看它的历史;查阅会留痕。--as-of '2026-03-01 08:00' 显示当时的样子。",
                "Who may see the record as it is may see its history; the look is logged. --as-of '2026-03-01 08:00' "
                    + "shows how it stood."))
    }

    @Argument(
        help: ArgumentHelp(
            say("记录种类:issue、student、care-file、publication,或登记簿的名称", "The kind of record: issue, student, care-file, publication, or the name of a register"),
            valueName: "kind")) var kind: String
    @Argument(help: ArgumentHelp(say("编号", "Its key"), valueName: "key")) var key: Int64
    @Option(help: ArgumentHelp(say("某一时刻的样子", "As it stood at a moment"), valueName: "moment")) var asOf: String?
    @Option(help: ArgumentHelp(say("跳过几条", "How many changes to skip"), valueName: "n")) var skip: Int32 = 0
    @Option(help: ArgumentHelp(say("最多几条", "How many at most"), valueName: "n")) var most: Int32 = 200

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        if let asOf { return try await show(asOf: asOf, as: caller) }
        caller.printer.list(
            try await caller.run(Audit.RecordHistory(record: kind, key: key, skip: skip, most: most)),
            [
                Column("changed_at", "时间", "when", \.changedAt),
                Column("changed_by", \.changedBy),
                Column("changed_by_name", "何人", "who", \.changedByName),
                Column("part", \.part),
                Column("part_label", "对象", "of", \.partLabel),
                Column("row_key", \.rowKey),
                Column("operation", \.operation),
                Column("column", \.columnName),
                Column("column_label", "栏目", "what", \.columnLabel),
                Column("old_value", "原值", "before", \.oldValue),
                Column("new_value", "新值", "after", \.newValue),
                Column("request", \.request),
                Column("transaction", \.transactionNumber),
            ], nothing: say("没有改动。", "There are no changes."))
    }

    private func show(asOf text: String, as caller: Caller) async throws {
        let moment = try Self.moment(text)
        caller.printer.list(
            try await caller.run(Audit.RecordAsOf(record: kind, key: key, moment: moment)),
            [
                Column("part", "对象", "of", \.part),
                Column("row_key", "编号", "key", \.rowKey),
                Column("state", "当时的内容", "as it stood", \.state),
            ], nothing: say("那时还没有这条记录。", "The record was not there yet."))
    }

    /// In the school's time; a day alone is its end.
    private static func moment(_ text: String) throws -> PGTimestamp {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.calendar = SchoolTime.calendar
        formatter.timeZone = SchoolTime.calendar.timeZone
        formatter.isLenient = false
        for (format, seconds) in [("yyyy-MM-dd HH:mm:ss", 0.0), ("yyyy-MM-dd HH:mm", 0.0), ("yyyy-MM-dd", 86_399.0)] {
            formatter.dateFormat = format
            if let date = formatter.date(from: text) { return PGTimestamp(date.addingTimeInterval(seconds)) }
        }
        throw Failure(
            .usage, "看不懂的时刻“\(text)”,请写成 2026-03-01 或 \"2026-03-01 08:00\"。",
            "\"\(text)\" is no moment; write 2026-03-01 or '2026-03-01 08:00'.")
    }
}

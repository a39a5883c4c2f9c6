import ArgumentParser
import RecordsStore

/// `nuanxin import …`: `file` is understood, so that `nuanxin import 花名册.xlsx` and `nuanxin import undo 7` both work.
struct ImportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: say("导入学校现有的电子表格(.xlsx、.csv)", "Imports the spreadsheets that the school has (.xlsx, .csv)"),
            usage: "nuanxin import <file> ... [--dry-run]\nnuanxin import undo <batch>\nnuanxin import list",
            subcommands: [ImportFiles.self, ImportUndo.self, ImportList.self, ImportForms.self],
            defaultSubcommand: ImportFiles.self)
    }
}

struct ImportUndo: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "undo", abstract: say("撤回一个批次(其上尚无其他记录时)", "Takes a batch back, while nothing was built on it")
        )
    }

    @Argument(help: ArgumentHelp(say("批次编号(见 import list)", "The batch, as import list has it"), valueName: "batch"))
    var batch: Int64

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        try await caller.change(Intake.UndoBatch(batchID: .init(rawValue: batch)))
        caller.printer.done(
            say("已撤回批次 \(batch)。", "Batch \(batch) is taken back."), [("batch", batch.json), ("action", .text("undo"))])
    }
}

struct ImportList: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("我导入的批次", "Your batches"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Intake.BatchList()), Self.columns, nothing: say("没有导入过。", "Nothing was imported."))
    }

    private static var columns: [Column<Intake.BatchList.Row>] {
        [
            Column("id", "批次", "batch", \.id),
            Column("form", \.form),
            Column("form_label", "表格", "form", \.formLabel),
            Column("file_name", "文件", "file", \.fileName),
            Column("sheet_name", \.sheetName),
            Column("state", \.state),
            Column("state_label", "状态", "state", \.stateLabel),
            Column("loaded_by_name", "导入人", "by", \.loadedByName),
            Column("opened_at", "时间", "when", \.openedAt),
            Column("committed_at", \.committedAt),
            Column("undone_at", \.undoneAt),
            Column("row_count", "行", "rows", \.rowCount),
            Column("new_count", "新增", "new", \.newCount),
            Column("change_count", "更新", "change", \.changeCount),
            Column("same_count", "相同", "same", \.sameCount),
            Column("duplicate_count", "重复", "duplicate", \.duplicateCount),
            Column("ask_count", "待问", "ask", \.askCount),
            Column("refused_count", "拒收", "refused", \.refusedCount),
        ]
    }
}

struct ImportForms: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "forms", abstract: say("能识别的表格", "The forms that are known"))
    }

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func run(as caller: Caller) async throws {
        caller.printer.list(
            try await caller.run(Intake.ImportableForms()),
            [Column("form", "代码(--kind)", "code (--kind)", \.form), Column("label", "名称", "name", \.label)],
            nothing: say("没有。", "None."))
    }
}

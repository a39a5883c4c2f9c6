import ArgumentParser
import Foundation
import Importing
import Records
import RecordsStore
import Spreadsheets

/// `nuanxin register import`
struct RegisterImport: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: say("由表格(.xlsx、.csv)登记到一本登记簿", "Takes a sheet (.xlsx, .csv) into a register"),
            discussion: say(
                "按表头对应各栏(见 --columns)。一行一行登记:不合格的行说明原因,其余照常登记;已登记过的行略过。"
                    + "有行未登记时退出码 65。",
                "Columns go by their headings (see --columns). Each row by itself: a row that is refused says why, the others "
                    + "come in; rows that came in before are passed over. The exit code is 65 when a row was refused."))
    }

    @Argument(help: ArgumentHelp(say("登记簿名称", "The register"), valueName: "register")) var register: String
    @Argument(help: ArgumentHelp(say("表格文件", "The spreadsheet"), valueName: "file")) var file: String?
    @Flag(help: ArgumentHelp(say("只判定,不登记", "Only say what would become of each row"))) var dryRun = false
    @Flag(help: ArgumentHelp(say("列出表格可有的各列", "List the columns that a sheet may have"))) var columns = false

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if file == nil && !columns {
            throw ValidationError(say("请写明表格文件,或用 --columns。", "Name the spreadsheet, or use --columns."))
        }
    }

    func run(as caller: Caller) async throws {
        let known = try await caller.run(Registers.SheetColumns(register: register))
        guard let file, !columns else {
            return caller.printer.list(
                known,
                [
                    Column("name", "栏", "field", \.name), Column("headings", "表头", "headings", \.headings),
                    Column("kind", "类型", "kind", \.kind), Column("is_required", "必填", "required", \.isRequired),
                ], nothing: "")
        }
        let url = URL(fileURLWithPath: file)
        let sheets: [RegisterSheet]
        do {
            sheets = try readRegister(
                Workbook(contentsOf: url), label: register,
                columns: known.map {
                    RegisterColumn(name: $0.name, kind: $0.kind, headings: $0.headings, isRequired: $0.isRequired)
                })
        } catch let problem as any Explained {
            throw Failure(.badData, problem.message(.chinese), problem.message(.english))
        }
        var outcomes: [Registers.LoadSheet.Row] = []
        for sheet in sheets {
            for notice in sheet.notices { caller.printer.say(notice.message(Speech.language)) }
            outcomes += try await caller.run(
                Registers.LoadSheet(
                    register: register, file: url.lastPathComponent, rows: sheet.rowsJSON, dryRun: dryRun))
        }
        try report(outcomes, known, caller.printer)
    }

    private func report(
        _ outcomes: [Registers.LoadSheet.Row], _ known: [Registers.SheetColumns.Row], _ printer: Printer
    ) throws {
        let headings = Dictionary(known.map { ($0.name, $0.headings.first ?? $0.name) }, uniquingKeysWith: { first, _ in first })
        printer.list(
            printer.format == .table ? outcomes.filter { $0.verdict == "refused" } : outcomes,
            [
                Column("row", "行", "row", \.rowNumber), Column("verdict", "判定", "verdict", \.verdict),
                Column("column", "列", "column") { $0.field.map { headings[$0] ?? $0 } },
                Column("message", "说明", "message", \.message), Column("record_key", \.recordKey),
            ], nothing: say("没有不合格的行。", "No row was refused."))
        func count(_ verdict: String) -> Int { outcomes.count { $0.verdict == verdict } }
        printer.say(
            (dryRun ? say("试运行,未登记任何内容。", "A dry run; nothing was kept. ") : "")
                + say(
                    "共 \(outcomes.count) 行:新登记 \(count("new")),已登记过 \(count("same")),未登记 \(count("refused"))。",
                    "\(outcomes.count) rows: \(count("new")) new, \(count("same")) there already, \(count("refused")) refused."))
        if count("refused") > 0 { throw ExitCode(ExitStatus.badData.rawValue) }
    }
}

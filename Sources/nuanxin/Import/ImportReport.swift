import Foundation
import Importing
import Records
import RecordsStore
import Spreadsheets

/// Tells what an import found: to people as tables, to programs as one line of JSON a sheet.
struct ImportReport: Sendable {
    let printer: Printer
    let refusedFolder: URL
    let isDryRun: Bool
    let listsAll: Bool
    private static let findingsShown = 20

    // MARK: A file that cannot go in

    func tell(_ problem: FileProblem) {
        printer.say(problem.message)
        guard case .json = printer.format else { return }
        let finding = JSONValue.members([
            ("row", .null), ("column", .null), ("code", .text("file_refused")), ("message", .text(problem.message)),
        ])
        Terminal.writeData(
            JSONValue.members([
                ("file", .text(problem.file)), ("form", .null), ("rows", .number("0")),
                ("verdicts", Self.verdicts(nil)),
                ("findings", .list([finding])),
            ]).line + "\n")
    }

    // MARK: A sheet

    func tell(_ outcome: SheetOutcome) {
        let written = writeRefused(outcome)
        switch printer.format {
        case .json: Terminal.writeData(json(outcome).line + "\n")
        case .csv: break
        case .table: listFindings(outcome)
        }
        let counted = "\(outcome.job.file) · \(outcome.summary.formLabel)"
        if isDryRun {
            printer.say(counted + say(":试判定,没有改动任何记录。", ": a trial; nothing was changed."))
        } else if let batch = outcome.batch {
            printer.say(counted + say(":已提交,批次 \(batch)。", ": committed as batch \(batch)."))
        }
        if let written {
            printer.say(
                say(
                    "有 \(outcome.notImported.count) 行没有导入,连同原因写在:\(written)",
                    "\(outcome.notImported.count) rows did not go in; they and the reasons are in \(written)"))
        }
    }

    private func json(_ outcome: SheetOutcome) -> JSONValue {
        let findings = outcome.findings.map { finding in
            JSONValue.members([
                ("row", finding.rowNumber.json), ("column", (finding.columnHeading ?? finding.field).json),
                ("code", finding.code.json), ("message", finding.message.json),
            ])
        }
        return .members([
            ("file", .text(outcome.job.file)), ("form", .text(outcome.summary.form)),
            ("rows", outcome.summary.rowCount.json),
            ("verdicts", Self.verdicts(outcome.summary)), ("findings", .list(findings)),
            ("batch", outcome.batch.json), ("sheet", .text(outcome.job.sheet.name)),
        ])
    }

    private static func verdicts(_ summary: Intake.BatchSummary.Row?) -> JSONValue {
        .members([
            ("new", .number(String(summary?.newCount ?? 0))), ("change", .number(String(summary?.changeCount ?? 0))),
            ("same", .number(String(summary?.sameCount ?? 0))),
            ("duplicate", .number(String(summary?.duplicateCount ?? 0))),
            ("ask", .number(String(summary?.askCount ?? 0))), ("refused", .number(String(summary?.refusedCount ?? 0))),
        ])
    }

    /// What stops a row comes first; there may be many remarks.
    private func listFindings(_ outcome: SheetOutcome) {
        guard !outcome.findings.isEmpty else { return }
        let ordered = outcome.findings.filter { $0.effect != "note" } + outcome.findings.filter { $0.effect == "note" }
        let shown = listsAll ? outcome.findings : Array(ordered.prefix(Self.findingsShown))
        Terminal.writeData(say("“\(outcome.job.file)”中的发现:\n", "Findings in \(outcome.job.file):\n"))
        printer.list(
            shown,
            [
                Column("row", "行", "row", \.rowNumber),
                Column("column", "列", "column") { $0.columnHeading ?? $0.field },
                Column("effect", "结果", "effect", \.effect, words: Self.effect),
                Column("message", "说明与办法", "what to do", \.message),
            ], nothing: "")
        Terminal.writeData("\n")
        if shown.count < outcome.findings.count {
            printer.say(
                say(
                    "另有 \(outcome.findings.count - shown.count) 条,用 --all 全部列出。",
                    "\(outcome.findings.count - shown.count) more; --all lists them."))
        }
    }

    private static func effect(_ code: String) -> String {
        switch code {
        case "refused": say("拒收", "refused")
        case "ask": say("待问", "ask")
        default: say("提示", "note")
        }
    }

    // MARK: All sheets

    func summarise(_ outcomes: [SheetOutcome]) {
        if case .json = printer.format { return }
        guard !outcomes.isEmpty else { return }
        printer.list(
            outcomes,
            [
                Column("file", "文件", "file", \.job.file),
                Column("sheet", \.job.sheet.name),
                Column("form", \.summary.form),
                Column("form_label", "表格", "form", \.summary.formLabel),
                Column("rows", "行", "rows", \.summary.rowCount),
                Column("new", "新增", "new", \.summary.newCount),
                Column("change", "更新", "change", \.summary.changeCount),
                Column("same", "相同", "same", \.summary.sameCount),
                Column("duplicate", "重复", "duplicate", \.summary.duplicateCount),
                Column("ask", "待问", "ask", \.summary.askCount),
                Column("refused", "拒收", "refused", \.summary.refusedCount),
                Column("batch", "批次", "batch", \.batch),
            ], nothing: "")
    }

    // MARK: Rows that did not go in

    /// - Returns: the file written, if any.
    private func writeRefused(_ outcome: SheetOutcome) -> String? {
        guard !outcome.notImported.isEmpty else { return nil }
        let refusals = outcome.notImported.map {
            RefusedRowsWorkbook.Refusal(row: Int($0.rowNumber), reason: $0.reason)
        }
        let writer = RefusedRowsWorkbook.writer(
            for: outcome.job.recognition, refusals: [outcome.job.sheet.name: refusals], language: Speech.language)
        var name = URL(fileURLWithPath: outcome.job.file).deletingPathExtension().lastPathComponent
        if outcome.job.recognition.sheets.count > 1 { name += "." + outcome.job.sheet.name.replacing("/", with: "_") }
        let file = refusedFolder.appendingPathComponent(name + ".refused.xlsx")
        do {
            try writer.write(to: file)
            return file.relativePath.hasPrefix("./") ? String(file.relativePath.dropFirst(2)) : file.relativePath
        } catch {
            printer.say(say("写不了文件 \(file.path):\(error)", "Cannot write \(file.path): \(error)"))
            return nil
        }
    }
}

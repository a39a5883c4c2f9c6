import ArgumentParser
import Records
import RecordsStore

/// `nuanxin report`
struct ReportCommand: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report", abstract: say("统计报表;不写名称则列出全部", "Reports; without a name, a list of them"),
            discussion: say(
                "例:nuanxin report left-behind-totals --param semester=2025-2026-1 --csv",
                "For instance: nuanxin report left-behind-totals --param semester=2025-2026-1 --csv"))
    }

    @Argument(help: ArgumentHelp(say("报表名称", "The report's name"), valueName: "name")) var name: String?
    @Option(
        help: ArgumentHelp(
            say("参数,写作 名称=值;可写几个", "A parameter as NAME=VALUE; may be repeated"), valueName: "name=value"))
    var param: [String] = []

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    /// The list needs no database.
    func run() async throws {
        guard let name else { return list() }
        let report = try report(name)
        let values = try values(for: report)
        let connection = try await Connecting.openAsPerson(options)
        try await connection.closing {
            let caller = Caller(connection: connection, printer: options.printer) { connection }
            do {
                try await run(report, values, as: caller)
            } catch {
                await caller.noteRefusal(error, of: Self.self)
                throw error
            }
        }
    }

    func run(as caller: Caller) async throws {}

    private func list() {
        options.printer.list(
            (try? ReportCatalogue().reports) ?? [],
            [
                Column("name", "名称", "name", \.name),
                Column("title", "标题", "title") { $0.title.text(in: Speech.language) },
                Column("question", "回答什么问题", "question") { $0.question.text(in: Speech.language) },
                Column("parameters", "参数", "parameters") { $0.parameters.map(\.name) },
            ], nothing: say("没有报表。", "There are no reports."))
    }

    private func report(_ name: String) throws -> Report {
        let catalogue = try ReportCatalogue()
        guard let report = catalogue[name] else {
            let known = catalogue.reports.map(\.name).joined(separator: say("、", ", "))
            throw Failure(.usage, "没有报表“\(name)”。可用:\(known)。", "There is no report \"\(name)\". These are: \(known).")
        }
        return report
    }

    private func values(for report: Report) throws -> [String: String] {
        var values: [String: String] = [:]
        for text in param {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, report.parameters.contains(where: { $0.name == parts[0] }) else {
                let known = report.parameters.map { "\($0.name)(\($0.label.text(in: Speech.language)))" }
                throw Failure(
                    .usage,
                    "参数“\(text)”不对,应写作 名称=值。这个报表的参数:\(known.isEmpty ? "无" : known.joined(separator: "、"))。",
                    "\"\(text)\" is no parameter; write NAME=VALUE. This report has: "
                        + "\(known.isEmpty ? "none" : known.joined(separator: ", "))."
                )
            }
            values[parts[0]] = parts[1]
        }
        return values
    }

    private func run(_ report: Report, _ values: [String: String], as caller: Caller) async throws {
        let table = try await caller.session.run(report, with: values)
        let columns = table.columns.enumerated().map { index, name in
            Column<[String?]>(
                name, ReportHeadings.text(name, in: .chinese), ReportHeadings.text(name, in: .english)
            ) { ReportCell(text: $0[index]) }
        }
        // Before a line of it is out: what is not written down does not leave.
        let exported: (text: String, format: String)? =
            switch caller.printer.format {
            case .table: nil
            case .csv: (Printer.csv(table.rows, columns), "csv")
            case .json: (table.rows.map { columns.object($0).line }.joined(separator: "\n"), "json")
            }
        if let exported {
            try await caller.noteExport(
                report.name, of: "reporting", rows: table.rows.count, bytes: Array(exported.text.utf8),
                format: exported.format,
                filters: values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        }
        caller.printer.say(report.title.text(in: Speech.language))
        caller.printer.list(table.rows, columns, nothing: say("没有数据。", "There is no data."))
    }
}

/// A cell of a report, which comes as text. What is written as a number is one.
struct ReportCell: Showable {
    let text: String?

    var json: JSONValue {
        guard let text else { return .null }
        return Self.isNumber(text) ? .number(text) : .text(text)
    }

    var shown: String { text ?? "" }

    /// As JSON writes numbers, with no leading zeros: a roll number or a code stays text.
    private static func isNumber(_ text: String) -> Bool {
        text.count <= 15 && text.wholeMatch(of: #/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?/#) != nil
    }
}

import ArgumentParser
import Foundation
import Postgres
import RecordsStore
import Spreadsheets

struct PublishExport: RecordsCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: say("导出向社会公布的三个清单(留痕)", "Exports the three lists as the public reads them; logged"),
            discussion: say("按扩展名写成 .xlsx、.csv 或 .html。", "The ending decides: .xlsx, .csv or .html."))
    }

    @Argument(help: ArgumentHelp(say("要写的文件", "The file to write"), valueName: "file")) var file: String

    @OptionGroup(visibility: .hidden) var options: GlobalOptions

    func validate() throws {
        if PublicLists.Format(file: file) == nil {
            throw ValidationError(say("文件须以 .xlsx、.csv 或 .html 结尾。", "The file must end in .xlsx, .csv or .html."))
        }
    }

    func run(as caller: Caller) async throws {
        guard let format = PublicLists.Format(file: file) else { return }
        let (logged, items) = try await caller.run(Work.LogPublicationExport(), Work.PublicList())
        let lists = PublicLists(items: items)
        let bytes: [UInt8]
        do {
            try lists.write(format, to: URL(fileURLWithPath: file))
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            throw Failure(.badData, "写不了文件 \(file):\(error)", "Cannot write \(file): \(error)")
        }
        try await caller.noteExport(
            "public-lists", of: "publication", rows: items.count, bytes: bytes, format: format.rawValue, filters: nil)
        caller.printer.done(
            say("已导出 \(items.count) 条到 \(file)。", "\(items.count) items are written to \(file)."),
            [("file", .text(file)), ("items", logged.items.json)])
    }
}

/// The published lists as a file. Nothing is in it but what the public page shows.
struct PublicLists {
    enum Format: String {
        case xlsx, csv, html

        init?(file: String) { self.init(rawValue: URL(fileURLWithPath: file).pathExtension.lowercased()) }
    }

    let items: [Work.PublicList.Row]

    private var title: String { say("问题清单、任务清单、效果清单", "Issues, tasks, results") }

    private var headings: [String] {
        [
            say("序号", "No."), say("类别", "Area"), say("问题", "Issue"), say("任务", "Measure"), say("效果", "Result"),
            say("公布日期", "Published"),
        ]
    }

    private var rows: [[String]] {
        items.enumerated().map { index, item in
            [String(index + 1), item.area, item.issue, item.measure, item.result, item.publishedOn.description]
        }
    }

    func write(_ format: Format, to url: URL) throws {
        switch format {
        case .xlsx:
            try SpreadsheetWriter(
                SpreadsheetWriter.Table(
                    name: say("三个清单", "Lists"), title: title, columns: headings.map { SpreadsheetWriter.Column($0) },
                    rows: rows.map { $0.map { .optional($0) } })
            ).write(to: url)
        case .csv:
            // With the mark that Excel needs: this file is for people.
            let lines = ([headings] + rows).map { $0.map { Cell.optional($0) } }
            try Data(CSVWriter().bytes(lines)).write(to: url, options: .atomic)
        case .html: try Data(html.utf8).write(to: url, options: .atomic)
        }
    }

    /// One page with no script and nothing from elsewhere.
    var html: String {
        func row(_ cells: [String], _ tag: String) -> String {
            "<tr>" + cells.map { "<\(tag)>\(Self.escaped($0))</\(tag)>" }.joined() + "</tr>\n"
        }
        let language = say("zh-CN", "en")
        return """
            <!DOCTYPE html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(title))</title>
            <style>
            body { font: 1rem/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid #999; padding: .4rem .6rem; text-align: left; vertical-align: top; }
            </style>
            </head>
            <body>
            <h1>\(Self.escaped(title))</h1>
            <table>
            <thead>
            \(row(headings, "th"))</thead>
            <tbody>
            \(rows.map { row($0, "td") }.joined())</tbody>
            </table>
            </body>
            </html>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

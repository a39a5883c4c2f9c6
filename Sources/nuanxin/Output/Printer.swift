import Records
import Spreadsheets

/// Prints answers: as a table, as JSON or as CSV.
struct Printer: Sendable {
    enum Format: Sendable {
        case table, json, csv
    }

    let format: Format

    // MARK: Words

    /// Something to read, not to process.
    func say(_ words: String) { Terminal.writeWords(words) }

    // MARK: Lists

    /// Prints rows; says `nothing` where there are none.
    ///
    /// - Parameter total: how many there are in all, where the list is only the beginning.
    func list<Row>(_ rows: [Row], _ columns: [Column<Row>], nothing: String, total: Int64? = nil) {
        switch format {
        case .json:
            // An array with a line for each object: a whole for programs, lines for people.
            let lines = rows.map { columns.object($0).line }
            Terminal.writeData(lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n")
        case .csv: Terminal.writeData(Self.csv(rows, columns))
        case .table:
            guard !rows.isEmpty else { return say(nothing) }
            Terminal.writeData(Self.table(rows, columns).map { $0 + "\n" }.joined())
        }
        if let total, total > Int64(rows.count) {
            say(
                nuanxin.say(
                    "只列出 \(total) 条中的前 \(rows.count) 条。用 --limit 看更多。",
                    "The first \(rows.count) of \(total). More with --limit."))
        }
    }

    static func table<Row>(_ rows: [Row], _ columns: [Column<Row>], width: Int? = Terminal.width) -> [String] {
        let shown = columns.filter { $0.heading != nil }
        let numbers = shown.indices.filter { index in
            rows.contains { shown[index].isNumber($0) }
        }
        return TextTable(
            headings: shown.map { $0.heading ?? "" }, rows: rows.map { row in shown.map { $0.shown(row) } },
            numberColumns: Set(numbers), width: width
        ).lines
    }

    static func csv<Row>(_ rows: [Row], _ columns: [Column<Row>]) -> String {
        let writer = CSVWriter(hasByteOrderMark: false)
        let lines = [columns.map { Cell.text($0.key) }] + rows.map { row in columns.map { cell($0.json(row)) } }
        return lines.map { writer.line($0) }.joined()
    }

    private static func cell(_ value: JSONValue) -> Cell {
        switch value {
        case .null: .empty
        case .text(let text): .optional(text)
        case .number(let digits): .number(Double(digits) ?? 0, raw: digits)
        case .flag(let flag): .text(flag ? "true" : "false")
        case .list, .object: .text(value.line)
        }
    }

    // MARK: One record

    /// A list within a record's page, such as the tasks of an issue.
    struct Section {
        let key: String
        let json: JSONValue
        let lines: [String]

        init<Row>(_ key: String, _ chinese: String, _ english: String, _ rows: [Row], _ columns: [Column<Row>]) {
            self.key = key
            json = .list(rows.map { columns.object($0) })
            lines = rows.isEmpty ? [] : ["", nuanxin.say(chinese, english)] + Printer.table(rows, columns)
        }
    }

    /// Prints one record, a line for each field, and what belongs to it. CSV has the record alone.
    func record<Row>(_ row: Row, _ columns: [Column<Row>], sections: [Section] = []) {
        switch format {
        case .json:
            guard case .object(var members) = columns.object(row) else { return }
            members += sections.map { JSONValue.Member(key: $0.key, value: $0.json) }
            Terminal.writeData(JSONValue.object(members).line + "\n")
        case .csv: Terminal.writeData(Self.csv([row], columns))
        case .table:
            let shown = columns.filter { $0.heading != nil && !$0.shown(row).isEmpty }
            let width = shown.map { DisplayWidth.of($0.heading ?? "") }.max() ?? 0
            let lines = shown.map { column in
                DisplayWidth.padded(column.heading ?? "", to: width) + "  " + TextTable.plain(column.shown(row))
            }
            Terminal.writeData((lines + sections.flatMap(\.lines)).map { $0 + "\n" }.joined())
        }
    }

    // MARK: Something was done

    /// Tells that a change took effect: words for people, and its keys for programs.
    ///
    /// - Parameter answer: what a table-reading person may want to use again, such as a new number; on stdout.
    func done(_ words: String, answer: String? = nil, _ members: [(String, JSONValue)]) {
        say(words)
        switch format {
        case .json: Terminal.writeData(JSONValue.members(members).line + "\n")
        case .csv:
            let writer = CSVWriter(hasByteOrderMark: false)
            Terminal.writeData(
                writer.line(members.map { .text($0.0) }) + writer.line(members.map { Self.cell($0.1) }))
        case .table: if let answer { Terminal.writeData(answer + "\n") }
        }
    }
}

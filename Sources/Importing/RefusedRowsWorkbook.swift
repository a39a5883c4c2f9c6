public import Records
public import Spreadsheets

/// The sheet that goes back to the person who sent one: the rows that were refused, as they were, each with its reason.
///
/// Title, notes and headings stay, so that the mended sheet can be imported as it is.
public enum RefusedRowsWorkbook {
    /// Why one row was refused, in words.
    public struct Refusal: Sendable, Hashable {
        /// The number of the row in its sheet.
        public let row: Int
        public let reason: String

        public init(row: Int, reason: String) {
            self.row = row
            self.reason = reason
        }
    }

    /// The headings of the columns that this workbook adds.
    static let ownHeadings = Set(["退回原因", "原行号", "Reason", "Original row"].map { HeadingKey($0) })

    /// Makes the workbook.
    ///
    /// - Parameter refusals: for each recognised sheet, by its name. Sheets without refusals are left out; a row with
    ///   several reasons appears once, with all of them.
    public static func writer(
        for recognition: Recognition, refusals: [String: [Refusal]], language: Language
    ) -> SpreadsheetWriter {
        SpreadsheetWriter(
            recognition.sheets.compactMap { sheet in
                guard let refused = refusals[sheet.name], !refused.isEmpty else { return nil }
                return table(for: sheet, refusals: refused, language: language)
            })
    }

    /// Makes the table of one sheet.
    public static func table(
        for sheet: RecognisedSheet, refusals: [Refusal], language: Language
    ) -> SpreadsheetWriter.Table {
        let reasons = Dictionary(grouping: refusals, by: \.row)
        let columns = sheet.columns.filter { !$0.isIgnored }
        let rows = sheet.rows.filter { reasons[$0.number] != nil }.map { row -> [Cell] in
            let cells = columns.map { column in
                cell(column.index < row.cells.count ? row.cells[column.index] : .empty)
            }
            let reason = (reasons[row.number] ?? []).map(\.reason).joined(separator: language.choose("；", "; "))
            return cells + [.text(reason), .integer(row.number)]
        }
        var table = SpreadsheetWriter.Table(
            name: sheet.name, title: sheet.context["title"],
            columns: columns.map { SpreadsheetWriter.Column($0.heading) } + [
                SpreadsheetWriter.Column(language.choose("退回原因", "Reason"), width: 40),
                SpreadsheetWriter.Column(language.choose("原行号", "Original row")),
            ],
            rows: rows)
        table.notes = sheet.preamble.compactMap { row in
            let line = row.cells.compactMap(\.displayText).joined(separator: "  ")
            let isTitle = line.trimmingBlanks() == sheet.context["title"]
            return line.isEmpty || isTitle ? nil : line
        }
        return table
    }

    /// A number past 15 digits would be damaged once more; as text it shows what the file held.
    private static func cell(_ cell: Cell) -> Cell {
        if case .number(let value, let raw) = cell, abs(value) >= 1e15 { return .text(raw) }
        return cell
    }
}

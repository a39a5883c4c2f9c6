import Foundation
import Importing
import Records
import RecordsStore
import Spreadsheets

/// The rows of a batch that did not go in, as they were, each with its reason: mended, the sheet can be imported as it
/// is.
struct RefusedSheet {
    private let table: SpreadsheetWriter.Table

    /// - Parameter form: Decides the order of the columns and their headings; what it does not know follows by name.
    init(form: Form?, name: String, rows: [Intake.RefusedRows.Row], _ language: Language) {
        let decoder = JSONDecoder()
        let cells = rows.map { row -> [String: String] in
            // A cell that is no text was not written by the program's own loader.
            (try? decoder.decode([String: String].self, from: Data(row.raw.utf8))) ?? [:]
        }
        let used = Set(cells.flatMap(\.keys))
        let known = (form?.fields.map(\.name) ?? []).filter(used.contains)
        let columns = known + used.subtracting(known).sorted()
        table = SpreadsheetWriter.Table(
            name: name,
            columns: columns.map { SpreadsheetWriter.Column(form?.heading(of: $0) ?? $0) } + [
                SpreadsheetWriter.Column(language.choose("退回原因", "Reason"), width: 40),
                SpreadsheetWriter.Column(language.choose("原行号", "Original row")),
            ],
            rows: zip(rows, cells).map { row, cells in
                columns.map { column in cells[column].map { Cell.text($0) } ?? .empty } + [
                    .text(row.reason), .text(String(row.rowNumber)),
                ]
            })
    }

    func bytes() throws -> [UInt8] { try SpreadsheetWriter(table).bytes() }
}

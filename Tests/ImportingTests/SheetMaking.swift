import Records
import Spreadsheets

@testable import Importing

/// Writes a real .xlsx and reads it back: what the tests recognise has been through a file.
func workbook(_ tables: SpreadsheetWriter.Table..., name: String = "t.xlsx") throws -> Workbook {
    try Workbook(bytes: try SpreadsheetWriter(tables).bytes(), name: name)
}

/// A table of texts: the first row holds the headings.
func table(name: String = "Sheet1", title: String? = nil, notes: [String] = [], _ rows: [[String]])
    -> SpreadsheetWriter.Table
{
    var table = SpreadsheetWriter.Table(
        name: name, title: title, columns: (rows.first ?? []).map { SpreadsheetWriter.Column($0) },
        rows: rows.dropFirst().map { $0.map { Cell.optional($0) } })
    table.notes = notes
    return table
}

/// The only sheet of a workbook with one table.
func sheet(_ table: SpreadsheetWriter.Table, kind: FormKind? = nil, name: String = "t.xlsx") throws -> RecognisedSheet {
    try recognise(try workbook(table, name: name), kind: kind).sheets[0]
}

/// A UTF-8 file of comma-separated lines, recognised.
func csvSheet(_ text: String, name: String = "t.csv") throws -> RecognisedSheet {
    try recognise(try Workbook(bytes: Array(text.utf8), name: name)).sheets[0]
}

extension RecognisedSheet {
    /// The fields of the columns, in their order; "?" for a column that is not known.
    var fieldNames: [String] { columns.map { $0.field?.name ?? "?" } }
}

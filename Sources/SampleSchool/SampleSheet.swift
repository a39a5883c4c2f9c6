public import Spreadsheets

/// A sheet as an office keeps it: title, note, headings, rows, and the line for signatures.
public struct SampleSheet: Sendable {
    /// The code of the form that an import recognises: `student_roster`.
    public let form: String
    /// `学生花名册.xlsx`; one sheet is a `.csv` in GB18030.
    public let fileName: String
    public let title: String
    public let notes: [String]
    public let headings: [String]
    public let rows: [[Cell]]

    /// Below the rows, outside the table.
    public var footer: [Cell] { [.text("填表人："), .empty, .text("审核人：")] }

    /// True for the sheet that is a text file.
    public var isText: Bool { fileName.hasSuffix(".csv") }
}

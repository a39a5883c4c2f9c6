public import Foundation
import Records
import Spreadsheets

extension SampleSchool {
    /// Writes the sheets into a folder, which is made where it is not there yet. Files of the same names are replaced.
    ///
    /// - Returns: the files, in an order in which they can be imported.
    public func write(to folder: URL) throws -> [URL] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try sheets.map { sheet in
            let file = folder.appending(path: sheet.fileName)
            if sheet.isText {
                try Data(sheet.gb18030()).write(to: file, options: .atomic)
            } else {
                try sheet.workbook.write(to: file)
            }
            return file
        }
    }
}

extension SampleSheet {
    var workbook: SpreadsheetWriter {
        var table = SpreadsheetWriter.Table(
            name: "Sheet1", title: title, columns: headings.map { SpreadsheetWriter.Column($0) }, rows: rows)
        table.notes = notes
        table.footer = [footer]
        return SpreadsheetWriter(table)
    }

    enum TextProblem: Error, Explained {
        case notInGB18030(fileName: String)

        func message(_ language: Language) -> String {
            switch self {
            case .notInGB18030(let fileName):
                language.choose("本机不能按 GB18030 写出 \(fileName)", "This machine cannot write \(fileName) in GB18030")
            }
        }
    }

    /// What Excel in Chinese saves as "CSV (逗号分隔)": the whole sheet, all lines as long as the table is wide.
    func gb18030() throws(TextProblem) -> [UInt8] {
        func padded(_ cells: [Cell]) -> [Cell] {
            cells + Array(repeating: .empty, count: max(0, headings.count - cells.count))
        }
        let above = ([title] + notes).map { padded([.text($0)]) } + [headings.map { .text($0) }]
        // As Excel writes it: no mark, and nothing put before cells.
        let writer = CSVWriter(hasByteOrderMark: false, guardsFormulas: false)
        let text = (above + rows + [padded(footer)]).map(writer.line).joined()
        // kCFStringEncodingGB_18030_2000, as NSStringEncoding writes a CFStringEncoding.
        guard let data = text.data(using: String.Encoding(rawValue: 0x8000_0632)) else {
            throw .notInGB18030(fileName: fileName)
        }
        return [UInt8](data)
    }
}

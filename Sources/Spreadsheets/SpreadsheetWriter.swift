import CSpreadsheet
public import Foundation

/// Writes .xlsx files, with libxlsxwriter.
///
/// Text is always stored as text, in cells formatted as text: a name that begins with `=` is no formula, and an
/// identity number keeps its digits, even after somebody edits it in Excel.
public struct SpreadsheetWriter: Sendable {
    /// One sheet to write: a title over all columns, notes, headings, rows, and what stands below them.
    public struct Table: Sendable {
        /// The name on the tab; what Excel does not allow in it is replaced.
        public var name: String
        public var title: String?
        /// Rows between title and headings, each merged over all columns: "填表日期：…".
        public var notes: [String] = []
        public var columns: [Column]
        public var rows: [[Cell]]
        /// Rows below the table, unmerged: "填表人：", "", "审核人：".
        public var footer: [[Cell]] = []
        public var isHidden = false
        /// Rows (indices of `rows`) that the sheet does not show.
        public var hiddenRows: Set<Int> = []
        /// Cells of `rows` to merge; the value of the first is shown. Rows and columns are indices from 0.
        public var merges: [Merge] = []

        public init(name: String, title: String? = nil, columns: [Column], rows: [[Cell]]) {
            self.name = name
            self.title = title
            self.columns = columns
            self.rows = rows
        }
    }

    /// A column of a table.
    public struct Column: Sendable, ExpressibleByStringLiteral {
        public var heading: String
        /// A heading above the headings, merged over the neighbouring columns that have the same one.
        public var group: String?
        /// In characters of the default font, a Chinese one counting two; nil: wide enough for the content, up to 40.
        public var width: Double?

        public init(_ heading: String, group: String? = nil, width: Double? = nil) {
            self.heading = heading
            self.group = group
            self.width = width
        }

        public init(stringLiteral value: String) { self.init(value) }
    }

    /// A rectangle of cells of `Table.rows`.
    public struct Merge: Sendable {
        public var rows: ClosedRange<Int>
        public var columns: ClosedRange<Int>

        public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
            self.rows = rows
            self.columns = columns
        }
    }

    public enum Problem: Error, Hashable, Sendable {
        /// Excel allows 32,767 characters in a cell. Row and column as Excel shows them, from 1.
        case textTooLong(sheet: String, row: Int, column: Int)
        /// Past Excel's 1,048,576 rows and 16,384 columns.
        case tooLarge(sheet: String)
        case cannotWrite(reason: String)
    }

    public var tables: [Table]

    public init(_ tables: [Table]) { self.tables = tables }

    public init(_ table: Table) { tables = [table] }

    /// The file, in memory.
    public func bytes() throws(Problem) -> [UInt8] {
        // libxlsxwriter 1.1.4 writes to paths only. The folder is the user's own: the rows are often about children.
        let folder = FileManager.default.temporaryDirectory.appending(path: "sheet-" + UUID().uuidString)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotWrite(reason: error.localizedDescription)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "sheet.xlsx")
        try writeWorkbook(to: file.path, scratch: folder.path)
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch {
            throw .cannotWrite(reason: error.localizedDescription)
        }
    }

    /// Writes the file; another one of that name is replaced in one step.
    public func write(to url: URL) throws(Problem) {
        let content = try bytes()
        do {
            try Data(content).write(to: url, options: .atomic)
        } catch {
            throw .cannotWrite(reason: error.localizedDescription)
        }
    }

    private func writeWorkbook(to path: String, scratch: String) throws(Problem) {
        let workbook: UnsafeMutablePointer<lxw_workbook>? = scratch.withCString { scratchPath in
            var options = lxw_workbook_options()
            // Copied by workbook_new_opt, never written to.
            options.tmpdir = UnsafeMutablePointer(mutating: scratchPath)
            return workbook_new_opt(path, &options)
        }
        guard let workbook else { throw .cannotWrite(reason: path) }
        let styles = CellStylesToWrite(workbook)
        var usedNames: Set<String> = []
        var problem: Problem?
        for table in tables {
            let name = Self.sheetName(table.name, used: &usedNames)
            guard let worksheet = workbook_add_worksheet(workbook, name) else {
                problem = .cannotWrite(reason: name)
                break
            }
            do throws(Problem) {
                var writing = TableWriting(worksheet: worksheet, styles: styles, sheet: name)
                try writing.write(table)
            } catch {
                problem = error
                break
            }
            if table.isHidden { worksheet_hide(worksheet) }
        }
        // Excel opens no file whose first, active sheet is hidden.
        if let shown = tables.firstIndex(where: { !$0.isHidden }), shown > 0 {
            let name = Self.names(of: tables)[shown]
            if let worksheet = workbook_get_worksheet_by_name(workbook, name) {
                worksheet_activate(worksheet)
                worksheet_set_first_sheet(worksheet)
            }
        }
        // Frees the workbook, whatever happened before.
        let status = workbook_close(workbook)
        if let problem { throw problem }
        guard status == LXW_NO_ERROR else {
            throw .cannotWrite(reason: lxw_strerror(status).map { String(cString: $0) } ?? "")
        }
    }

    private static func names(of tables: [Table]) -> [String] {
        var used: Set<String> = []
        return tables.map { sheetName($0.name, used: &used) }
    }

    /// Excel allows 31 characters, none of `[]:*?/\`, no apostrophe at the ends, no name twice in any case.
    private static func sheetName(_ wanted: String, used: inout Set<String>) -> String {
        var name = String(wanted.map { "[]:*?/\\".contains($0) || $0.isNewline || $0 == "\0" ? "_" : $0 })
        if name.hasPrefix("'") { name = "_" + name.dropFirst() }
        if name.hasSuffix("'") { name = name.dropLast() + "_" }
        if name.isEmpty || name.lowercased() == "history" { name = "Sheet" }
        func shortened(_ text: String, to length: Int) -> String {
            String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
        }
        name = shortened(name, to: 31)
        var candidate = name
        var number = 2
        while used.contains(candidate.lowercased()) {
            candidate = shortened(name, to: 26) + "(\(number))"
            number += 1
        }
        used.insert(candidate.lowercased())
        return candidate
    }
}

/// The few looks that cells have.
struct CellStylesToWrite {
    let title, note, heading, text, number, date, dateTime, time: UnsafeMutablePointer<lxw_format>?

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ number: String?, border: Bool = true) -> UnsafeMutablePointer<lxw_format>? {
            guard let format = workbook_add_format(workbook) else { return nil }
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
            if border { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
            if let number { format_set_num_format(format, number) }
            return format
        }
        title = format("@", border: false)
        format_set_bold(title)
        format_set_font_size(title, 16)
        format_set_align(title, UInt8(LXW_ALIGN_CENTER.rawValue))
        note = format("@", border: false)
        format_set_text_wrap(note)
        heading = format("@")
        format_set_bold(heading)
        format_set_bg_color(heading, 0xE7EEF5)
        format_set_align(heading, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_text_wrap(heading)
        // "@" keeps what is typed over such a cell as text, too: an identity number stays whole.
        text = format("@")
        number = format(nil)
        date = format("yyyy-mm-dd")
        dateTime = format("yyyy-mm-dd hh:mm:ss")
        time = format("hh:mm:ss")
    }
}

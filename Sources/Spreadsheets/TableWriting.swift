import CSpreadsheet

/// The writing of one table into one worksheet.
struct TableWriting {
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let styles: CellStylesToWrite
    let sheet: String
    private var row = 0

    init(worksheet: UnsafeMutablePointer<lxw_worksheet>, styles: CellStylesToWrite, sheet: String) {
        self.worksheet = worksheet
        self.styles = styles
        self.sheet = sheet
    }

    private typealias Format = UnsafeMutablePointer<lxw_format>?

    mutating func write(_ table: SpreadsheetWriter.Table) throws(SpreadsheetWriter.Problem) {
        setWidths(table)
        let lastColumn = max(table.columns.count - 1, 0)
        if let title = table.title {
            try merged(title, rows: row...row, columns: 0...lastColumn, styles.title)
            worksheet_set_row(worksheet, UInt32(row), 28, nil)
            row += 1
        }
        for note in table.notes {
            try merged(note, rows: row...row, columns: 0...lastColumn, styles.note)
            row += 1
        }
        try writeHeadings(table.columns)
        if !table.columns.isEmpty {
            worksheet_freeze_panes(worksheet, UInt32(row), 0)
            worksheet_repeat_rows(worksheet, UInt32(row - 1), UInt32(row - 1))
        }
        let firstRow = row
        for (index, cells) in table.rows.enumerated() {
            for (column, cell) in cells.enumerated() { try write(cell, column: column, styles.text) }
            if table.hiddenRows.contains(index) {
                var options = lxw_row_col_options(hidden: 1, level: 0, collapsed: 0)
                worksheet_set_row_opt(worksheet, UInt32(row), LXW_DEF_ROW_HEIGHT, nil, &options)
            }
            row += 1
        }
        for merge in table.merges {
            let first = table.rows.indices.contains(merge.rows.lowerBound) ? table.rows[merge.rows.lowerBound] : []
            let cell = first.indices.contains(merge.columns.lowerBound) ? first[merge.columns.lowerBound] : .empty
            let rows = (merge.rows.lowerBound + firstRow)...(merge.rows.upperBound + firstRow)
            try merged("", rows: rows, columns: merge.columns, styles.text)
            // libxlsxwriter: merge with an empty text, then write over the first cell to keep its type.
            let end = row
            row = rows.lowerBound
            try write(cell, column: merge.columns.lowerBound, styles.text)
            row = end
        }
        for cells in table.footer {
            for (column, cell) in cells.enumerated() { try write(cell, column: column, styles.note) }
            row += 1
        }
    }

    private mutating func writeHeadings(
        _ columns: [SpreadsheetWriter.Column]
    ) throws(SpreadsheetWriter.Problem) {
        guard !columns.isEmpty else { return }
        guard columns.contains(where: { $0.group != nil }) else {
            for (index, column) in columns.enumerated() {
                try write(.text(column.heading), column: index, styles.heading)
            }
            row += 1
            return
        }
        var index = 0
        while index < columns.count {
            guard let group = columns[index].group else {
                try merged(columns[index].heading, rows: row...(row + 1), columns: index...index, styles.heading)
                index += 1
                continue
            }
            let end = columns[index...].firstIndex { $0.group != group } ?? columns.count
            try merged(group, rows: row...row, columns: index...(end - 1), styles.heading)
            row += 1
            for inner in index..<end { try write(.text(columns[inner].heading), column: inner, styles.heading) }
            row -= 1
            index = end
        }
        row += 2
    }

    private func setWidths(_ table: SpreadsheetWriter.Table) {
        for (index, column) in table.columns.enumerated() {
            let width: Double
            if let wanted = column.width {
                width = wanted
            } else {
                // The first rows tell enough, and a sheet may have very many.
                let texts =
                    [column.heading]
                    + table.rows.prefix(200).map { row in
                        row.indices.contains(index) ? row[index].displayText ?? "" : ""
                    }
                width = Double(min(texts.map(Self.width).max() ?? 8, 40) + 2)
            }
            worksheet_set_column(
                worksheet, UInt16(truncatingIfNeeded: index), UInt16(truncatingIfNeeded: index), width, nil)
        }
    }

    /// Roughly, in characters of the default font: a Chinese character is as wide as two Latin ones.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
    }

    private func merged(
        _ text: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ format: Format
    ) throws(SpreadsheetWriter.Problem) {
        // Excel calls a file damaged that merges a single cell.
        guard rows.count > 1 || columns.count > 1 else {
            try put(text, row: rows.lowerBound, column: columns.lowerBound, format)
            return
        }
        let (firstRow, firstColumn) = (try place(rows.lowerBound, columns.lowerBound))
        let (lastRow, lastColumn) = (try place(rows.upperBound, columns.upperBound))
        try check(
            worksheet_merge_range(worksheet, firstRow, firstColumn, lastRow, lastColumn, Self.clean(text), format),
            row: rows.lowerBound, column: columns.lowerBound)
    }

    private func write(
        _ cell: Cell, column: Int, _ textFormat: Format
    ) throws(SpreadsheetWriter.Problem) {
        let (sheetRow, sheetColumn) = try place(row, column)
        let status: lxw_error
        switch cell {
        case .empty:
            status = worksheet_write_blank(worksheet, sheetRow, sheetColumn, textFormat)
        case .text(let text), .error(let text):
            return try put(text, row: row, column: column, textFormat)
        case .number(let value, _):
            status = worksheet_write_number(worksheet, sheetRow, sheetColumn, value, styles.number)
        case .boolean(let value):
            status = worksheet_write_boolean(worksheet, sheetRow, sheetColumn, value ? 1 : 0, styles.number)
        case .time(let seconds):
            status = worksheet_write_number(worksheet, sheetRow, sheetColumn, Double(seconds) / 86_400, styles.time)
        case .date(let date):
            guard date.year >= 1900 else { return try put(date.description, row: row, column: column, textFormat) }
            let seconds = date.secondsAfterMidnight
            var value = lxw_datetime(
                year: Int32(date.year), month: Int32(date.month), day: Int32(date.day), hour: Int32(seconds / 3600),
                min: Int32(seconds / 60 % 60), sec: Double(seconds % 60))
            let format = seconds == 0 ? styles.date : styles.dateTime
            status = worksheet_write_datetime(worksheet, sheetRow, sheetColumn, &value, format)
        }
        try check(status, row: row, column: column)
    }

    private func put(
        _ text: String, row: Int, column: Int, _ format: Format
    ) throws(SpreadsheetWriter.Problem) {
        let (sheetRow, sheetColumn) = try place(row, column)
        try check(
            worksheet_write_string(worksheet, sheetRow, sheetColumn, Self.clean(text), format), row: row, column: column
        )
    }

    private func place(_ row: Int, _ column: Int) throws(SpreadsheetWriter.Problem) -> (UInt32, UInt16) {
        guard row < 1_048_576, column < 16_384 else { throw .tooLarge(sheet: sheet) }
        return (UInt32(row), UInt16(column))
    }

    private func check(_ status: lxw_error, row: Int, column: Int) throws(SpreadsheetWriter.Problem) {
        switch status {
        case LXW_NO_ERROR: return
        case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
            throw .textTooLong(sheet: sheet, row: row + 1, column: column + 1)
        default: throw .cannotWrite(reason: lxw_strerror(status).map { String(cString: $0) } ?? "")
        }
    }

    /// Without NUL, at which a C string would end, and with an escape for text that looks like one (`_x000D_`).
    private static func clean(_ text: String) -> String {
        var clean = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
        if clean.contains("_x") {
            // ECMA-376-1:2016, 22.9.2.19: the underscore itself is written _x005F_. libxlsxwriter leaves that to us.
            clean = clean.replacing(#/_(?=x[0-9A-Fa-f]{4}_)/#, with: "_x005F_")
        }
        return clean
    }
}

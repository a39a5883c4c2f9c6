import CSpreadsheet
import Foundation

/// Reads one worksheet part into rows (ECMA-376-1:2016, 18.3.1).
struct SheetParser {
    let sharedStrings: [String]
    let styles: CellStyles
    let uses1904: Bool
    let limits: SpreadsheetLimits
    private var sheet = SheetState(cellCount: 0)
    private var cell = CellState()

    init(sharedStrings: [String], styles: CellStyles, uses1904: Bool, limits: SpreadsheetLimits) {
        self.sharedStrings = sharedStrings
        self.styles = styles
        self.uses1904 = uses1904
        self.limits = limits
    }

    private enum ValueKind {
        case number, shared, inline, text, boolean, error, isoDate
    }

    /// - Parameter cellCount: cells read so far from the whole workbook; counted on here.
    mutating func parse(
        _ entry: ZipEntry, name: String, isHidden: Bool, cellCount: inout Int
    ) throws(SpreadsheetError.Problem) -> Sheet {
        let stream = try XMLStream(entry)
        let names = Names(stream)
        sheet = SheetState(cellCount: cellCount)
        cell = CellState()
        while let event = try stream.next() {
            switch event {
            case .start(let isEmpty): try start(stream, names, isEmpty: isEmpty)
            case .end: try end(stream.localName, names)
            case .text:
                guard cell.part != .none, let value = stream.value else { continue }
                if cell.part == .formula {
                    cell.formula += String(cString: value)
                } else {
                    cell.content += String(cString: value)
                }
            }
        }
        cellCount = sheet.cellCount
        var rows = sheet.rows
        // The standard wants rows in order; a row written twice or out of order must not confuse the reader.
        let isAscending = zip(rows, rows.dropFirst()).allSatisfy { $0.number < $1.number }
        if !isAscending { rows.sort { $0.number < $1.number } }
        return Sheet(
            name: name, isHidden: isHidden, rows: rows, mergedRanges: sheet.merges,
            hiddenColumns: sheet.hiddenColumns)
    }

    /// The pointers that stand for the names in one part (see `XMLStream.name`).
    private struct Names {
        let row, cell, value, text, phonetic, formula, merge, column: XMLStream.Name?
        let reference, style, type, hidden: XMLStream.Name?

        init(_ stream: XMLStream) {
            row = stream.name("row")
            cell = stream.name("c")
            value = stream.name("v")
            text = stream.name("t")
            phonetic = stream.name("rPh")
            formula = stream.name("f")
            merge = stream.name("mergeCell")
            column = stream.name("col")
            reference = stream.name("r")
            style = stream.name("s")
            type = stream.name("t")
            hidden = stream.name("hidden")
        }
    }

    private struct SheetState {
        var rows: [Row] = []
        var merges: [CellRange] = []
        var hiddenColumns: Set<Int> = []
        var columnSettings = 0
        var cellCount: Int
        var rowNumber = 0
        var isRowHidden = false
        var cells: [Cell] = []
        var column = -1
    }

    private struct CellState {
        enum Part { case none, value, formula }
        var styleIndex = 0
        var kind = ValueKind.number
        var content = ""
        var formula = ""
        var hasFormula = false
        var part = Part.none
        var isOpen = false
        var isInPhonetic = false
    }

    private mutating func start(
        _ stream: XMLStream, _ names: Names, isEmpty: Bool
    ) throws(SpreadsheetError.Problem) {
        let element = stream.localName
        if element == names.cell {
            sheet.column += 1
            cell.styleIndex = 0
            cell.kind = .number
            cell.content.removeAll(keepingCapacity: true)
            cell.hasFormula = false
            cell.isOpen = true
            stream.forEachAttribute { attribute, value in
                if attribute == names.reference {
                    // A reference of nonsense leaves the cell where its place in the row puts it.
                    if let place = CellReference(Self.bytes(value)) { sheet.column = place.column }
                } else if attribute == names.style {
                    cell.styleIndex = Self.integer(value) ?? 0
                } else if attribute == names.type {
                    cell.kind = Self.kind(value)
                }
            }
            if isEmpty { try finishCell() }
        } else if element == names.value || (element == names.text && cell.isOpen) {
            cell.part = isEmpty || cell.isInPhonetic ? .none : .value
        } else if element == names.formula && cell.isOpen {
            cell.hasFormula = true
            cell.formula.removeAll(keepingCapacity: true)
            cell.part = isEmpty ? .none : .formula
        } else if element == names.row {
            sheet.rowNumber += 1
            sheet.isRowHidden = false
            sheet.column = -1
            stream.forEachAttribute { attribute, value in
                if attribute == names.reference {
                    if let number = Self.integer(value), number > 0 { sheet.rowNumber = number }
                } else if attribute == names.hidden {
                    sheet.isRowHidden = Self.isTrue(value)
                }
            }
        } else if element == names.phonetic {
            cell.isInPhonetic = !isEmpty
        } else if element == names.merge {
            guard sheet.merges.count < limits.rows else { throw .tooLarge(.cells, limit: limits.rows) }
            if let range = stream.attributes["ref"].flatMap({ CellRange($0) }) { sheet.merges.append(range) }
        } else if element == names.column, sheet.columnSettings < limits.columns {
            sheet.columnSettings += 1
            sheet.hiddenColumns.formUnion(Self.hiddenColumns(stream.attributes, limit: limits.columns))
        }
    }

    private mutating func end(_ element: XMLStream.Name?, _ names: Names) throws(SpreadsheetError.Problem) {
        if element == names.cell {
            try finishCell()
        } else if element == names.value || element == names.text || element == names.formula {
            cell.part = .none
        } else if element == names.row {
            try finishRow()
        } else if element == names.phonetic {
            cell.isInPhonetic = false
        }
    }

    private mutating func finishCell() throws(SpreadsheetError.Problem) {
        cell.isOpen = false
        let made: Cell
        if cell.content.isEmpty && cell.hasFormula && cell.kind != .text {
            // Written by a program that does not calculate: taking it for an empty cell would lose what it shows.
            made = .error("=" + cell.formula)
        } else {
            made = makeCell(cell.content, kind: cell.kind, format: styles[cell.styleIndex])
        }
        guard made != .empty else { return }
        let column = sheet.column
        guard column < limits.columns else { throw .tooLarge(.columns, limit: limits.columns) }
        while sheet.cells.count < column { sheet.cells.append(.empty) }
        if sheet.cells.count == column { sheet.cells.append(made) } else { sheet.cells[column] = made }
    }

    private mutating func finishRow() throws(SpreadsheetError.Problem) {
        guard !sheet.cells.isEmpty else { return }
        sheet.cellCount += sheet.cells.count
        guard sheet.cellCount <= limits.cells else { throw .tooLarge(.cells, limit: limits.cells) }
        guard sheet.rows.count < limits.rows else { throw .tooLarge(.rows, limit: limits.rows) }
        sheet.rows.append(Row(number: sheet.rowNumber, cells: sheet.cells, isHidden: sheet.isRowHidden))
        sheet.cells.removeAll(keepingCapacity: true)
    }

    private func makeCell(_ content: String, kind: ValueKind, format: NumberFormat) -> Cell {
        switch kind {
        case .shared:
            guard let index = Int(content), sharedStrings.indices.contains(index) else { return .empty }
            return sharedStrings[index].isEmpty ? .empty : .text(sharedStrings[index])
        case .inline, .text:
            return content.isEmpty ? .empty : .text(SharedStrings.unescaped(content))
        case .boolean:
            return content.isEmpty ? .empty : .boolean(content == "1" || content == "true")
        case .error:
            return content.isEmpty ? .empty : .error(content)
        case .isoDate:
            return Self.isoDate(content) ?? (content.isEmpty ? .empty : .text(content))
        case .number:
            guard !content.isEmpty else { return .empty }
            guard let value = Double(content) else { return .text(content) }
            switch format {
            case .number: return .number(value, raw: content)
            case .timeOfDay where value >= 0 && value < 1:
                return .time(secondsAfterMidnight: min(Int((value * 86_400).rounded()), 86_399))
            case .date, .timeOfDay:
                return ExcelSerial.date(value, uses1904: uses1904).map(Cell.date) ?? .number(value, raw: content)
            }
        }
    }

    /// `2010-09-01` or `2010-09-01T08:30:00`: the dates of the strict form of the standard.
    private static func isoDate(_ content: String) -> Cell? {
        let parts = content.split { "-T:.Z".contains($0) }.map { Int($0) }
        guard parts.count >= 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let clock = parts.dropFirst(3).prefix(3).map { $0 ?? 0 } + [0, 0, 0]
        let seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
        return .date(
            CellDate(year: year, month: month, day: day, secondsAfterMidnight: min(max(seconds, 0), 86_399)))
    }

    private static func kind(_ value: XMLStream.Name) -> ValueKind {
        // n, s, str, inlineStr, b, e, d (18.18.11, ST_CellType)
        switch value[0] {
        case UInt8(ascii: "s"): value[1] == 0 ? .shared : .text
        case UInt8(ascii: "i"): .inline
        case UInt8(ascii: "b"): .boolean
        case UInt8(ascii: "e"): .error
        case UInt8(ascii: "d"): .isoDate
        default: .number
        }
    }

    private static func bytes(_ text: XMLStream.Name) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text, count: strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)))
    }

    private static func integer(_ text: XMLStream.Name) -> Int? { Int(String(cString: text)) }

    private static func isTrue(_ text: XMLStream.Name) -> Bool {
        text[0] == UInt8(ascii: "1") || text[0] == UInt8(ascii: "t")
    }

    private static func hiddenColumns(_ attributes: [String: String], limit: Int) -> Set<Int> {
        guard ["1", "true"].contains(attributes["hidden"] ?? ""),
            let first = attributes["min"].flatMap({ Int($0) }), let last = attributes["max"].flatMap({ Int($0) }),
            first >= 1, last >= first
        else { return [] }
        // "All columns from here on" is written up to XFD.
        return first > limit ? [] : Set((first - 1)...(min(last, limit) - 1))
    }
}

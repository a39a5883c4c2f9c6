/// One sheet of a workbook: its filled rows, and what the file says about merging and hiding.
public struct Sheet: Sendable {
    public let name: String
    /// Hidden by the user, or so that only a program can show it again ("very hidden").
    public let isHidden: Bool
    /// The rows that hold anything, top to bottom; blank rows are left out, which is why a row carries its number.
    public let rows: [Row]
    public let mergedRanges: [CellRange]
    /// Columns (from 0) that the sheet does not show.
    public let hiddenColumns: Set<Int>

    public init(
        name: String, isHidden: Bool = false, rows: [Row], mergedRanges: [CellRange] = [],
        hiddenColumns: Set<Int> = []
    ) {
        self.name = name
        self.isHidden = isHidden
        self.rows = rows
        self.mergedRanges = mergedRanges
        self.hiddenColumns = hiddenColumns
    }
}

/// One row of a sheet.
public struct Row: Sendable, Hashable {
    /// Counted from 1, as Excel and WPS show it. In a CSV file, the number of the record.
    public let number: Int
    /// From column A to the last cell that holds anything.
    public let cells: [Cell]
    public let isHidden: Bool

    public init(number: Int, cells: [Cell], isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.isHidden = isHidden
    }

    /// The cell of a column (from 0); `.empty` past the end.
    public subscript(column: Int) -> Cell { cells.indices.contains(column) ? cells[column] : .empty }

    /// True when no cell holds more than blanks.
    public var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}

/// A rectangle of cells. Rows count from 1, as `Row.number` does; columns from 0, as `Row.cells` does.
public struct CellRange: Sendable, Hashable {
    public let rows: ClosedRange<Int>
    public let columns: ClosedRange<Int>

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// Reads `A1:Q1` (or a single `B2`); nil for anything else.
    public init?(_ reference: some StringProtocol) {
        let ends = reference.split(separator: ":", maxSplits: 1).map { CellReference($0.utf8) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
        guard first.row <= last.row, first.column <= last.column else { return nil }
        self.init(rows: first.row...last.row, columns: first.column...last.column)
    }
}

/// A place in a sheet: `C12` is row 12, column 2.
struct CellReference {
    var row: Int
    var column: Int

    init?(_ bytes: some Sequence<UInt8>) {
        var row = 0
        var column = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0: column = column * 26 + Int(byte) - 96
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0: row = row * 10 + Int(byte) - 48
            case UInt8(ascii: "$"): continue
            default: return nil
            }
            // Excel ends at XFD1048576; a longer one is not a reference, and must not overflow.
            guard column <= 16_384, row <= 1_048_576 else { return nil }
        }
        guard row > 0, column > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }
}

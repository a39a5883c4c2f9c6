/// Writes CSV files (RFC 4180: commas, CRLF, doubled quotation marks).
public struct CSVWriter: Sendable {
    /// Begins with the mark that makes Excel read UTF-8 as UTF-8.
    public var hasByteOrderMark: Bool
    /// Puts an apostrophe before text that Excel would run as a formula; see `guarded(_:)`.
    public var guardsFormulas: Bool

    /// The default is for people who open the file in Excel or WPS; programs want neither.
    public init(hasByteOrderMark: Bool = true, guardsFormulas: Bool = true) {
        self.hasByteOrderMark = hasByteOrderMark
        self.guardsFormulas = guardsFormulas
    }

    public func bytes(_ rows: some Sequence<[Cell]>) -> [UInt8] {
        var output: [UInt8] = hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        for row in rows {
            output += line(row).utf8
        }
        return output
    }

    /// One record with its line end.
    public func line(_ cells: [Cell]) -> String {
        cells.map(field).joined(separator: ",") + "\r\n"
    }

    private func field(_ cell: Cell) -> String {
        guard let text = cell.displayText else { return "" }
        var value = text
        // A number is never a formula: -5 stays -5.
        if guardsFormulas {
            switch cell {
            case .text, .error: value = Self.guarded(text)
            default: break
            }
        }
        let needsQuotes =
            value.unicodeScalars.contains { ",\"\r\n;\t".unicodeScalars.contains($0) }
            || value.first?.isWhitespace == true || value.last?.isWhitespace == true
        return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }

    /// Text that Excel would take for a formula gets an apostrophe in front.
    ///
    /// The signs are those of OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab, carriage return, and their full-width
    /// forms, which an Excel in Chinese takes for the same.
    public static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) ? "'" + text : text
    }
}

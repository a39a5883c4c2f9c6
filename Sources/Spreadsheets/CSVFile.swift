import SwiftCSV

/// The rows of a .csv file, parsed by SwiftCSV.
///
/// SwiftCSV 0.10.0 reads quotes, line breaks inside quotes, CRLF and rows of different lengths. Four things it does not
/// do, and they are seen to here before it gets the text:
/// - blanks before a value are dropped; a mark put before them keeps them, so that the sheet's own text is not lost;
/// - a separator followed by a combining mark is one `Character` and not seen as a separator; the same mark parts them;
/// - a quotation mark in a file that never quotes is an error; it is put aside while parsing;
/// - a quotation mark that never closes swallows the rest of the file in silence; that is an error here.
struct CSVFile {
    let rows: [Row]
    let encoding: TextEncoding
    let delimiter: Character

    /// Private-use characters that stand for something else during the parsing.
    private static let blankMark: Unicode.Scalar = "\u{10FFF0}"
    private static let quoteMark: Unicode.Scalar = "\u{10FFF1}"

    init(_ bytes: [UInt8], limits: SpreadsheetLimits) throws(SpreadsheetError.Problem) {
        var (text, encoding) = try TextEncoding.decode(bytes)
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .empty }
        // "sep=;" is Excel's own hint, which it does not show as a row.
        var hinted: Unicode.Scalar?
        if text.hasPrefix("sep="), let line = text.split(whereSeparator: \.isNewline).first,
            line.unicodeScalars.count == 5
        {
            hinted = line.unicodeScalars.last
            text = String(text[line.endIndex...].dropFirst())
        }
        let delimiter = hinted ?? Self.delimiter(of: text)
        self.encoding = encoding
        self.delimiter = Character(delimiter)
        rows = try Self.parse(text, delimiter: delimiter, limits: limits)
    }

    private static func parse(
        _ text: String, delimiter: Unicode.Scalar, limits: SpreadsheetLimits
    ) throws(SpreadsheetError.Problem) -> [Row] {
        let usesQuotes = quotesValues(text, delimiter: delimiter)
        let prepared = prepare(text, delimiter: delimiter, usesQuotes: usesQuotes)
        var rows: [Row] = []
        var number = 0
        var problem: SpreadsheetError.Problem?
        var cellCount = 0
        do {
            // `rowLimit: 0`: the rows come by the callback, one at a time, and not as one padded array.
            let csv = try CSV<Enumerated>(
                string: prepared.text, delimiter: .character(Character(delimiter)), loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { fields in
                number += 1
                var cells = fields.map { Self.cell($0) }
                while cells.last == .empty { cells.removeLast() }
                guard !cells.isEmpty, problem == nil else { return }
                cellCount += cells.count
                if cells.count > limits.columns { problem = .tooLarge(.columns, limit: limits.columns) }
                if rows.count >= limits.rows { problem = .tooLarge(.rows, limit: limits.rows) }
                if cellCount > limits.cells { problem = .tooLarge(.cells, limit: limits.cells) }
                rows.append(Row(number: number, cells: cells))
            }
        } catch {
            throw .brokenQuotes(row: number + 1)
        }
        if let problem { throw problem }
        if let row = prepared.openQuoteRow { throw .brokenQuotes(row: row) }
        return rows
    }

    private static func cell(_ field: String) -> Cell {
        guard !field.isEmpty else { return .empty }
        var scalars = String.UnicodeScalarView()
        for scalar in field.unicodeScalars where scalar != blankMark {
            scalars.append(scalar == quoteMark ? "\"" : scalar)
        }
        return .text(String(scalars))
    }

    /// True when at least one value of the file begins with a quotation mark.
    private static func quotesValues(_ text: String, delimiter: Unicode.Scalar) -> Bool {
        var isAtStart = true
        for scalar in text.unicodeScalars {
            if scalar == "\"" && isAtStart { return true }
            let isBlank = scalar.properties.isWhitespace && scalar != delimiter && !scalar.isLineBreak
            isAtStart = scalar == delimiter || scalar.isLineBreak || (isAtStart && isBlank)
        }
        return false
    }

    /// The text with the marks in it, and the row in which a quotation mark opens that is never closed.
    private static func prepare(
        _ text: String, delimiter: Unicode.Scalar, usesQuotes: Bool
    ) -> (text: String, openQuoteRow: Int?) {
        var output = String.UnicodeScalarView()
        var isQuoted = false
        var isAtStart = true
        var row = 1
        var rowOfQuote = 1
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if scalar == "\"" {
                guard usesQuotes else {
                    output.append(quoteMark)
                    isAtStart = false
                    index = next
                    continue
                }
                isQuoted.toggle()
                rowOfQuote = row
                isAtStart = false
            } else if !isQuoted {
                if scalar == delimiter || scalar.isLineBreak {
                    if scalar == "\n" || (scalar == "\r" && (next == scalars.endIndex || scalars[next] != "\n")) {
                        row += 1
                    }
                    isAtStart = true
                } else if isAtStart {
                    let needsMark = scalar.properties.isWhitespace || scalar.properties.isGraphemeExtend
                    if needsMark && !startsQuote(scalars[index...], delimiter: delimiter) { output.append(blankMark) }
                    isAtStart = false
                }
            }
            output.append(scalar)
            index = next
        }
        return (String(output), isQuoted ? rowOfQuote : nil)
    }

    /// True for blanks that a quotation mark follows: `a, "b"`.
    private static func startsQuote(_ rest: String.UnicodeScalarView.SubSequence, delimiter: Unicode.Scalar) -> Bool {
        let first = rest.first { !$0.properties.isWhitespace || $0 == delimiter || $0.isLineBreak }
        return first == "\""
    }

    /// The separator that gives the most rows the same number of columns, over the first rows.
    private static func delimiter(of text: String) -> Unicode.Scalar {
        let candidates: [Unicode.Scalar] = [",", "\t", ";", "|"]
        var counts = Array(repeating: [Int](), count: candidates.count)
        var current = Array(repeating: 0, count: candidates.count)
        var isQuoted = false
        var rows = 0
        for scalar in text.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if scalar.isLineBreak {
                for index in candidates.indices where current[index] > 0 { counts[index].append(current[index]) }
                current = Array(repeating: 0, count: candidates.count)
                rows += 1
                if rows == 200 { break }
            } else if let index = candidates.firstIndex(of: scalar) {
                current[index] += 1
            }
        }
        for index in candidates.indices where current[index] > 0 { counts[index].append(current[index]) }
        func score(_ counts: [Int]) -> Int {
            let frequencies = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
            // The number of rows weighs more than the columns: 1,5;2,5 holds two commas, but in one row.
            return frequencies.map { $0.key * $0.value * $0.value }.max() ?? 0
        }
        let scores = counts.map(score)
        let best = scores.indices.max { scores[$0] < scores[$1] || (scores[$0] == scores[$1] && $0 > $1) }
        return best.map { candidates[$0] } ?? ","
    }
}

extension Unicode.Scalar {
    /// What SwiftCSV ends a row at (`Character.isNewline`).
    fileprivate var isLineBreak: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

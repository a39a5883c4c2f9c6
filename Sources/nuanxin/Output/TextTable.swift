import Records

/// Lines of text in columns that line up, Chinese characters counting two.
struct TextTable {
    let headings: [String]
    let rows: [[String]]
    /// Columns whose cells stand at the end of their space.
    let numberColumns: Set<Int>
    /// The columns of the terminal; nil where there is none: then nothing is cut.
    let width: Int?

    init(headings: [String], rows: [[String]], numberColumns: Set<Int> = [], width: Int? = nil) {
        self.headings = headings.map(Self.plain)
        self.rows = rows.map { $0.map(Self.plain) }
        self.numberColumns = numberColumns
        self.width = width
    }

    private static let gap = "  "
    /// A column is cut to no less than this.
    private static let narrowest = 8

    var lines: [String] {
        let widths = widths
        let heading = line(headings, widths)
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap)
        return [heading, rule] + rows.map { line($0, widths) }
    }

    private var widths: [Int] {
        var widths = headings.map { DisplayWidth.of($0) }
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], DisplayWidth.of(cell)) }
        }
        guard let width else { return widths }
        // The widest column gives way first, one step at a time.
        while widths.reduce(0, +) + Self.gap.count * (widths.count - 1) > width,
            let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest
        {
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.enumerated().map { index, cell in
            DisplayWidth.padded(
                DisplayWidth.truncated(cell, to: widths[index]), to: widths[index],
                atStart: numberColumns.contains(index))
        }
        var line = padded.joined(separator: Self.gap)
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Line breaks become blanks, and other controls go: a cell must not steer the terminal.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isControl(scalar) {
                output.append(scalar)
            } else if scalar == "\n" || scalar == "\t" {
                output.append(" ")
            }
        }
        return String(output)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            || scalar.properties.isBidiControl || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}

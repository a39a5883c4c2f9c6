/// The text of one SQL file, addressed by code point, as PostgreSQL counts the positions of its errors.
struct SourceText: Sendable {
    /// The path as messages show it, relative to where the tool was started or to the `--sql` folder's parent.
    let path: String
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    /// - Parameter text: Line ends CR LF count as LF, so that a checkout on another system generates the same bytes.
    init(path: String, text: String) {
        self.path = path
        var scalars: [Unicode.Scalar] = []
        var lineStarts = [0]
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if scalars.last == "\r" { scalars.removeLast() }
                lineStarts.append(scalars.count + 1)
            }
            scalars.append(scalar)
        }
        self.scalars = scalars
        self.lineStarts = lineStarts
    }

    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// Line and column, both from 1, the column in code points.
    func location(of offset: Int) -> (line: Int, column: Int) {
        // The first line that starts after the offset; the one before holds it.
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return (low, offset - lineStarts[low - 1] + 1)
    }

    func line(_ number: Int) -> String {
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] - 1 : scalars.count
        return string(start..<max(start, end))
    }

    func diagnostic(at offset: Int, _ message: String, hint: String? = nil) -> Diagnostic {
        let (line, column) = location(of: min(offset, scalars.count))
        return Diagnostic(
            path: path, line: line, column: column, message: message, hint: hint, sourceLine: self.line(line))
    }
}

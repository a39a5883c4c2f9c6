/// What is wrong with a query file, and where.
struct Diagnostic: Error, Equatable, CustomStringConvertible {
    enum Severity: String, Sendable {
        case error, warning
    }

    var severity = Severity.error
    var path: String
    /// From 1; the column in code points.
    var line: Int
    var column: Int
    var message: String
    var hint: String?
    var sourceLine: String

    /// `path:line:column: error: message` or `warning:`, the line, a caret under the place, and the hint.
    var description: String {
        var text = "\(path):\(line):\(column): \(severity): \(message)"
        if !sourceLine.isEmpty {
            text += "\n    \(sourceLine)\n    \(padding)^"
        }
        if let hint { text += "\n    hint: \(hint)" }
        return text
    }

    /// Blanks as wide as what stands before the caret: a tab for a tab, two for a Chinese character.
    private var padding: String {
        var blanks = ""
        for scalar in sourceLine.unicodeScalars.prefix(column - 1) {
            switch scalar.value {
            case 9: blanks += "\t"
            // East Asian wide and full-width blocks; near enough to UAX #11 for a caret.
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                blanks += "  "
            default: blanks += " "
            }
        }
        return blanks
    }
}

/// Everything that was found in one run, so that one run shows it all.
struct Diagnostics: Error, CustomStringConvertible {
    var all: [Diagnostic]
    var description: String { all.map(\.description).joined(separator: "\n") }
}

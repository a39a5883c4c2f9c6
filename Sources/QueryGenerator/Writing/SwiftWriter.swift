/// Collects lines of Swift with their indentation.
struct SwiftWriter {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: "    ", count: depth) + line }
        text += "\n"
    }

    /// `opening {`, the body one step to the right, `}`.
    mutating func block(_ opening: String, _ body: (inout SwiftWriter) -> Void) {
        line(opening + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// The body one step to the right.
    mutating func indented(_ body: (inout SwiftWriter) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// A list in brackets: on one line if it fits into 120 columns, else an item a line.
    mutating func list(_ opening: String, _ items: [String], _ closing: String) {
        let whole = opening + items.joined(separator: ", ") + closing
        if depth * 4 + whole.count <= 120 {
            line(whole)
            return
        }
        line(opening)
        depth += 1
        for (index, item) in items.enumerated() { line(item + (index + 1 < items.count ? "," : "")) }
        depth -= 1
        line(closing)
    }

    mutating func documentation(_ lines: [String]) {
        for line in lines { self.line(line.isEmpty ? "///" : "/// \(line)") }
    }

    /// A multi-line literal with as many `#` as keep every character of the text for itself.
    mutating func literal(_ opening: String, _ value: String, closing: String = "") {
        let hashes = Self.hashes(for: value, quote: "\"\"\"")
        line(opening + hashes + "\"\"\"")
        depth += 1
        for part in value.split(separator: "\n", omittingEmptySubsequences: false) { line(String(part)) }
        line("\"\"\"" + hashes + closing)
        depth -= 1
    }

    /// The text as a literal on one line.
    static func quoted(_ value: String) -> String {
        let hashes = hashes(for: value, quote: "\"")
        return hashes + "\"" + value + "\"" + hashes
    }

    private static func hashes(for value: String, quote: String) -> String {
        var hashes = ""
        while value.contains(quote + hashes) || value.contains("\\" + hashes) { hashes += "#" }
        return hashes
    }
}

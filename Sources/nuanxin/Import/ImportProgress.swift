import Records

/// A line on the terminal that tells how far an import is. Nothing where stderr is no terminal.
struct ImportProgress: Sendable {
    func show(_ step: String, of file: String, done: Int = 0, all: Int = 0) {
        guard Terminal.isErrorTerminal else { return }
        Terminal.writeProgress(Self.line(step, of: file, done: done, all: all))
    }

    func clear() { Terminal.writeProgress("") }

    static func line(_ step: String, of file: String, done: Int, all: Int) -> String {
        let name = DisplayWidth.padded(DisplayWidth.truncated(TextTable.plain(file), to: 36), to: 36)
        guard all > 0 else { return "\(name) \(step)…" }
        let filled = 20 * done / all
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        return "\(name) [\(bar)] \(done)/\(all) \(step)"
    }
}

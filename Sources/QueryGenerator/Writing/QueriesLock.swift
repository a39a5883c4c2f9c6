/// `sql/queries.lock`: what the last run read and wrote, so that staleness shows without a database, and what the
/// server said of each statement, so that a change can be told in words.
struct QueriesLock: Equatable, Sendable {
    /// Digests by path: `queries/work/issue.sql`, `Work/Work+Issue.swift`.
    var queries: [String: String] = [:]
    var generated: [String: String] = [:]
    /// By qualified name.
    var statements: [String: LockedStatement] = [:]

    static let header = "# written by sqlgen with the generated Swift files: do not edit"

    var text: String {
        var lines = [Self.header]
        for (kind, digests) in [("query", queries), ("swift", generated)] {
            for path in digests.keys.sorted() { lines.append("\(kind) \(digests[path] ?? "") \(path)") }
        }
        for name in statements.keys.sorted() { lines += statements[name]?.lines(name: name) ?? [] }
        return lines.joined(separator: "\n") + "\n"
    }

    init() {}

    init(text: String) {
        var statement: String?
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let fields = line.trimmed.split(separator: " ", maxSplits: 2).map(String.init)
            guard fields.count == 3 else { continue }
            switch fields[0] {
            case "query": queries[fields[2]] = fields[1]
            case "swift": generated[fields[2]] = fields[1]
            case "statement":
                let rest = fields[2].split(separator: " ", maxSplits: 1).map(String.init)
                statement = rest[0]
                statements[rest[0]] = LockedStatement(digest: fields[1], form: rest.count > 1 ? rest[1] : "")
            case "parameter", "column":
                guard let statement, let value = LockedStatement.Value(name: fields[1], type: fields[2]) else {
                    continue
                }
                if fields[0] == "column" {
                    statements[statement]?.columns.append(value)
                } else {
                    statements[statement]?.parameters.append(value)
                }
            default: continue
            }
        }
    }

    /// FNV-1a of 64 bits, in hexadecimal. It finds a forgotten run, not a forger.
    /// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv-17.html>
    static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            // A checkout with CR LF is the same text.
            if byte == UInt8(ascii: "\r") { continue }
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What differs in the files from what is there now, one line each.
    func differences(from now: QueriesLock) -> [String] {
        Self.differences(queries, now.queries, changed: "has changed", new: "is new", gone: "is gone")
            + Self.differences(
                generated, now.generated, changed: "was edited by hand", new: "was not written by the last run",
                gone: "is missing")
    }

    private static func differences(
        _ locked: [String: String], _ now: [String: String], changed: String, new: String, gone: String
    ) -> [String] {
        Set(locked.keys).union(now.keys).sorted().compactMap { path in
            switch (locked[path], now[path]) {
            case (nil, _): "\(path) \(new)"
            case (_, nil): "\(path) \(gone)"
            case (let before, let after): before == after ? nil : "\(path) \(changed)"
            }
        }
    }
}

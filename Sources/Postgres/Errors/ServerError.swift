/// An error or a notice as the server reports it.
///
/// Fields: https://www.postgresql.org/docs/15/protocol-error-fields.html
public struct ServerError: Error, Sendable {
    /// `ERROR`, `FATAL`, `PANIC`, `WARNING`, `NOTICE` …; never translated.
    public var severity: String
    /// What went wrong, in a form that programs may rely on.
    public var sqlState: SQLState
    /// What went wrong, in one line. May be translated, and may hold values.
    public var message: String
    /// More of it; may hold values, such as a key that exists already.
    public var detail: String?
    /// What might help.
    public var hint: String?
    /// Where in `sql` the error stands, in Unicode scalars, counted from 1.
    public var position: Int?
    /// Where in `internalQuery` the error stands, when a function's own statement failed.
    public var internalPosition: Int?
    /// The text of a statement that a function ran and that failed.
    public var internalQuery: String?
    /// The call stack inside the server. Not part of `description`: a server may put parameter values there.
    public var context: String?
    /// The schema of what the error is about. It and the four below are told for broken constraints above all.
    public var schemaName: String?
    /// The table, within the schema.
    public var tableName: String?
    /// The column, for a NULL that is not allowed.
    public var columnName: String?
    /// The type, for a domain's constraint.
    public var dataTypeName: String?
    /// The constraint that is broken; an index counts as one.
    public var constraintName: String?
    /// Where in the server's own source the error was reported.
    public var sourceFile: String?
    public var sourceLine: Int?
    /// The server's function that reported it, for example `RevalidateCachedQuery`.
    public var routine: String?
    /// The statement's text with its placeholders; never with values.
    public var sql: String?

    /// An error with no more than these; for tests and for what libpq reports as text only.
    public init(severity: String = "ERROR", sqlState: SQLState, message: String) {
        self.severity = severity
        self.sqlState = sqlState
        self.message = message
    }

    /// After one of these the server has ended the session.
    public var endsSession: Bool { severity == "FATAL" || severity == "PANIC" }
}

extension ServerError: CustomStringConvertible {
    public var description: String {
        var lines = ["\(severity) \(sqlState): \(message)"]
        if let detail { lines.append("DETAIL: \(detail)") }
        if let hint { lines.append("HINT: \(hint)") }
        if let constraintName {
            let table = [schemaName, tableName].compactMap { $0 }.joined(separator: ".")
            lines.append("CONSTRAINT: \(constraintName)" + (table.isEmpty ? "" : " on \(table)"))
        }
        if let internalQuery {
            lines += SourceExcerpt(text: internalQuery, position: internalPosition).lines(label: "QUERY")
        }
        if let sql { lines += SourceExcerpt(text: sql, position: position).lines(label: "SQL") }
        return lines.joined(separator: "\n")
    }
}

/// The lines of a statement that a reader needs to find an error in it.
private struct SourceExcerpt {
    let text: String
    let position: Int?
    private static let longest = 1000

    func lines(label: String) -> [String] {
        guard let position, position > 0 else {
            let shown = text.count > Self.longest ? text.prefix(Self.longest) + " …" : text[...]
            return ["\(label): \(shown)"]
        }
        let scalars = text.unicodeScalars
        var lineNumber = 1
        var lineStart = scalars.startIndex
        var index = scalars.startIndex
        var remaining = position - 1
        while remaining > 0, index < scalars.endIndex {
            if scalars[index] == "\n" {
                lineNumber += 1
                lineStart = scalars.index(after: index)
            }
            index = scalars.index(after: index)
            remaining -= 1
        }
        let lineEnd = scalars[lineStart...].firstIndex(of: "\n") ?? scalars.endIndex
        let head = "\(label) LINE \(lineNumber): "
        let before = scalars[lineStart..<min(index, lineEnd)].reduce(0) { $0 + Self.columns(of: $1) }
        return [head + String(scalars[lineStart..<lineEnd]), String(repeating: " ", count: head.count + before) + "^"]
    }

    /// Chinese characters and full-width forms take two columns of a terminal.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

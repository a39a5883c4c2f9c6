/// Reads a file of named statements. The format is described in docs/reference/query-files.md.
struct QueryFile {
    var schema: String
    var subject: String
    var source: SourceText
    var queries: [Query]

    /// - Throws: `Diagnostic`, the first thing that is wrong.
    init(path: String, schema: String, subject: String, text: String) throws(Diagnostic) {
        self.schema = schema
        self.subject = subject
        source = SourceText(path: path, text: text)
        queries = []
        let tokens = try SQLLexer.tokens(of: source)
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .lineComment, isNameLine(token) {
                try readQuery(tokens, from: &index)
            } else if token.isBlank {
                index += 1
            } else {
                throw source.diagnostic(
                    at: token.range.lowerBound, "this statement has no name",
                    hint: "write a line before it: -- name: \(subject)_list :many")
            }
        }
    }

    private func isNameLine(_ token: SQLToken) -> Bool {
        Header(source.string(token.range))?.key == "name"
    }

    /// At the name line; leaves `index` behind the statement's semicolon.
    private mutating func readQuery(_ tokens: [SQLToken], from index: inout Int) throws(Diagnostic) {
        var query = try named(tokens[index])
        index += 1
        while index < tokens.count, tokens[index].isBlank {
            if tokens[index].kind == .lineComment {
                if isNameLine(tokens[index]) { break }
                try readHeader(tokens[index], into: &query)
            }
            index += 1
        }
        while query.documentation.last?.isEmpty == true { query.documentation.removeLast() }
        while query.documentation.first?.isEmpty == true { query.documentation.removeFirst() }
        try readStatement(tokens, from: &index, into: &query)
        if let other = queries.first(where: { $0.name == query.name }) {
            throw query.diagnostic(
                "the name \(query.name) is used twice in this file",
                hint: "its first use is in line \(source.location(of: other.nameOffset).line)")
        }
        queries.append(query)
    }

    private func named(_ token: SQLToken) throws(Diagnostic) -> Query {
        let line = source.string(token.range)
        let header = Header(line)
        let fields = (header?.value ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        let offset = token.range.lowerBound + (header?.valueOffset ?? 0)
        guard let name = fields.first, SwiftName.isPlain(name) else {
            throw source.diagnostic(
                at: offset, "a name is written in small letters, digits and _", hint: "-- name: \(subject)_list :many")
        }
        guard fields.count == 2, fields[1].hasPrefix(":"),
            let cardinality = Cardinality(rawValue: String(fields[1].dropFirst()))
        else {
            throw source.diagnostic(
                at: offset, "after the name stands how many rows the statement gives",
                hint: "one of " + Cardinality.allCases.map { ":\($0.rawValue)" }.joined(separator: ", "))
        }
        return Query(
            source: source, schema: schema, subject: subject, name: name, nameOffset: offset, cardinality: cardinality)
    }

    private func readHeader(_ token: SQLToken, into query: inout Query) throws(Diagnostic) {
        let line = source.string(token.range)
        guard let header = Header(line) else {
            query.documentation.append(Header.body(of: line))
            return
        }
        let start = token.range.lowerBound
        switch header.key {
        case "null": query.null += try mentions(header, start)
        case "notnull": query.notNull += try mentions(header, start)
        case _ where header.key.hasPrefix("type "):
            let target = header.key.dropFirst(5).trimmed
            guard SwiftName.isPlain(target), !header.value.isEmpty else {
                throw source.diagnostic(at: start, "an override is written: -- type column: SwiftType")
            }
            query.types.append((Query.Mention(name: target, offset: start), header.value))
        default:
            if Header.looksMisspelt(header.key) {
                throw source.diagnostic(
                    at: start, "“\(header.key):” is not known",
                    hint: "null: (parameters), notnull: (columns), type column: SwiftType")
            }
            query.documentation.append(Header.body(of: line))
        }
    }

    private func mentions(_ header: Header, _ start: Int) throws(Diagnostic) -> [Query.Mention] {
        var mentions: [Query.Mention] = []
        for name in header.value.split(separator: ",").map(\.trimmed) where !name.isEmpty {
            mentions.append(Query.Mention(name: name, offset: start))
        }
        if mentions.isEmpty { throw source.diagnostic(at: start, "no name stands after “\(header.key):”") }
        return mentions
    }

    private func readStatement(_ tokens: [SQLToken], from index: inout Int, into query: inout Query) throws(Diagnostic)
    {
        let first = index
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .symbol(";") { break }
            if token.kind == .lineComment, isNameLine(token) { break }
            if token.kind == .positional {
                throw source.diagnostic(
                    at: token.range.lowerBound, "parameters are written :name, not \(source.string(token.range))")
            }
            query.text.append(token, of: source)
            index += 1
        }
        guard index < tokens.count, tokens[index].kind == .symbol(";") else {
            throw query.diagnostic(
                index == first ? "no statement stands after this name" : "the statement does not end with a semicolon")
        }
        if query.text.words.isEmpty { throw query.diagnostic("no statement stands after this name") }
        index += 1
        query.text.removeTrailingBlanks()
    }
}

/// A line `-- key: value`.
private struct Header {
    var key: String
    var value: String
    /// Code points from the line's beginning.
    var valueOffset: Int

    init?(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon].drop { $0 == "-" }.trimmed
        // A key is one word, or `type` and a name; anything else is prose that holds a colon.
        let words = key.split(separator: " ")
        guard let first = words.first, words.count == 1 || words.count == 2 && first == "type",
            key.unicodeScalars.allSatisfy({
                ("a"..."z").contains($0) || $0 == "_" || $0 == "-" || $0 == " " || ("0"..."9").contains($0)
            })
        else { return nil }
        self.key = key
        let rest = line[line.index(after: colon)...]
        value = rest.trimmed
        valueOffset = line.unicodeScalars.count - rest.drop(while: \.isWhitespace).unicodeScalars.count
    }

    /// The text of a comment line: the dashes and one blank are cut.
    static func body(of line: String) -> String {
        let text = line.dropFirst(2)
        var body = String(text.first == " " ? text.dropFirst() : text)
        while body.last?.isWhitespace == true { body.removeLast() }
        return body
    }

    /// A key that somebody may have meant as one of ours must not become a doc comment in silence.
    static func looksMisspelt(_ key: String) -> Bool {
        [
            "nul", "nulls", "nullable", "optional", "not-null", "not_null", "nonnull", "non-null", "notnul", "notnulls",
            "names",
            "type", "types", "row", "param", "params", "parameters",
        ].contains(key)
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

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
        while index < tokens.count, tokens[index].isBlank, !isMarker(tokens[index]) {
            if tokens[index].kind == .lineComment {
                if isNameLine(tokens[index]) { break }
                try readHeader(tokens[index], into: &query.headers)
            }
            index += 1
        }
        while query.headers.documentation.last?.isEmpty == true { query.headers.documentation.removeLast() }
        while query.headers.documentation.first?.isEmpty == true { query.headers.documentation.removeFirst() }
        try readStatement(tokens, from: &index, into: &query)
        if let other = queries.first(where: { $0.name == query.name }) {
            throw query.diagnostic(
                "the name \(query.name) is used twice in this file",
                hint: "its first use is in line \(source.location(of: other.nameOffset).line)")
        }
        queries.append(query)
    }

    private func isMarker(_ token: SQLToken) -> Bool {
        token.kind == .blockComment && source.string(token.range).hasPrefix("/*[")
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

    // MARK: - Headers

    private func readHeader(_ token: SQLToken, into headers: inout Query.Headers) throws(Diagnostic) {
        let line = source.string(token.range)
        guard let header = Header(line) else {
            headers.documentation.append(Header.body(of: line))
            return
        }
        let start = token.range.lowerBound
        switch header.key {
        case "null": headers.null += try mentions(header, start)
        case "notnull": headers.notNull += try mentions(header, start)
        case "optional": headers.optional += try mentions(header, start)
        case "elements?": headers.nullableElements += try mentions(header, start)
        case "row":
            guard SwiftName.isTypeName(header.value), headers.row == nil else {
                throw source.diagnostic(
                    at: start, "a shared row is written once, as a Swift type: -- row: IssueSummary")
            }
            headers.row = Query.Mention(name: header.value, offset: start)
        case _ where header.key.hasPrefix("type "):
            let target = header.key.dropFirst(5).trimmed
            guard SwiftName.isPlain(target), !header.value.isEmpty else {
                throw source.diagnostic(at: start, "an override is written: -- type column: SwiftType")
            }
            headers.types.append((Query.Mention(name: target, offset: start), header.value))
        default:
            if Header.looksMisspelt(header.key) {
                throw source.diagnostic(at: start, "“\(header.key):” is not known", hint: Header.known)
            }
            headers.documentation.append(Header.body(of: line))
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

    // MARK: - The statement

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
            try query.template.append(token, of: source)
            index += 1
        }
        guard index < tokens.count, tokens[index].kind == .symbol(";") else {
            throw query.diagnostic(
                index == first ? "no statement stands after this name" : "the statement does not end with a semicolon")
        }
        try query.template.checkClosed(of: source)
        if query.template.isEmpty { throw query.diagnostic("no statement stands after this name") }
        index += 1
        query.variants = try VariantSet(query).texts()
    }
}

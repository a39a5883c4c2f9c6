/// A statement as it is written, with its parts that may be left out and its orders to choose from.
///
/// Both are marked by comments, so that the statement runs as it is: with every part, in the first order.
struct Template: Sendable {
    /// `/*[order sort: newest = created_at DESC | title = title]*/ created_at DESC /*[end]*/`
    struct Order: Sendable {
        struct Alternative: Sendable {
            var name: String
            var tokens: [SQLToken]
        }

        var mention: Query.Mention
        var alternatives: [Alternative]
    }

    /// What must hold for a piece to be part of the text.
    enum Guard: Hashable, Sendable {
        case always
        /// The condition of this number is on.
        case condition(Int)
        /// The order of the first number is the alternative of the second.
        case order(Int, Int)
    }

    private enum Piece: Sendable {
        case token(SQLToken, Guard)
        case order(Int)
    }

    /// The part that is open while the statement is read.
    private struct OpenPart: Sendable {
        var offset: Int
        var condition: Int?
        var order: Int?
        var tokens: [SQLToken] = []
    }

    private var pieces: [Piece] = []
    /// `/*[if state]*/`, each name once.
    private(set) var conditions: [Query.Mention] = []
    private(set) var orders: [Order] = []
    private var openPart: OpenPart?

    // MARK: - Reading

    mutating func append(_ token: SQLToken, of source: SourceText) throws(Diagnostic) {
        if token.kind == .blockComment, let marker = Marker(token, of: source) {
            try append(marker, of: source)
            // A comment parts words, and so must the gap that it leaves.
            let start = token.range.lowerBound
            let gap = SQLToken(kind: .whitespace, range: start..<start)
            if openPart?.order == nil { pieces.append(.token(gap, .always)) }
        } else if openPart?.order != nil {
            openPart?.tokens.append(token)
        } else {
            pieces.append(.token(token, openPart?.condition.map(Guard.condition) ?? .always))
        }
    }

    private mutating func append(_ marker: Marker, of source: SourceText) throws(Diagnostic) {
        switch marker.word {
        case "end":
            guard let part = openPart else { throw source.diagnostic(at: marker.offset, "no part ends here") }
            if let order = part.order { try close(order, part.tokens, marker, of: source) }
            openPart = nil
        case "if", "order":
            guard openPart == nil else {
                throw source.diagnostic(at: marker.offset, "a part may not stand within another")
            }
            var part = OpenPart(offset: marker.offset)
            if marker.word == "if" {
                part.condition = try condition(marker, of: source)
            } else {
                orders.append(try marker.order(of: source))
                part.order = orders.count - 1
            }
            openPart = part
        default:
            throw source.diagnostic(
                at: marker.offset, "“\(marker.word)” is not known",
                hint: "/*[if name]*/, /*[order name: …]*/, /*[end]*/")
        }
    }

    private mutating func condition(_ marker: Marker, of source: SourceText) throws(Diagnostic) -> Int {
        let name = source.string(marker.content).trimmed
        guard SwiftName.isPlain(name) else {
            throw source.diagnostic(
                at: marker.offset, "a part that may be left out is written: /*[if name]*/ … /*[end]*/")
        }
        if let known = conditions.firstIndex(where: { $0.name == name }) { return known }
        conditions.append(Query.Mention(name: name, offset: marker.offset))
        return conditions.count - 1
    }

    /// What stands between the comments must be the first order, or the file would run another than the program.
    private mutating func close(
        _ order: Int, _ tokens: [SQLToken], _ end: Marker, of source: SourceText
    ) throws(Diagnostic) {
        func words(_ tokens: [SQLToken]) -> [String] {
            tokens.filter { !$0.isBlank }.map { token in
                if case .word(let word) = token.kind { word } else { source.string(token.range) }
            }
        }
        let first = orders[order].alternatives[0]
        guard words(first.tokens) == words(tokens) else {
            throw source.diagnostic(
                at: tokens.first { !$0.isBlank }?.range.lowerBound ?? end.offset,
                "what stands here must be the first of the orders, \(first.name)")
        }
        pieces += tokens.prefix(while: \.isBlank).map { .token($0, .always) }
        pieces.append(.order(order))
        pieces += tokens.reversed().prefix(while: \.isBlank).reversed().map { .token($0, .always) }
    }

    func checkClosed(of source: SourceText) throws(Diagnostic) {
        guard let part = openPart else { return }
        throw source.diagnostic(at: part.offset, "this part has no end", hint: "/*[end]*/")
    }

    // MARK: - What it holds

    var isEmpty: Bool {
        !pieces.contains { if case .token(let token, _) = $0 { !token.isBlank } else { true } }
    }

    /// Every parameter where it first stands in the whole text, then those of other orders.
    var parameters: [Query.Mention] {
        var found: [Query.Mention] = []
        for (name, offset, _) in appearances where !found.contains(where: { $0.name == name }) {
            found.append(Query.Mention(name: name, offset: offset))
        }
        return found
    }

    /// Under which of these conditions a parameter stands in the text; one holds for each place.
    func guards(ofParameter name: String) -> Set<Guard> { Set(appearances.filter { $0.name == name }.map(\.guard)) }

    private var appearances: [(name: String, offset: Int, guard: Guard)] {
        var found: [(name: String, offset: Int, guard: Guard)] = []
        func collect(_ token: SQLToken, _ condition: Guard) {
            if case .parameter(let name) = token.kind { found.append((name, token.range.lowerBound, condition)) }
        }
        for piece in pieces {
            switch piece {
            case .token(let token, let condition): collect(token, condition)
            case .order(let order):
                orders[order].alternatives[0].tokens.forEach { collect($0, .order(order, 0)) }
            }
        }
        for (order, choice) in orders.enumerated() {
            for (index, alternative) in choice.alternatives.enumerated().dropFirst() {
                alternative.tokens.forEach { collect($0, .order(order, index)) }
            }
        }
        return found
    }

    /// The tokens of one text. Blanks that meet where a comment or a part is left out become one: the last with a
    /// line end, else any.
    func tokens(where holds: (Guard) -> Bool, of source: SourceText) -> [SQLToken] {
        var tokens: [SQLToken] = []
        func append(_ token: SQLToken) {
            guard token.kind == .whitespace else { return tokens.append(token) }
            guard let last = tokens.last else { return }
            guard last.kind == .whitespace else { return tokens.append(token) }
            let endsLine = { (token: SQLToken) in source.string(token.range).contains("\n") }
            if !token.range.isEmpty, endsLine(token) || !endsLine(last) { tokens[tokens.count - 1] = token }
        }
        for piece in pieces {
            switch piece {
            case .token(let token, let condition): if holds(condition) { append(token) }
            case .order(let order):
                for (index, alternative) in orders[order].alternatives.enumerated() where holds(.order(order, index)) {
                    alternative.tokens.forEach(append)
                }
            }
        }
        return tokens
    }
}

/// A comment `/*[word content]*/`.
private struct Marker {
    var word: String
    /// Code points of the source.
    var content: Range<Int>
    /// Where the word stands.
    var offset: Int

    init?(_ token: SQLToken, of source: SourceText) {
        let text = source.scalars[token.range]
        guard text.starts(with: "/*[".unicodeScalars), text.suffix(3).elementsEqual("]*/".unicodeScalars),
            text.count >= 6
        else { return nil }
        let inner = token.range.lowerBound + 3..<token.range.upperBound - 3
        let start = inner.first { !source.scalars[$0].properties.isWhitespace } ?? inner.upperBound
        let end = (start..<inner.upperBound).first { source.scalars[$0].properties.isWhitespace } ?? inner.upperBound
        word = source.string(start..<end)
        content = end..<inner.upperBound
        offset = start
    }

    /// `sort: newest = created_at DESC, id | title = title, id`
    func order(of source: SourceText) throws(Diagnostic) -> Template.Order {
        let form = "orders are written: /*[order name: one = columns | other = columns]*/ columns /*[end]*/"
        let tokens = try SQLLexer.tokens(of: source, in: content).filter { !$0.isComment }
        let words = tokens.filter { !$0.isBlank }
        guard words.count > 2, case .word(let name) = words[0].kind, SwiftName.isPlain(name),
            words[1].kind == .symbol(":")
        else { throw source.diagnostic(at: offset, form) }
        var alternatives: [Template.Order.Alternative] = []
        for part in Self.alternatives(tokens.drop { $0.range.lowerBound < words[1].range.upperBound }) {
            let start = part.first { !$0.isBlank }?.range.lowerBound ?? content.upperBound
            let words = part.filter { !$0.isBlank }
            guard words.count > 2, case .word(let name) = words[0].kind, SwiftName.isPlain(name),
                words[1].kind == .symbol("=")
            else { throw source.diagnostic(at: start, form) }
            let caseName = SwiftName.property(name)
            if alternatives.contains(where: { SwiftName.property($0.name) == caseName })
                || !SwiftName.isIdentifier(name)
            {
                throw source.diagnostic(at: start, "another name is needed for the order \(name)")
            }
            var tokens = part.drop { $0.range.lowerBound < words[2].range.lowerBound }
            while tokens.last?.isBlank == true { tokens.removeLast() }
            alternatives.append(Template.Order.Alternative(name: name, tokens: Array(tokens)))
        }
        let mention = Query.Mention(name: name, offset: words[0].range.lowerBound)
        return Template.Order(mention: mention, alternatives: alternatives)
    }

    /// Parted at each `|` that is neither in brackets nor half of `||`.
    private static func alternatives(_ tokens: ArraySlice<SQLToken>) -> [[SQLToken]] {
        var parts: [[SQLToken]] = [[]]
        var depth = 0
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .symbol("("), .symbol("["): depth += 1
            case .symbol(")"), .symbol("]"): depth -= 1
            default: break
            }
            let isBar = { (index: Int) in tokens.indices.contains(index) && tokens[index].kind == .symbol("|") }
            if isBar(index), !isBar(index - 1), !isBar(index + 1), depth == 0 {
                parts.append([])
            } else {
                parts[parts.count - 1].append(token)
            }
        }
        return parts
    }
}

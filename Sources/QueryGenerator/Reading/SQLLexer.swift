/// A piece of SQL text.
struct SQLToken: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case whitespace
        case lineComment, blockComment
        /// A key word or plain identifier, folded to lower case.
        case word(String)
        case quotedIdentifier
        case string
        case number
        /// `:name`
        case parameter(String)
        /// `$1`
        case positional
        /// One character of an operator or of punctuation; `::` and `:=` are one token.
        case symbol(String)
    }

    var kind: Kind
    /// Code points of the source text.
    var range: Range<Int>

    var isBlank: Bool { kind == .whitespace || isComment }
    var isComment: Bool { kind == .lineComment || kind == .blockComment }
}

/// Cuts SQL into tokens by the rules of PostgreSQL's own scanner.
///
/// Rules: <https://www.postgresql.org/docs/15/sql-syntax-lexical.html>, with `standard_conforming_strings` on.
/// It knows just enough to tell where a string, a comment or a statement ends and where a parameter stands.
struct SQLLexer {
    private let source: SourceText
    private var scalars: [Unicode.Scalar] { source.scalars }
    private var position: Int
    /// Where the text ends for this lexer.
    private let end: Int
    private var tokens: [SQLToken] = []
    /// The brackets open at this place, innermost last.
    private var open: [Unicode.Scalar] = []

    private init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        position = range.lowerBound
        end = range.upperBound
    }

    /// - Parameter range: a part of the text that is SQL by itself, in code points; all of it by default.
    static func tokens(of source: SourceText, in range: Range<Int>? = nil) throws(Diagnostic) -> [SQLToken] {
        var lexer = SQLLexer(source, range ?? 0..<source.scalars.count)
        while lexer.position < lexer.end {
            let start = lexer.position
            let kind = try lexer.next()
            lexer.tokens.append(SQLToken(kind: kind, range: start..<lexer.position))
        }
        return lexer.tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < end ? scalars[position + ahead] : nil
    }

    private mutating func next() throws(Diagnostic) -> SQLToken.Kind {
        let start = position
        let scalar = scalars[position]
        switch scalar {
        case "\0": throw source.diagnostic(at: start, "a NUL character")
        case _ where Self.isSpace(scalar):
            while let next = peek(), Self.isSpace(next) { position += 1 }
            return .whitespace
        case "-" where peek(1) == "-":
            skipLineComment()
            return .lineComment
        case "/" where peek(1) == "*":
            try skipBlockComment()
            return .blockComment
        case "'":
            try skipString(escapes: false)
            return .string
        case "\"":
            try skipQuoted("\"", what: "quoted identifier")
            return .quotedIdentifier
        case "$":
            return try dollar()
        case ":":
            return try colon()
        case _ where Self.isDigit(scalar), "." where peek(1).map(Self.isDigit) == true:
            skipNumber()
            return .number
        case _ where Self.startsIdentifier(scalar):
            return try word()
        default:
            position += 1
            switch scalar {
            case "(", "[": open.append(scalar)
            case ")", "]": _ = open.popLast()
            default: break
            }
            return .symbol(String(Character(scalar)))
        }
    }

    // MARK: - Comments

    private mutating func skipLineComment() {
        while let next = peek(), next != "\n" { position += 1 }
    }

    /// Block comments nest, unlike in C.
    private mutating func skipBlockComment() throws(Diagnostic) {
        let start = position
        var depth = 0
        repeat {
            guard let next = peek() else { throw source.diagnostic(at: start, "this comment is not closed") }
            if next == "/", peek(1) == "*" {
                depth += 1
                position += 2
            } else if next == "*", peek(1) == "/" {
                depth -= 1
                position += 2
            } else {
                position += 1
            }
        } while depth > 0
    }

    // MARK: - Strings

    /// At the opening quote. Goes on over the pieces of a string that is continued on the next line, because the
    /// backslash rule of the first piece holds for all of them.
    private mutating func skipString(escapes: Bool) throws(Diagnostic) {
        repeat {
            if escapes {
                try skipEscapeString()
            } else {
                try skipQuoted("'", what: "string")
            }
        } while escapes && skipToContinuation()
    }

    private mutating func skipQuoted(_ quote: Unicode.Scalar, what: String) throws(Diagnostic) {
        let start = position
        position += 1
        while let next = peek() {
            position += 1
            guard next == quote else { continue }
            guard peek() == quote else { return }
            position += 1
        }
        throw source.diagnostic(at: start, "this \(what) is not closed")
    }

    private mutating func skipEscapeString() throws(Diagnostic) {
        let start = position
        position += 1
        while let next = peek() {
            position += 1
            if next == "\\" {
                position += 1
            } else if next == "'" {
                guard peek() == "'" else { return }
                position += 1
            }
        }
        throw source.diagnostic(at: start, "this string is not closed")
    }

    /// True, and the position on the next quote, where blanks with a line end (and line comments) lead to one.
    private mutating func skipToContinuation() -> Bool {
        let before = position
        var sawLineEnd = false
        while let next = peek() {
            if Self.isSpace(next) {
                sawLineEnd = sawLineEnd || next == "\n"
                position += 1
            } else if sawLineEnd, next == "-", peek(1) == "-" {
                skipLineComment()
            } else {
                break
            }
        }
        if sawLineEnd, peek() == "'" { return true }
        position = before
        return false
    }

    /// A dollar-quoted string or `$1`.
    private mutating func dollar() throws(Diagnostic) -> SQLToken.Kind {
        let start = position
        position += 1
        if let next = peek(), Self.isDigit(next) {
            while let next = peek(), Self.isDigit(next) { position += 1 }
            return .positional
        }
        // A tag is an identifier without a dollar sign, or nothing.
        if let next = peek(), Self.startsIdentifier(next) {
            while let next = peek(), next != "$", Self.continuesIdentifier(next) { position += 1 }
        }
        guard peek() == "$" else {
            position = start + 1
            return .symbol("$")
        }
        position += 1
        let tag = scalars[start..<position]
        while position + tag.count <= end {
            if scalars[position] == "$", scalars[position..<position + tag.count].elementsEqual(tag) {
                position += tag.count
                return .string
            }
            position += 1
        }
        throw source.diagnostic(at: start, "this dollar-quoted string is not closed")
    }

    // MARK: - Words, numbers, colons

    private mutating func word() throws(Diagnostic) -> SQLToken.Kind {
        let start = position
        while let next = peek(), Self.continuesIdentifier(next) { position += 1 }
        let text = source.string(start..<position)
        let folded = text.lowercased()
        // E'…' has backslash escapes; N'…', B'…', X'…' and U&'…' end like plain strings, and so need no care.
        if folded == "e", peek() == "'" {
            try skipString(escapes: true)
            return .string
        }
        return .word(folded)
    }

    private mutating func skipNumber() {
        while let next = peek() {
            if Self.isDigit(next) || next == "." && peek(1) != "." {
                position += 1
            } else if next == "e" || next == "E" {
                let digit = peek(1) == "+" || peek(1) == "-" ? peek(2) : peek(1)
                guard digit.map(Self.isDigit) == true else { return }
                position += 2
            } else {
                return
            }
        }
    }

    private mutating func colon() throws(Diagnostic) -> SQLToken.Kind {
        let start = position
        if peek(1) == ":" || peek(1) == "=" {
            position += 2
            return .symbol(source.string(start..<position))
        }
        guard let first = peek(1), Self.startsIdentifier(first), !isSliceColon else {
            position += 1
            return .symbol(":")
        }
        position += 1
        while let next = peek(), Self.continuesIdentifier(next) { position += 1 }
        let name = source.string(start + 1..<position)
        guard name.unicodeScalars.allSatisfy({ $0 == "_" || ("a"..."z").contains($0) || Self.isDigit($0) }) else {
            throw source.diagnostic(
                at: start, "the parameter :\(name) has a name of other characters than a-z, 0-9 and _")
        }
        return .parameter(name)
    }

    /// In `list[low:high]` the colon that touches the expression before it belongs to the slice.
    /// `ARRAY[:a, :b]` and `list[:a]` hold parameters.
    private var isSliceColon: Bool {
        guard open.last == "[", let before = tokens.last else { return false }
        return switch before.kind {
        case .word, .quotedIdentifier, .number, .string, .parameter, .positional, .symbol(")"), .symbol("]"): true
        default: false
        }
    }

    // MARK: - Character classes of PostgreSQL's scan.l

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{0B}" || scalar == "\u{0C}"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar.value >= 0x80
    }

    private static func continuesIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        startsIdentifier(scalar) || isDigit(scalar) || scalar == "$"
    }
}

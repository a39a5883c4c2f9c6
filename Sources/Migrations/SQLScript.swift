/// Enough of PostgreSQL's lexical rules to find where statements end.
///
/// https://www.postgresql.org/docs/15/sql-syntax-lexical.html
enum SQLScript {
    struct Statement: Equatable {
        /// Without the semicolon, and without blanks and comments before it.
        var text: String
        /// Of its first word, from 1.
        var line: Int
        /// In upper case.
        var firstWord: String

        /// Ends or begins a transaction, which is the runner's to do.
        var isTransactionControl: Bool {
            ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT"].contains(firstWord)
        }
    }

    /// `-- no-transaction` as the first line: for what PostgreSQL refuses inside one (CREATE INDEX CONCURRENTLY).
    static func isMarkedNoTransaction(_ text: String) -> Bool {
        text.prefix { $0 != "\n" }.filter { !$0.isWhitespace } == "--no-transaction"
    }

    /// The line of a position that the server reports: in Unicode scalars, from 1.
    static func line(of position: Int, in text: String) -> Int {
        1 + text.unicodeScalars.prefix(max(0, position - 1)).count { $0 == "\n" }
    }

    static func statements(_ text: String) -> [Statement] {
        var scanner = Scanner(text)
        return scanner.statements()
    }

    private struct Scanner {
        let scalars: [Unicode.Scalar]
        var index = 0
        var line = 1

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        private var current: Unicode.Scalar? { peek(0) }
        private func peek(_ distance: Int) -> Unicode.Scalar? {
            index + distance < scalars.count ? scalars[index + distance] : nil
        }

        private mutating func advance(_ count: Int = 1) {
            for _ in 0..<count where index < scalars.count {
                if scalars[index] == "\n" { line += 1 }
                index += 1
            }
        }

        mutating func statements() -> [Statement] {
            var found: [Statement] = []
            while index < scalars.count {
                if let statement = next() { found.append(statement) }
            }
            return found
        }

        private mutating func next() -> Statement? {
            var start: (index: Int, line: Int)?
            var words: [String] = []
            // Inside CREATE … BEGIN ATOMIC … END semicolons do not end the statement; CASE has an END of its own.
            var depth = 0
            while let scalar = current {
                if scalar == ";", depth == 0 { break }
                if skipBlankOrComment() { continue }
                if start == nil { start = (index, line) }
                if skipQuoted() { continue }
                guard Self.isWordStart(scalar) else {
                    advance()
                    continue
                }
                let word = readWord()
                if word == "ATOMIC", words.last == "BEGIN", words.first == "CREATE" { depth = 1 }
                if depth > 0, word == "CASE" { depth += 1 }
                if depth > 0, word == "END" { depth -= 1 }
                words.append(word)
            }
            let end = index
            advance()
            guard let start else { return nil }
            let text = String(String.UnicodeScalarView(scalars[start.index..<end]))
            return Statement(text: text, line: start.line, firstWord: words.first ?? "")
        }

        private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic
        }

        private mutating func readWord() -> String {
            let start = index
            while let scalar = current,
                Self.isWordStart(scalar) || scalar == "$" || ("0"..."9").contains(scalar)
            {
                advance()
            }
            return String(String.UnicodeScalarView(scalars[start..<index])).uppercased()
        }

        private mutating func skipBlankOrComment() -> Bool {
            guard let scalar = current else { return false }
            if scalar.properties.isWhitespace {
                advance()
            } else if scalar == "-", peek(1) == "-" {
                while let scalar = current, scalar != "\n" { advance() }
            } else if scalar == "/", peek(1) == "*" {
                // Comments nest.
                var depth = 0
                repeat {
                    if current == "/", peek(1) == "*" {
                        depth += 1
                        advance(2)
                    } else if current == "*", peek(1) == "/" {
                        depth -= 1
                        advance(2)
                    } else {
                        advance()
                    }
                } while depth > 0 && current != nil
            } else {
                return false
            }
            return true
        }

        private mutating func skipQuoted() -> Bool {
            switch current {
            case "'": skip(to: "'", escapes: false)
            case "\"": skip(to: "\"", escapes: false)
            case "E", "e":
                guard peek(1) == "'" else { return false }
                advance()
                skip(to: "'", escapes: true)
            case "$": return skipDollarQuoted()
            default: return false
            }
            return true
        }

        private mutating func skip(to quote: Unicode.Scalar, escapes: Bool) {
            advance()
            while let scalar = current {
                if escapes, scalar == "\\" {
                    advance(2)
                } else if scalar == quote {
                    advance()
                    guard current == quote else { return }
                    advance()
                } else {
                    advance()
                }
            }
        }

        private mutating func skipDollarQuoted() -> Bool {
            var length = 1
            while let scalar = peek(length), scalar != "$" {
                guard Self.isWordStart(scalar) || (length > 1 && ("0"..."9").contains(scalar)) else { return false }
                length += 1
            }
            guard peek(length) == "$" else { return false }
            let tag = Array(scalars[index...(index + length)])
            advance(tag.count)
            while index < scalars.count {
                if scalars[index] == "$", index + tag.count <= scalars.count,
                    Array(scalars[index..<(index + tag.count)]) == tag
                {
                    advance(tag.count)
                    return true
                }
                advance()
            }
            return true
        }
    }
}

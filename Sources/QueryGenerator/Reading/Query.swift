/// How many rows a statement answers, and so the shape of its output.
enum Cardinality: String, CaseIterable, Sendable {
    case one, maybe, many, exec, count

    /// The protocol of `Postgres` that the generated struct conforms to.
    var protocolName: String {
        switch self {
        case .one: "OneStatement"
        case .maybe: "MaybeStatement"
        case .many: "ManyStatement"
        case .exec: "ExecuteStatement"
        case .count: "CountStatement"
        }
    }

    var hasRows: Bool {
        switch self {
        case .one, .maybe, .many: true
        case .exec, .count: false
        }
    }
}

/// One named statement of a query file.
struct Query: Sendable {
    /// A name with the place where it is written, for messages.
    struct Mention: Sendable, Equatable {
        var name: String
        var offset: Int
    }

    var source: SourceText
    /// The folder's name, `work`.
    var schema: String
    /// The file's name without `.sql`, `issue`.
    var subject: String
    /// `issue_list`
    var name: String
    var nameOffset: Int
    var cardinality: Cardinality
    /// The lines of the doc comment, without `--`.
    var documentation: [String] = []
    var null: [Mention] = []
    var notNull: [Mention] = []
    /// `-- type column: SwiftType`
    var types: [(target: Mention, swiftType: String)] = []
    var text = ParametrisedText()

    var qualifiedName: String { "\(schema).\(name)" }

    func diagnostic(_ message: String, at offset: Int? = nil, hint: String? = nil) -> Diagnostic {
        source.diagnostic(at: offset ?? nameOffset, message, hint: hint)
    }
}

/// The statement as the server gets it: `:name` become `$n` by first appearance.
struct ParametrisedText: Sendable {
    private(set) var sql = ""
    /// In the order of their numbers, with the place of the first appearance.
    private(set) var parameters: [Query.Mention] = []
    private(set) var words: [SQLToken.Kind] = []
    /// Where each token begins in `sql` and in the file, in code points.
    private var places: [(sent: Int, written: Int)] = []
    private var length = 0

    mutating func append(_ token: SQLToken, of source: SourceText) {
        places.append((length, token.range.lowerBound))
        var piece = source.string(token.range)
        if case .parameter(let name) = token.kind {
            let number: Int
            if let index = parameters.firstIndex(where: { $0.name == name }) {
                number = index + 1
            } else {
                parameters.append(Query.Mention(name: name, offset: token.range.lowerBound))
                number = parameters.count
            }
            piece = "$\(number)"
        }
        if !token.isBlank { words.append(token.kind) }
        sql += piece
        length += piece.unicodeScalars.count
    }

    mutating func removeTrailingBlanks() {
        while let last = sql.unicodeScalars.last, last == " " || last == "\n" || last == "\t" || last == "\r" {
            sql.unicodeScalars.removeLast()
        }
    }

    /// The place in the file of a position that the server gives: code points from 1, in the text it was sent.
    func offset(ofServerPosition position: Int) -> Int? {
        guard let index = places.lastIndex(where: { $0.sent <= position - 1 }) else { return nil }
        let place = places[index]
        // Within a parameter `$12` may be longer than `:x`; its beginning is then the place.
        let inside = position - 1 - place.sent
        let size = index + 1 < places.count ? places[index + 1].written - place.written : Int.max
        return place.written + (inside < size ? inside : 0)
    }
}

/// How many rows a statement answers, and so the shape of its output.
enum Cardinality: String, CaseIterable, Sendable {
    case one, maybe, many, stream, exec, count, batch, copy

    /// The protocol of `Postgres` that the generated struct conforms to.
    var protocolName: String {
        switch self {
        case .one: "OneStatement"
        case .maybe: "MaybeStatement"
        case .many: "ManyStatement"
        case .stream: "StreamStatement"
        case .exec: "ExecuteStatement"
        case .count: "CountStatement"
        case .batch: "BatchStatement"
        case .copy: "CopyStatement"
        }
    }

    var hasRows: Bool {
        switch self {
        case .one, .maybe, .many, .stream: true
        case .exec, .count, .batch, .copy: false
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

    /// What the comment lines before the statement say.
    struct Headers: Sendable {
        /// The lines of the doc comment, without `--`.
        var documentation: [String] = []
        /// Parameters.
        var null: [Mention] = []
        /// Columns, and parameters with their colon.
        var notNull: [Mention] = []
        /// Columns.
        var optional: [Mention] = []
        /// Columns and parameters of array types.
        var nullableElements: [Mention] = []
        /// `-- type column: SwiftType`
        var types: [(target: Mention, swiftType: String)] = []
        /// `-- row: IssueSummary`
        var row: Mention?
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
    var headers = Headers()
    var template = Template()
    /// Every text that the template makes; one for most statements.
    var variants: [StatementText] = []

    var qualifiedName: String { "\(schema).\(name)" }

    /// The text with every part, in the first order: what the file holds.
    var text: StatementText { variants[0] }

    /// All parameters of all variants.
    var parameters: [Mention] { template.parameters }

    /// Whether the condition only says whether its part is there, and is no parameter of it.
    func isFlag(_ condition: Mention) -> Bool { !parameters.contains { $0.name == condition.name } }

    func diagnostic(_ message: String, at offset: Int? = nil, hint: String? = nil) -> Diagnostic {
        source.diagnostic(at: offset ?? nameOffset, message, hint: hint)
    }

    func warning(_ message: String, at offset: Int? = nil, hint: String? = nil) -> Diagnostic {
        var diagnostic = diagnostic(message, at: offset, hint: hint)
        diagnostic.severity = .warning
        return diagnostic
    }

    /// Where a result column is most likely written: its name after AS, else the first mention of it.
    func offset(ofColumn name: String) -> Int? {
        let tokens = text.tokens.filter { !$0.isBlank }
        func isNamed(_ token: SQLToken) -> Bool {
            token.kind == .word(name) || token.kind == .quotedIdentifier && source.string(token.range) == "\"\(name)\""
        }
        let named = tokens.indices.filter { isNamed(tokens[$0]) }
        let alias = named.first { $0 > 0 && tokens[$0 - 1].kind == .word("as") }
        return (alias ?? named.first).map { tokens[$0].range.lowerBound }
    }
}

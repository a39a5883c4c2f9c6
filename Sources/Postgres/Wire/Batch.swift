/// What identifies a statement on every connection: its Swift type and which of its texts.
struct StatementKey: Hashable, Sendable {
    let type: ObjectIdentifier
    let variant: Int
}

/// Statements that go to the server in one pipeline under one Sync.
///
/// A class, so that its memory serves one call after another.
// @unchecked: whoever makes a call fills it and hands it over; from then on only the connection's loop touches it.
final class Batch: @unchecked Sendable {
    enum Source: Sendable {
        case prepared(any PreparedStatement.Type, variant: Int)
        /// Parsed anew each time.
        case unnamed(StatementVariant, name: String, wantsBinary: Bool, shownText: String? = nil)
    }

    struct Item: Sendable {
        var source: Source
        /// Its parameters' places in the batch's.
        var parameters: Range<Int>

        var key: StatementKey? {
            switch source {
            case .prepared(let type, let variant): StatementKey(type: ObjectIdentifier(type), variant: variant)
            case .unnamed: nil
            }
        }

        /// Where its rows can be read one by one; nil where only the whole answer makes sense.
        func makeSink() -> (any PieceSink)? {
            guard case .prepared(let type, _) = source else { return nil }
            return (type as? any ManyStatement.Type)?.makeSink()
        }

        var text: StatementVariant {
            switch source {
            case .prepared(let type, variant: 0):
                StatementVariant(sql: type.sql, parameterTypes: type.parameterTypes)
            case .prepared(let type, let variant): type.variants[variant]
            case .unnamed(let text, _, _, _): text
            }
        }

        var wantsBinary: Bool {
            switch source {
            case .prepared: true
            case .unnamed(_, _, let wantsBinary, _): wantsBinary
            }
        }

        /// The text without any value, for observers.
        var shownText: String {
            if case .unnamed(_, _, _, let shown?) = source { shown } else { text.sql }
        }

        /// The text for an error that points into it; nil where it holds a value.
        var textForErrors: String? {
            if case .unnamed(_, _, _, _?) = source { nil } else { text.sql }
        }

        /// For logs: the statement's name, or nothing for ad-hoc SQL.
        var name: String {
            switch source {
            case .prepared(let type, _): type.name
            case .unnamed(_, let name, _, _): name
            }
        }
    }

    /// `BEGIN …` and settings of the transaction, sent before the first statement of an explicit transaction.
    var opening: [String] = []
    var items: [Item] = []
    /// What goes out behind the rows of a stream.
    var closing: [String] = []
    var parameters = Parameters()

    func append<S: PreparedStatement>(_ statement: S) throws(PostgresError) {
        if let text = statement.dynamicText {
            parameters.begin(types: text.parameterTypes)
            statement.encode(into: &parameters)
            guard !text.sql.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
            return try append(.unnamed(text, name: S.name, wantsBinary: true))
        }
        let variant = statement.variant
        parameters.begin(types: variant == 0 ? S.parameterTypes : S.variants[variant].parameterTypes)
        statement.encode(into: &parameters)
        try append(.prepared(S.self, variant: variant))
    }

    func append(_ sql: SQL) throws(PostgresError) {
        parameters.begin(types: [])
        parameters.append(sql.parameters)
        guard !sql.text.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
        // The types are inferred and the answer is text.
        let text = StatementVariant(sql: sql.text, parameterTypes: [])
        try append(.unnamed(text, name: "", wantsBinary: false, shownText: sql.shownText))
    }

    private func append(_ source: Source) throws(PostgresError) {
        if let problem = parameters.problem { throw .usage(problem) }
        items.append(Item(source: source, parameters: parameters.first..<parameters.first + parameters.count))
    }

    func removeAll() {
        opening.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        closing.removeAll(keepingCapacity: true)
        parameters.removeAll()
    }
}

/// How long and how patiently a call waits.
struct CallLimits: Sendable {
    var deadline = Moment.never
    /// COMMIT and ROLLBACK are not stopped by the cancellation of their task.
    var isCancellable = true

    /// From the moment a cancel request is made to the moment the socket is closed, when the server does not react.
    /// No call outlives its deadline by more than half a second.
    static let graceAfterDeadline = Duration.milliseconds(400)
    static let graceAfterCancellation = Duration.seconds(2)
}

/// How a call on a connection ends when it does not end well.
indirect enum WireFailure: Error {
    /// Not one byte went out: another connection may be tried.
    case unsent(String)
    /// Not one byte went out, and another connection would not help.
    case refused(PostgresError)
    /// The connection broke after the statements were sent and before their answer was complete.
    case lost(String)
    case failed(PostgresError)
}

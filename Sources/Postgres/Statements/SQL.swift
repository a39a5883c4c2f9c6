/// Ad-hoc SQL for tools and tests. It is written as a literal, and interpolated values become parameters:
///
///     "SELECT name FROM people.person WHERE id = \(id)"
///
/// Values are sent as text whose type the server infers, as it does for a quoted literal. A `String` that holds SQL is
/// not accepted; `SQL.unsafeRaw` is the one way in, under a name that reviews can search for.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text, with `$1`, `$2` … for the values.
    public private(set) var text: String
    private(set) var parameters: Parameters
    /// The text for logs and observers where it holds a value: a `literal:` is shown as `'…'`.
    private(set) var shownText: String?
    /// Made by `unsafeRaw`: may hold many statements.
    let isRaw: Bool

    private init(text: String, parameters: Parameters, isRaw: Bool) {
        self.text = text
        self.parameters = parameters
        self.isRaw = isRaw
    }

    /// Text without values.
    // A StaticString is a literal of the program's text, also where somebody calls this by name.
    public init(stringLiteral value: StaticString) {
        self.init(text: value.description, parameters: Parameters(), isRaw: false)
    }

    /// Text with values as parameters.
    public init(stringInterpolation: StringInterpolation) {
        self.init(text: stringInterpolation.text, parameters: stringInterpolation.parameters, isRaw: false)
        shownText = stringInterpolation.shownText
    }

    /// SQL from a file or a generator. Never pass it text that came from a user.
    public static func unsafeRaw(_ text: String) -> SQL { SQL(text: text, parameters: Parameters(), isRaw: true) }

    /// Collects the parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate private(set) var text = ""
        fileprivate private(set) var parameters = Parameters()
        fileprivate private(set) var shownText: String?

        private mutating func add(_ piece: String) {
            text += piece
            shownText? += piece
        }

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        public mutating func appendLiteral(_ literal: StaticString) { add(literal.description) }

        /// A piece of SQL from a file or a generator, among values that are bound. Never pass it text that came from a
        /// user.
        public mutating func appendInterpolation(unsafeRaw piece: String) { add(piece) }

        /// A value as the next parameter.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            parameters.append(value)
            add("$\(parameters.count)")
        }

        /// As above; nil is NULL.
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T?) {
            parameters.append(value)
            add("$\(parameters.count)")
        }

        /// A name of a table, column, role … in double quotes.
        public mutating func appendInterpolation(identifier name: String) {
            add(SQL.quoted(identifier: name))
        }

        /// A string constant, for commands that take no parameters, such as ALTER ROLE … PASSWORD.
        public mutating func appendInterpolation(literal value: String) {
            shownText = (shownText ?? text) + "'…'"
            text += SQL.quoted(literal: value)
        }
    }

    /// `"name"`, with quotes doubled.
    public static func quoted(identifier name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// `'value'`, safe whatever `standard_conforming_strings` is.
    public static func quoted(literal value: String) -> String {
        let doubled = value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        guard doubled.contains("\\") else { return "'" + doubled + "'" }
        return " E'" + doubled.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\") + "'"
    }
}

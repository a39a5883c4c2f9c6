import Postgres
import Testing

// The suites are serialized: each test has a connection of its own, and a server has so many.

/// Values as literals on their way to Swift and back, with the server's own text as the judge.
struct RoundTrip<T: PostgresCodable> {
    /// As SQL writes the type: `timestamp with time zone`, `mood[]`.
    var serverType: String
    /// SQL to be run before, in a connection of the test's own.
    var setup = ""
    /// Whether our text is to be the server's, letter by letter. The text of a float or a domain's value may differ.
    var hasServersText = true
    /// Whether the type has an operator `=`.
    var isComparable = true

    /// Reads each literal in binary and compares its text with the server's; then sends it back in binary and as text,
    /// and asks the server for the text again and whether both are equal.
    func check(_ literals: [String?], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await withConnection { connection in
            try await connection.execute(
                .unsafeRaw("SET TimeZone = 'UTC'; SET DateStyle = ISO; SET IntervalStyle = postgres; " + setup))
            let name = SQL.quoted(literal: serverType)
            let type = try await RoundTripSQL.$text.withValue("SELECT \(name)::regtype::oid, NULL::text") {
                try await connection.run(Read<OID>()).value
            }
            for literal in literals {
                let expression = "\(literal.map(SQL.quoted(literal:)) ?? "NULL")::\(serverType)"
                let comment = Comment(rawValue: "\(serverType) \(literal?.prefix(80) ?? "NULL")")
                let read = try await RoundTripSQL.$text.withValue("SELECT \(expression), (\(expression))::text") {
                    try await connection.run(Read<T>())
                }
                #expect(read.value.isNull == (read.text == nil), comment, sourceLocation: sourceLocation)
                if hasServersText, let text = read.text {
                    #expect(read.value.postgresText == text, comment, sourceLocation: sourceLocation)
                }
                // Declared as what the value has a binary form for, as the type itself, and not at all: sent as text.
                for types in [[T.postgresType], [type], []] {
                    let equal = isComparable ? "$1::\(serverType) IS NOT DISTINCT FROM \(expression)" : "true"
                    let sent = try await RoundTripSQL.$text.withValue("SELECT ($1::\(serverType))::text, \(equal)") {
                        try await RoundTripSQL.$types.withValue(types) {
                            try await connection.run(Send(value: read.value))
                        }
                    }
                    #expect(sent.text == read.text, comment, sourceLocation: sourceLocation)
                    #expect(sent.isEqual, comment, sourceLocation: sourceLocation)
                }
            }
        }
    }
}

extension RoundTrip {
    init(_ type: T.Type, _ serverType: String, setup: String = "") {
        self.serverType = serverType
        self.setup = setup
    }
}

/// The value of an expression, read in binary.
func value<T: PostgresCodable>(
    _ expression: String, as type: T.Type = T.self, setup: String = ""
) async throws -> T {
    try await withConnection { connection in
        try await connection.execute(.unsafeRaw("SET TimeZone = 'UTC'; " + setup))
        return try await RoundTripSQL.$text.withValue("SELECT \(expression), NULL::text") {
            try await connection.run(Read<T>()).value
        }
    }
}

/// What the server makes of a value that is sent in binary, as text. `$1` in the expression stands for it.
func serversText<T: PostgresCodable>(
    of value: T, in expression: String, declaredAs type: OID = T.postgresType
) async throws -> String? {
    try await withConnection { connection in
        try await RoundTripSQL.$text.withValue("SELECT \(expression), true") {
            try await RoundTripSQL.$types.withValue([type]) {
                try await connection.run(Send(value: value)).text
            }
        }
    }
}

private enum RoundTripSQL {
    @TaskLocal static var text = ""
    @TaskLocal static var types: [OID] = []
}

private struct Read<T: PostgresCodable>: OneStatement {
    struct Row: Sendable {
        var value: T
        var text: String?
    }

    static var name: String { "test.read" }
    static var sql: String { "" }
    var dynamicText: StatementVariant? { StatementVariant(sql: RoundTripSQL.text, parameterTypes: []) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
        Row(value: try row.next(T.self), text: try row.next(String?.self))
    }
}

private struct Send<T: PostgresCodable>: OneStatement {
    struct Row: Sendable {
        var text: String?
        var isEqual: Bool
    }

    static var name: String { "test.send" }
    static var sql: String { "" }
    var dynamicText: StatementVariant? {
        StatementVariant(sql: RoundTripSQL.text, parameterTypes: RoundTripSQL.types)
    }
    var value: T
    func encode(into parameters: inout Parameters) { parameters.append(value) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
        Row(text: try row.next(String?.self), isEqual: try row.next(Bool.self))
    }
}

/// What decoding an expression's value as `type` throws.
func decodingProblem<T: PostgresCodable>(
    reading expression: String, as type: T.Type, setup: String = ""
) async throws -> DecodingFailure? {
    let error = await postgresError { _ = try await value(expression, as: type, setup: setup) }
    guard case .decoding(let failure)? = error else {
        Issue.record("\(String(describing: error))")
        return nil
    }
    return failure
}

public import Postgres
public import Records

/// Somebody who acts on the records, through one of the doors. It is the only way to a connection.
///
/// What the person may see and do is decided by the database; a session only says who asks and in which language.
public struct RecordsSession: Sendable {
    private enum Door: Sendable {
        /// The web server's pool: the token of each request says whose it is.
        case web(Database, BeginRequest)
        /// The person's own login.
        case own(Connection, SetLanguage)
    }

    private let door: Door
    /// The language of the messages that the database gives.
    public let language: Language

    /// The web door: a pool that is logged in as the web server, and the token of the person's session.
    ///
    /// - Parameter token: What `Auth.OpenSession` told; nil for a visitor who is not signed in, who sees what the
    ///   public sees.
    public init(database: Database, token: String?, language: Language) {
        door = .web(database, BeginRequest(token: token ?? "", language: language))
        self.language = language
    }

    /// The door of the command line: a connection that the person opened with their own login.
    public init(connection: Connection, language: Language) {
        door = .own(connection, SetLanguage(language: language))
        self.language = language
    }

    /// Runs the statements as this person: one round trip, and all of them or none take effect.
    public func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws(RecordsError) -> (repeat (each S).Output) {
        do {
            switch door {
            case .web(let database, let begin): return try await database.run(in: begin, repeat each statements)
            case .own(let connection, let begin): return try await connection.run(in: begin, repeat each statements)
            }
        } catch {
            throw RecordsError(error)
        }
    }

    /// For what one round trip cannot do: statements that depend on each other's answers, COPY.
    ///
    /// - Throws: `RecordsError` for what the database refuses; else what `body` throws. Nothing is kept then.
    public nonisolated(nonsending) func transaction<R: Sendable>(
        _ options: TransactionOptions = TransactionOptions(),
        _ body: nonisolated(nonsending) (Transaction) async throws -> R
    ) async throws -> R {
        do {
            switch door {
            case .web(let database, let begin):
                return try await database.transaction(options) { transaction in
                    try await transaction.run(begin)
                    return try await body(transaction)
                }
            case .own(let connection, let begin):
                return try await connection.transaction(options) { transaction in
                    try await transaction.run(begin)
                    return try await body(transaction)
                }
            }
        } catch let error as PostgresError {
            throw RecordsError(error)
        }
    }
}

/// First statement of each request of the web server. It holds until the transaction ends.
private struct BeginRequest: ExecuteStatement {
    var token: String
    var language: Language

    static let name = "auth.begin_request"
    static let parameterTypes: [OID] = [.text, .text]
    static let sql = "SELECT auth.begin_request($1::text, $2::text)"

    func encode(into parameters: inout Parameters) {
        parameters.append(token)
        parameters.append(language.rawValue)
    }
}

/// The language of the messages in this transaction; who asks is known from the login.
private struct SetLanguage: ExecuteStatement {
    var language: Language

    static let name = "session.set_language"
    static let parameterTypes: [OID] = [.text]
    static let sql = "SELECT pg_catalog.set_config('nuanxin.language', $1::text, true)"

    func encode(into parameters: inout Parameters) { parameters.append(language.rawValue) }
}

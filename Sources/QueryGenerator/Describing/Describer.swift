import Postgres
import Synchronization

/// Has the server parse and describe statements.
struct Describer {
    private let connection: Connection
    private let trees = TreeCollector()

    /// - Throws: `WrongServerVersion`, `PostgresError`.
    init(_ connection: Connection) async throws {
        self.connection = connection
        let version = try await connection.rows("SELECT current_setting('server_version_num')::int / 10000").first?
            .first
        guard let version, version == "\(WrongServerVersion.understood)" else {
            throw WrongServerVersion(found: version.flatMap(\.self) ?? "?")
        }
        // Names must be found by their schema, or a statement would depend on who runs it.
        // The server prints the analysed tree of each statement that it parses as a LOG message, if asked.
        try await connection.execute(
            SQL.unsafeRaw(
                """
                SET search_path = ''; SET debug_print_rewritten = on; SET debug_pretty_print = off;
                SET client_min_messages = log
                """))
        let trees = trees
        connection.onNotice { notice in trees.receive(notice) }
    }

    /// One description for each text of the statement.
    /// - Throws: `Diagnostic` where the server refuses the statement, `PostgresError` where it cannot be asked.
    func describe(_ query: Query) async throws -> [Description] {
        var descriptions: [Description] = []
        for text in query.variants { descriptions.append(try await describe(text, of: query)) }
        return descriptions
    }

    private func describe(_ text: StatementText, of query: Query) async throws -> Description {
        trees.removeAll()
        // Not `catch PostgresError.server(let error)`: Swift 6.3.1 crashes on that pattern over a typed throw.
        do throws(PostgresError) {
            let answer = try await connection.describe(text.sql)
            return Description(
                text: text, parameterOIDs: answer.parameterTypes.map(\.rawValue),
                columns: answer.columns.map { column in
                    Description.Column(
                        name: column.name, typeOID: column.typeOID.rawValue,
                        origin: Int16(exactly: column.attributeNumber).flatMap { attribute in
                            attribute == 0
                                ? nil : Catalog.ColumnKey(table: column.tableOID.rawValue, attribute: attribute)
                        })
                },
                tree: trees.only)
        } catch {
            guard let refusal = error.serverError else { throw error }
            throw diagnostic(refusal, text, query)
        }
    }

    private func diagnostic(_ error: ServerError, _ text: StatementText, _ query: Query) -> Diagnostic {
        // Without a position the whole statement is meant; its name then shows where to look.
        let offset = error.position.flatMap(text.offset(ofServerPosition:)) ?? query.nameOffset
        let hint = [error.detail, error.hint].compactMap(\.self).joined(separator: " ")
        return query.diagnostic(error.message, at: offset, hint: hint.isEmpty ? nil : hint)
    }
}

/// The notation of analysed trees differs between major versions, and a rule that misreads it may be unsound.
struct WrongServerVersion: Error, CustomStringConvertible {
    static let understood = 15
    var found: String
    var description: String {
        "statements are described by PostgreSQL \(Self.understood), and this server is version \(found)"
    }
}

/// Takes the trees out of the server's messages, on the connection's thread.
private final class TreeCollector: Sendable {
    private let trees = Mutex<[String]>([])

    func receive(_ notice: ServerError) {
        // The message's words depend on lc_messages; the notation does not.
        guard notice.severity == "LOG", let detail = notice.detail, detail.hasPrefix("({QUERY") else { return }
        trees.withLock { $0.append(detail) }
    }

    func removeAll() { trees.withLock { $0.removeAll() } }

    /// Nil where the server told of several statements or of none. It tells of one twice if a table of it is analysed
    /// or altered between Parse and Describe, as autovacuum may do at any time.
    var only: String? { trees.withLock { Set($0).count == 1 ? $0[0] : nil } }
}

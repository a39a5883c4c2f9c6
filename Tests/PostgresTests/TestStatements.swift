import Postgres
import Testing

/// `SELECT $1 + 1`.
struct Increment: OneStatement {
    static let name = "test.increment"
    static let sql = "SELECT $1 + 1 AS next"
    static let parameterTypes: [OID] = [.int8]
    var value: Int64
    func encode(into parameters: inout Parameters) { parameters.append(value) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.next(Int64.self) }
}

struct Sleep: ExecuteStatement {
    static let name = "test.sleep"
    static let sql = "SELECT pg_sleep($1)"
    static let parameterTypes: [OID] = [.float8]
    var seconds: Double
    func encode(into parameters: inout Parameters) { parameters.append(seconds) }
}

struct SetScope: ExecuteStatement {
    static let name = "test.set_scope"
    static let sql = "SELECT set_config('test.scope', $1, true)"
    static let parameterTypes: [OID] = [.text]
    var value: String
    func encode(into parameters: inout Parameters) { parameters.append(value) }
}

struct ReadScope: OneStatement {
    static let name = "test.read_scope"
    static let sql = "SELECT current_setting('test.scope', true)"
    /// PostgreSQL keeps the name as an empty string once the setting's transaction is over.
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String?.self) ?? "" }
}

struct Fail: ExecuteStatement {
    static let name = "test.fail"
    static let sql = "SELECT 1 / $1"
    static let parameterTypes: [OID] = [.int4]
    func encode(into parameters: inout Parameters) { parameters.append(Int32(0)) }
}

struct BackendPID: OneStatement {
    static let name = "test.backend_pid"
    static let sql = "SELECT pg_backend_pid()"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
}

struct Series: ManyStatement {
    static let name = "test.series"
    static let sql = "SELECT i, 'row ' || i FROM generate_series(1, $1) AS i"
    static let parameterTypes: [OID] = [.int4]
    var count: Int32
    func encode(into parameters: inout Parameters) { parameters.append(count) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> SeriesRow {
        SeriesRow(number: try row.next(Int32.self), text: try row.next(String.self))
    }
}

struct SeriesRow: Sendable, Equatable {
    var number: Int32
    var text: String
}

/// A database of one's own for the test, with the pool closed at its end.
func withDatabase<R>(
    _ pool: PoolOptions = .init(), _ body: (Database) async throws -> R
) async throws -> R {
    let database = Database(try await testServer(), pool: pool)
    do {
        let value = try await body(database)
        await database.close()
        return value
    } catch {
        await database.close()
        throw error
    }
}

func withConnection<R>(_ body: (Connection) async throws -> R) async throws -> R {
    let connection = try await Connection.open(testServer())
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// The error that `body` throws.
nonisolated(nonsending) func postgresError(
    _ body: nonisolated(nonsending) () async throws -> Void
) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}

/// The database serves the next caller.
func expectAnswer(from database: Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let next = try await database.run(Increment(value: 1))
    #expect(next == 2, sourceLocation: sourceLocation)
}

/// Nothing of an earlier scope is left.
func expectNoScope(in database: Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let scope = try await database.run(ReadScope())
    #expect(scope == "", sourceLocation: sourceLocation)
}

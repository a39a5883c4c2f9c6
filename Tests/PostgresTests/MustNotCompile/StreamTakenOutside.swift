import Postgres

func takeAway(_ database: Database) async throws {
    try await database.transaction { transaction in
        let stream = try await transaction.stream(Letters()) { $0 }  // error: does not conform to the 'Sendable'
        _ = stream
    }
}

struct Letters: StreamStatement {
    static let name = "letters"
    static let sql = "SELECT 'a'"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next() }
}

import Postgres

func readLater(_ database: Database) async throws {
    try await database.transaction { transaction in
        try await transaction.stream(Letters()) { stream in
            async let first = stream.nextRow()  // error: sending 'stream' risks causing data races
            _ = try await stream.nextRow()
            _ = try await first
        }
    }
}

struct Letters: StreamStatement {
    static let name = "letters"
    static let sql = "SELECT 'a'"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next() }
}

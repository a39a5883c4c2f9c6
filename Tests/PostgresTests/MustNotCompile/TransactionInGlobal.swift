import Postgres

var kept: Transaction?  // error: var 'kept' is not concurrency-safe

func keep(_ database: Database) async throws {
    try await database.transaction { kept = $0 }
}

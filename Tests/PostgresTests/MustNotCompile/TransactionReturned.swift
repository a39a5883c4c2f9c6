import Postgres

func takeAway(_ database: Database) async throws -> Transaction {
    try await database.transaction { $0 }  // error: type 'Transaction' does not conform to the 'Sendable' protocol
}

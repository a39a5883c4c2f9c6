import Postgres

func takeAway(_ database: Database) async throws -> Lease {
    try await database.withConnection { $0 }  // error: type 'Lease' does not conform to the 'Sendable' protocol
}

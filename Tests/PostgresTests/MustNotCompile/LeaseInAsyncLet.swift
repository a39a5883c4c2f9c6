import Postgres

func useTwice(_ database: Database) async throws {
    try await database.withConnection { lease in
        async let first: Void = lease.execute("SELECT 1")  // error: sending 'lease' risks causing data races
        try await lease.execute("SELECT 2")
        try await first
    }
}

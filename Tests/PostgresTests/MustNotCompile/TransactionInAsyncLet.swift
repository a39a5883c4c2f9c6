import Postgres

func useTwice(_ database: Database) async throws {
    try await database.transaction { transaction in
        async let first: Void = transaction.execute("SELECT 1")  // error: sending 'transaction' risks
        try await transaction.execute("SELECT 2")
        try await first
    }
}

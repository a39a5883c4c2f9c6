import Postgres

func useTwice(_ database: Database) async throws {
    try await database.transaction { transaction in
        try await transaction.savepoint { inner in
            async let first: Void = inner.execute("SELECT 1")  // error: sending 'inner' risks causing data races
            try await inner.execute("SELECT 2")
            try await first
        }
    }
}

import Postgres

func useLater(_ database: Database) async throws {
    try await database.transaction { transaction in
        Task {  // error: passing closure as a 'sending' parameter risks causing data races
            try await transaction.execute("SELECT 1")
        }
        try await transaction.execute("SELECT 2")
    }
}

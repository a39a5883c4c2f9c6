import Postgres

func useLater(_ database: Database) async throws {
    try await database.withConnection { lease in
        Task {  // error: passing closure as a 'sending' parameter risks causing data races
            try await lease.execute("SELECT 1")
        }
        try await lease.execute("SELECT 2")
    }
}

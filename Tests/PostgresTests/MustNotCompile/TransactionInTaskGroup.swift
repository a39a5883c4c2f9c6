import Postgres

func useOften(_ database: Database) async throws {
    try await database.transaction { transaction in
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {  // error: passing closure as a 'sending' parameter risks causing data races
                    try await transaction.execute("SELECT 1")
                }
            }
            try await group.waitForAll()
        }
    }
}

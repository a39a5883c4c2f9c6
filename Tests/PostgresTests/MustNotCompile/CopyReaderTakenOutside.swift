import Postgres

func takeAway(_ database: Database) async throws {
    try await database.transaction { transaction in
        let reader = try await transaction.copyOut("COPY t TO STDOUT") { $0 } // error: 'CopyReader' does not conform
        _ = reader
    }
}

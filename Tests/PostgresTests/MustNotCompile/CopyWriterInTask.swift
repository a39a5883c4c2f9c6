import Postgres

func writeLater(_ database: Database) async throws {
    try await database.transaction { transaction in
        _ = try await transaction.copyIn("COPY t FROM STDIN") { writer in
            Task {  // error: passing closure as a 'sending' parameter risks causing data races
                try await writer.write(row: ["1"])
            }
            try await writer.write(row: ["2"])
        }
    }
}

import Postgres

struct Name { var text: String }

func run(_ database: Database, _ name: Name) async throws {
    try await database.transaction { transaction in
        _ = try await transaction.rows("SELECT * FROM \(name)")  // error: requires that 'Name' conform
    }
}

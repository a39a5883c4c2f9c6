import Postgres

/// What the other files get wrong, done right: this one compiles.
func control(_ database: Database, _ id: Int, _ table: String) async throws -> [String] {
    let names = try await database.transaction { transaction in
        try await transaction.execute("DELETE FROM \(identifier: table) WHERE id = \(id)")
        let rows = try await transaction.rows("SELECT name FROM person WHERE id = \(id)")
        try await transaction.savepoint { inner in try await inner.execute("SELECT 1") }
        try await transaction.execute(.unsafeRaw("SELECT 1; SELECT 2"))
        return rows.compactMap { $0[0] }
    }
    async let first = database.transaction { try await $0.rows("SELECT 1") }
    async let second = database.withConnection { try await $0.execute("SELECT 2") }
    _ = try await (first, second)
    try await database.transaction { transaction in
        _ = try await transaction.copyIn("COPY t FROM STDIN") { try await $0.write(row: ["1"]) }
        try await transaction.stream(Numbers()) { stream in for try await number in stream { print(number) } }
    }
    return names
}

struct Numbers: StreamStatement {
    static let name = "numbers"
    static let sql = "SELECT generate_series(1, 10)"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next() }
}

import Postgres

extension Migrator {
    /// Builds the files into a scratch database of the same server and compares the two catalogs.
    ///
    /// Changes nothing in the database itself; roles.sql runs, though, and roles belong to the whole server.
    /// - Returns: nothing when the database is exactly what the files describe.
    public func verify() async throws(MigrationError) -> [Drift] {
        let status = try await status()
        var drifts = status.pending.map { Drift(kind: .pending, object: $0, expected: "", found: "") }
        drifts += status.edited.map { Drift(kind: .edited, object: $0, expected: "", found: "") }
        let found = try await catalog()
        let expected = try await withScratchDatabase { (scratch) async throws(MigrationError) in
            try await scratch.migrate()
            return try await scratch.catalog()
        }
        return drifts + expected.differences(from: found)
    }

    private func catalog() async throws(MigrationError) -> CatalogSnapshot {
        try await withRunner { (runner) async throws(MigrationError) in
            CatalogSnapshot(try await runner.rows(CatalogSnapshot.query))
        }
    }

    private func withScratchDatabase<Value: Sendable>(
        _ body: (Migrator) async throws(MigrationError) -> Value
    ) async throws(MigrationError) -> Value {
        let name = "nuanxin_verify_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        try await withRunner { (runner) async throws(MigrationError) in
            try await runner.execute("CREATE DATABASE \(name) TEMPLATE template0")
        }
        let scratch = Migrator(options.with("dbname", name), files: files, owner: owner, patience: patience)
        do throws(MigrationError) {
            let value = try await body(scratch)
            try await dropScratch(name)
            return value
        } catch {
            try? await dropScratch(name)
            throw error
        }
    }

    /// In a task of its own, so that it also happens when ours is cancelled.
    private func dropScratch(_ name: String) async throws(MigrationError) {
        let result = await Task { () async -> Result<Void, MigrationError> in
            do throws(MigrationError) {
                try await withRunner { (runner) async throws(MigrationError) in
                    try await runner.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }.value
        try result.get()
    }
}

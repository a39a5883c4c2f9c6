import EmbeddedDatabase
public import Migrations
public import Postgres

/// A test's own database.
public struct TestDatabase: Sendable {
    public let name: String
    /// As the cluster's superuser: sees everything.
    public let superuserOptions: ConnectionOptions

    /// As a login role; make it first (`createLogin`) and give it a name no other test uses: roles are the cluster's.
    public func options(as login: String, password: String) -> ConnectionOptions {
        superuserOptions.with("user", login).with("password", password)
    }

    /// A login role that is dropped with the database's end only if the test drops it; its name holds the database's
    /// name, so it is this test's own. Members of `groups` from the start.
    ///
    /// - Returns: how to connect as it.
    public func createLogin(_ suffix: String, in groups: [String]) async throws -> ConnectionOptions {
        let login = "\(name)_\(suffix)"
        let grants = groups.map { "GRANT \(SQL.quoted(identifier: $0)) TO \(SQL.quoted(identifier: login))" }
        let script = ["CREATE ROLE \(SQL.quoted(identifier: login)) LOGIN PASSWORD 'test'"] + grants
        try await withConnection(superuserOptions) { try await $0.execute(.unsafeRaw(script.joined(separator: ";"))) }
        return options(as: login, password: "test")
    }

    /// A pool for the body, closed afterwards.
    public func withPool<Value>(
        _ options: ConnectionOptions? = nil, _ body: (Database) async throws -> sending Value
    ) async throws -> sending Value {
        let pool = Database(options ?? superuserOptions)
        do {
            let value = try await body(pool)
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }

    /// One statement's rows as text, as the superuser.
    public func rows(_ sql: SQL) async throws -> [[String?]] {
        try await withConnection(superuserOptions) { try await $0.rows(sql) }
    }

    /// A script, as the superuser.
    public func execute(_ script: String) async throws {
        try await withConnection(superuserOptions) { try await $0.execute(.unsafeRaw(script)) }
    }
}

/// Gives the body a database of its own with the project's SQL (or other files) applied; dropped afterwards.
public func withTestDatabase<Value>(
    _ files: MigrationFiles? = nil, _ body: (TestDatabase) async throws -> sending Value
) async throws -> sending Value {
    let template = try await TestCluster.shared.template(files ?? MigrationFiles())
    return try await withDatabase(template: template, body)
}

/// A database with the project's SQL applied that stays until the cluster ends: for tests that share what is costly to
/// make.
public func makeTestDatabase() async throws -> TestDatabase {
    try await create(from: TestCluster.shared.template(MigrationFiles()))
}

/// Gives the body an empty database of its own; dropped afterwards.
public func withEmptyDatabase<Value>(_ body: (TestDatabase) async throws -> sending Value) async throws -> sending Value
{
    try await withDatabase(template: TestTemplate(name: "template0", databaseStatements: []), body)
}

private func withDatabase<Value>(
    template: TestTemplate, _ body: (TestDatabase) async throws -> sending Value
) async throws -> sending Value {
    let database = try await create(from: template)
    do {
        let value = try await body(database)
        try await drop(database.name)
        return value
    } catch {
        try? await drop(database.name)
        throw error
    }
}

private func create(from template: TestTemplate) async throws -> TestDatabase {
    let cluster = TestCluster.shared
    let name = "test_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let statements = template.databaseStatements.map { $0.replacing("%s", with: name) }
    try await withConnection(cluster.superuserOptions()) { connection in
        // Copies the files; no log of each page, and with fsync off the checkpoints cost nothing.
        try await connection.execute(.unsafeRaw("CREATE DATABASE \(name) TEMPLATE \(template.name) STRATEGY file_copy"))
        if !statements.isEmpty { try await connection.execute(.unsafeRaw(statements.joined(separator: ";"))) }
    }
    return TestDatabase(name: name, superuserOptions: try await cluster.superuserOptions(database: name))
}

/// Also when the test's task has been cancelled (a time limit). Roles made by `createLogin` go too.
private func drop(_ name: String) async throws {
    try await Task {
        try await withConnection(TestCluster.shared.superuserOptions()) { connection in
            try await connection.execute(.unsafeRaw("DROP DATABASE \(name) WITH (FORCE)"))
            let roles = try await connection.rows(
                "SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE starts_with(rolname, \(name + "_"))")
            for statement in roles.compactMap({ $0.first.flatMap(\.self) }) {
                try await connection.execute(.unsafeRaw(statement))
            }
        }
    }.value
}

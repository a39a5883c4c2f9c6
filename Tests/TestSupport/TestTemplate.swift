import EmbeddedDatabase
import Migrations
public import Postgres

/// A migrated database that each test's own is copied from.
struct TestTemplate: Sendable {
    let name: String
    /// What CREATE DATABASE does not copy: the rights and settings of the database itself. `%s` stands for its name.
    let databaseStatements: [String]

    static func make(_ files: MigrationFiles, in cluster: TestCluster) async throws -> TestTemplate {
        let name = "nuanxin_template_\(files.fingerprint)"
        let connection = try await Connection.open(cluster.superuserOptions())
        do {
            // Another test program may be at it in a shared cluster.
            try await connection.execute("SELECT pg_advisory_lock(20261123)")
            let made = try await connection.rows("SELECT 1 FROM pg_database WHERE datname = \(name) AND datistemplate")
            if made.isEmpty {
                let unfinished = name + "_new"
                try await connection.execute(.unsafeRaw("DROP DATABASE IF EXISTS \(unfinished) WITH (FORCE)"))
                try await connection.execute(.unsafeRaw("CREATE DATABASE \(unfinished) TEMPLATE template0"))
                try await Migrator(cluster.superuserOptions(database: unfinished), files: files).migrate()
                // Statistics, so that plans are those of a database in use.
                try await withConnection(cluster.superuserOptions(database: unfinished)) {
                    try await $0.execute("ANALYZE")
                }
                try await connection.execute(
                    .unsafeRaw(
                        "ALTER DATABASE \(unfinished) RENAME TO \(name); ALTER DATABASE \(name) IS_TEMPLATE true"))
            }
            let statements = try await connection.rows(Self.databaseStatements(of: name))
            await connection.close()
            return TestTemplate(name: name, databaseStatements: statements.compactMap { $0.first.flatMap(\.self) })
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func databaseStatements(of name: String) -> SQL {
        """
        SELECT 'REVOKE ALL ON DATABASE %s FROM PUBLIC'
        UNION ALL
        SELECT format('GRANT %s ON DATABASE %%s TO %s', g.privilege_type,
            CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
        FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS g WHERE d.datname = \(name)
        UNION ALL
        SELECT format('ALTER DATABASE %%s SET %s = %L',
            split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1))
        FROM pg_database d JOIN pg_db_role_setting s ON s.setdatabase = d.oid AND s.setrole = 0,
            unnest(s.setconfig) AS setting
        WHERE d.datname = \(name)
        """
    }
}

/// Opens a connection for the body and closes it.
public func withConnection<Value>(
    _ options: ConnectionOptions, _ body: (Connection) async throws -> sending Value
) async throws -> sending Value {
    let connection = try await Connection.open(options)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

import Postgres

/// The runner's own schema: what has been applied, and which functions and triggers came with migrations.
extension MigrationRunner {
    func prepareRecords() async throws(MigrationError) {
        guard try await !hasRecords() else { return }
        try await execute(
            """
            CREATE SCHEMA nuanxin_migration;
            REVOKE ALL ON SCHEMA nuanxin_migration FROM PUBLIC;
            COMMENT ON SCHEMA nuanxin_migration IS '迁移记录 | what the migration runner remembers';
            CREATE TABLE nuanxin_migration.applied (
                name text PRIMARY KEY,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                applied_by text NOT NULL DEFAULT session_user,
                duration_ms bigint NOT NULL
            );
            COMMENT ON TABLE nuanxin_migration.applied IS '已执行的迁移 | migrations applied, each once, never edited';
            CREATE TABLE nuanxin_migration.kept_object (
                kind text NOT NULL CHECK (kind IN ('function', 'trigger')),
                identity text NOT NULL,
                migration text NOT NULL,
                PRIMARY KEY (kind, identity)
            );
            COMMENT ON TABLE nuanxin_migration.kept_object IS
                '由迁移建立的函数与触发器,重建时保留 | functions and triggers that migrations made; a rebuild keeps them';
            CREATE TABLE nuanxin_migration.rebuilt (
                is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
                fingerprint text NOT NULL,
                rebuilt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                rebuilt_by text NOT NULL DEFAULT session_user
            );
            COMMENT ON TABLE nuanxin_migration.rebuilt IS '最近一次重建 | the files of the last rebuild';
            REVOKE ALL ON ALL TABLES IN SCHEMA nuanxin_migration FROM PUBLIC;
            """)
    }

    private func hasRecords() async throws(MigrationError) -> Bool {
        try await rows("SELECT to_regclass('nuanxin_migration.rebuilt') IS NOT NULL").first?.first == "t"
    }

    func status() async throws(MigrationError) -> MigrationStatus {
        var status = MigrationStatus()
        let names = files.migrations.map(\.name)
        guard try await hasRecords() else {
            status.pending = names
            return status
        }
        let applied = try await rows(
            "SELECT name, checksum, applied_at FROM nuanxin_migration.applied ORDER BY name")
        status.applied = applied.map { row in
            MigrationStatus.Applied(name: row[0] ?? "", checksum: row[1] ?? "", appliedAt: row[2] ?? "")
        }
        let checksums = try await checksums()
        let done = Set(status.applied.map(\.name))
        status.pending = names.filter { !done.contains($0) }
        status.edited = status.applied
            .filter { checksums[$0.name] != nil && checksums[$0.name] != $0.checksum }.map(\.name)
        status.unknown = status.applied.map(\.name).filter { checksums[$0] == nil }
        if let newest = status.applied.last?.name { status.outOfOrder = status.pending.filter { $0 < newest } }
        status.rebuiltFingerprint = try await rows("SELECT fingerprint FROM nuanxin_migration.rebuilt").first?.first
            .flatMap(\.self)
        status.isCurrent = status.pending.isEmpty && status.rebuiltFingerprint == files.fingerprint
        return status
    }

    /// SHA-256 of each migration, by name; the server counts it.
    private func checksums() async throws(MigrationError) -> [String: String] {
        var checksums: [String: String] = [:]
        for migration in files.migrations {
            checksums[migration.name] = try await checksum(migration)
        }
        return checksums
    }

    private func checksum(_ file: MigrationFiles.File) async throws(MigrationError) -> String {
        try await rows("SELECT encode(sha256(convert_to(\(file.text)::text, 'UTF8')), 'hex')").first?.first
            .flatMap(\.self) ?? ""
    }

    // MARK: Applying

    func runRoles() async throws(MigrationError) {
        if let roles = files.roles {
            try await transaction(roles.path) { transaction in
                // Roles are the whole server's, and our advisory lock is this database's only.
                try await transaction.execute("LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE")
                try await run(roles, as: nil, in: transaction)
            }
        }
        let owners = try await rows("SELECT 1 FROM pg_roles WHERE rolname = \(owner)")
        if owners.isEmpty { throw .ownerMissing(role: owner) }
    }

    func apply(_ migration: MigrationFiles.File) async throws(MigrationError) {
        progress(.applying(name: migration.name))
        let start = ContinuousClock.now
        let checksum = try await checksum(migration)
        try await markRestorePoint(before: migration)
        if SQLScript.isMarkedNoTransaction(migration.text) {
            try await applyOutsideTransaction(migration, checksum: checksum)
        } else {
            let timeout = "SET LOCAL statement_timeout = \(patience.statementTimeout.milliseconds)"
            try await transaction(migration.path) { transaction in
                let before = try await objects(in: transaction)
                try await transaction.execute(.unsafeRaw(timeout))
                try await run(migration, as: owner, in: transaction)
                try await record(migration, checksum: checksum, start: start, before: before, in: transaction)
            }
        }
        progress(.applied(name: migration.name, duration: ContinuousClock.now - start))
    }

    private nonisolated(nonsending) func record(
        _ migration: MigrationFiles.File, checksum: String, start: ContinuousClock.Instant, before: Set<[String?]>,
        in transaction: Transaction
    ) async throws {
        try await transaction.execute(.unsafeRaw(Self.become(nil) + " SET LOCAL statement_timeout = 0"))
        for object in try await objects(in: transaction).subtracting(before) {
            try await transaction.execute(
                """
                INSERT INTO nuanxin_migration.kept_object (kind, identity, migration)
                VALUES (\(object[0]), \(object[1]), \(migration.name))
                ON CONFLICT (kind, identity) DO UPDATE SET migration = excluded.migration
                """)
        }
        try await transaction.execute(
            """
            INSERT INTO nuanxin_migration.applied (name, checksum, duration_ms)
            VALUES (\(migration.name), \(checksum), \((ContinuousClock.now - start).milliseconds))
            """)
    }

    /// Functions and triggers with the transaction that wrote them last: what differs afterwards came with a migration,
    /// made anew or replaced.
    private nonisolated(nonsending) func objects(in transaction: Transaction) async throws -> Set<[String?]> {
        Set(
            try await transaction.rows(
                """
                SELECT 'function', p.oid::regprocedure::text, p.xmin::text
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = \(owner))
                UNION ALL
                SELECT 'trigger', format('%I ON %s', t.tgname, t.tgrelid::regclass), t.xmin::text
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE NOT t.tgisinternal AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = \(owner))
                """))
    }

    /// A named place in the write-ahead log to go back to. Not possible everywhere (`wal_level = minimal`, a managed
    /// server), and no reason to stop.
    private func markRestorePoint(before migration: MigrationFiles.File) async throws(MigrationError) {
        let name = String("nuanxin before \(migration.name)".prefix(63))
        do throws(PostgresError) {
            _ = try await connection.rows("SELECT pg_create_restore_point(\(name)::text)")
        } catch {
            guard case .server = error else { throw MigrationError(error) }
        }
    }

    // MARK: Outside a transaction

    /// Statement by statement. When one fails the earlier ones stay, so such a file must be able to run again; the
    /// invalid index that a broken CREATE INDEX CONCURRENTLY leaves is removed first.
    private func applyOutsideTransaction(_ migration: MigrationFiles.File, checksum: String)
        async throws(MigrationError)
    {
        let statements = SQLScript.statements(migration.text)
        if let statement = statements.first(where: \.isTransactionControl) {
            throw .transactionControl(file: migration.path, line: statement.line, word: statement.firstWord)
        }
        var before: Set<[String?]> = []
        try await transaction(migration.path) { before = try await objects(in: $0) }
        for name in try await invalidIndexes(in: migration.text) { try await execute("DROP INDEX \(name)") }
        try await execute("SET ROLE \(SQL.quoted(identifier: owner))")
        for statement in statements {
            do throws(PostgresError) {
                try await connection.execute(.unsafeRaw(statement.text))
            } catch {
                try await execute("RESET ROLE; " + Self.sessionSettings)
                guard case .server(let error) = error else { throw MigrationError(error) }
                throw .failed(file: migration.path, line: statement.line, error: error)
            }
        }
        try await execute("RESET ROLE; " + Self.sessionSettings)
        let start = ContinuousClock.now
        let remembered = before
        try await transaction(migration.path) { transaction in
            try await record(migration, checksum: checksum, start: start, before: remembered, in: transaction)
        }
    }

    private func invalidIndexes(in text: String) async throws(MigrationError) -> [String] {
        try await rows(
            """
            SELECT i.indexrelid::regclass::text
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT i.indisvalid AND strpos(\(text)::text, c.relname) > 0
              AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = \(owner))
            """
        ).compactMap { $0.first.flatMap(\.self) }
    }
}

import Postgres

/// Everything replaceable is rebuilt whole in one transaction: what no file makes any more is gone, what somebody made
/// by hand is gone, and when anything fails all is as it was.
extension MigrationRunner {
    func rebuildAll() async throws(MigrationError) {
        let start = ContinuousClock.now
        progress(.rebuilding(files: files.rebuilt.count))
        try await transaction("code/") { transaction in
            try await transaction.execute(.unsafeRaw(Self.become(nil)))
            try await drop(in: transaction)
            // Functions may call each other in any order; they are all checked together below.
            try await transaction.execute(.unsafeRaw("SET LOCAL check_function_bodies = off"))
            for file in files.functions + files.reporting + files.triggers + files.policies + files.grants {
                try await run(file, as: owner, in: transaction)
            }
            try await checkFunctions(in: transaction)
            for file in files.seeds { try await run(file, as: owner, in: transaction) }
            try await transaction.execute(.unsafeRaw(Self.become(nil)))
            try await transaction.execute(
                """
                INSERT INTO nuanxin_migration.rebuilt (fingerprint) VALUES (\(files.fingerprint))
                ON CONFLICT (is_only) DO UPDATE
                SET fingerprint = excluded.fingerprint, rebuilt_at = clock_timestamp(), rebuilt_by = session_user
                """)
        }
        progress(.rebuilt(duration: ContinuousClock.now - start))
    }

    /// Never CASCADE: a constraint, a default or an index that calls a function would go with it, silently.
    private nonisolated(nonsending) func drop(in transaction: Transaction) async throws {
        for statements in [policies, triggers, functions, grants] {
            let script = try await transaction.rows(statements).compactMap { $0.first.flatMap(\.self) }
            if !script.isEmpty { try await transaction.execute(.unsafeRaw(script.joined(separator: ";\n"))) }
        }
    }

    /// Each of these answers statements.
    private var policies: SQL {
        """
        SELECT format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass)
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspowner = \(owner)::regrole
        ORDER BY p.polrelid, p.polname
        """
    }

    private var triggers: SQL {
        """
        SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND n.nspowner = \(owner)::regrole
          AND NOT EXISTS (
              SELECT FROM nuanxin_migration.kept_object k
              WHERE k.kind = 'trigger' AND k.identity = format('%I ON %s', t.tgname, t.tgrelid::regclass))
        ORDER BY t.tgrelid, t.tgname
        """
    }

    /// Functions that no migration made and that nothing lasting (a table, a view, a kept function) depends on. One
    /// statement, because they may depend on each other.
    private var functions: SQL {
        """
        WITH RECURSIVE candidate AS (
            SELECT p.oid
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspowner = \(owner)::regrole
              AND NOT EXISTS (
                  SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
              AND NOT EXISTS (
                  SELECT FROM nuanxin_migration.kept_object k
                  WHERE k.kind = 'function' AND k.identity = p.oid::regprocedure::text)
        ), needed AS (
            SELECT d.refobjid AS oid
            FROM pg_depend d JOIN candidate c ON c.oid = d.refobjid
            WHERE d.refclassid = 'pg_proc'::regclass
              AND NOT (d.classid = 'pg_proc'::regclass AND d.objid IN (SELECT oid FROM candidate))
            UNION
            SELECT d.refobjid
            FROM needed JOIN pg_depend d
              ON d.classid = 'pg_proc'::regclass AND d.objid = needed.oid AND d.refclassid = 'pg_proc'::regclass
            JOIN candidate c ON c.oid = d.refobjid
        )
        SELECT 'DROP ROUTINE ' || string_agg(c.oid::regprocedure::text, ', ' ORDER BY c.oid)
        FROM candidate c WHERE c.oid NOT IN (SELECT oid FROM needed)
        HAVING count(*) > 0
        """
    }

    private var grants: SQL {
        """
        WITH object AS (
            SELECT 'SCHEMA' AS kind, format('%I', n.nspname) AS name, n.nspowner AS owner, n.nspacl AS acl
            FROM pg_namespace n WHERE n.nspowner = \(owner)::regrole
            UNION ALL
            SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass::text, c.relowner, c.relacl
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspowner = \(owner)::regrole AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            UNION ALL
            -- Revoking on the table revokes on its columns.
            SELECT 'TABLE', c.oid::regclass::text, c.relowner, a.attacl
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspowner = \(owner)::regrole AND a.attacl IS NOT NULL AND NOT a.attisdropped
            UNION ALL
            SELECT 'ROUTINE', p.oid::regprocedure::text, p.proowner, p.proacl
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspowner = \(owner)::regrole
            UNION ALL
            SELECT 'TYPE', t.oid::regtype::text, t.typowner, t.typacl
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspowner = \(owner)::regrole AND t.typacl IS NOT NULL
        )
        SELECT DISTINCT format('REVOKE ALL ON %s %s FROM %s CASCADE', kind, object.name,
            CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', pg_get_userbyid(g.grantee)) END)
        FROM object, aclexplode(object.acl) AS g
        WHERE g.grantee <> object.owner
        ORDER BY 1
        """
    }

    /// What CREATE FUNCTION would have checked, had all the others been there.
    private nonisolated(nonsending) func checkFunctions(in transaction: Transaction) async throws {
        try await transaction.execute(.unsafeRaw(Self.become(nil) + " SET LOCAL check_function_bodies = on"))
        let checks = try await transaction.rows(
            """
            SELECT format('SELECT %s(%s)', l.lanvalidator::regproc, p.oid), p.oid::regprocedure::text
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
            WHERE n.nspowner = \(owner)::regrole AND l.lanname IN ('sql', 'plpgsql')
              AND NOT EXISTS (
                  SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
            ORDER BY p.oid
            """)
        for check in checks {
            guard let statement = check[0], let name = check[1] else { continue }
            do throws(PostgresError) {
                _ = try await transaction.rows(.unsafeRaw(statement))
            } catch {
                guard case .server(let error) = error else { throw error }
                throw MigrationError.failed(file: "code/functions: \(name)", line: nil, error: error)
            }
        }
    }
}

import Postgres

/// One run on one connection.
struct MigrationRunner: Sendable {
    let connection: Connection
    let options: ConnectionOptions
    let files: MigrationFiles
    let owner: String
    let patience: Migrator.Patience
    let progress: @Sendable (MigrationEvent) -> Void

    /// Names no schema by chance, and means the same on every server, whatever the role's own settings are.
    static let sessionSettings = """
        SET search_path = pg_catalog, pg_temp;
        SET TimeZone = 'Asia/Shanghai';
        SET DateStyle = 'ISO, YMD';
        SET client_min_messages = warning;
        SET statement_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET default_transaction_isolation = 'read committed';
        SET default_transaction_read_only = off;
        SET check_function_bodies = on;
        """

    func prepareSession() async throws(MigrationError) {
        let sql: SQL = """
            SELECT current_setting('server_version_num')::int >= 150000, current_setting('server_version'),
                pg_is_in_recovery(), rolsuper, rolname
            FROM pg_roles WHERE rolname = current_user
            """
        guard let row = try await rows(sql).first else { throw .notSuperuser(user: "?") }
        guard row[0] == "t" else { throw .serverTooOld(found: row[1] ?? "?") }
        guard row[2] == "f" else { throw .standby }
        guard row[3] == "t" else { throw .notSuperuser(user: row[4] ?? "?") }
        try await execute(Self.sessionSettings)
    }

    // MARK: Alone

    /// For as long as the connection lives. The number is the ASCII of `nxmigrat`.
    func lockOutOthers() async throws(MigrationError) {
        let end = ContinuousClock.now + patience.otherRunner
        while true {
            if try await rows("SELECT pg_try_advisory_lock(7960017421024489844)").first?.first == "t" { return }
            if ContinuousClock.now > end {
                let holders = try await rows(
                    """
                    SELECT pid FROM pg_locks
                    WHERE locktype = 'advisory' AND granted AND database = (
                        SELECT oid FROM pg_database WHERE datname = current_database())
                      AND classid = (7960017421024489844 >> 32)::int::oid
                      AND objid = (7960017421024489844 & 4294967295)::bigint::oid
                    """)
                throw .anotherRunner(pid: holders.first?.first.flatMap(\.self).flatMap { Int($0) } ?? 0)
            }
            try await pause(.milliseconds(200))
        }
    }

    // MARK: Locks

    /// Runs `body` in a transaction, again and again while others hold a lock that it needs.
    func transaction(_ file: String, _ body: nonisolated(nonsending) (Transaction) async throws -> Void)
        async throws(MigrationError)
    {
        let end = ContinuousClock.now + patience.total
        var pauseTime = patience.firstPause
        var attempt = 1
        while true {
            do throws(MigrationError) {
                return try await attemptTransaction(body)
            } catch {
                guard error.isLock else { throw error }
                let blockers = try await blockers()
                if ContinuousClock.now > end { throw .stillLocked(file: file, blockers: blockers) }
                // Jitter, so that two that wait for each other do not meet again.
                let jittered = pauseTime * Double.random(in: 0.75...1.25)
                progress(.waiting(file: file, attempt: attempt, pause: jittered, blockers: blockers))
                try await pause(jittered)
                pauseTime = min(pauseTime * 1.5, patience.longestPause)
                attempt += 1
            }
        }
    }

    /// The sessions that hold a lock on anything of ours, the oldest transaction first: one of them was in the way.
    private func blockers() async throws(MigrationError) -> [Blocker] {
        let found = try await rows(
            """
            SELECT a.pid, coalesce(a.usename, ''), a.application_name, coalesce(a.state, a.backend_type),
                coalesce(extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, 0)
            FROM pg_stat_activity a
            WHERE a.pid <> pg_backend_pid() AND EXISTS (
                SELECT FROM pg_locks l
                JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation'
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = \(owner)))
            ORDER BY a.xact_start
            """)
        return found.map { row in
            Blocker(
                pid: row[0].flatMap { Int($0) } ?? 0, user: row[1] ?? "", application: row[2] ?? "",
                state: row[3] ?? "", seconds: row[4].flatMap { Int($0) } ?? 0)
        }
    }

    private func attemptTransaction(_ body: nonisolated(nonsending) (Transaction) async throws -> Void)
        async throws(MigrationError)
    {
        let setting = "SET LOCAL lock_timeout = \(patience.lockTimeout.milliseconds)"
        do {
            try await connection.transaction { transaction in
                try await transaction.execute(.unsafeRaw(setting))
                try await body(transaction)
            }
        } catch {
            throw MigrationError(error)
        }
    }

    /// A file's statements inside a transaction, as the owner (or, for `nil`, as ourselves).
    nonisolated(nonsending) func run(_ file: MigrationFiles.File, as role: String?, in transaction: Transaction)
        async throws(MigrationError)
    {
        do throws(PostgresError) {
            try await transaction.execute(.unsafeRaw(Self.become(role)))
            try await transaction.execute(.unsafeRaw(file.text))
        } catch {
            throw MigrationError(error, file: file)
        }
    }

    /// Before each file, because the one before may have set its own.
    static func become(_ role: String?) -> String {
        "SET LOCAL ROLE \(role.map { SQL.quoted(identifier: $0) } ?? "NONE"); "
            + "SET LOCAL search_path = pg_catalog, pg_temp;"
    }

    // MARK: Shorthand

    func rows(_ sql: SQL) async throws(MigrationError) -> [[String?]] {
        do throws(PostgresError) {
            return try await connection.rows(sql)
        } catch {
            throw MigrationError(error)
        }
    }

    func execute(_ script: String) async throws(MigrationError) {
        do throws(PostgresError) {
            try await connection.execute(.unsafeRaw(script))
        } catch {
            throw MigrationError(error)
        }
    }

    func pause(_ time: Duration) async throws(MigrationError) {
        do {
            try await Task.sleep(for: time)
        } catch {
            throw .cancelled
        }
    }
}

extension MigrationError {
    init(_ error: any Error, file: MigrationFiles.File? = nil) {
        switch error {
        case let error as MigrationError: self = error
        case PostgresError.cancelled, is CancellationError: self = .cancelled
        case PostgresError.server(let error):
            guard let file else {
                self = .database(.server(error))
                return
            }
            self = .failed(
                file: file.path, line: error.position.map { SQLScript.line(of: $0, in: file.text) }, error: error)
        case let error as PostgresError: self = .database(error)
        default: self = .database(.usage("\(error)"))
        }
    }

    /// Another session was in the way; trying again helps.
    var isLock: Bool {
        let error: ServerError? =
            switch self {
            case .failed(_, _, let error): error
            case .database(let error): error.serverError
            default: nil
            }
        guard let error else { return false }
        return error.sqlState == .lockNotAvailable || error.sqlState == .deadlockDetected
            // Two databases of one cluster change the same role at once.
            || error.message == "tuple concurrently updated"
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

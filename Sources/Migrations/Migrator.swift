public import Postgres

/// Brings a database to the state that the SQL files describe.
///
/// roles.sql as the superuser; each new migration once, in a transaction of its own; then, in one transaction,
/// everything that can be rebuilt: functions, reporting views, triggers, policies, grants, seeds. All but roles.sql
/// runs as the role that owns the objects: a superuser's connection is needed, and nobody need log in as the owner.
public struct Migrator: Sendable {
    /// How long to stand in a queue for a lock, and how long to go on trying.
    ///
    /// Whoever waits for a strong lock makes every later reader wait behind it; so it waits 100 ms at a time.
    public struct Patience: Sendable {
        public var lockTimeout: Duration = .milliseconds(100)
        public var firstPause: Duration = .milliseconds(500)
        public var longestPause: Duration = .seconds(10)
        public var total: Duration = .seconds(600)
        /// For one statement of a migration; a file may set its own by `SET LOCAL statement_timeout`.
        public var statementTimeout: Duration = .seconds(5)
        /// How long to wait for another runner.
        public var otherRunner: Duration = .seconds(60)
        public init() {}
    }

    public enum Rebuild: Sendable {
        /// Also when no file has changed: a policy or a grant that somebody made by hand is gone afterwards.
        case always
        /// Only when a file has changed since the last time; for a quick start.
        case whenChanged
    }

    /// The state to reach.
    public let files: MigrationFiles
    /// Owns every object; every schema that it owns is ours, and no other is touched.
    public let owner: String
    let options: ConnectionOptions
    let patience: Patience
    let progress: @Sendable (MigrationEvent) -> Void

    /// - Parameters:
    ///   - options: of a superuser, for the database to migrate.
    ///   - progress: called as things happen, on any thread.
    public init(
        _ options: ConnectionOptions, files: MigrationFiles, owner: String = "nuanxin_owner",
        patience: Patience = Patience(),
        progress: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) {
        self.options = options.with("application_name", "nuanxin migrate")
        self.files = files
        self.owner = owner
        self.patience = patience
        self.progress = progress
    }

    /// - Returns: the names of the migrations applied now.
    @discardableResult
    public func migrate(rebuild: Rebuild = .always) async throws(MigrationError) -> [String] {
        try await withRunner { (runner) async throws(MigrationError) in
            try await runner.lockOutOthers()
            try await runner.prepareRecords()
            let status = try await runner.status()
            try status.check()
            if rebuild == .whenChanged, status.isCurrent {
                progress(.upToDate)
                return []
            }
            try await runner.runRoles()
            for migration in files.migrations where status.pending.contains(migration.name) {
                try await runner.apply(migration)
            }
            try await runner.rebuildAll()
            return status.pending
        }
    }

    /// What has been applied and what has not. Changes nothing.
    public func status() async throws(MigrationError) -> MigrationStatus {
        try await withRunner { (runner) async throws(MigrationError) in try await runner.status() }
    }

    func withRunner<Value: Sendable>(
        _ body: (MigrationRunner) async throws(MigrationError) -> Value
    ) async throws(MigrationError) -> Value {
        let connection = try await open(options)
        do throws(MigrationError) {
            let runner = MigrationRunner(
                connection: connection, options: options, files: files, owner: owner, patience: patience,
                progress: progress)
            try await runner.prepareSession()
            let value = try await body(runner)
            // Also gives up the advisory lock.
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}

func open(_ options: ConnectionOptions) async throws(MigrationError) -> Connection {
    do throws(PostgresError) {
        return try await Connection.open(options)
    } catch {
        throw MigrationError(error)
    }
}

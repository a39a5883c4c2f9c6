import Glibc
public import Postgres

/// A server that answers. Keep it as long as the server is needed; stopping it is a call, not the end of this value.
public final class RunningDatabase: Sendable {
    /// The folder that it serves.
    public let database: EmbeddedDatabase
    private let server: Server

    enum Server: Sendable {
        case own(ServerProcess)
        /// Started by another process: known by its number only.
        case foreign(pid_t)
    }

    init(database: EmbeddedDatabase, server: Server) {
        self.database = database
        self.server = server
    }

    /// The postmaster.
    public var processID: Int {
        switch server {
        case .own(let process): Int(process.pid)
        case .foreign(let pid): Int(pid)
        }
    }

    /// Shuts the server down: open transactions are rolled back, everything committed is on disk.
    /// Harmless when it has ended already.
    public func stop() async throws(EmbeddedDatabaseError) {
        switch server {
        case .own(let process):
            process.signal(SIGINT)
            if await process.waitForExit(atMost: .seconds(60)) { return }
            process.signal(SIGQUIT)
            guard await process.waitForExit(atMost: .seconds(30)) else { throw .stopTimedOut(pid: Int(process.pid)) }
        case .foreign:
            try await database.stop()
        }
    }

    /// Returns when the server has ended, by whatever cause, with the cause in words (`exit 0` is a clean end).
    public func waitForExit() async -> String {
        switch server {
        case .own(let process):
            return exitText(await process.waitForExit())
        case .foreign(let pid):
            while ProcessTable.isServerProcess(pid, of: database.layout) {
                _ = await waitUntil(atMost: .seconds(1)) { !ProcessTable.isServerProcess(pid, of: database.layout) }
            }
            return "exit"
        }
    }

    /// How to connect as the cluster's superuser.
    public func superuserOptions(database name: String = EmbeddedDatabase.databaseName)
        throws(EmbeddedDatabaseError) -> ConnectionOptions
    {
        try database.superuserOptions(database: name)
    }

    /// Gives an existing login role the password that is kept for it in `secrets/`, made now if there is none.
    ///
    /// - Returns: how to connect as that role.
    @discardableResult
    public func ensurePassword(role: String) async throws(EmbeddedDatabaseError) -> ConnectionOptions {
        let database = database
        let password = try await blocking { () throws(EmbeddedDatabaseError) in
            try Secrets(layout: database.layout, account: database.account()).passwordOrNew(of: role)
        }
        do throws(PostgresError) {
            let connection = try await Connection.open(try Self.typed(database))
            do throws(PostgresError) {
                // Encrypted here, so that the password never stands in a statement, a log or a view of activity.
                let verifier = try connection.encryptPassword(password, user: role)
                try await connection.execute(SQL.unsafeRaw("ALTER ROLE \"\(role)\" PASSWORD '\(verifier)'"))
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
        } catch {
            throw .database("\(error)")
        }
        return try database.options(role: role)
    }

    private static func typed(_ database: EmbeddedDatabase) throws(PostgresError) -> ConnectionOptions {
        do throws(EmbeddedDatabaseError) {
            return try database.superuserOptions(database: "postgres")
        } catch {
            throw .usage("\(error)")
        }
    }
}

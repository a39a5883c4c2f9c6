import Foundation
import Glibc
import Logging
import Postgres

extension EmbeddedDatabase {
    /// Whether the server ends with us.
    public enum StartMode: String, Sendable {
        /// A child: it shuts down cleanly when this process ends, even when killed.
        case child
        /// On its own (`db start`): it runs until `stop()`.
        case detached
    }

    /// Starts the server and returns when it answers a query.
    ///
    /// Cleans up after a server or a program that was killed. Ends the server again when the task is cancelled.
    /// - Parameter patience: how long it may take, recovery after a power cut included.
    /// - Throws: `alreadyRunning` when a server of ours runs already; `attach()` gives that one.
    public func start(mode: StartMode = .child, patience: Duration = .seconds(600))
        async throws(EmbeddedDatabaseError) -> RunningDatabase
    {
        try checkFolder()
        var state = try initialisedState()
        let account = try account()
        try checkCluster(account)
        let programs = try await blocking { () throws(EmbeddedDatabaseError) in
            try ServerPrograms.find(
                major: layout.majorVersion, dataFolder: layout.folder, environment: environment)
        }
        let lock = try await acquireForStart(account)
        lock.write(FolderLock.Holder(.starting))
        try await removeRemains(of: state)

        let socketFolder = try SocketFolder.prepare(layout, account: account, environment: environment)
        SocketFolder.removeLeftovers(in: socketFolder)
        if state.socketFolder != socketFolder {
            state.socketFolder = socketFolder
            try state.write(layout, account: account)
        }
        try DurableFile.write(settings.text, to: layout.settings, account: account)
        let process = try await spawn(programs, account: account, lock: lock, mode: mode, socketFolder: socketFolder)
        lock.write(FolderLock.Holder(mode == .child ? .child : .detached, server: process.pid))
        do throws(EmbeddedDatabaseError) {
            try await waitUntilReady(process, state: state, patience: patience)
        } catch {
            process.signal(SIGINT)
            if await !process.waitForExit(atMost: .seconds(10)) {
                process.signal(SIGQUIT)
                _ = await process.waitForExit(atMost: .seconds(10))
            }
            throw error
        }
        logger.info("database started", metadata: ["pid": "\(process.pid)", "folder": "\(layout.folder)"])
        return RunningDatabase(database: self, server: .own(process))
    }

    /// The server that runs already, started by another process.
    public func attach() async throws(EmbeddedDatabaseError) -> RunningDatabase {
        let state = try initialisedState()
        guard let pid = ProcessTable.postmaster(of: layout) else { throw .notRunning(layout.folder) }
        guard case .ours = await Probe.ask(try superuserOptions(database: "postgres"), state: state) else {
            throw .notReady(seconds: 0, lastProblem: layout.folder)
        }
        return RunningDatabase(database: self, server: .foreign(pid))
    }

    /// Finds what would make PostgreSQL refuse, and says it in words that help.
    private func checkCluster(_ account: ServerAccount) throws(EmbeddedDatabaseError) {
        if let ancestor = account.firstClosedAncestor(of: layout.cluster) {
            throw .unreachable(layout.folder, ancestor: ancestor, user: account.name)
        }
        // PostgreSQL refuses a cluster that others may read; also takes the right owner and mode for granted.
        try account.makeFolder(layout.folder)
        try account.makeFolder(layout.cluster)
        try account.makeFolder(layout.logFolder)
        if access(layout.cluster, W_OK) != 0 { throw .notWritable(layout.cluster, reason: errorText(errno)) }
    }

    // MARK: The lock

    /// Waits for a server that is just going down; stops one that has lost its program; refuses a living one.
    private func acquireForStart(_ account: ServerAccount) async throws(EmbeddedDatabaseError) -> FolderLock {
        let end = ContinuousClock.now + .seconds(70)
        let endOfGrace = ContinuousClock.now + .seconds(2)
        var hasSignalled = false
        while true {
            if let lock = try FolderLock.acquire(layout, account: account) { return lock }
            let holder = FolderLock.Holder.read(layout)
            let holderLives = holder?.isAlive ?? false
            let remaining = ProcessTable.processes(of: layout)
            if let server = ProcessTable.postmaster(of: layout) ?? youngServer(holder) {
                if holder?.purpose != .child || holderLives {
                    throw .alreadyRunning(
                        folder: layout.folder, server: Int(server),
                        holder: holderLives && holder?.purpose != .detached ? holder?.pid : nil)
                }
                // Its program was killed: it is shutting down, or it had no parent-death signal.
                if !hasSignalled { kill(server, SIGINT) }
                hasSignalled = true
            } else if holderLives, holder?.purpose == .starting || holder?.purpose == .initialising {
                // Another process is at it; in a moment it has a server, or an error.
            } else if !remaining.isEmpty {
                // Backends whose postmaster was killed.
                if !hasSignalled { for pid in remaining { kill(pid, SIGQUIT) } }
                hasSignalled = true
            } else if ContinuousClock.now > endOfGrace {
                throw .heldElsewhere(folder: layout.folder, host: holder?.host, pid: holder?.pid)
            }
            if ContinuousClock.now > end { throw .processesRemain(folder: layout.folder, remaining.map(Int.init)) }
            try await pause(.milliseconds(50))
        }
    }

    /// A server that has not written its postmaster.pid yet.
    private func youngServer(_ holder: FolderLock.Holder?) -> pid_t? {
        guard let server = holder?.server.map(pid_t.init), ProcessTable.isServerProcess(server, of: layout) else {
            return nil
        }
        return server
    }

    /// After the lock is ours: a server started by hand, orphans of one, and the files that a killed one leaves.
    private func removeRemains(of state: FolderState) async throws(EmbeddedDatabaseError) {
        if let server = ProcessTable.postmaster(of: layout) {
            throw .alreadyRunning(folder: layout.folder, server: Int(server), holder: nil)
        }
        let orphans = ProcessTable.processes(of: layout)
        for pid in orphans { kill(pid, SIGQUIT) }
        guard await waitUntil(atMost: .seconds(10), { ProcessTable.processes(of: layout).isEmpty }) else {
            throw .processesRemain(folder: layout.folder, ProcessTable.processes(of: layout).map(Int.init))
        }
        if let text = try? String(contentsOfFile: layout.processIDFile, encoding: .utf8) {
            if let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }) { ProcessTable.reapIfZombie(pid) }
            // The number in it may belong to a stranger now, whom PostgreSQL would take for a running server.
            logger.notice("removing a stale postmaster.pid", metadata: ["folder": "\(layout.folder)"])
            unlink(layout.processIDFile)
        }
        SocketFolder.removeLeftovers(in: state.socketFolder)
    }

    // MARK: The server

    private func spawn(
        _ programs: ServerPrograms, account: ServerAccount, lock: FolderLock, mode: StartMode, socketFolder: String
    ) async throws(EmbeddedDatabaseError) -> ServerProcess {
        let log = try ServerLog.open(layout, account: account)
        defer { close(log) }
        let (program, arguments) = try account.command(
            programs.postgres, ["-D", layout.cluster, "-k", socketFolder],
            // SIGINT is PostgreSQL's fast and clean shutdown; SIGTERM would wait for every client.
            deathSignal: mode == .child ? "INT" : nil)
        return try await ServerProcess.start(
            Spawn(
                program: program, arguments: arguments, environment: serverEnvironment, input: nil, output: log,
                inherited: lock.descriptor, hasOwnSession: true))
    }

    private func waitUntilReady(_ process: ServerProcess, state: FolderState, patience: Duration)
        async throws(EmbeddedDatabaseError)
    {
        let options = try superuserOptions(database: "postgres")
        let end = ContinuousClock.now + patience
        var lastProblem = ""
        repeat {
            if let exit = process.exit {
                throw .serverExited(status: exitText(exit), log: ServerLog.tail(layout))
            }
            switch await Probe.ask(options, state: state) {
            case .ours:
                guard !Task.isCancelled else { throw .cancelled }
                return
            case .notYet(let problem): lastProblem = problem
            case .passwordRefused:
                throw .passwordRefused(role: Self.superuser, file: layout.secret(Self.superuser))
            case .stranger(let found):
                throw .strangerAnswers(
                    socket: state.socketFolder, expected: state.systemIdentifier, found: found)
            }
            try await pause(.milliseconds(25))
        } while ContinuousClock.now < end
        throw .notReady(seconds: Int(patience.components.seconds), lastProblem: lastProblem)
    }

    private func pause(_ time: Duration) async throws(EmbeddedDatabaseError) {
        do {
            try await Task.sleep(for: time)
        } catch {
            throw .cancelled
        }
    }
}

/// Asks a server who it is, by a real query: an open socket proves nothing.
enum Probe {
    enum Answer { case ours, notYet(String), passwordRefused, stranger(String) }

    static func ask(_ options: ConnectionOptions, state: FolderState) async -> Answer {
        do throws(PostgresError) {
            let connection = try await Connection.open(
                options.with("connect_timeout", "5").with("application_name", "nuanxin up"))
            let rows: [[String?]]
            do throws(PostgresError) {
                rows = try await connection.rows("SELECT system_identifier::text FROM pg_control_system()")
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
            let found = rows.first?.first.flatMap(\.self) ?? ""
            return found == state.systemIdentifier ? .ours : .stranger(found)
        } catch {
            if let refusal = error.serverError, refusal.sqlState == .invalidPassword { return .passwordRefused }
            return .notYet("\(error)")
        }
    }
}

import Foundation
import Glibc
import Logging

extension EmbeddedDatabase {
    /// Makes the cluster, its superuser and the empty database `nuanxin`; does nothing when they are there.
    ///
    /// An interrupted call leaves nothing half-made behind: the cluster is made aside and renamed when it is whole.
    /// - Returns: whether it was made now.
    @discardableResult
    public func initialise() async throws(EmbeddedDatabaseError) -> Bool {
        try await blocking { () throws(EmbeddedDatabaseError) in try self.initialiseBlocking() }
    }

    private func initialiseBlocking() throws(EmbeddedDatabaseError) -> Bool {
        try checkFolder()
        guard !layout.isInitialised else {
            _ = try account()
            return false
        }
        let account = try account()
        try makeDataFolder(account)
        guard let lock = try acquireForInitialise(account) else { return false }
        // Somebody else may have finished while we waited for the lock.
        guard !layout.isInitialised else { return false }
        if layout.exists(layout.versionFile) { throw .folderIncomplete(layout.folder, missing: "state.json") }
        lock.write(FolderLock.Holder(.initialising))
        defer { lock.clear() }
        try checkSpace()
        let programs = try ServerPrograms.find(major: nil, dataFolder: layout.folder, environment: environment)
        logger.info("initialising", metadata: ["folder": "\(layout.folder)", "postgres": "\(programs.version)"])
        try makeCluster(programs, account: account)
        return true
    }

    /// Refuses a path that is no folder, or holds something that is not ours.
    func checkFolder() throws(EmbeddedDatabaseError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: layout.folder, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else { throw .notAFolder(layout.folder) }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: layout.folder)
        } catch {
            throw .notWritable(layout.folder, reason: errorText(access(layout.folder, R_OK | X_OK) == 0 ? EIO : errno))
        }
        let strangers = names.filter { !FolderLayout.ownNames.contains($0) && !$0.hasSuffix(".tmp") }
        guard strangers.isEmpty || layout.isInitialised else {
            throw .folderNotOurs(layout.folder, found: Array(strangers.sorted().prefix(5)))
        }
    }

    private func makeDataFolder(_ account: ServerAccount) throws(EmbeddedDatabaseError) {
        let parent = URL(fileURLWithPath: layout.folder).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw .notWritable(parent, reason: error.localizedDescription)
        }
        // As an ordinary user this tells a read-only disk or a missing right before anything is made.
        try account.makeFolder(layout.folder)
        if let ancestor = account.firstClosedAncestor(of: layout.folder) {
            throw .unreachable(layout.folder, ancestor: ancestor, user: account.name)
        }
    }

    /// `nil`: another process has initialised the folder meanwhile.
    private func acquireForInitialise(_ account: ServerAccount) throws(EmbeddedDatabaseError) -> FolderLock? {
        for _ in 0..<1200 {
            if let lock = try FolderLock.acquire(layout, account: account) { return lock }
            if layout.isInitialised { return nil }
            usleep(50_000)
        }
        let holder = FolderLock.Holder.read(layout)
        throw .heldElsewhere(folder: layout.folder, host: holder?.host, pid: holder?.pid)
    }

    private func checkSpace() throws(EmbeddedDatabaseError) {
        var status = statvfs()
        guard statvfs(layout.folder, &status) == 0 else { return }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        // A new cluster takes 60 MB and its first logs as much again.
        guard free >= 200 * 1_048_576 else { throw .noSpace(layout.folder, freeBytes: Int(free)) }
    }

    private func makeCluster(_ programs: ServerPrograms, account: ServerAccount) throws(EmbeddedDatabaseError) {
        try removeTree(layout.unfinishedCluster)
        _ = try Secrets(layout: layout, account: account).passwordOrNew(of: Self.superuser)
        try command(
            programs.initdb,
            [
                "-D", layout.unfinishedCluster, "-U", Self.superuser, "--pwfile=\(layout.secret(Self.superuser))",
                "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "-E", "UTF8", "--data-checksums",
                // Order by code point is stable for ever; C as LC_CTYPE would make trigrams of Chinese empty.
                // Every option is said: the defaults differ between versions and machines.
                "--locale-provider=libc", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C.UTF-8",
                "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C", "--text-search-config=simple",
            ] + (settings.additions["fsync"] == "off" ? ["--no-sync"] : []), account: account
        ).runSuccessfully()
        let configuration = layout.unfinishedCluster + "/postgresql.conf"
        let standard: String
        do {
            standard = try String(contentsOfFile: configuration, encoding: .utf8)
        } catch {
            throw .file(path: configuration, operation: "read", reason: "\(error)")
        }
        try DurableFile.write(standard + ServerSettings.includes, to: configuration, account: account)
        try DurableFile.write(settings.text, to: layout.unfinishedCluster + "/nuanxin.conf", account: account)
        try DurableFile.write(
            ServerSettings.localComment, to: layout.unfinishedCluster + "/local.conf", account: account)
        try makeDatabase(programs, account: account)
        let state = FolderState(
            systemIdentifier: try systemIdentifier(programs, account: account), majorVersion: programs.major,
            createdAt: Date(), socketFolder: layout.run)
        try state.write(layout, account: account)
        try DurableFile.rename(layout.unfinishedCluster, to: layout.cluster)
    }

    /// Uses the server's single-user mode: no socket, no password, nobody else.
    private func makeDatabase(_ programs: ServerPrograms, account: ServerAccount) throws(EmbeddedDatabaseError) {
        let statements = [
            "CREATE DATABASE \(Self.databaseName)",
            // People's roles are stopped after 30 s; a migration or a backup may take longer.
            "ALTER ROLE \(Self.superuser) SET idle_in_transaction_session_timeout = 0",
            // Accounts reach the school's database only.
            "REVOKE ALL ON DATABASE postgres FROM PUBLIC",
            "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
        ]
        let output = try command(
            programs.postgres,
            ["--single", "-D", layout.unfinishedCluster, "-c", "exit_on_error=on", "postgres"],
            input: statements.map { $0 + "\n" }.joined(), account: account
        ).runSuccessfully()
        guard !output.contains("ERROR:"), !output.contains("FATAL:") else {
            throw .programFailed(name: "postgres --single", status: "exit 0", output: output)
        }
    }

    private func systemIdentifier(_ programs: ServerPrograms, account: ServerAccount)
        throws(EmbeddedDatabaseError) -> String
    {
        let output = try command(programs.controlData, ["-D", layout.unfinishedCluster], account: account)
            .runSuccessfully()
        let label = "Database system identifier:"
        for line in output.split(separator: "\n") where line.hasPrefix(label) {
            return line.dropFirst(label.count).trimmingCharacters(in: .whitespaces)
        }
        throw .programFailed(name: "pg_controldata", status: "exit 0", output: output)
    }

    private func removeTree(_ path: String) throws(EmbeddedDatabaseError) {
        guard layout.exists(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .file(path: path, operation: "remove", reason: error.localizedDescription)
        }
    }
}

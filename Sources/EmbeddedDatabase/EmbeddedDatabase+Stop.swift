import Glibc
import Logging

extension EmbeddedDatabase {
    /// Stops the server of this folder, whoever started it; returns when the last process of it has ended.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public func stop() async throws(EmbeddedDatabaseError) -> Bool {
        _ = try initialisedState()
        guard let server = ProcessTable.postmaster(of: layout) else {
            let orphans = ProcessTable.processes(of: layout)
            guard !orphans.isEmpty else {
                if FolderLock.isFree(layout) { return false }
                let holder = FolderLock.Holder.read(layout)
                throw .heldElsewhere(folder: layout.folder, host: holder?.host, pid: holder?.pid)
            }
            // Backends whose postmaster was killed: they still hold the shared memory.
            for pid in orphans { kill(pid, SIGQUIT) }
            guard await waitUntil(atMost: .seconds(10), { hasEnded }) else {
                throw .processesRemain(folder: layout.folder, orphans.map(Int.init))
            }
            return true
        }
        logger.info("stopping", metadata: ["pid": "\(server)"])
        kill(server, SIGINT)
        if await waitUntil(atMost: .seconds(60), { hasEnded }) { return true }
        if ProcessTable.postmaster(of: layout) == server { kill(server, SIGQUIT) }
        guard await waitUntil(atMost: .seconds(30), { hasEnded }) else { throw .stopTimedOut(pid: Int(server)) }
        return true
    }

    private var hasEnded: Bool {
        ProcessTable.processes(of: layout).isEmpty
    }
}

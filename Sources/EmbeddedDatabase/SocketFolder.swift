import Foundation
import Glibc

/// Where the server puts its socket. The path of a Unix socket has at most 107 bytes, and data folders may be deep.
enum SocketFolder {
    /// `.s.PGSQL.5432` and the slash before it.
    private static let nameLength = 14
    private static let longestPath = 107

    /// The folder, made if it is not there: `run/`, or a short one named by the data folder's hash.
    static func prepare(_ layout: FolderLayout, account: ServerAccount, environment: [String: String])
        throws(EmbeddedDatabaseError) -> String
    {
        if layout.run.utf8.count + nameLength <= longestPath {
            try account.makeFolder(layout.run)
            return layout.run
        }
        let folder = shortFolder(layout, account: account, environment: environment)
        do {
            try account.makeFolder(folder)
        } catch {
            // Somebody may have put a folder or a link of that name into the shared /tmp.
            throw .socketFolderTaken(folder)
        }
        return folder
    }

    private static func shortFolder(_ layout: FolderLayout, account: ServerAccount, environment: [String: String])
        -> String
    {
        let name = "/nuanxin-" + layout.hash
        if account.isDropped {
            // Root's own XDG_RUNTIME_DIR is closed to the server's user; /run is where daemons have their sockets.
            return access("/run", W_OK) == 0 ? "/run" + name : "/tmp" + name
        }
        if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"), access(runtime, W_OK) == 0,
            runtime.utf8.count + name.utf8.count + nameLength <= longestPath
        {
            return runtime + name
        }
        return "/tmp" + name
    }

    /// Takes away what a killed server left; called only when no process of it lives.
    static func removeLeftovers(in folder: String) {
        unlink(folder + "/.s.PGSQL.5432")
        unlink(folder + "/.s.PGSQL.5432.lock")
    }
}

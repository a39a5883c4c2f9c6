public import Foundation
import Glibc
import Postgres

/// What can be told about a data folder without changing it.
public struct DatabaseStatus: Sendable {
    /// `pid` is the postmaster's.
    public enum State: Sendable, Equatable {
        case notInitialised, stopped
        /// A process is there, but does not answer (yet, or no more).
        case notAnswering(pid: Int)
        case running(pid: Int)
        /// Another container or computer holds the lock.
        case heldElsewhere
    }
    /// By a real query, not by a process number.
    public var state: State
    /// The data folder, without symbolic links.
    public var folder: URL
    /// Where the running (or last) server has its socket.
    public var socketFolder: URL?
    /// Of the cluster's files.
    public var majorVersion: Int?
    /// The version that runs, e.g. `15.18`.
    public var runningVersion: String?
    /// The version installed for this cluster.
    public var installedVersion: String?
    /// The program that started the server and looks after it.
    public var holder: Int?
    /// A package update has replaced the programs under the running server.
    public var needsRestart: Bool {
        guard let runningVersion, let installedVersion else { return false }
        return runningVersion != installedVersion
    }
}

extension EmbeddedDatabase {
    /// Never throws: what is wrong shows in the state.
    public func status() async -> DatabaseStatus {
        var status = DatabaseStatus(state: .notInitialised, folder: folder)
        guard let state = try? initialisedState() else { return status }
        status.socketFolder = URL(fileURLWithPath: state.socketFolder, isDirectory: true)
        status.majorVersion = state.majorVersion
        status.installedVersion = try? await blocking { () throws(EmbeddedDatabaseError) in
            try ServerPrograms.find(
                major: layout.majorVersion, dataFolder: layout.folder, environment: environment
            ).version
        }
        let isFree = FolderLock.isFree(layout)
        guard let pid = ProcessTable.postmaster(of: layout) else {
            guard !isFree else {
                status.state = .stopped
                return status
            }
            let holder = FolderLock.Holder.read(layout).flatMap { $0.isAlive ? $0.pid : nil }
            let pid = ProcessTable.processes(of: layout).first.map(Int.init) ?? holder
            status.state = pid.map { .notAnswering(pid: $0) } ?? .heldElsewhere
            return status
        }
        if !isFree, let holder = FolderLock.Holder.read(layout), holder.purpose == .child, holder.isAlive {
            status.holder = holder.pid
        }
        status.state = .notAnswering(pid: Int(pid))
        guard let options = try? superuserOptions(database: "postgres"),
            case .ours = await Probe.ask(options, state: state)
        else { return status }
        status.state = .running(pid: Int(pid))
        status.runningVersion = try? await Self.serverVersion(options)
        return status
    }

    private static func serverVersion(_ options: ConnectionOptions) async throws -> String? {
        let connection = try await Connection.open(options)
        let rows = try? await connection.rows("SHOW server_version")
        await connection.close()
        // `15.18 (Debian 15.18-0+deb12u1)`
        return rows?.first?.first.flatMap(\.self)?.split(separator: " ").first.map(String.init)
    }
}

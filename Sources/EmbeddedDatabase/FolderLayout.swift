import Foundation
import Glibc

/// Where things stand in a data folder.
struct FolderLayout: Sendable {
    let folder: String

    init(_ url: URL) {
        folder = Self.canonicalPath(url.path)
    }

    /// The PostgreSQL data directory.
    var cluster: String { folder + "/cluster" }
    /// The cluster while it is being made; renamed when it is whole.
    var unfinishedCluster: String { folder + "/cluster.new" }
    var run: String { folder + "/run" }
    var logFolder: String { folder + "/log" }
    var log: String { logFolder + "/postgres.log" }
    var secrets: String { folder + "/secrets" }
    var passfile: String { folder + "/passfile" }
    var state: String { folder + "/state.json" }
    var lock: String { folder + "/lock" }
    func secret(_ role: String) -> String { secrets + "/" + role }

    var processIDFile: String { cluster + "/postmaster.pid" }
    var versionFile: String { cluster + "/PG_VERSION" }
    var settings: String { cluster + "/nuanxin.conf" }

    var isInitialised: Bool { exists(versionFile) && exists(state) }

    /// The major version that made the cluster.
    var majorVersion: Int? {
        guard let text = try? String(contentsOfFile: versionFile, encoding: .utf8) else { return nil }
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// A number for this folder that is the same in every process: FNV-1a, 64 bits, of the path.
    var hash: String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in folder.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(value, radix: 36)
    }

    /// Shown in the titles of the server's processes, by which they are found where `/proc/PID/cwd` may not be read.
    var clusterName: String { "nuanxin-" + hash }

    /// Names that a folder of ours may hold, so that an interrupted `initialise` can be repeated.
    static let ownNames: Set<String> = [
        "cluster", "cluster.new", "run", "log", "secrets", "passfile", "state.json", "lock", "lost+found",
    ]

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The path without symbolic links; the part that does not exist yet is kept as it is.
    private static func canonicalPath(_ path: String) -> String {
        let standard = URL(fileURLWithPath: path).standardizedFileURL.path
        var existing = standard
        var rest = ""
        while true {
            if let real = realpath(existing, nil) {
                defer { free(real) }
                let base = String(cString: real)
                return rest.isEmpty ? base : (base == "/" ? "" : base) + rest
            }
            guard let slash = existing.lastIndex(of: "/"), existing.count > 1 else { return standard }
            rest = existing[slash...] + rest
            existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
        }
    }
}

/// What must be known about a cluster before its server answers.
struct FolderState: Codable {
    var format = 1
    /// `pg_control_system()`; a text because it is an unsigned 64-bit number.
    var systemIdentifier: String
    var majorVersion: Int
    var createdAt: Date
    /// Where the running (or last) server has its socket.
    var socketFolder: String

    static func read(_ layout: FolderLayout) throws(EmbeddedDatabaseError) -> FolderState {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: layout.state))
            return try JSONDecoder().decode(FolderState.self, from: data)
        } catch {
            if layout.exists(layout.state), access(layout.state, R_OK) != 0 {
                throw .notWritable(layout.state, reason: errorText(errno))
            }
            throw .folderIncomplete(layout.folder, missing: "state.json")
        }
    }

    func write(_ layout: FolderLayout, account: ServerAccount) throws(EmbeddedDatabaseError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text: String
        do {
            text = String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw .file(path: layout.state, operation: "encode", reason: "\(error)")
        }
        try DurableFile.write(text, to: layout.state, account: account)
    }
}

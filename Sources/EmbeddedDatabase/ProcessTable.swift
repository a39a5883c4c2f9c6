import Foundation
import Glibc

/// What Linux says about processes. A process number alone proves nothing: numbers are used again, also for strangers.
enum ProcessTable {
    /// Living processes of the server whose data folder is `cluster`: the postmaster and its children.
    ///
    /// Found by their working folder. Root without the right to trace others (the default in containers) may not
    /// read that; then by the cluster's name in the process title.
    static func processes(of layout: FolderLayout) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { isServerProcess($0, of: layout) }
    }

    /// Whether the process lives (is no zombie) and works in the cluster.
    static func isServerProcess(_ pid: pid_t, of layout: FolderLayout) -> Bool {
        switch workingFolder(pid) {
        case .path(let path): return path == layout.cluster && isAlive(pid)
        case .forbidden:
            let words = commandLine(pid)
            let title = words.first ?? ""
            let isOurs = words.contains(layout.cluster) || title.contains("postgres: \(layout.clusterName): ")
            return isOurs && isAlive(pid)
        case .none: return false
        }
    }

    /// The postmaster, when the number in `postmaster.pid` is that of a living server in this folder.
    static func postmaster(of layout: FolderLayout) -> pid_t? {
        guard let text = try? String(contentsOfFile: layout.processIDFile, encoding: .utf8),
            let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }), pid > 0,
            isServerProcess(pid, of: layout)
        else { return nil }
        return pid
    }

    /// Alive and not a zombie that nobody has reaped.
    static func isAlive(_ pid: pid_t) -> Bool {
        guard let state = stat(pid)?.first?.first else { return false }
        return state != "Z" && state != "X"
    }

    /// Clock ticks since boot; with the number it names one process for ever.
    static func startTime(_ pid: pid_t) -> UInt64? {
        guard let fields = stat(pid), fields.count > 19 else { return nil }
        return UInt64(fields[19])
    }

    /// Reaps a zombie child of ours: in a container we may be process 1, and nobody else will.
    static func reapIfZombie(_ pid: pid_t) {
        guard stat(pid)?.first == "Z" else { return }
        var status: Int32 = 0
        waitpid(pid, &status, WNOHANG)
    }

    /// The fields of /proc/PID/stat after the name, which may itself hold blanks and brackets.
    private static func stat(_ pid: pid_t) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let bracket = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: bracket)...].split(separator: " ")
    }

    private enum WorkingFolder { case path(String), forbidden, none }

    private static func workingFolder(_ pid: pid_t) -> WorkingFolder {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress else { return -1 }
            return readlink("/proc/\(pid)/cwd", base, bytes.count)
        }
        if count >= 0 { return .path(String(decoding: buffer[..<count], as: UTF8.self)) }
        return errno == EACCES || errno == EPERM ? .forbidden : .none
    }

    private static func commandLine(_ pid: pid_t) -> [String] {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return [] }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}

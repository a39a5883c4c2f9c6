import Foundation
import Glibc

/// The lock of a data folder, held from `start` until the last process of the server has ended.
///
/// The server inherits the descriptor, and `flock` belongs to the open file, not to a process: whatever dies, the lock
/// is free exactly when no process of that server is left. It also holds between containers that share a volume
/// and do not see each other's processes.
final class FolderLock: Sendable {
    let descriptor: Int32
    private let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// `nil` when somebody else holds it.
    static func acquire(_ layout: FolderLayout, account: ServerAccount) throws(EmbeddedDatabaseError) -> FolderLock? {
        let descriptor = open(layout.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw errno == EROFS || errno == EACCES || errno == EPERM
                ? .notWritable(layout.folder, reason: errorText(errno))
                : .file(path: layout.lock, operation: "open", reason: errorText(errno))
        }
        let lock = FolderLock(descriptor: descriptor, path: layout.lock)
        try account.own(descriptor, layout.lock)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else {
                throw .file(path: layout.lock, operation: "lock", reason: errorText(errno))
            }
            return nil
        }
        return lock
    }

    /// Whether nobody holds it. Read-only: asking changes nothing and needs no right to write.
    static func isFree(_ layout: FolderLayout) -> Bool {
        let descriptor = open(layout.lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0
    }

    /// Says in the file who holds the lock. Only for people and for telling a dying server from a living one.
    func write(_ holder: Holder) {
        guard let data = try? JSONEncoder().encode(holder) else { return }
        let bytes = Array(data) + [UInt8(ascii: "\n")]
        ftruncate(descriptor, 0)
        pwrite(descriptor, bytes, bytes.count, 0)
    }

    /// After work that leaves no server behind.
    func clear() { ftruncate(descriptor, 0) }

    struct Holder: Codable, Equatable {
        enum Purpose: String, Codable { case initialising, starting, child, detached }
        var purpose: Purpose
        /// The program that took the lock.
        var pid: Int
        var startTime: UInt64?
        var host: String
        var server: Int?

        init(_ purpose: Purpose, server: pid_t? = nil) {
            self.purpose = purpose
            pid = Int(getpid())
            startTime = ProcessTable.startTime(getpid())
            host = Self.hostName
            self.server = server.map(Int.init)
        }

        /// Not Foundation's, which asks the network.
        static var hostName: String {
            var buffer = [UInt8](repeating: 0, count: 256)
            let status = buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.bindMemory(to: CChar.self).baseAddress else { return Int32(-1) }
                return gethostname(base, bytes.count - 1)
            }
            return status == 0 ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : "?"
        }

        /// Whether that very process still lives.
        var isAlive: Bool {
            ProcessTable.isAlive(pid_t(pid)) && (startTime == nil || ProcessTable.startTime(pid_t(pid)) == startTime)
        }

        static func read(_ layout: FolderLayout) -> Holder? {
            guard let data = FileManager.default.contents(atPath: layout.lock) else { return nil }
            return try? JSONDecoder().decode(Holder.self, from: data)
        }
    }
}

import Glibc

/// Small files that must survive a power cut: written beside, flushed, renamed, and the folder flushed.
/// Lines that were only appended were found to be zeros after one.
enum DurableFile {
    static func write(_ text: String, to path: String, account: ServerAccount) throws(EmbeddedDatabaseError) {
        let temporary = "\(path).\(getpid()).tmp"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(temporary, "create") }
        do throws(EmbeddedDatabaseError) {
            defer { close(descriptor) }
            let bytes = Array(text.utf8)
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(temporary, "write") }
                start += count
            }
            try account.own(descriptor, temporary)
            guard fsync(descriptor) == 0 else { throw failure(temporary, "flush") }
        } catch {
            unlink(temporary)
            throw error
        }
        guard Glibc.rename(temporary, path) == 0 else {
            let failure = failure(path, "rename")
            unlink(temporary)
            throw failure
        }
        try syncFolder(of: path)
    }

    static func rename(_ old: String, to new: String) throws(EmbeddedDatabaseError) {
        guard Glibc.rename(old, new) == 0 else { throw failure(new, "rename") }
        try syncFolder(of: new)
    }

    static func syncFolder(of path: String) throws(EmbeddedDatabaseError) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder, "open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder, "flush") }
    }

    private static func failure(_ path: String, _ operation: String) -> EmbeddedDatabaseError {
        switch errno {
        case EROFS, EACCES, EPERM: .notWritable(path, reason: errorText(errno))
        default: .file(path: path, operation: operation, reason: errorText(errno))
        }
    }
}

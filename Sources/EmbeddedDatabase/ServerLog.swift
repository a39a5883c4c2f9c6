import Foundation
import Glibc

/// The server's log file, kept in bounds at each start.
enum ServerLog {
    private static let largest = 16 * 1_048_576
    private static let kept = 3

    /// A descriptor to append to; the caller closes it.
    static func open(_ layout: FolderLayout, account: ServerAccount) throws(EmbeddedDatabaseError) -> Int32 {
        var status = stat()
        if stat(layout.log, &status) == 0, status.st_size > largest {
            for number in stride(from: kept - 1, through: 1, by: -1) {
                rename("\(layout.log).\(number)", "\(layout.log).\(number + 1)")
            }
            rename(layout.log, layout.log + ".1")
        }
        let descriptor = Glibc.open(layout.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .notWritable(layout.log, reason: errorText(errno)) }
        do throws(EmbeddedDatabaseError) {
            try account.own(descriptor, layout.log)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// The last lines, for an error message.
    static func tail(_ layout: FolderLayout) -> String {
        guard let file = FileHandle(forReadingAtPath: layout.log) else { return "" }
        defer { try? file.close() }
        guard let size = try? file.seekToEnd(), (try? file.seek(toOffset: size > 4096 ? size - 4096 : 0)) != nil,
            let data = try? file.readToEnd()
        else { return "" }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(12).joined(separator: "\n")
    }
}

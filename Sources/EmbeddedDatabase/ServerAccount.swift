import Foundation
import Glibc

/// The user that the server runs as and that owns the folder: ourselves, or, when we are root, one with fewer rights.
struct ServerAccount: Sendable, Equatable {
    let uid: uid_t
    let gid: gid_t
    let name: String
    /// We are root and become this user for every program of PostgreSQL.
    let isDropped: Bool

    /// - Parameter owner: who owns the cluster already; `nil` when there is none yet.
    static func choose(owner: uid_t?, folder: String, environment: [String: String]) throws(EmbeddedDatabaseError)
        -> ServerAccount
    {
        let own = geteuid()
        guard own == 0 else {
            if let owner, owner != own {
                throw .wrongOwner(folder, owner: userName(owner), wanted: userName(own))
            }
            guard let user = user(uid: own) else {
                // libnss-wrapper answers for the programs, though not for us.
                guard environment["NSS_WRAPPER_PASSWD"] != nil else { throw .userUnknown(uid: Int(own)) }
                return ServerAccount(uid: own, gid: getegid(), name: String(own), isDropped: false)
            }
            return ServerAccount(uid: own, gid: getegid(), name: user.name, isDropped: false)
        }
        guard let standard = user(name: "postgres") ?? user(name: "nobody") else { throw .noUnprivilegedUser }
        if let owner {
            // A copy made by root loses its owner, and PostgreSQL refuses to run as root.
            guard owner != 0 else { throw .wrongOwner(folder, owner: "root", wanted: standard.name) }
            guard let user = user(uid: owner) else { throw .userUnknown(uid: Int(owner)) }
            return user
        }
        return standard
    }

    /// The command line that runs a program as this user.
    ///
    /// - Parameter deathSignal: what the program gets when the thread that started it ends.
    func command(_ program: String, _ arguments: [String], deathSignal: String?) throws(EmbeddedDatabaseError)
        -> (program: String, arguments: [String])
    {
        guard let setpriv = Self.setpriv else {
            // Without it the server outlives us when we are killed; the next start finds and stops it.
            guard !isDropped else { throw .setprivMissing }
            return (program, arguments)
        }
        var words: [String] = ["--no-new-privs"]
        if isDropped { words += ["--reuid=\(uid)", "--regid=\(gid)", "--init-groups"] }
        if let deathSignal { words += ["--pdeathsig", deathSignal] }
        return (setpriv, words + ["--", program] + arguments)
    }

    /// util-linux's setpriv needs no PAM, shell or terminal, unlike su and runuser. BusyBox's knows no `--pdeathsig`.
    private static let setpriv: String? = ["/usr/bin/setpriv", "/bin/setpriv"].first { path in
        guard access(path, X_OK) == 0 else { return false }
        let help = try? Command(program: path, arguments: ["--help"]).run()
        return help?.output.contains("--pdeathsig") ?? false
    }

    /// Gives an open file to this user.
    func own(_ descriptor: Int32, _ path: String) throws(EmbeddedDatabaseError) {
        guard isDropped else { return }
        var status = stat()
        // On a read-only disk even an unneeded change of owner fails.
        if fstat(descriptor, &status) == 0, status.st_uid == uid, status.st_gid == gid { return }
        guard fchown(descriptor, uid, gid) != 0 else { return }
        throw .file(path: path, operation: "chown", reason: errorText(errno))
    }

    /// Makes a folder that is this user's and nobody else's, or takes an existing one that is.
    func makeFolder(_ path: String) throws(EmbeddedDatabaseError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw [EROFS, EACCES, EPERM].contains(errno)
                ? .notWritable(path, reason: errorText(errno))
                : .file(path: path, operation: "create", reason: errorText(errno))
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw errno == EACCES
                ? .notWritable(path, reason: errorText(errno))
                : .file(path: path, operation: "open", reason: errorText(errno))
        }
        defer { close(descriptor) }
        try own(descriptor, path)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .file(path: path, operation: "look at", reason: errorText(errno))
        }
        guard status.st_uid == uid else {
            throw .wrongOwner(path, owner: Self.userName(status.st_uid), wanted: name)
        }
        if status.st_mode & 0o777 != 0o700, fchmod(descriptor, 0o700) != 0 {
            throw .file(path: path, operation: "chmod", reason: errorText(errno))
        }
    }

    /// The first folder on the way to `path` that this user may not pass; only asked when we are root.
    func firstClosedAncestor(of path: String) -> String? {
        guard isDropped else { return nil }
        var ancestor = ""
        for part in path.split(separator: "/").dropLast() {
            ancestor += "/" + part
            var status = stat()
            guard stat(ancestor, &status) == 0 else { return nil }
            let bit: mode_t = status.st_uid == uid ? 0o100 : status.st_gid == gid ? 0o010 : 0o001
            if status.st_mode & bit == 0, !canPass(ancestor) { return ancestor }
        }
        return nil
    }

    /// Asks the kernel, as the user: further groups and access lists count too.
    private func canPass(_ folder: String) -> Bool {
        guard let (program, arguments) = try? command("/usr/bin/test", ["-x", folder], deathSignal: nil) else {
            return false
        }
        return (try? Command(program: program, arguments: arguments).run().status) == 0
    }

    static func userName(_ uid: uid_t) -> String { user(uid: uid)?.name ?? String(uid) }

    private static func user(uid: uid_t) -> ServerAccount? {
        user { entry, buffer, size, found in getpwuid_r(uid, entry, buffer, size, found) }
    }

    private static func user(name: String) -> ServerAccount? {
        user { entry, buffer, size, found in getpwnam_r(name, entry, buffer, size, found) }
    }

    private static func user(
        _ ask: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> ServerAccount? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard ask(&entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return nil
        }
        return ServerAccount(
            uid: entry.pw_uid, gid: entry.pw_gid, name: String(cString: name), isDropped: geteuid() == 0)
    }
}

/// Why the private cluster cannot be made, started or stopped. Each case says in `messages` what to do about it.
public enum EmbeddedDatabaseError: Error, Sendable {
    /// No complete PostgreSQL 15 or later was found; `searched` are the folders that were looked into.
    case programsNotFound(searched: [String])
    /// `NUANXIN_PGBIN` names a folder that does not hold what is needed.
    case programsUnusable(folder: String, reason: String)
    /// The folder was made by another major version, and that version's programs are not installed.
    case majorVersionMissing(folder: String, needed: Int, installed: [Int])
    case notAFolder(String)
    /// The folder holds something that is not a Nuanxin database.
    case folderNotOurs(String, found: [String])
    case notInitialised(String)
    /// `cluster/` without the state that belongs to it, or the reverse.
    case folderIncomplete(String, missing: String)
    case notWritable(String, reason: String)
    /// Another user owns the files, or root does (PostgreSQL refuses to run as root).
    case wrongOwner(String, owner: String, wanted: String)
    /// The server's user cannot pass through `ancestor`, for instance a home folder with mode 0700.
    case unreachable(String, ancestor: String, user: String)
    case noSpace(String, freeBytes: Int)
    /// The operating system does not know the user number; PostgreSQL refuses to run then.
    case userUnknown(uid: Int)
    /// Started by root, but neither `postgres` nor `nobody` exists.
    case noUnprivilegedUser
    /// Started by root, but the program `setpriv` (util-linux) is missing.
    case setprivMissing
    case notRunning(String)
    case alreadyRunning(folder: String, server: Int, holder: Int?)
    /// The lock is held, but no process of it can be seen: another container or computer uses the folder.
    case heldElsewhere(folder: String, host: String?, pid: Int?)
    case processesRemain(folder: String, [Int])
    /// The short folder for the socket belongs to someone else.
    case socketFolderTaken(String)
    case programFailed(name: String, status: String, output: String)
    case serverExited(status: String, log: String)
    case notReady(seconds: Int, lastProblem: String)
    /// The server does not accept the password kept in `secrets/`.
    case passwordRefused(role: String, file: String)
    /// Another cluster answers on our socket.
    case strangerAnswers(socket: String, expected: String, found: String)
    case stopTimedOut(pid: Int)
    /// A name that cannot be a file name and a role: `[a-z_][a-z0-9_]*`, at most 63 bytes.
    case badRoleName(String)
    case file(path: String, operation: String, reason: String)
    case database(String)
    case cancelled
}

extension EmbeddedDatabaseError {
    /// What happened and how to mend it, for a person.
    public var messages: (chinese: String, english: String) {
        switch self {
        case .programsNotFound(let searched):
            (
                "找不到 PostgreSQL 15 或更高版本的程序。请安装(例如 apt-get install postgresql-15),"
                    + "或用环境变量 NUANXIN_PGBIN 指定其 bin 目录。已查找:\(searched.joined(separator: "、"))",
                "No PostgreSQL 15 or later was found. Install it (for instance apt-get install postgresql-15), "
                    + "or set NUANXIN_PGBIN to its bin folder. Searched: \(searched.joined(separator: ", "))"
            )
        case .programsUnusable(let folder, let reason):
            (
                "NUANXIN_PGBIN 指向的目录不可用:\(folder)(\(reason))。请改为 PostgreSQL 15 或更高版本的 bin 目录,或取消该变量。",
                "NUANXIN_PGBIN does not name a usable folder: \(folder) (\(reason)). "
                    + "Set it to the bin folder of PostgreSQL 15 or later, or unset it."
            )
        case .majorVersionMissing(let folder, let needed, let installed):
            (
                "数据目录 \(folder) 由 PostgreSQL \(needed) 建立,本机只有 \(Self.list(installed, "、"))。"
                    + "请安装 postgresql-\(needed),或先备份再用 pg_upgrade --check 检查升级。旧目录请勿删除。",
                "The data folder \(folder) was made by PostgreSQL \(needed); installed here: "
                    + "\(Self.list(installed, ", ")). Install postgresql-\(needed), or back up and try "
                    + "pg_upgrade --check. Do not delete the old folder."
            )
        case .notAFolder(let path):
            ("\(path) 不是目录。请另选一个数据目录。", "\(path) is not a folder. Choose another data folder.")
        case .folderNotOurs(let path, let found):
            (
                "目录 \(path) 里有别的内容(\(found.joined(separator: "、"))),不是暖心的数据目录。请选一个空目录。",
                "The folder \(path) holds something else (\(found.joined(separator: ", "))), not a Nuanxin database. "
                    + "Choose an empty folder."
            )
        case .notInitialised(let path):
            (
                "数据目录 \(path) 还没有建立。请先运行 nuanxin db init(或 nuanxin up)。",
                "The data folder \(path) is not initialised. Run nuanxin db init (or nuanxin up) first."
            )
        case .folderIncomplete(let path, let missing):
            (
                "数据目录 \(path) 不完整,缺少 \(missing)。可能只复制了一部分;请从备份完整恢复。",
                "The data folder \(path) is incomplete: \(missing) is missing. Perhaps only part of it was copied; "
                    + "restore the whole folder from a backup."
            )
        case .notWritable(let path, let reason):
            (
                "不能写入 \(path)(\(reason))。请检查磁盘是否只读、目录权限是否正确,或另选数据目录。",
                "Cannot write to \(path) (\(reason)). Check whether the disk is read-only and who may write there, "
                    + "or choose another data folder."
            )
        case .wrongOwner(let path, let owner, let wanted):
            (
                "\(path) 属于用户 \(owner),应属于 \(wanted)。请以 \(owner) 运行,或执行:chown -R \(wanted) \(path)",
                "\(path) belongs to the user \(owner) but should belong to \(wanted). "
                    + "Run as \(owner), or: chown -R \(wanted) \(path)"
            )
        case .unreachable(let path, let ancestor, let user):
            (
                "数据库以用户 \(user) 运行,但该用户不能进入 \(ancestor),因此到不了 \(path)。"
                    + "请把数据目录放到别处(如 /var/lib/nuanxin),或执行:chmod o+x \(ancestor)",
                "The server runs as the user \(user), who may not pass through \(ancestor) to \(path). "
                    + "Put the data folder elsewhere (for instance /var/lib/nuanxin), or: chmod o+x \(ancestor)"
            )
        case .noSpace(let path, let freeBytes):
            (
                "磁盘空间不足:\(path) 只剩 \(freeBytes / 1_048_576) MB。请先清理磁盘。",
                "Not enough disk space: \(freeBytes / 1_048_576) MB are left at \(path). Free some space first."
            )
        case .userUnknown(let uid):
            (
                "系统里没有编号为 \(uid) 的用户,PostgreSQL 因此拒绝运行。请用已有的用户运行容器"
                    + "(如 --user postgres),或安装 libnss-wrapper 并设置 NSS_WRAPPER_PASSWD。",
                "The system knows no user with the number \(uid), so PostgreSQL refuses to run. Run the container as a "
                    + "known user (--user postgres), or install libnss-wrapper and set NSS_WRAPPER_PASSWD."
            )
        case .noUnprivilegedUser:
            (
                "PostgreSQL 不能以 root 运行,而系统里没有用户 postgres 或 nobody。请先建立:useradd --system postgres",
                "PostgreSQL does not run as root, and there is no user postgres or nobody. "
                    + "Make one: useradd --system postgres"
            )
        case .setprivMissing:
            (
                "以 root 运行时需要程序 setpriv(util-linux)。请安装 util-linux,或改用普通用户运行。",
                "Running as root needs the program setpriv. Install util-linux, or run as an ordinary user."
            )
        case .notRunning(let path):
            (
                "数据库没有运行:\(path)。请先运行 nuanxin up 或 nuanxin db start。",
                "The database is not running: \(path). Run nuanxin up or nuanxin db start first."
            )
        case .alreadyRunning(let folder, let server, let holder):
            (
                "数据库已在运行:\(folder),服务器进程 \(server)" + (holder.map { ",由进程 \($0) 启动" } ?? "") + "。",
                "The database is already running: \(folder), server process \(server)"
                    + (holder.map { ", started by process \($0)" } ?? "") + "."
            )
        case .heldElsewhere(let folder, let host, let pid):
            (
                "数据目录 \(folder) 正被另一个容器或主机使用\(Self.place(host, pid, ("(", "主机 ", "进程 ", ")")))。请先在那里停止。",
                "The data folder \(folder) is in use by another container or computer"
                    + "\(Self.place(host, pid, (" (", "host ", "process ", ")"))). Stop it there first."
            )
        case .processesRemain(let folder, let pids):
            (
                "上次的数据库进程仍在使用 \(folder):\(Self.list(pids, "、"))。请稍候再试,或检查磁盘是否无响应。",
                "Processes of the last run still use \(folder): \(Self.list(pids, ", ")). "
                    + "Try again in a moment, or see whether the disk has stopped answering."
            )
        case .socketFolderTaken(let path):
            (
                "数据目录路径太长,需要短目录 \(path) 放置套接字,但它属于别人或权限不对。请删除它,或设置 XDG_RUNTIME_DIR。",
                "The data folder's path is too long, and the short folder for the socket, \(path), belongs to "
                    + "someone else or is open to others. Remove it, or set XDG_RUNTIME_DIR."
            )
        case .programFailed(let name, let status, let output):
            ("程序 \(name) 失败(\(status)):\n\(output)", "The program \(name) failed (\(status)):\n\(output)")
        case .serverExited(let status, let log):
            (
                "数据库服务器启动后退出(\(status))。日志末尾:\n\(log)",
                "The database server ended while starting (\(status)). The end of its log:\n\(log)"
            )
        case .notReady(let seconds, let lastProblem):
            (
                "数据库服务器 \(seconds) 秒内没有就绪:\(lastProblem)",
                "The database server was not ready after \(seconds) seconds: \(lastProblem)"
            )
        case .passwordRefused(let role, let file):
            (
                "服务器不接受 \(role) 的密码(\(file))。若密码被手工改过,请把新密码写回该文件。",
                "The server does not accept the password of \(role) (\(file)). "
                    + "If it was changed by hand, write the new one into that file."
            )
        case .strangerAnswers(let socket, let expected, let found):
            (
                "在 \(socket) 应答的是另一个数据库(\(found),应为 \(expected))。请停止那个服务器。",
                "Another database answers on \(socket) (\(found), expected \(expected)). Stop that server."
            )
        case .stopTimedOut(let pid):
            (
                "服务器进程 \(pid) 没有停止。磁盘可能无响应;请勿用 kill -9。",
                "The server process \(pid) has not stopped. Perhaps the disk does not answer; do not use kill -9."
            )
        case .badRoleName(let name):
            (
                "角色名无效:\(name)(只能用小写字母、数字和下划线)",
                "Not a valid role name: \(name) (lower-case letters, digits and underscores only)"
            )
        case .file(let path, let operation, let reason):
            ("文件操作失败:\(operation) \(path):\(reason)", "A file operation failed: \(operation) \(path): \(reason)")
        case .database(let problem):
            ("数据库报错:\(problem)", "The database reports: \(problem)")
        case .cancelled:
            ("已取消。", "Cancelled.")
        }
    }

    private static func list(_ numbers: [Int], _ separator: String) -> String {
        numbers.isEmpty ? "-" : numbers.map(String.init).joined(separator: separator)
    }

    private static func place(_ host: String?, _ pid: Int?, _ words: (String, String, String, String)) -> String {
        let parts = [host.map { words.1 + $0 }, pid.map { words.2 + String($0) }].compactMap(\.self)
        return parts.isEmpty ? "" : words.0 + parts.joined(separator: ", ") + words.3
    }
}

extension EmbeddedDatabaseError: CustomStringConvertible {
    public var description: String { "\(messages.chinese)\n\(messages.english)" }
}

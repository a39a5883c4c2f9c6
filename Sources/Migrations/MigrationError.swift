public import Postgres

/// Why the database cannot be brought to the files' state. Each case says in `messages` what to do about it.
public enum MigrationError: Error, Sendable {
    case unreadable(String, reason: String)
    case notUTF8(String)
    /// A migration's name must be `20261124T0900_create_home_visit.sql`.
    case badName(String)
    /// A file or folder that no step would run.
    case noPlace(String, allowed: [String])
    /// A migration holds COMMIT, BEGIN or the like, which are the runner's.
    case transactionControl(file: String, line: Int, word: String)
    case notSuperuser(user: String)
    case serverTooOld(found: String)
    /// Connected to a standby.
    case standby
    case ownerMissing(role: String)
    case anotherRunner(pid: Int)
    /// An applied file has changed since.
    case edited([String])
    /// Applied, but not among the files: the program is older than the database.
    case unknownApplied([String])
    /// Not applied, but older than the newest applied one.
    case outOfOrder(file: String, newest: String)
    /// A statement failed; nothing of the file (or of the rebuild) took effect.
    case failed(file: String, line: Int?, error: ServerError)
    /// Other sessions held a lock for the whole time of patience.
    case stillLocked(file: String, blockers: [Blocker])
    case database(PostgresError)
    case cancelled
}

/// A session that holds a lock on the school's tables.
public struct Blocker: Sendable, Hashable {
    public var pid: Int
    public var user: String
    public var application: String
    /// As in pg_stat_activity: `active`, `idle in transaction` …
    public var state: String
    /// Age of its transaction.
    public var seconds: Int
}

extension MigrationError {
    /// What happened and how to mend it, for a person.
    public var messages: (chinese: String, english: String) {
        switch self {
        case .unreadable(let path, let reason):
            ("读不到 SQL 文件 \(path):\(reason)", "Cannot read the SQL file \(path): \(reason)")
        case .notUTF8(let path):
            ("SQL 文件 \(path) 不是 UTF-8 编码,请转换后再试。", "The SQL file \(path) is not UTF-8. Convert it.")
        case .badName(let path):
            (
                "迁移文件名不合规则:\(path)。应为 20261124T0900_create_home_visit.sql 的形式。",
                "Not a migration's name: \(path). It must look like 20261124T0900_create_home_visit.sql."
            )
        case .noPlace(let path, let allowed):
            (
                "没有步骤会执行 \(path)。请放入:\(allowed.joined(separator: "、"))。",
                "No step would run \(path). Put it into one of: \(allowed.joined(separator: ", "))."
            )
        case .transactionControl(let file, let line, let word):
            (
                "\(file) 第 \(line) 行有 \(word)。每个迁移已在一个事务里执行,请删去;"
                    + "确实不能在事务里执行的,首行写 -- no-transaction。",
                "\(file) line \(line) has \(word). Each migration runs in one transaction already: remove it, or, "
                    + "for what cannot run in one, make the first line -- no-transaction."
            )
        case .notSuperuser(let user):
            (
                "\(user) 不是超级用户,不能建立角色与扩展。请用数据库的超级用户连接。",
                "\(user) is no superuser and cannot make roles and extensions. Connect as the database's superuser."
            )
        case .serverTooOld(let found):
            ("需要 PostgreSQL 15 或更高版本,当前为 \(found)。", "PostgreSQL 15 or later is needed; this is \(found).")
        case .standby:
            ("连接到的是只读备库。请连接主库。", "This is a read-only standby. Connect to the primary.")
        case .ownerMissing(let role):
            ("角色 \(role) 不存在,roles.sql 没有建立它。", "The role \(role) does not exist; roles.sql did not make it.")
        case .anotherRunner(let pid):
            (
                "另一个迁移正在进行(服务器进程 \(pid))。请等它完成。",
                "Another migration is running (server process \(pid)). Wait for it."
            )
        case .edited(let names):
            (
                "已执行的迁移被改动:\(names.joined(separator: "、"))。请恢复原文件,把改动写成新的迁移。",
                "Applied migrations have been edited: \(names.joined(separator: ", ")). "
                    + "Restore the files and write a new migration for the change."
            )
        case .unknownApplied(let names):
            (
                "数据库比程序新:已执行过本程序没有的迁移 \(names.joined(separator: "、"))。请升级程序。",
                "The database is newer than the program: it has had migrations that are not here: "
                    + "\(names.joined(separator: ", ")). Upgrade the program."
            )
        case .outOfOrder(let file, let newest):
            (
                "迁移 \(file) 早于已执行的 \(newest)。请改用更晚的时间命名。",
                "The migration \(file) is older than \(newest), which has been applied. Give it a later time."
            )
        case .failed(let file, let line, let error):
            (
                "\(file)\(line.map { " 第 \($0) 行" } ?? "")失败,未作任何改动:\(Self.words(error))",
                "\(file)\(line.map { " line \($0)" } ?? "") failed, nothing was changed: \(Self.words(error))"
            )
        case .stillLocked(let file, let blockers):
            (
                "\(file):等不到锁。占用者:\(Self.list(blockers, "、"))。请让他们结束,或执行 "
                    + "SELECT pg_terminate_backend(进程号)。",
                "\(file): other sessions keep the lock: \(Self.list(blockers, ", ")). Ask them to finish, or: "
                    + "SELECT pg_terminate_backend(pid)."
            )
        case .database(let error):
            ("数据库报错:\(error)", "The database reports: \(error)")
        case .cancelled:
            ("已取消,未完成的部分没有生效。", "Cancelled; what was not finished has no effect.")
        }
    }

    private static func words(_ error: ServerError) -> String {
        var text = "\(error.sqlState) \(error.message)"
        if let detail = error.detail { text += "\nDETAIL: \(detail)" }
        if let hint = error.hint { text += "\nHINT: \(hint)" }
        if let context = error.context { text += "\nCONTEXT: \(context)" }
        return text
    }

    private static func list(_ blockers: [Blocker], _ separator: String) -> String {
        blockers.isEmpty ? "-" : blockers.map(\.description).joined(separator: separator)
    }
}

extension MigrationError: CustomStringConvertible {
    public var description: String { "\(messages.chinese)\n\(messages.english)" }
}

extension Blocker: CustomStringConvertible {
    public var description: String { "\(pid) \(user) \(application) (\(state), \(seconds) s)" }
}

/// One difference between the database and what the files describe.
public struct Drift: Sendable, Hashable {
    public enum Kind: String, Sendable {
        /// The files have it, the database does not.
        case missing
        /// The database has it, the files do not.
        case unexpected
        case different
        /// A migration that has not been applied; `object` is its name.
        case pending
        /// An applied migration whose file has changed.
        case edited
    }
    /// Which way the two differ.
    public var kind: Kind
    /// For instance `policy care.file: homeroom_teacher_reads_own_class`.
    public var object: String
    /// By the files; empty when there is nothing to say.
    public var expected: String
    /// In the database.
    public var found: String
}

extension Drift {
    /// One line, or three where both sides are shown.
    public var messages: (chinese: String, english: String) {
        switch kind {
        case .missing: ("缺少:\(object)", "missing: \(object)")
        case .unexpected: ("多出:\(object)", "not in the files: \(object)")
        case .different:
            (
                "不同:\(object)\n  文件:\(expected)\n  数据库:\(found)",
                "different: \(object)\n  files: \(expected)\n  database: \(found)"
            )
        case .pending: ("未执行的迁移:\(object)", "pending migration: \(object)")
        case .edited: ("被改动的迁移:\(object)", "edited migration: \(object)")
        }
    }
}

/// What the runner is doing, for whoever watches.
public enum MigrationEvent: Sendable {
    case applying(name: String)
    case applied(name: String, duration: Duration)
    /// Others hold a lock; it is tried again after `pause`.
    case waiting(file: String, attempt: Int, pause: Duration, blockers: [Blocker])
    case rebuilding(files: Int)
    case rebuilt(duration: Duration)
    /// Nothing had changed.
    case upToDate
}

extension MigrationEvent {
    /// For a person who watches.
    public var messages: (chinese: String, english: String) {
        switch self {
        case .applying(let name): ("执行迁移 \(name)", "Applying \(name)")
        case .applied(let name, let duration):
            ("完成 \(name)(\(Self.seconds(duration)) 秒)", "Applied \(name) (\(Self.seconds(duration)) s)")
        case .waiting(let file, let attempt, let pause, let blockers):
            (
                "\(file):等待锁(第 \(attempt) 次,\(Self.seconds(pause)) 秒后再试)\(Self.list(blockers, "占用者:"))",
                "\(file): waiting for a lock (attempt \(attempt), again in \(Self.seconds(pause)) s)"
                    + Self.list(blockers, " held by: ")
            )
        case .rebuilding(let files):
            ("重建函数、策略与授权(\(files) 个文件)", "Rebuilding functions, policies and grants (\(files) files)")
        case .rebuilt(let duration): ("重建完成(\(Self.seconds(duration)) 秒)", "Rebuilt (\(Self.seconds(duration)) s)")
        case .upToDate: ("数据库已是最新。", "The database is up to date.")
        }
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = (duration.components.seconds * 10) + duration.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func list(_ blockers: [Blocker], _ label: String) -> String {
        blockers.isEmpty ? "" : label + blockers.map(\.description).joined(separator: ", ")
    }
}

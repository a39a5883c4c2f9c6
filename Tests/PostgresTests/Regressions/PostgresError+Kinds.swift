import Postgres

extension PostgresError {
    var isUsage: Bool { if case .usage = self { true } else { false } }
    var isRolledBack: Bool { if case .rolledBack = self { true } else { false } }
}

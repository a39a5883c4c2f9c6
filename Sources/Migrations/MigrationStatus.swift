/// Which migrations a database has had.
public struct MigrationStatus: Sendable {
    public struct Applied: Sendable, Hashable {
        public var name: String
        /// SHA-256 of the file, in hexadecimal.
        public var checksum: String
        /// As the server writes it, in Beijing time.
        public var appliedAt: String
    }
    /// In the order of their names.
    public var applied: [Applied] = []
    public var pending: [String] = []
    /// Applied, but the file has changed since.
    public var edited: [String] = []
    /// Applied, but there is no such file: the program is older than the database.
    public var unknown: [String] = []
    /// Pending, but older than the newest applied one.
    public var outOfOrder: [String] = []
    /// Of the files of the last rebuild.
    public var rebuiltFingerprint: String?
    /// Nothing is pending and the last rebuild was made from these very files.
    public var isCurrent = false

    /// Throws what keeps `migrate` from going on.
    public func check() throws(MigrationError) {
        if !edited.isEmpty { throw .edited(edited) }
        if !unknown.isEmpty { throw .unknownApplied(unknown) }
        if let file = outOfOrder.first { throw .outOfOrder(file: file, newest: applied.last?.name ?? "") }
    }
}

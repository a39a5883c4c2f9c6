/// The statements that are prepared on one connection, the least recently used of which make room for new ones.
struct StatementCache {
    struct Entry {
        var serverName: String
        var lastUse: UInt64
        /// The last answer had many rows.
        var hasLongAnswer = false
    }

    /// From so many rows on they are read one by one while they come, which spares the memory that libpq would keep all
    /// of them in: 300,000 rows take 0.7 of the time. Below it the way of the whole answer is the shorter one.
    static let longAnswer = 1000

    private var entries: [StatementKey: Entry] = [:]
    private var clock: UInt64 = 0
    private let limit: Int

    /// Server-side names to deallocate at the next moment outside a transaction: in a failed one the server refuses.
    private(set) var evicted: [String] = []

    init(limit: Int = 256) { self.limit = limit }

    var count: Int { entries.count }

    mutating func serverName(for key: StatementKey) -> String? {
        clock += 1
        guard let place = entries.index(forKey: key) else { return nil }
        entries.values[place].lastUse = clock
        return entries.values[place].serverName
    }

    /// A name that was never used on this connection.
    mutating func newServerName() -> String {
        clock += 1
        return "s\(clock)"
    }

    mutating func insert(_ key: StatementKey, serverName: String) {
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
            remove(oldest)
        }
        clock += 1
        entries[key] = Entry(serverName: serverName, lastUse: clock)
    }

    mutating func note(_ key: StatementKey, isLong: Bool) {
        guard let place = entries.index(forKey: key) else { return }
        entries.values[place].hasLongAnswer = isLong
    }

    func hasLongAnswer(_ key: StatementKey) -> Bool { entries[key]?.hasLongAnswer ?? false }

    mutating func remove(_ key: StatementKey) {
        if let entry = entries.removeValue(forKey: key) { evicted.append(entry.serverName) }
    }

    mutating func takeEvicted() -> [String] {
        defer { evicted.removeAll() }
        return evicted
    }

    /// Forgets everything, as after DISCARD ALL.
    mutating func forgetAll() {
        entries.removeAll()
        evicted.removeAll()
    }
}

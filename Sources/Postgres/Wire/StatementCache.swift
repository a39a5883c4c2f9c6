/// The statements that are prepared on one connection, the least recently used of which make room for new ones.
struct StatementCache {
    struct Entry {
        var serverName: String
        var lastUse: UInt64
        /// How many rows the last answer had, if it was a long one; 0 if not.
        var longAnswer = 0
    }

    /// From so many bytes on an answer's rows are read one by one while they come, which spares the memory that libpq
    /// would keep all of them in: 100,000 rows of six columns take 0.85 of the time. Shorter answers are read faster
    /// whole: 1,000 numbers take 0.45 of the time.
    static let longAnswer = 4 << 20

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

    mutating func note(_ key: StatementKey, longAnswer rows: Int) {
        guard let place = entries.index(forKey: key) else { return }
        entries.values[place].longAnswer = rows
    }

    /// An answer that was read one by one, of which the size is not known.
    mutating func note(_ key: StatementKey, readOneByOne rows: Int) {
        guard let place = entries.index(forKey: key), rows < entries.values[place].longAnswer / 2 else { return }
        entries.values[place].longAnswer = 0
    }

    func hasLongAnswer(_ key: StatementKey) -> Bool { entries[key].map { $0.longAnswer > 0 } ?? false }

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

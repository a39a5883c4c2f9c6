/// The pending timers of one loop.
///
/// Most timers are deadlines that are taken back within a millisecond, so that inserting and removing must be cheap
/// while finding the next one may cost a walk: there are as many timers as there are calls under way.
struct TimerSet {
    struct ID: Hashable { fileprivate let number: UInt64 }

    private var pending: [ID: (moment: Moment, action: @Sendable () -> Void)] = [:]
    private var lastNumber: UInt64 = 0

    /// No timer is due before it; it may be too early by a timer that was removed.
    private(set) var next = Moment.never

    mutating func insert(at moment: Moment, _ action: @escaping @Sendable () -> Void) -> ID {
        lastNumber += 1
        let id = ID(number: lastNumber)
        pending[id] = (moment, action)
        next = min(next, moment)
        return id
    }

    mutating func remove(_ id: ID) {
        pending[id] = nil
        if pending.isEmpty { next = .never }
    }

    mutating func takeDue() -> [@Sendable () -> Void] {
        let now = Moment.now
        guard next <= now else { return [] }
        var due: [(ID, Moment)] = []
        next = .never
        for (id, timer) in pending {
            if timer.moment <= now { due.append((id, timer.moment)) } else { next = min(next, timer.moment) }
        }
        return due.sorted { $0.1 < $1.1 }.compactMap { pending.removeValue(forKey: $0.0)?.action }
    }
}

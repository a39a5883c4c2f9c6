extension PoolStateMachine {
    struct Waiter: Sendable {
        var id: RequestID
        var preferredLoop: Int?
        var since: Moment
        var deadline: Moment
        /// The deadline is the caller's own and not the pool's acquire timeout.
        var isCallersDeadline: Bool
    }

    /// The queue of those that wait, first come, first served. Joining and leaving at any place takes the same short
    /// time however long it is.
    struct Waiters: Sendable {
        private struct Place {
            var waiter: Waiter?
            var ahead: Int?
            var behind: Int?
        }

        private var places: ContiguousArray<Place> = []
        private var indices: [RequestID: Int] = [:]
        private var freePlaces: [Int] = []
        private var front: Int?
        private var back: Int?

        /// No waiter's deadline is before it; it may be too early by one who has left.
        private(set) var nextDeadline = Moment.never

        var count: Int { indices.count }
        var isEmpty: Bool { front == nil }
        var first: Waiter? { front.flatMap { places[$0].waiter } }

        mutating func append(_ waiter: Waiter) {
            precondition(indices[waiter.id] == nil, "a request waits once")
            let place = Place(waiter: waiter, ahead: back, behind: nil)
            let index = freePlaces.popLast() ?? places.count
            if index == places.count { places.append(place) } else { places[index] = place }
            if let back { places[back].behind = index } else { front = index }
            back = index
            indices[waiter.id] = index
            nextDeadline = min(nextDeadline, waiter.deadline)
        }

        mutating func removeFirst() -> Waiter? { front.flatMap { remove(at: $0) } }

        mutating func remove(_ id: RequestID) -> Waiter? { indices[id].flatMap { remove(at: $0) } }

        /// Takes out those whose deadline has come, in the order in which they came.
        mutating func removeLate(now: Moment) -> [Waiter] {
            guard nextDeadline <= now else { return [] }
            var late: [Waiter] = []
            var next = front
            nextDeadline = .never
            while let index = next, let waiter = places[index].waiter {
                next = places[index].behind
                if waiter.deadline <= now {
                    _ = remove(at: index)
                    late.append(waiter)
                } else {
                    nextDeadline = min(nextDeadline, waiter.deadline)
                }
            }
            return late
        }

        private mutating func remove(at index: Int) -> Waiter? {
            let place = places[index]
            if let ahead = place.ahead { places[ahead].behind = place.behind } else { front = place.behind }
            if let behind = place.behind { places[behind].ahead = place.ahead } else { back = place.ahead }
            places[index] = Place()
            freePlaces.append(index)
            if let waiter = place.waiter { indices[waiter.id] = nil }
            if front == nil { nextDeadline = .never }
            return place.waiter
        }
    }
}

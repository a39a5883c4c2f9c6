extension PoolStateMachine {
    /// The open connections, and among them the idle ones in the order in which they were last used.
    ///
    /// Every step takes the same short time however many connections there are, and none allocates once the arrays
    /// have grown.
    struct Connections: Sendable {
        enum Use: Sendable { case free, idle, pinged, lent }

        struct Slot: Sendable {
            var id: ConnectionID?
            var use = Use.free
            var loop = 0
            var generation: UInt64 = 0
            var expiresAt = Moment.never
            /// When it came to rest; while it is pinged: when the ping is given up.
            var moment = Moment.never
        }

        private var slots: ContiguousArray<Slot> = []
        private var indices: [ConnectionID: Int] = [:]
        private var freeSlots: [Int] = []
        private var resting = RestingOrder()
        private var restingOnLoop: [RestingOrder] = []

        /// Rises with every drain; connections of an earlier one are to be replaced.
        private(set) var generation: UInt64 = 0
        private(set) var idle = 0
        /// Of the idle ones: those to be replaced.
        private(set) var outdatedIdle = 0
        private(set) var pinged = 0
        private(set) var lent = 0
        var count: Int { idle + pinged + lent }

        subscript(index: Int) -> Slot { slots[index] }

        func index(of id: ConnectionID) -> Int? { indices[id] }

        func indices(of use: Use) -> [Int] { slots.indices.filter { slots[$0].use == use } }

        /// The idle connection used last, on this loop or, for nil, over all.
        func newest(onLoop loop: Int?) -> Int? {
            guard let loop else { return resting.newest }
            return restingOnLoop.indices.contains(loop) ? restingOnLoop[loop].newest : nil
        }

        /// The idle connection that has rested longest.
        var oldest: Int? { resting.oldest }

        /// Adds a connection as a lent one, for the pool to decide about.
        mutating func add(_ id: ConnectionID, loop: Int, generation: UInt64, expiresAt: Moment) -> Int {
            precondition(indices[id] == nil, "a connection is added to its pool once")
            precondition(loop >= 0, "event loops are numbered from 0")
            while restingOnLoop.count <= loop { restingOnLoop.append(RestingOrder()) }
            let slot = Slot(id: id, use: .lent, loop: loop, generation: generation, expiresAt: expiresAt)
            let index = freeSlots.popLast() ?? slots.count
            if index == slots.count { slots.append(slot) } else { slots[index] = slot }
            indices[id] = index
            lent += 1
            return index
        }

        mutating func beginGeneration() {
            generation += 1
            outdatedIdle = idle
        }

        mutating func remove(_ index: Int) {
            leave(index)
            if let id = slots[index].id { indices[id] = nil }
            slots[index] = Slot()
            freeSlots.append(index)
        }

        mutating func lend(_ index: Int) {
            leave(index)
            slots[index].use = .lent
            lent += 1
        }

        mutating func ping(_ index: Int, until deadline: Moment) {
            leave(index)
            slots[index].use = .pinged
            slots[index].moment = deadline
            pinged += 1
        }

        mutating func rest(_ index: Int, now: Moment) {
            leave(index)
            slots[index].use = .idle
            slots[index].moment = now
            resting.insert(index)
            restingOnLoop[slots[index].loop].insert(index)
            idle += 1
            if slots[index].generation != generation { outdatedIdle += 1 }
        }

        private mutating func leave(_ index: Int) {
            switch slots[index].use {
            case .free: break
            case .pinged: pinged -= 1
            case .lent: lent -= 1
            case .idle:
                resting.remove(index)
                restingOnLoop[slots[index].loop].remove(index)
                idle -= 1
                if slots[index].generation != generation { outdatedIdle -= 1 }
            }
        }
    }
}

/// A list of slots from the newest to the oldest, by links between them.
private struct RestingOrder: Sendable {
    private struct Links {
        var newer: Int?
        var older: Int?
    }

    private var links: ContiguousArray<Links> = []
    private(set) var newest: Int?
    private(set) var oldest: Int?

    mutating func insert(_ index: Int) {
        while links.count <= index { links.append(Links()) }
        links[index] = Links(newer: nil, older: newest)
        if let newest { links[newest].newer = index } else { oldest = index }
        newest = index
    }

    mutating func remove(_ index: Int) {
        let (newer, older) = (links[index].newer, links[index].older)
        if let newer { links[newer].older = older } else { newest = older }
        if let older { links[older].newer = newer } else { oldest = newer }
    }
}

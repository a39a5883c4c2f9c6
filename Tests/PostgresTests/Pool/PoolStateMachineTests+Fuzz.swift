import Testing

@testable import Postgres

/// Random lives of a pool, every step checked against `PoolWorld`. T10.
@Suite struct PoolStateMachineFuzzTests {
    @Test(arguments: 0..<8)
    func noOrderOfEventsBreaksAPool(_ part: UInt64) {
        for seed in part * 25..<(part + 1) * 25 {
            if let violation = Self.violation(seed: seed, isLogged: false) {
                let trail = Self.violation(seed: seed, isLogged: true) ?? "not repeatable"
                Issue.record("seed \(seed): \(violation)\n\(trail)")
            }
        }
    }

    private static func violation(seed: UInt64, isLogged: Bool) -> String? {
        var life = Life(seed: seed, isLogged: isLogged)
        do {
            try life.run(steps: 3000)
            return nil
        } catch {
            let text = (error as? PoolWorld.Violation)?.text ?? "\(error)"
            return isLogged ? life.log.suffix(40).joined(separator: "\n") : text
        }
    }
}

private struct Life {
    var random: SeededGenerator
    let isLogged: Bool
    var log: [String] = []
    /// The share of attempts that fail, which changes with the times.
    var failureShare = 0.1
    var timerIsLate = false

    init(seed: UInt64, isLogged: Bool) {
        random = SeededGenerator(seed: seed)
        self.isLogged = isLogged
    }

    mutating func run(steps: Int) throws {
        var world = try PoolWorld(options())
        for step in 0..<steps {
            try move(&world)
            if step % 100 == 0, !world.isClosed {
                _ = try world.healed()
                try world.ended(byForce: step % 200 == 0)
            }
            if world.isClosed, world.connections.isEmpty, world.openings.isEmpty, world.pings.isEmpty {
                world = try PoolWorld(options())
            }
        }
    }

    private mutating func options() -> PoolOptions {
        PoolOptions(
            maximumSize: pick([1, 1, 2, 3, 5, 8]), minimumSize: pick([0, 0, 0, 1, 2, 9]),
            minimumIdle: pick([0, 0, 0, 1, 3]), acquireTimeout: pick([.zero, .milliseconds(500), .seconds(5)]),
            maximumWaiting: pick([0, 1, 4, 20]), maximumLifetime: pick([.zero, .seconds(1), .seconds(30)]),
            idleTimeout: pick([.zero, .milliseconds(300), .seconds(10)]),
            livenessCheckAfter: pick([.zero, .milliseconds(100), .seconds(1)]),
            pingTimeout: pick([.milliseconds(50), .seconds(2)]))
    }

    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }

    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    private mutating func note(_ text: @autoclosure () -> String) {
        if isLogged { log.append(text()) }
    }

    private mutating func move(_ world: inout PoolWorld) throws {
        let dice = Int.random(in: 0..<1000, using: &random)
        let jitter = Double.random(in: 0..<1, using: &random)
        switch dice {
        case 0..<300:
            let (loop, mayWait): (Int?, Bool) = (pick([nil, 0, 1, 2]), !chance(0.1))
            let limit: Duration? = pick([nil, nil, nil, .zero, .milliseconds(10), .seconds(2), .seconds(60)])
            note("request \(world.lastID + 1) on \(loop ?? -1), may wait \(mayWait), within \(limit ?? .seconds(-1))")
            try world.request(preferredLoop: loop, mayWait: mayWait, within: limit)
        case 300..<500:
            guard let id = world.lent.sorted().randomElement(using: &random) else { return }
            let state: PoolWorld.Machine.ReleaseState =
                chance(0.8) ? .clean : pick([.unused, .dirty, .broken])
            note("release \(id) \(state)")
            try world.release(id, state)
        case 500..<640:
            guard !world.openings.isEmpty else { return }
            let index = Int.random(in: 0..<world.openings.count, using: &random)
            if chance(failureShare) {
                let isPermanent = chance(0.2)
                note("opening fails, permanent \(isPermanent), jitter \(jitter)")
                try world.openingFails(index, isPermanent: isPermanent, jitter: jitter)
            } else {
                let loop = pick([0, 1, 2])
                note("opening \(world.lastID + 1) succeeds on \(loop), jitter \(jitter)")
                try world.openingSucceeds(index, loop: loop, jitter: jitter)
            }
        case 640..<740:
            guard !world.pings.isEmpty else { return }
            let index = Int.random(in: 0..<world.pings.count, using: &random)
            let isAlive = chance(0.7)
            note("ping of \(world.pings[index]) ends, alive \(isAlive)")
            try world.pingEnds(index, isAlive: isAlive)
        case 740..<790:
            // Also one that has ended already, or was never made.
            let isWaiting = chance(0.7)
            let id = isWaiting ? world.waiting.randomElement(using: &random) : nil
            let other = Int.random(in: 0...world.lastID + 1, using: &random)
            note("cancel \(id ?? other)")
            try world.cancel(id ?? other)
        case 790..<810:
            let id = Int.random(in: 0...world.lastID + 1, using: &random)
            note("lost \(id)")
            try world.lose(world.idle.sorted().randomElement(using: &random) ?? id)
        case 810..<960: try pass(&world)
        case 960..<972:
            note("drain")
            try world.drain()
        case 972..<984:
            let maximum = pick([1, 2, 3, 5, 8])
            note("resize to \(maximum)")
            try world.resize(maximum)
        case 984..<990: failureShare = pick([0, 0, 0.1, 0.5, 0.95])
        case 990..<994: timerIsLate.toggle()
        case 994..<996:
            let byForce = chance(0.5)
            note("close by force \(byForce)")
            try world.close(byForce: byForce)
        default:
            note("early timer")
            try world.fireTimer()
        }
    }

    /// Lets time pass; the timer fires on the way when it is due, unless the driver is slow.
    private mutating func pass(_ world: inout PoolWorld) throws {
        let longest: UInt64 = pick([1_000, 1_000_000, 60_000_000, 1_000_000_000, 6_000_000_000, 40_000_000_000])
        let target = world.now.adding(UInt64.random(in: 0...longest, using: &random))
        note("time passes to \(target.nanoseconds)")
        if !timerIsLate {
            var count = 0
            while world.machine.nextDeadline <= target {
                world.now = max(world.now, world.machine.nextDeadline)
                note("timer at \(world.now.nanoseconds)")
                try world.fireTimer()
                count += 1
                try world.require(count < 1000, "the timer fires without end")
            }
        }
        world.now = target
        if timerIsLate, chance(0.3), world.machine.nextDeadline <= target {
            note("late timer")
            try world.fireTimer()
        }
    }
}

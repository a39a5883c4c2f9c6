import Testing

@testable import Postgres

/// All orders of a handful of events. T6, T10.
@Suite struct PoolStateMachineSearchTests {
    private enum Step {
        case request, requestUnwaiting
        case cancel(Int)
        case release(Int, PoolWorld.Machine.ReleaseState)
        case openingSucceeds
        case openingFails(isPermanent: Bool)
        case pingEnds(isAlive: Bool)
        case lost(Int)
        case timer, rest
        case drain, shrink
        case close(byForce: Bool)
    }

    /// Where the search begins, after the steps that lead there.
    private static let beginnings: [[Step]] = [
        [], [.request, .openingSucceeds, .request],
        [.request, .openingSucceeds, .release(2, .clean), .rest, .request],
    ]

    @Test(arguments: [
        PoolOptions(maximumSize: 1), PoolOptions(maximumSize: 2), PoolOptions(maximumSize: 2, minimumIdle: 1),
        PoolOptions(maximumSize: 2, minimumSize: 2, maximumWaiting: 0),
    ])
    func noOrderOfAFewEventsBreaksAPool(_ options: PoolOptions) throws {
        var visited = 0
        for beginning in Self.beginnings {
            var world = try PoolWorld(options)
            for step in beginning { try take(step, &world) }
            try search(world, depth: 4, beginning, &visited)
        }
        // So that the search cannot become empty unnoticed.
        #expect(visited > 2_000)
    }

    private func search(_ world: PoolWorld, depth: Int, _ path: [Step], _ visited: inout Int) throws {
        visited += 1
        guard depth > 0 else {
            do {
                if !world.isClosed { _ = try world.healed() }
                try world.ended(byForce: false)
            } catch let violation as PoolWorld.Violation {
                throw Failure(text: violation.text, steps: path)
            }
            return
        }
        for step in steps(world) {
            var next = world
            do {
                try take(step, &next)
            } catch let violation as PoolWorld.Violation {
                throw Failure(text: violation.text, steps: path + [step])
            }
            try search(next, depth: depth - 1, path + [step], &visited)
        }
    }

    private struct Failure: Error {
        var text: String
        var steps: [Step]
    }

    private func steps(_ world: PoolWorld) -> [Step] {
        var steps: [Step] = []
        if !world.isClosed {
            steps += [.request, .drain, .close(byForce: false)]
            if !world.lent.isEmpty { steps += [.requestUnwaiting, .shrink] }
        }
        if let first = world.waiting.first { steps.append(.cancel(first)) }
        if let last = world.waiting.dropFirst().last { steps.append(.cancel(last)) }
        for id in world.lent.sorted() { steps += [.release(id, .clean), .release(id, .broken)] }
        if !world.openings.isEmpty {
            steps += [.openingSucceeds, .openingFails(isPermanent: false), .openingFails(isPermanent: true)]
        }
        if !world.pings.isEmpty { steps += [.pingEnds(isAlive: true), .pingEnds(isAlive: false)] }
        if let id = world.idle.min() { steps += [.rest, .lost(id)] }
        if let id = world.pinged.min() { steps.append(.lost(id)) }
        if world.machine.nextDeadline < .never { steps.append(.timer) }
        if world.isClosed, !world.lent.isEmpty { steps.append(.close(byForce: true)) }
        return steps
    }

    private func take(_ step: Step, _ world: inout PoolWorld) throws {
        switch step {
        case .request: try world.request(preferredLoop: nil, mayWait: true, within: nil)
        case .requestUnwaiting: try world.request(preferredLoop: nil, mayWait: false, within: .seconds(1))
        case .cancel(let id): try world.cancel(id)
        case .release(let id, let state): try world.release(id, state)
        case .openingSucceeds: try world.openingSucceeds(0, loop: 0, jitter: 0.5)
        case .openingFails(let isPermanent): try world.openingFails(0, isPermanent: isPermanent, jitter: 0.5)
        case .pingEnds(let isAlive): try world.pingEnds(0, isAlive: isAlive)
        case .lost(let id): try world.lose(id)
        case .timer:
            world.now = max(world.now, world.machine.nextDeadline)
            try world.fireTimer()
        case .rest: world.now = world.now + .milliseconds(1500)
        case .drain: try world.drain()
        case .shrink: try world.resize(1)
        case .close(let byForce): try world.close(byForce: byForce)
        }
    }
}

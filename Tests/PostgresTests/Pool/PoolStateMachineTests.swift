import Testing

@testable import Postgres

typealias PoolMachine = PoolStateMachine<String, String>

/// A machine under a clock that is set by hand; connections come from loop 0 unless said otherwise.
struct PoolBench {
    var machine: PoolMachine
    var now = Moment(nanoseconds: 1_000_000_000_000)

    init(_ options: PoolOptions = PoolOptions(), idle: [String] = [], lent: [String] = []) {
        machine = PoolMachine(options)
        _ = machine.start(now: now)
        for id in idle + lent {
            _ = request("first of \(id)")
            _ = open(id)
        }
        for id in idle { _ = release(id) }
    }

    mutating func pass(_ duration: Duration) { now = now + duration }

    mutating func request(
        _ id: String, on loop: Int? = nil, mayWait: Bool = true, within limit: Duration? = nil
    ) -> (answer: PoolMachine.Answer, actions: PoolMachine.Actions) {
        let deadline = limit.map { now + $0 } ?? .never
        return machine.request(id, preferredLoop: loop, mayWait: mayWait, now: now, deadline: deadline)
    }

    mutating func release(_ id: String, _ state: PoolMachine.ReleaseState = .clean) -> PoolMachine.Actions {
        machine.release(id, state, now: now)
    }

    mutating func cancel(_ id: String) -> PoolMachine.Actions { machine.cancel(id, now: now) }

    mutating func open(
        _ id: String, on loop: Int = 0, openedWith generation: UInt64 = 0, jitter: Double = 0.5
    ) -> PoolMachine.Actions {
        machine.opened(id, onLoop: loop, openedWith: generation, jitter: jitter, now: now)
    }

    mutating func failToOpen(
        _ text: String, isPermanent: Bool = false, openedWith generation: UInt64 = 0, jitter: Double = 0
    ) -> PoolMachine.Actions {
        machine.openFailed(
            .connection(text), isPermanent: isPermanent, openedWith: generation, jitter: jitter, now: now)
    }

    mutating func endPing(_ id: String, isAlive: Bool) -> PoolMachine.Actions {
        machine.pingEnded(id, isAlive: isAlive, now: now)
    }

    mutating func fireTimer() -> PoolMachine.Actions { machine.timerFired(now: now) }

    /// How long until the timer is due.
    var timer: Duration? { machine.nextDeadline == .never ? nil : machine.nextDeadline.elapsed(since: now) }
}

/// What is asserted about actions, in a form that compares.
extension PoolStateMachine.Actions {
    var granted: [String] {
        ([grant].compactMap { $0 } + moreGrants).map { "\($0.connection) to \($0.request)" }
    }
    var refused: [String] { refusals.map { "\($0.request): \($0.error)" } }
    var closed: [String] { closings.map { "\($0.connection): \($0.reason)" } }
    var pinged: [String] { pings.map { "\($0.connection)" } }
    var opens: Int { openings?.count ?? 0 }
    var isEmpty: Bool {
        granted.isEmpty && refused.isEmpty && closed.isEmpty && pinged.isEmpty && opens == 0 && !isDrained
    }
}

extension PoolStateMachine.Answer {
    var leased: ConnectionID? { if case .lease(let id) = self { id } else { nil } }
    var isWait: Bool { if case .wait = self { true } else { false } }
    var error: String? { if case .fail(let error) = self { "\(error)" } else { nil } }
}

@Suite struct PoolStateMachineTests {
    // MARK: Lending

    @Test func theFirstCallerOpensOneConnectionAndGetsIt() {
        var pool = PoolBench()
        let (answer, actions) = pool.request("a")
        #expect(answer.isWait && actions.opens == 1 && pool.machine.counts.waiting == 1)
        pool.pass(.milliseconds(3))
        let opened = pool.open("x")
        #expect(opened.granted == ["x to a"] && opened.grant?.waited == .milliseconds(3))
        #expect(pool.machine.counts == PoolCounts(idle: 0, inUse: 1, opening: 0, waiting: 0))
        let released = pool.release("x")
        #expect(released.isEmpty && pool.request("b").answer.leased == "x")
    }

    @Test func theConnectionUsedLastIsLentSoThatSurplusOnesRest() {
        var pool = PoolBench(idle: ["x", "y", "z"])
        #expect(pool.request("a").answer.leased == "z")
        #expect(pool.request("b").answer.leased == "y")
        _ = pool.release("z")
        #expect(pool.request("c").answer.leased == "z")
    }

    @Test func aCallerGetsAConnectionOfItsOwnLoopIfOneIsIdle() {
        var pool = PoolBench()
        for (id, loop) in [("x", 0), ("y", 1), ("z", 0)] {
            _ = pool.request("first of \(id)")
            _ = pool.open(id, on: loop)
        }
        for id in ["x", "y", "z"] { _ = pool.release(id) }
        #expect(pool.request("a", on: 1).answer.leased == "y")
        #expect(pool.request("b", on: 1).answer.leased == "z", "none left there: the one used last")
        #expect(pool.request("c", on: 7).answer.leased == "x", "a loop that no connection has ever had")
    }

    /// Fairness goes before the loop. T7.
    @Test func aReturnedConnectionGoesToTheFirstThatWaits() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        for id in ["a", "b", "c"] { #expect(pool.request(id, on: id == "c" ? 0 : 1).answer.isWait) }
        #expect(pool.release("x").granted == ["x to a"])
        #expect(pool.request("d", on: 0).answer.isWait, "nobody overtakes")
        #expect(pool.release("x").granted == ["x to b"])
        #expect(pool.release("x").granted == ["x to c"])
        #expect(pool.release("x").granted == ["x to d"])
        #expect(pool.release("x").isEmpty && pool.machine.counts.idle == 1)
    }

    /// T6: psycopg_pool#503.
    @Test func aWaiterCancelledJustBeforeTheHandOffLeavesTheConnectionToTheNext() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        _ = pool.request("a")
        _ = pool.request("b")
        #expect(pool.cancel("a").refused == ["a: \(PostgresError.cancelled)"])
        #expect(pool.release("x").granted == ["x to b"])
    }

    /// T6: psycopg_pool#1275, where the late cancellation was lost together with the connection.
    @Test func aWaiterCancelledJustAfterTheHandOffReturnsTheConnectionToTheNext() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        _ = pool.request("a")
        _ = pool.request("b")
        #expect(pool.release("x").granted == ["x to a"])
        #expect(pool.cancel("a").isEmpty, "it does not wait any more")
        #expect(pool.release("x", .unused).granted == ["x to b"])
        #expect(pool.machine.counters.unused == 1 && pool.machine.counters.cancelled == 0)
    }

    /// T6: sqlx#918.
    @Test func aWaiterThatTimesOutAtTheHandOffEndsOnce() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(1)), lent: ["x"])
        _ = pool.request("a")
        var other = pool
        pool.pass(.seconds(1))
        #expect(pool.fireTimer().refused == ["a: \(PostgresError.pool(.acquireTimedOut))"])
        #expect(pool.release("x").granted.isEmpty && pool.machine.counts.idle == 1)

        other.pass(.seconds(1))
        #expect(other.release("x").granted == ["x to a"])
        #expect(other.fireTimer().isEmpty)
    }

    @Test func aReturnedTwiceConnectionIsNotLentTwice() {
        var pool = PoolBench(PoolOptions(maximumSize: 2), lent: ["x"])
        _ = pool.release("x")
        _ = pool.release("x")
        #expect(pool.request("a").answer.leased == "x")
        #expect(pool.request("b").answer.isWait)
    }

    // MARK: Limits of waiting

    @Test func theCallersOwnDeadlineAndThePoolsAreToldApart() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(5)), lent: ["x"])
        _ = pool.request("patient")
        _ = pool.request("hurried", within: .seconds(2))
        #expect(pool.timer == .seconds(2))
        pool.pass(.seconds(2))
        let first = pool.fireTimer()
        #expect(first.refused == ["hurried: \(PostgresError.timedOut)"] && first.refusals[0].waited == .seconds(2))
        #expect(pool.timer == .seconds(3))
        pool.pass(.seconds(3))
        #expect(pool.fireTimer().refused == ["patient: \(PostgresError.pool(.acquireTimedOut))"])
        #expect(pool.timer == nil)
        #expect(pool.machine.counters.timedOut == 2)
    }

    @Test func withoutTimeToWaitAnIdleConnectionIsTakenOrNone() {
        var pool = PoolBench(PoolOptions(maximumSize: 2, acquireTimeout: .zero))
        let (answer, actions) = pool.request("a")
        #expect(answer.error == "\(PostgresError.pool(.acquireTimedOut))" && actions.isEmpty)
    }

    @Test func tooManyWaitersAreTurnedAwayAtOnce() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, maximumWaiting: 2), lent: ["x"])
        _ = pool.request("a")
        _ = pool.request("b")
        let (answer, actions) = pool.request("c")
        #expect(answer.error == "\(PostgresError.pool(.tooManyWaiting))" && actions.isEmpty)
        _ = pool.cancel("a")
        #expect(pool.request("d").answer.isWait)
        #expect(pool.machine.counters.shed == 1)
    }

    @Test func aCallerForWhomAConnectionCanBeOpenedIsNeverOneTooMany() {
        var pool = PoolBench(PoolOptions(maximumSize: 2, maximumWaiting: 0))
        #expect(pool.request("a").answer.isWait && pool.request("b").answer.isWait)
        #expect(pool.request("c").answer.error == "\(PostgresError.pool(.tooManyWaiting))")
    }

    /// T13: PJS#893.
    @Test func aCallerThatWouldWaitForItselfIsRefused() throws {
        var pool = PoolBench(PoolOptions(maximumSize: 2), idle: ["y"], lent: ["x"])
        #expect(pool.request("a", mayWait: false).answer.leased == "y")
        let refusal = try #require(pool.request("b", mayWait: false).answer.error)
        #expect(refusal.contains("inside its own transaction"))
        _ = pool.release("y", .broken)
        let (answer, actions) = pool.request("c", mayWait: false)
        #expect(answer.isWait && actions.opens == 1, "there is room for one more")
        #expect(pool.request("d", mayWait: false).answer.error != nil, "that one is for c")
    }

    // MARK: What comes back

    @Test(arguments: [(PoolMachine.ReleaseState.dirty, "x: dirty"), (.broken, "x: broken")])
    func aConnectionThatIsNoUseIsClosedAndReplacedForTheOneWhoWaits(_ state: PoolMachine.ReleaseState, _ closed: String)
    {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        _ = pool.request("a")
        let actions = pool.release("x", state)
        #expect(actions.closed == [closed] && actions.opens == 1 && actions.granted.isEmpty)
        #expect(pool.open("y").granted == ["y to a"])
    }

    /// NIO#657: with no minimum, nobody thought of the queue.
    @Test func theLastConnectionDyingUnderAQueueIsReplaced() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        for id in ["a", "b"] { _ = pool.request(id) }
        #expect(pool.machine.connectionLost("x", now: pool.now).isEmpty, "its return will tell")
        #expect(pool.release("x", .broken).opens == 1)
    }

    /// T7: the worst wait of 100 callers on 10 connections stays near the mean, by being served in order.
    @Test func underSteadyLoadNobodyWaitsMuchLongerThanTheOthers() throws {
        let ids = (0..<10).map { "connection \($0)" }
        var pool = PoolBench(PoolOptions(maximumSize: 10), lent: ids)
        var returns = ids.enumerated().map { (at: pool.now + .milliseconds(20 * $0.offset), id: $0.element) }
        for caller in 0..<90 { _ = pool.request("caller \(caller)") }
        var waits: [Duration] = []
        for round in 0..<3000 {
            let next = returns.removeFirst()
            pool.now = next.at
            let grant = try #require(pool.release(next.id).grant)
            waits.append(grant.waited)
            returns.append((at: pool.now + .milliseconds(200), id: grant.connection))
            _ = pool.request("caller again \(round)")
        }
        let mean = waits.dropFirst(90).reduce(.zero, +) / (waits.count - 90)
        let longest = try #require(waits.max())
        #expect(longest < mean * 3, "\(longest) where the mean is \(mean)")
    }
}

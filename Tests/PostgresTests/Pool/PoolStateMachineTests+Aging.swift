import Testing

@testable import Postgres

@Suite struct PoolStateMachineAgingTests {
    // MARK: Lifetime

    /// T8: pgx#2560. The pool is never idle for a moment.
    @Test func aHotPoolStillReplacesItsOldConnections() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, maximumLifetime: .seconds(60)), lent: ["x"])
        for round in 0..<59 {
            _ = pool.request("\(round)")
            pool.pass(.seconds(1))
            #expect(pool.release("x").granted == ["x to \(round)"])
        }
        _ = pool.request("last")
        pool.pass(.seconds(1))
        let actions = pool.release("x")
        #expect(actions.closed == ["x: lifetime"] && actions.opens == 1)
        #expect(pool.open("y").granted == ["y to last"])
    }

    @Test func anOldIdleConnectionIsNotLent() {
        let options = PoolOptions(maximumSize: 3, maximumLifetime: .seconds(10), livenessCheckAfter: .seconds(60))
        var pool = PoolBench(options, idle: ["x"])
        pool.pass(.seconds(5))
        _ = pool.request("keeps x")
        _ = pool.request("a")
        _ = pool.open("y")
        _ = pool.release("y")
        _ = pool.release("x")
        pool.pass(.seconds(5))
        let (answer, actions) = pool.request("b")
        #expect(answer.leased == "y" && actions.closed == ["x: lifetime"])
    }

    @Test func theTimerClosesAnOldIdleConnection() {
        var pool = PoolBench(PoolOptions(minimumIdle: 1, maximumLifetime: .seconds(10)))
        _ = pool.open("x")
        #expect(pool.timer == .seconds(10))
        pool.pass(.seconds(10))
        let actions = pool.fireTimer()
        #expect(actions.closed == ["x: lifetime"] && actions.opens == 1)
        #expect(pool.timer == nil)
    }

    @Test(arguments: [(0.0, 3240), (0.5, 3600), (0.75, 3780)])
    func connectionsOfOneAgeDoNotAllEndAtOnce(_ jitter: Double, _ seconds: Int) {
        var pool = PoolBench(PoolOptions(idleTimeout: .zero))
        _ = pool.request("a")
        _ = pool.open("x", jitter: jitter)
        _ = pool.release("x")
        #expect(pool.timer == .seconds(seconds))
    }

    @Test func lifetimeZeroIsWithoutEnd() {
        let options = PoolOptions(maximumLifetime: .zero, idleTimeout: .zero, livenessCheckAfter: .seconds(1 << 40))
        var pool = PoolBench(options, idle: ["x"])
        #expect(pool.timer == nil)
        pool.pass(.seconds(90 * 366 * 86400))
        #expect(pool.fireTimer().isEmpty)
        #expect(pool.request("a").answer.leased == "x")
        #expect(pool.release("x").isEmpty)
    }

    // MARK: Idleness

    @Test func surplusConnectionsAreClosedWhenTheyHaveRestedLongEnough() {
        var pool = PoolBench(PoolOptions(minimumIdle: 1, maximumLifetime: .zero), lent: ["x", "y", "z"])
        _ = pool.open("idle one")
        for id in ["x", "y", "z"] {
            pool.pass(.seconds(1))
            _ = pool.release(id)
        }
        #expect(pool.timer == .seconds(597))
        pool.pass(.seconds(597))
        #expect(pool.fireTimer().closed == ["idle one: idle"])
        #expect(pool.timer == .seconds(1))
        pool.pass(.seconds(2))
        #expect(pool.fireTimer().closed == ["x: idle", "y: idle"])
        #expect(pool.timer == nil, "the minimum needs the last one")
        pool.pass(.seconds(1000))
        #expect(pool.fireTimer().isEmpty)
    }

    @Test func idlenessLeavesTheMinimumSizeOpen() {
        let options = PoolOptions(minimumSize: 2, maximumLifetime: .zero)
        var pool = PoolBench(options, idle: ["x"], lent: ["y"])
        #expect(pool.timer == nil)
        _ = pool.request("a")
        _ = pool.request("b")
        _ = pool.open("z")
        _ = pool.release("z")
        #expect(pool.timer == .seconds(600))
        pool.pass(.seconds(600))
        #expect(pool.fireTimer().closed == ["z: idle"])
    }

    /// NIO#539.
    @Test func theTimerHasNothingToDoAfterTheConnectionHasGone() {
        var pool = PoolBench(idle: ["x"])
        _ = pool.machine.connectionLost("x", now: pool.now)
        pool.pass(.seconds(4000))
        #expect(pool.fireTimer().isEmpty && pool.timer == nil)
    }

    /// NIO#472.
    @Test func theTimerOfIdleConnectionsMeetsAFullQueue() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, acquireTimeout: .seconds(3000)), idle: ["x"])
        for id in ["a", "b", "c"] { _ = pool.request(id) }
        pool.pass(.seconds(601))
        #expect(pool.fireTimer().isEmpty)
        #expect(pool.release("x").granted == ["x to b"])
    }

    // MARK: Minimums

    @Test func theMinimumsAreOpenedAtTheStartAndKept() {
        var pool = PoolBench(PoolOptions(maximumSize: 3, minimumSize: 2, minimumIdle: 1))
        #expect(pool.machine.counts.opening == 2)
        #expect(pool.open("x").isEmpty && pool.open("y").isEmpty)
        #expect(pool.request("a").actions.opens == 0, "one is still idle")
        #expect(pool.request("b").actions.opens == 1)
        #expect(pool.open("z").isEmpty)
        #expect(pool.request("c").actions.opens == 0, "the maximum is reached")
    }

    @Test func whatWaitersOpenCountsForTheMinimumSize() {
        var pool = PoolBench(PoolOptions(maximumSize: 8, minimumSize: 2))
        _ = pool.request("a")
        _ = pool.request("b")
        #expect(pool.machine.counts.opening == 2)
        #expect(pool.request("c").actions.opens == 1)
    }

    /// NIO#479.
    @Test func afterAnOutageTheMinimumIsOpenedAgainOnce() {
        var pool = PoolBench(PoolOptions(minimumSize: 2, maximumLifetime: .zero))
        _ = pool.open("x")
        _ = pool.open("y")
        #expect(pool.machine.connectionLost("x", now: pool.now).opens == 1)
        #expect(pool.machine.connectionLost("y", now: pool.now).opens == 1)
        #expect(pool.failToOpen("no route").isEmpty && pool.failToOpen("no route").isEmpty)
        pool.pass(.milliseconds(50))
        #expect(pool.fireTimer().opens == 1)
        #expect(pool.open("z").opens == 1)
        #expect(pool.open("w").isEmpty)
        #expect(pool.machine.counts == PoolCounts(idle: 2, inUse: 0, opening: 0, waiting: 0))
    }
}

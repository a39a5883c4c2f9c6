import Testing

@testable import Postgres

@Suite struct PoolStateMachineClosingTests {
    // MARK: Drain

    @Test func drainReplacesEveryConnectionWithoutDisturbingThoseInUse() {
        var pool = PoolBench(idle: ["x", "y"], lent: ["z"])
        #expect(pool.machine.drain(now: pool.now).closed == ["x: drained", "y: drained"])
        let released = pool.release("z")
        #expect(released.closed == ["z: drained"] && released.opens == 0)
        let (_, actions) = pool.request("a")
        #expect(actions.openings?.generation == 1)
        #expect(pool.open("new", openedWith: 1).granted == ["new to a"])
        #expect(pool.release("new").isEmpty)
    }

    @Test func drainKeepsWhatTheMinimumsNeedUntilItIsReplaced() {
        var pool = PoolBench(PoolOptions(maximumSize: 8, minimumIdle: 2))
        _ = pool.open("x")
        _ = pool.open("y")
        #expect(pool.request("takes y").actions.opens == 1)
        _ = pool.open("z")
        _ = pool.release("y")
        let actions = pool.machine.drain(now: pool.now)
        #expect(actions.closed == ["x: drained"] && actions.opens == 2)
        #expect(pool.request("a").answer.leased == "y", "it serves meanwhile")
        #expect(pool.release("y").closed == ["y: drained"])
        #expect(pool.open("n", openedWith: 1).closed.isEmpty)
        #expect(pool.open("m", openedWith: 1).closed == ["z: drained"])
        #expect(pool.machine.counts == PoolCounts(idle: 2, inUse: 0, opening: 0, waiting: 0))
    }

    @Test func drainMakesRoomWhereTheMaximumLeavesNone() {
        var pool = PoolBench(PoolOptions(maximumSize: 2, minimumSize: 2), idle: ["x", "y"])
        let actions = pool.machine.drain(now: pool.now)
        #expect(actions.closed == ["x: drained", "y: drained"] && actions.opens == 2)
    }

    @Test func aConnectionOpenedWithOldCredentialsServesAWaiterOnce() {
        var pool = PoolBench(PoolOptions(maximumSize: 2))
        _ = pool.request("a")
        _ = pool.request("b")
        _ = pool.machine.drain(now: pool.now)
        #expect(pool.open("x").granted == ["x to a"])
        #expect(pool.release("x").closed == ["x: drained"])
        _ = pool.cancel("b")
        #expect(pool.open("y").closed == ["y: drained"], "nobody waits for it")
    }

    @Test func aRefusalOfOldCredentialsSaysNothingAboutNewOnes() {
        var pool = PoolBench()
        _ = pool.request("a")
        _ = pool.machine.drain(now: pool.now)
        let actions = pool.failToOpen("wrong password", isPermanent: true)
        #expect(actions.refused.isEmpty && actions.openings?.generation == 1)
    }

    @Test func drainEndsThePauseAfterAFailure() {
        var pool = PoolBench()
        _ = pool.request("a")
        _ = pool.failToOpen("refused")
        #expect(pool.machine.drain(now: pool.now).opens == 1)
    }

    @Test func aDrainedConnectionUnderAPingStillServesAWaiterOnce() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), idle: ["x"])
        pool.pass(.seconds(2))
        _ = pool.request("a")
        _ = pool.machine.drain(now: pool.now)
        #expect(pool.endPing("x", isAlive: true).granted == ["x to a"])
        #expect(pool.release("x").closed == ["x: drained"])
    }

    // MARK: Resize

    @Test func aLowerMaximumClosesIdleOnesAtOnceAndOthersOnReturn() {
        var pool = PoolBench(PoolOptions(maximumSize: 4), idle: ["w"], lent: ["x", "y", "z"])
        #expect(pool.machine.resize(maximum: 2, now: pool.now).closed == ["w: resized"])
        _ = pool.request("a")
        #expect(pool.release("x").closed == ["x: resized"])
        #expect(pool.release("y").granted == ["y to a"])
    }

    @Test func aHigherMaximumOpensForThoseWhoWait() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), lent: ["x"])
        for id in ["a", "b", "c"] { _ = pool.request(id) }
        #expect(pool.machine.resize(maximum: 3, now: pool.now).opens == 2)
    }

    @Test func aConnectionOpenedIntoALowerMaximumIsClosed() {
        var pool = PoolBench(PoolOptions(maximumSize: 2), lent: ["x"])
        _ = pool.request("a")
        _ = pool.machine.resize(maximum: 1, now: pool.now)
        #expect(pool.open("y").closed == ["y: resized"])
        #expect(pool.release("x").granted == ["x to a"])
    }

    // MARK: Close

    /// T37.
    @Test func closingTurnsWaitersAwayAndWaitsForWhatIsInUse() {
        var pool = PoolBench(PoolOptions(maximumSize: 3), lent: ["x", "y", "z"])
        _ = pool.release("z")
        _ = pool.request("z again")
        _ = pool.request("a")
        let closing = pool.machine.close(now: pool.now)
        #expect(closing.refused == ["a: \(PostgresError.pool(.closed))"] && !closing.isDrained)
        #expect(pool.request("b").answer.error == "\(PostgresError.pool(.closed))")
        #expect(pool.release("x").closed == ["x: shutdown"])
        #expect(!pool.release("y").isDrained)
        let last = pool.release("z", .broken)
        #expect(last.closed == ["z: broken"] && last.isDrained)
        #expect(pool.machine.close(now: pool.now).isEmpty && pool.machine.close(byForce: true, now: pool.now).isEmpty)
        #expect(pool.timer == nil)
    }

    @Test func anEmptyPoolClosesAtOnce() {
        var pool = PoolBench(idle: ["x"])
        let actions = pool.machine.close(now: pool.now)
        #expect(actions.closed == ["x: shutdown"] && actions.isDrained)
    }

    @Test(arguments: [true, false])
    func closingWaitsForWhatIsBeingOpened(_ succeeds: Bool) {
        var pool = PoolBench()
        _ = pool.request("a")
        #expect(!pool.machine.close(now: pool.now).isDrained)
        let last = succeeds ? pool.open("x") : pool.failToOpen("refused", isPermanent: true)
        #expect(last.closed == (succeeds ? ["x: shutdown"] : []) && last.isDrained && last.granted.isEmpty)
    }

    @Test func closingByForceWaitsForNothing() {
        var pool = PoolBench(PoolOptions(maximumSize: 4), idle: ["x"], lent: ["y"])
        _ = pool.request("takes x")
        _ = pool.request("a")
        #expect(!pool.machine.close(now: pool.now).isDrained)
        let forced = pool.machine.close(byForce: true, now: pool.now)
        #expect(forced.closed.sorted() == ["x: shutdown", "y: shutdown"] && forced.isDrained)
        #expect(pool.release("y").isEmpty && pool.release("x", .broken).isEmpty)
        #expect(pool.open("late").closed == ["late: shutdown"])
        #expect(pool.machine.counts == PoolCounts(idle: 0, inUse: 0, opening: 0, waiting: 0))
    }
}

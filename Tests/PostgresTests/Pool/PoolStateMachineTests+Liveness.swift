import Testing

@testable import Postgres

@Suite struct PoolStateMachineLivenessTests {
    @Test func aConnectionThatHasRestedIsAskedForASignOfLifeFirst() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), idle: ["x"])
        pool.pass(.milliseconds(999))
        #expect(pool.request("a").answer.leased == "x")
        _ = pool.release("x")
        pool.pass(.seconds(1))
        let (answer, actions) = pool.request("b")
        #expect(answer.isWait && actions.pinged == ["x"] && actions.pings[0].deadline == pool.now + .seconds(2))
        pool.pass(.milliseconds(1))
        let ended = pool.endPing("x", isAlive: true)
        #expect(ended.granted == ["x to b"] && ended.grant?.waited == .milliseconds(1))
    }

    @Test func aFreshConnectionOfAnotherLoopIsBetterThanAPing() {
        var pool = PoolBench(idle: ["x"])
        pool.pass(.seconds(2))
        _ = pool.request("a", on: 0)
        _ = pool.request("b", on: 1)
        _ = pool.open("y", on: 1)
        _ = pool.endPing("x", isAlive: true)
        pool.pass(.seconds(2))
        _ = pool.release("x")
        pool.pass(.milliseconds(900))
        _ = pool.release("y")
        pool.pass(.milliseconds(200))
        #expect(pool.request("c", on: 0).answer.leased == "y")
    }

    /// T9: pgx#2394. Every idle connection is half open, and the caller has 5 s.
    @Test func manyDeadConnectionsCostACallerOnePing() {
        var pool = PoolBench(PoolOptions(maximumSize: 4), idle: ["w", "x", "y", "z"])
        pool.pass(.seconds(60))
        #expect(pool.request("a").actions.pinged == ["z"])
        #expect(pool.timer == .seconds(2))
        pool.pass(.seconds(2))
        let actions = pool.fireTimer()
        #expect(actions.closed == ["z: broken"] && actions.pinged == ["y"])
        #expect(actions.opens == 1, "pings are not relied on any more")
        #expect(pool.open("new").granted == ["new to a"])
        #expect(pool.endPing("z", isAlive: true).isEmpty, "too late")
        #expect(pool.machine.counters.pingsFailed == 1)
    }

    @Test func afterASignOfLifePingsAreReliedOnAgain() {
        var pool = PoolBench(PoolOptions(maximumSize: 4), idle: ["x", "y"])
        pool.pass(.seconds(2))
        _ = pool.request("a")
        #expect(pool.endPing("y", isAlive: false).opens == 1)
        #expect(pool.endPing("x", isAlive: true).granted == ["x to a"])
        _ = pool.open("z")
        pool.pass(.seconds(2))
        let (_, actions) = pool.request("b")
        #expect(actions.pinged == ["z"] && actions.opens == 0)
    }

    @Test func aCallerKeepsItsPlaceWhenThePingFails() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), idle: ["x"])
        pool.pass(.seconds(2))
        for id in ["a", "b"] { _ = pool.request(id) }
        let actions = pool.endPing("x", isAlive: false)
        #expect(actions.closed == ["x: broken"] && actions.opens == 1)
        #expect(pool.open("y").granted == ["y to a"])
    }

    @Test func aConnectionReturnedDuringThePingServesTheCallerFirst() {
        var pool = PoolBench(idle: ["x"], lent: ["y"])
        pool.pass(.seconds(2))
        #expect(pool.request("a").actions.pinged == ["x"])
        #expect(pool.release("y").granted == ["y to a"])
        #expect(pool.endPing("x", isAlive: true).isEmpty)
        #expect(pool.machine.counts.idle == 1)
    }

    @Test func aBurstPingsOneConnectionForEachCaller() {
        var pool = PoolBench(PoolOptions(maximumSize: 3), idle: ["x", "y"])
        pool.pass(.seconds(2))
        let burst = ["a", "b", "c"].map { pool.request($0).actions }
        #expect(burst.map(\.pinged) == [["y"], ["x"], []] && burst.map(\.opens) == [0, 0, 1])
        #expect(pool.endPing("x", isAlive: true).granted == ["x to a"])
    }

    @Test func aCallerCancelledDuringThePingLeavesTheConnectionIdle() {
        var pool = PoolBench(idle: ["x"])
        pool.pass(.seconds(2))
        _ = pool.request("a")
        _ = pool.cancel("a")
        #expect(pool.endPing("x", isAlive: true).isEmpty)
        #expect(pool.request("b").answer.leased == "x")
    }

    /// T10: NIO#436, #443, #645. Ping, loss and close of one connection in every order.
    @Test func aConnectionThatDiesDuringItsPingIsClosedOnce() {
        var pool = PoolBench(PoolOptions(maximumSize: 1), idle: ["x"])
        pool.pass(.seconds(2))
        _ = pool.request("a")
        let lost = pool.machine.connectionLost("x", now: pool.now)
        #expect(lost.closed == ["x: broken"] && lost.opens == 1)
        #expect(pool.endPing("x", isAlive: false).isEmpty && pool.endPing("x", isAlive: true).isEmpty)
        pool.pass(.seconds(3))
        #expect(pool.fireTimer().isEmpty, "the ping's own timer is void")
        #expect(pool.machine.counters.closedAsBroken == 1)
    }

    @Test func aPoolClosedDuringAPingEndsAtOnce() {
        var pool = PoolBench(idle: ["x"])
        pool.pass(.seconds(2))
        _ = pool.request("a")
        let actions = pool.machine.close(now: pool.now)
        #expect(actions.closed == ["x: shutdown"] && actions.isDrained)
        #expect(actions.refused == ["a: \(PostgresError.pool(.closed))"])
        #expect(pool.endPing("x", isAlive: true).isEmpty)
    }

    @Test func anIdleConnectionThatIsLostIsForgotten() {
        var pool = PoolBench(idle: ["x"])
        #expect(pool.machine.connectionLost("x", now: pool.now).closed == ["x: broken"])
        #expect(pool.machine.connectionLost("x", now: pool.now).isEmpty)
        #expect(pool.request("a").actions.opens == 1)
    }

    @Test func livenessCheckZeroAsksAlways() {
        var pool = PoolBench(PoolOptions(maximumSize: 1, livenessCheckAfter: .zero), lent: ["x"])
        _ = pool.request("a")
        #expect(pool.release("x").granted == ["x to a"], "handed over it was used a moment ago")
        _ = pool.release("x")
        #expect(pool.request("b").actions.pinged == ["x"])
    }
}

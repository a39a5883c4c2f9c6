import Testing

@testable import Postgres

@Suite struct PoolStateMachineOpeningTests {
    @Test func noMoreAreOpenedThanWaitAndThanFit() {
        var pool = PoolBench(PoolOptions(maximumSize: 3))
        let opens = (0..<5).map { pool.request("\($0)").actions.opens }
        #expect(opens == [1, 1, 1, 0, 0])
        #expect(pool.machine.counts == PoolCounts(idle: 0, inUse: 0, opening: 3, waiting: 5))
    }

    @Test func anOpeningThatNobodyWaitsForAnyMoreServesTheNext() {
        var pool = PoolBench()
        _ = pool.request("a")
        _ = pool.cancel("a")
        #expect(pool.request("b").actions.opens == 0, "one is under way already")
        #expect(pool.open("x").granted == ["x to b"])
    }

    /// T11: NIO#565.
    @Test func aPermanentRefusalFailsAllWhoWait() {
        var pool = PoolBench(PoolOptions(maximumSize: 2))
        for id in ["a", "b", "c"] { _ = pool.request(id) }
        let actions = pool.failToOpen("wrong password", isPermanent: true)
        let error = PostgresError.connection("wrong password")
        #expect(actions.refused == ["a: \(error)", "b: \(error)", "c: \(error)"])
        #expect(pool.failToOpen("wrong password", isPermanent: true).isEmpty)
        #expect(pool.timer == nil, "nobody asks, so nobody knocks")
        #expect(pool.machine.counters.refusedByServer == 3)
    }

    @Test func afterAPermanentRefusalTheNextCallerKnocksAfterAPause() {
        var pool = PoolBench()
        _ = pool.request("a")
        _ = pool.failToOpen("wrong password", isPermanent: true)
        #expect(pool.request("b").actions.opens == 0 && pool.timer == .milliseconds(50))
        pool.pass(.milliseconds(50))
        #expect(pool.fireTimer().opens == 1)
        #expect(pool.open("x").granted == ["x to b"])
    }

    @Test func pausesDoubleToASecondAndOnlyOneKnocks() {
        var pool = PoolBench(PoolOptions(maximumSize: 4, acquireTimeout: .seconds(60)))
        for id in ["a", "b", "c"] { _ = pool.request(id) }
        #expect(pool.failToOpen("refused").isEmpty)
        #expect(pool.failToOpen("refused").isEmpty)
        #expect(pool.failToOpen("refused").isEmpty)
        for milliseconds in [50, 100, 200, 400, 800, 1000, 1000] {
            #expect(pool.timer == .milliseconds(milliseconds))
            #expect(pool.fireTimer().isEmpty, "too early")
            pool.pass(.milliseconds(milliseconds))
            #expect(pool.fireTimer().opens == 1)
            #expect(pool.failToOpen("refused").isEmpty)
        }
        pool.pass(.seconds(1))
        _ = pool.fireTimer()
        let actions = pool.open("x")
        #expect(actions.granted == ["x to a"] && actions.opens == 2, "the server is back: the others follow")
    }

    @Test func pausesAreShorterByUpToAQuarter() {
        var pool = PoolBench()
        _ = pool.request("a")
        _ = pool.failToOpen("refused", jitter: 1)
        #expect(pool.timer == .microseconds(37_500))
    }

    /// T11.
    @Test func aWaiterThatTimesOutWhileConnectingFailsIsToldWhy() {
        var pool = PoolBench(PoolOptions(acquireTimeout: .milliseconds(70)))
        _ = pool.request("a")
        _ = pool.failToOpen("first reason")
        pool.pass(.milliseconds(50))
        _ = pool.fireTimer()
        _ = pool.failToOpen("last reason")
        pool.pass(.milliseconds(20))
        #expect(pool.fireTimer().refused == ["a: \(PostgresError.connection("last reason"))"])
    }

    @Test func aSuccessMakesTheReasonForgotten() {
        var pool = PoolBench(PoolOptions(maximumSize: 1))
        _ = pool.request("a")
        _ = pool.failToOpen("refused")
        pool.pass(.milliseconds(50))
        _ = pool.fireTimer()
        _ = pool.open("x")
        _ = pool.request("b")
        pool.pass(.seconds(5))
        #expect(pool.fireTimer().refused == ["b: \(PostgresError.pool(.acquireTimedOut))"])
    }

    @Test func aWaiterIsServedByAReturnWhileConnectingFails() {
        var pool = PoolBench(PoolOptions(maximumSize: 2), lent: ["x"])
        _ = pool.request("a")
        _ = pool.failToOpen("too many connections")
        #expect(pool.release("x").granted == ["x to a"])
        #expect(pool.timer == nil, "no reason to knock")
    }
}

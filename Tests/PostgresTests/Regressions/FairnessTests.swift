import Foundation
import Postgres
import Testing

extension RegressionTests.FairnessTests {
    /// T7: a queue that is not strictly first come, first served lets some wait for seconds while others never wait.
    @Test func nobodyWaitsMuchLongerThanTheOthers() async throws {
        let isSoak = ProcessInfo.processInfo.environment["NUANXIN_SOAK"] != nil
        let duration = isSoak ? Duration.seconds(600) : .seconds(3)
        let hold = isSoak ? 0.2 : 0.02
        let pool = PoolOptions(maximumSize: 10, minimumSize: 10, acquireTimeout: .seconds(60))
        try await withDatabase(pool) { database in
            while database.poolCounts.idle < 10 { try await Task.sleep(for: .milliseconds(5)) }
            let end = ContinuousClock.now + duration
            let all = try await withThrowingTaskGroup(of: [Duration].self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        var waits: [Duration] = []
                        while ContinuousClock.now < end {
                            let start = ContinuousClock.now
                            waits += [
                                try await database.withConnection { lease in
                                    let waited = ContinuousClock.now - start
                                    try await lease.run(Sleep(seconds: hold))
                                    return waited
                                }
                            ]
                        }
                        return waits
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let mean = all.reduce(.zero, +) / all.count
            // 90 of the 100 wait at any time, so that each waits for about nine others.
            #expect(mean > .seconds(hold) * 5)
            #expect(try #require(all.max()) < mean * 3, "\(all.count) waits, mean \(mean)")
        }
    }
}

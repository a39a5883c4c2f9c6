import EmbeddedDatabase
import Foundation

/// Keeps the embedded database running under `up`: when its server dies, it is started again, and the pages answer 503
/// in between. What was acknowledged is there again, for the server recovers from its log.
actor DatabaseKeeper {
    /// So many deaths within a minute are no accident that a start would mend.
    private static let mostDeaths = 5

    private var running: RunningDatabase
    private var isStopping = false

    init(_ running: RunningDatabase) { self.running = running }

    /// Returns when the database is to stop; throws when it does not stay alive.
    func keep() async throws {
        var deaths: [ContinuousClock.Instant] = []
        while !isStopping {
            let cause = await running.waitForExit()
            if isStopping { return }
            try Task.checkCancellation()
            let now = ContinuousClock.now
            deaths = deaths.filter { now - $0 < .seconds(60) } + [now]
            let log = running.database.logFile.path
            guard deaths.count < Self.mostDeaths else {
                throw Failure(
                    .unavailable, "数据库一分钟内停了 \(deaths.count) 次(\(cause)),不再重启。日志:\(log)",
                    "The database ended \(deaths.count) times within a minute (\(cause)); it is not started again. Its log: \(log)")
            }
            Terminal.writeWords(
                say("数据库意外停止(\(cause)),正在重新启动。日志:\(log)",
                    "The database has ended (\(cause)); starting it again. Its log: \(log)"))
            running = try await running.database.start(mode: .child)
            // Asked to stop while it was starting.
            if isStopping { try await running.stop() }
        }
    }

    func stop() async throws {
        isStopping = true
        try await running.stop()
    }
}

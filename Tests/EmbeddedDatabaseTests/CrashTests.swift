import EmbeddedDatabase
import Foundation
import Glibc
import Postgres
import Testing

/// What a killed server, a killed program or a used-again process number leaves behind.
@Suite struct CrashTests {
    @Test func aKilledServerWithABusyBackendStartsAgain() async throws {
        try await DataFolder.with { folder in
            for _ in 0..<3 {
                let running = try await folder.database.start()
                let client = try await Connection.open(running.superuserOptions())
                try await client.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
                try await client.execute("INSERT INTO kept VALUES (1)")
                let busy = Task { try await client.rows("SELECT count(*) FROM generate_series(1, 100000000)") }
                try await Task.sleep(for: .milliseconds(100))
                kill(pid_t(running.processID), SIGKILL)
                #expect(await running.waitForExit() == "signal 9")
                let start = ContinuousClock.now
                let again = try await folder.database.start()
                #expect(ContinuousClock.now - start < .seconds(5))
                _ = await busy.result
                await client.close()
                try await again.stop()
            }
            let running = try await folder.database.start()
            #expect(try await value("SELECT count(*) FROM kept", running.superuserOptions()) == "3")
            try await running.stop()
        }
    }

    /// PostgreSQL refuses to start, and `pg_ctl stop` would kill the stranger.
    @Test func aStalePidFileWithALiveStrangerHindersNothing() async throws {
        try await DataFolder.with { folder in
            let stranger = try folder.runAsOwner("exec sleep 60")
            defer { stranger.terminate() }
            let number = stranger.processIdentifier
            try "\(number)\n\(folder.path("cluster"))\n1\n5432\n".write(
                toFile: folder.path("cluster/postmaster.pid"), atomically: true, encoding: .utf8)
            try shell("mkdir -p '\(folder.path("run"))'; echo \(number) > '\(folder.path("run/.s.PGSQL.5432.lock"))'")
            #expect(await folder.database.status().state == .stopped)
            #expect(try await folder.database.stop() == false)
            let running = try await folder.database.start()
            try await running.stop()
            #expect(kill(number, 0) == 0)
            #expect(stranger.isRunning)
        }
    }

    /// A killed postmaster stays a zombie until its parent looks; PostgreSQL takes its number for a running server.
    @Test func aZombiePostmasterHindersNothing() async throws {
        try await DataFolder.with { folder in
            // The inner shell ends at once; its parent, a sleep, never asks for it.
            let parent = try folder.runAsOwner("sh -c 'echo $$ > \(folder.path("log/zombie"))' & exec sleep 60")
            defer { parent.terminate() }
            try await Task.sleep(for: .milliseconds(300))
            let number = try shell("cat '\(folder.path("log/zombie"))'").trimmingCharacters(in: .newlines)
            #expect(try shell("cut -d' ' -f3 /proc/\(number)/stat") == "Z\n")
            try "\(number)\n".write(toFile: folder.path("cluster/postmaster.pid"), atomically: true, encoding: .utf8)
            #expect(await folder.database.status().state == .stopped)
            try await folder.database.start().stop()
        }
    }

    @Test func aKilledProgramTakesItsServerDownCleanly() async throws {
        try await DataFolder.with { folder in
            let path = folder.url.path
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                _ = try await EmbeddedDatabase(folder: URL(fileURLWithPath: path), settings: DataFolder.fast).start()
                kill(getpid(), SIGKILL)
            }
            let end = ContinuousClock.now + .seconds(10)
            while await folder.database.status().state != .stopped, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await folder.database.status().state == .stopped)
            #expect(try folder.text("log/postgres.log").contains("database system is shut down"))
        }
    }

    /// A status that asks for processes only would say that the server runs; it is shutting down.
    @Test func startingAtOnceAfterTheProgramWasKilledWorks() async throws {
        try await DataFolder.with { folder in
            let path = folder.url.path
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                _ = try await EmbeddedDatabase(folder: URL(fileURLWithPath: path), settings: DataFolder.fast).start()
                kill(getpid(), SIGKILL)
            }
            let running = try await folder.database.start()
            #expect(try await value("SELECT 1", running.superuserOptions()) == "1")
            try await running.stop()
            #expect(!(try folder.text("log/postgres.log").contains("not properly shut down")))
        }
    }

    @Test func aDetachedServerOutlivesItsProgramAndAnotherStopsIt() async throws {
        try await DataFolder.with { folder in
            let path = folder.url.path
            await #expect(processExitsWith: .success) { [path = path as String] in
                let database = EmbeddedDatabase(folder: URL(fileURLWithPath: path), settings: DataFolder.fast)
                _ = try await database.start(mode: .detached)
                exit(0)
            }
            try await Task.sleep(for: .milliseconds(300))
            let server = try #require(folder.postmaster)
            #expect(await folder.database.status().state == .running(pid: Int(server)))
            guard case .alreadyRunning(_, Int(server), nil) = await failure({ _ = try await folder.database.start() })
            else {
                Issue.record("two servers on one folder")
                return
            }
            #expect(try await folder.database.stop() == true)
            #expect(await folder.database.status().state == .stopped)
        }
    }

    /// Two containers on one volume see no process of each other, only the lock.
    @Test func aFolderUsedByAnotherContainerIsRefused() async throws {
        try await DataFolder.with { folder in
            let descriptor = open(folder.path("lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            guard case .heldElsewhere = await failure({ _ = try await folder.database.start() }) else {
                Issue.record("started")
                return
            }
            #expect(await folder.database.status().state == .heldElsewhere)
            close(descriptor)
            try await folder.database.start().stop()
        }
    }

    /// Started by hand with pg_ctl, without our lock.
    @Test func aServerStartedByHandIsNotDoubled() async throws {
        try await DataFolder.with { folder in
            try shell("rm -f '\(folder.path("lock"))'")
            let running = try await folder.database.start()
            // A lock file of another age: as if nobody held it.
            try shell("rm -f '\(folder.path("lock"))'")
            guard case .alreadyRunning(_, let server, _) = await failure({ _ = try await folder.database.start() })
            else {
                Issue.record("two servers on one folder")
                return
            }
            #expect(server == running.processID)
            try await running.stop()
        }
    }
}

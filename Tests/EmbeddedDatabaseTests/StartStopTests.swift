import EmbeddedDatabase
import Foundation
import Glibc
import Postgres
import Testing

@Suite struct StartStopTests {
    @Test func startAnswersAndStopEndsEveryProcess() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            #expect(try await value("SELECT 1", running.superuserOptions()) == "1")
            let status = await folder.database.status()
            #expect(status.state == .running(pid: running.processID))
            #expect(status.holder == Int(getpid()))
            #expect(status.runningVersion == status.installedVersion)
            #expect(!status.needsRestart)
            try await running.stop()
            #expect(await running.waitForExit() == "exit 0")
            #expect(await folder.database.status().state == .stopped)
            #expect(try await folder.database.stop() == false)
        }
    }

    @Test func aSecondStartNamesTheFirst() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            guard
                case .alreadyRunning(_, let server, let holder) = await failure({
                    _ = try await folder.database.start()
                })
            else {
                Issue.record("two servers on one folder")
                return
            }
            #expect(server == running.processID)
            #expect(holder == Int(getpid()))
            #expect(try await folder.database.attach().processID == running.processID)
            try await running.stop()
        }
    }

    @Test func sixRacingStartersGiveOneServer() async throws {
        try await DataFolder.with { folder in
            let outcomes = await withTaskGroup(of: Bool?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        switch await failure({ _ = try await folder.database.start() }) {
                        case nil: true
                        case .alreadyRunning: false
                        default: nil
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == true }.count == 1)
            #expect(outcomes.filter { $0 == false }.count == 5)
            let wasRunning = try await folder.database.stop()
            #expect(wasRunning)
        }
    }

    /// SIGTERM would wait for the client for ever.
    @Test func stoppingDoesNotWaitForAnOpenTransaction() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let client = try await Connection.open(running.superuserOptions())
            try await client.execute("BEGIN")
            let start = ContinuousClock.now
            try await running.stop()
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(await running.waitForExit() == "exit 0")
            await client.close()
        }
    }

    /// Ctrl-C reaches the terminal's whole foreground group; the server must not be in it.
    @Test func theServerIsInASessionOfItsOwn() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let server = pid_t(running.processID)
            #expect(getsid(server) == server)
            #expect(getpgid(server) == server)
            try await running.stop()
        }
    }

    @Test func theServerInheritsNoDescriptorButTheLockAndTheLog() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let server = pid_t(running.processID)
            let names = try shell(
                "cd /proc/\(server)/fd && readlink 0 1 2 3")
            #expect(
                names.split(separator: "\n").map(String.init) == [
                    "/dev/null", folder.path("log/postgres.log"), folder.path("log/postgres.log"), folder.path("lock"),
                ])
            try await running.stop()
        }
    }

    @Test func aDeepFolderGetsAShortSocketPath() async throws {
        let folder = try DataFolder()
        let deep = folder.root.appendingPathComponent(String(repeating: "很深的目录/", count: 8), isDirectory: true)
        let database = EmbeddedDatabase(folder: deep, settings: DataFolder.fast)
        try await database.initialise()
        let running = try await database.start()
        #expect(try await value("SELECT 1", running.superuserOptions()) == "1")
        let socketFolder = try #require(await database.status().socketFolder).path
        #expect(socketFolder.utf8.count < 60)
        #expect(try shell("stat -c %a '\(socketFolder)'") == "700\n")
        try await running.stop()
        #expect(try shell("ls -A '\(socketFolder)'") == "")
        try shell("rmdir '\(socketFolder)'")
        await folder.remove()
    }

    @Test func aShortSocketFolderOfSomebodyElseIsRefused() async throws {
        let folder = try DataFolder()
        let deep = folder.root.appendingPathComponent(String(repeating: "很深的目录/", count: 8), isDirectory: true)
        let database = EmbeddedDatabase(folder: deep, settings: DataFolder.fast)
        try await database.initialise()
        try await database.start().stop()
        let socketFolder = try #require(await database.status().socketFolder).path
        // A link, as somebody may put into a folder that all can write to.
        try shell("rmdir '\(socketFolder)' && ln -s /usr '\(socketFolder)'")
        guard case .socketFolderTaken(socketFolder) = await failure({ _ = try await database.start() }) else {
            Issue.record("not refused")
            return
        }
        try shell("rm '\(socketFolder)'")
        await folder.remove()
    }

    @Test func aMovedFolderStarts() async throws {
        try await DataFolder.with { folder in
            let moved = folder.root.appendingPathComponent("搬家 后", isDirectory: true)
            try FileManager.default.moveItem(at: folder.url, to: moved)
            let database = EmbeddedDatabase(folder: moved, settings: DataFolder.fast)
            let running = try await database.start()
            let url = try database.connectionString()
            #expect(try await value("SELECT current_user", ConnectionOptions(url)) == EmbeddedDatabase.superuser)
            try await running.stop()
        }
    }

    @Test func aWrongSettingShowsTheServersOwnWords() async throws {
        try await DataFolder.with { folder in
            try shell("echo 'max_connections = many' > '\(folder.path("cluster/local.conf"))'")
            guard case .serverExited(_, let log) = await failure({ _ = try await folder.database.start() }) else {
                Issue.record("started")
                return
            }
            #expect(log.contains("max_connections"))
            try shell("rm '\(folder.path("cluster/local.conf"))'")
            try await folder.database.start().stop()
        }
    }

    /// After a power cut, lines that had been appended and not flushed were zeros.
    @Test func zeroedSettingsAreWrittenAnew() async throws {
        try await DataFolder.with { folder in
            try shell(
                "cd '\(folder.path("cluster"))' && truncate -s 0 nuanxin.conf && truncate -s 900 nuanxin.conf"
            )
            let running = try await folder.database.start()
            #expect(try await value("SHOW listen_addresses", running.superuserOptions()) == "")
            try await running.stop()
        }
    }

    @Test func aChangedSuperuserPasswordIsSaid() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            _ = try await value("ALTER ROLE nuanxin_superuser PASSWORD 'another'", running.superuserOptions())
            try await running.stop()
            guard case .passwordRefused(_, let file) = await failure({ _ = try await folder.database.start() }) else {
                Issue.record("started")
                return
            }
            #expect(file == folder.path("secrets/nuanxin_superuser"))
            #expect(await folder.database.status().state == .stopped)
        }
    }

    @Test func aRoleGetsItsKeptPassword() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            _ = try await value("CREATE ROLE nuanxin_web LOGIN", running.superuserOptions())
            let options = try await running.ensurePassword(role: "nuanxin_web")
            #expect(try await value("SELECT session_user", options) == "nuanxin_web")
            #expect(try await value("SHOW idle_in_transaction_session_timeout", options) == "30s")
            #expect(
                try await value(
                    "SELECT rolpassword FROM pg_authid WHERE rolname = 'nuanxin_web'", running.superuserOptions())?
                    .hasPrefix("SCRAM-SHA-256$") == true)
            // Again: the same password, set anew should somebody have changed it.
            _ = try await value("ALTER ROLE nuanxin_web PASSWORD NULL", running.superuserOptions())
            try await running.ensurePassword(role: "nuanxin_web")
            let url = try folder.database.connectionString(role: "nuanxin_web")
            #expect(!url.contains(try folder.text("secrets/nuanxin_web").dropLast()))
            #expect(try await value("SELECT session_user", ConnectionOptions(url)) == "nuanxin_web")
            guard case .badRoleName = await failure({ try await running.ensurePassword(role: "../x") }) else {
                Issue.record("a path as a role")
                return
            }
            try await running.stop()
        }
    }

    /// The detail of a broken key holds the key's value.
    @Test func theLogNamesNoChild() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let options = try running.superuserOptions()
            _ = try await value("CREATE TABLE child (name text PRIMARY KEY)", options)
            _ = try await value("INSERT INTO child VALUES ('欧阳思源')", options)
            await #expect(throws: (any Error).self) {
                try await value("INSERT INTO child VALUES ('欧阳思源')", options)
            }
            try await running.stop()
            let log = try folder.text("log/postgres.log")
            #expect(log.contains("child_pkey"))
            #expect(!log.contains("欧阳思源"))
        }
    }

    @Test func aCancelledStartLeavesNoServer() async throws {
        try await DataFolder.with { folder in
            let task = Task { _ = try await folder.database.start() }
            task.cancel()
            _ = await task.result
            #expect(await folder.database.status().state == .stopped)
            try await folder.database.start().stop()
        }
    }
}

import EmbeddedDatabase
import Foundation
import Glibc
import Postgres
import Testing

/// Who runs the server and whose the files are.
@Suite struct OwnerTests {
    static let isRoot = geteuid() == 0

    @Test(.enabled(if: isRoot)) func rootRunsTheServerAsAnother() async throws {
        try await DataFolder.with { folder in
            let running = try await folder.database.start()
            let owner = try shell("stat -c %U /proc/\(running.processID)").trimmingCharacters(in: .newlines)
            #expect(["postgres", "nobody"].contains(owner))
            #expect(try shell("grep NoNewPrivs /proc/\(running.processID)/status").hasSuffix("1\n"))
            #expect(try shell("find '\(folder.url.path)' ! -user \(owner)") == "")
            try await running.stop()
        }
    }

    @Test(.enabled(if: isRoot)) func anOrdinaryUserNeedsNoRoot() async throws {
        try await DataFolder.with(initialised: false) { folder in
            try shell("chmod 777 '\(folder.root.path)'")
            let path = folder.url.path
            await #expect(processExitsWith: .success) { [path = path as String] in
                guard setgid(65534) == 0, setuid(65534) == 0 else { exit(3) }
                let database = EmbeddedDatabase(folder: URL(fileURLWithPath: path), settings: DataFolder.fast)
                try await database.initialise()
                let running = try await database.start()
                guard try await value("SELECT 1", running.superuserOptions()) == "1" else { exit(4) }
                try await running.stop()
                exit(0)
            }
            #expect(try shell("stat -c %u '\(folder.path("cluster"))'") == "65534\n")
        }
    }

    @Test(.enabled(if: isRoot)) func aUserNumberWithoutANameIsExplained() async throws {
        try await DataFolder.with(initialised: false) { folder in
            try shell("chmod 777 '\(folder.root.path)'")
            let path = folder.url.path
            await #expect(processExitsWith: .success) { [path = path as String] in
                guard setgid(54321) == 0, setuid(54321) == 0 else { exit(3) }
                let database = EmbeddedDatabase(folder: URL(fileURLWithPath: path))
                guard case .userUnknown(54321) = await failure({ try await database.initialise() }) else { exit(4) }
                exit(0)
            }
        }
    }

    /// `cp -r` by root.
    @Test(.enabled(if: isRoot)) func aCopyThatLostItsOwnerIsExplained() async throws {
        try await DataFolder.with { folder in
            try shell("chown -R root '\(folder.url.path)'")
            guard case .wrongOwner(_, "root", _) = await failure({ _ = try await folder.database.start() }) else {
                Issue.record("not refused")
                return
            }
        }
    }

    @Test(.enabled(if: isRoot)) func somebodyElsesFolderIsRefused() async throws {
        try await DataFolder.with { folder in
            try shell("chmod 755 '\(folder.url.path)'")
            let path = folder.url.path
            await #expect(processExitsWith: .success) { [path = path as String] in
                guard setgid(65534) == 0, setuid(65534) == 0 else { exit(3) }
                let database = EmbeddedDatabase(folder: URL(fileURLWithPath: path))
                guard case .wrongOwner = await failure({ _ = try await database.start() }) else { exit(4) }
                exit(0)
            }
        }
    }

    @Test(.enabled(if: isRoot)) func aFolderInsideAClosedOneIsExplained() async throws {
        try await DataFolder.with(initialised: false) { folder in
            let closed = folder.root.appendingPathComponent("home")
            try shell("mkdir -m 700 '\(closed.path)'")
            let database = EmbeddedDatabase(folder: closed.appendingPathComponent("data"))
            guard case .unreachable(_, closed.path, _) = await failure({ try await database.initialise() }) else {
                Issue.record("not refused")
                return
            }
        }
    }

    /// PostgreSQL refuses a cluster that others can read.
    @Test func aClusterOpenToOthersIsClosed() async throws {
        try await DataFolder.with { folder in
            try shell("chmod 755 '\(folder.path("cluster"))'")
            try await folder.database.start().stop()
            #expect(try shell("stat -c %a '\(folder.path("cluster"))'") == "700\n")
        }
    }

    @Test func anotherMajorVersionsClusterIsNotTouched() async throws {
        try await DataFolder.with { folder in
            try shell("echo 14 > '\(folder.path("cluster/PG_VERSION"))'")
            guard
                case .majorVersionMissing(_, 14, let installed) = await failure({
                    _ = try await folder.database.start()
                })
            else {
                Issue.record("not refused")
                return
            }
            #expect(!installed.contains(14))
        }
    }
}

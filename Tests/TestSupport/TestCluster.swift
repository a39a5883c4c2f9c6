public import EmbeddedDatabase
import Foundation
import Glibc
import Logging
import Migrations
public import Postgres

/// One private PostgreSQL cluster for all tests of a process.
///
/// It is made in the temporary folder (`TMPDIR=/dev/shm` is fastest) and ends with the process, whatever ends that.
/// With `NUANXIN_TEST_CLUSTER=FOLDER` the cluster in that folder is used, made and started if need be, and left running
/// for the next test program, which so is spared a second or two; `nuanxin db stop` ends it.
public actor TestCluster {
    public static let shared = TestCluster()

    private var running: Task<EmbeddedDatabase, any Error>?
    private var templates: [String: Task<TestTemplate, any Error>] = [:]

    /// Starts the cluster at the first call.
    public func database() async throws -> EmbeddedDatabase {
        if let running { return try await running.value }
        let task = Task { try await Self.start() }
        running = task
        return try await task.value
    }

    /// How to connect as the superuser.
    public func superuserOptions(database name: String = "postgres") async throws -> ConnectionOptions {
        try await database().superuserOptions(database: name)
    }

    /// The template with these files applied; made once for each state of the files, by whichever process comes first.
    func template(_ files: MigrationFiles) async throws -> TestTemplate {
        let key = files.fingerprint
        if let template = templates[key] { return try await template.value }
        let task = Task { try await TestTemplate.make(files, in: self) }
        templates[key] = task
        return try await task.value
    }

    // MARK: Starting

    /// Nothing here must survive a power cut, and tests log in often.
    private static let settings = [
        "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200",
        "autovacuum": "off", "shared_buffers": "64MB",
        // Nothing in /dev/shm that a killed server would leave there.
        "dynamic_shared_memory_type": "mmap",
    ]

    private static func start() async throws -> EmbeddedDatabase {
        if let folder = ProcessInfo.processInfo.environment["NUANXIN_TEST_CLUSTER"], !folder.isEmpty {
            return try await startShared(EmbeddedDatabase(folder: URL(fileURLWithPath: folder), settings: settings))
        }
        removeFoldersOfDeadProcesses()
        let folder = temporaryFolder.appendingPathComponent("\(prefix)\(getpid())", isDirectory: true)
        var logger = Logger(label: "test cluster")
        logger.logLevel = .warning
        let database = EmbeddedDatabase(folder: folder, settings: settings, logger: logger)
        try await database.initialise()
        let server = try await database.start(mode: .child)
        cleanUpAtExit(server: pid_t(server.processID), folder: folder.path)
        return database
    }

    private static func startShared(_ database: EmbeddedDatabase) async throws -> EmbeddedDatabase {
        try await database.initialise()
        for _ in 0..<100 {
            if case .running = await database.status().state { return database }
            do {
                _ = try await database.start(mode: .detached)
            } catch EmbeddedDatabaseError.alreadyRunning {
                // Another test program is just starting it.
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw EmbeddedDatabaseError.notReady(seconds: 10, lastProblem: database.folder.path)
    }

    private static let prefix = "nuanxin-test-"
    private static let temporaryFolder = FileManager.default.temporaryDirectory

    /// A crashed test program's server ends by its parent-death signal; its folder stays until the next one comes.
    private static func removeFoldersOfDeadProcesses() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: temporaryFolder.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            guard let pid = pid_t(name.dropFirst(prefix.count)), kill(pid, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: temporaryFolder.appendingPathComponent(name))
        }
    }

    // Written once, before `atexit` can read it.
    nonisolated(unsafe) private static var atExit: (server: pid_t, folder: String)?

    private static func cleanUpAtExit(server: pid_t, folder: String) {
        atExit = (server, folder)
        atexit {
            guard let (server, folder) = TestCluster.atExit else { return }
            // Everything goes to the bin: no need to shut down tidily.
            kill(server, SIGQUIT)
            for _ in 0..<200 where kill(server, 0) == 0 { usleep(10_000) }
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}

import EmbeddedDatabase
import Foundation
import Glibc
import Postgres

/// A data folder for one test; removed with its server afterwards.
struct DataFolder: Sendable {
    let root: URL
    var url: URL { root.appendingPathComponent("data", isDirectory: true) }

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appendingPathComponent("nuanxin-embedded-\(UUID().uuidString.prefix(8))", isDirectory: true)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    var database: EmbeddedDatabase { EmbeddedDatabase(folder: url, settings: Self.fast) }
    static let fast = [
        "fsync": "off", "full_page_writes": "off", "shared_buffers": "16MB",
        // Nothing in /dev/shm that a killed server would leave there.
        "dynamic_shared_memory_type": "mmap",
    ]

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    var postmaster: pid_t? {
        (try? text("cluster/postmaster.pid"))?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// One cluster, made once and copied: a copy takes a tenth of the time.
    private static let original = Task {
        let folder = try DataFolder()
        try await folder.database.initialise()
        originalRoot = folder.root.path
        atexit { if let root = DataFolder.originalRoot { try? FileManager.default.removeItem(atPath: root) } }
        return folder
    }
    // Written once, before `atexit` can read it.
    nonisolated(unsafe) private static var originalRoot: String?

    static func with<Result>(
        initialised: Bool = true, _ body: (DataFolder) async throws -> sending Result
    ) async throws -> Result {
        let folder = try DataFolder()
        if initialised { try shell("cp -a '\(try await original.value.url.path)' '\(folder.url.path)'") }
        do {
            let result = try await body(folder)
            await folder.remove()
            return result
        } catch {
            await folder.remove()
            throw error
        }
    }

    /// A process of the same user as the server: PostgreSQL takes only such a one for another server.
    func runAsOwner(_ script: String) throws -> Process {
        try shell("mkdir -p '\(path("log"))' && chown --reference='\(path("cluster"))' '\(path("log"))'")
        let owner = try shell("stat -c %u '\(path("cluster"))'").trimmingCharacters(in: .newlines)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let become = geteuid() == 0 ? ["setpriv", "--reuid=\(owner)", "--clear-groups"] : []
        process.arguments = become + ["/bin/sh", "-c", script]
        try process.run()
        return process
    }

    func remove() async {
        _ = try? await database.stop()
        try? FileManager.default.removeItem(at: root)
    }
}

@discardableResult
func shell(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ShellFailure(script: script, output: output) }
    return output
}

struct ShellFailure: Error { var script: String, output: String }

/// The first value of the first row.
func value(_ sql: String, _ options: ConnectionOptions) async throws -> String? {
    let connection = try await Connection.open(options)
    do {
        let rows = try await connection.rows(.unsafeRaw(sql))
        await connection.close()
        return rows.first?.first.flatMap(\.self)
    } catch {
        await connection.close()
        throw error
    }
}

/// The error of a call that must fail.
func failure(_ body: () async throws -> Void) async -> EmbeddedDatabaseError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? EmbeddedDatabaseError
    }
}

import EmbeddedDatabase
import Foundation
import Logging
import Postgres

/// A PostgreSQL server in a temporary folder, for as long as a closure runs.
enum ThrowAwayServer {
    /// - Parameter body: gets how to connect as the superuser to the maintenance database.
    static func with<R: Sendable>(_ body: (ConnectionOptions) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sqlgen-\(UUID().uuidString.prefix(8))")
        var logger = Logger(label: "sqlgen")
        logger.logLevel = .warning
        // Nothing here outlives the run, so nothing needs to reach the disk.
        let database = EmbeddedDatabase(
            folder: folder,
            settings: [
                "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300",
            ], logger: logger)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await database.initialise()
        let server = try await database.start()
        let result: R
        do {
            result = try await body(try server.superuserOptions(database: "postgres"))
        } catch {
            try? await server.stop()
            throw error
        }
        try await server.stop()
        return result
    }
}

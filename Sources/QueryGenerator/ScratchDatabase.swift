import Foundation
import Postgres

/// A database of its own name on a server, dropped when it is no longer needed.
struct ScratchDatabase: Sendable {
    let server: ConnectionOptions

    /// - Parameter body: gets how to connect to the new, empty database.
    func with<R: Sendable>(_ body: (ConnectionOptions) async throws -> R) async throws -> R {
        let name = "sqlgen_\(UUID().uuidString.prefix(8).lowercased())"
        try await maintain("CREATE DATABASE \(identifier: name) TEMPLATE template0")
        let result: R
        do {
            result = try await body(server.with("dbname", name))
        } catch {
            try? await maintain("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
            throw error
        }
        try await maintain("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
        return result
    }

    private func maintain(_ command: SQL) async throws {
        try await DescribingDatabase.withConnection(server) { connection in try await connection.execute(command) }
    }
}

import Foundation
import Migrations
import Postgres

/// The database that describes the statements.
enum DescribingDatabase: Sendable {
    /// One that has the schema already.
    case ready(conninfo: String)
    /// A new one on a server that is there, with `sql/` applied, dropped afterwards.
    case scratchOn(conninfo: String, sqlPath: String)
    /// A new one on a server that is started for it and stopped afterwards.
    case throwAwayServer(sqlPath: String)

    func withConnection<R: Sendable>(_ body: (Connection) async throws -> R) async throws -> R {
        switch self {
        case .ready(let conninfo):
            return try await Self.withConnection(ConnectionOptions(conninfo), body)
        case .scratchOn(let conninfo, let sqlPath):
            return try await Self.withSchema(on: ConnectionOptions(conninfo), sqlPath, body)
        case .throwAwayServer(let sqlPath):
            return try await ThrowAwayServer.with { server in
                try await Self.withSchema(on: server, sqlPath, body)
            }
        }
    }

    private static func withSchema<R: Sendable>(
        on server: ConnectionOptions, _ sqlPath: String, _ body: (Connection) async throws -> R
    ) async throws -> R {
        try await ScratchDatabase(server: server).with { options in
            try await applySchema(sqlPath, to: options)
            return try await withConnection(options, body)
        }
    }

    static func withConnection<R: Sendable>(
        _ options: ConnectionOptions, _ body: (Connection) async throws -> R
    ) async throws -> R {
        let connection = try await Connection.open(options.with("application_name", "sqlgen"))
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func applySchema(_ sqlPath: String, to options: ConnectionOptions) async throws {
        let files = try MigrationFiles(folder: URL(fileURLWithPath: sqlPath, isDirectory: true))
        try await Migrator(options, files: files).migrate()
    }
}

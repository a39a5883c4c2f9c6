import ArgumentParser
import Foundation

/// The tool `sqlgen`.
@main
struct Sqlgen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sqlgen",
        abstract: "Writes the Swift of the statements in sql/queries, typed by PostgreSQL itself.",
        discussion: "The format of the query files is described in docs/reference/query-files.md.",
        subcommands: [GenerateCommand.self, CheckCommand.self])
}

/// Where the files are.
struct FolderOptions: ParsableArguments {
    @Option(
        name: .customLong("sql"),
        help: ArgumentHelp("The folder with queries/, migrations/ and code/.", valueName: "folder"))
    var sqlPath = "sql"

    @Option(name: .customLong("output"), help: ArgumentHelp("The folder of generated files.", valueName: "folder"))
    var outputPath = "Sources/RecordsStore/Generated"

    var generator: Generator {
        Generator(folder: QueryFolder(sqlPath: sqlPath), output: OutputFolder(path: outputPath))
    }
}

/// Which database types the statements.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A database that has the schema already. Nothing is written to it.", valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "A server on which a scratch database may be made and dropped; as a superuser.", valueName: "conninfo"))
    var server: String?

    @Flag(help: "Start a throw-away server of this machine's PostgreSQL. The default.")
    var scratch = false

    var isChosen: Bool { database != nil || server != nil || scratch }

    func validate() throws {
        if [database != nil, server != nil, scratch].filter(\.self).count > 1 {
            throw ValidationError("only one of --database, --server and --scratch")
        }
    }

    func place(_ folders: FolderOptions) -> DescribingDatabase {
        if let database { return .ready(conninfo: database) }
        if let server { return .scratchOn(conninfo: server, sqlPath: folders.sqlPath) }
        return .throwAwayServer(sqlPath: folders.sqlPath)
    }
}

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Writes the generated files and sql/queries.lock.")

    @OptionGroup var folders: FolderOptions
    @OptionGroup var databases: DatabaseOptions

    func run() async throws {
        try await reportingDiagnostics {
            let generator = folders.generator
            let output = try await databases.place(folders).withConnection { connection in
                try await generator.output(describedBy: connection)
            }
            for warning in output.warnings { write(warning.description) }
            for path in try generator.write(output) { print("wrote \(path)") }
        }
    }
}

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tells whether the generated files are what the queries and the schema make now.",
        discussion: "Exit code 1, and a line for each file, where they are not.")

    @OptionGroup var folders: FolderOptions
    @OptionGroup var databases: DatabaseOptions

    @Flag(help: "Compare digests with sql/queries.lock only; needs no database, and does not see a changed schema.")
    var offline = false

    @Option(
        help: ArgumentHelp(
            "Ask a running database whether each statement is to it what sql/queries.lock says. Writes nothing to it.",
            valueName: "conninfo"))
    var live: String?

    func validate() throws {
        if [databases.isChosen, offline, live != nil].filter(\.self).count > 1 {
            throw ValidationError("--offline and --live stand alone")
        }
    }

    func run() async throws {
        try await reportingDiagnostics {
            let generator = folders.generator
            if let live {
                try await DescribingDatabase.ready(conninfo: live).withConnection { connection in
                    try await generator.checkLive(connection)
                }
                return
            }
            let stale = offline ? try generator.stalenessByLock() : try await staleness(generator)
            guard stale.isEmpty else {
                write(stale.joined(separator: "\n") + "\nrun: swift run sqlgen generate")
                throw ExitCode(1)
            }
        }
    }

    private func staleness(_ generator: Generator) async throws -> [String] {
        let output = try await databases.place(folders).withConnection { connection in
            try await generator.output(describedBy: connection)
        }
        for warning in output.warnings { write(warning.description) }
        return try generator.staleness(of: output)
    }
}

/// Prints diagnostics as a compiler does, without the prefix that ArgumentParser gives to other errors.
private func reportingDiagnostics(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let problems as Diagnostics {
        write(problems.description)
        throw ExitCode(1)
    }
}

private func write(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
}

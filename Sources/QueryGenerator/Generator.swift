import Foundation
import Postgres

/// From query files and a database with the schema to Swift files.
struct Generator {
    var folder: QueryFolder
    var output: OutputFolder

    var lockPath: String { folder.sqlPath + "/queries.lock" }

    /// - Parameter connection: to a database that has the schema; nothing is written to it.
    /// - Throws: `Diagnostics` with everything that is wrong in the query files.
    func files(describedBy connection: Connection) async throws -> [Emitter.File] {
        let sources = try folder.files()
        let catalog = try await CatalogReader(connection: connection).catalog()
        let describer = try await Describer(connection)
        let typing = QueryTyping(catalog, nullability: TreeNullability(catalog: catalog))
        let emitter = Emitter(catalog: catalog, identifiers: typing.identifiers)
        var files = [emitter.schemas(sources.map(\.schema)), emitter.identifierFile()]
        var problems: [Diagnostic] = []
        var usedOIDs: Set<UInt32> = []
        for source in sources where !source.queries.isEmpty {
            var queries: [TypedQuery] = []
            for query in source.queries {
                do {
                    let description = try await describer.describe(query)
                    queries.append(try typing.type(query, description))
                    usedOIDs.formUnion(description.parameterOIDs)
                    usedOIDs.formUnion(description.columns.map(\.typeOID))
                } catch let problem as Diagnostic {
                    problems.append(problem)
                }
            }
            files.append(emitter.file(source, queries: queries))
        }
        guard problems.isEmpty else { throw Diagnostics(all: problems) }
        if let enums = emitter.enumFile(typing.types.enums(behind: usedOIDs)) { files.append(enums) }
        return files
    }

    /// Writes the files and the lock.
    /// - Returns: the paths of generated files that changed.
    func write(_ files: [Emitter.File]) throws -> [String] {
        let changed = try output.write(files)
        try Data(lock(for: files).text.utf8).write(to: URL(fileURLWithPath: lockPath), options: .atomic)
        return changed
    }

    /// One line for each file that is not as the queries and the database make it.
    func staleness(of files: [Emitter.File]) throws -> [String] {
        var lines = try output.staleness(of: files)
        if try lock(for: files) != lockOnDisk() { lines.append("\(lockPath) is stale") }
        return lines
    }

    /// The same question, asked without a database: of the digests that the last run left.
    func stalenessByLock() throws -> [String] {
        let present = try output.generatedFiles().map { Emitter.File(path: $0.key, text: $0.value) }
        guard let locked = try lockOnDisk() else { return ["\(lockPath) is missing"] }
        return try locked.differences(from: lock(for: present))
    }

    private func lockOnDisk() throws -> QueriesLock? {
        guard FileManager.default.fileExists(atPath: lockPath) else { return nil }
        return QueriesLock(text: try String(contentsOfFile: lockPath, encoding: .utf8))
    }

    func lock(for files: [Emitter.File]) throws -> QueriesLock {
        var lock = QueriesLock()
        for (schema, subject, text) in try folder.texts() {
            lock.queries["queries/\(schema)/\(subject).sql"] = QueriesLock.digest(text)
        }
        for file in files { lock.generated[file.path] = QueriesLock.digest(file.text) }
        return lock
    }
}

import Foundation
import Postgres

/// From query files and a database with the schema to Swift files.
struct Generator {
    /// What one run makes.
    struct Output {
        var files: [Emitter.File]
        /// In the order of their files.
        var queries: [TypedQuery]
        var warnings: [Diagnostic] { queries.flatMap(\.warnings) }
    }

    var folder: QueryFolder
    var output: OutputFolder

    var lockPath: String { folder.sqlPath + "/queries.lock" }

    /// - Parameter connection: to a database that has the schema; nothing is written to it.
    /// - Throws: `Diagnostics` with everything that is wrong in the query files.
    func output(describedBy connection: Connection) async throws -> Output {
        let sources = try folder.files()
        let catalog = try await CatalogReader(connection: connection).catalog()
        let describer = try await Describer(connection)
        let typing = QueryTyping(catalog, nullability: TreeNullability(catalog: catalog))
        let emitter = Emitter(typing)
        var files = [emitter.schemas(sources.map(\.schema)), emitter.identifierFile()]
        var problems: [Diagnostic] = []
        var queriesBySchema: [(schema: String, queries: [TypedQuery])] = []
        var usedOIDs: Set<UInt32> = []
        for source in sources where !source.queries.isEmpty {
            var queries: [TypedQuery] = []
            for query in source.queries {
                do {
                    let descriptions = try await describer.describe(query)
                    let typed = try typing.type(query, descriptions)
                    queries.append(typed)
                    usedOIDs.formUnion(typing.typeOIDs(of: typed, descriptions))
                } catch let problem as Diagnostic {
                    problems.append(problem)
                }
            }
            files.append(emitter.file(source, queries: queries))
            if queriesBySchema.last?.schema != source.schema { queriesBySchema.append((source.schema, [])) }
            queriesBySchema[queriesBySchema.count - 1].queries += queries
        }
        for (schema, queries) in queriesBySchema {
            do throws(Diagnostics) {
                let rows = try SharedRow.collect(queries)
                if !rows.isEmpty { files.append(emitter.sharedRowFile(schema, rows)) }
            } catch {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw Diagnostics(all: problems) }
        let made = typing.types.made(behind: usedOIDs)
        files += [emitter.enumFile(made), emitter.compositeFile(made)].compactMap(\.self)
        return Output(files: files, queries: queriesBySchema.flatMap(\.queries))
    }

    /// Writes the files and the lock.
    /// - Returns: the paths of generated files that changed.
    func write(_ made: Output) throws -> [String] {
        let changed = try output.write(made.files)
        try Data(lock(for: made).text.utf8).write(to: URL(fileURLWithPath: lockPath), options: .atomic)
        return changed
    }

    // MARK: - Staleness

    /// What is not as the queries and the database make it: what changed in each statement, then the files.
    func staleness(of made: Output) throws -> [String] {
        let locked = try lockOnDisk()
        var lines = locked.map { changes(from: $0, to: made.queries).map(\.description) } ?? []
        lines += try output.staleness(of: made.files)
        if try lock(for: made) != locked { lines.append("\(lockPath) is stale") }
        return lines
    }

    /// The same question, asked without a database: of the digests that the last run left.
    func stalenessByLock() throws -> [String] {
        let present = try output.generatedFiles().map { Emitter.File(path: $0.key, text: $0.value) }
        guard let locked = try lockOnDisk() else { return ["\(lockPath) is missing"] }
        return try locked.differences(from: fileLock(for: present))
    }

    /// Whether the statements still are to a database what the lock says they are.
    /// - Throws: `Diagnostics` with what the server refuses, with what became different, and with statements that were
    ///   changed after the lock was written.
    func checkLive(_ connection: Connection) async throws {
        guard let locked = try lockOnDisk() else { throw MissingLock(path: lockPath) }
        let made = try await output(describedBy: connection)
        let changes = changes(from: locked, to: made.queries)
        guard changes.isEmpty else { throw Diagnostics(all: changes) }
    }

    private func changes(from locked: QueriesLock, to queries: [TypedQuery]) -> [Diagnostic] {
        queries.flatMap { typed in
            let name = typed.query.qualifiedName
            guard let before = locked.statements[name] else { return [typed.query.diagnostic("\(name) is new")] }
            return before.changes(to: LockedStatement(typed), in: typed.query)
        }
    }

    // MARK: - The lock

    private func lockOnDisk() throws -> QueriesLock? {
        guard FileManager.default.fileExists(atPath: lockPath) else { return nil }
        return QueriesLock(text: try String(contentsOfFile: lockPath, encoding: .utf8))
    }

    func lock(for made: Output) throws -> QueriesLock {
        var lock = try fileLock(for: made.files)
        for typed in made.queries { lock.statements[typed.query.qualifiedName] = LockedStatement(typed) }
        return lock
    }

    private func fileLock(for files: [Emitter.File]) throws -> QueriesLock {
        var lock = QueriesLock()
        for (schema, subject, text) in try folder.texts() {
            lock.queries["queries/\(schema)/\(subject).sql"] = QueriesLock.digest(text)
        }
        for file in files { lock.generated[file.path] = QueriesLock.digest(file.text) }
        return lock
    }
}

/// Without a lock nobody knows what was deployed.
struct MissingLock: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path) is missing; run: swift run sqlgen generate" }
}

public import Foundation
import SQLFiles

/// The SQL files of a release, read whole: what cannot be read or has no place is an error before anything runs.
public struct MigrationFiles: Sendable {
    /// One file; `path` is relative to the folder, as people name it.
    public struct File: Sendable, Hashable {
        public var path: String
        /// With line feeds only and without a byte order mark, so that a check-out's line ends change no checksum.
        public var text: String
        /// The file's name without `.sql`.
        public var name: String {
            let last = path.split(separator: "/").last.map(String.init) ?? path
            return last.hasSuffix(".sql") ? String(last.dropLast(4)) : last
        }
    }

    /// Where they were read.
    public var folder: URL
    /// Group roles and extensions; run by the superuser before everything else, every time.
    public var roles: File?
    /// Each once, in the order of their names, which begin with a time.
    public var migrations: [File]
    /// Run anew every time, in this order.
    public var functions: [File]
    public var reporting: [File]
    public var triggers: [File]
    public var policies: [File]
    public var grants: [File]
    public var seeds: [File]

    /// The release's own files.
    public init() throws(MigrationError) { try self.init(folder: SQLFiles.folder) }

    /// The files of another folder with the same layout.
    public init(folder: URL) throws(MigrationError) {
        self.folder = folder
        let reader = FolderReader(folder: folder)
        try reader.checkNames(in: "code", allowed: ["functions", "triggers", "policies", "grants"])
        let rolesFile = folder.appendingPathComponent("roles.sql")
        roles = FileManager.default.fileExists(atPath: rolesFile.path) ? try reader.file("roles.sql") : nil
        migrations = try reader.files("migrations")
        functions = try reader.files("code/functions")
        reporting = try reader.files("reporting")
        triggers = try reader.files("code/triggers")
        policies = try reader.files("code/policies")
        grants = try reader.files("code/grants")
        seeds = try reader.files("seeds")
        for migration in migrations { try Self.check(migration) }
    }

    /// What is rebuilt with each run, in order.
    var rebuilt: [File] { functions + reporting + triggers + policies + grants + seeds }

    /// Changes when any file changes: FNV-1a, 64 bits. It names test databases and tells whether a rebuild is needed;
    /// the checksums that protect applied migrations are SHA-256.
    public var fingerprint: String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
            value = (value ^ 0xff) &* 0x100_0000_01b3
        }
        for file in (roles.map { [$0] } ?? []) + migrations + rebuilt {
            mix(file.path)
            mix(file.text)
        }
        return String(value, radix: 36)
    }

    private static func check(_ migration: File) throws(MigrationError) {
        let form = /[0-9]{8}T[0-9]{4}_[a-z0-9_]+/
        guard migration.path.split(separator: "/").count == 2, migration.name.wholeMatch(of: form) != nil else {
            throw .badName(migration.path)
        }
        guard !SQLScript.isMarkedNoTransaction(migration.text) else { return }
        if let statement = SQLScript.statements(migration.text).first(where: \.isTransactionControl) {
            throw .transactionControl(file: migration.path, line: statement.line, word: statement.firstWord)
        }
    }
}

/// Reads `.sql` files; other files are notes for people.
private struct FolderReader {
    let folder: URL

    func file(_ path: String) throws(MigrationError) -> MigrationFiles.File {
        let data: Data
        do {
            data = try Data(contentsOf: folder.appendingPathComponent(path))
        } catch {
            throw .unreadable(path, reason: error.localizedDescription)
        }
        guard var text = String(data: data, encoding: .utf8) else { throw .notUTF8(path) }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return MigrationFiles.File(path: path, text: text.replacing("\r\n", with: "\n"))
    }

    /// All files below, in the order of their paths.
    func files(_ path: String) throws(MigrationError) -> [MigrationFiles.File] {
        var files: [MigrationFiles.File] = []
        for name in try names(path) {
            let below = path + "/" + name
            if isFolder(below) {
                files += try self.files(below)
            } else if name.hasSuffix(".sql") {
                files.append(try file(below))
            }
        }
        return files
    }

    /// A file that no step would run is a mistake, not a file to pass over.
    func checkNames(in path: String, allowed: Set<String>) throws(MigrationError) {
        for name in try names(path) where !allowed.contains(name) {
            guard name.hasSuffix(".sql") || isFolder(path + "/" + name) else { continue }
            throw .noPlace(path + "/" + name, allowed: allowed.sorted())
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private func names(_ path: String) throws(MigrationError) -> [String] {
        guard isFolder(".") else { throw .unreadable(folder.path, reason: "not a folder") }
        guard isFolder(path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
                // By code point: the same order on every machine.
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw .unreadable(path, reason: error.localizedDescription)
        }
    }
}

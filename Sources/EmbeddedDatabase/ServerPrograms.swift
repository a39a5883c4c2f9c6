import Foundation
import Glibc

/// One installation of the PostgreSQL server.
struct ServerPrograms: Sendable, Equatable {
    let folder: String
    /// As `postgres -V` says it, e.g. `15.18`.
    let version: String
    let major: Int

    static let oldestMajor = 15

    var initdb: String { folder + "/initdb" }
    var postgres: String { folder + "/postgres" }
    var controlData: String { folder + "/pg_controldata" }

    /// The first complete installation of PostgreSQL 15 or later, looked for where people and packages put it.
    ///
    /// - Parameter major: only this one, because never may another major version's server touch a cluster.
    static func find(major: Int?, dataFolder: String, environment: [String: String])
        throws(EmbeddedDatabaseError) -> ServerPrograms
    {
        if let wanted = environment["NUANXIN_PGBIN"], !wanted.isEmpty {
            guard let programs = ServerPrograms(folder: wanted) else {
                throw .programsUnusable(folder: wanted, reason: "initdb, postgres, pg_controldata")
            }
            guard programs.major >= oldestMajor else {
                throw .programsUnusable(folder: wanted, reason: "PostgreSQL \(programs.version)")
            }
            if let major, programs.major != major {
                throw .majorVersionMissing(folder: dataFolder, needed: major, installed: [programs.major])
            }
            return programs
        }
        let folders = candidates(environment: environment)
        var others: Set<Int> = []
        for folder in folders {
            guard let programs = ServerPrograms(folder: folder) else { continue }
            if programs.major >= oldestMajor, major == nil || programs.major == major { return programs }
            others.insert(programs.major)
        }
        if let major, !others.isEmpty {
            throw .majorVersionMissing(folder: dataFolder, needed: major, installed: others.sorted())
        }
        throw .programsNotFound(searched: folders)
    }

    private static func candidates(environment: [String: String]) -> [String] {
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        var folders = path
        for folder in path where access(folder + "/pg_config", X_OK) == 0 {
            let answer = try? Command(program: folder + "/pg_config", arguments: ["--bindir"]).run()
            if let answer, answer.status == 0 {
                folders.append(answer.output.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        folders += versioned("/usr/lib/postgresql") { "/usr/lib/postgresql/\($0)/bin" }
        folders += versioned("/usr") { $0.hasPrefix("pgsql-") ? "/usr/\($0)/bin" : nil }
        folders.append("/usr/local/pgsql/bin")
        var seen: Set<String> = []
        return folders.filter { $0.hasPrefix("/") && seen.insert($0).inserted }
    }

    /// Folders named by a version, highest first: 18 before 9.6.
    private static func versioned(_ parent: String, _ path: (String) -> String?) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return
            names
            .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .compactMap(path)
    }

    private init?(folder: String) {
        let isComplete = ["initdb", "postgres", "pg_controldata"].allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
        guard isComplete,
            let answer = try? Command(program: folder + "/postgres", arguments: ["-V"]).run(), answer.status == 0,
            let version = Self.version(in: answer.output),
            let major = Int(version.prefix { $0.isNumber })
        else { return nil }
        self.folder = folder
        self.version = version
        self.major = major
    }

    /// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` -> `15.18`; `17beta1` stays as it is.
    private static func version(in output: String) -> String? {
        output.split(whereSeparator: \.isWhitespace).first { $0.first?.isNumber ?? false }.map(String.init)
    }
}

import EmbeddedDatabase
import Foundation
import Postgres
import TestSupport
import Testing

/// A test's own database with the first accounts, made by the program itself.
struct School: Sendable {
    let database: TestDatabase
    /// Holds the test's files.
    let folder: URL
    private let superuserURL: String
    private let passwords: [String: String]

    enum Person: String, CaseIterable {
        case administrator, party
        case otherParty = "party2"
        case clerk
    }

    /// The program as one of the first people.
    func program(as person: Person) -> Program {
        program(login: login(person), password: passwords[login(person)] ?? "")
    }

    func program(login: String, password: String) -> Program {
        Program(environment: ["PGPASSWORD": password, "PGUSER": login].merging(place) { $1 }, folder: folder)
    }

    /// The program as the superuser, who may do nothing but `db …`.
    var superuserProgram: Program { Program(environment: ["NUANXIN_TEST_URL": superuserURL], folder: folder) }
    var superuserConninfo: String { superuserURL }

    func login(_ person: Person) -> String { "\(database.name)_\(person.rawValue)" }

    /// Every test's logins are its own: roles belong to the whole cluster.
    func login(_ suffix: String) -> String { "\(database.name)_\(suffix)" }

    private var place: [String: String] { ["PGHOST": host, "PGPORT": "5432", "PGDATABASE": database.name] }

    private var host: String {
        let match = superuserURL.firstMatch(of: #/host=([^&]*)/#)
        return match.flatMap { String($0.output.1).removingPercentEncoding } ?? ""
    }

    static func with(_ body: (School) async throws -> Void) async throws {
        try await withTestDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "nuanxin-cli-" + UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let url = try await TestCluster.shared.database().connectionString(database: database.name)
            func holder(_ name: String, _ person: Person) -> String { "\(name):\(database.name)_\(person.rawValue)" }
            let made = try await Program(folder: folder).run(
                "db", "first-accounts", "--database", url, "--json", "--administrator", holder("管理员甲", .administrator),
                "--party-office", holder("党办甲", .party), "--party-office", holder("党办乙", .otherParty),
                "--clerk", holder("建库员甲", .clerk))
            try #require(made.status == 0, "\(made.words)")
            let passwords = try made.json().map { account in
                (try #require(account["login_name"] as? String), try #require(account["password"] as? String))
            }
            let school = School(
                database: database, folder: folder, superuserURL: url,
                passwords: Dictionary(uniqueKeysWithValues: passwords))
            try await body(school)
        }
    }

    /// Writes a CSV file as an office keeps it and answers its name.
    func write(_ name: String, _ lines: String...) throws -> String {
        try Data(lines.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent(name))
        return name
    }
}

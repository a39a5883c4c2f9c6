import AdminServer
import Foundation
import Logging
import Postgres
import TestSupport

/// The real server on a free port of the loopback interface, over a real database with a few people in it.
struct TestSite: Sendable {
    let base: URL
    let database: TestDatabase
    /// Login names are the cluster's, so each site has its own.
    let prefix: String

    static let password = "Warm-heart 暖心 1"

    func login(_ name: String) -> String { prefix + name }

    func browser() -> Browser { Browser(base: base) }

    /// A browser in which somebody is signed in.
    func signedIn(as name: String) async throws -> Browser {
        let browser = browser()
        let answer = try await browser.submit(
            "/sign-in", on: "/sign-in", [("login", login(name)), ("password", Self.password)])
        guard answer.status == 303 else { throw SignInFailed(status: answer.status, page: answer.body) }
        return browser
    }

    struct SignInFailed: Error {
        let status: Int
        let page: String
    }

    /// The number in the first row and column.
    func count(_ sql: SQL) async throws -> Int? {
        try await database.rows(sql).first?.first.flatMap(\.self).flatMap { Int($0) }
    }
}

/// Who works at the test school: login name, role.
private let staff = [
    ("office", "party_office"), ("office2", "party_office"), ("affairs", "student_affairs"), ("teacher", "teacher"),
    ("leader", "leader"), ("admin", "administrator"), ("setup", "data_setup"), ("auditor", "auditor"),
]

/// Gives the body a site; both end with it.
func withSite<Value: Sendable>(_ body: (TestSite) async throws -> Value) async throws -> Value {
    try await withTestDatabase { database in
        let prefix = "w" + String(UInt64.random(in: 0..<1 << 40), radix: 36) + "-"
        try await WebRole.shared.setPassword()
        try await hireStaff(database, prefix)
        do {
            let value = try await serve(database, prefix, body)
            try await dismissStaff(database, prefix)
            return value
        } catch {
            try? await dismissStaff(database, prefix)
            throw error
        }
    }
}

private func serve<Value: Sendable>(
    _ database: TestDatabase, _ prefix: String, _ body: (TestSite) async throws -> Value
) async throws -> Value {
    try await withServer(web: database.options(as: "nuanxin_web", password: "web"), personal: database.superuserOptions)
    { base in
        try await body(TestSite(base: base, database: database, prefix: prefix))
    }
}

/// A server over whatever database; it ends with the body.
func withServer<Value: Sendable>(
    web: ConnectionOptions, personal: ConnectionOptions, _ body: (URL) async throws -> Value
) async throws -> Value {
    var logger = Logger(label: "test site")
    logger.logLevel = .critical
    let pool = Database(web, pool: PoolOptions(maximumSize: 4), logger: logger)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = try AdminServer(
        configuration: AdminServer.Configuration(host: "127.0.0.1", port: 0), database: pool, personalOptions: personal,
        logger: logger, onListening: { port.yield($0) })
    let running = Task {
        defer { port.finish() }
        try await server.run()
    }
    let result: Result<Value, any Error>
    if let port = await ports.first(where: { _ in true }), let base = URL(string: "http://127.0.0.1:\(port)") {
        do { result = .success(try await body(base)) } catch { result = .failure(error) }
    } else {
        result = .failure(URLError(.cannotConnectToHost))
    }
    running.cancel()
    _ = await running.result
    await pool.close()
    return try result.get()
}

/// The web server's role is the cluster's, so its password is set once, whichever test comes first.
private actor WebRole {
    static let shared = WebRole()
    private var setting: Task<Void, any Error>?

    func setPassword() async throws {
        if let setting { return try await setting.value }
        let task = Task {
            try await withConnection(TestCluster.shared.superuserOptions()) { connection in
                // Another test program may be at it in a shared cluster.
                try await connection.execute("SELECT pg_advisory_lock(4711)")
                try await connection.execute("ALTER ROLE nuanxin_web PASSWORD 'web'")
            }
        }
        setting = task
        try await task.value
    }
}

private func hireStaff(_ database: TestDatabase, _ prefix: String) async throws {
    try await withConnection(database.superuserOptions) { connection in
        for (name, role) in staff {
            let login = prefix + name
            let verifier = try connection.encryptPassword(TestSite.password, user: login)
            try await connection.execute(
                "SELECT access.set_up_account(\(name), \(login), \(verifier), ARRAY[\(role)], current_date + 30)")
            try await connection.execute(
                """
                INSERT INTO people.staff (person_id, staff_number)
                SELECT person_id, \(name) FROM auth.account WHERE login_name = \(login)
                """)
        }
        try await connection.execute(.unsafeRaw(schoolScript))
    }
}

private func dismissStaff(_ database: TestDatabase, _ prefix: String) async throws {
    for (name, _) in staff {
        try await database.execute("DROP ROLE IF EXISTS \(SQL.quoted(identifier: prefix + name))")
    }
}

/// A school, a grade, a class, an office; one student whose name is a trap for pages.
private let schoolScript = """
    INSERT INTO units.unit (kind) VALUES ('school');
    INSERT INTO units.unit (kind, parent_id) SELECT 'office', id FROM units.unit WHERE kind = 'school';
    INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2026 FROM units.unit WHERE kind = 'school';
    INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2026, 1 FROM units.unit WHERE kind = 'grade';
    INSERT INTO units.unit_label (unit_id, kind, label, valid)
    SELECT id, kind, CASE kind WHEN 'school' THEN '测试中学' WHEN 'office' THEN '总务处' WHEN 'grade' THEN '高一年级' ELSE '高一(1)班' END,
           daterange('2020-01-01', NULL) FROM units.unit;
    INSERT INTO people.person (name, sex, birth_date) VALUES ('<b>小明</b>', '1', '2011-05-01');
    INSERT INTO people.student (person_id, entry_year) SELECT id, 2026 FROM people.person WHERE name = '<b>小明</b>';
    INSERT INTO people.enrolment (student_id, valid) SELECT person_id, daterange('2020-09-01', NULL) FROM people.student;
    INSERT INTO people.class_placement (student_id, class_id, valid)
    SELECT student.person_id, unit.id, daterange('2020-09-01', NULL) FROM people.student, units.unit WHERE unit.kind = 'class';
    """

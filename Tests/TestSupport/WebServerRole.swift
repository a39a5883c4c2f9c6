public import Postgres

/// The web server's login role in the test cluster. Roles are the cluster's, so its password is set once a process:
/// two tests that set it at once would get in each other's way.
public actor WebServerRole {
    public static let shared = WebServerRole()
    private static let password = "web"
    private var setting: Task<Void, any Error>?

    /// How to connect to a test's database as the web server.
    public func options(for database: TestDatabase) async throws -> ConnectionOptions {
        let task =
            setting
            ?? Task {
                try await withConnection(TestCluster.shared.superuserOptions()) { connection in
                    // Another test program may be at it in a shared cluster.
                    try await connection.execute("SELECT pg_advisory_lock(4711)")
                    try await connection.execute("ALTER ROLE nuanxin_web PASSWORD \(literal: Self.password)")
                }
            }
        setting = task
        try await task.value
        return database.options(as: "nuanxin_web", password: Self.password)
    }
}

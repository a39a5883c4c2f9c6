import AdminServer
import Logging
import Postgres
import Records
import RecordsStore

/// The admin server with its pool of connections.
struct WebService: Sendable {
    /// The role that the pool signs in as. It owns nothing and sees what the public sees.
    static let login = "nuanxin_web"

    let configuration: AdminServer.Configuration
    let web: ConnectionOptions
    let personal: ConnectionOptions

    /// Serves until SIGINT or SIGTERM.
    func run() async throws {
        let logger = Logger(label: "nuanxin.server")
        // No page waits longer for the database; a visitor is told to come back instead.
        let database = Database(
            web.with("application_name", "nuanxin serve"), pool: PoolOptions(callDeadline: .seconds(30)), logger: logger)
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let server = try AdminServer(
            configuration: configuration, database: database,
            personalOptions: personal.with("application_name", "nuanxin web sign-in"), logger: logger
        ) { port in
            Terminal.writeWords(say("网页已就绪:", "Serving at ") + "http://\(host):\(port)/")
        }
        let sealing = Task { await Self.sealEveryMinute(database, logger) }
        let result: Result<Void, any Error>
        do {
            try await server.run()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        sealing.cancel()
        await sealing.value
        await database.close()
        try result.get()
    }

    /// Seals what was written to the log and the history, as nobody: a seal tells a digest and nothing else. An entry is
    /// out of reach of a later change as soon as it is in a seal.
    private static func sealEveryMinute(_ database: Database, _ logger: Logger) async {
        let nobody = RecordsSession(database: database, token: nil, language: .chinese)
        while !Task.isCancelled {
            do throws(RecordsError) {
                _ = try await nobody.run(Audit.SealEntries())
            } catch {
                // The next minute tries again; what was not sealed is counted by `nuanxin audit verify`.
                logger.warning("the log was not sealed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// A pool of anybody else would hand each visitor that person's rights.
    static func check(_ options: ConnectionOptions) async throws {
        let connection: Connection
        do throws(PostgresError) {
            connection = try await Connection.open(options.with("application_name", "nuanxin serve"))
        } catch {
            let failure = Failure(error)
            guard failure.status == .unavailable else { throw failure }
            // It may come later; until then visitors are told to wait.
            return Terminal.writeWords(failure.message)
        }
        let rows = try? await connection.rows("SELECT session_user")
        await connection.close()
        guard rows?.first?.first == login else {
            throw Failure(
                .configuration, "网页服务须以 \(login) 登录数据库,不能用别的登录名。请用 --web-database 指明。",
                "The web server signs in as \(login) and as nobody else. Give it by --web-database.")
        }
    }
}

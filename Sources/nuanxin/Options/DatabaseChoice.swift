import EmbeddedDatabase
import Foundation
import Postgres

/// The database that a command is about.
enum DatabaseChoice: Sendable {
    /// Any PostgreSQL, by libpq's rules.
    case server(ConnectionOptions)
    case embedded(EmbeddedDatabase)

    /// `--database`, else `--data`, else libpq's variables, else a data folder where one is expected.
    init(
        _ options: GlobalOptions, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        if let conninfo = options.database {
            self = .server(ConnectionOptions(conninfo))
        } else if let folder = options.data {
            self = .embedded(EmbeddedDatabase(folder: URL(fileURLWithPath: folder, isDirectory: true)))
        } else if Self.placeVariables.contains(where: { environment[$0]?.isEmpty == false }) {
            self = .server(ConnectionOptions())
        } else if let database = Self.expectedFolders(environment).map({ EmbeddedDatabase(folder: $0) })
            .first(where: \.isInitialised)
        {
            self = .embedded(database)
        } else {
            throw Failure(
                .configuration,
                "没有指明数据库。请用 --database 连接串、--data 数据目录,或设置 PGHOST、PGSERVICE 等变量;新建一个:nuanxin up。",
                "No database is given. Use --database CONNINFO or --data FOLDER, or set PGHOST, PGSERVICE …; "
                    + "nuanxin up makes one."
            )
        }
    }

    /// The variables that say where a database is; PGUSER and PGPASSWORD only say who asks.
    private static let placeVariables = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE", "PGSERVICEFILE"]

    /// `./data`, then the user's own folder for data (XDG Base Directory Specification).
    static func expectedFolders(_ environment: [String: String]) -> [URL] {
        let home = environment["HOME"].map { $0 + "/.local/share" }
        let shared = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
        return [URL(fileURLWithPath: "data", isDirectory: true)]
            + (shared.map { [URL(fileURLWithPath: $0 + "/nuanxin", isDirectory: true)] } ?? [])
    }

    /// How to connect as a person. An embedded database's own roles do not sign in this way.
    func personOptions(
        login: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> ConnectionOptions {
        var options: ConnectionOptions
        switch self {
        case .server(let given):
            options = given
            if let login { options = options.with("user", login) }
        case .embedded(let database):
            guard let login = login ?? environment["PGUSER"], !login.isEmpty else {
                throw Failure(
                    .configuration, "请用 --user 登录名 说明您是谁(或设置 PGUSER)。",
                    "Say who you are: --user LOGIN, or set PGUSER.")
            }
            guard login != EmbeddedDatabase.superuser else { throw Connecting.superuserRefused(login) }
            // The cluster's place, but not its superuser's password.
            options = try database.superuserOptions().with("user", login).with("password", "")
        }
        return options.with("application_name", "nuanxin")
    }

    /// How to connect for work on the database itself: as whoever the connection string names, or the cluster's
    /// superuser.
    func operatorOptions(login: String?) throws -> ConnectionOptions {
        switch self {
        case .server(let given):
            return (login.map { given.with("user", $0) } ?? given).with("application_name", "nuanxin db")
        case .embedded(let database):
            return try database.superuserOptions().with("application_name", "nuanxin db")
        }
    }
}

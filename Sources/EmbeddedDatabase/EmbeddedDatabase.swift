public import Foundation
public import Logging
public import Postgres

/// A private PostgreSQL cluster in a data folder, reached by a Unix socket only.
///
/// ```
/// FOLDER/cluster/        the PostgreSQL data directory; nuanxin.conf is ours, local.conf is the school's
/// FOLDER/run/            the socket (a short folder elsewhere when the path is too long, see state.json)
/// FOLDER/log/            the server's log; it holds no personal data
/// FOLDER/secrets/ROLE    a password each; passfile has them all for libpq
/// FOLDER/state.json      the cluster's identity and its socket
/// FOLDER/lock            held as long as any process of the server lives
/// ```
public struct EmbeddedDatabase: Sendable {
    /// The school's database in the cluster.
    public static let databaseName = "nuanxin"
    /// Owns the cluster; nobody's account.
    public static let superuser = "nuanxin_superuser"

    let layout: FolderLayout
    let environment: [String: String]
    let settings: ServerSettings
    let logger: Logger

    /// - Parameters:
    ///   - environment: where `NUANXIN_PGBIN`, `PATH`, `XDG_RUNTIME_DIR` and the NSS wrapper's variables are looked up.
    ///   - settings: further server settings, stronger than ours (the tests turn `fsync` off).
    public init(
        folder: URL, environment: [String: String] = ProcessInfo.processInfo.environment,
        settings: [String: String] = [:], logger: Logger = Logger(label: "nuanxin.database")
    ) {
        layout = FolderLayout(folder)
        self.environment = environment
        self.settings = ServerSettings(layout: layout, additions: settings)
        self.logger = logger
    }

    /// The data folder, without symbolic links.
    public var folder: URL { URL(fileURLWithPath: layout.folder, isDirectory: true) }
    /// The server's log; earlier ones beside it end in `.1` to `.3`.
    public var logFile: URL { URL(fileURLWithPath: layout.log) }
    /// Whether `initialise` has come to its end here.
    public var isInitialised: Bool { layout.isInitialised }

    /// How to connect as the cluster's superuser: for migrations and backups, never for requests.
    public func superuserOptions(database: String = databaseName) throws(EmbeddedDatabaseError) -> ConnectionOptions {
        try options(role: Self.superuser, database: database)
    }

    /// How to connect as a role whose password is kept here (see `RunningDatabase.ensurePassword`).
    public func options(role: String, database: String = databaseName) throws(EmbeddedDatabaseError)
        -> ConnectionOptions
    {
        let state = try initialisedState()
        guard let password = try Secrets(layout: layout, account: account()).password(of: role) else {
            throw .folderIncomplete(layout.folder, missing: "secrets/\(role)")
        }
        return ConnectionOptions(overriding: [
            "host": state.socketFolder, "port": "5432", "user": role, "password": password, "dbname": database,
        ])
    }

    /// A `postgresql://` string for psql and other programs. It names the password file instead of showing a password.
    public func connectionString(role: String = superuser, database: String = databaseName)
        throws(EmbeddedDatabaseError) -> String
    {
        let state = try initialisedState()
        guard Secrets.isRoleName(role) else { throw .badRoleName(role) }
        return "postgresql://\(role)@/\(Self.escape(database))?host=\(Self.escape(state.socketFolder))&port=5432"
            + "&passfile=\(Self.escape(layout.passfile))"
    }

    private static func escape(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7f}"))
        allowed.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }

    func initialisedState() throws(EmbeddedDatabaseError) -> FolderState {
        guard layout.exists(layout.folder) else { throw .notInitialised(layout.folder) }
        // First, because to another user everything inside looks as if it were missing.
        _ = try account()
        guard layout.isInitialised else {
            if layout.exists(layout.versionFile) { throw .folderIncomplete(layout.folder, missing: "state.json") }
            if layout.exists(layout.cluster) { throw .folderIncomplete(layout.folder, missing: "cluster/PG_VERSION") }
            throw .notInitialised(layout.folder)
        }
        return try FolderState.read(layout)
    }

    /// Who owns the folder and runs the server.
    func account() throws(EmbeddedDatabaseError) -> ServerAccount {
        let path = layout.exists(layout.cluster) ? layout.cluster : layout.folder
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        var owner = (attributes?[.ownerAccountID] as? NSNumber)?.uint32Value
        // An empty folder of root's is given to the server's user; a cluster of root's is a botched copy.
        if owner == 0, path == layout.folder { owner = nil }
        return try ServerAccount.choose(owner: owner, folder: path, environment: environment)
    }

    /// Runs one of PostgreSQL's programs as the server's user; blocks.
    func command(_ program: String, _ arguments: [String], input: String = "", account: ServerAccount)
        throws(EmbeddedDatabaseError) -> Command
    {
        let (program, arguments) = try account.command(program, arguments, deathSignal: "TERM")
        return Command(program: program, arguments: arguments, input: input, environment: serverEnvironment)
    }

    /// Clean, but for what lets a user without a name run PostgreSQL.
    var serverEnvironment: [String: String] {
        var result = Command.cleanEnvironment
        for name in ["LD_PRELOAD", "NSS_WRAPPER_PASSWD", "NSS_WRAPPER_GROUP"] {
            if environment["NSS_WRAPPER_PASSWD"] != nil, let value = environment[name] { result[name] = value }
        }
        return result
    }
}

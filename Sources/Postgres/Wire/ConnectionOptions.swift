import CLibpq

/// Where and as whom to connect, in libpq's own terms.
///
/// Everything that libpq reads is read: `PG*` variables, service files, password files, several hosts.
/// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
public struct ConnectionOptions: Sendable {
    /// A connection string or URI, a database's name, or empty for the environment's settings.
    var conninfo: String
    var overriding: [String: String]

    /// How long one attempt to connect may take in all, over all hosts.
    /// `connect_timeout` (seconds, for each host) stays in force within it.
    public var connectTimeout: Duration = .seconds(10)

    /// How statements are kept on the server.
    public enum Statements: Sendable, Hashable {
        /// Prepared once on each connection under a name of its own.
        case named
        /// Parsed anew each time: behind a proxy that lends a session of the server for one transaction only, such as
        /// PgBouncer in transaction mode, where the next transaction may find another session.
        case unnamed
    }
    /// Default: named.
    public var statements = Statements.named
    /// How many statements one connection keeps prepared; the least recently used give way.
    public var statementCacheSize = 256

    /// Asked before each connection is opened: for passwords or tokens that change. What it answers wins over the rest.
    public var credentials: (@Sendable () async throws -> Credentials)?

    /// Who connects, and by what secret.
    public struct Credentials: Sendable, CustomStringConvertible, CustomReflectable {
        /// Nil leaves it to the other settings.
        public var user: String?
        /// Sent as the server asks for it; with SCRAM it never leaves the program.
        public var password: String

        /// A password, and whose it is if that changes too.
        public init(user: String? = nil, password: String) {
            self.user = user
            self.password = password
        }

        public var description: String { "Credentials" }
        public var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    /// The options with the credentials of this moment.
    func withCredentials() async throws(PostgresError) -> ConnectionOptions {
        guard let credentials else { return self }
        do {
            let now = try await credentials()
            let named = now.user.map { with("user", $0) } ?? self
            return named.with("password", now.password)
        } catch {
            throw .connection("the credentials could not be had: \(error)")
        }
    }

    /// - Parameter overriding: keywords that win over the string: `user`, `password`, `dbname`, `application_name` …
    public init(_ conninfo: String = "", overriding: [String: String] = [:]) {
        self.conninfo = conninfo
        self.overriding = overriding
    }

    /// The same options with one keyword set; an empty value is as if it were not set.
    public func with(_ key: String, _ value: String) -> ConnectionOptions {
        var copy = self
        copy.overriding[key] = value
        return copy
    }
}

extension ConnectionOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says nothing of the contents: they may hold a password.
    public var description: String { "ConnectionOptions" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension ConnectionOptions {
    /// Keywords and values for PQconnectStartParams, where a later one wins.
    var parameters: [(keyword: String, value: String)] {
        var list = Self.defaults
        // libpq expands the first `dbname` as a connection string, and takes later ones as a plain name.
        list.append(("dbname", conninfo))
        list += overriding.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        // Every codec of text relies on it.
        list.append(("client_encoding", "UTF8"))
        return list
    }

    /// A dead peer is noticed after 15 to 25 seconds, where libpq's own default is two hours.
    private static let defaults = [
        ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "15000"),
    ]

    /// Calls `body` with the two arrays that PQconnectStartParams takes.
    static func withCArrays<R>(
        _ parameters: [(keyword: String, value: String)],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> R
    ) -> R {
        // One block of bytes for all strings, so that no pointer outlives its string.
        var bytes: [CChar] = []
        var offsets: [(Int, Int)] = []
        for (keyword, value) in parameters {
            let start = bytes.count
            bytes += keyword.utf8CString
            offsets.append((start, bytes.count))
            bytes += value.utf8CString
        }
        return bytes.withUnsafeBufferPointer { buffer in
            let base = buffer.baseAddress
            var keywords: [UnsafePointer<CChar>?] = offsets.map { offset in base.map { $0 + offset.0 } }
            var values: [UnsafePointer<CChar>?] = offsets.map { offset in base.map { $0 + offset.1 } }
            keywords.append(nil)
            values.append(nil)
            return keywords.withUnsafeBufferPointer { keywords in
                values.withUnsafeBufferPointer { values in
                    // Both have at least the closing nil, so that there is a base address.
                    body(keywords.baseAddress.unsafelyUnwrapped, values.baseAddress.unsafelyUnwrapped)
                }
            }
        }
    }
}

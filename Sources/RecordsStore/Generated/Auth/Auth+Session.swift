// generated from sql/queries/auth/session.sql by sqlgen: do not edit

public import Postgres

extension Auth {
    /// Opens a web session for the person of this login and tells its token, once.
    public struct OpenSession: OneStatement {
        public var address: String?
        public var userAgent: String?

        public init(address: String?, userAgent: String?) {
            self.address = address
            self.userAgent = userAgent
        }

        public struct Row: Sendable, Hashable {
            public var token: String

            public init(token: String) {
                self.token = token
            }
        }

        public static let name = "auth.open_session"
        public static let parameterTypes: [OID] = [25, 25]
        public static let sql = """
            SELECT auth.open_session($1, $2) AS token
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.address)
            parameters.append(self.userAgent)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(token: try row.next(String.self))
        }
    }

    /// Signs the caller out.
    public struct CloseSession: ExecuteStatement {
        public init() {}

        public static let name = "auth.close_session"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT auth.close_session()
            """

        public func encode(into parameters: inout Parameters) {}
    }

    /// The caller and the roles that hold today; none when nobody is signed in.
    public struct Whoami: MaybeStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var personID: Int64
            public var name: String
            public var loginName: String
            public var roles: [String]
            public var roleLabels: String

            public init(personID: Int64, name: String, loginName: String, roles: [String], roleLabels: String) {
                self.personID = personID
                self.name = name
                self.loginName = loginName
                self.roles = roles
                self.roleLabels = roleLabels
            }
        }

        public static let name = "auth.whoami"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT person_id, name, login_name, roles, role_labels FROM auth.whoami()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                personID: try row.next(Int64.self),
                name: try row.next(String.self),
                loginName: try row.next(String.self),
                roles: try row.next([String].self),
                roleLabels: try row.next(String.self)
            )
        }
    }

    /// Sets a new password, given as a SCRAM-SHA-256 verifier, for the caller's own login.
    public struct ChangePassword: ExecuteStatement {
        public var verifier: String

        public init(verifier: String) {
            self.verifier = verifier
        }

        public static let name = "auth.change_password"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT auth.change_password($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.verifier)
        }
    }

    /// The caller's web sessions that are open; this one is marked.
    public struct MySessions: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var number: Int64
            public var openedAt: PGTimestamp
            public var lastUsedAt: PGTimestamp
            public var expiresAt: PGTimestamp
            public var address: String?
            public var userAgent: String?
            public var isThis: Bool

            public init(
                number: Int64,
                openedAt: PGTimestamp,
                lastUsedAt: PGTimestamp,
                expiresAt: PGTimestamp,
                address: String?,
                userAgent: String?,
                isThis: Bool
            ) {
                self.number = number
                self.openedAt = openedAt
                self.lastUsedAt = lastUsedAt
                self.expiresAt = expiresAt
                self.address = address
                self.userAgent = userAgent
                self.isThis = isThis
            }
        }

        public static let name = "auth.my_sessions"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT number, opened_at, last_used_at, expires_at, address, user_agent, is_this FROM auth.my_sessions()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                number: try row.next(Int64.self),
                openedAt: try row.next(PGTimestamp.self),
                lastUsedAt: try row.next(PGTimestamp.self),
                expiresAt: try row.next(PGTimestamp.self),
                address: try row.next(String?.self),
                userAgent: try row.next(String?.self),
                isThis: try row.next(Bool.self)
            )
        }
    }

    /// Ends one of the caller's sessions, or all others; answers how many.
    public struct CloseMySessions: OneStatement {
        public var number: Int64?

        public init(number: Int64?) {
            self.number = number
        }

        public struct Row: Sendable, Hashable {
            public var closed: Int32

            public init(closed: Int32) {
                self.closed = closed
            }
        }

        public static let name = "auth.close_my_sessions"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT auth.close_my_sessions($1) AS closed
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.number)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(closed: try row.next(Int32.self))
        }
    }

    /// Seconds to wait before a password may be tried for this name from this address; 0: now.
    public struct SignInPause: OneStatement {
        public var loginName: String
        public var address: String

        public init(loginName: String, address: String) {
            self.loginName = loginName
            self.address = address
        }

        public struct Row: Sendable, Hashable {
            public var seconds: Int32

            public init(seconds: Int32) {
                self.seconds = seconds
            }
        }

        public static let name = "auth.sign_in_pause"
        public static let parameterTypes: [OID] = [25, 25]
        public static let sql = """
            SELECT auth.sign_in_pause($1, $2) AS seconds
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
            parameters.append(self.address)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(seconds: try row.next(Int32.self))
        }
    }

    /// Counts an attempt to sign in.
    public struct NoteSignIn: ExecuteStatement {
        public var loginName: String
        public var address: String
        public var wasRight: Bool

        public init(loginName: String, address: String, wasRight: Bool) {
            self.loginName = loginName
            self.address = address
            self.wasRight = wasRight
        }

        public static let name = "auth.note_sign_in"
        public static let parameterTypes: [OID] = [25, 25, 16]
        public static let sql = """
            SELECT auth.note_sign_in($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
            parameters.append(self.address)
            parameters.append(self.wasRight)
        }
    }

    /// The login of this connection, whether or not it has an account.
    public struct OwnLogin: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var loginName: String

            public init(loginName: String) {
                self.loginName = loginName
            }
        }

        public static let name = "auth.own_login"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT session_user::text AS login_name
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(loginName: try row.next(String.self))
        }
    }

    /// Refuses as long as somebody else knows the password of this login.
    public struct RequireOwnPassword: ExecuteStatement {
        public init() {}

        public static let name = "auth.require_own_password"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT auth.require_own_password()
            """

        public func encode(into parameters: inout Parameters) {}
    }
}

extension Auth.OpenSession.Row: NamedFields {
    public static let fieldNames: [String] = ["token"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.token
        default: return nil
        }
    }
}

extension Auth.Whoami.Row: NamedFields {
    public static let fieldNames: [String] = ["personID", "name", "loginName", "roles", "roleLabels"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.personID
        case 1: return self.name
        case 2: return self.loginName
        case 3: return self.roles
        case 4: return self.roleLabels
        default: return nil
        }
    }
}

extension Auth.MySessions.Row: NamedFields {
    public static let fieldNames: [String] = [
        "number",
        "openedAt",
        "lastUsedAt",
        "expiresAt",
        "address",
        "userAgent",
        "isThis"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        case 1: return self.openedAt
        case 2: return self.lastUsedAt
        case 3: return self.expiresAt
        case 4: return self.address
        case 5: return self.userAgent
        case 6: return self.isThis
        default: return nil
        }
    }
}

extension Auth.CloseMySessions.Row: NamedFields {
    public static let fieldNames: [String] = ["closed"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.closed
        default: return nil
        }
    }
}

extension Auth.SignInPause.Row: NamedFields {
    public static let fieldNames: [String] = ["seconds"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.seconds
        default: return nil
        }
    }
}

extension Auth.OwnLogin.Row: NamedFields {
    public static let fieldNames: [String] = ["loginName"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.loginName
        default: return nil
        }
    }
}

// generated from sql/queries/auth/session.sql by sqlgen: do not edit

public import Postgres

extension Auth {
    /// Opens a web session for the person of this login and tells its token, once.
    public struct OpenSession: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var token: String

            public init(token: String) {
                self.token = token
            }
        }

        public static let name = "auth.open_session"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT auth.open_session() AS token
            """

        public func encode(into parameters: inout Parameters) {}

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

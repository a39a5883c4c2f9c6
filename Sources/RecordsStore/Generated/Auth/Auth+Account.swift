// generated from sql/queries/auth/account.sql by sqlgen: do not edit

public import Postgres

extension Auth {
    /// The accounts and their roles.
    public struct AccountList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var loginName: String
            public var personID: Int64
            public var name: String
            public var disabledAt: PGTimestamp?
            public var roles: String?
            public var hasSecondFactor: Bool
            public var lacksSecondFactor: Bool

            public init(
                loginName: String,
                personID: Int64,
                name: String,
                disabledAt: PGTimestamp?,
                roles: String?,
                hasSecondFactor: Bool,
                lacksSecondFactor: Bool
            ) {
                self.loginName = loginName
                self.personID = personID
                self.name = name
                self.disabledAt = disabledAt
                self.roles = roles
                self.hasSecondFactor = hasSecondFactor
                self.lacksSecondFactor = lacksSecondFactor
            }
        }

        public static let name = "auth.account_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT login_name, person_id, name, disabled_at, roles, has_second_factor, lacks_second_factor FROM auth.accounts()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                loginName: try row.next(String.self),
                personID: try row.next(Int64.self),
                name: try row.next(String.self),
                disabledAt: try row.next(PGTimestamp?.self),
                roles: try row.next(String?.self),
                hasSecondFactor: try row.next(Bool.self),
                lacksSecondFactor: try row.next(Bool.self)
            )
        }
    }

    /// Makes a login role for a person; the password comes as a verifier.
    public struct AddAccount: OneStatement {
        public var personID: PeoplePerson.ID
        public var loginName: String
        public var verifier: String
        public var role: String

        public init(personID: PeoplePerson.ID, loginName: String, verifier: String, role: String) {
            self.personID = personID
            self.loginName = loginName
            self.verifier = verifier
            self.role = role
        }

        public struct Row: Sendable, Hashable {
            public var accountID: Int64

            public init(accountID: Int64) {
                self.accountID = accountID
            }
        }

        public static let name = "auth.add_account"
        public static let parameterTypes: [OID] = [20, 25, 25, 25]
        public static let sql = """
            SELECT auth.add_account($1, $2, $3, $4) AS account_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.personID)
            parameters.append(self.loginName)
            parameters.append(self.verifier)
            parameters.append(self.role)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(accountID: try row.next(Int64.self))
        }
    }

    /// Disables an account and ends its sessions.
    public struct DisableAccount: ExecuteStatement {
        public var loginName: String

        public init(loginName: String) {
            self.loginName = loginName
        }

        public static let name = "auth.disable_account"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT auth.disable_account($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
        }
    }

    /// Members of staff of this name or number, for whoever makes accounts.
    public struct StaffForAccount: ManyStatement {
        public var name: String

        public init(name: String) {
            self.name = name
        }

        public struct Row: Sendable, Hashable {
            public var id: PeoplePerson.ID
            public var name: String
            public var staffNumber: String

            public init(id: PeoplePerson.ID, name: String, staffNumber: String) {
                self.id = id
                self.name = name
                self.staffNumber = staffNumber
            }
        }

        public static let name = "auth.staff_for_account"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT id, name, staff_number FROM auth.staff_named($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.name)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(PeoplePerson.ID.self),
                name: try row.next(String.self),
                staffNumber: try row.next(String.self)
            )
        }
    }

    /// Makes a new password for somebody else, given as a verifier; it must be changed before anything else works.
    public struct ResetPassword: ExecuteStatement {
        public var loginName: String
        public var verifier: String

        public init(loginName: String, verifier: String) {
            self.loginName = loginName
            self.verifier = verifier
        }

        public static let name = "auth.reset_password"
        public static let parameterTypes: [OID] = [25, 25]
        public static let sql = """
            SELECT auth.reset_password($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
            parameters.append(self.verifier)
        }
    }

    /// Ends all web sessions of an account; answers how many.
    public struct CloseSessionsOf: OneStatement {
        public var loginName: String

        public init(loginName: String) {
            self.loginName = loginName
        }

        public struct Row: Sendable, Hashable {
            public var closed: Int32

            public init(closed: Int32) {
                self.closed = closed
            }
        }

        public static let name = "auth.close_sessions_of"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT auth.close_sessions_of($1) AS closed
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(closed: try row.next(Int32.self))
        }
    }
}

extension Auth.AccountList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "loginName",
        "personID",
        "name",
        "disabledAt",
        "roles",
        "hasSecondFactor",
        "lacksSecondFactor"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.loginName
        case 1: return self.personID
        case 2: return self.name
        case 3: return self.disabledAt
        case 4: return self.roles
        case 5: return self.hasSecondFactor
        case 6: return self.lacksSecondFactor
        default: return nil
        }
    }
}

extension Auth.AddAccount.Row: NamedFields {
    public static let fieldNames: [String] = ["accountID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.accountID
        default: return nil
        }
    }
}

extension Auth.StaffForAccount.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "staffNumber"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.staffNumber
        default: return nil
        }
    }
}

extension Auth.CloseSessionsOf.Row: NamedFields {
    public static let fieldNames: [String] = ["closed"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.closed
        default: return nil
        }
    }
}

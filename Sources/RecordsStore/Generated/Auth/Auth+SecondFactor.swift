// generated from sql/queries/auth/second_factor.sql by sqlgen: do not edit

public import Postgres

extension Auth {
    /// What this web session still owes: open, code_due, enrolment_due; nothing where there is no session.
    public struct SessionState: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var state: String?

            public init(state: String?) {
                self.state = state
            }
        }

        public static let name = "auth.session_state"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT auth.session_state() AS state
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(state: try row.next(String?.self))
        }
    }

    /// Step two of signing in on the web: right, recovery_code, wrong, or wait for so many seconds.
    public struct GiveSecondFactor: OneStatement {
        public var code: String?

        public init(code: String?) {
            self.code = code
        }

        public struct Row: Sendable, Hashable {
            public var outcome: String
            public var seconds: Int32

            public init(outcome: String, seconds: Int32) {
                self.outcome = outcome
                self.seconds = seconds
            }
        }

        public static let name = "auth.give_second_factor"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT outcome, seconds FROM auth.give_second_factor($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.code)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(outcome: try row.next(String.self), seconds: try row.next(Int32.self))
        }
    }

    /// Begins to set up a second factor and tells its secret, once; one that is in use must be shown first.
    public struct EnrolSecondFactor: OneStatement {
        public var code: String?

        public init(code: String?) {
            self.code = code
        }

        public struct Row: Sendable, Hashable {
            public var outcome: String
            public var seconds: Int32
            public var secret: String?
            public var address: String?

            public init(outcome: String, seconds: Int32, secret: String?, address: String?) {
                self.outcome = outcome
                self.seconds = seconds
                self.secret = secret
                self.address = address
            }
        }

        public static let name = "auth.enrol_second_factor"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT outcome, seconds, secret, address FROM auth.enrol_second_factor($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.code)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                outcome: try row.next(String.self),
                seconds: try row.next(Int32.self),
                secret: try row.next(String?.self),
                address: try row.next(String?.self)
            )
        }
    }

    /// Puts the new secret in use with its first code and tells the recovery codes, once.
    public struct ConfirmSecondFactor: OneStatement {
        public var code: String?

        public init(code: String?) {
            self.code = code
        }

        public struct Row: Sendable, Hashable {
            public var outcome: String
            public var seconds: Int32
            public var recoveryCodes: [String]?

            public init(outcome: String, seconds: Int32, recoveryCodes: [String]?) {
                self.outcome = outcome
                self.seconds = seconds
                self.recoveryCodes = recoveryCodes
            }
        }

        public static let name = "auth.confirm_second_factor"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT outcome, seconds, recovery_codes FROM auth.confirm_second_factor($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.code)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                outcome: try row.next(String.self),
                seconds: try row.next(Int32.self),
                recoveryCodes: try row.next([String]?.self)
            )
        }
    }

    /// Makes new recovery codes in place of the old ones and tells them, once.
    public struct RenewRecoveryCodes: OneStatement {
        public var code: String?

        public init(code: String?) {
            self.code = code
        }

        public struct Row: Sendable, Hashable {
            public var outcome: String
            public var seconds: Int32
            public var recoveryCodes: [String]?

            public init(outcome: String, seconds: Int32, recoveryCodes: [String]?) {
                self.outcome = outcome
                self.seconds = seconds
                self.recoveryCodes = recoveryCodes
            }
        }

        public static let name = "auth.renew_recovery_codes"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT outcome, seconds, recovery_codes FROM auth.renew_recovery_codes($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.code)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                outcome: try row.next(String.self),
                seconds: try row.next(Int32.self),
                recoveryCodes: try row.next([String]?.self)
            )
        }
    }

    /// The caller's own second factor.
    public struct MySecondFactor: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var isActive: Bool
            public var isRequired: Bool
            public var confirmedAt: PGTimestamp?
            public var lastUsedAt: PGTimestamp?
            public var recoveryCodesLeft: Int32

            public init(
                isActive: Bool,
                isRequired: Bool,
                confirmedAt: PGTimestamp?,
                lastUsedAt: PGTimestamp?,
                recoveryCodesLeft: Int32
            ) {
                self.isActive = isActive
                self.isRequired = isRequired
                self.confirmedAt = confirmedAt
                self.lastUsedAt = lastUsedAt
                self.recoveryCodesLeft = recoveryCodesLeft
            }
        }

        public static let name = "auth.my_second_factor"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT is_active, is_required, confirmed_at, last_used_at, recovery_codes_left FROM auth.my_second_factor()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                isActive: try row.next(Bool.self),
                isRequired: try row.next(Bool.self),
                confirmedAt: try row.next(PGTimestamp?.self),
                lastUsedAt: try row.next(PGTimestamp?.self),
                recoveryCodesLeft: try row.next(Int32.self)
            )
        }
    }

    /// Proposes to reset somebody's second factor; nothing happens until another person approves it.
    public struct ProposeSecondFactorReset: OneStatement {
        public var loginName: String
        public var reason: String

        public init(loginName: String, reason: String) {
            self.loginName = loginName
            self.reason = reason
        }

        public struct Row: Sendable, Hashable {
            public var resetID: Int64

            public init(resetID: Int64) {
                self.resetID = resetID
            }
        }

        public static let name = "auth.propose_second_factor_reset"
        public static let parameterTypes: [OID] = [25, 25]
        public static let sql = """
            SELECT auth.propose_second_factor_reset($1, $2) AS reset_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.loginName)
            parameters.append(self.reason)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(resetID: try row.next(Int64.self))
        }
    }

    /// Approves the reset of a second factor; the account's sessions end.
    public struct ApproveSecondFactorReset: ExecuteStatement {
        public var resetID: Int64

        public init(resetID: Int64) {
            self.resetID = resetID
        }

        public static let name = "auth.approve_second_factor_reset"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT auth.approve_second_factor_reset($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.resetID)
        }
    }

    /// Resets that wait for approval.
    public struct SecondFactorResets: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var loginName: String
            public var name: String
            public var reason: String
            public var proposedBy: String
            public var proposedAt: PGTimestamp

            public init(
                id: Int64,
                loginName: String,
                name: String,
                reason: String,
                proposedBy: String,
                proposedAt: PGTimestamp
            ) {
                self.id = id
                self.loginName = loginName
                self.name = name
                self.reason = reason
                self.proposedBy = proposedBy
                self.proposedAt = proposedAt
            }
        }

        public static let name = "auth.second_factor_resets"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id, login_name, name, reason, proposed_by, proposed_at FROM auth.second_factor_resets()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                loginName: try row.next(String.self),
                name: try row.next(String.self),
                reason: try row.next(String.self),
                proposedBy: try row.next(String.self),
                proposedAt: try row.next(PGTimestamp.self)
            )
        }
    }

    /// Whether a role needs a second factor.
    public struct RequireSecondFactor: ExecuteStatement {
        public var role: String
        public var required: Bool

        public init(role: String, required: Bool) {
            self.role = role
            self.required = required
        }

        public static let name = "auth.require_second_factor"
        public static let parameterTypes: [OID] = [25, 16]
        public static let sql = """
            SELECT auth.require_second_factor($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.role)
            parameters.append(self.required)
        }
    }

    /// What roles must do to sign in, and how long their sessions last; the row without a role is everybody's.
    public struct SignInRules: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var role: String?
            public var roleLabel: String
            public var requiresSecondFactor: Bool?
            public var holders: Int32?
            public var holdersWithout: Int32?
            public var idleMinutes: Int32?
            public var longestMinutes: Int32?

            public init(
                role: String?,
                roleLabel: String,
                requiresSecondFactor: Bool?,
                holders: Int32?,
                holdersWithout: Int32?,
                idleMinutes: Int32?,
                longestMinutes: Int32?
            ) {
                self.role = role
                self.roleLabel = roleLabel
                self.requiresSecondFactor = requiresSecondFactor
                self.holders = holders
                self.holdersWithout = holdersWithout
                self.idleMinutes = idleMinutes
                self.longestMinutes = longestMinutes
            }
        }

        public static let name = "auth.sign_in_rules"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT role, role_label, requires_second_factor, holders, holders_without, idle_minutes, longest_minutes FROM auth.sign_in_rules()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                role: try row.next(String?.self),
                roleLabel: try row.next(String.self),
                requiresSecondFactor: try row.next(Bool?.self),
                holders: try row.next(Int32?.self),
                holdersWithout: try row.next(Int32?.self),
                idleMinutes: try row.next(Int32?.self),
                longestMinutes: try row.next(Int32?.self)
            )
        }
    }

    /// Sets how long the web sessions of a role, or of everybody, last; a role without numbers goes by everybody's.
    public struct SetSessionLimit: ExecuteStatement {
        public var role: String?
        public var idleMinutes: Int32?
        public var longestMinutes: Int32?

        public init(role: String?, idleMinutes: Int32?, longestMinutes: Int32?) {
            self.role = role
            self.idleMinutes = idleMinutes
            self.longestMinutes = longestMinutes
        }

        public static let name = "auth.set_session_limit"
        public static let parameterTypes: [OID] = [25, 23, 23]
        public static let sql = """
            SELECT auth.set_session_limit($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.role)
            parameters.append(self.idleMinutes)
            parameters.append(self.longestMinutes)
        }
    }
}

extension Auth.SessionState.Row: NamedFields {
    public static let fieldNames: [String] = ["state"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.state
        default: return nil
        }
    }
}

extension Auth.GiveSecondFactor.Row: NamedFields {
    public static let fieldNames: [String] = ["outcome", "seconds"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.outcome
        case 1: return self.seconds
        default: return nil
        }
    }
}

extension Auth.EnrolSecondFactor.Row: NamedFields {
    public static let fieldNames: [String] = ["outcome", "seconds", "secret", "address"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.outcome
        case 1: return self.seconds
        case 2: return self.secret
        case 3: return self.address
        default: return nil
        }
    }
}

extension Auth.ConfirmSecondFactor.Row: NamedFields {
    public static let fieldNames: [String] = ["outcome", "seconds", "recoveryCodes"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.outcome
        case 1: return self.seconds
        case 2: return self.recoveryCodes
        default: return nil
        }
    }
}

extension Auth.RenewRecoveryCodes.Row: NamedFields {
    public static let fieldNames: [String] = ["outcome", "seconds", "recoveryCodes"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.outcome
        case 1: return self.seconds
        case 2: return self.recoveryCodes
        default: return nil
        }
    }
}

extension Auth.MySecondFactor.Row: NamedFields {
    public static let fieldNames: [String] = [
        "isActive",
        "isRequired",
        "confirmedAt",
        "lastUsedAt",
        "recoveryCodesLeft"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.isActive
        case 1: return self.isRequired
        case 2: return self.confirmedAt
        case 3: return self.lastUsedAt
        case 4: return self.recoveryCodesLeft
        default: return nil
        }
    }
}

extension Auth.ProposeSecondFactorReset.Row: NamedFields {
    public static let fieldNames: [String] = ["resetID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.resetID
        default: return nil
        }
    }
}

extension Auth.SecondFactorResets.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "loginName", "name", "reason", "proposedBy", "proposedAt"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.loginName
        case 2: return self.name
        case 3: return self.reason
        case 4: return self.proposedBy
        case 5: return self.proposedAt
        default: return nil
        }
    }
}

extension Auth.SignInRules.Row: NamedFields {
    public static let fieldNames: [String] = [
        "role",
        "roleLabel",
        "requiresSecondFactor",
        "holders",
        "holdersWithout",
        "idleMinutes",
        "longestMinutes"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.role
        case 1: return self.roleLabel
        case 2: return self.requiresSecondFactor
        case 3: return self.holders
        case 4: return self.holdersWithout
        case 5: return self.idleMinutes
        case 6: return self.longestMinutes
        default: return nil
        }
    }
}

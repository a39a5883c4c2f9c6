public import Postgres

/// Why the records refused or could not answer: the only errors that pages and commands know.
///
/// Every case but the last few carries what the database said, which is already in the user's language.
public enum RecordsError: Error, Sendable, Equatable {
    /// There is no such record, or the caller may not know that there is.
    case notFound(Refusal)
    /// It contradicts another record: taken, overlapping, still in use.
    case conflict(Refusal)
    /// A value that the records do not accept.
    case invalid(Refusal)
    /// The caller may not do this.
    case forbidden(Refusal)
    /// Not in the state that the record is in (`NX001`).
    case notAllowedNow(Refusal)
    /// Somebody else changed the record since the caller saw it (`NX005`).
    case changedMeanwhile(Refusal)
    /// Nobody is signed in, or the session is over (`NX006`).
    case sessionNeeded(Refusal)
    /// Somebody else made the password, and nothing works before it is changed (`NX008`).
    case passwordChangeDue(Refusal)
    /// The same command took effect before (`NX007`); there is nothing left to do.
    case alreadyDone(Refusal)
    /// The database is not there or too busy. Nothing was changed; the same may be tried again later.
    case unavailable(Refusal)
    /// The connection was lost while the change was being kept: look before repeating it.
    case outcomeUnknown
    /// A fault of the program or the schema. For the log, not for the user.
    case unexpected(String)

    /// What the database said.
    public struct Refusal: Sendable, Hashable {
        /// Of five characters; nil where no server answered.
        public var sqlState: String?
        /// Written for the user; nil where the server's text is for developers only.
        public var message: String?
        public var hint: String?
        /// The broken constraint's name.
        public var constraint: String?
        public var table: String?
        public var column: String?

        public init(
            sqlState: String? = nil, message: String? = nil, hint: String? = nil, constraint: String? = nil,
            table: String? = nil, column: String? = nil
        ) {
            self.sqlState = sqlState
            self.message = message
            self.hint = hint
            self.constraint = constraint
            self.table = table
            self.column = column
        }
    }

    /// What the database said, where it said something to the user.
    public var refusal: Refusal? {
        switch self {
        case .notFound(let refusal), .conflict(let refusal), .invalid(let refusal), .forbidden(let refusal),
            .notAllowedNow(let refusal), .changedMeanwhile(let refusal), .sessionNeeded(let refusal),
            .passwordChangeDue(let refusal), .alreadyDone(let refusal), .unavailable(let refusal):
            refusal
        case .outcomeUnknown, .unexpected: nil
        }
    }

    /// What the log keeps: that the caller may not do this, and that there is nothing here for the caller. Whoever goes
    /// through keys hears only the latter, whether a record is there or not.
    public var deniedAccess: Refusal? {
        switch self {
        case .forbidden(var refusal):
            refusal.sqlState = refusal.sqlState ?? SQLState.insufficientPrivilege.rawValue
            return refusal
        case .notFound(var refusal):
            refusal.sqlState = refusal.sqlState ?? "NX003"
            return refusal
        default: return nil
        }
    }
}

// MARK: - From PostgresError

extension RecordsError {
    public init(_ error: PostgresError) {
        switch error {
        case .server(let error): self.init(error)
        case .connection, .pool, .timedOut, .cancelled: self = .unavailable(Refusal())
        case .commitOutcomeUnknown: self = .outcomeUnknown
        case .cardinality(_, found: 0): self = .notFound(Refusal())
        case .rolledBack, .decoding, .cardinality, .usage: self = .unexpected(error.description)
        }
    }

    private init(_ error: ServerError) {
        var refusal = Refusal(
            sqlState: error.sqlState.rawValue, constraint: error.constraintName, table: error.tableName,
            column: error.columnName)
        if error.sqlState.errorClass == "NX" {
            // Only our own class is written for the user, and in the user's language.
            refusal.message = error.message
            refusal.hint = error.hint
        }
        switch error.sqlState {
        case "NX001": self = .notAllowedNow(refusal)
        case "NX002", .insufficientPrivilege: self = .forbidden(refusal)
        case "NX003": self = .notFound(refusal)
        case "NX004": self = .invalid(refusal)
        case "NX005": self = .changedMeanwhile(refusal)
        case "NX006": self = .sessionNeeded(refusal)
        case "NX008": self = .passwordChangeDue(refusal)
        case "NX007": self = .alreadyDone(refusal)
        // Named before their class: a value may be wrong by itself, or only beside another record.
        case .uniqueViolation, .exclusionViolation, .foreignKeyViolation, "23001": self = .conflict(refusal)
        case .integrityConstraintViolation, .dataException: self = .invalid(refusal)
        case .connectionException, .operatorIntervention, .transactionRollback, "53000", .lockNotAvailable,
            .readOnlyTransaction:
            self = .unavailable(refusal)
        default: self = .unexpected(error.description)
        }
    }
}

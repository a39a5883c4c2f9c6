/// A five-character error code of PostgreSQL.
///
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
public struct SQLState: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// The first two characters, which name the class of the error.
    public var errorClass: String { String(rawValue.prefix(2)) }

    /// Matches exactly, or any code of the class when the pattern ends in `000`.
    public static func ~= (pattern: SQLState, code: SQLState) -> Bool {
        pattern.rawValue.hasSuffix("000") ? pattern.errorClass == code.errorClass : pattern == code
    }
}

extension SQLState: CustomStringConvertible {
    public var description: String { rawValue }
}

extension SQLState: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension SQLState {
    /// Class 08: the connection failed or never came to be.
    public static let connectionException: SQLState = "08000"
    /// The server cannot do it; also a plan that a changed table has made useless.
    public static let featureNotSupported: SQLState = "0A000"
    /// Class 22: a value does not fit its type.
    public static let dataException: SQLState = "22000"
    /// Class 23: any broken constraint.
    public static let integrityConstraintViolation: SQLState = "23000"
    /// NULL in a column that may not be NULL; `ServerError.columnName` names it.
    public static let notNullViolation: SQLState = "23502"
    /// The row that is referred to is not there, or others still refer to this one.
    public static let foreignKeyViolation: SQLState = "23503"
    /// The key exists already, also in a row that the caller may not see.
    public static let uniqueViolation: SQLState = "23505"
    /// A CHECK of a table or a domain does not hold.
    public static let checkViolation: SQLState = "23514"
    /// An EXCLUDE constraint: the row overlaps with another.
    public static let exclusionViolation: SQLState = "23P01"
    /// A write in a read-only transaction; on a standby it means that this node is not the primary.
    public static let readOnlyTransaction: SQLState = "25006"
    /// An earlier statement of the transaction has failed; only a rollback is left.
    public static let inFailedTransaction: SQLState = "25P02"
    /// The session was ended because its transaction did nothing for too long.
    public static let idleInTransactionTimeout: SQLState = "25P03"
    /// There is no prepared statement of this name.
    public static let invalidStatementName: SQLState = "26000"
    /// Class 28: the server does not let this user in.
    public static let invalidAuthorization: SQLState = "28000"
    /// The password is wrong, or the role has none.
    public static let invalidPassword: SQLState = "28P01"
    /// There is no such database.
    public static let invalidCatalogName: SQLState = "3D000"
    /// Class 40: the server rolled the transaction back; it may be tried again from its start.
    public static let transactionRollback: SQLState = "40000"
    /// Concurrent transactions could not be put in an order; the whole transaction may be run again.
    public static let serializationFailure: SQLState = "40001"
    /// This transaction was chosen to end a deadlock; the whole of it may be run again.
    public static let deadlockDetected: SQLState = "40P01"
    /// The role may not do this, or a policy of row security refuses the new row.
    public static let insufficientPrivilege: SQLState = "42501"
    /// The text is no SQL; `ServerError.position` says where.
    public static let syntaxError: SQLState = "42601"
    /// There is no such table or view on the search path.
    public static let undefinedTable: SQLState = "42P01"
    /// `max_connections`, or the limit of the role or database, is reached.
    public static let tooManyConnections: SQLState = "53300"
    /// `lock_timeout` passed, or NOWAIT found a lock.
    public static let lockNotAvailable: SQLState = "55P03"
    /// Class 57: an operator or a time limit stepped in.
    public static let operatorIntervention: SQLState = "57000"
    /// Stopped by a cancel request or by `statement_timeout`.
    public static let queryCanceled: SQLState = "57014"
    /// The session was ended by an administrator or a shutdown.
    public static let adminShutdown: SQLState = "57P01"
    /// Another session crashed, and the server ended all of them.
    public static let crashShutdown: SQLState = "57P02"
    /// The server is starting up, shutting down or recovering.
    public static let cannotConnectNow: SQLState = "57P03"
}

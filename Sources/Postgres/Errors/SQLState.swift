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
    public static let featureNotSupported: SQLState = "0A000"
    /// Class 22: a value does not fit its type.
    public static let dataException: SQLState = "22000"
    /// Class 23: any broken constraint.
    public static let integrityConstraintViolation: SQLState = "23000"
    public static let notNullViolation: SQLState = "23502"
    public static let foreignKeyViolation: SQLState = "23503"
    public static let uniqueViolation: SQLState = "23505"
    public static let checkViolation: SQLState = "23514"
    public static let exclusionViolation: SQLState = "23P01"
    /// A write in a read-only transaction; on a standby it means that this node is not the primary.
    public static let readOnlyTransaction: SQLState = "25006"
    public static let inFailedTransaction: SQLState = "25P02"
    public static let idleInTransactionTimeout: SQLState = "25P03"
    public static let invalidStatementName: SQLState = "26000"
    /// Class 28: the server does not let this user in.
    public static let invalidAuthorization: SQLState = "28000"
    public static let invalidPassword: SQLState = "28P01"
    public static let invalidCatalogName: SQLState = "3D000"
    /// Class 40: the server rolled the transaction back; it may be tried again from its start.
    public static let transactionRollback: SQLState = "40000"
    public static let serializationFailure: SQLState = "40001"
    public static let deadlockDetected: SQLState = "40P01"
    public static let insufficientPrivilege: SQLState = "42501"
    public static let syntaxError: SQLState = "42601"
    public static let undefinedTable: SQLState = "42P01"
    public static let tooManyConnections: SQLState = "53300"
    public static let lockNotAvailable: SQLState = "55P03"
    /// Class 57: an operator or a time limit stepped in.
    public static let operatorIntervention: SQLState = "57000"
    public static let queryCanceled: SQLState = "57014"
    public static let adminShutdown: SQLState = "57P01"
    public static let crashShutdown: SQLState = "57P02"
    public static let cannotConnectNow: SQLState = "57P03"
}

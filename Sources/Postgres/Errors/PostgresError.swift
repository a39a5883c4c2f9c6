/// Everything that can go wrong between the program and the server.
///
/// No case and no description ever holds a parameter's value.
// Indirect, so that a function that may throw one carries a pointer and not room for every field of the server's.
public indirect enum PostgresError: Error, Sendable {
    /// The server refused a statement or a connection. Nothing of the call took effect.
    case server(ServerError)
    /// No connection, or a connection lost before anything could take effect: the call may be made again.
    case connection(String)
    /// COMMIT was answered with ROLLBACK: an error inside the transaction had been swallowed.
    case rolledBack
    /// The connection was lost (or closed at the deadline) after the statements that end in a commit were sent.
    /// They may or may not have taken effect; repeat them only under an idempotency key.
    case commitOutcomeUnknown
    /// A value that the server sent does not fit the Swift type that was asked for.
    case decoding(DecodingFailure)
    /// No connection was lent; nothing was sent.
    case pool(PoolProblem)
    /// A statement for exactly one row, or at most one, found another number of rows.
    case cardinality(statement: String, found: Int)
    /// The task was cancelled; the statement was stopped and its transaction rolled back.
    case cancelled
    /// The call's deadline passed; the statement was stopped and its transaction rolled back.
    case timedOut
    /// The caller broke a rule of this library; the text says which.
    case usage(String)
}

/// Why the pool could not lend a connection.
public enum PoolProblem: Error, Hashable, Sendable {
    /// `close()` was called.
    case closed
    /// No connection came free within the acquire timeout.
    case acquireTimedOut
    /// More callers wait than the pool allows.
    case tooManyWaiting
}

/// A value that could not be read.
public struct DecodingFailure: Error, Hashable, Sendable {
    /// The statement's name, or empty for ad-hoc SQL.
    public var statement: String
    /// The column's name and its position from 0.
    public var column: String
    public var index: Int
    /// The server's type of the column.
    public var type: OID
    public var problem: DecodingProblem
}

/// What a codec found wrong. It names sizes and types, never the value.
public enum DecodingProblem: Error, Hashable, Sendable {
    /// NULL where the Swift type is not optional.
    case unexpectedNull
    /// The column's type cannot be read as this Swift type.
    case wrongType(wanted: String)
    /// Too few or too many bytes, or bytes that break the type's own rules.
    case malformed(String)
    /// The value is legal in PostgreSQL but not in the Swift type.
    case outOfRange(String)
    /// The statement answers with fewer columns than are read.
    case noSuchColumn
}

extension PostgresError {
    /// True when the server certainly kept nothing of the call, and making the same call again can help.
    ///
    /// A call inside a transaction can only be repeated together with the whole transaction.
    public var isSafeToRetry: Bool {
        switch self {
        case .connection, .pool(.acquireTimedOut), .pool(.tooManyWaiting): true
        case .server(let error):
            switch error.sqlState {
            case .serializationFailure, .deadlockDetected, .adminShutdown, .crashShutdown, .cannotConnectNow,
                .tooManyConnections, .lockNotAvailable:
                true
            default: false
            }
        default: false
        }
    }

    /// The server's error, if it is one.
    public var serverError: ServerError? {
        if case .server(let error) = self { error } else { nil }
    }

    /// True when the server names this constraint as broken.
    public func violates(_ constraintName: String) -> Bool {
        serverError?.constraintName == constraintName
    }
}

/// A broken constraint, as the server names it.
public struct ConstraintViolation: Sendable, Hashable {
    /// By the code of the error.
    public enum Kind: Sendable, Hashable {
        case notNull, foreignKey, unique, check, exclusion
        /// A code of class 23 that is none of these.
        case other
    }

    public var kind: Kind
    /// Nil for NOT NULL, which has no name before PostgreSQL 18.
    public var constraint: String?
    /// Of the table; the domain's, where one is broken.
    public var schema: String?
    /// Nil where a domain's constraint is broken.
    public var table: String?
    /// Only for NOT NULL.
    public var column: String?
}

extension PostgresError {
    /// The constraint that the server names as broken, if that is the error (class 23).
    public var constraintViolation: ConstraintViolation? {
        guard let error = serverError, case .integrityConstraintViolation = error.sqlState else { return nil }
        let kind: ConstraintViolation.Kind =
            switch error.sqlState {
            case .notNullViolation: .notNull
            case .foreignKeyViolation: .foreignKey
            case .uniqueViolation: .unique
            case .checkViolation: .check
            case .exclusionViolation: .exclusion
            default: .other
            }
        return ConstraintViolation(
            kind: kind, constraint: error.constraintName, schema: error.schemaName, table: error.tableName,
            column: error.columnName)
    }

    /// The broken constraint as a value of the program's own: `enum Rule: String { case title_is_unique }`.
    /// Nil if it is none of them.
    public func violation<Rule: RawRepresentable<String>>(of type: Rule.Type = Rule.self) -> Rule? {
        constraintViolation?.constraint.flatMap(Rule.init(rawValue:))
    }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .server(let error): error.description
        case .connection(let reason): "no connection to the database: \(reason)"
        case .rolledBack: "the server answered COMMIT with ROLLBACK: a statement of the transaction had failed"
        case .commitOutcomeUnknown:
            "the connection was lost before the server confirmed the commit; it may or may not have taken effect"
        case .decoding(let failure): failure.description
        case .pool(.closed): "the connection pool is closed"
        case .pool(.acquireTimedOut): "no connection came free in time"
        case .pool(.tooManyWaiting): "too many callers wait for a connection"
        case .cardinality(let statement, let found): "statement \(statement) expects one row and found \(found)"
        case .cancelled: "the statement was cancelled"
        case .timedOut: "the deadline passed before the server answered"
        case .usage(let rule): rule
        }
    }
}

extension DecodingFailure: CustomStringConvertible {
    public var description: String {
        let place = "column \(index) (\(column)) of \(statement.isEmpty ? "a statement" : statement)"
        return switch problem {
        case .unexpectedNull: "\(place) is NULL but the Swift type is not optional"
        case .wrongType(let wanted): "\(place) has type \(type.rawValue), which is not readable as \(wanted)"
        case .malformed(let rule): "\(place) holds malformed bytes: \(rule)"
        case .outOfRange(let rule): "\(place) is out of range: \(rule)"
        case .noSuchColumn: "\(place) does not exist"
        }
    }
}

/// What every named statement has: a text that the server prepares once on each connection, parameters, typed rows.
public protocol PreparedStatement: Sendable {
    /// What one row of the answer is in Swift.
    associatedtype Row: Sendable

    /// For errors, logs and the names of prepared statements: `work.issue_list`.
    static var name: String { get }
    /// The text, with `$1`, `$2` … for its parameters. It must not end or begin a transaction. Where there are
    /// `variants`, the first of them.
    static var sql: String { get }
    /// The parameters' types in order; empty lets the server infer them, and values are then sent as text.
    static var parameterTypes: [OID] { get }
    /// The texts of a statement with parts that may be left out, each with the types of its parameters; by default the
    /// one text.
    static var variants: [StatementVariant] { get }
    /// Which of the variants this one is, by its values.
    var variant: Int { get }
    /// A text that only this value has, made at run time, with the types of its parameters; it is parsed anew each time.
    /// Nil, as by default: the text is one of the type's.
    var dynamicText: StatementVariant? { get }
    /// Appends every parameter of the variant in order.
    func encode(into parameters: inout Parameters)
    /// Reads one row by position.
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row
    /// As `decode`, at the end of `rows`. There is no need to write it: it is a requirement so that the compiler makes one
    /// for each type of row, which takes a third of the time of one for all.
    static func append(_ row: inout RowReader, to rows: inout [Row]) throws(PostgresError)
}

/// One text of a statement.
public struct StatementVariant: Sendable, Hashable {
    /// With `$1`, `$2` … for its own parameters, without gaps.
    public var sql: String
    /// Of this text's parameters, in order.
    public var parameterTypes: [OID]

    public init(sql: String, parameterTypes: [OID]) {
        self.sql = sql
        self.parameterTypes = parameterTypes
    }
}

/// A statement whose answer is read whole.
public protocol Statement: PreparedStatement {
    /// What the whole answer is in Swift.
    associatedtype Output: Sendable

    /// Makes the answer from all rows and the number of rows that the command touched.
    static func output(of result: borrowing StatementResult) throws(PostgresError) -> Output
}

/// The row of a statement whose rows, if any, nobody reads.
public struct NoRow: Sendable {
    public init() {}
}

/// Answers every row.
public protocol ManyStatement: Statement where Output == [Row] {}
/// Answers exactly one row; none or many is `PostgresError.cardinality`.
public protocol OneStatement: Statement where Output == Row {}
/// Answers one row or none; many is `PostgresError.cardinality`.
public protocol MaybeStatement: Statement where Output == Row? {}
/// Answers nothing.
public protocol ExecuteStatement: Statement where Row == NoRow, Output == Void {}
/// Answers the number of rows that it touched.
public protocol CountStatement: Statement where Row == NoRow, Output == Int {}
/// Answers its rows one by one while the server makes them: `Transaction.stream`.
public protocol StreamStatement: PreparedStatement {}
/// Made to be run many times over with different values in one round trip: `Transaction.run(batch:)`. Answers the number
/// of rows that each touched.
public protocol BatchStatement: CountStatement {}

/// One row of a `COPY table (columns) FROM STDIN (FORMAT binary)`: `Transaction.copy(_:)`.
public protocol CopyStatement: Sendable {
    /// For errors and logs: `work.issue_load`.
    static var name: String { get }
    /// The COPY, with the columns' names, so that a column that is added later does not shift them.
    static var sql: String { get }
    /// The columns' types, in the order of the COPY.
    static var columnTypes: [OID] { get }
    /// Appends every column in order.
    func encode(into row: inout CopyRow)
}

extension PreparedStatement {
    public static var parameterTypes: [OID] { [] }
    public static var variants: [StatementVariant] { [StatementVariant(sql: sql, parameterTypes: parameterTypes)] }
    public var variant: Int { 0 }
    public var dynamicText: StatementVariant? { nil }
    public func encode(into parameters: inout Parameters) {}
    @inlinable
    public static func append(_ row: inout RowReader, to rows: inout [Row]) throws(PostgresError) {
        rows.append(try decode(&row))
    }
}

extension PreparedStatement where Row == NoRow {
    public static func decode(_ row: inout RowReader) throws(PostgresError) -> NoRow { NoRow() }
}

extension ManyStatement {
    @inlinable
    public static func output(of result: borrowing StatementResult) throws(PostgresError) -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(result.rowCount)
        for index in 0..<result.rowCount {
            var row = result.row(index)
            rows.append(try decode(&row))
        }
        return rows
    }
}

extension OneStatement {
    @inlinable
    public static func output(of result: borrowing StatementResult) throws(PostgresError) -> Row {
        guard result.rowCount == 1 else { throw .cardinality(statement: name, found: result.rowCount) }
        var row = result.row(0)
        return try decode(&row)
    }
}

extension MaybeStatement {
    @inlinable
    public static func output(of result: borrowing StatementResult) throws(PostgresError) -> Row? {
        guard result.rowCount > 0 else { return nil }
        guard result.rowCount == 1 else { throw .cardinality(statement: name, found: result.rowCount) }
        var row = result.row(0)
        return try decode(&row)
    }
}

extension ExecuteStatement {
    public static func output(of result: borrowing StatementResult) throws(PostgresError) {}
}

extension CountStatement {
    public static func output(of result: borrowing StatementResult) throws(PostgresError) -> Int {
        result.affectedCount
    }
}

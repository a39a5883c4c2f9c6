/// What every named statement has: a text that the server prepares once on each connection, parameters, typed rows.
public protocol PreparedStatement: Sendable {
    associatedtype Row: Sendable

    /// For errors, logs and the names of prepared statements: `work.issue_list`.
    static var name: String { get }
    /// The text, with `$1`, `$2` … for its parameters. It must not end or begin a transaction.
    static var sql: String { get }
    /// The parameters' types in order; empty lets the server infer them, and values are then sent as text.
    static var parameterTypes: [OID] { get }
    /// The texts of a statement with parts that may be left out, each with the types of its parameters; by default the
    /// one text.
    static var variants: [StatementVariant] { get }
    /// Which of the variants this one is, by its values.
    var variant: Int { get }
    /// Appends every parameter of the variant in order.
    func encode(into parameters: inout Parameters)
    /// Reads one row by position.
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Row
}

/// One text of a statement.
public struct StatementVariant: Sendable, Hashable {
    public var sql: String
    public var parameterTypes: [OID]

    public init(sql: String, parameterTypes: [OID]) {
        self.sql = sql
        self.parameterTypes = parameterTypes
    }
}

/// A statement whose answer is read whole.
public protocol Statement: PreparedStatement {
    associatedtype Output: Sendable

    /// Makes the answer from all rows and the number of rows that the command touched.
    static func output(rows: [Row], affected: Int) throws(PostgresError) -> Output
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
    static var name: String { get }
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
    public func encode(into parameters: inout Parameters) {}
}

extension PreparedStatement where Row == NoRow {
    public static func decode(_ row: inout RowReader) throws(PostgresError) -> NoRow { NoRow() }
}

extension ManyStatement {
    public static func output(rows: [Row], affected: Int) throws(PostgresError) -> [Row] { rows }
}

extension OneStatement {
    public static func output(rows: [Row], affected: Int) throws(PostgresError) -> Row {
        guard rows.count == 1 else { throw .cardinality(statement: name, found: rows.count) }
        return rows[0]
    }
}

extension MaybeStatement {
    public static func output(rows: [Row], affected: Int) throws(PostgresError) -> Row? {
        guard rows.count <= 1 else { throw .cardinality(statement: name, found: rows.count) }
        return rows.first
    }
}

extension ExecuteStatement {
    public static func output(rows: [NoRow], affected: Int) throws(PostgresError) {}
}

extension CountStatement {
    public static func output(rows: [NoRow], affected: Int) throws(PostgresError) -> Int { affected }
}

// MARK: From statements to a batch and back

extension Batch {
    mutating func append<S: Statement>(_ statement: S) throws(PostgresError) {
        var parameters = Parameters(types: S.parameterTypes)
        statement.encode(into: &parameters)
        try append(
            Item(
                key: StatementKey(name: S.name, sql: S.sql), sql: S.sql, types: S.parameterTypes,
                parameters: parameters, wantsBinary: true))
    }

    mutating func append(_ item: Item) throws(PostgresError) {
        if let problem = item.parameters.problem { throw .usage(problem) }
        guard !item.sql.utf8.contains(0) else { throw .usage("SQL text cannot hold a zero byte") }
        items.append(item)
    }
}

/// Hands out the answers of a batch in order.
struct ResultCursor {
    private let results: [ServerResult]
    private var index: Int

    /// - Parameter skipping: answers at the front that nobody asked to see.
    init(_ results: [ServerResult], skipping: Int = 0) {
        self.results = results
        index = skipping
    }

    mutating func next<S: Statement>(_ type: S.Type) throws(PostgresError) -> S.Output {
        let result = results[index]
        index += 1
        var rows: [S.Row] = []
        let count = result.rowCount
        rows.reserveCapacity(count)
        for row in 0..<count {
            var reader = RowReader(result, row: row, statement: S.name)
            rows.append(try S.decode(&reader))
        }
        return try S.output(rows: rows, affected: result.affectedCount)
    }
}

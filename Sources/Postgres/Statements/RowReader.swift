import CLibpq

/// Reads one row column by column, from the left.
///
/// It is valid only inside the `decode` that it is given to.
public struct RowReader: ~Copyable {
    /// Kept alive by whoever made this reader.
    @usableFromInline let result: OpaquePointer
    @usableFromInline let row: Int32
    @usableFromInline var column: Int32 = 0
    /// The columns' types were found to fit at an earlier row of the same answer.
    @usableFromInline let isChecked: Bool

    @usableFromInline
    init(_ result: OpaquePointer, row: Int, isChecked: Bool) {
        self.result = result
        self.row = Int32(truncatingIfNeeded: row)
        self.isChecked = isChecked
    }

    /// The next column's value. Ask for `T?` where the column may be NULL.
    @inlinable
    public mutating func next<T: PostgresDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        let index = column
        column &+= 1
        do throws(DecodingProblem) {
            if !isChecked {
                guard RowCell.exists(result, index) else { try DecodingProblem.throwNoSuchColumn() }
                guard T.canDecode(RowCell.type(result, index)) else { try DecodingProblem.throwWrongType(wanted: T.self) }
            }
            let cell = RowCell(result, row, index)
            guard let start = cell.start else { return try T.decodeNull() }
            return try T.decode(
                UnsafeRawBufferPointer(start: start, count: Int(cell.length)), type: RowCell.type(result, index))
        } catch {
            try RowCell.fail(error, result, index)
        }
    }
}

/// Where one value stands in an answer.
@usableFromInline
struct RowCell {
    /// Nil: NULL.
    @usableFromInline let start: UnsafeRawPointer?
    @usableFromInline let length: Int32

    @usableFromInline
    init(_ result: OpaquePointer, _ row: Int32, _ column: Int32) {
        length = PQgetlength(result, row, column)
        // Only an empty value can be NULL, which spares the question in most cases.
        let isNull = length == 0 && PQgetisnull(result, row, column) == 1
        start = isNull ? nil : PQgetvalue(result, row, column).map { UnsafeRawPointer($0) }
    }

    @usableFromInline
    static func exists(_ result: OpaquePointer, _ column: Int32) -> Bool { column < PQnfields(result) }

    @usableFromInline
    static func type(_ result: OpaquePointer, _ column: Int32) -> OID { OID(rawValue: PQftype(result, column)) }

    /// The statement's name is filled in by whoever knows it.
    @inline(never) @usableFromInline
    static func fail(
        _ problem: DecodingProblem, _ result: OpaquePointer, _ column: Int32
    ) throws(PostgresError) -> Never {
        let exists = column < PQnfields(result)
        throw .decoding(
            DecodingFailure(
                statement: "", column: exists ? PQfname(result, column).map { String(cString: $0) } ?? "" : "",
                index: Int(column), type: exists ? type(result, column) : .unspecified, problem: problem))
    }
}

/// The whole answer to one statement: its rows, and how many the command touched.
///
/// It is valid only inside the `output` that it is given to.
public struct StatementResult: ~Copyable {
    /// Kept alive by whoever made this value.
    @usableFromInline let result: OpaquePointer
    /// Rows that were answered; 0 for a command that answers none.
    public let rowCount: Int

    init(_ result: ServerResult) {
        self.result = result.pointer
        rowCount = result.rowCount
    }

    /// Rows that the command touched; 0 where the command counts none.
    public var affectedCount: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// A reader of row `index`, counted from 0. The columns' types are checked at row 0, so read that one first.
    @inlinable
    public func row(_ index: Int) -> RowReader {
        RowReader(result, row: index, isChecked: index > 0)
    }
}

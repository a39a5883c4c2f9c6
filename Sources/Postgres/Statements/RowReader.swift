import CLibpq

/// Reads one row column by column, from the left.
public struct RowReader: ~Copyable {
    private let result: ServerResult
    private let statement: String
    private let row: Int32
    private var column: Int32 = 0

    init(_ result: ServerResult, row: Int, statement: String) {
        self.result = result
        self.row = Int32(row)
        self.statement = statement
    }

    /// The next column's value. Ask for `T?` where the column may be NULL.
    public mutating func next<T: PostgresDecodable>(_ type: T.Type) throws(PostgresError) -> T {
        let index = column
        column += 1
        guard index < PQnfields(result.pointer) else { throw failure(.noSuchColumn, index) }
        do throws(DecodingProblem) {
            let type = OID(rawValue: PQftype(result.pointer, index))
            guard T.canDecode(type) else { throw .wrongType(wanted: "\(T.self)") }
            guard PQgetisnull(result.pointer, row, index) == 0 else { return try T.decodeNull() }
            let start = PQgetvalue(result.pointer, row, index)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result.pointer, row, index)))
            return try T.decode(bytes, type: type)
        } catch {
            throw failure(error, index)
        }
    }

    private func failure(_ problem: DecodingProblem, _ index: Int32) -> PostgresError {
        .decoding(
            DecodingFailure(
                statement: statement, column: result.columnName(Int(index)), index: Int(index),
                type: OID(rawValue: PQftype(result.pointer, index)), problem: problem))
    }
}

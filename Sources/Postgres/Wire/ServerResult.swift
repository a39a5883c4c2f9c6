import CLibpq

/// One answer of the server.
// @unchecked: a PGresult never changes once libpq has handed it out, this class is its only owner, and `decoded` is set
// by the loop before anybody else knows of the answer.
final class ServerResult: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The rows, where they were read while they came; set before the answer is handed out.
    var decoded: (any PieceSink)?

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int { decoded?.count ?? Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }

    /// The command's tag: `INSERT 0 3`, `COMMIT`, `ROLLBACK` …
    var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// Rows that the command touched; 0 where the command counts none.
    var affectedCount: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    func columnName(_ column: Int) -> String {
        PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// A field in text form; NULL is nil. Bytes that are no UTF-8 become U+FFFD.
    func text(row: Int, column: Int) -> String? {
        let row = Int32(row)
        let column = Int32(column)
        guard PQgetisnull(pointer, row, column) == 0, let start = PQgetvalue(pointer, row, column) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    var textRows: [[String?]] {
        (0..<rowCount).map { row in (0..<columnCount).map { text(row: row, column: $0) } }
    }

    var columnNames: [String] { (0..<columnCount).map(columnName) }
}

extension ServerError {
    init(result: OpaquePointer, sql: String?) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        // 'V' is the severity that is never translated; codes: src/include/postgres_ext.h of PostgreSQL 15.
        self.init(
            severity: field("V") ?? field("S") ?? "ERROR", sqlState: SQLState(rawValue: field("C") ?? ""),
            message: field("M") ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? "")
        detail = field("D")
        hint = field("H")
        position = field("P").flatMap { Int($0) }
        internalPosition = field("p").flatMap { Int($0) }
        internalQuery = field("q")
        context = field("W")
        schemaName = field("s")
        tableName = field("t")
        columnName = field("c")
        dataTypeName = field("d")
        constraintName = field("n")
        sourceFile = field("F")
        sourceLine = field("L").flatMap { Int($0) }
        routine = field("R")
        self.sql = sql
    }
}

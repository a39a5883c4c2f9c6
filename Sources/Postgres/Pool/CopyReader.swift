/// What a COPY … TO STDOUT sends, one row of the copy at a time: a line of text or csv with its line end, or a row of the
/// binary format.
///
/// What waits to be read is bounded. It is valid inside the closure that it was given to.
public final class CopyReader: AsyncSequence {
    public typealias Element = [UInt8]

    private let flow: FlowReader<[UInt8]>

    init(_ flow: FlowReader<[UInt8]>) { self.flow = flow }

    /// The next row's bytes; nil after the last.
    public nonisolated(nonsending) func nextRow() async throws(PostgresError) -> [UInt8]? {
        try await flow.nextPiece()
    }

    /// The next row of a `COPY … TO STDOUT (FORMAT binary)`, column by column; nil after the last.
    ///
    /// That format does not say of which types the columns are. Each is taken to be the type that its Swift type is sent
    /// as: `Int64` reads `bigint` and no `int`, whose size is another, which is told.
    ///
    /// - Throws: ``PostgresError/decoding(_:)`` for a column that is no such value, and where a row has another number of
    ///   columns.
    public nonisolated(nonsending) func nextRow<each Column: PostgresCodable>(
        of columns: repeat (each Column).Type
    ) async throws(PostgresError) -> (repeat each Column)? {
        while let bytes = try await flow.nextPiece() {
            var fields = CopiedFields(bytes, isFirst: !flow.hasPassedHeader)
            flow.hasPassedHeader = true
            var wanted: Int16 = 0
            for _ in repeat (each Column).self { wanted += 1 }
            guard let count = try fields.beginRow() else {
                flow.countOfOthers += 1
                continue
            }
            guard count == wanted else {
                throw fields.failure(.malformed("a row of \(count) columns where \(wanted) are read"))
            }
                return (repeat try fields.next((each Column).self))
        }
        return nil
    }

    /// All iterators of a reader share its place: each row is handed out once.
    public struct Iterator: AsyncIteratorProtocol {
        let reader: CopyReader

        public mutating func next() async throws -> [UInt8]? { try await reader.nextRow() }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PostgresError) -> [UInt8]? {
            try await reader.nextRow()
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(reader: self) }
}

extension Transaction {
    /// Runs a `COPY … TO STDOUT` and hands its rows to `body` as they come.
    ///
    /// `body` may stop before the last row; the server is then told to stop, and the transaction goes on.
    public nonisolated(nonsending) func copyOut<R: Sendable>(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyReader) async throws -> R
    ) async throws -> R {
        try check()
        let rows = CopiedPieces()
        let (exchange, savepoint, watch) = try await session.copy(sql, into: rows)
        let reader = FlowReader(session, exchange, rows)
        do {
            let value = try await body(CopyReader(reader))
            reader.close()
            if reader.isAtEnd {
                try await session.release(savepoint)
            } else {
                try await session.leave(exchange, savepoint: savepoint)
            }
            watch?.end(rows: reader.count, affected: 0)
            return value
        } catch {
            reader.close()
            if !reader.isAtEnd { try? await session.leave(exchange, savepoint: savepoint) }
            watch?.end(error)
            throw error
        }
    }
}

/// The fields of one row of the binary format: <https://www.postgresql.org/docs/15/sql-copy.html>, "Tuples".
private struct CopiedFields {
    let bytes: [UInt8]
    private var offset = 0
    private var column = 0
    private let isFirst: Bool

    init(_ bytes: [UInt8], isFirst: Bool) {
        self.bytes = bytes
        self.isFirst = isFirst
    }

    /// How many fields follow; nil at the trailer, and where the header stands alone.
    mutating func beginRow() throws(PostgresError) -> Int16? {
        if isFirst {
            guard bytes.starts(with: [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]) else {
                throw failure(.malformed("not the binary format; COPY needs (FORMAT binary)"))
            }
            offset = 15  // the signature and the flags
            let extent = try read { reader throws(DecodingProblem) in Int(try reader.integer(Int32.self)) }
            _ = try read { reader throws(DecodingProblem) in try reader.slice(extent).count }
            guard offset < bytes.count else { return nil }
        }
        let count = try read { reader throws(DecodingProblem) in try reader.integer(Int16.self) }
        return count == -1 ? nil : count
    }

    mutating func next<T: PostgresCodable>(_ type: T.Type) throws(PostgresError) -> T {
        column += 1
        return try read { reader throws(DecodingProblem) in
            let length = try reader.integer(Int32.self)
            if length == -1 { return try T.decodeNull() }
            return try T.decode(try reader.slice(Int(length)), type: T.postgresType)
        }
    }

    private mutating func read<T>(
        _ body: (inout ByteReader) throws(DecodingProblem) -> T
    ) throws(PostgresError) -> T {
        // withUnsafeBytes passes no typed error on.
        let result: Result<T, DecodingProblem> = bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            reader.offset = min(offset, bytes.count)
            do throws(DecodingProblem) {
                let value = try body(&reader)
                offset = reader.offset
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let value): return value
        case .failure(let problem): throw failure(problem)
        }
    }

    func failure(_ problem: DecodingProblem) -> PostgresError {
        .decoding(
            DecodingFailure(
                statement: "COPY", column: "", index: max(column - 1, 0), type: .unspecified, problem: problem))
    }
}

/// What a COPY … TO STDOUT sends, one row of the copy at a time: a line of text or csv with its line end, or a row of the
/// binary format.
///
/// What waits to be read is bounded. It is valid inside the closure that it was given to.
public final class CopyReader: AsyncSequence {
    public typealias Element = [UInt8]

    private let session: TransactionSession
    private let exchange: Exchange
    private var pieces: [Flow.Piece] = []
    private var next = 0
    private(set) var isAtEnd = false
    /// Rows that were read.
    private(set) var count = 0
    var isClosed = false

    init(_ session: TransactionSession, _ exchange: Exchange) {
        self.session = session
        self.exchange = exchange
    }

    /// The next row's bytes; nil after the last.
    public nonisolated(nonsending) func nextRow() async throws(PostgresError) -> [UInt8]? {
        guard !isClosed else { throw .usage("the copy has ended; it cannot be read outside its closure") }
        if next == pieces.count {
            guard !isAtEnd, try await refill() else { return nil }
        }
        defer { next += 1 }
        count += 1
        guard case .data(let bytes) = pieces[next] else { throw .usage("a copy holds data only") }
        return bytes
    }

    private nonisolated(nonsending) func refill() async throws(PostgresError) -> Bool {
        next = 0
        switch await session.wire.takePieces(of: exchange) {
        case .pieces(let pieces):
            self.pieces = pieces
            return true
        case .end(let outcome):
            pieces = []
            isAtEnd = true
            session.openFlow = nil
            try session.settle(outcome)
            return false
        }
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
        let (exchange, savepoint, watch) = try await session.copy(sql, isIn: false)
        let reader = CopyReader(session, exchange)
        do {
            let value = try await body(reader)
            reader.isClosed = true
            if reader.isAtEnd {
                try await session.release(savepoint)
            } else {
                try await session.leave(exchange, savepoint: savepoint)
            }
            watch?.end(rows: reader.count, affected: 0)
            return value
        } catch {
            reader.isClosed = true
            if !reader.isAtEnd { try? await session.leave(exchange, savepoint: savepoint) }
            watch?.end(error)
            throw error
        }
    }
}

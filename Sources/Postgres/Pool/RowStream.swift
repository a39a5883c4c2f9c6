/// Rows that come while the server makes them, in the server's order.
///
/// What waits to be read is bounded: a slow reader makes the server wait. It is valid inside the closure that it was
/// given to.
public final class RowStream<S: StreamStatement>: AsyncSequence {
    public typealias Element = S.Row

    private let session: TransactionSession
    private let exchange: Exchange
    private var pieces: [Flow.Piece] = []
    private var next = 0
    /// Rows that were read.
    private(set) var count = 0
    private(set) var isAtEnd = false
    var isClosed = false

    init(_ session: TransactionSession, _ exchange: Exchange) {
        self.session = session
        self.exchange = exchange
    }

    /// The next row; nil after the last.
    public nonisolated(nonsending) func nextRow() async throws(PostgresError) -> S.Row? {
        guard !isClosed else { throw .usage("the stream has ended; it cannot be read outside its closure") }
        if next == pieces.count {
            guard !isAtEnd, try await refill() else { return nil }
        }
        defer { next += 1 }
        guard case .row(let result) = pieces[next] else { throw .usage("a stream holds rows only") }
        var reader = RowReader(result.pointer, row: 0, isChecked: count > 0)
        count += 1
        do throws(PostgresError) {
            let row = try S.decode(&reader)
            withExtendedLifetime(result) {}
            return row
        } catch {
            guard case .decoding(var failure) = error else { throw error }
            failure.statement = S.name
            throw .decoding(failure)
        }
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

    /// All iterators of a stream share its place: each row is handed out once.
    public struct Iterator: AsyncIteratorProtocol {
        let stream: RowStream

        public mutating func next() async throws -> S.Row? { try await stream.nextRow() }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgresError) -> S.Row? {
            try await stream.nextRow()
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }
}

extension Transaction {
    /// Runs a statement and hands its rows to `body` one by one while the server makes them, however many there are.
    ///
    /// `body` may stop before the last row; the server is then told to stop, and the transaction goes on. While `body`
    /// runs the transaction can do nothing else. A deadline for each call does not hold here, that of the transaction
    /// does.
    public nonisolated(nonsending) func stream<S: StreamStatement, R: Sendable>(
        _ statement: S, _ body: nonisolated(nonsending) (RowStream<S>) async throws -> R
    ) async throws -> R {
        try check()
        let (exchange, savepoint, watch) = try await session.stream(statement)
        let stream = RowStream<S>(session, exchange)
        do {
            let value = try await body(stream)
            stream.isClosed = true
            if !stream.isAtEnd { try await session.leave(exchange, savepoint: savepoint) }
            watch?.end(rows: stream.count, affected: 0)
            return value
        } catch {
            stream.isClosed = true
            if !stream.isAtEnd { try? await session.leave(exchange, savepoint: savepoint) }
            watch?.end(error)
            throw error
        }
    }
}

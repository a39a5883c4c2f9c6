/// Rows that come while the server makes them, in the server's order.
///
/// What waits to be read is bounded: a slow reader makes the server wait. It is valid inside the closure that it was
/// given to.
public final class RowStream<S: StreamStatement>: AsyncSequence {
    public typealias Element = S.Row

    @usableFromInline let flow: FlowReader<S.Row>

    init(_ flow: FlowReader<S.Row>) { self.flow = flow }

    /// The next row; nil after the last.
    @inlinable
    public nonisolated(nonsending) func nextRow() async throws(PostgresError) -> S.Row? { try await flow.nextPiece() }

    /// All iterators of a stream share its place: each row is handed out once.
    public struct Iterator: AsyncIteratorProtocol {
        @usableFromInline let stream: RowStream

        @usableFromInline init(_ stream: RowStream) { self.stream = stream }

        @inlinable public mutating func next() async throws -> S.Row? { try await stream.nextRow() }

        @inlinable
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgresError) -> S.Row? {
            try await stream.nextRow()
        }
    }

    @inlinable public func makeAsyncIterator() -> Iterator { Iterator(self) }
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
        let rows = RowPieces<S>()
        let (exchange, savepoint, watch) = try await session.stream(statement, rows)
        let flow = FlowReader(session, exchange, rows)
        do {
            let value = try await body(RowStream<S>(flow))
            flow.close()
            if !flow.isAtEnd { try await session.leave(exchange, savepoint: savepoint) }
            watch?.end(rows: flow.count, affected: 0)
            return value
        } catch {
            flow.close()
            if !flow.isAtEnd { try? await session.leave(exchange, savepoint: savepoint) }
            watch?.end(error)
            throw error
        }
    }
}

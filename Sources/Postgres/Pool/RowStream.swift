/// Rows that come while the server makes them, in the server's order.
///
/// What waits to be read is bounded: a slow reader makes the server wait. It is valid inside the closure that it was
/// given to.
public final class RowStream<S: StreamStatement>: AsyncSequence {
    public typealias Element = S.Row

    let flow: FlowReader

    init(_ flow: FlowReader) { self.flow = flow }

    /// The next row; nil after the last.
    public nonisolated(nonsending) func nextRow() async throws(PostgresError) -> S.Row? {
        guard let piece = try await flow.nextPiece() else { return nil }
        guard case .row(let result) = piece else { throw .usage("a stream holds rows only") }
        var reader = RowReader(result.pointer, row: 0, isChecked: flow.count > 0)
        flow.count += 1
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
        let flow = FlowReader(session, exchange)
        do {
            let value = try await body(RowStream<S>(flow))
            flow.isClosed = true
            if !flow.isAtEnd { try await session.leave(exchange, savepoint: savepoint) }
            watch?.end(rows: flow.count, affected: 0)
            return value
        } catch {
            flow.isClosed = true
            if !flow.isAtEnd { try? await session.leave(exchange, savepoint: savepoint) }
            watch?.end(error)
            throw error
        }
    }
}

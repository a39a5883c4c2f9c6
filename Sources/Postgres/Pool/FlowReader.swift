/// Takes what a stream or a COPY … TO STDOUT sends, piece by piece, in order.
// Not Sendable: only the task that runs the transaction touches it.
final class FlowReader {
    let session: TransactionSession
    let exchange: Exchange
    private var pieces: [Flow.Piece] = []
    private var next = 0
    private(set) var isAtEnd = false
    var isClosed = false
    /// Rows that were read.
    var count = 0
    /// The header of a binary copy, which comes once.
    var hasPassedHeader = false

    init(_ session: TransactionSession, _ exchange: Exchange) {
        self.session = session
        self.exchange = exchange
    }

    /// Nil after the last.
    nonisolated(nonsending) func nextPiece() async throws(PostgresError) -> Flow.Piece? {
        guard !isClosed else { throw .usage("the stream or copy has ended; it cannot be read outside its closure") }
        if next == pieces.count {
            guard !isAtEnd, try await refill() else { return nil }
        }
        defer { next += 1 }
        return pieces[next]
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
}

/// Takes what a stream or a COPY … TO STDOUT sends, piece by piece, in order.
// Not Sendable: only the task that runs the transaction touches it.
@usableFromInline
final class FlowReader<Piece: Sendable> {
    private let session: TransactionSession
    let exchange: Exchange
    private let pieces: Pieces<Piece>
    /// What has come and is still to be read, from `next` on.
    @usableFromInline var waiting: [Piece] = []
    @usableFromInline var next = 0
    private(set) var isAtEnd = false
    private var isClosed = false
    /// Pieces that are no rows: the header and the trailer of a binary copy, where they come alone.
    var countOfOthers = 0
    private var countBefore = 0
    /// The header of a binary copy, which comes once.
    var hasPassedHeader = false

    init(_ session: TransactionSession, _ exchange: Exchange, _ pieces: Pieces<Piece>) {
        self.session = session
        self.exchange = exchange
        self.pieces = pieces
    }

    /// Rows that were read.
    var count: Int { countBefore + next - countOfOthers }

    /// Nil after the last.
    @inlinable
    nonisolated(nonsending) func nextPiece() async throws(PostgresError) -> Piece? {
        if next == waiting.count, try await !refill() { return nil }
        defer { next += 1 }
        return waiting[next]
    }

    /// Waits for more; false at the end.
    @usableFromInline
    nonisolated(nonsending) func refill() async throws(PostgresError) -> Bool {
        guard !isClosed else { throw .usage("the stream or copy has ended; it cannot be read outside its closure") }
        if let failure = pieces.handedFailure { throw failure }
        guard !isAtEnd else { return false }
        if let end = await session.wire.takePieces(of: exchange) {
            isAtEnd = true
            session.openFlow = nil
            try session.settle(end)
            return false
        }
        countBefore += next
        next = 0
        pieces.exchange(&waiting)
        if waiting.isEmpty, let failure = pieces.handedFailure { throw failure }
        return !waiting.isEmpty
    }

    /// Nothing is read from now on.
    func close() {
        isClosed = true
        countBefore += next
        next = 0
        waiting = []
    }
}

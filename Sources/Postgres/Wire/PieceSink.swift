import CLibpq

/// Takes rows or copied data while they come, on the connection's loop.
///
/// Rows are read at once: libpq's form of a row alone takes two kilobytes, which are used again for the next one.
protocol PieceSink: AnyObject, Sendable {
    /// Pieces that wait to be handed over.
    var waiting: Int { get }
    /// Pieces that have come at all.
    var count: Int { get }
    /// Everything that waits, as an array; for those who take all at the end.
    var everything: any Sendable { get }
    /// Why a row could not be read; those behind it are thrown away.
    var failure: PostgresError? { get }
    /// The result stays its caller's.
    func take(row: Int, of result: OpaquePointer)
    func take(data: UnsafeRawBufferPointer)
    /// From now on what waited is its taker's, until the taker asks for more.
    func handOver()
    func discard()
}

/// The pieces of one stream, copy or long answer, on their way from the loop to whoever takes them.
// @unchecked: the loop alone touches what waits; what was handed over belongs to the taker until it asks for more, which
// is when the loop may hand over again. Each change of hands goes with a continuation.
class Pieces<Piece: Sendable>: PieceSink, @unchecked Sendable {
    fileprivate(set) var arrived: [Piece] = []
    fileprivate(set) var count = 0
    fileprivate(set) var failure: PostgresError?
    private var handed: [Piece] = []
    private(set) var handedFailure: PostgresError?

    final var waiting: Int { failure == nil ? arrived.count : arrived.count + 1 }
    final var everything: any Sendable { arrived }

    func take(row: Int, of result: OpaquePointer) {}
    func take(data: UnsafeRawBufferPointer) {}

    final func handOver() {
        swap(&arrived, &handed)
        handedFailure = failure
    }

    /// What was handed over, for its taker; the room of what it took before comes back.
    final func exchange(_ taken: inout [Piece]) {
        taken.removeAll(keepingCapacity: true)
        swap(&taken, &handed)
    }

    final func discard() { arrived = [] }
}

/// Rows of a statement, each read as it comes.
// @unchecked: as its superclass.
final class RowPieces<S: PreparedStatement>: Pieces<S.Row>, @unchecked Sendable {
    override func take(row: Int, of result: OpaquePointer) {
        guard failure == nil else { return }
        var reader = RowReader(result, row: row, isChecked: count > 0)
        do throws(PostgresError) {
            try S.append(&reader, to: &arrived)
            count += 1
        } catch {
            failure = error.named(S.name)
        }
    }
}

/// Rows of a COPY as bytes.
// @unchecked: as its superclass.
final class CopiedPieces: Pieces<[UInt8]>, @unchecked Sendable {
    override func take(data: UnsafeRawBufferPointer) {
        arrived.append([UInt8](data))
        count += 1
    }
}

extension ManyStatement {
    static func makeSink() -> any PieceSink { RowPieces<Self>() }
}

extension PostgresError {
    /// The same error with the name of the statement whose row could not be read.
    func named(_ statement: String) -> PostgresError {
        guard case .decoding(var failure) = self else { return self }
        failure.statement = statement
        return .decoding(failure)
    }
}

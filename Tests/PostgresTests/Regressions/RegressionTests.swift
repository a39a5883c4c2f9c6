import Postgres
import Testing

/// Faults that bit the users of this and of other drivers, each test named by its symptom. T and a number is the line
/// of the list of faults known from other drivers.
///
/// They use connections by the dozen and some of them measure time, so they run one after another.
@Suite(.serialized) enum RegressionTests {
    @Suite struct CommitTests {}
    @Suite struct CopyOutTests {}
    @Suite struct CopyTextTests {}
    @Suite struct DeadlineTests {}
    @Suite struct FairnessTests {}
    @Suite struct LargeCatalogTests {}
    @Suite struct LongAnswerTests {}
    @Suite struct MustNotCompileTests {}
    @Suite struct ObserverTests {}
    @Suite struct OwnUseTests {}
    @Suite struct ParameterLimitTests {}
    @Suite struct PipelineEndTests {}
    @Suite struct PoolMinimumTests {}
    @Suite struct RetryTests {}
    @Suite struct SavepointTests {}
    @Suite struct SessionStateTests {}
    @Suite struct StalePlanTests {}
    @Suite struct StatementCacheTests {}
    @Suite struct StreamTests {}
    @Suite struct TypedCopyTests {}
    @Suite(.enabled(if: PgBouncer.program != nil, "PgBouncer is not installed (Debian: pgbouncer), and these need it"))
    struct PgBouncerTests {}
}

extension PostgresError {
    var isUsage: Bool { if case .usage = self { true } else { false } }
    var isRolledBack: Bool { if case .rolledBack = self { true } else { false } }
}

/// Numbers as a stream.
struct Pairs: StreamStatement {
    static let name = "regression.pairs"
    static let sql = "SELECT i, repeat('x', $2) FROM generate_series(1, $1) AS i"
    static let parameterTypes: [OID] = [.int4, .int4]
    var count: Int32
    var length: Int32 = 1
    func encode(into parameters: inout Parameters) {
        parameters.append(count)
        parameters.append(length)
    }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> SeriesRow {
        SeriesRow(number: try row.next(Int32.self), text: try row.next(String.self))
    }
}

/// The transaction serves its next statement.
nonisolated(nonsending) func expectNext(
    in transaction: Transaction, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let next = try await transaction.run(Increment(value: 1))
    #expect(next == 2, sourceLocation: sourceLocation)
}

/// Counts what a closure does before it throws.
final class Count {
    private(set) var value = 0
    func add() { value += 1 }
}

/// The server's process comes to wait for this.
nonisolated(nonsending) func expectWait(
    _ event: String, of pid: Int32, seenBy observer: Connection, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    for _ in 0..<2000 {
        let waits = try await observer.rows("SELECT wait_event FROM pg_stat_activity WHERE pid = \(pid)")
        if waits.first?[0] == event { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("it did not come to wait for \(event)", sourceLocation: sourceLocation)
}

import Foundation
import Postgres
import Synchronization
import Testing

/// Tests that break what the layer stands on: the network, the server, the process. They measure time and count what
/// is open, so they run one after another. In the comments, T and a number is the line of the list of faults known from
/// other drivers.
@Suite(.serialized, .timeLimit(.minutes(2))) enum FaultTests {}

/// A pool through a proxy to the shared server, closed at the end.
func withFaults<R>(
    _ pool: PoolOptions = .init(maximumSize: 1, callDeadline: .seconds(15)),
    _ body: (Database, FaultProxy) async throws -> R
) async throws -> R {
    try await withProxy(to: OwnServer.shared.value.address) { proxy in
        let database = Database(proxy.options(), pool: pool)
        let result: Result<R, any Error>
        do { result = .success(try await body(database, proxy)) } catch { result = .failure(error) }
        // What a test left stalled must not keep the pool from closing.
        proxy.stop()
        try await close(database)
        return try result.get()
    }
}

/// Closes a pool, or tells that it does not close.
func close(_ database: Database) async throws { try await returns(within: .seconds(5)) { await database.close() } }

/// A new table on the shared server, and what it holds as seen past every proxy.
struct FaultTable {
    let name = "fault_" + UUID().uuidString.prefix(8).lowercased()

    init() async throws {
        let script = """
            CREATE TABLE \(name) (id int);
            CREATE OR REPLACE FUNCTION note(name text) RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN EXECUTE format('INSERT INTO %I VALUES (1)', name); RETURN 1; END $$;
            """
        try await observe { try await $0.execute(.unsafeRaw(script)) }
    }

    var insertion: SQL { "INSERT INTO \(identifier: name) VALUES (1)" }

    func expectRows(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let rows = try await observe { [name] in try await $0.rows("SELECT count(*) FROM \(identifier: name)") }
        #expect(rows == [["\(count)"]], sourceLocation: sourceLocation)
    }
}

/// Uses a connection of its own to the shared server.
@discardableResult
func observe<R: Sendable>(_ body: (Connection) async throws -> R) async throws -> R {
    let connection = try await Connection.open(OwnServer.shared.value.options)
    let result: Result<R, any Error>
    do { result = .success(try await body(connection)) } catch { result = .failure(error) }
    await connection.close()
    return try result.get()
}

/// Puts a row into a table whose name is a parameter; the server keeps one plan for all.
struct Note: OneStatement {
    static let name = "fault.note"
    static let sql = "SELECT note($1)"
    static let parameterTypes: [OID] = [.text]
    var table: String
    func encode(into parameters: inout Parameters) { parameters.append(table) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
}

/// Answers its parameter.
struct EchoText: OneStatement {
    static let name = "fault.echo"
    static let sql = "SELECT $1"
    static let parameterTypes: [OID] = [.text]
    var text: String
    func encode(into parameters: inout Parameters) { parameters.append(text) }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
}

/// Rows of one length, and what came of them.
struct Blocks: ManyStatement {
    static let name = "fault.blocks"
    static let sql = "SELECT repeat('x', $2) FROM generate_series(1, $1)"
    static let parameterTypes: [OID] = [.int4, .int4]
    var count: Int32
    var length: Int32
    func encode(into parameters: inout Parameters) {
        parameters.append(count)
        parameters.append(length)
    }
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { try row.next(String.self).utf8.count }
}

// MARK: Time

/// What a call came to, and how long it took.
struct Timed<R: Sendable>: Sendable {
    var result: Result<R, any Error>
    var duration: Duration

    var error: PostgresError? {
        if case .failure(let error) = result { error as? PostgresError } else { nil }
    }
}

struct DidNotReturn: Error, CustomStringConvertible {
    var limit: Duration
    var description: String { "the call had not returned after \(limit)" }
}

/// The scheduler's share of a measured time, on a machine that does other work beside the tests.
let slack = Duration.milliseconds(100)

/// Runs `body`, and gives it up where it has not returned in time, so that a call that hangs is one failed test.
func timed<R: Sendable>(
    within limit: Duration = .seconds(20), _ body: @escaping @Sendable () async throws -> R
) async throws -> Timed<R> {
    let (answers, answer) = AsyncStream<Timed<R>?>.makeStream()
    let start = ContinuousClock.now
    let call = Task {
        let result: Result<R, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        answer.yield(Timed(result: result, duration: ContinuousClock.now - start))
    }
    let limiter = Task {
        try await Task.sleep(for: limit)
        answer.yield(nil)
    }
    defer { limiter.cancel() }
    for await first in answers {
        guard let first else { break }
        return first
    }
    call.cancel()
    throw DidNotReturn(limit: limit)
}

/// Runs `body` while others use the shared server; nobody may wait long for that.
func whileOthersWork<R: Sendable>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: @escaping @Sendable () async throws -> R
) async throws -> R {
    let others = Database(try await OwnServer.shared.value.options, pool: PoolOptions(maximumSize: 4))
    let isDone = Mutex(false)
    let work = Task {
        defer { isDone.withLock { $0 = true } }
        return try await body()
    }
    var longest = Duration.zero
    while !isDone.withLock({ $0 }) {
        // One on each of the threads that there may be.
        let calls = (0..<4).map { _ in Task { try await timed { try await others.run(Increment(value: 1)) } } }
        for call in calls { longest = max(longest, try await call.value.duration) }
    }
    try await close(others)
    #expect(longest < .milliseconds(200), sourceLocation: sourceLocation)
    return try await work.value
}

/// As `timed`, where only the answer matters.
@discardableResult
func returns<R: Sendable>(
    within limit: Duration, _ body: @escaping @Sendable () async throws -> R
) async throws -> R {
    try await timed(within: limit, body).result.get()
}

/// Lets tasks wait until it is opened, and tells how many do.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let resumed: [CheckedContinuation<Void, Never>] = state.withLock { state in
                if state.isOpen { return [continuation] }
                state.waiting.append(continuation)
                guard let arrivals = state.arrivals, state.waiting.count >= arrivals.count else { return [] }
                state.arrivals = nil
                return [arrivals.continuation]
            }
            for continuation in resumed { continuation.resume() }
        }
    }

    /// Returns once so many wait.
    func arrivals(of count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.waiting.count >= count { return true }
                state.arrivals = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

// MARK: Errors

extension PostgresError {
    var isCommitOutcomeUnknown: Bool { if case .commitOutcomeUnknown = self { true } else { false } }
    var isCancelled: Bool { if case .cancelled = self { true } else { false } }
    var isTimedOut: Bool { if case .timedOut = self { true } else { false } }
    var isConnection: Bool { if case .connection = self { true } else { false } }
}

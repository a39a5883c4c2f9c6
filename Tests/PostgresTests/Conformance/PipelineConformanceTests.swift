import Postgres
import Synchronization
import Testing

/// What src/test/modules/libpq_pipeline of PostgreSQL 15 asks of a client, one test for each of its names, through the
/// public interface and with the messages that the server must have seen.
///
/// The steps that only libpq itself can take wrongly, such as leaving a pipeline before its Sync, cannot be written in
/// terms of this layer; what is left of them is that the connection goes on.
@Suite(.serialized) struct PipelineConformanceTests {
    /// One unnamed statement of a pipeline.
    private static func unnamed(_ sql: String) -> [String] { ["Parse \(sql)", "Bind", "Describe", "Execute"] }

    /// A statement's first use on its connection.
    private static func first(_ name: String, _ sql: String) -> [String] {
        ["Parse as \(name) \(sql)", "Bind \(name)", "Describe", "Execute"]
    }

    private static func again(_ name: String) -> [String] { ["Bind \(name)", "Describe", "Execute"] }

    /// The name under which the first Parse of the messages keeps its statement.
    private static func name(in messages: [String]) throws -> String {
        let parse = try #require(messages.first { $0.hasPrefix("Parse as ") })
        return String(parse.split(separator: " ")[2])
    }

    /// A pipeline and commands of the simple protocol exclude each other: a script that comes while a pipeline is under
    /// way waits for its end, and both work.
    @Test func disallowedInPipeline() async throws {
        try await withTrace { connection, trace in
            async let answers = connection.run(Sleep(seconds: 0.05), Increment(value: 1))
            // The pipeline has begun.
            var sent: [String] = []
            while sent.isEmpty {
                await Task.yield()
                sent = trace.take()
            }
            try await connection.execute(.unsafeRaw("SELECT 1; SELECT 2"))
            let (_, next) = try await answers
            #expect(next == 2)
            sent += trace.take()
            #expect(sent.suffix(2) == ["Sync", "Query SELECT 1; SELECT 2"])
            #expect(sent.filter { $0 == "Sync" }.count == 1)
        }
    }

    /// Pipelines one after another keep apart, each with its own Sync.
    @Test func multiPipelines() async throws {
        try await withTrace { connection, trace in
            let first = try await connection.run(Increment(value: 1), Increment(value: 2))
            #expect(first == (2, 3))
            let messages = trace.take()
            let name = try Self.name(in: messages)
            #expect(
                messages == Self.first(name, Increment.sql) + Self.again(name) + ["Sync"])
            let error = await postgresError { _ = try await connection.run(Increment(value: 3), Fail()) }
            #expect(error?.serverError?.sqlState == "22012")
            #expect(trace.take().filter { $0 == "Sync" }.count == 1)
            let third = try await connection.run(Increment(value: 4), Increment(value: 5))
            #expect(third == (5, 6))
            #expect(trace.take() == Self.again(name) + Self.again(name) + ["Sync"])
        }
    }

    /// Many statements under one Sync answer one by one and whole, however much that is, and none of them needs a Sync
    /// or Flush of its own for that.
    @Test func noSync() async throws {
        try await withTrace { connection, trace in
            let blocks = Blocks(count: 4, length: 100_000)
            let lengths = try await connection.run(
                blocks, blocks, blocks, blocks, blocks, blocks, blocks, blocks, blocks, blocks)
            let all = [
                lengths.0, lengths.1, lengths.2, lengths.3, lengths.4, lengths.5, lengths.6, lengths.7, lengths.8,
                lengths.9,
            ]
            #expect(all == Array(repeating: Array(repeating: 100_000, count: 4), count: 10))
            let messages = trace.take()
            let name = try Self.name(in: messages)
            let rest = Array(repeating: Self.again(name), count: 9).flatMap(\.self)
            #expect(messages == Self.first(name, Blocks.sql) + rest + ["Sync"])
        }
    }

    /// An error skips what follows up to the Sync, which undoes what came before; the next pipeline is not concerned.
    @Test func pipelineAbort() async throws {
        try await withTrace { connection, trace in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE demo (itemno int)"))
            _ = trace.take()
            let error = await postgresError {
                _ = try await connection.run(InsertItem(number: 1), NoSuchFunction(), InsertItem(number: 2))
            }
            #expect(error?.serverError?.sqlState == "42883")
            let messages = trace.take()
            // All three went out at once: the second's failure was not waited for.
            #expect(messages.filter { $0.hasPrefix("Bind") }.count == 3)
            #expect(messages.last == "Sync")
            #expect(try await connection.run(InsertItem(number: 3)) == 1)
            #expect(try await connection.rows("SELECT itemno FROM demo") == [["3"]])

            // Two commands in one statement of the extended protocol are no statement.
            let two = await postgresError { _ = try await connection.rows("SELECT 1; SELECT 2") }
            #expect(two?.serverError?.sqlState == .syntaxError)

            // Rows that came before an error are delivered.
            let rows = Mutex<[String]>([])
            let late = await postgresError {
                try await connection.transaction { transaction in
                    try await transaction.stream(Reciprocals()) { stream in
                        for try await row in stream { rows.withLock { $0.append(row) } }
                    }
                }
            }
            #expect(late?.serverError?.sqlState == "22012")
            let wanted = try await connection.rows("SELECT (1.0 / g)::text FROM generate_series(3, 1, -1) g")
            #expect(rows.withLock { $0 } == wanted.map { $0[0] })
        }
    }

    /// Leaving a pipeline brings no message out of turn, and a warning amid the answers is a notice and not an answer.
    @Test func pipelineIdle() async throws {
        struct Unlock: OneStatement {
            static let name = "conformance.unlock"
            static let sql = "SELECT pg_catalog.pg_advisory_unlock(1, 1)"
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.next(Bool.self) }
        }
        try await withTrace { connection, _ in
            let notices = Mutex<[String]>([])
            connection.onNotice { notice in notices.withLock { $0.append(notice.message) } }
            for number in 0..<20 {
                #expect(try await connection.run(Increment(value: Int64(number))) == Int64(number) + 1)
                _ = await postgresError { _ = try await connection.run(Increment(value: 1), Fail()) }
                try await connection.execute(.unsafeRaw("SELECT 1"))
            }
            #expect(notices.withLock { $0 }.isEmpty)
            let (before, wasHeld, after) = try await connection.run(
                Increment(value: 1), Unlock(), Increment(value: 2))
            #expect(before == 2 && !wasHeld && after == 3)
            #expect(notices.withLock { $0 } == ["you don't own a lock of type ExclusiveLock"])
            try await connection.execute(.unsafeRaw("SELECT 1"))
            #expect(notices.withLock { $0 }.count == 1)
        }
    }

    /// A statement is parsed once; its parameters and columns are what the server says.
    @Test func prepared() async throws {
        try await withTrace { connection, trace in
            let description = try await connection.describe("SELECT $1::int4, '42', $1::numeric, interval '1 sec'")
            #expect(description.parameterTypes == [.int4])
            #expect(description.columns.map(\.typeOID) == [.int4, .text, .numeric, .interval])
            _ = trace.take()
            for number in 0..<5 { _ = try await connection.run(Increment(value: Int64(number))) }
            let messages = trace.take()
            let name = try Self.name(in: messages)
            #expect(
                messages == Self.first(name, Increment.sql) + ["Sync"]
                    + Array(repeating: Self.again(name) + ["Sync"], count: 4).flatMap(\.self))
            let kept = try await connection.rows("SELECT name, statement, parameter_types FROM pg_prepared_statements")
            #expect(kept == [[name, Increment.sql, "{bigint}"]])
        }
    }

    /// One statement, one round trip.
    @Test func simplePipeline() async throws {
        try await withTrace { connection, trace in
            let rows = try await connection.rows("SELECT \(1)::int4")
            #expect(rows == [["1"]])
            #expect(trace.take() == Self.unnamed("SELECT $1::int4") + ["Sync"])
        }
    }

    /// Rows one by one and rows as a whole, one after the other in one transaction.
    @Test func singleRow() async throws {
        struct Numbers: StreamStatement {
            static let name = "conformance.numbers"
            static let sql = "SELECT generate_series(42, $1)"
            static let parameterTypes: [OID] = [.int4]
            var last: Int32
            func encode(into parameters: inout Parameters) { parameters.append(last) }
            static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.next(Int32.self) }
        }
        try await withTrace { connection, trace in
            try await connection.transaction { transaction in
                for last: Int32 in [44, 45, 41] {
                    let numbers = try await transaction.stream(Numbers(last: last)) { stream in
                        var numbers: [Int32] = []
                        for try await number in stream { numbers.append(number) }
                        return numbers
                    }
                    #expect(numbers == Array(42..<max(42, last + 1)))
                }
                #expect(try await transaction.run(Series(count: 3)).map(\.number) == [1, 2, 3])
            }
            let messages = trace.take()
            #expect(messages.first == "Parse BEGIN")
            #expect(messages.last == "Query COMMIT")
            // Each stream is one round trip, and so is the statement.
            #expect(messages.filter { $0 == "Sync" }.count == 4)
        }
    }

    /// A pipeline fails as a whole, whatever transaction commands are in it; in an aborted transaction a Sync does not
    /// help; after the rollback everything does.
    @Test func transaction() async throws {
        try await withTrace { connection, trace in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE demo (itemno int)"))
            _ = trace.take()
            let error = await postgresError {
                try await connection.transaction { transaction in
                    let first = await postgresError {
                        _ = try await transaction.run(Fail(), Rollback(), InsertItem(number: 1))
                    }
                    #expect(first?.serverError?.sqlState == "22012")
                    _ = try await transaction.run(InsertItem(number: 2))
                }
            }
            #expect(error?.serverError?.sqlState == .inFailedTransaction)
            #expect(trace.take().last == "Query ROLLBACK")
            #expect(try await connection.run(InsertItem(number: 3)) == 1)
            #expect(try await connection.rows("SELECT itemno FROM demo") == [["3"]])
        }
    }

    /// A long batch with a broken constraint in its midst: all of it is sent while answers come, the one error is told,
    /// and nothing is kept.
    @Test func uniqueViolation() async throws {
        try await withTrace { connection, trace in
            try await connection.execute(.unsafeRaw("CREATE TEMP TABLE demo (itemno int CONSTRAINT once PRIMARY KEY)"))
            _ = trace.take()
            var numbers = Array(Int32(0)..<20_000)
            numbers.insert(7, at: 12_000)
            let items = numbers.map(InsertItem.init)
            let error = await postgresError {
                try await connection.transaction { _ = try await $0.run(batch: items) }
            }
            #expect(error?.violates("once") == true)
            #expect(error?.serverError?.sqlState == .uniqueViolation)
            let messages = trace.take()
            #expect(messages.filter { $0.hasPrefix("Bind s") }.count == items.count)
            #expect(messages.filter { $0.hasPrefix("Parse as") }.count == 1)
            #expect(messages.filter { $0 == "Sync" }.count == 1)
            #expect(messages.last == "Query ROLLBACK")
            #expect(try await connection.rows("SELECT count(*) FROM demo") == [["0"]])
            let counts = try await connection.transaction { try await $0.run(batch: items.prefix(12_000)) }
            #expect(counts == Array(repeating: 1, count: 12_000))
        }
    }
}

private struct InsertItem: BatchStatement {
    static let name = "conformance.insert_item"
    static let sql = "INSERT INTO demo (itemno) VALUES ($1)"
    static let parameterTypes: [OID] = [.int4]
    var number: Int32
    func encode(into parameters: inout Parameters) { parameters.append(number) }
}

private struct NoSuchFunction: ExecuteStatement {
    static let name = "conformance.no_such_function"
    static let sql = "SELECT no_such_function(1)"
}

private struct Rollback: ExecuteStatement {
    static let name = "conformance.rollback"
    static let sql = "ROLLBACK"
}

private struct Reciprocals: StreamStatement {
    static let name = "conformance.reciprocals"
    static let sql = "SELECT (1.0 / g)::text FROM generate_series(3, -1, -1) g"
    static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
}

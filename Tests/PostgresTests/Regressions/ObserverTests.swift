import Foundation
import InMemoryTracing
import Logging
import Metrics
import MetricsTestKit
import Postgres
import Synchronization
import Testing
import Tracing

/// What observers hear, and what they must not.
extension RegressionTests.ObserverTests {
    private static let secret = "secret-440524188001010014"

    private static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }

    /// Keeps all that it is told.
    private final class Witness: Observer {
        struct Call: Sendable {
            var statement: ObservedStatement
            /// As text, so that two can be compared.
            var ending: String?
        }

        private let state = Mutex<(calls: [Call], events: [PoolEvent], notices: [ServerError])>(([], [], []))
        var calls: [Call] { state.withLock { $0.calls } }
        var events: [PoolEvent] { state.withLock { $0.events } }
        var notices: [ServerError] { state.withLock { $0.notices } }

        func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? {
            let index = state.withLock { state in
                state.calls.append(Call(statement: statement))
                return state.calls.count - 1
            }
            return Observation(witness: self, index: index)
        }

        func poolEvent(_ event: PoolEvent) { state.withLock { $0.events.append(event) } }
        func notice(_ notice: ServerError) { state.withLock { $0.notices.append(notice) } }

        private struct Observation: StatementObservation {
            let witness: Witness
            let index: Int

            func end(_ ending: StatementEnding) {
                let text =
                    switch ending.result {
                    case .success(let rows, let affected): "\(rows) rows, \(affected) touched"
                    case .failure(let error as PostgresError): error.serverError?.sqlState.rawValue ?? "\(error)"
                    case .failure(let error): "\(type(of: error))"
                    }
                witness.state.withLock { state in
                    #expect(state.calls[index].ending == nil, "a call ends once")
                    state.calls[index].ending = text
                }
            }
        }
    }

    private static func withWitness(
        includesParameters: Bool = false, _ body: (Database) async throws -> Void
    ) async throws -> Witness {
        let witness = Witness()
        let database = Database(
            try await testServer(), pool: PoolOptions(maximumSize: 1), logger: silent,
            observing: Observing([witness], includesParameters: includesParameters))
        let result: Result<Void, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.close()
        try result.get()
        return witness
    }

    /// Calls of every kind, all with the secret among their parameters.
    private static func makeCalls(_ database: Database) async throws {
        _ = try await database.run(EchoText(text: secret))
        _ = try await database.run(EchoText(text: secret), Series(count: 3))
        _ = try await database.run(in: SetScope(value: secret), ReadScope())
        _ = try await database.run(batch: [EchoText(text: secret), EchoText(text: secret)])
        _ = try? await database.run(in: SetScope(value: secret), Fail())
        try await database.withConnection { lease in
            _ = try await lease.run(EchoText(text: secret))
            try await lease.execute("SELECT \(secret)")
        }
        try await database.transaction { transaction in
            _ = try await transaction.run(EchoText(text: secret))
            _ = try await transaction.rows("SELECT \(secret), \(Int?.none)")
            _ = try await transaction.run(batch: [EchoText(text: secret)])
            try await transaction.stream(EchoRows(text: secret)) { for try await _ in $0 {} }
            try await transaction.copyOut("COPY (SELECT generate_series(1, 5)) TO STDOUT") { for try await _ in $0 {} }
            try await transaction.execute("CREATE TEMP TABLE copied (v text)")
            _ = try await transaction.copyIn("COPY copied FROM STDIN") { try await $0.write(row: [secret]) }
            try await transaction.execute("COMMENT ON TABLE copied IS \(literal: secret)")
            try? await transaction.savepoint { _ = try await $0.rows("SELECT \(literal: secret) FROM nowhere") }
            try? await transaction.savepoint { try await $0.stream(EchoRows(text: secret)) { _ in throw Stop() } }
            try? await transaction.savepoint { _ = try await $0.copyIn("COPY nowhere FROM STDIN") { _ in } }
        }
    }

    private struct Stop: Error {}

    private struct EchoRows: StreamStatement {
        static let name = "regression.echo_rows"
        static let sql = "SELECT $1::text || i FROM generate_series(1, 7) i"
        var text: String
        func encode(into parameters: inout Parameters) { parameters.append(text) }
        static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.next(String.self) }
    }

    @Test func everyCallIsToldWithItsEnd() async throws {
        let witness = try await Self.withWitness { try await Self.makeCalls($0) }
        let heard = witness.calls.map { call in
            "\(call.statement.name) \(call.statement.count): \(call.ending ?? "no end")"
        }
        #expect(
            heard == [
                "fault.echo 1: 1 rows, 1 touched", "fault.echo 2: 4 rows, 4 touched",
                "test.set_scope 2: 2 rows, 2 touched", "fault.echo 2: 2 rows, 2 touched", "test.set_scope 2: 22012",
                "fault.echo 1: 1 rows, 1 touched", " 1: 1 rows, 1 touched", "fault.echo 1: 1 rows, 1 touched",
                " 1: 1 rows, 1 touched", "fault.echo 1: 1 rows, 1 touched", "regression.echo_rows 1: 7 rows, 0 touched",
                " 1: 5 rows, 0 touched", " 1: 0 rows, 0 touched", " 1: 0 rows, 1 touched", " 1: 0 rows, 0 touched",
                " 1: 42P01", "regression.echo_rows 1: Stop", " 1: 42P01",
            ])
        #expect(witness.calls.map(\.statement.sql).contains("SELECT $1, $2"))
        #expect(witness.calls.map(\.statement.sql).contains("COMMENT ON TABLE copied IS '…'"))
    }

    @Test func noValueIsToldUnlessItIsAskedFor() async throws {
        let quiet = try await Self.withWitness { try await Self.makeCalls($0) }
        #expect(!"\(quiet.calls) \(quiet.events) \(quiet.notices)".contains(Self.secret))
        #expect(quiet.calls.allSatisfy { $0.statement.parameters == nil })

        let open = try await Self.withWitness(includesParameters: true) { try await Self.makeCalls($0) }
        let parameters = open.calls.map(\.statement.parameters)
        #expect(
            parameters.prefix(4) == [
                [Self.secret], [Self.secret, "3"], [Self.secret], [Self.secret, Self.secret],
            ])
        #expect(parameters.contains([Self.secret, nil]), "those of ad-hoc SQL")
        #expect(!"\(open.calls.map(\.statement.sql)) \(open.notices)".contains(Self.secret))
    }

    @Test func thePoolsDoingsAreTold() async throws {
        let witness = try await Self.withWitness { database in
            try await expectAnswer(from: database)
            database.drain()
            try await expectAnswer(from: database)
            let pid = try await database.run(BackendPID())
            try await kill(pid)
            try await expectAnswer(from: database)
            try await database.withConnection { lease in
                try await lease.execute(.unsafeRaw("DO $$ BEGIN RAISE WARNING 'careful'; END $$"))
                let other = Task.detached {
                    try await database.transaction(TransactionOptions(deadline: .milliseconds(50))) { _ in }
                }
                _ = await other.result
            }
        }
        let events = witness.events.filter { if case .counts = $0 { false } else { true } }
        #expect(events.filter { $0 == .opened }.count == 3)
        #expect(events.contains(.closed(.drained)) && events.contains(.closed(.shutdown)))
        // The killed one may be lent once more before its end is noticed.
        let acquired = events.filter { if case .acquired = $0 { true } else { false } }.count
        #expect(acquired == 5 || acquired == 6)
        #expect(events.filter { if case .acquireTimedOut = $0 { true } else { false } }.count == 1)
        // After each of them it is said what there is; at the end nothing.
        #expect(witness.events.count == events.count * 2)
        guard case .counts(let counts)? = witness.events.last else {
            Issue.record("\(witness.events)")
            return
        }
        #expect(counts.idle + counts.inUse + counts.opening + counts.waiting == 0)
        #expect(witness.notices.map(\.message).contains("careful"))
    }

    @Test func logsSayWhatIsSlowOrWrongAndNoValue() async throws {
        let log = Log()
        let logger = Logger(label: "test") { _ in Log.Handler(log: log) }
        let database = Database(
            try await testServer(), pool: PoolOptions(maximumSize: 1), logger: Self.silent,
            observing: Observing([LoggingObserver(logger, slow: .milliseconds(30))]))
        try await Self.makeCalls(database)
        try await database.run(Sleep(seconds: 0.05))
        _ = try? await database.run(Fail())
        await database.close()
        let lines = log.lines
        #expect(!lines.joined().contains(Self.secret))
        #expect(lines.contains { $0.hasPrefix("warning slow statement") && $0.contains("statement=test.sleep") })
        #expect(lines.contains { $0.hasPrefix("debug statement failed") && $0.contains("code=22012") })
        #expect(lines.contains { $0.hasPrefix("trace statement ") && $0.contains("statement=fault.echo") })
        #expect(lines.filter { $0.hasPrefix("debug connection") }.count == 2)
    }

    private final class Log: Sendable {
        private let state = Mutex<[String]>([])
        var lines: [String] { state.withLock { $0 } }

        struct Handler: LogHandler {
            let log: Log
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.trace

            init(log: Log) { self.log = log }

            subscript(metadataKey key: String) -> Logger.MetadataValue? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }

            func log(event: LogEvent) {
                let pairs = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                log.state.withLock { $0.append("\(event.level) \(event.message) \(pairs.joined(separator: " "))") }
            }
        }
    }

    /// With the back ends that the packages of metrics and traces have for tests. A process has one of each, hence one
    /// of its own.
    @Test func metricsAndSpans() async throws {
        let folder = try await OwnServer.shared.value.folder.path
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            let metrics = TestMetrics()
            MetricsSystem.bootstrap(metrics)
            let tracer = InMemoryTracer()
            InstrumentationSystem.bootstrap(tracer)
            let database = Database(
                ConnectionOptions("host=\(folder) user=postgres dbname=postgres"), pool: PoolOptions(maximumSize: 1),
                observing: Observing([MetricsObserver(pool: "main"), TracingObserver()]))
            try await withSpan("request") { _ in
                _ = try await database.run(EchoText(text: "value"))
                _ = try await database.run(EchoText(text: "value"), Series(count: 3))
                _ = try? await database.run(Fail())
                try await database.transaction { transaction in
                    _ = try await transaction.run(Series(count: 5))
                    try? await transaction.savepoint { try await $0.run(Fail()) }
                    _ = try await transaction.rows("SELECT 1")
                }
            }
            await database.close()

            let main = ("pool", "main")
            let echo = try metrics.expectTimer("postgres.statement.duration", [main, ("statement", "fault.echo")])
            try #require(echo.values.count == 2 && echo.values.allSatisfy { $0 > 0 })
            let errors = try metrics.expectCounter("postgres.statement.errors", [main, ("code", "22012")])
            try #require(errors.totalValue == 2)
            try #require(metrics.counters(label: "postgres.statement.errors").count == 1)
            try #require(try metrics.expectCounter("postgres.pool.opened", [main]).totalValue == 1)
            try #require(try metrics.expectTimer("postgres.pool.wait", [main]).values.count == 4)
            let closed = try metrics.expectCounter("postgres.pool.closed", [main, ("reason", "shutdown")])
            try #require(closed.totalValue == 1)
            try #require(try metrics.expectGauge("postgres.pool.in_use", [main]).lastValue == 0)

            let spans = tracer.finishedSpans
            try #require(tracer.activeSpans.isEmpty)
            try #require(
                spans.map(\.operationName) == [
                    "fault.echo", "fault.echo", "test.fail", "test.series", "test.fail", "postgresql", "request",
                ])
            let request = try #require(spans.last)
            for span in spans.dropLast() {
                try #require(span.spanContext.parentSpanID == request.spanContext.spanID)
                try #require(span.kind == .client)
                try #require(span.attributes["db.system.name"]?.toSpanAttribute() == "postgresql")
            }
            try #require(spans[1].attributes["db.operation.batch.size"]?.toSpanAttribute() == 2)
            try #require(spans[3].attributes["db.response.returned_rows"]?.toSpanAttribute() == 5)
            try #require(spans[0].attributes["db.query.text"]?.toSpanAttribute() == "SELECT $1")
            for failed in [spans[2], spans[4]] {
                try #require(failed.status?.code == .error)
                try #require(failed.attributes["db.response.status_code"]?.toSpanAttribute() == "22012")
            }
        }
    }
}

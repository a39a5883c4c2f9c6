import Postgres
import Synchronization
import Testing

/// T19: libpq must leave a pipeline that was aborted, or that is idle, before the connection can do anything else.
extension RegressionTests.PipelineEndTests {
    /// What ends a call in every way there is.
    private enum Call: CaseIterable {
        case pipeline, failedPipeline, failed, unknown, empty, late, stream, leftStream, copyIn, copyOut, failedScript

        nonisolated(nonsending) func make(in transaction: Transaction) async throws {
            switch self {
            case .pipeline: _ = try await transaction.run(Increment(value: 1), Increment(value: 2))
            case .failedPipeline: _ = try await transaction.run(Increment(value: 1), Fail(), Increment(value: 2))
            case .failed: try await transaction.run(Fail())
            case .unknown: _ = try await transaction.rows("SELECT nothing FROM nowhere")
            case .empty: _ = try await transaction.run(batch: [Increment]())
            case .late: try await transaction.run(Sleep(seconds: 30), within: .milliseconds(20))
            case .stream: try await transaction.stream(Pairs(count: 3)) { for try await _ in $0 {} }
            case .leftStream: try await transaction.stream(Pairs(count: 100_000)) { _ = try await $0.nextRow() }
            case .copyIn: _ = try await transaction.copyIn("COPY nowhere FROM STDIN") { _ in }
            case .copyOut: _ = try await transaction.copyOut("COPY (SELECT 1) TO STDOUT") { _ in }
            case .failedScript: try await transaction.execute(.unsafeRaw("SELECT 1; SELECT 1/0"))
            }
        }

        var fails: Bool {
            switch self {
            case .failedPipeline, .failed, .unknown, .late, .copyIn, .failedScript: true
            case .pipeline, .empty, .stream, .leftStream, .copyOut: false
            }
        }
    }

    @Test func everyKindOfCallFollowsEveryOther() async throws {
        try await withConnection { connection in
            let notices = Mutex<[String]>([])
            connection.onNotice { notice in notices.withLock { $0.append("\(notice)") } }
            for first in Call.allCases {
                for second in Call.allCases {
                    try await connection.transaction { transaction in
                        for call in [first, second] {
                            let error = await postgresError {
                                try await transaction.savepoint { try await call.make(in: $0) }
                            }
                            #expect(
                                (error != nil) == call.fails, "\(call) after \(first): \(String(describing: error))")
                            let next = try await transaction.run(Increment(value: 1), Increment(value: 2))
                            #expect(next == (2, 3))
                        }
                    }
                    // As the first thing in a transaction.
                    for call in [first, second] {
                        let error = await postgresError {
                            try await connection.transaction { try await call.make(in: $0) }
                        }
                        #expect((error != nil) == call.fails, "\(call) after \(first): \(String(describing: error))")
                    }
                    #expect(try await connection.rows("SELECT 1") == [["1"]])
                }
            }
            // Nothing came out of turn, which libpq would tell as a notice.
            #expect(notices.withLock { $0 }.isEmpty)
        }
    }
}

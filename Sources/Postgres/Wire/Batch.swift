/// Statements that go to the server in one pipeline under one Sync.
struct Batch: Sendable {
    struct Item: Sendable {
        /// Nil: an unnamed statement, parsed anew each time.
        var key: StatementKey?
        var sql: String
        var types: [OID]
        var parameters: Parameters
        var wantsBinary: Bool
    }

    /// `BEGIN …`, sent before the first statement of an explicit transaction.
    var opening: String?
    var items: [Item] = []
}

/// How long and how patiently a call waits.
struct CallLimits: Sendable {
    var deadline = Moment.never
    /// COMMIT and ROLLBACK are not stopped by the cancellation of their task.
    var isCancellable = true

    /// From the moment a cancel request is made to the moment the socket is closed, when the server does not react.
    /// No call outlives its deadline by more than half a second.
    static let graceAfterDeadline = Duration.milliseconds(400)
    static let graceAfterCancellation = Duration.seconds(2)
}

/// How a call on a connection ends when it does not end well.
enum WireFailure: Error {
    /// Not one byte went out: another connection may be tried.
    case unsent(String)
    /// Not one byte went out, and another connection would not help.
    case refused(PostgresError)
    /// The connection broke after the statements were sent and before their answer was complete.
    case lost(String)
    case failed(PostgresError)
}

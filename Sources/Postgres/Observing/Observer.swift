/// What a program hears of the statements that run and of the pool's doings: for logs, metrics and traces.
///
/// The functions are called on the caller's thread or on a loop's; they must not block.
public protocol Observer: Sendable {
    /// A call is about to be made. What is returned is told of its end.
    func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)?
    /// The pool opened, closed, lent or refused a connection.
    func poolEvent(_ event: PoolEvent)
    /// A notice or warning of the server.
    func notice(_ notice: ServerError)
}

extension Observer {
    public func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? { nil }
    public func poolEvent(_ event: PoolEvent) {}
    public func notice(_ notice: ServerError) {}
}

/// One call that is being watched.
public protocol StatementObservation: Sendable {
    /// Called once.
    func end(_ ending: StatementEnding)
}

/// A call: one statement, or several in one round trip.
public struct ObservedStatement: Sendable {
    /// The statement's name, that of the first of several; empty for ad-hoc SQL.
    public var name: String
    /// The first statement's text with placeholders; never with values.
    public var sql: String
    /// How many statements share the round trip.
    public var count: Int
    /// The values in text form, nil for NULL; only where `Observing.includesParameters` was asked for.
    public var parameters: [String?]?
}

/// How a call ended.
public struct StatementEnding: Sendable {
    public enum Result: Sendable {
        /// Rows that were answered, rows that were touched, over all statements of the call.
        case success(rows: Int, affected: Int)
        /// A `PostgresError`, or what the body of a stream threw.
        case failure(any Error)
    }

    /// From the call to its answer, the wait for a connection not included.
    public var duration: Duration
    public var result: Result
}

/// What happened in a pool.
public enum PoolEvent: Sendable, Hashable {
    /// Why a connection was closed: its age, its rest, a loss, a state that is no use to others, `Database.drain`,
    /// a lowered maximum, or the end of the pool.
    public enum Closing: String, Sendable, Hashable, CaseIterable {
        case lifetime, idle, broken, dirty, drained, resized, shutdown
    }

    /// A connection was lent after its caller had waited so long.
    case acquired(waited: Duration)
    /// A caller gave up after it had waited so long.
    case acquireTimedOut(waited: Duration)
    /// Too many were waiting already.
    case turnedAway
    case opened
    /// An attempt to connect failed.
    case openingFailed(reason: String)
    case closed(Closing)
    /// What the pool holds now; said after each of the above.
    case counts(PoolCounts)
}

/// Who watches a database, and how closely.
public struct Observing: Sendable {
    /// Each hears of everything, in this order.
    public var observers: [any Observer]
    /// Hands the parameters' values to the observers. They are people's data: never for logs in production.
    public var includesParameters: Bool

    /// By default nobody watches.
    public init(_ observers: [any Observer] = [], includesParameters: Bool = false) {
        self.observers = observers
        self.includesParameters = includesParameters
    }
}

/// Tells the observers. Costs nothing where there are none.
struct Observation: Sendable {
    let observing: Observing
    /// Hears of the pool and of notices, but not of every statement.
    var log: LoggingObserver?

    static let none = Observation(observing: Observing())

    var isActive: Bool { !observing.observers.isEmpty }
    var isWatchingPool: Bool { isActive }

    /// To be called before the batch is filled.
    func prepare(_ batch: Batch) {
        if observing.includesParameters, isActive { batch.parameters.texts = [] }
    }

    func begin(_ batch: Batch) -> StatementWatch {
        guard let first = batch.items.first else { return begin(name: "", sql: "") }
        return StatementWatch(
            observing.observers,
            ObservedStatement(
                name: first.name, sql: first.shownText, count: batch.items.count,
                parameters: observing.includesParameters ? batch.parameters.texts : nil))
    }

    func begin(name: String, sql: String) -> StatementWatch {
        StatementWatch(observing.observers, ObservedStatement(name: name, sql: sql, count: 1, parameters: nil))
    }

    func poolEvent(_ event: PoolEvent) {
        log?.poolEvent(event)
        for observer in observing.observers { observer.poolEvent(event) }
    }

    func notice(_ notice: ServerError) {
        log?.notice(notice)
        for observer in observing.observers { observer.notice(notice) }
    }
}

struct StatementWatch: Sendable {
    private let observations: [any StatementObservation]
    private let start = Moment.now

    init(_ observers: [any Observer], _ statement: ObservedStatement) {
        observations = observers.compactMap { $0.statementBegins(statement) }
    }

    private func end(_ result: StatementEnding.Result) {
        let ending = StatementEnding(
            duration: .nanoseconds(Moment.now.nanoseconds - start.nanoseconds), result: result)
        for observation in observations { observation.end(ending) }
    }

    func end(rows: Int, affected: Int) { end(.success(rows: rows, affected: affected)) }

    func end(_ outcome: ExchangeOutcome) {
        switch outcome {
        case .result(let result): end(rows: result.rowCount, affected: result.affectedCount)
        case .results(let results):
            end(
                rows: results.reduce(0) { $0 + $1.rowCount }, affected: results.reduce(0) { $0 + $1.affectedCount })
        default: end(rows: 0, affected: 0)
        }
    }

    func end(_ error: any Error) { end(.failure(error)) }
}

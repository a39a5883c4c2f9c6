public import Logging

/// Logs slow and failed statements, warnings of the server and the pool's troubles; every statement at level `trace`.
public struct LoggingObserver: Observer {
    private let logger: Logger
    private let slow: Duration

    /// - Parameter slow: a call that takes longer is logged as a warning.
    public init(_ logger: Logger, slow: Duration = .seconds(1)) {
        self.logger = logger
        self.slow = slow
    }

    public func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? {
        Call(logger: logger, slow: slow, statement: statement)
    }

    public func poolEvent(_ event: PoolEvent) {
        switch event {
        case .openingFailed(let reason):
            logger.warning("cannot connect to the database; trying again", metadata: ["reason": "\(reason)"])
        case .acquireTimedOut(let waited):
            logger.warning("no connection came free in time", metadata: ["waited": "\(waited)"])
        case .turnedAway: logger.warning("too many callers wait for a connection")
        case .closed(let reason): logger.debug("connection closed", metadata: ["because": "\(reason.rawValue)"])
        case .opened: logger.debug("connection opened")
        case .acquired, .counts: break
        }
    }

    public func notice(_ notice: ServerError) {
        let level: Logger.Level = notice.severity == "WARNING" ? .warning : .debug
        logger.log(
            level: level, "notice from the server",
            metadata: ["severity": "\(notice.severity)", "code": "\(notice.sqlState)", "message": "\(notice.message)"])
    }

    private struct Call: StatementObservation {
        let logger: Logger
        let slow: Duration
        let statement: ObservedStatement

        func end(_ ending: StatementEnding) {
            var metadata: Logger.Metadata = [
                "statement": "\(statement.name.isEmpty ? "ad hoc" : statement.name)",
                "microseconds": "\(ending.duration.microseconds)",
            ]
            if statement.count > 1 { metadata["count"] = "\(statement.count)" }
            if let parameters = statement.parameters {
                metadata["parameters"] = .array(parameters.map { .string($0 ?? "NULL") })
            }
            switch ending.result {
            case .failure(let error):
                // A code says enough; the message of a broken constraint may hold what somebody wrote.
                if let code = (error as? PostgresError)?.serverError?.sqlState { metadata["code"] = "\(code)" }
                logger.debug("statement failed", metadata: metadata)
            case .success(let rows, let affected):
                metadata["rows"] = "\(rows)"
                metadata["affected"] = "\(affected)"
                if ending.duration > slow {
                    metadata["sql"] = "\(statement.sql)"
                    logger.warning("slow statement", metadata: metadata)
                } else {
                    logger.trace("statement", metadata: metadata)
                }
            }
        }
    }
}

extension Duration {
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}

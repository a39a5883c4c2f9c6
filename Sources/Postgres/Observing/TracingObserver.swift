import Tracing

/// Makes a span of each call, for swift-distributed-tracing.
///
/// Attributes: https://opentelemetry.io/docs/specs/semconv/database/postgresql/ (`db.system.name`,
/// `db.operation.name`, `db.query.text`, `db.operation.batch.size`, `db.response.status_code`,
/// `db.response.returned_rows`).
public struct TracingObserver: Observer {
    /// Spans go to the tracer that the process has set up.
    public init() {}

    public func statementBegins(_ statement: ObservedStatement) -> (any StatementObservation)? {
        let span = InstrumentationSystem.tracer.startAnySpan(
            statement.name.isEmpty ? "postgresql" : statement.name, ofKind: .client)
        span.attributes["db.system.name"] = "postgresql"
        if !statement.name.isEmpty { span.attributes["db.operation.name"] = statement.name }
        span.attributes["db.query.text"] = statement.sql
        if statement.count > 1 { span.attributes["db.operation.batch.size"] = statement.count }
        return Call(span: span)
    }

    private struct Call: StatementObservation {
        let span: any Span

        func end(_ ending: StatementEnding) {
            switch ending.result {
            case .success(let rows, _): span.attributes["db.response.returned_rows"] = rows
            case .failure(let error):
                let code = (error as? PostgresError)?.serverError?.sqlState.rawValue
                if let code { span.attributes["db.response.status_code"] = code }
                span.setStatus(SpanStatus(code: .error, message: code ?? "client error"))
            }
            span.end()
        }
    }
}

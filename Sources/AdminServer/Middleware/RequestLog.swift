import Hummingbird
import Logging

/// One line a request. The route's pattern stands for the path: which student's page it was is in the database's own
/// log.
struct RequestLog: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = (ContinuousClock.now - start).components
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
                "milliseconds": "\(duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000)",
            ])
        return response
    }
}

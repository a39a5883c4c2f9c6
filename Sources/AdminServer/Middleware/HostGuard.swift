import HTTPTypes
import Hummingbird

/// On the loopback interface only names of the loopback interface are answered: a page of another site whose name is
/// made to lead here (DNS rebinding) gets nothing.
struct HostGuard: RouterMiddleware {
    typealias Context = WebContext

    let configuration: AdminServer.Configuration

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if !configuration.behindTLSProxy {
            guard let authority = request.head.authority, AdminServer.Configuration.isLoopback(Self.host(of: authority))
            else {
                throw HTTPError(.misdirectedRequest)
            }
        }
        return try await next(request, context)
    }

    /// `example.org:8080` -> `example.org`, `[::1]:80` -> `[::1]`
    static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" })
    }
}

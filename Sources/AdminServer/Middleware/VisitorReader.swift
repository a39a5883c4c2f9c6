import Hummingbird
import Records

/// Reads cookies and query into the context.
struct VisitorReader: RouterMiddleware {
    typealias Context = WebContext

    let configuration: AdminServer.Configuration

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let jar = CookieJar(isSecure: configuration.secureCookies)
        let cookies = request.cookies
        var visitor = Visitor()
        visitor.session = cookies[jar.sessionName].flatMap { SessionCookie($0.value) }
        visitor.formSecret = cookies[jar.formSecretName].map(\.value).flatMap { secret in
            secret.utf8.count == 32 && secret.utf8.allSatisfy(RandomSecret.isHexadecimal) ? secret : nil
        }
        visitor.language = cookies[CookieJar.languageName].flatMap { Language(rawValue: $0.value) } ?? .chinese
        visitor.query = FormBody(urlEncoded: request.uri.query ?? "") ?? FormBody()
        visitor.here = LocalPath(request.head.path ?? "/")?.text ?? "/"
        context.visitor = visitor
        return try await next(request, context)
    }
}

/// A path on this site, with its query: what a redirect may lead to.
struct LocalPath: Sendable {
    let text: String

    /// nil for anything that a browser could take for another host: `//host`, `/\host`, a scheme, control characters.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2000,
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            bytes.count == 1 || bytes[1] != UInt8(ascii: "/")
        else { return nil }
        self.text = text
    }
}

import HTTPTypes
import Hummingbird
import NIOCore

/// Reads the body of every POST and lets it pass only if a page of this site sent it.
struct FormReader: RouterMiddleware {
    typealias Context = WebContext

    let configuration: AdminServer.Configuration

    static let maximumForm = 1024 * 1024
    /// A spreadsheet of 20 MB, and the fields beside it.
    static let maximumUpload = 20 * 1024 * 1024 + 64 * 1024
    static let timeAllowed = Duration.seconds(60)

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        guard request.method == .post else { throw HTTPError(.methodNotAllowed) }
        try checkOrigin(of: request)
        var context = context
        let form = try await form(of: request, context: context)
        let secret = context.visitor.session?.formSecret ?? context.visitor.formSecret
        guard let secret, let sent = form[FormBody.secretName], RandomSecret.areEqual(secret, sent) else {
            throw ForeignForm()
        }
        context.form = form
        return try await next(request, context)
    }

    /// Browsers say where a form stands; one of another site is refused whatever it carries.
    private func checkOrigin(of request: Request) throws {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw ForeignForm() }
        if let origin = request.headers[.origin] {
            let scheme = configuration.behindTLSProxy ? "https://" : "http://"
            guard let authority = request.head.authority, origin.lowercased() == scheme + authority.lowercased() else {
                throw ForeignForm()
            }
        }
    }

    private func form(of request: Request, context: WebContext) async throws -> FormBody {
        let contentType = request.headers[.contentType] ?? ""
        if let boundary = MultipartParser.boundary(ofContentType: contentType) {
            // Large bodies are for those who hold a session, on the pages that take them.
            guard request.uri.path == ImportRoutes.path || CatalogueRoutes.takesSheets(at: request.uri.path)
                || AttachmentRoutes.takesFiles(at: request.uri.path),
                context.visitor.session != nil
            else {
                throw HTTPError(.unsupportedMediaType)
            }
            let body = try await Self.collect(request.body, upTo: Self.maximumUpload)
            do {
                return try MultipartParser.parse(Array(buffer: body), boundary: boundary)
            } catch {
                throw HTTPError(.badRequest)
            }
        }
        guard contentType.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw HTTPError(.unsupportedMediaType)
        }
        let body = try await Self.collect(request.body, upTo: Self.maximumForm)
        guard let form = FormBody(urlEncoded: String(buffer: body)) else { throw HTTPError(.badRequest) }
        return form
    }

    /// The whole body, within the time allowed: a sender of a byte a minute holds nothing up.
    private static func collect(_ body: RequestBody, upTo limit: Int) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                do {
                    return try await body.collect(upTo: limit)
                } catch is NIOTooManyBytesError {
                    throw HTTPError(.contentTooLarge)
                }
            }
            group.addTask {
                try await Task.sleep(for: timeAllowed)
                throw HTTPError(.requestTimeout)
            }
            defer { group.cancelAll() }
            guard let buffer = try await group.next() else { throw CancellationError() }
            return buffer
        }
    }
}

/// A form that no page of ours sent, or one of a session that is over.
struct ForeignForm: Error {}

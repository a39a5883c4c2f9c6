import HTTPTypes
import Hummingbird
import Logging
import Records
import RecordsStore

/// Shows every error as a page in the reader's language. What went wrong inside goes to the log, never to the page.
struct ErrorPages: RouterMiddleware {
    typealias Context = WebContext

    let site: Site

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is SignInNeeded {
            return await signIn(request, context)
        } catch let error as RecordsError {
            if await isSignedOut(error, context) { return await signIn(request, context) }
            if let refusal = error.deniedAccess, let token = context.visitor.session?.token {
                await site.noteRefusal(refusal, of: request.uri.path, token: token)
            }
            return try await response(to: error, request, context)
        } catch is ForeignForm {
            // An old tab after signing out: the form is lost, the way in is not.
            if context.visitor.session == nil, request.uri.path != SignInRoutes.path {
                return await signIn(request, context)
            }
            return try page(.forbidden, "foreignFormTitle", text: "foreignFormText", context)
        } catch let error as HTTPError {
            return try response(to: error, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return try failed(error, context)
        }
    }

    /// Whoever is signed out may see nothing, and the database says so in the words of whatever was asked first. Those
    /// who were signed in until now want to hear the reason.
    private func isSignedOut(_ error: RecordsError, _ context: WebContext) async -> Bool {
        switch error {
        case .notFound, .forbidden: break
        default: return false
        }
        guard let session = context.visitor.session else { return false }
        do throws(RecordsError) {
            return try await RecordsSession(database: site.database, token: session.token, language: context.language)
                .whoami() == nil
        } catch {
            return false
        }
    }

    private func signIn(_ request: Request, _ context: WebContext) async -> Response {
        let back = request.method == .get ? context.visitor.here : nil
        // A session that still owes its second factor is nobody's, and not over.
        if let way = await SecondFactorRoutes.way(for: context, back: back == "/" ? nil : back, site: site) { return way }
        var response = Response.redirect(
            to: QueryText.path(
                SignInRoutes.path,
                [("back", back == "/" ? nil : back), ("again", context.visitor.session == nil ? nil : "1")]))
        if context.visitor.session != nil {
            response.setCookie(CookieJar(isSecure: site.configuration.secureCookies).noSession())
        }
        return response
    }

    private func response(to error: RecordsError, _ request: Request, _ context: WebContext) async throws -> Response {
        let message = error.message(in: context.language)
        switch error {
        case .sessionNeeded, .passwordChangeDue: return await signIn(request, context)
        case .notFound:
            return try page(
                .notFound, "notFoundTitle", message: error.refusal?.message == nil ? nil : message,
                text: "notFoundText", context)
        case .forbidden:
            // Whom to ask is in the database's own words, unless it was PostgreSQL that refused.
            let whom = error.refusal?.hint == nil ? "forbiddenHint" : nil
            return try page(.forbidden, "forbiddenTitle", message: message, hint: whom, context)
        case .notAllowedNow, .conflict, .changedMeanwhile:
            return try page(.conflict, "conflictTitle", message: message, context)
        case .invalid: return try page(.unprocessableContent, "invalidTitle", message: message, context)
        case .alreadyDone: return try page(.conflict, "conflictTitle", message: message, context)
        case .unavailable: return try unavailable("unavailableText", context)
        case .outcomeUnknown:
            // Whoever only looked has nothing to look after.
            guard request.method == .post else { return try unavailable("unavailableText", context) }
            context.logger.error("the outcome of a commit is unknown")
            var response = try page(.serviceUnavailable, "unavailableTitle", message: message, context)
            response.headers[.retryAfter] = "5"
            return response
        case .unexpected: return try failed(error, context)
        }
    }

    private func unavailable(_ text: String, _ context: WebContext) throws -> Response {
        var response = try page(.serviceUnavailable, "unavailableTitle", text: text, context)
        response.headers[.retryAfter] = "5"
        return response
    }

    private func response(to error: HTTPError, _ context: WebContext) throws -> Response {
        switch error.status {
        case .notFound: return try page(.notFound, "notFoundTitle", text: "notFoundText", context)
        case .contentTooLarge: return try page(error.status, "tooLargeTitle", text: "tooLargeText", context)
        case let status where status.code < 500:
            return try page(status, "badRequestTitle", text: "badRequestText", context)
        default: return try failed(error, context)
        }
    }

    private func failed(_ error: any Error, _ context: WebContext) throws -> Response {
        // A database error's description holds no values, only codes and names.
        context.logger.error("the request failed", metadata: ["error": "\(error)"])
        return try page(.internalServerError, "failedTitle", text: "failedText", showsID: true, context)
    }

    private func page(
        _ status: HTTPResponse.Status, _ title: String, message: String? = nil, text: String? = nil,
        hint: String? = nil,
        showsID: Bool = false, _ context: WebContext
    ) throws -> Response {
        let words = Words(language: context.language)
        var frame = PageFrame(
            words: words, title: words[title], styleVersion: site.styles.version, here: context.visitor.here)
        frame.content = ["message": message ?? text.map { words[$0] } ?? ""]
        frame.content["hint"] = hint.map { words[$0] }
        if showsID { frame.content["requestID"] = context.id }
        return try site.pages.response("error", status: status, frame)
    }
}

import HTTPTypes
import Hummingbird
import Logging
import Postgres
import Records
import RecordsStore

/// Signing in and out, and the choice of language.
struct SignInRoutes {
    static let path = "/sign-in"

    let site: Site

    private var jar: CookieJar { CookieJar(isSecure: site.configuration.secureCookies) }

    func addRoutes(to router: Router<WebContext>) {
        router.get("/sign-in") { request, context in try show(context, status: .ok, message: nil) }
        router.post("/sign-in") { request, context in try await signIn(request, context) }
        router.post("/sign-out") { request, context in try await signOut(context) }
        router.get("/language") { request, context in chooseLanguage(context) }
    }

    private func show(_ context: WebContext, status: HTTPResponse.Status, message: String?) throws -> Response {
        let words = Words(language: context.language)
        // A new secret only where there is none: another tab may show the form, too.
        let secret = context.visitor.session?.formSecret ?? context.visitor.formSecret ?? RandomSecret.make()
        let typed = context.form
        let back = (typed?["back"] ?? context.visitor.query["back"]).flatMap { LocalPath($0) }?.text
        var frame = PageFrame(
            words: words, title: words["signIn"], styleVersion: site.styles.version, formSecret: secret,
            here: QueryText.path(Self.path, [("back", back)]))
        frame.problem = message.map { Problem(message: $0) }
        if message == nil, context.visitor.query["again"] != nil { frame.notice = words["signInAgain"] }
        frame.content = ["login": typed?["login"] ?? "", "back": back as Any]
        var response = try site.pages.response("sign-in", status: status, frame)
        if context.visitor.session == nil, context.visitor.formSecret == nil {
            response.setCookie(jar.formSecret(secret))
        }
        return response
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        let words = Words(language: context.language)
        // One answer for a wrong password, an unknown name, a disabled account and a login that is nobody's.
        let refused = words["signInRefused"]
        guard let login = form.text("login")?.lowercased(), let password = form["password"], !password.isEmpty,
            login.utf8.count <= 63, password.utf8.count <= 1024,
            !(login + password).unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return try show(context, status: .unauthorized, message: refused) }

        let key = login + " " + address(request, context)
        guard await site.throttle.begin(key) else {
            var response = try show(context, status: .tooManyRequests, message: words["signInTooOften"])
            response.headers[.retryAfter] = "60"
            return response
        }
        let token: String?
        do {
            token = try await openSession(login: login, password: password, context.language)
        } catch {
            await site.throttle.end(key, wasWrong: nil)
            throw error
        }
        await site.throttle.end(key, wasWrong: token == nil)
        guard let token else {
            context.logger.notice("a sign-in was refused", metadata: ["address": "\(address(request, context))"])
            return try show(context, status: .unauthorized, message: refused)
        }
        // Whoever used this browser before is signed out, not left behind.
        if let earlier = context.visitor.session {
            try? await RecordsSession(database: site.database, token: earlier.token, language: context.language)
                .run(Auth.CloseSession())
        }
        var response = Response.redirect(to: form["back"].flatMap { LocalPath($0) }?.text ?? "/")
        response.setCookie(jar.session(SessionCookie(token: token)))
        return response
    }

    /// nil where PostgreSQL does not accept the password, or the login is no person's.
    private func openSession(login: String, password: String, _ language: Language) async throws -> String? {
        let connection: Connection
        do throws(PostgresError) {
            connection = try await Connection.open(
                site.personalOptions.with("user", login).with("password", password).with(
                    "application_name", "nuanxin web sign-in"))
        } catch {
            if case .server(let refusal) = error, refusal.sqlState.errorClass == "28" { return nil }
            throw RecordsError(error)
        }
        let result: Result<String, RecordsError>
        do throws(RecordsError) {
            result = .success(
                try await RecordsSession(connection: connection, language: language).run(Auth.OpenSession()).token)
        } catch {
            result = .failure(error)
        }
        await connection.close()
        switch result {
        case .success(let token): return token
        // A login of the database that is no account: an operator's, the server's own.
        case .failure(.sessionNeeded), .failure(.forbidden): return nil
        case .failure(let error): throw error
        }
    }

    /// Behind a proxy the address that it saw, which is the last of the list.
    private func address(_ request: Request, _ context: WebContext) -> String {
        guard site.configuration.behindTLSProxy,
            let last = request.headers[.xForwardedFor]?.split(separator: ",").last
        else { return context.peerAddress }
        return String(last.filter { $0.isASCII && !$0.isWhitespace }.prefix(64))
    }

    private func signOut(_ context: WebContext) async throws -> Response {
        if let session = context.visitor.session {
            do throws(RecordsError) {
                try await RecordsSession(database: site.database, token: session.token, language: context.language)
                    .run(Auth.CloseSession())
            } catch {
                // A session that is over already is what was wanted.
                guard case .sessionNeeded = error else { throw error }
            }
        }
        var response = Response.redirect(to: QueryText.path(Self.path, [("again", "1")]))
        response.setCookie(jar.noSession())
        return response
    }

    private func chooseLanguage(_ context: WebContext) -> Response {
        let language = context.visitor.query["to"].flatMap { Language(rawValue: $0) } ?? .chinese
        var response = Response.redirect(to: context.visitor.query["back"].flatMap { LocalPath($0) }?.text ?? "/")
        response.setCookie(jar.language(language))
        return response
    }
}

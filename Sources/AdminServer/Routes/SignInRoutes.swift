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

    var jar: CookieJar { CookieJar(isSecure: site.configuration.secureCookies) }

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

        let address = address(request, context)
        let outcome: SignInOutcome
        do {
            outcome = try await tryPassword(login: login, password: password, address, context) { connection in
                let session = RecordsSession(connection: connection, language: context.language)
                return try await session.run(
                    Auth.OpenSession(address: address, userAgent: request.headers[.userAgent])
                ).token
            }
        } catch let wait as MustWait {
            return try tooOften(wait, context)
        }
        let token: String
        switch outcome {
        case .opened(let opened): token = opened
        case .refused:
            context.logger.notice("a sign-in was refused", metadata: ["address": "\(address)"])
            return try show(context, status: .unauthorized, message: refused)
        case .passwordChangeDue:
            return try PasswordRoutes(site: site).show(
                context, login: login, status: .ok, message: nil, notice: words["passwordChangeDue"])
        }
        // Whoever used this browser before is signed out, not left behind.
        if let earlier = context.visitor.session {
            try? await RecordsSession(database: site.database, token: earlier.token, language: context.language)
                .run(Auth.CloseSession())
        }
        return signedIn(token, to: form["back"].flatMap { LocalPath($0) }?.text ?? "/")
    }

    /// Leads on with the session's cookie.
    func signedIn(_ token: String, to path: String) -> Response {
        var response = Response.redirect(to: path)
        response.setCookie(jar.session(SessionCookie(token: token)))
        return response
    }

    func tooOften(_ wait: MustWait, _ context: WebContext) throws -> Response {
        let words = Words(language: context.language)
        var response = try show(context, status: .tooManyRequests, message: words["signInTooOften"])
        response.headers[.retryAfter] = String(wait.seconds)
        return response
    }

    /// Opens a connection with the password and does something with it; counts the attempt.
    ///
    /// - Throws: ``MustWait`` after too many wrong ones.
    func tryPassword(
        login: String, password: String, _ address: String, _ context: WebContext,
        _ body: (Connection) async throws -> String
    ) async throws -> SignInOutcome {
        let nobody = RecordsSession(database: site.database, token: nil, language: context.language)
        let pause = try await nobody.run(Auth.SignInPause(loginName: login, address: address)).seconds
        guard pause == 0 else { throw MustWait(seconds: pause) }
        guard await site.gate.enter() else { throw MustWait(seconds: 1) }
        let outcome: SignInOutcome
        do {
            outcome = try await withOwnConnection(login: login, password: password, context.language, body)
        } catch {
            await site.gate.leave()
            throw error
        }
        await site.gate.leave()
        let wasRight = if case .refused = outcome { false } else { true }
        try await nobody.run(Auth.NoteSignIn(loginName: login, address: address, wasRight: wasRight))
        return outcome
    }

    private func withOwnConnection(
        login: String, password: String, _ language: Language, _ body: (Connection) async throws -> String
    ) async throws -> SignInOutcome {
        let connection: Connection
        do throws(PostgresError) {
            connection = try await Connection.open(
                site.personalOptions.with("user", login).with("password", password).with(
                    "application_name", "nuanxin web sign-in"))
        } catch {
            if case .server(let refusal) = error, refusal.sqlState.errorClass == "28" { return .refused }
            throw RecordsError(error)
        }
        let result: Result<String, any Error>
        do {
            result = .success(try await body(connection))
        } catch {
            result = .failure(error)
        }
        await connection.close()
        switch result {
        case .success(let token): return .opened(token)
        case .failure(RecordsError.passwordChangeDue): return .passwordChangeDue
        // A login of the database that is no account: an operator's, the server's own.
        case .failure(RecordsError.sessionNeeded), .failure(RecordsError.forbidden): return .refused
        case .failure(let error): throw error
        }
    }

    /// Behind a proxy the address that it saw, which is the last of the list.
    func address(_ request: Request, _ context: WebContext) -> String {
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

/// What a password came to.
enum SignInOutcome {
    /// The token of a new session.
    case opened(String)
    /// A wrong password, an unknown name, a disabled account, a login that is nobody's.
    case refused
    /// Right, but somebody else made it.
    case passwordChangeDue
}

/// Too many wrong passwords were tried.
struct MustWait: Error {
    let seconds: Int32
}

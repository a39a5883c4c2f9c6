import HTTPTypes
import Hummingbird
import Postgres
import Records
import RecordsStore

/// Changing one's own password, at the first sign-in or at any other time.
///
/// The password goes from the form into its verifier and no further: PostgreSQL checks the old one, and learns of the new
/// one only what it needs to check it.
struct PasswordRoutes {
    let site: Site

    func addRoutes(to router: Router<WebContext>) {
        router.get("/password") { _, context in
            var login: String?
            if let session = context.visitor.session {
                let records = RecordsSession(
                    database: site.database, token: session.token, language: context.language)
                login = try await records.whoami()?.loginName
            }
            return try show(context, login: login, status: .ok, message: nil, notice: nil)
        }
        router.post("/password") { request, context in try await change(request, context) }
    }

    func show(
        _ context: WebContext, login: String?, status: HTTPResponse.Status, message: String?, notice: String?
    ) throws -> Response {
        let words = Words(language: context.language)
        let secret = context.visitor.session?.formSecret ?? context.visitor.formSecret ?? RandomSecret.make()
        var frame = PageFrame(
            words: words, title: words["passwordChange"], styleVersion: site.styles.version, formSecret: secret,
            here: "/password")
        frame.problem = message.map { Problem(message: $0) }
        frame.notice = notice
        frame.content = ["login": login ?? ""]
        var response = try site.pages.response("password", status: status, frame)
        if context.visitor.session == nil, context.visitor.formSecret == nil {
            response.setCookie(SignInRoutes(site: site).jar.formSecret(secret))
        }
        return response
    }

    private func change(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        let words = Words(language: context.language)
        let login = form.text("login")?.lowercased() ?? ""
        let (old, new) = (form["password"] ?? "", form["new"] ?? "")
        func again(_ message: String, _ status: HTTPResponse.Status = .unprocessableContent) throws -> Response {
            try show(context, login: login, status: status, message: message, notice: nil)
        }
        guard !old.isEmpty, login.utf8.count <= 63, old.utf8.count <= 1024, new.utf8.count <= 1024,
            !(login + old + new).unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return try again(words["signInRefused"], .unauthorized) }
        guard new == form["again"] else { return try again(words["passwordsDiffer"]) }
        guard new != old else { return try again(words["passwordIsOld"]) }
        do throws(NewPasswordProblem) {
            try NewPassword.check(new, login: login)
        } catch {
            return try again(error.message(context.language))
        }

        let signIn = SignInRoutes(site: site)
        let address = signIn.address(request, context)
        let outcome: SignInOutcome
        do {
            outcome = try await signIn.tryPassword(login: login, password: old, address, context) { connection in
                let session = RecordsSession(connection: connection, language: context.language)
                let verifier: String
                do throws(PostgresError) {
                    verifier = try connection.encryptPassword(new, user: login)
                } catch {
                    throw RecordsError(error)
                }
                try await session.run(Auth.ChangePassword(verifier: verifier))
                return try await session.run(
                    Auth.OpenSession(address: address, userAgent: request.headers[.userAgent])
                ).token
            }
        } catch let wait as MustWait {
            return try signIn.tooOften(wait, context)
        }
        guard case .opened(let token) = outcome else { return try again(words["signInRefused"], .unauthorized) }
        return signIn.signedIn(token, to: "/?done=password_changed")
    }
}

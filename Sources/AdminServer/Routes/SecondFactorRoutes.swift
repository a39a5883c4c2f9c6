import HTTPTypes
import Hummingbird
import Postgres
import Records
import RecordsStore

/// Step two of signing in, and one's own second factor.
///
/// The database checks the codes and counts the wrong ones; a session that still owes the factor is nobody's there. This
/// is the one page that asks about such a session, and the secret passes through it once, to be shown to its owner.
struct SecondFactorRoutes {
    static let path = "/second-factor"

    let site: Site

    func addRoutes(to router: Router<WebContext>) {
        router.get("/second-factor") { _, context in try await show(context) }
        router.post("/second-factor") { _, context in try await give(context) }
        router.post("/second-factor/enrol") { _, context in try await enrol(context) }
        router.post("/second-factor/confirm") { _, context in try await confirm(context) }
        router.post("/second-factor/recovery-codes") { _, context in try await renew(context) }
    }

    /// Where a page leads to whose session still owes the factor; nil: it does not.
    static func way(for context: WebContext, back: String?, site: Site) async -> Response? {
        guard let session = context.visitor.session else { return nil }
        let records = RecordsSession(database: site.database, token: session.token, language: context.language)
        guard let state = try? await records.run(Auth.SessionState()).state, state != "open" else { return nil }
        return .redirect(to: QueryText.path(path, [("back", back)]))
    }

    private func records(_ context: WebContext) throws -> RecordsSession {
        guard let session = context.visitor.session else { throw SignInNeeded() }
        return RecordsSession(database: site.database, token: session.token, language: context.language)
    }

    private func back(_ context: WebContext) -> String? {
        (context.form?["back"] ?? context.visitor.query["back"]).flatMap { LocalPath($0) }?.text
    }

    private func show(
        _ context: WebContext, problem: Problem? = nil, _ more: [String: Any] = [:]
    ) async throws -> Response {
        let (state, factor, me) = try await records(context).run(
            Auth.SessionState(), Auth.MySecondFactor(), Auth.Whoami())
        let words = Words(language: context.language)
        let back = back(context)
        let here = QueryText.path(Self.path, [("back", back)])
        let isOpen = state.state == "open"
        let content = row(
            factor,
            [
                "back": back, "isCodeDue": state.state == "code_due", "isEnrolmentDue": state.state == "enrolment_due",
                "isOpen": isOpen, "mayEnrol": isOpen || !factor.isActive,
            ]
        ).merging(more) { _, new in new }
        if isOpen {
            return try site.page(
                "second-factor", title: words["secondFactor"], SignedInContext(context: context), me: me,
                problem: problem, here: here, content)
        }
        var frame = PageFrame(
            words: words, title: words["secondFactor"], styleVersion: site.styles.version,
            formSecret: context.visitor.session?.formSecret, here: here)
        frame.problem = problem
        frame.content = content
        return try site.pages.response("second-factor", status: problem?.status ?? .ok, frame)
    }

    /// nil where the code was right.
    private func problem(
        _ outcome: String, _ seconds: Int32, wrong: HTTPResponse.Status, _ context: WebContext
    ) -> Problem? {
        let words = Words(language: context.language)
        switch outcome {
        case "right", "recovery_code": return nil
        case "wait":
            let message = words["codeTooOften"].replacing("%s", with: String(seconds))
            return Problem(message: message, status: .tooManyRequests)
        default: return Problem(message: words["codeWrong"], status: wrong)
        }
    }

    private func refused(_ problem: Problem, _ seconds: Int32, _ context: WebContext, _ more: [String: Any] = [:])
        async throws -> Response
    {
        var response = try await show(context, problem: problem, more)
        if problem.status == .tooManyRequests { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func give(_ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        let answer = try await records(context).run(Auth.GiveSecondFactor(code: code("code", form)))
        if let problem = problem(answer.outcome, answer.seconds, wrong: .unauthorized, context) {
            return try await refused(problem, answer.seconds, context)
        }
        // Whoever signs in with a recovery code may have lost the phone, and wants to know how many are left.
        if answer.outcome == "recovery_code" { return .redirect(to: Self.path + "?done=recovery_code_used") }
        return .redirect(to: back(context) ?? "/")
    }

    private func enrol(_ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        return try await accepted(context) {
            let answer = try await records(context).run(Auth.EnrolSecondFactor(code: code("code", form)))
            if let problem = problem(answer.outcome, answer.seconds, wrong: .unprocessableContent, context) {
                return try await refused(problem, answer.seconds, context)
            }
            return try await show(
                context,
                [
                    "isConfirming": true, "mayEnrol": false, "secret": Self.inGroups(answer.secret ?? ""),
                    "address": answer.address ?? "",
                ])
        }
    }

    private func confirm(_ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        return try await accepted(context) {
            let answer = try await records(context).run(Auth.ConfirmSecondFactor(code: code("code", form)))
            if let problem = problem(answer.outcome, answer.seconds, wrong: .unprocessableContent, context) {
                return try await refused(problem, answer.seconds, context, ["isConfirming": true])
            }
            return try await showCodes(answer.recoveryCodes, context)
        }
    }

    private func renew(_ context: WebContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        return try await accepted(context) {
            let answer = try await records(context).run(Auth.RenewRecoveryCodes(code: code("code", form)))
            if let problem = problem(answer.outcome, answer.seconds, wrong: .unprocessableContent, context) {
                return try await refused(problem, answer.seconds, context)
            }
            return try await showCodes(answer.recoveryCodes, context)
        }
    }

    private func showCodes(_ codes: [String]?, _ context: WebContext) async throws -> Response {
        try await show(context, ["recoveryCodes": codes ?? [], "hasRecoveryCodes": true, "mayEnrol": false])
    }

    /// What the database refuses with a reason is said on the page itself.
    private func accepted(_ context: WebContext, _ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let error as RecordsError {
            guard let problem = Problem(error, context.language) else { throw error }
            return try await show(context, problem: problem)
        }
    }

    /// Control characters reach no statement.
    private func code(_ name: String, _ form: FormBody) -> String? {
        form.text(name).flatMap { text in
            text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : text
        }
    }

    /// Four by four, as people type it; apps leave blanks out.
    static func inGroups(_ secret: String) -> String {
        var groups = ""
        for (place, sign) in secret.enumerated() {
            if place > 0, place.isMultiple(of: 4) { groups.append(" ") }
            groups.append(sign)
        }
        return groups
    }
}

import HTTPTypes
import Hummingbird
import Postgres
import Records
import RecordsStore

extension Site {
    /// The records, as the person of this request sees them.
    func session(_ context: SignedInContext) -> RecordsSession {
        RecordsSession(database: database, token: context.token, language: context.language)
    }

    /// A page for a signed-in person.
    ///
    /// - Parameters:
    ///   - me: The answer of `Auth.Whoami`, which every page asks in its one round trip; nil: the session is over.
    ///   - typed: The form that was not accepted, whose contents are to stay.
    func page(
        _ template: String, title: String, _ context: SignedInContext, me: Auth.Whoami.Row?, problem: Problem? = nil,
        typed: (form: String, fields: FormBody?)? = nil, here: String? = nil, _ content: [String: Any]
    ) throws -> Response {
        guard let me else { throw SignInNeeded() }
        let words = Words(language: context.language)
        let here = here ?? context.visitor.here
        var frame = PageFrame(
            words: words, title: title, styleVersion: styles.version, formSecret: context.visitor.session?.formSecret,
            here: here)
        frame.person = ["name": me.name, "roles": me.roleLabels, "hasRoles": !me.roles.isEmpty]
        frame.navigation = Navigation(roles: Set(me.roles), words: words).items(here: here)
        frame.problem = problem
        if problem == nil { frame.notice = notice(context.visitor.query["done"], words) }
        if problem != nil, let typed, let fields = typed.fields {
            frame.typed = [typed.form: Dictionary(fields.fields, uniquingKeysWith: { first, _ in first })]
        }
        frame.content = content
        return try pages.response(template, status: problem?.status ?? .ok, frame)
    }

    /// What was refused rolled back with its traces; it is written down now, in a transaction of its own.
    func noteRefusal(_ refusal: RecordsError.Refusal, of what: String, token: String) async {
        let session = RecordsSession(database: database, token: token, language: .chinese)
        _ = try? await session.run(Audit.Refused(what: what, sqlstate: refusal.sqlState ?? ""))
    }

    /// Writes down a file that is about to be sent.
    func noteExport(
        _ what: String, of recordClass: String, rows: Int, bytes: [UInt8], format: String, _ context: SignedInContext
    ) async throws {
        let digest = SHA256.digest(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try await session(context).run(
            Audit.Exported(
                onClass: recordClass, what: what, rowCount: Int64(rows), fileSha256: digest, format: format,
                filters: nil))
    }

    private func notice(_ done: String?, _ words: Words) -> String? {
        guard let done else { return nil }
        let key = done == "again" ? "alreadyDone" : "done_" + done
        return Words.pairs[key] == nil ? nil : words[key]
    }

    /// Carries out what a form asks for and leads to the page that shows it; where the form is not accepted, `again`
    /// shows it with what is wrong.
    ///
    /// - Parameter route: Names the command; one key with two names is refused.
    /// - Parameter next: Where to go, from the answer; nil where the same form was carried out before.
    func submit<S: Statement>(
        _ context: SignedInContext, route: String, _ statement: (FormBody) throws -> S, next: (S.Output?) -> String,
        again: (Problem) async throws -> Response
    ) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        do {
            try form.checkLengths()
            let (_, output) = try await session(context).run(try form.claim(on: route), try statement(form))
            return .redirect(to: next(output))
        } catch let error as RecordsError {
            if case .alreadyDone = error { return .redirect(to: next(nil)) }
            guard let problem = Problem(error, context.language) else { throw error }
            if let refusal = error.deniedAccess { await noteRefusal(refusal, of: route, token: context.token) }
            return try await again(problem)
        } catch let error as FormProblem {
            return try await again(Problem(message: error.message(context.language)))
        }
    }
}

extension Problem {
    /// nil where the form can do nothing about it.
    init?(_ error: RecordsError, _ language: Language) {
        let status: HTTPResponse.Status
        switch error {
        case .invalid: status = .unprocessableContent
        case .conflict, .notAllowedNow, .changedMeanwhile: status = .conflict
        // What the form may not do, on a page that the person may see: say so there.
        case .forbidden: status = .forbidden
        case .notFound, .sessionNeeded, .passwordChangeDue, .alreadyDone, .unavailable, .outcomeUnknown, .unexpected: return nil
        }
        self.init(message: error.message(in: language), status: status)
    }
}

/// Options of a `select`, from rows with a key and a label.
func options<Rows: Sequence>(
    _ rows: Rows, selected: String? = nil, _ parts: (Rows.Element) -> (value: String, label: String)
) -> [[String: Any]] {
    rows.map {
        let (value, label) = parts($0)
        return ["value": value, "label": label, "isSelected": value == selected]
    }
}

extension RecordsSession {
    /// Who is signed in, for a page that needs nothing else; nil: nobody.
    func whoami() async throws(RecordsError) -> Auth.Whoami.Row? {
        // Without a type beside it: the compiler does not match a pack of one with an optional.
        let found = try await run(Auth.Whoami())
        return found
    }
}

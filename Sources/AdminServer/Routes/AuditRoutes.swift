import HTTPTypes
import Hummingbird
import Postgres
import Records
import RecordsStore

/// The log, for auditors, and the history of a record, for whoever may read the record. The database decides who that is.
struct AuditRoutes {
    let site: Site

    private static let pageSize: Int32 = 100

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/audit") { _, context in try await log(context) }
        group.get("/history/:kind/:id") { _, context in try await history(context) }
    }

    // MARK: - The log

    private func log(_ context: SignedInContext) async throws -> Response {
        let query = context.visitor.query
        let words = Words(language: context.language)
        var problem: Problem?
        var entries: [Audit.EventList.Row] = []
        let session = site.session(context)
        let me: Auth.Whoami.Row?
        do {
            (me, entries) = try await session.run(
                Auth.Whoami(),
                Audit.EventList(
                    ofPerson: query.text("person"), ofStudent: try query.number("student"),
                    ofAction: query.text("action"), ofClass: query.text("class"), fromDay: try query.date("from"),
                    toDay: try query.date("to"), before: try query.number("before"), most: Self.pageSize))
        } catch let error as FormProblem {
            me = try await session.whoami()
            problem = Problem(message: error.message(context.language))
        }
        let fields = ["person", "student", "action", "class", "from", "to"].map { ($0, query.text($0)) }
        let last = entries.count == Int(Self.pageSize) ? entries.last : nil
        return try site.page(
            "audit", title: words["auditLog"], context, me: me, problem: problem, here: "/audit",
            [
                "entries": entries.map { row($0) },
                "filter": Dictionary(
                    fields.map { ($0.0, $0.1 ?? "") }, uniquingKeysWith: { first, _ in first }) as [String: Any],
                "older": last.map { QueryText.path("/audit", fields + [("before", String($0.id))]) } as Any,
            ])
    }

    // MARK: - History

    private func history(_ context: SignedInContext) async throws -> Response {
        guard let kind = context.parameters.get("kind") else { throw HTTPError(.notFound) }
        let key: Int64 = try context.id("id")
        let skip = max(0, (try? context.visitor.query.number("skip", as: Int32.self)) ?? 0)
        let (me, changes) = try await site.session(context).run(
            Auth.Whoami(), Audit.RecordHistory(record: kind, key: key, skip: skip, most: Self.pageSize))
        let words = Words(language: context.language)
        let path = "/history/\(kind)/\(key)"
        return try site.page(
            "history", title: words["recordHistory"], context, me: me, here: path,
            [
                "changes": changes.map { row($0) },
                "recordPath": Self.recordPath(kind, key),
                "older": (changes.count == Int(Self.pageSize)
                    ? QueryText.path(path, [("skip", String(skip + Self.pageSize))]) : nil) as Any,
            ])
    }

    private static func recordPath(_ kind: String, _ key: Int64) -> String {
        switch kind {
        case "issue": "/issues/\(key)"
        case "care-file": "/care-files/\(key)"
        case "student": "/students/\(key)"
        case "publication": "/publications"
        // The database answered, so it is the name of a register.
        default: "/registers/\(kind)/\(key)"
        }
    }
}

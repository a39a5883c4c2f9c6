import Hummingbird
import Postgres
import Records
import RecordsStore

/// Tasks over all issues within reach.
struct TaskRoutes {
    let site: Site
    private static let most: Int64 = 500

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/tasks") { _, context in try await list(context, problem: nil) }
        group.post("/tasks/:id/done") { _, context in try await finish(context, "done") }
        group.post("/tasks/:id/cancel") { _, context in try await finish(context, "cancel") }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let query = context.visitor.query
        let isFiltered = ["filter", "mine", "open", "overdue"].contains { query[$0] != nil }
        let onlyMine = query.isTicked("mine")
        let onlyOpen = isFiltered ? query.isTicked("open") : true
        let onlyOverdue = query.isTicked("overdue")
        let (me, tasks) = try await site.session(context).run(
            Auth.Whoami(),
            Work.TaskList(onlyMine: onlyMine, onlyOpen: onlyOpen, onlyOverdue: onlyOverdue, most: Self.most))
        let words = Words(language: context.language)
        let tabs: [(word: String, path: String, isHere: Bool)] = [
            ("issueList", "/issues", false), ("taskList", "/tasks", true),
            ("resultList", "/issues?state=closed", false),
        ]
        return try site.page(
            "tasks", title: words["taskList"], context, me: me, problem: problem, here: problem == nil ? nil : "/tasks",
            [
                "tabs": tabs.map { ["label": words[$0.word], "path": $0.path, "isHere": $0.isHere] as [String: Any] },
                "tasks": tasks.map { row($0) }, "count": tasks.count,
                "onlyMine": onlyMine, "onlyOpen": onlyOpen, "onlyOverdue": onlyOverdue,
            ])
    }

    /// From the issue's page, to which the form says that it belongs.
    private func finish(_ context: SignedInContext, _ action: String) async throws -> Response {
        let id: WorkTask.ID = try context.id("id")
        let issue: WorkIssue.ID? = try? context.form?.id("issue_id")
        let back = issue.map { "/issues/\($0)" } ?? "/tasks"
        return try await site.submit(context, route: "tasks/\(id)/\(action)") { form in
            Work.FinishTask(taskID: id, action: action, remark: form.text("remark"))
        } next: { output in
            back + "?done=" + (output == nil ? "again" : "task_" + action)
        } again: { problem in
            guard let issue else { return try await list(context, problem: problem) }
            return try await IssueRoutes(site: site).show(issue, context, problem: problem, form: "task_\(id)")
        }
    }
}

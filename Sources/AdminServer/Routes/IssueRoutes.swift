import Hummingbird
import Postgres
import Records
import RecordsStore

/// Issues: the list, a new one, and one with its tasks and results.
struct IssueRoutes {
    let site: Site
    private static let pageSize: Int64 = 50

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/issues") { _, context in try await list(context) }
        group.get("/issues/new") { _, context in try await showNew(context, problem: nil) }
        group.post("/issues/new") { _, context in try await raise(context) }
        group.get("/issues/:id") { _, context in try await show(context.id("id"), context, problem: nil) }
        addActions(to: group)
    }

    // MARK: - The list

    private static let states = [
        "reported", "accepted", "assigned", "in_progress", "done_claimed", "verified", "closed", "declined", "merged",
    ]

    private func list(_ context: SignedInContext) async throws -> Response {
        let query = context.visitor.query
        let state = query.text("state")
        let area = query.text("area")
        let unit: UnitsUnit.ID? = query.text("unit").flatMap { .init($0) }
        let text = query.text("q")
        let page = max(1, min(10_000, query.text("page").flatMap { Int64($0) } ?? 1))
        let (me, issues, areas, offices) = try await site.session(context).run(
            Auth.Whoami(),
            Work.IssueList(
                state: state, area: area, unitID: unit, text: text, most: Self.pageSize,
                skip: (page - 1) * Self.pageSize),
            Reference.CodeList(list: "issue_area"), Units.OfficeList())
        let words = Words(language: context.language)
        let filters: [(String, String?)] = [
            ("state", state), ("area", area), ("unit", unit.map { String(describing: $0) }), ("q", text),
        ]
        let total = issues.first?.total ?? 0
        func path(_ number: Int64) -> String { QueryText.path("/issues", filters + [("page", String(number))]) }
        let tabs: [(word: String, path: String, isHere: Bool)] = [
            ("issueList", "/issues", state != "closed"), ("taskList", "/tasks", false),
            ("resultList", "/issues?state=closed", state == "closed"),
        ]
        return try site.page(
            "issues", title: words[state == "closed" ? "resultList" : "issueList"], context, me: me,
            [
                "tabs": tabs.map { ["label": words[$0.word], "path": $0.path, "isHere": $0.isHere] as [String: Any] },
                "issues": issues.map { Self.listed($0, context.language) }, "total": total,
                "states": options(Self.stateChoices(words), selected: state) { $0 },
                "areas": options(areas, selected: area) { ($0.code, $0.label) },
                "units": options(offices, selected: unit.map { String(describing: $0) }) {
                    (String(describing: $0.id), $0.label)
                },
                "text": text ?? "",
                "previousPath": (page > 1 ? path(page - 1) : nil) as Any,
                "nextPath": (page * Self.pageSize < total ? path(page + 1) : nil) as Any,
            ])
    }

    /// The words of the states as the database's own life cycle has them.
    private static func stateChoices(_ words: Words) -> [(value: String, label: String)] {
        let labels: [String: Words.Pair] = [
            "reported": ("已上报", "reported"), "accepted": ("已受理", "accepted"), "assigned": ("已交办", "assigned"),
            "in_progress": ("办理中", "in progress"), "done_claimed": ("申请销号", "done, to be verified"),
            "verified": ("已验收", "verified"),
            "closed": ("已销号", "closed"), "declined": ("不予受理", "declined"), "merged": ("已并案", "merged"),
        ]
        return [("open", words["stateOpen"]), ("overdue", words["stateOverdue"])]
            + states.compactMap { state in labels[state].map { (state, words.language.choose($0.chinese, $0.english)) }
            }
    }

    private static func listed(_ issue: Work.IssueList.Row, _ language: Language) -> [String: Any] {
        row(issue, ["severityLabel": issue.severity == "normal" ? nil : Codes.severity.label(issue.severity, language)])
    }

    // MARK: - A new one

    private func showNew(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, areas, channels) = try await site.session(context).run(
            Auth.Whoami(), Reference.CodeList(list: "issue_area"), Reference.CodeList(list: "intake_channel"))
        let typed = problem == nil ? nil : context.form
        let visit = typed?["visit_id"] ?? context.visitor.query["visit"]
        return try site.page(
            "issue-new", title: Words(language: context.language)["raiseIssue"], context, me: me, problem: problem,
            typed: ("issue", context.form), here: "/issues/new",
            [
                "areas": options(areas, selected: typed?["area"]) { ($0.code, $0.label) },
                "channels": options(channels, selected: typed?["channel"]) { ($0.code, $0.label) },
                "severities": Codes.severity.options(context.language, selected: typed?["severity"]),
                "visit": visit as Any,
            ])
    }

    private func raise(_ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "issues/new") { form in
            Work.AddIssue(
                title: try form.requiredText("title", most: 500), area: try form.requiredText("area"),
                channel: try form.requiredText("channel"),
                heardOn: try form.required("heard_on", try form.date("heard_on")),
                severity: try form.requiredText("severity"),
                visitID: try form.id("visit_id"))
        } next: { output in
            output.map { "/issues/\($0.issueID)?done=raise" } ?? "/issues?done=again"
        } again: { problem in
            try await showNew(context, problem: problem)
        }
    }

    // MARK: - One issue

    func show(
        _ id: WorkIssue.ID, _ context: SignedInContext, problem: Problem?, form: String = ""
    ) async throws -> Response {
        let (me, found, events, tasks, milestones, results, actions, conduct, staff, offices) = try await site.session(
            context
        ).run(
            Auth.Whoami(), Work.IssueHead(issueID: id), Work.IssueEvents(issueID: id), Work.IssueTasks(issueID: id),
            Work.IssueMilestones(issueID: id), Work.IssueResults(issueID: id), Work.IssueActions(issueID: id),
            Work.IssueConductReport(issueID: id), People.StaffList(), Units.OfficeList())
        guard me != nil else { throw SignInNeeded() }
        guard let head = found else { throw RecordsError.notFound(RecordsError.Refusal()) }
        let language = context.language
        let typed = problem == nil ? nil : context.form
        let milestonesByTask = Dictionary(grouping: milestones, by: \.taskID)
        let leader = typed?["leader_id"] ?? head.leaderID.map { String(describing: $0) }
        let unit = typed?["unit_id"] ?? head.unitID.map { String(describing: $0) }
        let mayEdit = actions.contains { $0.action == "add_task" }
        return try site.page(
            "issue", title: head.title, context, me: me, problem: problem, typed: (form, context.form),
            here: "/issues/\(id)",
            [
                "issue": row(
                    head,
                    [
                        "severityLabel": Codes.severity.label(head.severity, language), "wasReopened": head.cycle > 1,
                        "deadlineMoved": head.deadline != head.deadlineOriginal,
                        "wasLate": head.workingDaysLate.map { $0 > 0 } ?? false,
                    ]),
                "events": events.map { event in
                    row(event, ["reason": event.reason.map { Self.reason($0, of: event.action, language) }])
                },
                "tasks": tasks.map { task in
                    row(
                        task,
                        [
                            "milestones": milestonesByTask[task.id, default: []].map { row($0) } as [[String: Any]],
                            "mayFinish": task.isOpen && (task.isMine || mayEdit),
                        ])
                },
                "hasTasks": !tasks.isEmpty,
                "results": results.map { row($0, ["methodLabel": Codes.verifyMethod.label($0.method, language)]) },
                "hasResults": !results.isEmpty,
                "conduct": conduct.map { row($0) },
                "hasActions": !actions.isEmpty,
                "actions": actions.map { action -> [String: Any] in
                    [
                        "label": action.label, "guard": (action.condition.isEmpty ? nil : action.condition) as Any,
                        Self.flag(action.action): true,
                    ]
                },
                "leaders": PeopleRoutes.staffOptions(staff, selected: leader),
                "persons": PeopleRoutes.staffOptions(staff, selected: typed?["person_id"]),
                "units": options(offices, selected: unit) { (String(describing: $0.id), $0.label) },
                "methods": Codes.verifyMethod.options(language, selected: typed?["method"], without: ["imported"]),
            ])
    }

    /// What an import wrote stands there in both languages; what a person wrote is shown as it is.
    private static func reason(_ text: String, of action: String, _ language: Language) -> String {
        let parts = text.split(separator: " | ", omittingEmptySubsequences: false)
        guard action == "import", parts.count == 2 else { return text }
        return language.choose(String(parts[0]), String(parts[1]))
    }

    /// `claim_done` -> `isClaimDone`: the template shows the form of the action whose flag is set.
    private static func flag(_ action: String) -> String {
        "is" + action.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

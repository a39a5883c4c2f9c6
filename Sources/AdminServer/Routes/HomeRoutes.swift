import Hummingbird
import Postgres
import RecordsStore

/// What waits for the person who is signed in.
struct HomeRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/") { _, context in try await show(context) }
    }

    private func show(_ context: SignedInContext) async throws -> Response {
        let session = site.session(context)
        let tasks = Work.TaskList(onlyMine: true, onlyOpen: true, onlyOverdue: false, most: 20)
        let due = Care.CareFileList(onlyOpen: true, onlyMine: true, onlyDue: true, inClass: nil, after: nil, most: 20)
        let me: Auth.Whoami.Row?
        let counts: Work.HomeCounts.Row
        let myTasks: [Work.TaskList.Row]
        let dueFiles: [Care.CareFileList.Row]?
        do throws(RecordsError) {
            (me, counts, myTasks, dueFiles) = try await session.run(Auth.Whoami(), Work.HomeCounts(), tasks, due)
        } catch {
            // Whoever may see no care file at all still has tasks.
            guard case .forbidden = error else { throw error }
            (me, counts, myTasks) = try await session.run(Auth.Whoami(), Work.HomeCounts(), tasks)
            dueFiles = nil
        }
        let looks = try await session.run(Access.UnreviewedBreakGlass())
        let words = Words(language: context.language)
        let numbers: [(word: String, count: Int64, path: String)] = [
            ("overdueTasks", counts.overdueTasks, "/tasks?mine=1&overdue=1"),
            ("openTasks", counts.openTasks, "/tasks?mine=1&open=1"),
            ("toAssign", counts.toAssign, "/issues?state=reported"),
            ("toVerify", counts.toVerify, "/issues?state=done_claimed"),
            ("toClose", counts.toClose, "/issues?state=verified"), ("toApprove", counts.toApprove, "/publications"),
            ("unreviewedLooks", looks.looks, "/break-glass"),
        ]
        let today = PGDate(site.pages.values.today)
        return try site.page(
            "home", title: words["home"], context, me: me,
            [
                "counts": numbers.filter { $0.count > 0 }.map { number -> [String: Any] in
                    [
                        "label": words[number.word], "count": number.count, "path": number.path,
                        "isUrgent": number.word == "overdueTasks" || number.word == "unreviewedLooks",
                    ]
                },
                "seesQuotas": me.map { Navigation(roles: Set($0.roles), words: words).seesQuotas } ?? false,
                "tasks": myTasks.map { row($0) },
                "seesCare": dueFiles != nil,
                "files": (dueFiles ?? []).map { CareFileRoutes.listed($0, today: today, context.language) },
            ])
    }
}

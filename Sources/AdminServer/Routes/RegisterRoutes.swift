import Hummingbird
import Postgres
import Records
import RecordsStore

/// Lists over all students within reach: who is left behind, who is entitled to aid and has none, and leaders'
/// linkages.
struct RegisterRoutes {
    let site: Site
    private static let pageSize = 100

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/left-behind") { _, context in try await leftBehind(context, problem: nil) }
        group.post("/left-behind/:id/confirm") { _, context in try await confirm(context) }
        group.get("/aid-gap") { _, context in try await aidGap(context) }
        group.get("/quotas") { _, context in try await quotas(context) }
    }

    private func leftBehind(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let query = context.visitor.query
        let semester = query.text("semester")
        let inClass = query.text("class")
        let (me, records) = try await site.session(context).run(
            Auth.Whoami(),
            Care.LeftBehindList(
                semester: semester, inClass: inClass, after: query.text("after").flatMap { .init($0) },
                most: .init(Self.pageSize)))
        let language = context.language
        let filters: [(String, String?)] = [("semester", semester), ("class", inClass)]
        let next = records.count == Self.pageSize ? records.last.map { String(describing: $0.id) } : nil
        let mayConfirm = me.map { !Set($0.roles).isDisjoint(with: ["homeroom_teacher", "student_affairs"]) } ?? false
        return try site.page(
            "left-behind", title: Words(language: language)["leftBehind"], context, me: me, problem: problem,
            here: "/left-behind",
            [
                "records": records.map { record in
                    row(
                        record,
                        [
                            "stateLabel": Codes.leftBehindState.label(record.state, language),
                            "fatherLabel": Codes.away.label(record.fatherAway, language),
                            "motherLabel": Codes.away.label(record.motherAway, language),
                            "stateCouncilLabel": Codes.derived.label(record.byStateCouncil, language),
                            "rollLabel": Codes.derived.label(record.byRoll, language),
                            "minorsLawLabel": Codes.derived.label(record.byMinorsLaw, language),
                            "schoolLabel": Codes.derived.label(record.bySchool, language),
                            "mayConfirm": mayConfirm && record.state == "to_confirm",
                        ])
                },
                "total": records.first?.total ?? 0, "shownSemester": records.first?.semesterCode as Any,
                "semester": semester ?? "", "class": inClass ?? "",
                "nextPath": next.map { QueryText.path("/left-behind", filters + [("after", $0)]) } as Any,
                "firstPath": (query.text("after") == nil ? nil : QueryText.path("/left-behind", filters)) as Any,
            ])
    }

    private func confirm(_ context: SignedInContext) async throws -> Response {
        let id: Int64 = try context.id("id")
        return try await site.submit(context, route: "left-behind/\(id)/confirm") { _ in
            Care.ConfirmLeftBehind(recordID: id)
        } next: { output in
            "/left-behind?done=" + (output == nil ? "again" : "confirm")
        } again: { problem in
            try await leftBehind(context, problem: problem)
        }
    }

    private func aidGap(_ context: SignedInContext) async throws -> Response {
        let semester = context.visitor.query.text("semester")
        let (me, gap) = try await site.session(context).run(Auth.Whoami(), Aid.AidGap(semester: semester))
        return try site.page(
            "aid-gap", title: Words(language: context.language)["aidGap"], context, me: me,
            [
                "students": gap.map { row($0) }, "count": gap.count, "semester": semester ?? "",
                "shownSemester": gap.first?.inSemester as Any,
            ])
    }

    private func quotas(_ context: SignedInContext) async throws -> Response {
        let query = context.visitor.query
        guard let today = PGDate(site.pages.values.today) else { throw HTTPError(.internalServerError) }
        let day = query.text("on").flatMap { PGDate($0) } ?? today
        let (me, leaders) = try await site.session(context).run(Auth.Whoami(), Field.QuotaCompliance(onDay: day))
        let language = context.language
        return try site.page(
            "quotas", title: Words(language: language)["quotas"], context, me: me,
            [
                "day": day,
                "leaders": leaders.map {
                    row(
                        $0,
                        [
                            "kindLabel": Codes.quotaKind.label($0.kind, language),
                            "verdictLabel": Codes.quotaVerdict.label($0.verdict, language),
                            "isWrong": $0.verdict == "under" || $0.verdict == "over",
                        ])
                },
            ])
    }
}

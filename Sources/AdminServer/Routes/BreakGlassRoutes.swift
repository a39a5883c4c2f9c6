import Hummingbird
import Postgres
import Records
import RecordsStore

/// Emergency looks: opened with a reason, seen by those who watch over them, reviewed by another.
struct BreakGlassRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/break-glass") { _, context in try await list(context, problem: nil) }
        group.get("/break-glass/new") { _, context in
            guard let student = try? context.visitor.query.id("student", as: PeopleStudent.ID.self) else {
                throw HTTPError(.notFound)
            }
            return try await form(student, context, problem: nil)
        }
        group.post("/break-glass") { _, context in try await open(context) }
        group.post("/break-glass/:id/review") { _, context in try await review(context) }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, looks) = try await site.session(context).run(
            Auth.Whoami(), Access.BreakGlassList(onlyUnreviewed: false, most: 200))
        return try site.page(
            "break-glass", title: Words(language: context.language)["breakGlass"], context, me: me, problem: problem,
            here: "/break-glass",
            [
                "looks": looks.map { look in
                    row(
                        look,
                        [
                            "isReviewed": look.reviewedAt != nil, "isJustified": look.wasJustified == true,
                        ])
                }
            ])
    }

    private func form(_ student: PeopleStudent.ID, _ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, classes) = try await site.session(context).run(
            Auth.Whoami(), Access.Breakable(studentID: student))
        return try site.page(
            "break-glass-new", title: Words(language: context.language)["breakGlass"], context, me: me,
            problem: problem, typed: ("look", context.form), here: "/break-glass/new?student=\(student)",
            [
                "studentID": student.rawValue, "hasClasses": !classes.isEmpty,
                "classes": options(classes, selected: context.form?["record_class"]) { ($0.recordClass, $0.classLabel) },
            ])
    }

    private func open(_ context: SignedInContext) async throws -> Response {
        guard let student = try? context.form?.id("student", as: PeopleStudent.ID.self) else { throw HTTPError(.badRequest) }
        return try await site.submit(context, route: "break-glass") { form in
            Access.BreakGlass(
                studentID: student, recordClass: try form.requiredText("record_class"),
                reason: try form.requiredText("reason"), hours: try form.required("hours", try form.number("hours")))
        } next: { output in
            "/students/\(student)?done=" + (output == nil ? "again" : "break_glass")
        } again: { problem in
            try await self.form(student, context, problem: problem)
        }
    }

    private func review(_ context: SignedInContext) async throws -> Response {
        let id: Int64 = try context.id("id")
        return try await site.submit(context, route: "break-glass/\(id)/review") { form in
            Access.ReviewBreakGlass(
                lookID: id, justified: try form.requiredText("justified") == "yes", note: try form.requiredText("note"))
        } next: { output in
            "/break-glass?done=" + (output == nil ? "again" : "review_look")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }
}

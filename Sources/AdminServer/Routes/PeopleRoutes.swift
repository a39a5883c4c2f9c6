import Hummingbird
import Postgres
import Records
import RecordsStore

/// Search, and a student's page with its forms.
struct PeopleRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/people") { _, context in try await search(context) }
        group.get("/students/:id") { _, context in try await showStudent(context.id("id"), context, problem: nil) }
        group.post("/students/:id/visits") { _, context in try await addVisit(context) }
        group.post("/students/:id/care-files") { _, context in try await openCareFile(context) }
    }

    private func search(_ context: SignedInContext) async throws -> Response {
        let words = Words(language: context.language)
        let term = context.visitor.query.text("q").map { String($0.prefix(100)) }
        let session = site.session(context)
        let me: Auth.Whoami.Row?
        var found: [People.SearchPeople.Row] = []
        if let term {
            (me, found) = try await session.run(Auth.Whoami(), People.SearchPeople(term: term, most: 100))
        } else {
            me = try await session.whoami()
        }
        return try site.page(
            "people", title: words["searchPeople"], context, me: me,
            [
                "term": term ?? "", "wasSearched": term != nil,
                "people": found.map { person in
                    row(
                        person,
                        [
                            "sexLabel": Codes.sex.label(person.sex, context.language),
                            "kindLabel": Codes.personKind.label(person.kind, context.language),
                            "isStudent": person.kind == "student",
                        ])
                },
            ])
    }

    // MARK: - A student

    private func showStudent(
        _ id: PeopleStudent.ID, _ context: SignedInContext, problem: Problem?, form: String = ""
    ) async throws -> Response {
        let session = site.session(context)
        let language = context.language
        let me: Auth.Whoami.Row?
        let profile: People.StudentProfile.Row
        let guardians: [People.StudentGuardians.Row]
        let files: [People.StudentCareFiles.Row]
        let leftBehind: [Care.StudentLeftBehind.Row]
        let health: [Care.StudentHealth.Row]
        let aid: [Aid.StudentAid.Row]
        let staff: [People.StaffList.Row]
        var visits: [Field.VisitList.Row] = []
        do throws(RecordsError) {
            (me, profile, guardians, files, leftBehind, health, aid, staff, visits) = try await session.run(
                Auth.Whoami(), People.StudentProfile(studentID: id), People.StudentGuardians(studentID: id),
                People.StudentCareFiles(studentID: id), Care.StudentLeftBehind(studentID: id),
                Care.StudentHealth(studentID: id),
                Aid.StudentAid(studentID: id), People.StaffList(),
                Field.VisitList(studentID: id, onlyMine: false, after: nil, most: 30))
        } catch {
            // Some offices may record a visit and read none.
            guard case .forbidden = error else { throw error }
            (me, profile, guardians, files, leftBehind, health, aid, staff) = try await session.run(
                Auth.Whoami(), People.StudentProfile(studentID: id), People.StudentGuardians(studentID: id),
                People.StudentCareFiles(studentID: id), Care.StudentLeftBehind(studentID: id),
                Care.StudentHealth(studentID: id),
                Aid.StudentAid(studentID: id), People.StaffList())
        }
        let typed = problem == nil ? nil : context.form
        let roles = Set(me?.roles ?? [])
        return try site.page(
            "student", title: profile.name, context, me: me, problem: problem, typed: (form, context.form),
            here: "/students/\(id)",
            [
                "student": row(
                    profile,
                    [
                        "sexLabel": Codes.sex.label(profile.sex, language),
                        "residenceLabel": Codes.residence.label(profile.residence, language),
                        "householdLabel": Codes.household.label(profile.household, language),
                        "hidesSomething":
                            !(profile.seesEnrolment && profile.seesContact && profile.seesGuardians && profile.seesCare
                            && profile.seesLeftBehind && profile.seesHealthCard && profile.seesAid),
                    ]),
                "guardians": guardians.map { row($0, ["kindLabel": Codes.guardianKind.label($0.kind, language)]) },
                "files": files.map { row($0) },
                "leftBehind": leftBehind.map { Self.leftBehind($0, language) },
                "health": health.map { row($0, ["sportLimitLabel": Codes.sportLimit.label($0.sportLimit, language)]) },
                "aid": aid.map {
                    row(
                        $0,
                        [
                            "kindLabel": Codes.aidKind.label($0.kind, language),
                            "stateLabel": Codes.aidState.label($0.state, language),
                        ])
                },
                "visits": visits.map { row($0, ["modeLabel": Codes.visitMode.label($0.mode, language)]) },
                "visitModes": Codes.visitMode.options(language, selected: typed?["mode"]),
                "concernKinds": Codes.concernKind.options(language, selected: typed?["concern_kind"]),
                "staff": Self.staffOptions(staff, selected: typed?["carer_id"]),
                "readsLog": roles.contains("auditor"),
                "mayBreakGlass": !roles.isDisjoint(with: ["leader", "party_secretary"]),
            ])
    }

    static func staffOptions(_ staff: [People.StaffList.Row], selected: String?) -> [[String: Any]] {
        options(staff, selected: selected) { person in
            let posts = person.posts.isEmpty ? "" : " · " + person.posts
            return (String(describing: person.id), "\(person.name)(\(person.staffNumber))\(posts)")
        }
    }

    private static func leftBehind(_ record: Care.StudentLeftBehind.Row, _ language: Language) -> [String: Any] {
        row(
            record,
            [
                "stateLabel": Codes.leftBehindState.label(record.state, language),
                "fatherLabel": Codes.away.label(record.fatherAway, language),
                "motherLabel": Codes.away.label(record.motherAway, language),
            ])
    }

    private func addVisit(_ context: SignedInContext) async throws -> Response {
        let id: PeopleStudent.ID = try context.id("id")
        return try await site.submit(context, route: "students/\(id)/visits") { form in
            Field.AddVisit(
                studentID: id, onDay: try form.required("visited_on", try form.date("visited_on")),
                mode: try form.requiredText("mode"),
                heard: form.text("heard"), request: form.text("request"))
        } next: { _ in
            "/students/\(id)?done=visit#visits"
        } again: { problem in
            try await showStudent(id, context, problem: problem, form: "visit")
        }
    }

    private func openCareFile(_ context: SignedInContext) async throws -> Response {
        let id: PeopleStudent.ID = try context.id("id")
        return try await site.submit(context, route: "students/\(id)/care-files") { form in
            Care.OpenCareFile(
                studentID: id, concernKind: try form.requiredText("concern_kind"), summary: form.text("summary"),
                source: try form.requiredText("source"), carerID: try form.id("carer_id"),
                contactDays: try form.number("contact_days"))
        } next: { output in
            output.map { "/care-files/\($0.fileID)?done=open_file" } ?? "/students/\(id)?done=again"
        } again: { problem in
            try await showStudent(id, context, problem: problem, form: "care_file")
        }
    }
}

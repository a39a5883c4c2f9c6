import Hummingbird
import Postgres
import Records
import RecordsStore

/// Care files: the list, a file, and what is done with it.
struct CareFileRoutes {
    let site: Site
    private static let pageSize = 50

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/care-files") { _, context in try await list(context) }
        group.get("/care-files/:id") { _, context in try await show(context.id("id"), context, problem: nil) }
        group.post("/care-files/:id/notes") { _, context in try await addNote(context) }
        group.post("/care-files/:id/contacts") { _, context in try await logContact(context) }
        group.post("/care-files/:id/review") { _, context in try await review(context) }
        group.post("/care-files/:id/hand-over") { _, context in try await handOver(context) }
        group.post("/care-files/:id/close") { _, context in try await close(context) }
    }

    private func list(_ context: SignedInContext) async throws -> Response {
        let query = context.visitor.query
        // Without any filter asked for: the open ones.
        let isFiltered = query["filter"] != nil
        let onlyOpen = isFiltered ? query.isTicked("open") : true
        let inClass = query.text("class")
        let (me, files) = try await site.session(context).run(
            Auth.Whoami(),
            Care.CareFileList(
                onlyOpen: onlyOpen, onlyMine: query.isTicked("mine"), onlyDue: query.isTicked("due"), inClass: inClass,
                after: query.text("after").flatMap { .init($0) }, most: .init(Self.pageSize)))
        let words = Words(language: context.language)
        let today = PGDate(site.pages.values.today)
        let filters: [(String, String?)] = [
            ("filter", "1"), ("open", onlyOpen ? "1" : nil), ("mine", query.isTicked("mine") ? "1" : nil),
            ("due", query.isTicked("due") ? "1" : nil), ("class", inClass),
        ]
        let next = files.count == Self.pageSize ? files.last.map { String(describing: $0.id) } : nil
        return try site.page(
            "care-files", title: words["careFiles"], context, me: me,
            [
                "files": files.map { Self.listed($0, today: today, context.language) },
                "total": files.first?.total ?? 0,
                "onlyOpen": onlyOpen, "onlyMine": query.isTicked("mine"), "onlyDue": query.isTicked("due"),
                "class": inClass ?? "",
                "nextPath": next.map { QueryText.path("/care-files", filters + [("after", $0)]) } as Any,
                "firstPath": (query.text("after") == nil ? nil : QueryText.path("/care-files", filters)) as Any,
            ])
    }

    /// A file in a list, with what is due marked.
    static func listed(_ file: Care.CareFileList.Row, today: PGDate?, _ language: Language) -> [String: Any] {
        func isPast(_ day: PGDate?) -> Bool {
            guard let day, let today else { return false }
            return day < today
        }
        return row(
            file,
            [
                "concerns": file.concerns.map { concerns in
                    concerns.split(separator: "、").compactMap { Codes.concernKind.label(String($0), language) }
                        .joined(separator: language.choose("、", ", "))
                },
                "isContactDue": isPast(file.contactDueOn), "isReviewDue": isPast(file.nextReviewOn),
            ])
    }

    private func show(
        _ id: CareFile.ID, _ context: SignedInContext, problem: Problem?, form: String = ""
    ) async throws -> Response {
        let language = context.language
        let (me, head, concerns, notes, contacts, staff) = try await site.session(context).run(
            Auth.Whoami(), Care.CareFileHead(fileID: id), Care.CareFileConcerns(fileID: id),
            Care.CareFileNotes(fileID: id),
            Care.CareFileContacts(fileID: id), People.StaffList())
        let typed = problem == nil ? nil : context.form
        let today = PGDate(site.pages.values.today)
        let isOpen = head.closedOn == nil
        return try site.page(
            "care-file", title: head.studentName, context, me: me, problem: problem, typed: (form, context.form),
            here: "/care-files/\(id)",
            [
                "file": row(
                    head,
                    [
                        "isContactDue": isOpen
                            && (head.contactDueOn.flatMap { day in today.map { day < $0 } } ?? false),
                        "isReviewDue": isOpen && (head.nextReviewOn.flatMap { day in today.map { day < $0 } } ?? false),
                    ]),
                "concerns": concerns.map { row($0, ["kindLabel": Codes.concernKind.label($0.kind, language)]) },
                "notes": notes.map { row($0) },
                "contacts": contacts.map {
                    row(
                        $0,
                        [
                            "modeLabel": Codes.contactMode.label($0.mode, language),
                            "outcomeLabel": Codes.contactOutcome.label($0.outcome, language),
                        ])
                },
                "mayWrite": isOpen && head.mayWrite, "mayEdit": isOpen && head.mayEdit,
                "mayDecide": isOpen && head.mayDecide,
                // The database lets whoever may record a visit log a contact, too; it says so if not.
                "mayLog": isOpen,
                "contactModes": Codes.contactMode.options(language, selected: typed?["mode"]),
                "contactOutcomes": Codes.contactOutcome.options(language, selected: typed?["outcome"]),
                "reviewResults": Codes.reviewResult.options(language, selected: typed?["result"]),
                "staff": PeopleRoutes.staffOptions(staff, selected: typed?["carer_id"]),
            ])
    }

    // MARK: - What is done with a file

    private func submit<S: Statement>(
        _ context: SignedInContext, _ what: String, _ statement: (CareFile.ID, FormBody) throws -> S
    ) async throws -> Response {
        let id: CareFile.ID = try context.id("id")
        return try await site.submit(context, route: "care-files/\(id)/\(what)") { form in
            try statement(id, form)
        } next: { output in
            "/care-files/\(id)?done=" + (output == nil ? "again" : what)
        } again: { problem in
            try await show(id, context, problem: problem, form: what)
        }
    }

    private func addNote(_ context: SignedInContext) async throws -> Response {
        try await submit(context, "note") { Care.AddCareNote(fileID: $0, text: try $1.requiredText("text")) }
    }

    private func logContact(_ context: SignedInContext) async throws -> Response {
        try await submit(context, "contact") { id, form in
            Care.LogCareContact(
                fileID: id, onDay: try form.required("contacted_on", try form.date("contacted_on")),
                mode: try form.requiredText("mode"),
                outcome: try form.requiredText("outcome"), counterpart: form.text("counterpart"),
                minutes: try form.number("minutes"),
                summary: form.text("summary"))
        }
    }

    private func review(_ context: SignedInContext) async throws -> Response {
        try await submit(context, "review") {
            Care.ReviewCareFile(fileID: $0, result: try $1.requiredText("result"), remarks: $1.text("remarks"))
        }
    }

    private func handOver(_ context: SignedInContext) async throws -> Response {
        try await submit(context, "hand_over") {
            Care.HandOverCareFile(fileID: $0, carerID: try $1.required("carer_id", try $1.id("carer_id")))
        }
    }

    private func close(_ context: SignedInContext) async throws -> Response {
        try await submit(context, "close_file") {
            Care.CloseCareFile(fileID: $0, reason: try $1.requiredText("reason"))
        }
    }
}

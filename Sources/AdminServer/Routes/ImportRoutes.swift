import HTTPTypes
import Hummingbird
import Importing
import Postgres
import Records
import RecordsStore
import Spreadsheets

/// Imports: a file comes in and is judged; its owner looks, commits or discards, and may take it back.
struct ImportRoutes {
    static let path = "/imports"
    private static let findingsOnAPage = 200

    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/imports") { _, context in try await list(context, problem: nil) }
        group.post("/imports") { _, context in try await upload(context) }
        group.get("/imports/:id") { _, context in try await show(context.id("id"), context, problem: nil) }
        group.get("/imports/:id/refused.xlsx") { _, context in try await refusedRows(context) }
        group.post("/imports/:id/commit") { _, context in
            try await submit(context, "commit") { Intake.CommitBatch(batchID: $0) }
        }
        group.post("/imports/:id/drop") { _, context in
            try await submit(context, "drop") { Intake.DropBatch(batchID: $0) }
        }
        group.post("/imports/:id/undo") { _, context in
            try await submit(context, "undo") { Intake.UndoBatch(batchID: $0) }
        }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, batches, forms) = try await site.session(context).run(
            Auth.Whoami(), Intake.BatchList(), Intake.ImportableForms())
        return try site.page(
            "imports", title: Words(language: context.language)["imports"], context, me: me, problem: problem,
            here: Self.path,
            [
                "batches": batches.map { row($0) },
                "forms": options(forms, selected: problem == nil ? nil : context.form?["form"]) {
                    ($0.form, $0.label ?? $0.form)
                },
            ])
    }

    // MARK: - A file comes in

    private func upload(_ context: SignedInContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        let language = context.language
        do {
            guard let file = form.file else { throw FormProblem.noFile }
            let kind = try form.text("form").map { name in
                guard let kind = FormKind(rawValue: name) else { throw FormProblem.malformed(field: "form") }
                return kind
            }
            let workbook = try await UploadedWorkbook.read(file, as: kind)
            let claim = try form.claim(on: "imports")
            let batches = try await load(workbook, named: file.name, claim: claim, context)
            return try await loaded(workbook, batches, context)
        } catch let error as RecordsError {
            if case .alreadyDone = error { return .redirect(to: Self.path + "?done=again") }
            guard let problem = Problem(error, language) else { throw error }
            return try await list(context, problem: problem)
        } catch let error as FormProblem {
            return try await list(context, problem: Problem(message: error.message(language)))
        } catch let error as ImportProblem {
            return try await list(context, problem: Problem(message: error.message(language)))
        } catch let error as SpreadsheetError {
            return try await list(context, problem: Problem(message: error.message(language)))
        }
    }

    /// All sheets of the file or none.
    private func load(
        _ workbook: UploadedWorkbook, named fileName: String, claim: Audit.ClaimCommand, _ context: SignedInContext
    ) async throws -> [Int64] {
        try await site.session(context).transaction { transaction in
            _ = try await transaction.run(claim)
            var batches: [Int64] = []
            for sheet in workbook.sheets {
                let batch = try await transaction.run(
                    Intake.OpenBatch(
                        form: sheet.form.rawValue, fileName: fileName, sheetName: sheet.name,
                        fileSha256: workbook.digest,
                        context: sheet.contextJSON)
                ).batchID
                let key = String(batch)
                _ = try await transaction.copyIn(
                    "COPY intake.row_loading (batch_id, row_number, clean, raw, flags) FROM STDIN"
                ) { writer in
                    for row in sheet.rows { try await writer.write(row: [key] + row) }
                }
                try await transaction.run(Intake.JudgeBatch(batchID: IntakeBatch.ID(rawValue: batch)))
                batches.append(batch)
            }
            return batches
        }
    }

    /// One sheet without anything to say leads to its page; else what was read and what was not is told first.
    private func loaded(
        _ workbook: UploadedWorkbook, _ batches: [Int64], _ context: SignedInContext
    ) async throws -> Response {
        if batches.count == 1, workbook.skipped.isEmpty, workbook.sheets[0].notices.isEmpty {
            return .redirect(to: "/imports/\(batches[0])?done=import")
        }
        let words = Words(language: context.language)
        let me = try await site.session(context).whoami()
        return try site.page(
            "import-loaded", title: words["imports"], context, me: me, here: Self.path,
            [
                "sheets": zip(batches, workbook.sheets).map { batch, sheet -> [String: Any] in
                    [
                        "batch": batch, "sheet": sheet.name, "form": sheet.form.form.name(context.language),
                        "rows": sheet.rows.count,
                        "notices": sheet.notices.map { $0.message(context.language) },
                    ]
                },
                "skipped": workbook.skipped.map { $0.message(context.language) },
                "hasSkipped": !workbook.skipped.isEmpty,
            ])
    }

    // MARK: - A batch

    private func show(_ id: IntakeBatch.ID, _ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, summary, findings, batches) = try await site.session(context).run(
            Auth.Whoami(), Intake.BatchSummary(batchID: id), Intake.BatchFindings(batchID: id), Intake.BatchList())
        let language = context.language
        let words = Words(language: language)
        let batch = batches.first { $0.id == id.rawValue }
        let page = max(1, min(10_000, context.visitor.query.text("page").flatMap { Int($0) } ?? 1))
        let shown = findings.dropFirst((page - 1) * Self.findingsOnAPage).prefix(Self.findingsOnAPage)
        func path(_ page: Int) -> String { QueryText.path("/imports/\(id)", [("page", String(page))]) + "#findings" }
        let counts: [(word: String, count: Int64)] = [
            ("verdictNew", summary.newCount), ("verdictChange", summary.changeCount),
            ("verdictSame", summary.sameCount),
            ("verdictDuplicate", summary.duplicateCount), ("verdictAsk", summary.askCount),
            ("verdictRefused", summary.refusedCount),
        ]
        return try site.page(
            "import", title: summary.formLabel, context, me: me, problem: problem, here: "/imports/\(id)",
            [
                "id": id.description, "summary": row(summary), "batch": batch.map { row($0) } as Any,
                "counts": counts.map { count -> [String: Any] in
                    [
                        "label": words[count.word], "count": count.count,
                        "isUrgent": count.count > 0 && (count.word == "verdictRefused" || count.word == "verdictAsk"),
                    ]
                },
                "findings": shown.map { finding in
                    row(
                        finding,
                        [
                            "effectLabel": Codes.effect.label(finding.effect, language),
                            "verdictLabel": Codes.verdict.label(finding.verdict, language),
                            "isRefused": finding.effect == "refused", "column": finding.columnHeading ?? finding.field,
                        ])
                },
                "hasFindings": !findings.isEmpty, "findingCount": findings.count,
                "mayCommit": summary.state == "judged",
                "mayDrop": summary.state == "judged" || summary.state == "loading",
                "mayUndo": summary.state == "committed",
                "hasRefused": summary.refusedCount + summary.askCount > 0 && summary.state != "dropped",
                "previousPath": (page > 1 ? path(page - 1) : nil) as Any,
                "nextPath": (page * Self.findingsOnAPage < findings.count ? path(page + 1) : nil) as Any,
            ])
    }

    private func submit<S: Statement>(
        _ context: SignedInContext, _ action: String, _ statement: (IntakeBatch.ID) -> S
    ) async throws -> Response {
        let id: IntakeBatch.ID = try context.id("id")
        return try await site.submit(context, route: "imports/\(id)/\(action)") { _ in
            statement(id)
        } next: { output in
            "/imports/\(id)?done=" + (output == nil ? "again" : action)
        } again: { problem in
            try await show(id, context, problem: problem)
        }
    }

    // MARK: - Rows that did not go in

    private func refusedRows(_ context: SignedInContext) async throws -> Response {
        let id: IntakeBatch.ID = try context.id("id")
        let (me, summary, refused) = try await site.session(context).run(
            Auth.Whoami(), Intake.BatchSummary(batchID: id), Intake.RefusedRows(batchID: id))
        guard me != nil else { throw SignInNeeded() }
        let sheet = RefusedSheet(
            form: FormKind(rawValue: summary.form)?.form, name: summary.formLabel, rows: refused, context.language)
        let bytes = try sheet.bytes()
        try await site.noteExport(
            "refused-\(id)", of: "import", rows: refused.count, bytes: bytes, format: "xlsx", context)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                .contentDisposition: "attachment; filename=\"refused-\(id).xlsx\"",
            ],
            body: ResponseBody(byteBuffer: .init(bytes: bytes)))
    }
}

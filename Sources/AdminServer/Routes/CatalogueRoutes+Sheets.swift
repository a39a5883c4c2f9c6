import Hummingbird
import Importing
import Postgres
import Records
import RecordsStore
import Spreadsheets

/// A register's own sheet: what would become of each row, or what became of it.
extension CatalogueRoutes {
    /// `/registers/NAME/sheet`
    static func takesSheets(at path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 3 && parts[0] == "registers" && parts[2] == "sheet"
    }

    func load(_ context: SignedInContext) async throws -> Response {
        let register = try name(context)
        guard let form = context.form else { throw HTTPError(.badRequest) }
        let language = context.language
        let session = site.session(context)
        do {
            guard let file = form.file, !file.bytes.isEmpty else { throw FormProblem.noFile }
            let isTrial = form.isTicked("trial")
            let columns = try await session.run(Registers.SheetColumns(register: register))
            let sheets = try await UploadedWorkbook.readRegister(
                file, label: register,
                columns: columns.map {
                    RegisterColumn(name: $0.name, kind: $0.kind, headings: $0.headings, isRequired: $0.isRequired)
                })
            let claim = try form.claim(on: "registers/\(register)/sheet")
            let outcomes = try await session.transaction { transaction in
                _ = try await transaction.run(claim)
                var outcomes: [Registers.LoadSheet.Row] = []
                for sheet in sheets {
                    outcomes += try await transaction.run(
                        Registers.LoadSheet(register: register, file: file.name, rows: sheet.rowsJSON, dryRun: isTrial))
                }
                return outcomes
            }
            return try await loaded(register, outcomes, columns, sheets, isTrial: isTrial, context)
        } catch let error as RecordsError {
            if case .alreadyDone = error { return .redirect(to: "/registers/\(register)?done=again") }
            guard let problem = Problem(error, language) else { throw error }
            if let refusal = error.deniedAccess {
                await site.noteRefusal(refusal, of: "registers/\(register)/sheet", token: context.token)
            }
            return try await table(context, problem: problem)
        } catch let error as any Explained {
            return try await table(context, problem: Problem(message: error.message(language)))
        }
    }

    private func loaded(
        _ register: String, _ outcomes: [Registers.LoadSheet.Row], _ columns: [Registers.SheetColumns.Row],
        _ sheets: [RegisterSheet], isTrial: Bool, _ context: SignedInContext
    ) async throws -> Response {
        let headings = Dictionary(columns.map { ($0.name, $0.headings.first ?? $0.name) }, uniquingKeysWith: { first, _ in first })
        let refused = outcomes.filter { $0.verdict == "refused" }
        let (me, answer) = try await site.session(context).run(Auth.Whoami(), page(register, "{}", skip: 0, most: 1))
        return try site.page(
            "register-loaded", title: Words(language: context.language)["imports"], context, me: me,
            here: "/registers/\(register)",
            [
                "path": "/registers/\(register)", "label": try RegisterTable(json: answer.page).label, "isTrial": isTrial, "total": outcomes.count,
                "new": outcomes.count { $0.verdict == "new" }, "same": outcomes.count { $0.verdict == "same" },
                "refusedCount": refused.count, "hasRefused": !refused.isEmpty,
                "notices": sheets.flatMap(\.notices).map { $0.message(context.language) },
                "refused": refused.map { outcome -> [String: Any] in
                    [
                        "row": outcome.rowNumber, "column": outcome.field.map { headings[$0] ?? $0 } ?? "",
                        "message": outcome.message ?? "",
                    ]
                },
            ])
    }
}

import Hummingbird
import Postgres
import Records
import RecordsStore

/// Reports: each a question with a table for an answer. The database refuses whoever may not read what it is made of.
struct ReportRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/reports") { _, context in try await list(context) }
        group.get("/reports/:name") { _, context in try await run(context) }
    }

    private func list(_ context: SignedInContext) async throws -> Response {
        let language = context.language
        let me = try await site.session(context).whoami()
        return try site.page(
            "reports", title: Words(language: language)["reports"], context, me: me,
            [
                "reports": site.reports.reports.map { report -> [String: Any] in
                    [
                        "path": "/reports/\(report.name)", "title": report.title.text(in: language),
                        "question": report.question.text(in: language),
                    ]
                }
            ])
    }

    private func run(_ context: SignedInContext) async throws -> Response {
        guard let report = context.parameters.get("name").flatMap({ site.reports[$0] }) else {
            throw HTTPError(.notFound)
        }
        let language = context.language
        let query = context.visitor.query
        let values = Dictionary(
            report.parameters.compactMap { parameter in query.text(parameter.name).map { (parameter.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        let session = site.session(context)
        let me = try await session.whoami()
        guard me != nil else { throw SignInNeeded() }
        var columns: [String] = []
        var rows: [[String?]] = []
        var problem: Problem?
        do {
            let table = try await session.run(report, with: values)
            (columns, rows) = (table.columns, table.rows)
        } catch let error as RecordsError {
            guard case .invalid = error else { throw error }
            problem = Problem(error, language)
        }
        let headings = columns.map { ReportHeadings.text($0, in: language) }
        return try site.page(
            "report", title: report.title.text(in: language), context, me: me, problem: problem,
            [
                "question": report.question.text(in: language), "path": "/reports/\(report.name)",
                "parameters": report.parameters.map { parameter -> [String: Any] in
                    [
                        "name": parameter.name, "label": parameter.label.text(in: language),
                        "value": values[parameter.name] ?? "",
                        "type": parameter.type == "date" ? "date" : parameter.type == "int" ? "number" : "text",
                    ]
                },
                "hasParameters": !report.parameters.isEmpty,
                "headings": headings, "hasRows": !rows.isEmpty, "count": rows.count, "hasTable": problem == nil,
                "rows": rows.map { cells -> [String: Any] in
                    [
                        "cells": zip(columns, cells).map { column, cell -> [String: Any] in
                            [
                                "heading": ReportHeadings.text(column, in: language),
                                "value": ReportWords.cell(cell, of: column, language) ?? "",
                                "isNumber": cell.map { Double($0) != nil } ?? false,
                            ]
                        }
                    ]
                },
            ])
    }
}

/// Words for the columns of reports, which are named in English for those who query.
enum ReportWords {
    static func cell(_ value: String?, of column: String, _ language: Language) -> String? {
        switch column {
        case "kind": Codes.quotaKind.label(value, language)
        case "verdict": Codes.quotaVerdict.label(value, language)
        case "definition":
            value.map { definition in
                definitions[definition].map { Words(language: language)[$0] } ?? definition
            }
        // PostgreSQL's own words for yes and no.
        case _ where column.hasPrefix("is_") || column.hasPrefix("has_"):
            value.map { $0 == "t" ? Words(language: language)["yes"] : $0 == "f" ? Words(language: language)["no"] : $0 }
        default: value
        }
    }

    private static let definitions = ["N1": "byStateCouncil", "N2": "byRoll", "N3": "byMinorsLaw", "N4": "bySchool"]
}

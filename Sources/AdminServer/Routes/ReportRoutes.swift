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
        let headings = columns.map { ReportWords.heading($0, language) }
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
                                "heading": ReportWords.heading(column, language),
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
    static func heading(_ column: String, _ language: Language) -> String {
        guard let word = headings[column] else { return column.replacing("_", with: " ") }
        return language.choose(word.chinese, word.english)
    }

    static func cell(_ value: String?, of column: String, _ language: Language) -> String? {
        switch column {
        case "kind": Codes.quotaKind.label(value, language)
        case "verdict": Codes.quotaVerdict.label(value, language)
        case "definition":
            value.map { definition in
                definitions[definition].map { Words(language: language)[$0] } ?? definition
            }
        default: value
        }
    }

    private static let definitions = ["N1": "byStateCouncil", "N2": "byRoll", "N3": "byMinorsLaw", "N4": "bySchool"]

    static let headings: [String: Words.Pair] = [
        "semester": ("学期", "Semester"), "scheme": ("项目", "Scheme"), "students": ("学生数", "Students"),
        "amount": ("金额(元)", "Amount (yuan)"),
        "class": ("班级", "Class"), "student": ("学生", "Student"), "carer": ("帮扶责任人", "Carer"),
        "last_contact_on": ("最近联系", "Last contact"),
        "contact_due_on": ("应联系日", "Contact due"), "days_late": ("逾期天数", "Days late"), "category": ("困难类别", "Category"),
        "next_review_on": ("应评估日", "Review due"), "area": ("类别", "Area"), "closed": ("已销号", "Signed off"),
        "median_days": ("中位天数", "Median days"), "p90_days": ("九成天数", "90 % within days"), "grade": ("年级", "Grade"),
        "visited": ("已入户家访", "Visited at home"), "by_phone_only": ("仅电话", "By phone only"),
        "percent": ("百分比", "Percent"),
        "name": ("姓名", "Name"), "kind": ("联系对象", "Kind"), "held": ("现有", "Held"), "minimum": ("最少", "Minimum"),
        "maximum": ("最多", "Maximum"),
        "verdict": ("结论", "Verdict"), "definition": ("口径", "Definition"), "left_behind": ("留守", "Left behind"),
        "undetermined": ("不明", "Undetermined"), "unconfirmed": ("未确认", "Unconfirmed"), "on_time": ("按时", "On time"),
        "unit": ("部门", "Unit"),
        "due": ("到期", "Due"), "overdue": ("逾期", "Overdue"), "issues": ("问题数", "Issues"),
        "reopened": ("重新打开", "Reopened"),
    ]
}

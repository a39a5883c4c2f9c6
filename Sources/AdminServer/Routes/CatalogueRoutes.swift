import Hummingbird
import Postgres
import Records
import RecordsStore

/// Every register of the catalogue: its list, its records, what can be done. The database says what there is, in rows;
/// these pages draw it.
struct CatalogueRoutes {
    let site: Site
    private static let pageSize = 50

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/registers") { _, context in try await catalogue(context) }
        group.get("/registers/:register") { _, context in try await table(context, problem: nil) }
        group.get("/registers/:register/:id") { _, context in try await record(context, problem: nil) }
        group.post("/registers/:register/sheet") { _, context in try await load(context) }
        group.post("/registers/:register/do/:action") { _, context in try await run(context, on: nil) }
        group.post("/registers/:register/:id/:action") { _, context in
            try await run(context, on: try context.id("id", as: Int64.self))
        }
    }

    func name(_ context: SignedInContext) throws -> String {
        guard let register = context.parameters.get("register") else { throw HTTPError(.notFound) }
        return register
    }

    // MARK: What there is

    private func catalogue(_ context: SignedInContext) async throws -> Response {
        let words = Words(language: context.language)
        let (me, registers) = try await site.session(context).run(Auth.Whoami(), Registers.Catalogue())
        let sections = ["A", "B", "C", "D", "E", "F"].compactMap { section -> [String: Any]? in
            let ofSection = registers.filter { $0.section == section }
            guard !ofSection.isEmpty else { return nil }
            return [
                "title": words["section" + section],
                "registers": ofSection.map { register -> [String: Any] in
                    [
                        "path": "/registers/\(register.register)", "label": register.label,
                        "systems": register.systems.joined(separator: " "),
                    ]
                },
            ]
        }
        return try site.page(
            "registers", title: words["registers"], context, me: me, here: "/registers",
            ["sections": sections, "hasSections": !sections.isEmpty])
    }

    // MARK: A list

    func table(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let register = try name(context)
        let query = context.visitor.query
        let typed = query.fields.filter { $0.name.hasPrefix(Self.prefix) }
            .map { (name: String($0.name.dropFirst(Self.prefix.count)), value: $0.value) }
        let skip = max(0, query.text("skip").flatMap { Int($0) } ?? 0)
        var problem = problem
        let (me, table) = try await filtered(register, typed, skip: skip, context, &problem)
        let filters = typed.map { (Self.prefix + $0.name, Optional($0.value)) }
        let adding = table.actions.first { $0.action == "add" }
        func path(skip: Int) -> String {
            QueryText.path("/registers/\(register)", filters + [("skip", skip == 0 ? nil : String(skip))])
        }
        return try site.page(
            "register", title: table.label, context, me: me, problem: problem,
            // Where a form was sent there is no page to come back to.
            here: context.form == nil ? context.visitor.here : "/registers/\(register)",
            [
                "path": "/registers/\(register)", "systems": table.systems.joined(separator: " "),
                "filters": table.filters.map { field in
                    self.field(field, value: query[Self.prefix + field.name], form: "filter", isFilter: true)
                },
                "hasFilters": !table.filters.isEmpty,
                "list": list(table.headings, table.rows, register: register),
                "previous": skip > 0 ? path(skip: max(0, skip - Self.pageSize)) : nil as String? as Any,
                "next": table.more ? path(skip: skip + Self.pageSize) : nil as String? as Any,
                "actions": table.actions.map { action in
                    form(action, at: "/registers/\(register)/do/\(action.action)", context)
                },
                "hasActions": !table.actions.isEmpty,
                "takesSheets": adding != nil,
                "sheetColumns": (adding?.fields ?? []).map { ["label": $0.label, "isRequired": $0.required] as [String: Any] },
            ])
    }

    private typealias Found = (me: Auth.Whoami.Row?, table: RegisterTable)

    /// A filter that cannot be read is told above the unfiltered list.
    private func filtered(
        _ register: String, _ typed: [(name: String, value: String)], skip: Int, _ context: SignedInContext,
        _ problem: inout Problem?
    ) async throws -> Found {
        do {
            return try await found(page(register, RegisterJSON.encoded(typed), skip: skip), context)
        } catch let error as RecordsError {
            guard case .invalid = error, !typed.isEmpty else { throw error }
            problem = problem ?? Problem(error, context.language)
        }
        return try await found(page(register, "{}", skip: 0), context)
    }

    private func found(_ page: Registers.RegisterPage, _ context: SignedInContext) async throws -> Found {
        let (me, answer) = try await site.session(context).run(Auth.Whoami(), page)
        return (me, try RegisterTable(json: answer.page))
    }

    func page(_ register: String, _ filters: String, skip: Int, most: Int = pageSize) -> Registers.RegisterPage {
        Registers.RegisterPage(register: register, filters: filters, skip: Int32(clamping: skip), most: Int32(most))
    }

    // MARK: A record

    private func record(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let register = try name(context)
        let id: Int64 = try context.id("id")
        let (me, answer) = try await site.session(context).run(
            Auth.Whoami(), Registers.RegisterRecord(register: register, record: id))
        let entry = try RegisterEntry(json: answer.record)
        let row = RegisterRow(record: entry.record, words: entry.words)
        return try site.page(
            "register-record", title: entry.label, context, me: me, problem: problem, here: "/registers/\(register)/\(id)",
            [
                "path": "/registers/\(register)", "id": id, "lifecycle": entry.lifecycle as Any, "register": register, "hasHistory": entry.hasHistory,
                "facts": entry.headings.filter { $0.kind != "key" }.map { heading -> [String: Any] in
                    ["label": heading.label, "value": text(of: heading, in: row), "path": link(heading, row) as Any]
                },
                "parts": entry.parts.map { part -> [String: Any] in
                    ["label": part.label, "list": list(part.headings, part.rows, register: nil)]
                },
                "events": entry.events.map { event -> [String: Any] in
                    [
                        "at": event.at, "action": event.action, "from": event.from as Any, "to": event.to,
                        "person": event.person ?? "", "reason": event.reason as Any,
                    ]
                },
                "hasEvents": !entry.events.isEmpty,
                "actions": entry.actions.map { action in
                    form(action, at: "/registers/\(register)/\(id)/\(action.action)", context)
                },
                "hasActions": !entry.actions.isEmpty,
            ])
    }

    // MARK: Doing something

    private func run(_ context: SignedInContext, on record: Int64?) async throws -> Response {
        let register = try name(context)
        guard let action = context.parameters.get("action") else { throw HTTPError(.notFound) }
        let list = "/registers/\(register)"
        func again(_ problem: Problem) async throws -> Response {
            record == nil ? try await table(context, problem: problem) : try await self.record(context, problem: problem)
        }
        do {
            return try await carriedOut(register, action, record, list, context, again)
        } catch let error as RecordsError {
            // A record that a field names, if the page itself is there: else this throws anew.
            guard case .notFound = error, let refusal = error.deniedAccess else { throw error }
            let response = try await again(Problem(message: error.message(in: context.language), status: .notFound))
            await site.noteRefusal(refusal, of: "registers/\(register)/\(action)", token: context.token)
            return response
        }
    }

    private func carriedOut(
        _ register: String, _ action: String, _ record: Int64?, _ list: String, _ context: SignedInContext,
        _ again: (Problem) async throws -> Response
    ) async throws -> Response {
        try await site.submit(context, route: "registers/\(register)/\(action)/\(record.map(String.init) ?? "")") {
            form in
            Registers.RegisterRun(
                register: register, action: action, record: record,
                arguments: RegisterJSON.encoded(
                    form.fields.filter { $0.name.hasPrefix(Self.prefix) }
                        .map { (name: String($0.name.dropFirst(Self.prefix.count)), value: $0.value) }))
        } next: { output in
            let done = "?done=" + (output == nil ? "again" : "register_action")
            // What was made is shown; what other actions answer is a number of records, or no record of this register.
            if record == nil, action.hasPrefix("add"), let made = output?.answer.flatMap(Int64.init) { return "\(list)/\(made)\(done)" }
            return record.map { "\(list)/\($0)\(done)" } ?? list + done
        } again: { problem in
            try await again(problem)
        }
    }

    // MARK: Parts of pages

    /// Before the names of an action's fields, so that none is taken for one that every form has.
    private static let prefix = "field-"

    private func list(_ headings: [RegisterHeading], _ rows: [RegisterRow], register: String?) -> [String: Any] {
        // A record is opened by its link; the numbers of parts are what the forms ask for.
        let shown = headings.filter { register == nil || $0.kind != "key" }
        return [
            "headings": shown.map(\.label), "hasRows": !rows.isEmpty,
            "rows": rows.map { row -> [String: Any] in
                [
                    "cells": shown.enumerated().map { index, heading -> [String: Any] in
                        let own = index == 0 ? register.flatMap { name in row.id.map { "/registers/\(name)/\($0)" } } : nil
                        return [
                            "heading": heading.label, "value": text(of: heading, in: row),
                            "path": (own ?? link(heading, row)) as String? as Any,
                            "isNumber": ["number", "money", "percent"].contains(heading.kind),
                            "isShort": !["text", "long_text", "staff_list", "record", "place"].contains(heading.kind),
                        ]
                    }
                ]
            },
        ]
    }

    private func text(of heading: RegisterHeading, in row: RegisterRow) -> String {
        let word = row.word(heading.name) ?? ""
        // A record is called by its number, as in the forms.
        return ["record", "key"].contains(heading.kind) && Int64(word) != nil ? "#" + word : word
    }

    /// Where a value leads: to the record of another register, or to a student.
    private func link(_ heading: RegisterHeading, _ row: RegisterRow) -> String? {
        if heading.kind == "record", let register = heading.source, case .number(let key)? = row.record[heading.name] {
            return "/registers/\(register)/\(key)"
        }
        if heading.name == "student_name", case .number(let key)? = row.record["student_id"] { return "/students/\(key)" }
        return nil
    }

    private func form(_ action: RegisterAction, at path: String, _ context: SignedInContext) -> [String: Any] {
        // The form that was not accepted keeps what was typed, and stands open.
        let isTyped = context.form != nil && context.parameters.get("action") == action.action
        return [
            "action": action.action, "label": action.label, "path": path,
            "hint": [action.hint, action.guard].compactMap { $0 }.joined(separator: " "),
            "isOpen": isTyped, "isPlain": action.fields.isEmpty,
            "fields": action.fields.map { field in
                self.field(
                    field, value: isTyped ? context.form?[Self.prefix + field.name] : nil, form: action.action,
                    isFilter: false)
            },
        ]
    }

    private func field(_ field: RegisterField, value: String?, form: String, isFilter: Bool) -> [String: Any] {
        let type =
            switch field.kind {
            case "date": "date"
            case "number": "number"
            default: "text"
            }
        let choices = field.choices ?? []
        return [
            "id": "\(form)-\(field.name)", "name": Self.prefix + field.name, "label": field.label,
            "value": value ?? "", "type": type, "isRequired": field.required && !isFilter,
            "isOptional": !field.required && !isFilter, "isFilter": isFilter,
            "isLong": field.kind == "long_text" && !isFilter, "isChoice": field.choices != nil,
            "isPlain": field.choices == nil && (field.kind != "long_text" || isFilter),
            "isMoney": field.kind == "money" || field.kind == "percent",
            "placeholderKey": field.kind,
            "placeholder": FieldPlaceholders.text(field.kind),
            "choices": options(choices, selected: value) { ($0.value, $0.label) },
        ]
    }
}

/// How a field that names a record is written; the same in both languages.
private enum FieldPlaceholders {
    static func text(_ kind: String) -> String {
        switch kind {
        case "student": "高一(1)班 张三 / #12"
        case "staff", "person": "张三 / Y1001 / #12"
        case "staff_list": "张三、李四"
        case "unit": "总务处 / #12"
        case "place": "1号楼 / 101"
        case "record", "key": "#12"
        case "moment": "2026-11-25 14:30"
        default: ""
        }
    }
}

/// What the server said of a statement when its Swift was written.
struct LockedStatement: Equatable, Sendable {
    /// A parameter or a column.
    struct Value: Equatable, Sendable {
        /// As the statement writes it.
        var name: String
        /// As the server writes it.
        var type: String
        var isOptional: Bool
    }

    /// Of all texts that it makes.
    var digest: String
    /// `:many`, with the number of variants where there are several.
    var form: String
    var parameters: [Value] = []
    var columns: [Value] = []

    init(digest: String, form: String) {
        self.digest = digest
        self.form = form
    }

    init(_ typed: TypedQuery) {
        let query = typed.query
        digest = QueriesLock.digest(query.variants.map(\.sql).joined(separator: ";\n"))
        form = ":\(query.cardinality)" + (query.variants.count > 1 ? " \(query.variants.count) variants" : "")
        parameters = typed.parameters.map { Value(name: $0.sqlName, type: $0.serverType, isOptional: $0.isOptional) }
        columns = typed.columns.map { Value(name: $0.sqlName, type: $0.serverType, isOptional: $0.isOptional) }
    }

    func lines(name: String) -> [String] {
        ["statement \(digest) \(name) \(form)"] + parameters.map { "  parameter \($0.text)" }
            + columns.map { "  column \($0.text)" }
    }

    /// What is no longer so, at its place in the query file.
    func changes(to now: LockedStatement, in query: Query) -> [Diagnostic] {
        var found: [Diagnostic] = []
        func compare(_ before: [Value], _ after: [Value], what: String, place: (String) -> Int?) {
            for value in before {
                guard let other = after.first(where: { $0.name == value.name }) else {
                    found.append(query.diagnostic("\(what)\(value.name) is gone"))
                    continue
                }
                if other.type != value.type {
                    found.append(
                        query.diagnostic(
                            "\(what)\(value.name) became \(other.type); it was \(value.type)", at: place(value.name)))
                }
                if other.isOptional != value.isOptional {
                    let change = other.isOptional ? "became nullable" : "can no longer be NULL"
                    found.append(query.diagnostic("\(what)\(value.name) \(change)", at: place(value.name)))
                }
            }
            for value in after where !before.contains(where: { $0.name == value.name }) {
                found.append(query.diagnostic("\(what)\(value.name) is new", at: place(value.name)))
            }
            let common = before.map(\.name).filter { name in after.contains { $0.name == name } }
            if common != after.map(\.name).filter(common.contains) {
                found.append(query.diagnostic("the \(what.trimmed)s come in another order"))
            }
        }
        compare(parameters, now.parameters, what: "parameter ") { name in
            query.parameters.first { $0.name == name }?.offset
        }
        compare(columns, now.columns, what: "column ") { query.offset(ofColumn: $0) }
        if form != now.form { found.append(query.diagnostic("\(query.name) became \(now.form); it was \(form)")) }
        if found.isEmpty, digest != now.digest {
            found.append(query.diagnostic("the text of \(query.name) has changed"))
        }
        return found
    }
}

extension LockedStatement.Value {
    /// `text?` for a type that may be NULL.
    init?(name: String, type: String) {
        guard name.hasSuffix(":"), !type.isEmpty else { return nil }
        self.init(
            name: String(name.dropLast()), type: type.hasSuffix("?") ? String(type.dropLast()) : type,
            isOptional: type.hasSuffix("?"))
    }

    var text: String { "\(name): \(type)\(isOptional ? "?" : "")" }
}

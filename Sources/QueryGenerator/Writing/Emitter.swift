/// Writes the Swift of typed queries. The same input gives the same bytes.
struct Emitter {
    /// A file to write, its path relative to the output folder.
    struct File: Equatable, Sendable {
        var path: String
        var text: String
    }

    /// A stored property and its place in the initialiser.
    struct Field: Equatable {
        var name: String
        /// With its question mark.
        var type: String
        /// In the initialiser.
        var defaultValue: String?
    }

    let catalog: Catalog
    let identifiers: IdentifierTypes
    let types: TypeMap

    init(_ typing: QueryTyping) {
        catalog = typing.catalog
        identifiers = typing.identifiers
        types = typing.types
    }

    /// `Work+Issue.swift`: the schema is part of the name because a module may not hold two files of one name.
    static func path(schema: String, subject: String) -> String {
        let schema = SwiftName.type(schema)
        return "\(schema)/\(schema)+\(SwiftName.type(subject)).swift"
    }

    // MARK: - Files of queries

    func file(_ source: QueryFile, queries: [TypedQuery]) -> File {
        var writer = SwiftWriter()
        writer.line("// generated from sql/queries/\(source.schema)/\(source.subject).sql by sqlgen: do not edit")
        writeImports(of: queries.flatMap { $0.parameters.map(\.type) + $0.columns.map(\.type) }, &writer)
        let schema = SwiftName.type(source.schema)
        writer.block("extension \(schema)") { writer in
            for (index, query) in queries.enumerated() {
                if index > 0 { writer.line() }
                write(query, &writer)
            }
        }
        for query in queries where query.query.headers.row == nil && !query.columns.isEmpty {
            writer.line()
            writeNamedFields(of: "\(schema).\(SwiftName.escaped(query.typeName)).Row", query.columns, &writer)
        }
        return File(path: Self.path(schema: source.schema, subject: source.subject), text: writer.text)
    }

    /// The rows that several statements of a schema share.
    func sharedRowFile(_ schema: String, _ rows: [SharedRow]) -> File {
        var writer = SwiftWriter()
        writer.line("// generated from sql/queries/\(schema) by sqlgen: do not edit")
        writeImports(of: rows.flatMap { $0.columns.map(\.type) }, &writer)
        let schemaName = SwiftName.type(schema)
        writer.block("extension \(schemaName)") { writer in
            for (index, row) in rows.enumerated() {
                if index > 0 { writer.line() }
                writer.line("/// A row of \(row.statements.map { "`\($0)`" }.joined(separator: ", ")).")
                writeRow(row.name, row.columns, &writer)
            }
        }
        for row in rows {
            writer.line()
            writeNamedFields(of: "\(schemaName).\(row.name)", row.columns, &writer)
        }
        return File(path: Self.path(schema: schema, subject: SharedRow.fileSubject), text: writer.text)
    }

    func writeImports(of types: [SwiftType], _ writer: inout SwiftWriter) {
        writer.line()
        for module in Set(types.compactMap(\.module)).union(["Postgres"]).sorted() {
            writer.line("public import \(module)")
        }
        writer.line()
    }

    // MARK: - Structs

    func writeRow(_ name: String, _ columns: [TypedQuery.Column], _ writer: inout SwiftWriter) {
        writer.block("public struct \(name): Sendable, Hashable") { writer in
            writeStorage(columns.map { Field(name: $0.name, type: $0.type.name + ($0.isOptional ? "?" : "")) }, &writer)
        }
    }

    func writeStorage(_ fields: [Field], _ writer: inout SwiftWriter) {
        for field in fields { writer.line("public var \(SwiftName.escaped(field.name)): \(field.type)") }
        guard !fields.isEmpty else {
            writer.line("public init() {}")
            return
        }
        writer.line()
        let arguments = fields.map { field in
            "\(SwiftName.label(field.name)): \(field.type)" + (field.defaultValue.map { " = \($0)" } ?? "")
        }
        writer.list("public init(", arguments, ") {")
        for field in fields {
            let name = SwiftName.escaped(field.name)
            writer.line("    self.\(name) = \(name)")
        }
        writer.line("}")
    }

    /// What a page reads by name, without reflection.
    private func writeNamedFields(of row: String, _ columns: [TypedQuery.Column], _ writer: inout SwiftWriter) {
        writer.block("extension \(row): NamedFields") { writer in
            writer.list("public static let fieldNames: [String] = [", columns.map { "\"\($0.name)\"" }, "]")
            writer.line()
            writer.block("public func field(_ index: Int) -> (any Sendable)?") { writer in
                writer.line("switch index {")
                for (index, column) in columns.enumerated() {
                    writer.line("case \(index): return self.\(SwiftName.escaped(column.name))")
                }
                writer.line("default: return nil")
                writer.line("}")
            }
        }
    }
}

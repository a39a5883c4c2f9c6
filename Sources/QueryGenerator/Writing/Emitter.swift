/// Writes the Swift of typed queries. The same input gives the same bytes.
struct Emitter {
    /// A file to write, its path relative to the output folder.
    struct File: Equatable, Sendable {
        var path: String
        var text: String
    }

    let catalog: Catalog
    let identifiers: IdentifierTypes

    /// `Work+Issue.swift`: the schema is part of the name because a module may not hold two files of one name.
    static func path(schema: String, subject: String) -> String {
        let schema = SwiftName.type(schema)
        return "\(schema)/\(schema)+\(SwiftName.type(subject)).swift"
    }

    // MARK: - Queries

    func file(_ source: QueryFile, queries: [TypedQuery]) -> File {
        var writer = SwiftWriter()
        let types = queries.flatMap { $0.parameters.map(\.type) + $0.columns.map(\.type) }
        let modules = Set(types.compactMap(\.module)).union(["Postgres"])
        writer.line("// generated from sql/queries/\(source.schema)/\(source.subject).sql by sqlgen: do not edit")
        writer.line()
        for module in modules.sorted() { writer.line("public import \(module)") }
        writer.line()
        writer.block("extension \(SwiftName.type(source.schema))") { writer in
            for (index, query) in queries.enumerated() {
                if index > 0 { writer.line() }
                write(query, &writer)
            }
        }
        return File(path: Self.path(schema: source.schema, subject: source.subject), text: writer.text)
    }

    private func write(_ typed: TypedQuery, _ writer: inout SwiftWriter) {
        let query = typed.query
        writer.documentation(query.documentation)
        writer.block("public struct \(SwiftName.escaped(typed.typeName)): \(query.cardinality.protocolName)") {
            writer in
            writeStorage(typed.parameters.map { ($0.name, $0.type, $0.isOptional) }, &writer)
            if !typed.columns.isEmpty {
                writer.line()
                writer.block("public struct Row: Sendable, Hashable") { writer in
                    writeStorage(typed.columns.map { ($0.name, $0.type, $0.isOptional) }, &writer)
                }
            }
            writer.line()
            writer.line("public static let name = \"\(query.qualifiedName)\"")
            if typed.parameters.contains(where: { $0.declaredOID != 0 }) {
                let oids = typed.parameters.map { String($0.declaredOID) }
                writer.list("public static let parameterTypes: [OID] = [", oids, "]")
            } else {
                writer.line("public static let parameterTypes: [OID] = []")
            }
            writer.literal("public static let sql = ", query.text.sql)
            writer.line()
            writeEncoding(typed.parameters, &writer)
            if !typed.columns.isEmpty {
                writer.line()
                writeDecoding(typed.columns, &writer)
            }
        }
    }

    private func writeStorage(
        _ fields: [(name: String, type: SwiftType, isOptional: Bool)], _ writer: inout SwiftWriter
    ) {
        let fields = fields.map { (name: $0.name, type: $0.type.name + ($0.isOptional ? "?" : "")) }
        for field in fields { writer.line("public var \(SwiftName.escaped(field.name)): \(field.type)") }
        guard !fields.isEmpty else {
            writer.line("public init() {}")
            return
        }
        writer.line()
        writer.list("public init(", fields.map { "\(SwiftName.label($0.name)): \($0.type)" }, ") {")
        for field in fields {
            let name = SwiftName.escaped(field.name)
            writer.line("    self.\(name) = \(name)")
        }
        writer.line("}")
    }

    private func writeEncoding(_ parameters: [TypedQuery.Parameter], _ writer: inout SwiftWriter) {
        guard !parameters.isEmpty else {
            writer.line("public func encode(into parameters: inout Parameters) {}")
            return
        }
        writer.block("public func encode(into parameters: inout Parameters)") { writer in
            for parameter in parameters { writer.line("parameters.append(self.\(SwiftName.escaped(parameter.name)))") }
        }
    }

    private func writeDecoding(_ columns: [TypedQuery.Column], _ writer: inout SwiftWriter) {
        writer.block("public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row") { writer in
            // Arguments are evaluated from left to right, which is the order of the columns.
            let values = columns.map { column in
                "\(SwiftName.label(column.name)): try row.next(\(column.type.name)\(column.isOptional ? "?" : "").self)"
            }
            writer.list("Row(", values, ")")
        }
    }

    // MARK: - Files of the whole schema

    /// `public enum Work {}` for every folder.
    func schemas(_ names: [String]) -> File {
        var writer = SwiftWriter()
        writer.line("// generated from the folders of sql/queries by sqlgen: do not edit")
        for name in Set(names).sorted() {
            writer.line()
            writer.line("/// Statements of sql/queries/\(name).")
            writer.line("public enum \(SwiftName.type(name)) {}")
        }
        return File(path: "Schemas.swift", text: writer.text)
    }

    /// A typed id for every table with a primary key of one bigint column.
    func identifierFile() -> File {
        var writer = SwiftWriter()
        writer.line("// generated from the primary keys of the schema by sqlgen: do not edit")
        for table in identifiers.tables {
            guard let name = identifiers.enumName(of: table.oid) else { continue }
            writer.line()
            writer.line("/// The table `\(table.qualifiedName)`.")
            writer.block("public enum \(name)") { writer in
                writer.line("/// A key of `\(table.qualifiedName)`.")
                writer.line("public typealias ID = Identifier<\(name)>")
            }
            writeGeneralisations(of: table, name: name, &writer)
        }
        return File(path: "Identifiers.swift", text: writer.text)
    }

    /// Where a table's key refers to another table's, the id can be read as the other's: a student is a person.
    private func writeGeneralisations(of table: Catalog.Table, name: String, _ writer: inout SwiftWriter) {
        guard let general = identifiers.generalTables(of: table.oid).first, let other = catalog.table(general),
            let otherName = identifiers.enumName(of: general)
        else { return }
        writer.line()
        writer.block("extension Identifier<\(name)>") { writer in
            writer.line("/// The same number as a key of `\(other.qualifiedName)`, which a foreign key says it is.")
            let property = SwiftName.escaped(SwiftName.property(other.name) + "ID")
            writer.line("public var \(property): \(otherName).ID { \(otherName).ID(rawValue: rawValue) }")
        }
    }

    /// Enums of PostgreSQL that the queries use. Nil where there are none.
    func enumFile(_ entries: [Catalog.TypeEntry]) -> File? {
        guard !entries.isEmpty else { return nil }
        var writer = SwiftWriter()
        writer.line("// generated from the enum types of the schema by sqlgen: do not edit")
        writer.line()
        writer.line("public import Postgres")
        for entry in entries.sorted(by: { ($0.schema, $0.name) < ($1.schema, $1.name) }) {
            writer.line()
            writer.line("/// The type `\(entry.displayName)`.")
            writer.block("public enum \(TypeMap.enumName(entry)): String, CaseIterable, Sendable, PostgresCodable") {
                writer in
                for label in entry.labels {
                    writer.line("case \(SwiftName.escaped(SwiftName.property(SwiftName.plain(label)))) = \"\(label)\"")
                }
            }
        }
        return File(path: "Enums.swift", text: writer.text)
    }
}

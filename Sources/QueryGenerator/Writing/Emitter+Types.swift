/// Files that follow from the schema and from the types that the queries use.
extension Emitter {
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
        let entries = entries.filter { $0.kind == "e" }
        guard !entries.isEmpty else { return nil }
        var writer = SwiftWriter()
        writer.line("// generated from the enum types of the schema by sqlgen: do not edit")
        writer.line()
        writer.line("public import Postgres")
        for entry in entries {
            writer.line()
            writer.line("/// The type `\(entry.displayName)`.")
            writer.block("public enum \(types.name(of: entry)): String, CaseIterable, Sendable, PostgresCodable") {
                writer in
                for (label, name) in zip(entry.labels, Self.caseNames(entry.labels)) {
                    writer.line("case \(SwiftName.escaped(name)) = \(SwiftWriter.quoted(label))")
                }
            }
        }
        return File(path: "Enums.swift", text: writer.text)
    }

    /// A label that makes no Swift name, or that of another, is called by its place: `value3`.
    private static func caseNames(_ labels: [String]) -> [String] {
        var names: [String] = []
        for (index, label) in labels.enumerated() {
            let plain = SwiftName.plain(label)
            let name = SwiftName.property(plain)
            let isUsable = SwiftName.isIdentifier("_" + plain) && SwiftName.isIdentifier(name) && !names.contains(name)
            names.append(isUsable ? name : "value\(index + 1)")
        }
        return names
    }

    /// Composite types of PostgreSQL that the queries use. Nil where there are none.
    func compositeFile(_ entries: [Catalog.TypeEntry]) -> File? {
        let composites = entries.compactMap { entry in
            entry.kind == "c" ? types.fields(of: entry).map { (entry: entry, fields: $0) } : nil
        }
        guard !composites.isEmpty else { return nil }
        var writer = SwiftWriter()
        writer.line("// generated from the composite types of the schema by sqlgen: do not edit")
        writeImports(of: composites.flatMap { $0.fields.map(\.type) }, &writer)
        for (index, composite) in composites.enumerated() {
            if index > 0 { writer.line() }
            writer.line("/// The type `\(composite.entry.displayName)`. The server holds no NOT NULL for its fields.")
            writer.block("public struct \(types.name(of: composite.entry)): Sendable, Hashable, PostgresComposite") {
                writer in
                writeStorage(composite.fields.map { Field(name: $0.name, type: $0.type.name + "?") }, &writer)
                writer.line()
                writer.block("public init(_ fields: inout CompositeReader) throws(DecodingProblem)") { writer in
                    for field in composite.fields {
                        writer.line("self.\(SwiftName.escaped(field.name)) = try fields.next()")
                    }
                }
                writer.line()
                writer.block("public func write(_ fields: inout CompositeWriter)") { writer in
                    for field in composite.fields {
                        writer.line("fields.append(self.\(SwiftName.escaped(field.name)))")
                    }
                }
            }
        }
        return File(path: "Composites.swift", text: writer.text)
    }
}

import Foundation

/// The folder sql/queries: a folder a schema, a file a subject.
struct QueryFolder {
    /// The path of `sql`.
    let sqlPath: String

    /// In order of schema and subject.
    func texts() throws -> [(schema: String, subject: String, text: String)] {
        let root = sqlPath + "/queries"
        var texts: [(schema: String, subject: String, text: String)] = []
        for schema in try FileManager.default.contentsOfDirectory(atPath: root).sorted() where SwiftName.isPlain(schema)
        {
            for file in try FileManager.default.contentsOfDirectory(atPath: root + "/" + schema).sorted()
            where file.hasSuffix(".sql") {
                let text = try String(contentsOfFile: "\(root)/\(schema)/\(file)", encoding: .utf8)
                texts.append((schema, String(file.dropLast(4)), text))
            }
        }
        return texts
    }

    /// - Throws: `Diagnostics` with what is wrong in each file that cannot be read.
    func files() throws -> [QueryFile] {
        var files: [QueryFile] = []
        var problems: [Diagnostic] = []
        for (schema, subject, text) in try texts() {
            let path = "\(sqlPath)/queries/\(schema)/\(subject).sql"
            do {
                files.append(try QueryFile(path: path, schema: schema, subject: subject, text: text))
            } catch {
                problems.append(error)
            }
        }
        problems += Self.clashes(files)
        guard problems.isEmpty else { throw Diagnostics(all: problems) }
        return files
    }

    /// Names that would meet in one Swift namespace, and names that would hide a type that the generated code uses.
    private static func clashes(_ files: [QueryFile]) -> [Diagnostic] {
        var first: [String: Query] = [:]
        var problems: [Diagnostic] = []
        for query in files.flatMap(\.queries) {
            let type = SwiftName.type(query.name)
            if usedTypes.contains(type) {
                problems.append(query.diagnostic("the name \(query.name) would hide the Swift type \(type)"))
            }
            let key = SwiftName.type(query.schema) + "." + type
            if let other = first[key] {
                problems.append(
                    query.diagnostic(
                        "\(query.name) and \(other.name) of \(other.source.path) have one Swift name, \(key)"))
            } else {
                first[key] = query
            }
        }
        return problems
    }

    /// Types that generated code names without their module.
    static let usedTypes: Set<String> = [
        "Any", "Array", "Bool", "CaseIterable", "CopyRow", "Double", "Float", "Hashable", "Identifier", "Int", "Int16",
        "Int32", "Int64", "NamedFields", "OID", "Optional", "Parameters", "PostgresError", "Row", "RowReader",
        "Sendable", "StatementVariant", "String", "UInt8", "UInt64", "UUID",
    ]
}

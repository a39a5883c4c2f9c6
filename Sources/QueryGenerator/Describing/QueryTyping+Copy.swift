/// `COPY schema.table (a, b) FROM STDIN`
private struct CopyCommand {
    var table: [String]
    var columns: [Query.Mention] = []
    var tableOffset: Int
    /// False where the generator is to add it.
    var saysBinary = false

    private static let form = "COPY schema.table (column, column) FROM STDIN"

    /// <https://www.postgresql.org/docs/15/sql-copy.html>
    init(_ query: Query) throws(Diagnostic) {
        var words = query.text.tokens.filter { !$0.isBlank }[...]
        let source = query.source
        func problem(_ message: String) -> Diagnostic {
            query.diagnostic(message, at: words.first?.range.lowerBound, hint: Self.form)
        }
        func identifier() throws(Diagnostic) -> Query.Mention {
            guard let token = words.first else { throw problem("a name is missing") }
            let name: String
            switch token.kind {
            case .word(let word): name = word
            case .quotedIdentifier:
                name = String(source.string(token.range).dropFirst().dropLast()).replacing("\"\"", with: "\"")
            default: throw problem("a name is missing")
            }
            words.removeFirst()
            return Query.Mention(name: name, offset: token.range.lowerBound)
        }
        func take(_ kinds: SQLToken.Kind...) -> Bool {
            guard words.prefix(kinds.count).map(\.kind) == kinds else { return false }
            words = words.dropFirst(kinds.count)
            return true
        }
        guard take(.word("copy")) else { throw problem("a :copy statement is a COPY") }
        let schema = try identifier()
        tableOffset = schema.offset
        guard take(.symbol(".")) else { throw problem("the table is written with its schema") }
        table = [schema.name, try identifier().name]
        guard take(.symbol("(")) else { throw problem("a :copy statement names its columns") }
        repeat { columns.append(try identifier()) } while take(.symbol(","))
        guard take(.symbol(")"), .word("from"), .word("stdin")) else {
            throw problem("a :copy statement reads from STDIN")
        }
        _ = take(.word("with"))
        if take(.symbol("("), .word("format"), .word("binary"), .symbol(")")) { saysBinary = true }
        guard words.isEmpty else { throw problem("a :copy statement has no other options than (FORMAT binary)") }
    }
}

extension QueryTyping {
    /// The columns that a COPY fills, as the table has them.
    func copy(_ query: Query) throws(Diagnostic) -> TypedQuery {
        if query.variants.count > 1 || !query.parameters.isEmpty {
            throw query.diagnostic("a :copy statement has no parameters and no parts")
        }
        let command = try CopyCommand(query)
        let name = command.table.joined(separator: ".")
        guard let table = catalog.table(schema: command.table[0], name: command.table[1]) else {
            throw query.diagnostic("relation \"\(name)\" does not exist", at: command.tableOffset)
        }
        try checkCopyHeaders(query, command.columns)
        let columns = catalog.columns(of: table.oid)
        var warnings: [Diagnostic] = []
        var parameters: [TypedQuery.Parameter] = []
        var oids: [UInt32] = []
        var typeOIDs: [UInt32] = []
        for mention in command.columns {
            guard let (key, column) = columns.first(where: { $0.column.name == mention.name }) else {
                throw query.diagnostic(
                    "column \"\(mention.name)\" of relation \"\(name)\" does not exist", at: mention.offset)
            }
            if column.isGenerated {
                throw query.diagnostic("the server itself makes the column \(mention.name)", at: mention.offset)
            }
            let property = SwiftName.property(mention.name)
            guard SwiftName.isIdentifier(mention.name), !parameters.contains(where: { $0.name == property }) else {
                throw query.diagnostic("the column \(mention.name) has no Swift name here", at: mention.offset)
            }
            typeOIDs.append(column.typeOID)
            oids.append(try binaryType(of: column, mention, query))
            let elementsHoldNull = try elementsHoldNull(mention.name, column.typeOID, query)
            let base = oids[oids.count - 1]
            let natural = columnType(column.typeOID, [key], elementsHoldNull).map { TypeMap.copied($0, as: base) }
            guard let type = override(mention.name, query) ?? natural else {
                throw query.diagnostic(
                    "the column \(mention.name) is of type \(types.displayName(of: column.typeOID)), "
                        + "which no Swift type stands for", at: mention.offset)
            }
            parameters.append(
                TypedQuery.Parameter(
                    name: property, sqlName: mention.name, type: type,
                    serverType: types.displayName(of: column.typeOID),
                    isOptional: takesNull(mention.name, column, query, &warnings), declaredOID: base))
        }
        let sql = query.text.sql + (command.saysBinary ? "" : " (FORMAT binary)")
        return TypedQuery(
            query: query, parameters: parameters, columns: [],
            copy: TypedQuery.Copy(sql: sql, columnOIDs: oids, typeOIDs: typeOIDs), warnings: warnings)
    }

    /// The number that stands for the type in every database, which the binary form needs.
    ///
    /// A domain is received as what it stands on, an enum as text. Arrays of types that were made in the database and
    /// composites hold the numbers of those types in their binary form.
    private func binaryType(
        of column: Catalog.Column, _ mention: Query.Mention, _ query: Query
    ) throws(Diagnostic) -> UInt32 {
        let base = types.base(of: column.typeOID)
        if catalog.types[base]?.kind == "e" { return BuiltIn.text }
        guard base < BuiltIn.firstUnpinned else {
            throw query.diagnostic(
                "the column \(mention.name) is of type \(types.displayName(of: column.typeOID)), "
                    + "whose binary form holds numbers that differ between databases",
                at: mention.offset, hint: "leave it out of the COPY, or copy into a text column and cast from there")
        }
        return base
    }

    private func takesNull(
        _ name: String, _ column: Catalog.Column, _ query: Query, _ warnings: inout [Diagnostic]
    ) -> Bool {
        if let mention = query.headers.null.first(where: { $0.name == name }) {
            let text = column.refusesNull ? "null: names \(name), which is NOT NULL" : "null: need not name \(name)"
            warnings.append(query.warning(text, at: mention.offset))
            return true
        }
        if query.headers.notNull.contains(where: { $0.name == name || $0.name == ":" + name }) { return false }
        return !column.refusesNull
    }

    private func checkCopyHeaders(_ query: Query, _ columns: [Query.Mention]) throws(Diagnostic) {
        let headers = query.headers
        let names = Set(columns.flatMap { [$0.name, ":" + $0.name] })
        for mention in headers.null + headers.notNull + headers.optional + headers.nullableElements
            + headers.types.map(\.target) where !names.contains(mention.name)
        {
            throw query.diagnostic("no column is called \(mention.name)", at: mention.offset)
        }
        if let row = headers.row { throw query.diagnostic("this statement has no rows to share", at: row.offset) }
        if let mention = headers.optional.first {
            throw query.diagnostic("in a COPY null: says that a column may be NULL", at: mention.offset)
        }
    }
}

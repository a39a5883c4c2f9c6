extension QueryTyping {
    /// `-- type state: Records.IssueState`: a name before the first dot is a module if it is one of ours.
    func override(_ name: String, _ query: Query) -> SwiftType? {
        guard let written = query.headers.types.first(where: { $0.target.name == name })?.swiftType else { return nil }
        let bare = written.drop { $0 == "[" }
        let module = ["Records", "Foundation"].first { bare.hasPrefix($0 + ".") }
        return SwiftType(name: written, module: module)
    }

    /// Whether `-- elements?:` names it, which only an array can be.
    func elementsHoldNull(_ name: String, _ oid: UInt32, _ query: Query) throws(Diagnostic) -> Bool {
        guard let mention = query.headers.nullableElements.first(where: { $0.name == name }) else { return false }
        guard types.isArray(oid) else {
            throw query.diagnostic("\(name) is of type \(types.displayName(of: oid)), no array", at: mention.offset)
        }
        return true
    }

    /// A header that names nothing is a mistyped one.
    func checkMentions(_ query: Query, columns: [String]) throws(Diagnostic) {
        let headers = query.headers
        let parameters = Set(query.parameters.map(\.name))
        let columns = Set(query.cardinality.hasRows ? columns : [])
        for mention in headers.null where !parameters.contains(mention.name) {
            throw query.diagnostic("no parameter is called :\(mention.name)", at: mention.offset)
        }
        for mention in headers.notNull + headers.optional where !columns.contains(mention.name) {
            let parameter = mention.name.hasPrefix(":") ? String(mention.name.dropFirst()) : nil
            if let parameter, parameters.contains(parameter), headers.notNull.contains(mention) { continue }
            throw query.diagnostic(
                parameter.map { "no parameter is called :\($0)" } ?? "no column is called \(mention.name)",
                at: mention.offset)
        }
        for mention in headers.nullableElements + headers.types.map(\.target)
        where !parameters.contains(mention.name) && !columns.contains(mention.name) {
            throw query.diagnostic("no column or parameter is called \(mention.name)", at: mention.offset)
        }
        if let row = headers.row, !query.cardinality.hasRows {
            throw query.diagnostic("this statement has no rows to share", at: row.offset)
        }
    }
}

/// A query with everything that Swift has to know of it.
struct TypedQuery: Sendable {
    struct Parameter: Sendable, Equatable {
        /// The Swift property.
        var name: String
        var type: SwiftType
        var isOptional: Bool
        /// What the statement declares to the server; 0 where the number differs between databases.
        var declaredOID: UInt32
    }

    struct Column: Sendable, Equatable {
        var name: String
        var type: SwiftType
        var isOptional: Bool
    }

    var query: Query
    var parameters: [Parameter]
    /// Empty for `:exec` and `:count`.
    var columns: [Column]

    var typeName: String { SwiftName.type(query.name) }
}

/// What the server says of a statement, in the generator's own words.
struct Description: Sendable {
    struct Column: Sendable {
        var name: String
        var typeOID: UInt32
        /// The table's column that it comes straight from, if any.
        var origin: Catalog.ColumnKey?
    }

    var parameterOIDs: [UInt32]
    var columns: [Column]
    /// The server's analysed tree of the statement, in its node notation; nil where it was not told.
    var tree: String?
}

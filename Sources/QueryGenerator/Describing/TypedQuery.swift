/// A query with everything that Swift has to know of it.
struct TypedQuery: Sendable {
    struct Parameter: Sendable, Equatable {
        /// The Swift property.
        var name: String
        /// As the statement writes it.
        var sqlName: String
        var type: SwiftType
        /// As the server names it.
        var serverType: String
        var isOptional: Bool
        /// Nil leaves a part of the statement out; NULL is never sent.
        var isCondition = false
        /// What the statement declares to the server; 0 where the number differs between databases.
        var declaredOID: UInt32
    }

    struct Column: Sendable, Equatable {
        var name: String
        var sqlName: String
        var type: SwiftType
        var serverType: String
        var isOptional: Bool
    }

    /// What a `:copy` fills.
    struct Copy: Sendable, Equatable {
        var sql: String
        /// What the binary form declares.
        var columnOIDs: [UInt32]
        /// What the table says.
        var typeOIDs: [UInt32]
    }

    var query: Query
    /// Of all variants. For `:copy` the columns that it fills.
    var parameters: [Parameter]
    /// Empty where the cardinality has no rows.
    var columns: [Column]
    var copy: Copy?
    /// Headers that say nothing new.
    var warnings: [Diagnostic] = []

    var typeName: String { SwiftName.type(query.name) }
}

/// What the server says of one text of a statement, in the generator's own words.
struct Description: Sendable {
    struct Column: Sendable, Equatable {
        var name: String
        var typeOID: UInt32
        /// The table's column that it comes straight from, if any.
        var origin: Catalog.ColumnKey?
    }

    var text: StatementText
    var parameterOIDs: [UInt32]
    var columns: [Column]
    /// The server's analysed tree of the statement, in its node notation; nil where it was not told.
    var tree: String?
}

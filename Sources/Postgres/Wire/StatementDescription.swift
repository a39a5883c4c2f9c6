import CLibpq

/// What PostgreSQL finds out about a statement when it parses it.
public struct StatementDescription: Sendable, Hashable {
    /// One column of the answer.
    public struct Column: Sendable, Hashable {
        /// As the statement names it; not always unique.
        public var name: String
        /// The type; for a domain the one beneath it.
        public var typeOID: OID
        /// The table that the column comes from; 0 for an expression.
        public var tableOID: OID
        /// `pg_attribute.attnum` in that table; 0 for an expression.
        public var attributeNumber: Int
        /// `pg_attribute.atttypmod`; -1 where the type has none.
        public var typeModifier: Int

        /// A column as the server would describe it; for tests.
        public init(name: String, typeOID: OID, tableOID: OID, attributeNumber: Int, typeModifier: Int) {
            self.name = name
            self.typeOID = typeOID
            self.tableOID = tableOID
            self.attributeNumber = attributeNumber
            self.typeModifier = typeModifier
        }
    }

    /// In order: `$1`, `$2` …
    public var parameterTypes: [OID]
    /// Empty for a statement that answers no rows.
    public var columns: [Column]

    /// A description as the server would give it; for tests.
    public init(parameterTypes: [OID], columns: [Column]) {
        self.parameterTypes = parameterTypes
        self.columns = columns
    }

    init(_ result: ServerResult) {
        let pointer = result.pointer
        parameterTypes = (0..<max(0, PQnparams(pointer))).map { OID(rawValue: PQparamtype(pointer, $0)) }
        columns = (0..<max(0, PQnfields(pointer))).map { index in
            Column(
                name: result.columnName(Int(index)), typeOID: OID(rawValue: PQftype(pointer, index)),
                tableOID: OID(rawValue: PQftable(pointer, index)), attributeNumber: Int(PQftablecol(pointer, index)),
                typeModifier: Int(PQfmod(pointer, index)))
        }
    }
}

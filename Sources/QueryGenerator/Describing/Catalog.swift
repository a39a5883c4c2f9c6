/// What the generator knows of a database's schema, read once from the system catalogs.
struct Catalog: Sendable {
    struct ColumnKey: Hashable, Sendable {
        var table: UInt32
        var attribute: Int16
    }

    struct Table: Sendable {
        var oid: UInt32
        var schema: String
        var name: String
        /// pg_class.relkind: `r` table, `p` partitioned, `v` view, `m` materialised view, `f` foreign.
        var kind: Character

        var qualifiedName: String { "\(schema).\(name)" }
        /// Whether the server itself holds the table's NOT NULL constraints.
        var keepsNotNull: Bool { kind == "r" || kind == "p" }
    }

    struct Column: Sendable {
        var name: String
        var typeOID: UInt32
        /// NOT NULL on the column or on its domain, and so in every table that inherits it.
        var isNotNull: Bool
        /// A NULL cannot be written.
        var refusesNull: Bool
        /// GENERATED ALWAYS AS (…) STORED: nothing can be written.
        var isGenerated: Bool
    }

    struct ForeignKey: Sendable {
        var table: UInt32
        var columns: [Int16]
        var referencedTable: UInt32
        var referencedColumns: [Int16]
    }

    /// A row of pg_type.
    struct TypeEntry: Sendable {
        var oid: UInt32
        var schema: String
        var name: String
        /// pg_type.typtype: `b` base, `d` domain, `e` enum, `r` range, `c` composite, `p` pseudo.
        var kind: Character
        /// What a domain stands on, or 0.
        var base: UInt32
        /// The element of a true array, or 0.
        var element: UInt32
        /// pg_type.typrelid: the table or composite type whose columns are the fields, or 0.
        var relation: UInt32 = 0
        /// A domain that holds no NULL.
        var isNotNull = false
        /// As a cast would write it.
        var displayName: String
        /// Labels of an enum, in its order.
        var labels: [String] = []
    }

    /// A row of pg_proc.
    struct Function: Sendable {
        var name: String
        var isBuiltIn: Bool
        /// NULL for any NULL argument, without a call.
        var isStrict: Bool
        /// pg_proc.prosrc: for a built-in function the name of the C function.
        var source: String
    }

    /// A row of pg_operator.
    struct Operator: Sendable {
        var name: String
        var isBuiltIn: Bool
        var function: UInt32
    }

    var functions: [UInt32: Function] = [:]
    var operators: [UInt32: Operator] = [:]
    /// Sorted by schema and name.
    var tables: [Table] = []
    var columns: [ColumnKey: Column] = [:]
    var primaryKeys: [UInt32: [Int16]] = [:]
    var foreignKeys: [ForeignKey] = []
    var types: [UInt32: TypeEntry] = [:]
    private(set) var tablesByOID: [UInt32: Table] = [:]
    private(set) var foreignKeysByTable: [UInt32: [ForeignKey]] = [:]
    private var columnKeysByTable: [UInt32: [ColumnKey]] = [:]

    func table(_ oid: UInt32) -> Table? { tablesByOID[oid] }

    func table(schema: String, name: String) -> Table? { tables.first { $0.schema == schema && $0.name == name } }

    /// Whether the domain, or one that it stands on, holds no NULL.
    func isNotNullDomain(_ oid: UInt32) -> Bool {
        guard let entry = types[oid], entry.kind == "d" else { return false }
        return entry.isNotNull || isNotNullDomain(entry.base)
    }

    /// The columns of a table or the fields of a composite type, in order.
    func columns(of relation: UInt32) -> [(key: ColumnKey, column: Column)] {
        (columnKeysByTable[relation] ?? []).compactMap { key in columns[key].map { (key, $0) } }
    }

    /// After the plain properties are filled.
    mutating func index() {
        tables.sort { ($0.schema, $0.name) < ($1.schema, $1.name) }
        tablesByOID = Dictionary(uniqueKeysWithValues: tables.map { ($0.oid, $0) })
        foreignKeysByTable = Dictionary(grouping: foreignKeys, by: \.table)
        columnKeysByTable = Dictionary(grouping: columns.keys.sorted { $0.attribute < $1.attribute }, by: \.table)
    }
}

/// The type OIDs that are fixed in every PostgreSQL: pg_type.dat.
enum BuiltIn {
    static let bigint: UInt32 = 20
    static let bigintArray: UInt32 = 1016
    static let void: UInt32 = 2278
    static let text: UInt32 = 25
    /// Objects below are made by initdb's bootstrap and have the same OID everywhere.
    /// <https://www.postgresql.org/docs/15/system-catalog-initial-data.html#SYSTEM-CATALOG-OID-ASSIGNMENT>
    static let firstUnpinned: UInt32 = 12_000
}

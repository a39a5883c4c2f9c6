/// Which typed id a column or a parameter carries, told from primary and foreign keys.
struct IdentifierTypes: Sendable {
    private let catalog: Catalog
    /// Tables with a primary key of one bigint column, in order of schema and name.
    let tables: [Catalog.Table]
    private let keyColumns: [UInt32: Int16]
    /// For each name of a foreign key column: the tables that columns of this name lead to.
    private var tablesByColumnName: [String: Set<UInt32>] = [:]
    private var tablesByName: [String: [UInt32]] = [:]

    init(_ catalog: Catalog) {
        self.catalog = catalog
        var keyColumns: [UInt32: Int16] = [:]
        for (table, columns) in catalog.primaryKeys where columns.count == 1 {
            let column = catalog.columns[Catalog.ColumnKey(table: table, attribute: columns[0])]
            // A domain over bigint stays out: its name says what it is, and its OID is not fixed.
            if column?.typeOID == BuiltIn.bigint { keyColumns[table] = columns[0] }
        }
        self.keyColumns = keyColumns
        tables = catalog.tables.filter { keyColumns[$0.oid] != nil }
        for table in tables { tablesByName[table.name, default: []].append(table.oid) }
        for key in catalog.foreignKeys {
            for attribute in key.columns {
                let place = Catalog.ColumnKey(table: key.table, attribute: attribute)
                guard let column = catalog.columns[place], let target = self.table(of: place) else { continue }
                tablesByColumnName[column.name, default: []].insert(target)
            }
        }
    }

    /// The enum that names the table's ids: `WorkIssue`.
    func enumName(of table: UInt32) -> String? {
        catalog.table(table).map { SwiftName.type($0.schema) + SwiftName.type($0.name) }
    }

    func swiftType(ofTable table: UInt32) -> String? { enumName(of: table).map { "\($0).ID" } }

    /// The table whose id stands in the column: its own if the column is its primary key, else the nearest one that a
    /// foreign key leads to.
    func table(of column: Catalog.ColumnKey) -> UInt32? {
        var visited: Set<Catalog.ColumnKey> = []
        return table(of: column, visited: &visited)
    }

    private func table(of column: Catalog.ColumnKey, visited: inout Set<Catalog.ColumnKey>) -> UInt32? {
        guard visited.insert(column).inserted else { return nil }
        if keyColumns[column.table] == column.attribute { return column.table }
        let keys = (catalog.foreignKeysByTable[column.table] ?? []).filter { $0.columns.contains(column.attribute) }
        // A key of this column alone says more than one that it is only a part of.
        for single in [true, false] {
            var targets: Set<UInt32> = []
            for key in keys where (key.columns.count == 1) == single {
                guard let index = key.columns.firstIndex(of: column.attribute) else { continue }
                let referenced = Catalog.ColumnKey(table: key.referencedTable, attribute: key.referencedColumns[index])
                if let target = table(of: referenced, visited: &visited) { targets.insert(target) }
            }
            if !targets.isEmpty { return mostSpecific(targets) }
        }
        return nil
    }

    /// Of `people.student` and `people.person` the first, since every student is a person. Nil where none is over all.
    private func mostSpecific(_ tables: Set<UInt32>) -> UInt32? {
        tables.first { candidate in
            tables.allSatisfy { $0 == candidate || generalTables(of: candidate).contains($0) }
        }
    }

    /// The tables that the primary key of this one leads to, nearest first: a student is a person.
    func generalTables(of table: UInt32) -> [UInt32] {
        var found: [UInt32] = []
        var next: UInt32? = table
        while let current = next, let key = keyColumns[current] {
            next = (catalog.foreignKeysByTable[current] ?? []).lazy
                .filter { $0.columns == [key] && keyColumns[$0.referencedTable] == $0.referencedColumns[0] }
                .map(\.referencedTable).min()
            guard let general = next, general != table, !found.contains(general) else { break }
            found.append(general)
        }
        return found
    }

    /// The column that is the table's id.
    func keyColumnName(of table: UInt32) -> String? {
        keyColumns[table].flatMap { catalog.columns[Catalog.ColumnKey(table: table, attribute: $0)]?.name }
    }

    /// The table that a parameter's name speaks of: `student_id`, and `student_ids` for an array.
    func table(ofParameter name: String) -> UInt32? {
        var name = name
        if name.hasSuffix("_ids") { name.removeLast() }
        let led = tablesByColumnName[name] ?? []
        if name.hasSuffix("_id"), let named = tablesByName[String(name.dropLast(3))], named.count == 1 {
            // A student's `person_id` is a student's key, but the name alone says no more than person.
            if led.allSatisfy({ $0 == named[0] || generalTables(of: $0).contains(named[0]) }) { return named[0] }
        }
        // One name for several things says nothing.
        return led.count == 1 ? led.first : nil
    }

    /// The table whose ids stand in all of these columns.
    func table(ofColumns columns: Set<Catalog.ColumnKey>) -> UInt32? {
        let tables = Set(columns.map { table(of: $0) })
        return tables.count == 1 ? tables.first.flatMap(\.self) : nil
    }

    /// The table of the file's own name: `:id` in work/issue.sql.
    func table(schema: String, name: String) -> UInt32? {
        tables.first { $0.schema == schema && $0.name == name }?.oid
    }
}

import Postgres

/// Reads the system catalogs of the connected database.
struct CatalogReader {
    let connection: Connection

    func catalog() async throws(PostgresError) -> Catalog {
        var catalog = Catalog()
        // The server then writes the names of types with their schema, whoever is connected.
        try await connection.execute("SET search_path = ''")
        try await readTables(into: &catalog)
        try await readColumns(into: &catalog)
        try await readKeys(into: &catalog)
        try await readTypes(into: &catalog)
        try await readFunctions(into: &catalog)
        catalog.index()
        return catalog
    }

    private func readTables(into catalog: inout Catalog) async throws(PostgresError) {
        let rows = try await connection.rows(
            """
            SELECT class.oid::int8, namespace.nspname, class.relname, class.relkind
            FROM pg_catalog.pg_class AS class
            JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
            WHERE class.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND namespace.nspname NOT IN ('pg_catalog', 'information_schema') AND namespace.nspname NOT LIKE 'pg\\_%'
              AND NOT class.relispartition
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS dependency
                              WHERE dependency.classid = 'pg_catalog.pg_class'::regclass
                                AND dependency.objid = class.oid AND dependency.deptype = 'e')
            """)
        for row in rows {
            guard let oid = row[0].flatMap(UInt32.init), let schema = row[1], let name = row[2],
                let kind = row[3]?.first
            else { continue }
            catalog.tables.append(Catalog.Table(oid: oid, schema: schema, name: name, kind: kind))
        }
    }

    private func readColumns(into catalog: inout Catalog) async throws(PostgresError) {
        // A table that inherits may drop the NOT NULL, and a foreign table only says that it has it.
        let rows = try await connection.rows(
            """
            WITH RECURSIVE heir (ancestor, relation) AS (
                SELECT inhparent, inhrelid FROM pg_catalog.pg_inherits
                UNION
                SELECT heir.ancestor, next.inhrelid
                FROM heir JOIN pg_catalog.pg_inherits AS next ON next.inhparent = heir.relation
            )
            SELECT attribute.attrelid::int8, attribute.attnum, attribute.attname, attribute.atttypid::int8,
                   attribute.attnotnull OR type.typnotnull,
                   EXISTS (SELECT
                           FROM heir JOIN pg_catalog.pg_class AS class ON class.oid = heir.relation
                           JOIN pg_catalog.pg_attribute AS own
                             ON own.attrelid = heir.relation AND own.attname = attribute.attname
                           WHERE heir.ancestor = attribute.attrelid
                             AND (class.relkind = 'f' OR NOT own.attnotnull AND NOT type.typnotnull)),
                   attribute.attgenerated <> ''
            FROM pg_catalog.pg_attribute AS attribute
            JOIN pg_catalog.pg_type AS type ON type.oid = attribute.atttypid
            JOIN pg_catalog.pg_class AS class ON class.oid = attribute.attrelid
            WHERE attribute.attnum > 0 AND NOT attribute.attisdropped
              AND class.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
            """)
        for row in rows {
            guard let table = row[0].flatMap(UInt32.init), let attribute = row[1].flatMap(Int16.init),
                let name = row[2],
                let type = row[3].flatMap(UInt32.init)
            else { continue }
            catalog.columns[Catalog.ColumnKey(table: table, attribute: attribute)] = Catalog.Column(
                name: name, typeOID: type, isNotNull: row[4] == "t" && row[5] == "f", refusesNull: row[4] == "t",
                isGenerated: row[6] == "t")
        }
    }

    private func readKeys(into catalog: inout Catalog) async throws(PostgresError) {
        let rows = try await connection.rows(
            """
            SELECT contype, conrelid::int8, array_to_string(conkey, ','), confrelid::int8, array_to_string(confkey, ',')
            FROM pg_catalog.pg_constraint WHERE contype IN ('p', 'f') ORDER BY conname
            """)
        for row in rows {
            guard let table = row[1].flatMap(UInt32.init), let columns = row[2].map(Self.numbers) else { continue }
            if row[0] == "p" {
                catalog.primaryKeys[table] = columns
            } else if let referenced = row[3].flatMap(UInt32.init), let referencedColumns = row[4].map(Self.numbers) {
                catalog.foreignKeys.append(
                    Catalog.ForeignKey(
                        table: table, columns: columns, referencedTable: referenced,
                        referencedColumns: referencedColumns))
            }
        }
    }

    private func readTypes(into catalog: inout Catalog) async throws(PostgresError) {
        let rows = try await connection.rows(
            """
            SELECT type.oid::int8, namespace.nspname, type.typname, type.typtype, type.typbasetype::int8,
                   CASE WHEN type.typlen = -1 THEN type.typelem::int8 ELSE 0 END, type.typrelid::int8, type.typnotnull,
                   pg_catalog.format_type(type.oid, NULL)
            FROM pg_catalog.pg_type AS type
            JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
            """)
        for row in rows {
            guard let oid = row[0].flatMap(UInt32.init), let schema = row[1], let name = row[2],
                let kind = row[3]?.first,
                let base = row[4].flatMap(UInt32.init), let element = row[5].flatMap(UInt32.init),
                let relation = row[6].flatMap(UInt32.init), let displayName = row[8]
            else { continue }
            catalog.types[oid] = Catalog.TypeEntry(
                oid: oid, schema: schema, name: name, kind: kind, base: base, element: element, relation: relation,
                isNotNull: row[7] == "t", displayName: displayName)
        }
        let labels = try await connection.rows(
            "SELECT enumtypid::int8, enumlabel FROM pg_catalog.pg_enum ORDER BY enumtypid, enumsortorder")
        for row in labels {
            guard let oid = row[0].flatMap(UInt32.init), let label = row[1] else { continue }
            catalog.types[oid]?.labels.append(label)
        }
    }

    private func readFunctions(into catalog: inout Catalog) async throws(PostgresError) {
        let functions = try await connection.rows(
            """
            SELECT oid::int8, proname, pronamespace = 'pg_catalog'::regnamespace, proisstrict,
                   CASE WHEN pronamespace = 'pg_catalog'::regnamespace THEN prosrc ELSE '' END
            FROM pg_catalog.pg_proc
            """)
        for row in functions {
            guard let oid = row[0].flatMap(UInt32.init), let name = row[1], let source = row[4] else { continue }
            catalog.functions[oid] = Catalog.Function(
                name: name, isBuiltIn: row[2] == "t", isStrict: row[3] == "t", source: source)
        }
        let operators = try await connection.rows(
            """
            SELECT oid::int8, oprname, oprnamespace = 'pg_catalog'::regnamespace, oprcode::oid::int8
            FROM pg_catalog.pg_operator
            """
        )
        for row in operators {
            guard let oid = row[0].flatMap(UInt32.init), let name = row[1], let function = row[3].flatMap(UInt32.init)
            else { continue }
            catalog.operators[oid] = Catalog.Operator(name: name, isBuiltIn: row[2] == "t", function: function)
        }
    }

    private static func numbers(_ text: String) -> [Int16] { text.split(separator: ",").compactMap { Int16($0) } }
}

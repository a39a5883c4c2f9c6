// generated from sql/queries/units/unit.sql by sqlgen: do not edit

public import Postgres

extension Units {
    /// The tree of units with today's names, parents before children.
    public struct UnitTree: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: UnitsUnit.ID
            public var kind: String
            public var parentID: UnitsUnit.ID?
            public var depth: Int32
            public var label: String
            public var students: Int64
            public var path: String

            public init(
                id: UnitsUnit.ID,
                kind: String,
                parentID: UnitsUnit.ID?,
                depth: Int32,
                label: String,
                students: Int64,
                path: String
            ) {
                self.id = id
                self.kind = kind
                self.parentID = parentID
                self.depth = depth
                self.label = label
                self.students = students
                self.path = path
            }
        }

        public static let name = "units.unit_tree"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            WITH RECURSIVE tree AS (
                SELECT unit.id, unit.kind, unit.parent_id, 0 AS depth, units.label(unit.id) AS label, ARRAY[units.label(unit.id)] AS path
                FROM units.unit WHERE unit.parent_id IS NULL
                UNION ALL
                SELECT unit.id, unit.kind, unit.parent_id, tree.depth + 1, units.label(unit.id), tree.path || (unit.kind || units.label(unit.id))
                FROM units.unit JOIN tree ON unit.parent_id = tree.id
            )
            SELECT tree.id, tree.kind, tree.parent_id, tree.depth, coalesce(tree.label, '') AS label,
                   (SELECT count(*) FROM people.class_placement AS placement WHERE placement.class_id = tree.id AND placement.valid @> ref.today()) AS students,
                   array_to_string(tree.path, '/') AS path
            FROM tree ORDER BY array_to_string(tree.path, '/') COLLATE ref.pinyin
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(UnitsUnit.ID.self),
                kind: try row.next(String.self),
                parentID: try row.next(UnitsUnit.ID?.self),
                depth: try row.next(Int32.self),
                label: try row.next(String.self),
                students: try row.next(Int64.self),
                path: try row.next(String.self)
            )
        }
    }

    /// Units that can answer for an issue.
    public struct OfficeList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var id: UnitsUnit.ID
            public var kind: String
            public var label: String

            public init(id: UnitsUnit.ID, kind: String, label: String) {
                self.id = id
                self.kind = kind
                self.label = label
            }
        }

        public static let name = "units.office_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT unit.id, unit.kind, units.label(unit.id) AS label FROM units.unit
            WHERE unit.kind IN ('office', 'grade', 'canteen', 'dormitory', 'party_branch', 'school') ORDER BY unit.kind = 'office' DESC, units.label(unit.id) COLLATE ref.pinyin
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(UnitsUnit.ID.self), kind: try row.next(String.self), label: try row.next(String.self))
        }
    }

    /// The unit of this name today, of whatever kind.
    public struct UnitNamed: MaybeStatement {
        public var label: String

        public init(label: String) {
            self.label = label
        }

        public struct Row: Sendable, Hashable {
            public var id: UnitsUnit.ID
            public var kind: String
            public var label: String

            public init(id: UnitsUnit.ID, kind: String, label: String) {
                self.id = id
                self.kind = kind
                self.label = label
            }
        }

        public static let name = "units.unit_named"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT unit.id, unit.kind, units.label(unit.id) AS label FROM units.unit JOIN units.unit_label AS named ON named.unit_id = unit.id
            WHERE (named.label = $1 OR $1 = ANY (named.aliases)) AND named.valid @> ref.today() ORDER BY unit.kind LIMIT 1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.label)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(UnitsUnit.ID.self), kind: try row.next(String.self), label: try row.next(String.self))
        }
    }
}

extension Units.UnitTree.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "kind", "parentID", "depth", "label", "students", "path"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.kind
        case 2: return self.parentID
        case 3: return self.depth
        case 4: return self.label
        case 5: return self.students
        case 6: return self.path
        default: return nil
        }
    }
}

extension Units.OfficeList.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "kind", "label"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.kind
        case 2: return self.label
        default: return nil
        }
    }
}

extension Units.UnitNamed.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "kind", "label"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.kind
        case 2: return self.label
        default: return nil
        }
    }
}

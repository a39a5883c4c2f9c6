// generated from sql/queries/registers/register.sql by sqlgen: do not edit

public import Postgres

extension Registers {
    /// The registers in which the caller may see or do something.
    public struct Catalogue: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var register: String
            public var label: String
            public var section: String
            public var systems: [String]
            public var maySee: Bool
            public var mayCreate: Bool

            public init(
                register: String,
                label: String,
                section: String,
                systems: [String],
                maySee: Bool,
                mayCreate: Bool
            ) {
                self.register = register
                self.label = label
                self.section = section
                self.systems = systems
                self.maySee = maySee
                self.mayCreate = mayCreate
            }
        }

        public static let name = "registers.catalogue"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT register, label, section, systems, may_see, may_create FROM registers.catalogue()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                register: try row.next(String.self),
                label: try row.next(String.self),
                section: try row.next(String.self),
                systems: try row.next([String].self),
                maySee: try row.next(Bool.self),
                mayCreate: try row.next(Bool.self)
            )
        }
    }

    /// A page of a register, as JSON: headings, filters, rows, actions.
    public struct RegisterPage: OneStatement {
        public var register: String
        public var filters: String
        public var skip: Int32
        public var most: Int32

        public init(register: String, filters: String, skip: Int32, most: Int32) {
            self.register = register
            self.filters = filters
            self.skip = skip
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var page: String

            public init(page: String) {
                self.page = page
            }
        }

        public static let name = "registers.register_page"
        public static let parameterTypes: [OID] = [25, 3802, 23, 23]
        public static let sql = """
            SELECT registers.page($1, $2, $3, $4)::text AS page
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.register)
            parameters.append(self.filters)
            parameters.append(self.skip)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(page: try row.next(String.self))
        }
    }

    /// A record of a register, as JSON: its fields, its lists, what happened to it, what can be done with it now.
    public struct RegisterRecord: OneStatement {
        public var register: String
        public var record: Int64

        public init(register: String, record: Int64) {
            self.register = register
            self.record = record
        }

        public struct Row: Sendable, Hashable {
            public var record: String

            public init(record: String) {
                self.record = record
            }
        }

        public static let name = "registers.register_record"
        public static let parameterTypes: [OID] = [25, 20]
        public static let sql = """
            SELECT registers.open($1, $2)::text AS record
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.register)
            parameters.append(self.record)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(record: try row.next(String.self))
        }
    }

    /// Does something with a record, or with a register as a whole. Answers what the action's function answers, as JSON.
    public struct RegisterRun: OneStatement {
        public var register: String
        public var action: String
        public var record: Int64?
        public var arguments: String

        public init(register: String, action: String, record: Int64?, arguments: String) {
            self.register = register
            self.action = action
            self.record = record
            self.arguments = arguments
        }

        public struct Row: Sendable, Hashable {
            public var answer: String?

            public init(answer: String?) {
                self.answer = answer
            }
        }

        public static let name = "registers.register_run"
        public static let parameterTypes: [OID] = [25, 25, 20, 3802]
        public static let sql = """
            SELECT registers.run($1, $2, $3, $4)::text AS answer
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.register)
            parameters.append(self.action)
            parameters.append(self.record)
            parameters.append(self.arguments)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(answer: try row.next(String?.self))
        }
    }

    /// The columns of a register's own sheet, by the headings that they may have.
    public struct SheetColumns: ManyStatement {
        public var register: String

        public init(register: String) {
            self.register = register
        }

        public struct Row: Sendable, Hashable {
            public var name: String
            public var kind: String
            public var headings: [String]
            public var isRequired: Bool

            public init(name: String, kind: String, headings: [String], isRequired: Bool) {
                self.name = name
                self.kind = kind
                self.headings = headings
                self.isRequired = isRequired
            }
        }

        public static let name = "registers.sheet_columns"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT name, kind, headings, is_required FROM registers.sheet_columns($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.register)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                name: try row.next(String.self),
                kind: try row.next(String.self),
                headings: try row.next([String].self),
                isRequired: try row.next(Bool.self)
            )
        }
    }

    /// Takes in the rows of a sheet, each by itself; a dry run leaves nothing behind.
    public struct LoadSheet: ManyStatement {
        public var register: String
        public var file: String
        public var rows: String
        public var dryRun: Bool

        public init(register: String, file: String, rows: String, dryRun: Bool) {
            self.register = register
            self.file = file
            self.rows = rows
            self.dryRun = dryRun
        }

        public struct Row: Sendable, Hashable {
            public var rowNumber: Int32
            public var verdict: String
            public var field: String?
            public var message: String?
            public var recordKey: String?

            public init(rowNumber: Int32, verdict: String, field: String?, message: String?, recordKey: String?) {
                self.rowNumber = rowNumber
                self.verdict = verdict
                self.field = field
                self.message = message
                self.recordKey = recordKey
            }
        }

        public static let name = "registers.load_sheet"
        public static let parameterTypes: [OID] = [25, 25, 3802, 16]
        public static let sql = """
            SELECT row_number, verdict, field, message, record_key FROM registers.load_sheet($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.register)
            parameters.append(self.file)
            parameters.append(self.rows)
            parameters.append(self.dryRun)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                rowNumber: try row.next(Int32.self),
                verdict: try row.next(String.self),
                field: try row.next(String?.self),
                message: try row.next(String?.self),
                recordKey: try row.next(String?.self)
            )
        }
    }

    /// The register whose records have a life cycle.
    public struct RegisterOfLifecycle: MaybeStatement {
        public var lifecycle: String

        public init(lifecycle: String) {
            self.lifecycle = lifecycle
        }

        public struct Row: Sendable, Hashable {
            public var register: String

            public init(register: String) {
                self.register = register
            }
        }

        public static let name = "registers.register_of_lifecycle"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT register FROM registers.register WHERE lifecycle = $1
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.lifecycle)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(register: try row.next(String.self))
        }
    }
}

extension Registers.Catalogue.Row: NamedFields {
    public static let fieldNames: [String] = ["register", "label", "section", "systems", "maySee", "mayCreate"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.register
        case 1: return self.label
        case 2: return self.section
        case 3: return self.systems
        case 4: return self.maySee
        case 5: return self.mayCreate
        default: return nil
        }
    }
}

extension Registers.RegisterPage.Row: NamedFields {
    public static let fieldNames: [String] = ["page"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.page
        default: return nil
        }
    }
}

extension Registers.RegisterRecord.Row: NamedFields {
    public static let fieldNames: [String] = ["record"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.record
        default: return nil
        }
    }
}

extension Registers.RegisterRun.Row: NamedFields {
    public static let fieldNames: [String] = ["answer"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.answer
        default: return nil
        }
    }
}

extension Registers.SheetColumns.Row: NamedFields {
    public static let fieldNames: [String] = ["name", "kind", "headings", "isRequired"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.name
        case 1: return self.kind
        case 2: return self.headings
        case 3: return self.isRequired
        default: return nil
        }
    }
}

extension Registers.LoadSheet.Row: NamedFields {
    public static let fieldNames: [String] = ["rowNumber", "verdict", "field", "message", "recordKey"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.rowNumber
        case 1: return self.verdict
        case 2: return self.field
        case 3: return self.message
        case 4: return self.recordKey
        default: return nil
        }
    }
}

extension Registers.RegisterOfLifecycle.Row: NamedFields {
    public static let fieldNames: [String] = ["register"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.register
        default: return nil
        }
    }
}

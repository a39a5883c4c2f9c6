// generated from sql/queries/audit/log.sql by sqlgen: do not edit

public import Postgres

extension Audit {
    /// The log, newest first; for auditors.
    public struct EventList: ManyStatement {
        public var ofPerson: String?
        public var ofStudent: Int64?
        public var ofAction: String?
        public var ofClass: String?
        public var fromDay: PGDate?
        public var toDay: PGDate?
        public var before: Int64?
        public var most: Int32

        public init(
            ofPerson: String?,
            ofStudent: Int64?,
            ofAction: String?,
            ofClass: String?,
            fromDay: PGDate?,
            toDay: PGDate?,
            before: Int64?,
            most: Int32
        ) {
            self.ofPerson = ofPerson
            self.ofStudent = ofStudent
            self.ofAction = ofAction
            self.ofClass = ofClass
            self.fromDay = fromDay
            self.toDay = toDay
            self.before = before
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var happenedAt: PGTimestamp
            public var personID: Int64?
            public var personName: String?
            public var loginName: String
            public var door: String
            public var action: String
            public var recordClass: String?
            public var classLabel: String?
            public var recordKey: String?
            public var studentID: Int64?
            public var studentName: String?
            public var purpose: String?
            public var detail: String?
            public var request: String?

            public init(
                id: Int64,
                happenedAt: PGTimestamp,
                personID: Int64?,
                personName: String?,
                loginName: String,
                door: String,
                action: String,
                recordClass: String?,
                classLabel: String?,
                recordKey: String?,
                studentID: Int64?,
                studentName: String?,
                purpose: String?,
                detail: String?,
                request: String?
            ) {
                self.id = id
                self.happenedAt = happenedAt
                self.personID = personID
                self.personName = personName
                self.loginName = loginName
                self.door = door
                self.action = action
                self.recordClass = recordClass
                self.classLabel = classLabel
                self.recordKey = recordKey
                self.studentID = studentID
                self.studentName = studentName
                self.purpose = purpose
                self.detail = detail
                self.request = request
            }
        }

        public static let name = "audit.event_list"
        public static let parameterTypes: [OID] = [25, 20, 25, 25, 1082, 1082, 20, 23]
        public static let sql = """
            SELECT id, happened_at, person_id, person_name, login_name, door, action, record_class, class_label, record_key, student_id, student_name, purpose, detail, request
            FROM audit.list_events($1, $2, $3, $4, $5, $6, $7, $8)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.ofPerson)
            parameters.append(self.ofStudent)
            parameters.append(self.ofAction)
            parameters.append(self.ofClass)
            parameters.append(self.fromDay)
            parameters.append(self.toDay)
            parameters.append(self.before)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                happenedAt: try row.next(PGTimestamp.self),
                personID: try row.next(Int64?.self),
                personName: try row.next(String?.self),
                loginName: try row.next(String.self),
                door: try row.next(String.self),
                action: try row.next(String.self),
                recordClass: try row.next(String?.self),
                classLabel: try row.next(String?.self),
                recordKey: try row.next(String?.self),
                studentID: try row.next(Int64?.self),
                studentName: try row.next(String?.self),
                purpose: try row.next(String?.self),
                detail: try row.next(String?.self),
                request: try row.next(String?.self)
            )
        }
    }

    /// Seals what was written since the last seal; answers the head of the chain.
    public struct SealEntries: MaybeStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var number: Int64
            public var sha256: String
            public var sealedAt: PGTimestamp

            public init(number: Int64, sha256: String, sealedAt: PGTimestamp) {
                self.number = number
                self.sha256 = sha256
                self.sealedAt = sealedAt
            }
        }

        public static let name = "audit.seal_entries"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT number, sha256, sealed_at FROM audit.seal_entries()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                number: try row.next(Int64.self),
                sha256: try row.next(String.self),
                sealedAt: try row.next(PGTimestamp.self)
            )
        }
    }

    /// The seals, newest first.
    public struct SealList: ManyStatement {
        public var most: Int32

        public init(most: Int32) {
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var number: Int64
            public var sealedAt: PGTimestamp
            public var sha256: String
            public var events: Int32
            public var versions: Int32

            public init(number: Int64, sealedAt: PGTimestamp, sha256: String, events: Int32, versions: Int32) {
                self.number = number
                self.sealedAt = sealedAt
                self.sha256 = sha256
                self.events = events
                self.versions = versions
            }
        }

        public static let name = "audit.seal_list"
        public static let parameterTypes: [OID] = [23]
        public static let sql = """
            SELECT number, sealed_at, sha256, events, versions FROM audit.heads($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                number: try row.next(Int64.self),
                sealedAt: try row.next(PGTimestamp.self),
                sha256: try row.next(String.self),
                events: try row.next(Int32.self),
                versions: try row.next(Int32.self)
            )
        }
    }

    /// What does not fit in the log and the history, and what was checked.
    public struct Verify: ManyStatement {
        public var heads: [String]

        public init(heads: [String]) {
            self.heads = heads
        }

        public struct Row: Sendable, Hashable {
            public var kind: String
            public var isDamage: Bool
            public var sealNumber: Int64?
            public var source: String
            public var entryID: Int64?
            public var message: String

            public init(
                kind: String,
                isDamage: Bool,
                sealNumber: Int64?,
                source: String,
                entryID: Int64?,
                message: String
            ) {
                self.kind = kind
                self.isDamage = isDamage
                self.sealNumber = sealNumber
                self.source = source
                self.entryID = entryID
                self.message = message
            }
        }

        public static let name = "audit.verify"
        public static let parameterTypes: [OID] = [1009]
        public static let sql = """
            SELECT kind, is_damage, seal_number, source, entry_id, message FROM audit.verify($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.heads)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                kind: try row.next(String.self),
                isDamage: try row.next(Bool.self),
                sealNumber: try row.next(Int64?.self),
                source: try row.next(String.self),
                entryID: try row.next(Int64?.self),
                message: try row.next(String.self)
            )
        }
    }

    /// Writes down that something was refused, in a transaction of its own.
    public struct Refused: OneStatement {
        public var what: String
        public var sqlstate: String

        public init(what: String, sqlstate: String) {
            self.what = what
            self.sqlstate = sqlstate
        }

        public struct Row: Sendable, Hashable {
            public var written: Bool?

            public init(written: Bool?) {
                self.written = written
            }
        }

        public static let name = "audit.refused"
        public static let parameterTypes: [OID] = [25, 25]
        public static let sql = """
            SELECT audit.refused($1, $2) AS written
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.what)
            parameters.append(self.sqlstate)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(written: try row.next(Bool?.self))
        }
    }

    /// Writes down a file that left the school.
    public struct Exported: ExecuteStatement {
        public var onClass: String
        public var what: String
        public var rowCount: Int64
        public var fileSha256: String
        public var format: String
        public var filters: String?

        public init(
            onClass: String,
            what: String,
            rowCount: Int64,
            fileSha256: String,
            format: String,
            filters: String?
        ) {
            self.onClass = onClass
            self.what = what
            self.rowCount = rowCount
            self.fileSha256 = fileSha256
            self.format = format
            self.filters = filters
        }

        public static let name = "audit.exported"
        public static let parameterTypes: [OID] = [25, 25, 20, 25, 25, 25]
        public static let sql = """
            SELECT audit.exported($1, $2, $3, $4, $5, $6)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.onClass)
            parameters.append(self.what)
            parameters.append(self.rowCount)
            parameters.append(self.fileSha256)
            parameters.append(self.format)
            parameters.append(self.filters)
        }
    }
}

extension Audit.EventList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "happenedAt",
        "personID",
        "personName",
        "loginName",
        "door",
        "action",
        "recordClass",
        "classLabel",
        "recordKey",
        "studentID",
        "studentName",
        "purpose",
        "detail",
        "request"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.happenedAt
        case 2: return self.personID
        case 3: return self.personName
        case 4: return self.loginName
        case 5: return self.door
        case 6: return self.action
        case 7: return self.recordClass
        case 8: return self.classLabel
        case 9: return self.recordKey
        case 10: return self.studentID
        case 11: return self.studentName
        case 12: return self.purpose
        case 13: return self.detail
        case 14: return self.request
        default: return nil
        }
    }
}

extension Audit.SealEntries.Row: NamedFields {
    public static let fieldNames: [String] = ["number", "sha256", "sealedAt"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        case 1: return self.sha256
        case 2: return self.sealedAt
        default: return nil
        }
    }
}

extension Audit.SealList.Row: NamedFields {
    public static let fieldNames: [String] = ["number", "sealedAt", "sha256", "events", "versions"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        case 1: return self.sealedAt
        case 2: return self.sha256
        case 3: return self.events
        case 4: return self.versions
        default: return nil
        }
    }
}

extension Audit.Verify.Row: NamedFields {
    public static let fieldNames: [String] = ["kind", "isDamage", "sealNumber", "source", "entryID", "message"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.kind
        case 1: return self.isDamage
        case 2: return self.sealNumber
        case 3: return self.source
        case 4: return self.entryID
        case 5: return self.message
        default: return nil
        }
    }
}

extension Audit.Refused.Row: NamedFields {
    public static let fieldNames: [String] = ["written"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.written
        default: return nil
        }
    }
}

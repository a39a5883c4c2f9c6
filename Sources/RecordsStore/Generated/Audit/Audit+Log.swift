// generated from sql/queries/audit/log.sql by sqlgen: do not edit

public import Postgres

extension Audit {
    /// Seals the log and the history as far as they can be, and answers the head; none where nothing was ever written.
    public struct Seal: MaybeStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var number: Int64
            public var entryCount: Int32
            public var sealedAt: PGTimestamp
            public var head: String

            public init(number: Int64, entryCount: Int32, sealedAt: PGTimestamp, head: String) {
                self.number = number
                self.entryCount = entryCount
                self.sealedAt = sealedAt
                self.head = head
            }
        }

        public static let name = "audit.seal"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT number, entry_count, sealed_at, head FROM audit.seal_now()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                number: try row.next(Int64.self),
                entryCount: try row.next(Int32.self),
                sealedAt: try row.next(PGTimestamp.self),
                head: try row.next(String.self)
            )
        }
    }

    /// The newest heads of the chain.
    public struct Heads: ManyStatement {
        public var newest: Int32

        public init(newest: Int32) {
            self.newest = newest
        }

        public struct Row: Sendable, Hashable {
            public var number: Int64
            public var entryCount: Int32
            public var sealedAt: PGTimestamp
            public var head: String

            public init(number: Int64, entryCount: Int32, sealedAt: PGTimestamp, head: String) {
                self.number = number
                self.entryCount = entryCount
                self.sealedAt = sealedAt
                self.head = head
            }
        }

        public static let name = "audit.heads"
        public static let parameterTypes: [OID] = [23]
        public static let sql = """
            SELECT number, entry_count, sealed_at, head FROM audit.heads($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.newest)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                number: try row.next(Int64.self),
                entryCount: try row.next(Int32.self),
                sealedAt: try row.next(PGTimestamp.self),
                head: try row.next(String.self)
            )
        }
    }

    /// Everything that does not fit the seals.
    public struct Verify: ManyStatement {
        public var keptNumber: Int64?
        public var keptHead: String?

        public init(keptNumber: Int64?, keptHead: String?) {
            self.keptNumber = keptNumber
            self.keptHead = keptHead
        }

        public struct Row: Sendable, Hashable {
            public var problem: String
            public var sealNumber: Int64?
            public var source: String?
            public var entryID: Int64?
            public var words: String

            public init(problem: String, sealNumber: Int64?, source: String?, entryID: Int64?, words: String) {
                self.problem = problem
                self.sealNumber = sealNumber
                self.source = source
                self.entryID = entryID
                self.words = words
            }
        }

        public static let name = "audit.verify"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT problem, seal_number, source, entry_id, words FROM audit.verify($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.keptNumber)
            parameters.append(self.keptHead)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                problem: try row.next(String.self),
                sealNumber: try row.next(Int64?.self),
                source: try row.next(String?.self),
                entryID: try row.next(Int64?.self),
                words: try row.next(String.self)
            )
        }
    }

    /// What the seals cover, and what they do not.
    public struct Coverage: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var seals: Int64
            public var sealedEntries: Int64
            public var unsealedEntries: Int64
            public var missingNumbers: Int64
            public var newestSeal: PGTimestamp?

            public init(
                seals: Int64,
                sealedEntries: Int64,
                unsealedEntries: Int64,
                missingNumbers: Int64,
                newestSeal: PGTimestamp?
            ) {
                self.seals = seals
                self.sealedEntries = sealedEntries
                self.unsealedEntries = unsealedEntries
                self.missingNumbers = missingNumbers
                self.newestSeal = newestSeal
            }
        }

        public static let name = "audit.coverage"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT seals, sealed_entries, unsealed_entries, missing_numbers, newest_seal FROM audit.coverage()
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                seals: try row.next(Int64.self),
                sealedEntries: try row.next(Int64.self),
                unsealedEntries: try row.next(Int64.self),
                missingNumbers: try row.next(Int64.self),
                newestSeal: try row.next(PGTimestamp?.self)
            )
        }
    }

    /// The log, newest first.
    public struct Entries: ManyStatement {
        public var personID: PeoplePerson.ID?
        public var studentID: PeopleStudent.ID?
        public var action: String?
        public var fromDay: PGDate?
        public var toDay: PGDate?
        public var beforeID: Int64?
        public var newest: Int32

        public init(
            personID: PeoplePerson.ID?,
            studentID: PeopleStudent.ID?,
            action: String?,
            fromDay: PGDate?,
            toDay: PGDate?,
            beforeID: Int64?,
            newest: Int32
        ) {
            self.personID = personID
            self.studentID = studentID
            self.action = action
            self.fromDay = fromDay
            self.toDay = toDay
            self.beforeID = beforeID
            self.newest = newest
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
            public var recordKey: String?
            public var studentID: Int64?
            public var purpose: String?
            public var detail: String

            public init(
                id: Int64,
                happenedAt: PGTimestamp,
                personID: Int64?,
                personName: String?,
                loginName: String,
                door: String,
                action: String,
                recordClass: String?,
                recordKey: String?,
                studentID: Int64?,
                purpose: String?,
                detail: String
            ) {
                self.id = id
                self.happenedAt = happenedAt
                self.personID = personID
                self.personName = personName
                self.loginName = loginName
                self.door = door
                self.action = action
                self.recordClass = recordClass
                self.recordKey = recordKey
                self.studentID = studentID
                self.purpose = purpose
                self.detail = detail
            }
        }

        public static let name = "audit.entries"
        public static let parameterTypes: [OID] = [20, 20, 25, 1082, 1082, 20, 23]
        public static let sql = """
            SELECT id, happened_at, person_id, person_name, login_name, door, action, record_class, record_key, student_id, purpose, detail
            FROM audit.list($1, $2, $3, $4, $5, $6, $7)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.personID)
            parameters.append(self.studentID)
            parameters.append(self.action)
            parameters.append(self.fromDay)
            parameters.append(self.toDay)
            parameters.append(self.beforeID)
            parameters.append(self.newest)
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
                recordKey: try row.next(String?.self),
                studentID: try row.next(Int64?.self),
                purpose: try row.next(String?.self),
                detail: try row.next(String.self)
            )
        }
    }
}

extension Audit.Seal.Row: NamedFields {
    public static let fieldNames: [String] = ["number", "entryCount", "sealedAt", "head"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        case 1: return self.entryCount
        case 2: return self.sealedAt
        case 3: return self.head
        default: return nil
        }
    }
}

extension Audit.Heads.Row: NamedFields {
    public static let fieldNames: [String] = ["number", "entryCount", "sealedAt", "head"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        case 1: return self.entryCount
        case 2: return self.sealedAt
        case 3: return self.head
        default: return nil
        }
    }
}

extension Audit.Verify.Row: NamedFields {
    public static let fieldNames: [String] = ["problem", "sealNumber", "source", "entryID", "words"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.problem
        case 1: return self.sealNumber
        case 2: return self.source
        case 3: return self.entryID
        case 4: return self.words
        default: return nil
        }
    }
}

extension Audit.Coverage.Row: NamedFields {
    public static let fieldNames: [String] = [
        "seals",
        "sealedEntries",
        "unsealedEntries",
        "missingNumbers",
        "newestSeal"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.seals
        case 1: return self.sealedEntries
        case 2: return self.unsealedEntries
        case 3: return self.missingNumbers
        case 4: return self.newestSeal
        default: return nil
        }
    }
}

extension Audit.Entries.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "happenedAt",
        "personID",
        "personName",
        "loginName",
        "door",
        "action",
        "recordClass",
        "recordKey",
        "studentID",
        "purpose",
        "detail"
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
        case 8: return self.recordKey
        case 9: return self.studentID
        case 10: return self.purpose
        case 11: return self.detail
        default: return nil
        }
    }
}

// generated from sql/queries/access/break_glass.sql by sqlgen: do not edit

public import Postgres

extension Access {
    /// Opens a student's records of a class for hours, in an emergency; logged, and reviewed by another.
    public struct BreakGlass: OneStatement {
        public var studentID: PeopleStudent.ID
        public var recordClass: String
        public var reason: String
        public var hours: Int32

        public init(studentID: PeopleStudent.ID, recordClass: String, reason: String, hours: Int32) {
            self.studentID = studentID
            self.recordClass = recordClass
            self.reason = reason
            self.hours = hours
        }

        public struct Row: Sendable, Hashable {
            public var lookID: Int64

            public init(lookID: Int64) {
                self.lookID = lookID
            }
        }

        public static let name = "access.break_glass"
        public static let parameterTypes: [OID] = [20, 25, 25, 23]
        public static let sql = """
            SELECT access.break_glass($1, $2, $3, $4) AS look_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
            parameters.append(self.recordClass)
            parameters.append(self.reason)
            parameters.append(self.hours)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(lookID: try row.next(Int64.self))
        }
    }

    /// Classes that the caller could break the glass for.
    public struct Breakable: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var recordClass: String
            public var classLabel: String

            public init(recordClass: String, classLabel: String) {
                self.recordClass = recordClass
                self.classLabel = classLabel
            }
        }

        public static let name = "access.breakable"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT record_class, class_label FROM access.breakable($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(recordClass: try row.next(String.self), classLabel: try row.next(String.self))
        }
    }

    /// Emergency looks: all for those who watch over them, else one's own.
    public struct BreakGlassList: ManyStatement {
        public var onlyUnreviewed: Bool
        public var most: Int32

        public init(onlyUnreviewed: Bool, most: Int32) {
            self.onlyUnreviewed = onlyUnreviewed
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var personID: Int64
            public var personName: String
            public var studentID: Int64
            public var studentName: String
            public var recordClass: String
            public var classLabel: String
            public var reason: String
            public var openedAt: PGTimestamp
            public var endsAt: PGTimestamp
            public var isOpen: Bool
            public var reviewedByName: String?
            public var reviewedAt: PGTimestamp?
            public var wasJustified: Bool?
            public var reviewNote: String?
            public var mayReview: Bool

            public init(
                id: Int64,
                personID: Int64,
                personName: String,
                studentID: Int64,
                studentName: String,
                recordClass: String,
                classLabel: String,
                reason: String,
                openedAt: PGTimestamp,
                endsAt: PGTimestamp,
                isOpen: Bool,
                reviewedByName: String?,
                reviewedAt: PGTimestamp?,
                wasJustified: Bool?,
                reviewNote: String?,
                mayReview: Bool
            ) {
                self.id = id
                self.personID = personID
                self.personName = personName
                self.studentID = studentID
                self.studentName = studentName
                self.recordClass = recordClass
                self.classLabel = classLabel
                self.reason = reason
                self.openedAt = openedAt
                self.endsAt = endsAt
                self.isOpen = isOpen
                self.reviewedByName = reviewedByName
                self.reviewedAt = reviewedAt
                self.wasJustified = wasJustified
                self.reviewNote = reviewNote
                self.mayReview = mayReview
            }
        }

        public static let name = "access.break_glass_list"
        public static let parameterTypes: [OID] = [16, 23]
        public static let sql = """
            SELECT id, person_id, person_name, student_id, student_name, record_class, class_label, reason, opened_at, ends_at, is_open, reviewed_by_name, reviewed_at,
                   was_justified, review_note, may_review
            FROM access.list_break_glass($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.onlyUnreviewed)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                personID: try row.next(Int64.self),
                personName: try row.next(String.self),
                studentID: try row.next(Int64.self),
                studentName: try row.next(String.self),
                recordClass: try row.next(String.self),
                classLabel: try row.next(String.self),
                reason: try row.next(String.self),
                openedAt: try row.next(PGTimestamp.self),
                endsAt: try row.next(PGTimestamp.self),
                isOpen: try row.next(Bool.self),
                reviewedByName: try row.next(String?.self),
                reviewedAt: try row.next(PGTimestamp?.self),
                wasJustified: try row.next(Bool?.self),
                reviewNote: try row.next(String?.self),
                mayReview: try row.next(Bool.self)
            )
        }
    }

    /// How many emergency looks nobody reviewed yet.
    public struct UnreviewedBreakGlass: OneStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var looks: Int64

            public init(looks: Int64) {
                self.looks = looks
            }
        }

        public static let name = "access.unreviewed_break_glass"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT access.unreviewed_break_glass() AS looks
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(looks: try row.next(Int64.self))
        }
    }

    /// Reviews an emergency look of another person.
    public struct ReviewBreakGlass: ExecuteStatement {
        public var lookID: Int64
        public var justified: Bool
        public var note: String

        public init(lookID: Int64, justified: Bool, note: String) {
            self.lookID = lookID
            self.justified = justified
            self.note = note
        }

        public static let name = "access.review_break_glass"
        public static let parameterTypes: [OID] = [20, 16, 25]
        public static let sql = """
            SELECT access.review_break_glass($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.lookID)
            parameters.append(self.justified)
            parameters.append(self.note)
        }
    }
}

extension Access.BreakGlass.Row: NamedFields {
    public static let fieldNames: [String] = ["lookID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.lookID
        default: return nil
        }
    }
}

extension Access.Breakable.Row: NamedFields {
    public static let fieldNames: [String] = ["recordClass", "classLabel"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.recordClass
        case 1: return self.classLabel
        default: return nil
        }
    }
}

extension Access.BreakGlassList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "personID",
        "personName",
        "studentID",
        "studentName",
        "recordClass",
        "classLabel",
        "reason",
        "openedAt",
        "endsAt",
        "isOpen",
        "reviewedByName",
        "reviewedAt",
        "wasJustified",
        "reviewNote",
        "mayReview"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.personID
        case 2: return self.personName
        case 3: return self.studentID
        case 4: return self.studentName
        case 5: return self.recordClass
        case 6: return self.classLabel
        case 7: return self.reason
        case 8: return self.openedAt
        case 9: return self.endsAt
        case 10: return self.isOpen
        case 11: return self.reviewedByName
        case 12: return self.reviewedAt
        case 13: return self.wasJustified
        case 14: return self.reviewNote
        case 15: return self.mayReview
        default: return nil
        }
    }
}

extension Access.UnreviewedBreakGlass.Row: NamedFields {
    public static let fieldNames: [String] = ["looks"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.looks
        default: return nil
        }
    }
}

// generated from sql/queries/field/visit.sql by sqlgen: do not edit

public import Postgres

extension Field {
    /// Records a visit of the caller's own.
    public struct AddVisit: OneStatement {
        public var studentID: PeopleStudent.ID
        public var onDay: PGDate
        public var mode: String
        public var heard: String?
        public var request: String?

        public init(studentID: PeopleStudent.ID, onDay: PGDate, mode: String, heard: String?, request: String?) {
            self.studentID = studentID
            self.onDay = onDay
            self.mode = mode
            self.heard = heard
            self.request = request
        }

        public struct Row: Sendable, Hashable {
            public var visitID: Int64

            public init(visitID: Int64) {
                self.visitID = visitID
            }
        }

        public static let name = "field.add_visit"
        public static let parameterTypes: [OID] = [20, 1082, 25, 25, 25]
        public static let sql = """
            SELECT field.add_visit($1, $2, $3, $4, $5) AS visit_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
            parameters.append(self.onDay)
            parameters.append(self.mode)
            parameters.append(self.heard)
            parameters.append(self.request)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(visitID: try row.next(Int64.self))
        }
    }

    /// Visits within reach, newest first. Logged.
    public struct VisitList: ManyStatement {
        public var studentID: PeopleStudent.ID?
        public var onlyMine: Bool
        public var after: Int64?
        public var most: Int32

        public init(studentID: PeopleStudent.ID?, onlyMine: Bool, after: Int64?, most: Int32) {
            self.studentID = studentID
            self.onlyMine = onlyMine
            self.after = after
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var visitedOn: PGDate
            public var visitorName: String
            public var studentID: Int64?
            public var studentName: String?
            public var mode: String
            public var heard: String?
            public var request: String?
            public var hasIssue: Bool
            public var total: Int64

            public init(
                id: Int64,
                visitedOn: PGDate,
                visitorName: String,
                studentID: Int64?,
                studentName: String?,
                mode: String,
                heard: String?,
                request: String?,
                hasIssue: Bool,
                total: Int64
            ) {
                self.id = id
                self.visitedOn = visitedOn
                self.visitorName = visitorName
                self.studentID = studentID
                self.studentName = studentName
                self.mode = mode
                self.heard = heard
                self.request = request
                self.hasIssue = hasIssue
                self.total = total
            }
        }

        public static let name = "field.visit_list"
        public static let parameterTypes: [OID] = [20, 16, 20, 23]
        public static let sql = """
            SELECT id, visited_on, visitor_name, student_id, student_name, mode, heard, request, has_issue, total
            FROM field.list_visits($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
            parameters.append(self.onlyMine)
            parameters.append(self.after)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                visitedOn: try row.next(PGDate.self),
                visitorName: try row.next(String.self),
                studentID: try row.next(Int64?.self),
                studentName: try row.next(String?.self),
                mode: try row.next(String.self),
                heard: try row.next(String?.self),
                request: try row.next(String?.self),
                hasIssue: try row.next(Bool.self),
                total: try row.next(Int64.self)
            )
        }
    }

    /// Leaders against their linkage quotas on a day.
    public struct QuotaCompliance: ManyStatement {
        public var onDay: PGDate

        public init(onDay: PGDate) {
            self.onDay = onDay
        }

        public struct Row: Sendable, Hashable {
            public var personID: Int64
            public var name: String
            public var kind: String
            public var held: Int64
            public var minimum: Int32
            public var maximum: Int32
            public var verdict: String

            public init(
                personID: Int64,
                name: String,
                kind: String,
                held: Int64,
                minimum: Int32,
                maximum: Int32,
                verdict: String
            ) {
                self.personID = personID
                self.name = name
                self.kind = kind
                self.held = held
                self.minimum = minimum
                self.maximum = maximum
                self.verdict = verdict
            }
        }

        public static let name = "field.quota_compliance"
        public static let parameterTypes: [OID] = [1082]
        public static let sql = """
            SELECT person_id, name, kind, held, minimum, maximum, verdict FROM field.quota_compliance($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.onDay)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                personID: try row.next(Int64.self),
                name: try row.next(String.self),
                kind: try row.next(String.self),
                held: try row.next(Int64.self),
                minimum: try row.next(Int32.self),
                maximum: try row.next(Int32.self),
                verdict: try row.next(String.self)
            )
        }
    }
}

extension Field.AddVisit.Row: NamedFields {
    public static let fieldNames: [String] = ["visitID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.visitID
        default: return nil
        }
    }
}

extension Field.VisitList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "visitedOn",
        "visitorName",
        "studentID",
        "studentName",
        "mode",
        "heard",
        "request",
        "hasIssue",
        "total"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.visitedOn
        case 2: return self.visitorName
        case 3: return self.studentID
        case 4: return self.studentName
        case 5: return self.mode
        case 6: return self.heard
        case 7: return self.request
        case 8: return self.hasIssue
        case 9: return self.total
        default: return nil
        }
    }
}

extension Field.QuotaCompliance.Row: NamedFields {
    public static let fieldNames: [String] = ["personID", "name", "kind", "held", "minimum", "maximum", "verdict"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.personID
        case 1: return self.name
        case 2: return self.kind
        case 3: return self.held
        case 4: return self.minimum
        case 5: return self.maximum
        case 6: return self.verdict
        default: return nil
        }
    }
}

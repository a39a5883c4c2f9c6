// generated from sql/queries/aid/aid.sql by sqlgen: do not edit

public import Postgres

extension Aid {
    /// Determinations, categories and awards of a student. Logged.
    public struct StudentAid: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var kind: String
            public var name: String
            public var period: String
            public var amount: PGNumeric?
            public var state: String

            public init(kind: String, name: String, period: String, amount: PGNumeric?, state: String) {
                self.kind = kind
                self.name = name
                self.period = period
                self.amount = amount
                self.state = state
            }
        }

        public static let name = "aid.student_aid"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT kind, name, period, amount, state FROM aid.read_student($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                kind: try row.next(String.self),
                name: try row.next(String.self),
                period: try row.next(String.self),
                amount: try row.next(PGNumeric?.self),
                state: try row.next(String.self)
            )
        }
    }

    /// Students entitled to a scheme who neither got nor refused it. Logged.
    public struct AidGap: ManyStatement {
        public var semester: String?

        public init(semester: String?) {
            self.semester = semester
        }

        public struct Row: Sendable, Hashable {
            public var studentID: Int64
            public var studentName: String
            public var classLabel: String?
            public var category: String
            public var scheme: String
            public var basis: String
            public var inSemester: String

            public init(
                studentID: Int64,
                studentName: String,
                classLabel: String?,
                category: String,
                scheme: String,
                basis: String,
                inSemester: String
            ) {
                self.studentID = studentID
                self.studentName = studentName
                self.classLabel = classLabel
                self.category = category
                self.scheme = scheme
                self.basis = basis
                self.inSemester = inSemester
            }
        }

        public static let name = "aid.aid_gap"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT student_id, student_name, class_label, category, scheme, basis, semester AS in_semester FROM aid.gap($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.semester)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                studentID: try row.next(Int64.self),
                studentName: try row.next(String.self),
                classLabel: try row.next(String?.self),
                category: try row.next(String.self),
                scheme: try row.next(String.self),
                basis: try row.next(String.self),
                inSemester: try row.next(String.self)
            )
        }
    }

    /// Finds everyone who qualifies in a semester, from evidence and rules; answers how many are new. Nothing is awarded by it.
    public struct AidMatch: OneStatement {
        public var semester: String?

        public init(semester: String?) {
            self.semester = semester
        }

        public struct Row: Sendable, Hashable {
            public var found: Int64

            public init(found: Int64) {
                self.found = found
            }
        }

        public static let name = "aid.aid_match"
        public static let parameterTypes: [OID] = [25]
        public static let sql = """
            SELECT aid.match(coalesce($1, ref.semester_on(ref.today()))) AS found
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.semester)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(found: try row.next(Int64.self))
        }
    }
}

extension Aid.StudentAid.Row: NamedFields {
    public static let fieldNames: [String] = ["kind", "name", "period", "amount", "state"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.kind
        case 1: return self.name
        case 2: return self.period
        case 3: return self.amount
        case 4: return self.state
        default: return nil
        }
    }
}

extension Aid.AidGap.Row: NamedFields {
    public static let fieldNames: [String] = [
        "studentID",
        "studentName",
        "classLabel",
        "category",
        "scheme",
        "basis",
        "inSemester"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.studentID
        case 1: return self.studentName
        case 2: return self.classLabel
        case 3: return self.category
        case 4: return self.scheme
        case 5: return self.basis
        case 6: return self.inSemester
        default: return nil
        }
    }
}

extension Aid.AidMatch.Row: NamedFields {
    public static let fieldNames: [String] = ["found"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.found
        default: return nil
        }
    }
}

// generated from sql/queries/people/retention.sql by sqlgen: do not edit

public import Postgres

extension People {
    /// Records whose time has come, by the rules of retention.
    public struct RetentionDue: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var studentID: Int64
            public var studentName: String
            public var classLabel: String?
            public var recordClass: String
            public var leftOn: PGDate
            public var dueOn: PGDate
            public var basis: String

            public init(
                studentID: Int64,
                studentName: String,
                classLabel: String?,
                recordClass: String,
                leftOn: PGDate,
                dueOn: PGDate,
                basis: String
            ) {
                self.studentID = studentID
                self.studentName = studentName
                self.classLabel = classLabel
                self.recordClass = recordClass
                self.leftOn = leftOn
                self.dueOn = dueOn
                self.basis = basis
            }
        }

        public static let name = "people.retention_due"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT id AS student_id, student_name, (SELECT ref.say(label_zh, label_en) FROM access.record_class AS class WHERE class.record_class = due.record_class) AS class_label, record_class,
                   left_on, due_on, basis
            FROM people.list_retention_due() AS due
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                studentID: try row.next(Int64.self),
                studentName: try row.next(String.self),
                classLabel: try row.next(String?.self),
                recordClass: try row.next(String.self),
                leftOn: try row.next(PGDate.self),
                dueOn: try row.next(PGDate.self),
                basis: try row.next(String.self)
            )
        }
    }
}

extension People.RetentionDue.Row: NamedFields {
    public static let fieldNames: [String] = [
        "studentID",
        "studentName",
        "classLabel",
        "recordClass",
        "leftOn",
        "dueOn",
        "basis"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.studentID
        case 1: return self.studentName
        case 2: return self.classLabel
        case 3: return self.recordClass
        case 4: return self.leftOn
        case 5: return self.dueOn
        case 6: return self.basis
        default: return nil
        }
    }
}

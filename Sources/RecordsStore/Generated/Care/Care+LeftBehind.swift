// generated from sql/queries/care/left_behind.sql by sqlgen: do not edit

public import Postgres

extension Care {
    /// Left-behind records of a semester with the four derived definitions. Logged.
    public struct LeftBehindList: ManyStatement {
        public var semester: String?
        public var inClass: String?
        public var after: Int64?
        public var most: Int32

        public init(semester: String?, inClass: String?, after: Int64?, most: Int32) {
            self.semester = semester
            self.inClass = inClass
            self.after = after
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var studentID: Int64
            public var studentName: String
            public var classLabel: String?
            public var semesterCode: String
            public var state: String
            public var reportedKind: String
            public var fatherAway: String
            public var motherAway: String
            public var fatherPlace: String?
            public var motherPlace: String?
            public var carerName: String?
            public var carerRelation: String?
            public var carerPhone: String?
            public var callsPerWeek: Int32?
            public var helperName: String?
            public var byStateCouncil: String
            public var byRoll: String
            public var byMinorsLaw: String
            public var bySchool: String
            public var total: Int64

            public init(
                id: Int64,
                studentID: Int64,
                studentName: String,
                classLabel: String?,
                semesterCode: String,
                state: String,
                reportedKind: String,
                fatherAway: String,
                motherAway: String,
                fatherPlace: String?,
                motherPlace: String?,
                carerName: String?,
                carerRelation: String?,
                carerPhone: String?,
                callsPerWeek: Int32?,
                helperName: String?,
                byStateCouncil: String,
                byRoll: String,
                byMinorsLaw: String,
                bySchool: String,
                total: Int64
            ) {
                self.id = id
                self.studentID = studentID
                self.studentName = studentName
                self.classLabel = classLabel
                self.semesterCode = semesterCode
                self.state = state
                self.reportedKind = reportedKind
                self.fatherAway = fatherAway
                self.motherAway = motherAway
                self.fatherPlace = fatherPlace
                self.motherPlace = motherPlace
                self.carerName = carerName
                self.carerRelation = carerRelation
                self.carerPhone = carerPhone
                self.callsPerWeek = callsPerWeek
                self.helperName = helperName
                self.byStateCouncil = byStateCouncil
                self.byRoll = byRoll
                self.byMinorsLaw = byMinorsLaw
                self.bySchool = bySchool
                self.total = total
            }
        }

        public static let name = "care.left_behind_list"
        public static let parameterTypes: [OID] = [25, 25, 20, 23]
        public static let sql = """
            SELECT id, student_id, student_name, class_label, semester AS semester_code, state, reported_kind, father_away, mother_away, father_place, mother_place, carer_name,
                   carer_relation, carer_phone, calls_per_week, helper_name, by_state_council, by_roll, by_minors_law, by_school, total
            FROM care.list_left_behind($1, $2, $3, $4)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.semester)
            parameters.append(self.inClass)
            parameters.append(self.after)
            parameters.append(self.most)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                studentID: try row.next(Int64.self),
                studentName: try row.next(String.self),
                classLabel: try row.next(String?.self),
                semesterCode: try row.next(String.self),
                state: try row.next(String.self),
                reportedKind: try row.next(String.self),
                fatherAway: try row.next(String.self),
                motherAway: try row.next(String.self),
                fatherPlace: try row.next(String?.self),
                motherPlace: try row.next(String?.self),
                carerName: try row.next(String?.self),
                carerRelation: try row.next(String?.self),
                carerPhone: try row.next(String?.self),
                callsPerWeek: try row.next(Int32?.self),
                helperName: try row.next(String?.self),
                byStateCouncil: try row.next(String.self),
                byRoll: try row.next(String.self),
                byMinorsLaw: try row.next(String.self),
                bySchool: try row.next(String.self),
                total: try row.next(Int64.self)
            )
        }
    }

    /// A student's left-behind records. Logged.
    public struct StudentLeftBehind: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var semester: String
            public var state: String
            public var reportedKind: String
            public var fatherAway: String
            public var fatherPlace: String?
            public var motherAway: String
            public var motherPlace: String?
            public var callsPerWeek: Int32?
            public var helperName: String?
            public var note: String?

            public init(
                semester: String,
                state: String,
                reportedKind: String,
                fatherAway: String,
                fatherPlace: String?,
                motherAway: String,
                motherPlace: String?,
                callsPerWeek: Int32?,
                helperName: String?,
                note: String?
            ) {
                self.semester = semester
                self.state = state
                self.reportedKind = reportedKind
                self.fatherAway = fatherAway
                self.fatherPlace = fatherPlace
                self.motherAway = motherAway
                self.motherPlace = motherPlace
                self.callsPerWeek = callsPerWeek
                self.helperName = helperName
                self.note = note
            }
        }

        public static let name = "care.student_left_behind"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT semester, state, reported_kind, father_away, father_place, mother_away, mother_place, calls_per_week, helper_name, note FROM care.read_left_behind($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                semester: try row.next(String.self),
                state: try row.next(String.self),
                reportedKind: try row.next(String.self),
                fatherAway: try row.next(String.self),
                fatherPlace: try row.next(String?.self),
                motherAway: try row.next(String.self),
                motherPlace: try row.next(String?.self),
                callsPerWeek: try row.next(Int32?.self),
                helperName: try row.next(String?.self),
                note: try row.next(String?.self)
            )
        }
    }

    /// Health card and, for those who may, the record behind it. Logged.
    public struct StudentHealth: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var sportLimit: String?
            public var firstAid: String?
            public var cardVersion: Int32?
            public var condition: String?
            public var institution: String?
            public var longTermMedication: Bool?
            public var noticeSigned: Bool?

            public init(
                sportLimit: String?,
                firstAid: String?,
                cardVersion: Int32?,
                condition: String?,
                institution: String?,
                longTermMedication: Bool?,
                noticeSigned: Bool?
            ) {
                self.sportLimit = sportLimit
                self.firstAid = firstAid
                self.cardVersion = cardVersion
                self.condition = condition
                self.institution = institution
                self.longTermMedication = longTermMedication
                self.noticeSigned = noticeSigned
            }
        }

        public static let name = "care.student_health"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT sport_limit, first_aid, card_version, condition, institution, long_term_medication, notice_signed FROM care.read_health($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                sportLimit: try row.next(String?.self),
                firstAid: try row.next(String?.self),
                cardVersion: try row.next(Int32?.self),
                condition: try row.next(String?.self),
                institution: try row.next(String?.self),
                longTermMedication: try row.next(Bool?.self),
                noticeSigned: try row.next(Bool?.self)
            )
        }
    }

    /// Confirms a record's facts for this semester.
    public struct ConfirmLeftBehind: ExecuteStatement {
        public var recordID: Int64

        public init(recordID: Int64) {
            self.recordID = recordID
        }

        public static let name = "care.confirm_left_behind"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT care.confirm_left_behind($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.recordID)
        }
    }
}

extension Care.LeftBehindList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "studentID",
        "studentName",
        "classLabel",
        "semesterCode",
        "state",
        "reportedKind",
        "fatherAway",
        "motherAway",
        "fatherPlace",
        "motherPlace",
        "carerName",
        "carerRelation",
        "carerPhone",
        "callsPerWeek",
        "helperName",
        "byStateCouncil",
        "byRoll",
        "byMinorsLaw",
        "bySchool",
        "total"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.studentID
        case 2: return self.studentName
        case 3: return self.classLabel
        case 4: return self.semesterCode
        case 5: return self.state
        case 6: return self.reportedKind
        case 7: return self.fatherAway
        case 8: return self.motherAway
        case 9: return self.fatherPlace
        case 10: return self.motherPlace
        case 11: return self.carerName
        case 12: return self.carerRelation
        case 13: return self.carerPhone
        case 14: return self.callsPerWeek
        case 15: return self.helperName
        case 16: return self.byStateCouncil
        case 17: return self.byRoll
        case 18: return self.byMinorsLaw
        case 19: return self.bySchool
        case 20: return self.total
        default: return nil
        }
    }
}

extension Care.StudentLeftBehind.Row: NamedFields {
    public static let fieldNames: [String] = [
        "semester",
        "state",
        "reportedKind",
        "fatherAway",
        "fatherPlace",
        "motherAway",
        "motherPlace",
        "callsPerWeek",
        "helperName",
        "note"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.semester
        case 1: return self.state
        case 2: return self.reportedKind
        case 3: return self.fatherAway
        case 4: return self.fatherPlace
        case 5: return self.motherAway
        case 6: return self.motherPlace
        case 7: return self.callsPerWeek
        case 8: return self.helperName
        case 9: return self.note
        default: return nil
        }
    }
}

extension Care.StudentHealth.Row: NamedFields {
    public static let fieldNames: [String] = [
        "sportLimit",
        "firstAid",
        "cardVersion",
        "condition",
        "institution",
        "longTermMedication",
        "noticeSigned"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.sportLimit
        case 1: return self.firstAid
        case 2: return self.cardVersion
        case 3: return self.condition
        case 4: return self.institution
        case 5: return self.longTermMedication
        case 6: return self.noticeSigned
        default: return nil
        }
    }
}

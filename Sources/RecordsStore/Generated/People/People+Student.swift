// generated from sql/queries/people/student.sql by sqlgen: do not edit

public import Postgres

extension People {
    /// A student's page; parts that the caller may not see are NULL. Logged.
    public struct StudentProfile: OneStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var name: String
            public var sex: String
            public var classLabel: String?
            public var birthDate: PGDate?
            public var ethnicity: String?
            public var rollNumber: String?
            public var maskedID: String?
            public var residence: String?
            public var household: String?
            public var dormitoryRoom: String?
            public var address: String?
            public var phones: String?
            public var seesEnrolment: Bool
            public var seesContact: Bool
            public var seesGuardians: Bool
            public var seesCare: Bool
            public var seesLeftBehind: Bool
            public var seesHealthCard: Bool
            public var seesDiagnosis: Bool
            public var seesAid: Bool
            public var mayOpenFile: Bool
            public var mayVisit: Bool

            public init(
                id: Int64,
                name: String,
                sex: String,
                classLabel: String?,
                birthDate: PGDate?,
                ethnicity: String?,
                rollNumber: String?,
                maskedID: String?,
                residence: String?,
                household: String?,
                dormitoryRoom: String?,
                address: String?,
                phones: String?,
                seesEnrolment: Bool,
                seesContact: Bool,
                seesGuardians: Bool,
                seesCare: Bool,
                seesLeftBehind: Bool,
                seesHealthCard: Bool,
                seesDiagnosis: Bool,
                seesAid: Bool,
                mayOpenFile: Bool,
                mayVisit: Bool
            ) {
                self.id = id
                self.name = name
                self.sex = sex
                self.classLabel = classLabel
                self.birthDate = birthDate
                self.ethnicity = ethnicity
                self.rollNumber = rollNumber
                self.maskedID = maskedID
                self.residence = residence
                self.household = household
                self.dormitoryRoom = dormitoryRoom
                self.address = address
                self.phones = phones
                self.seesEnrolment = seesEnrolment
                self.seesContact = seesContact
                self.seesGuardians = seesGuardians
                self.seesCare = seesCare
                self.seesLeftBehind = seesLeftBehind
                self.seesHealthCard = seesHealthCard
                self.seesDiagnosis = seesDiagnosis
                self.seesAid = seesAid
                self.mayOpenFile = mayOpenFile
                self.mayVisit = mayVisit
            }
        }

        public static let name = "people.student_profile"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, name, sex, class_label, birth_date, ethnicity, roll_number, masked_id, residence, household, dormitory_room, address, phones,
                   sees_enrolment, sees_contact, sees_guardians, sees_care, sees_left_behind, sees_health_card, sees_diagnosis, sees_aid, may_open_file, may_visit
            FROM people.student_profile($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                name: try row.next(String.self),
                sex: try row.next(String.self),
                classLabel: try row.next(String?.self),
                birthDate: try row.next(PGDate?.self),
                ethnicity: try row.next(String?.self),
                rollNumber: try row.next(String?.self),
                maskedID: try row.next(String?.self),
                residence: try row.next(String?.self),
                household: try row.next(String?.self),
                dormitoryRoom: try row.next(String?.self),
                address: try row.next(String?.self),
                phones: try row.next(String?.self),
                seesEnrolment: try row.next(Bool.self),
                seesContact: try row.next(Bool.self),
                seesGuardians: try row.next(Bool.self),
                seesCare: try row.next(Bool.self),
                seesLeftBehind: try row.next(Bool.self),
                seesHealthCard: try row.next(Bool.self),
                seesDiagnosis: try row.next(Bool.self),
                seesAid: try row.next(Bool.self),
                mayOpenFile: try row.next(Bool.self),
                mayVisit: try row.next(Bool.self)
            )
        }
    }

    /// Guardians and entrusted carers of a student. Logged.
    public struct StudentGuardians: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var guardianID: Int64
            public var name: String
            public var relation: String
            public var kind: String
            public var phones: String?
            public var until: PGDate?
            public var isEntrusted: Bool

            public init(
                guardianID: Int64,
                name: String,
                relation: String,
                kind: String,
                phones: String?,
                until: PGDate?,
                isEntrusted: Bool
            ) {
                self.guardianID = guardianID
                self.name = name
                self.relation = relation
                self.kind = kind
                self.phones = phones
                self.until = until
                self.isEntrusted = isEntrusted
            }
        }

        public static let name = "people.student_guardians"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT guardian_id, name, relation, kind, phones, until, is_entrusted FROM people.guardians($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                guardianID: try row.next(Int64.self),
                name: try row.next(String.self),
                relation: try row.next(String.self),
                kind: try row.next(String.self),
                phones: try row.next(String?.self),
                until: try row.next(PGDate?.self),
                isEntrusted: try row.next(Bool.self)
            )
        }
    }

    /// Headings of a student's care files.
    public struct StudentCareFiles: ManyStatement {
        public var studentID: PeopleStudent.ID

        public init(studentID: PeopleStudent.ID) {
            self.studentID = studentID
        }

        public struct Row: Sendable, Hashable {
            public var id: CareFile.ID
            public var state: String
            public var stateLabel: String
            public var openedOn: PGDate
            public var closedOn: PGDate?

            public init(id: CareFile.ID, state: String, stateLabel: String, openedOn: PGDate, closedOn: PGDate?) {
                self.id = id
                self.state = state
                self.stateLabel = stateLabel
                self.openedOn = openedOn
                self.closedOn = closedOn
            }
        }

        public static let name = "people.student_care_files"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, state, state_label, opened_on, closed_on FROM care.student_files($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(CareFile.ID.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                openedOn: try row.next(PGDate.self),
                closedOn: try row.next(PGDate?.self)
            )
        }
    }

    /// The whole identity number of a person, for a stated purpose. Logged.
    public struct RevealIdentifier: OneStatement {
        public var personID: PeoplePerson.ID
        public var purpose: String

        public init(personID: PeoplePerson.ID, purpose: String) {
            self.personID = personID
            self.purpose = purpose
        }

        public struct Row: Sendable, Hashable {
            public var number: String?

            public init(number: String?) {
                self.number = number
            }
        }

        public static let name = "people.reveal_identifier"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT people.reveal_identifier($1, $2) AS number
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.personID)
            parameters.append(self.purpose)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(number: try row.next(String?.self))
        }
    }

    /// The students of a class today.
    public struct ClassStudents: ManyStatement {
        public var classID: UnitsUnit.ID

        public init(classID: UnitsUnit.ID) {
            self.classID = classID
        }

        public struct Row: Sendable, Hashable {
            public var id: PeoplePerson.ID
            public var name: String
            public var sex: String

            public init(id: PeoplePerson.ID, name: String, sex: String) {
                self.id = id
                self.name = name
                self.sex = sex
            }
        }

        public static let name = "people.class_students"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, name, sex FROM people.students_of_class($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.classID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(id: try row.next(PeoplePerson.ID.self), name: try row.next(String.self), sex: try row.next(String.self))
        }
    }

    /// Opens a school year: classes are renamed, the top grade leaves, roles and linkages of the old year end. A dry run leaves nothing.
    public struct OpenSchoolYear: ManyStatement {
        public var year: Int32
        public var dryRun: Bool

        public init(year: Int32, dryRun: Bool) {
            self.year = year
            self.dryRun = dryRun
        }

        public struct Row: Sendable, Hashable {
            public var step: String
            public var howMany: Int64
            public var examples: String?

            public init(step: String, howMany: Int64, examples: String?) {
                self.step = step
                self.howMany = howMany
                self.examples = examples
            }
        }

        public static let name = "people.open_school_year"
        public static let parameterTypes: [OID] = [23, 16]
        public static let sql = """
            SELECT step, how_many, examples FROM people.open_school_year($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.year)
            parameters.append(self.dryRun)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                step: try row.next(String.self),
                howMany: try row.next(Int64.self),
                examples: try row.next(String?.self)
            )
        }
    }
}

extension People.StudentProfile.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "name",
        "sex",
        "classLabel",
        "birthDate",
        "ethnicity",
        "rollNumber",
        "maskedID",
        "residence",
        "household",
        "dormitoryRoom",
        "address",
        "phones",
        "seesEnrolment",
        "seesContact",
        "seesGuardians",
        "seesCare",
        "seesLeftBehind",
        "seesHealthCard",
        "seesDiagnosis",
        "seesAid",
        "mayOpenFile",
        "mayVisit"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.sex
        case 3: return self.classLabel
        case 4: return self.birthDate
        case 5: return self.ethnicity
        case 6: return self.rollNumber
        case 7: return self.maskedID
        case 8: return self.residence
        case 9: return self.household
        case 10: return self.dormitoryRoom
        case 11: return self.address
        case 12: return self.phones
        case 13: return self.seesEnrolment
        case 14: return self.seesContact
        case 15: return self.seesGuardians
        case 16: return self.seesCare
        case 17: return self.seesLeftBehind
        case 18: return self.seesHealthCard
        case 19: return self.seesDiagnosis
        case 20: return self.seesAid
        case 21: return self.mayOpenFile
        case 22: return self.mayVisit
        default: return nil
        }
    }
}

extension People.StudentGuardians.Row: NamedFields {
    public static let fieldNames: [String] = [
        "guardianID",
        "name",
        "relation",
        "kind",
        "phones",
        "until",
        "isEntrusted"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.guardianID
        case 1: return self.name
        case 2: return self.relation
        case 3: return self.kind
        case 4: return self.phones
        case 5: return self.until
        case 6: return self.isEntrusted
        default: return nil
        }
    }
}

extension People.StudentCareFiles.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "state", "stateLabel", "openedOn", "closedOn"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.state
        case 2: return self.stateLabel
        case 3: return self.openedOn
        case 4: return self.closedOn
        default: return nil
        }
    }
}

extension People.RevealIdentifier.Row: NamedFields {
    public static let fieldNames: [String] = ["number"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.number
        default: return nil
        }
    }
}

extension People.ClassStudents.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "name", "sex"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.name
        case 2: return self.sex
        default: return nil
        }
    }
}

extension People.OpenSchoolYear.Row: NamedFields {
    public static let fieldNames: [String] = ["step", "howMany", "examples"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.step
        case 1: return self.howMany
        case 2: return self.examples
        default: return nil
        }
    }
}

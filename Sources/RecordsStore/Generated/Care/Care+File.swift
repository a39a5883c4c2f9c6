// generated from sql/queries/care/file.sql by sqlgen: do not edit

public import Postgres

extension Care {
    /// Care files within reach, oldest first. Logged.
    public struct CareFileList: ManyStatement {
        public var onlyOpen: Bool
        public var onlyMine: Bool
        public var onlyDue: Bool
        public var inClass: String?
        public var after: Int64?
        public var most: Int32

        public init(onlyOpen: Bool, onlyMine: Bool, onlyDue: Bool, inClass: String?, after: Int64?, most: Int32) {
            self.onlyOpen = onlyOpen
            self.onlyMine = onlyMine
            self.onlyDue = onlyDue
            self.inClass = inClass
            self.after = after
            self.most = most
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var studentID: Int64
            public var studentName: String
            public var classLabel: String?
            public var state: String
            public var stateLabel: String
            public var concerns: String?
            public var carerName: String?
            public var openedOn: PGDate
            public var nextReviewOn: PGDate?
            public var lastContactOn: PGDate?
            public var contactDueOn: PGDate?
            public var total: Int64

            public init(
                id: Int64,
                studentID: Int64,
                studentName: String,
                classLabel: String?,
                state: String,
                stateLabel: String,
                concerns: String?,
                carerName: String?,
                openedOn: PGDate,
                nextReviewOn: PGDate?,
                lastContactOn: PGDate?,
                contactDueOn: PGDate?,
                total: Int64
            ) {
                self.id = id
                self.studentID = studentID
                self.studentName = studentName
                self.classLabel = classLabel
                self.state = state
                self.stateLabel = stateLabel
                self.concerns = concerns
                self.carerName = carerName
                self.openedOn = openedOn
                self.nextReviewOn = nextReviewOn
                self.lastContactOn = lastContactOn
                self.contactDueOn = contactDueOn
                self.total = total
            }
        }

        public static let name = "care.care_file_list"
        public static let parameterTypes: [OID] = [16, 16, 16, 25, 20, 23]
        public static let sql = """
            SELECT id, student_id, student_name, class_label, state, state_label, concerns, carer_name, opened_on, next_review_on, last_contact_on, contact_due_on, total
            FROM care.list_files($1, $2, $3, $4, $5, $6)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.onlyOpen)
            parameters.append(self.onlyMine)
            parameters.append(self.onlyDue)
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
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                concerns: try row.next(String?.self),
                carerName: try row.next(String?.self),
                openedOn: try row.next(PGDate.self),
                nextReviewOn: try row.next(PGDate?.self),
                lastContactOn: try row.next(PGDate?.self),
                contactDueOn: try row.next(PGDate?.self),
                total: try row.next(Int64.self)
            )
        }
    }

    /// Head of a care file. Logged.
    public struct CareFileHead: OneStatement {
        public var fileID: CareFile.ID

        public init(fileID: CareFile.ID) {
            self.fileID = fileID
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var studentID: Int64
            public var studentName: String
            public var classLabel: String?
            public var state: String
            public var stateLabel: String
            public var source: String
            public var carerID: Int64?
            public var carerName: String?
            public var openedOn: PGDate
            public var closedOn: PGDate?
            public var closeReason: String?
            public var nextReviewOn: PGDate?
            public var contactEveryDays: Int32?
            public var lastContactOn: PGDate?
            public var contactDueOn: PGDate?
            public var mayWrite: Bool
            public var mayEdit: Bool
            public var mayDecide: Bool

            public init(
                id: Int64,
                studentID: Int64,
                studentName: String,
                classLabel: String?,
                state: String,
                stateLabel: String,
                source: String,
                carerID: Int64?,
                carerName: String?,
                openedOn: PGDate,
                closedOn: PGDate?,
                closeReason: String?,
                nextReviewOn: PGDate?,
                contactEveryDays: Int32?,
                lastContactOn: PGDate?,
                contactDueOn: PGDate?,
                mayWrite: Bool,
                mayEdit: Bool,
                mayDecide: Bool
            ) {
                self.id = id
                self.studentID = studentID
                self.studentName = studentName
                self.classLabel = classLabel
                self.state = state
                self.stateLabel = stateLabel
                self.source = source
                self.carerID = carerID
                self.carerName = carerName
                self.openedOn = openedOn
                self.closedOn = closedOn
                self.closeReason = closeReason
                self.nextReviewOn = nextReviewOn
                self.contactEveryDays = contactEveryDays
                self.lastContactOn = lastContactOn
                self.contactDueOn = contactDueOn
                self.mayWrite = mayWrite
                self.mayEdit = mayEdit
                self.mayDecide = mayDecide
            }
        }

        public static let name = "care.care_file_head"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, student_id, student_name, class_label, state, state_label, source, carer_id, carer_name, opened_on, closed_on, close_reason, next_review_on,
                   contact_every_days, last_contact_on, contact_due_on, may_write, may_edit, may_decide
            FROM care.read_file($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                studentID: try row.next(Int64.self),
                studentName: try row.next(String.self),
                classLabel: try row.next(String?.self),
                state: try row.next(String.self),
                stateLabel: try row.next(String.self),
                source: try row.next(String.self),
                carerID: try row.next(Int64?.self),
                carerName: try row.next(String?.self),
                openedOn: try row.next(PGDate.self),
                closedOn: try row.next(PGDate?.self),
                closeReason: try row.next(String?.self),
                nextReviewOn: try row.next(PGDate?.self),
                contactEveryDays: try row.next(Int32?.self),
                lastContactOn: try row.next(PGDate?.self),
                contactDueOn: try row.next(PGDate?.self),
                mayWrite: try row.next(Bool.self),
                mayEdit: try row.next(Bool.self),
                mayDecide: try row.next(Bool.self)
            )
        }
    }

    /// Concerns of a care file. Logged.
    public struct CareFileConcerns: ManyStatement {
        public var fileID: CareFile.ID

        public init(fileID: CareFile.ID) {
            self.fileID = fileID
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var kind: String
            public var kindLabel: String?
            public var summary: String?
            public var openedOn: PGDate
            public var closedOn: PGDate?

            public init(
                id: Int64,
                kind: String,
                kindLabel: String?,
                summary: String?,
                openedOn: PGDate,
                closedOn: PGDate?
            ) {
                self.id = id
                self.kind = kind
                self.kindLabel = kindLabel
                self.summary = summary
                self.openedOn = openedOn
                self.closedOn = closedOn
            }
        }

        public static let name = "care.care_file_concerns"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, kind, coalesce(ref.label('concern_kind', kind), kind) AS kind_label, summary, opened_on, closed_on FROM care.read_concerns($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                kind: try row.next(String.self),
                kindLabel: try row.next(String?.self),
                summary: try row.next(String?.self),
                openedOn: try row.next(PGDate.self),
                closedOn: try row.next(PGDate?.self)
            )
        }
    }

    /// Notes of a care file. Logged.
    public struct CareFileNotes: ManyStatement {
        public var fileID: CareFile.ID

        public init(fileID: CareFile.ID) {
            self.fileID = fileID
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var writtenAt: PGTimestamp
            public var author: String
            public var text: String

            public init(id: Int64, writtenAt: PGTimestamp, author: String, text: String) {
                self.id = id
                self.writtenAt = writtenAt
                self.author = author
                self.text = text
            }
        }

        public static let name = "care.care_file_notes"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, written_at, author, text FROM care.read_notes($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                writtenAt: try row.next(PGTimestamp.self),
                author: try row.next(String.self),
                text: try row.next(String.self)
            )
        }
    }

    /// Contacts of a care file. Logged.
    public struct CareFileContacts: ManyStatement {
        public var fileID: CareFile.ID

        public init(fileID: CareFile.ID) {
            self.fileID = fileID
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var contactedOn: PGDate
            public var contactedBy: String
            public var mode: String
            public var outcome: String
            public var counterpart: String?
            public var minutes: Int32?
            public var summary: String?

            public init(
                id: Int64,
                contactedOn: PGDate,
                contactedBy: String,
                mode: String,
                outcome: String,
                counterpart: String?,
                minutes: Int32?,
                summary: String?
            ) {
                self.id = id
                self.contactedOn = contactedOn
                self.contactedBy = contactedBy
                self.mode = mode
                self.outcome = outcome
                self.counterpart = counterpart
                self.minutes = minutes
                self.summary = summary
            }
        }

        public static let name = "care.care_file_contacts"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT id, contacted_on, contacted_by, mode, outcome, counterpart, minutes, summary FROM care.read_contacts($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                contactedOn: try row.next(PGDate.self),
                contactedBy: try row.next(String.self),
                mode: try row.next(String.self),
                outcome: try row.next(String.self),
                counterpart: try row.next(String?.self),
                minutes: try row.next(Int32?.self),
                summary: try row.next(String?.self)
            )
        }
    }

    /// Opens a care file for a student with a first concern.
    public struct OpenCareFile: OneStatement {
        public var studentID: PeopleStudent.ID
        public var concernKind: String
        public var summary: String?
        public var source: String
        public var carerID: PeoplePerson.ID?
        public var contactDays: Int32?

        public init(
            studentID: PeopleStudent.ID,
            concernKind: String,
            summary: String?,
            source: String,
            carerID: PeoplePerson.ID?,
            contactDays: Int32?
        ) {
            self.studentID = studentID
            self.concernKind = concernKind
            self.summary = summary
            self.source = source
            self.carerID = carerID
            self.contactDays = contactDays
        }

        public struct Row: Sendable, Hashable {
            public var fileID: Int64

            public init(fileID: Int64) {
                self.fileID = fileID
            }
        }

        public static let name = "care.open_care_file"
        public static let parameterTypes: [OID] = [20, 25, 25, 25, 20, 23]
        public static let sql = """
            SELECT care.open_file($1, $2, $3, $4, $5, $6) AS file_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.studentID)
            parameters.append(self.concernKind)
            parameters.append(self.summary)
            parameters.append(self.source)
            parameters.append(self.carerID)
            parameters.append(self.contactDays)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(fileID: try row.next(Int64.self))
        }
    }

    /// Adds a note to a care file.
    public struct AddCareNote: OneStatement {
        public var fileID: CareFile.ID
        public var text: String

        public init(fileID: CareFile.ID, text: String) {
            self.fileID = fileID
            self.text = text
        }

        public struct Row: Sendable, Hashable {
            public var noteID: Int64

            public init(noteID: Int64) {
                self.noteID = noteID
            }
        }

        public static let name = "care.add_care_note"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT care.add_note($1, $2) AS note_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
            parameters.append(self.text)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(noteID: try row.next(Int64.self))
        }
    }

    /// Logs a contact with the family.
    public struct LogCareContact: OneStatement {
        public var fileID: CareFile.ID
        public var onDay: PGDate
        public var mode: String
        public var outcome: String
        public var counterpart: String?
        public var minutes: Int32?
        public var summary: String?

        public init(
            fileID: CareFile.ID,
            onDay: PGDate,
            mode: String,
            outcome: String,
            counterpart: String?,
            minutes: Int32?,
            summary: String?
        ) {
            self.fileID = fileID
            self.onDay = onDay
            self.mode = mode
            self.outcome = outcome
            self.counterpart = counterpart
            self.minutes = minutes
            self.summary = summary
        }

        public struct Row: Sendable, Hashable {
            public var contactID: Int64

            public init(contactID: Int64) {
                self.contactID = contactID
            }
        }

        public static let name = "care.log_care_contact"
        public static let parameterTypes: [OID] = [20, 1082, 25, 25, 25, 23, 25]
        public static let sql = """
            SELECT care.log_contact($1, $2, $3, $4, $5, $6, $7) AS contact_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
            parameters.append(self.onDay)
            parameters.append(self.mode)
            parameters.append(self.outcome)
            parameters.append(self.counterpart)
            parameters.append(self.minutes)
            parameters.append(self.summary)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(contactID: try row.next(Int64.self))
        }
    }

    /// Hands a file over to another carer.
    public struct HandOverCareFile: ExecuteStatement {
        public var fileID: CareFile.ID
        public var carerID: PeoplePerson.ID

        public init(fileID: CareFile.ID, carerID: PeoplePerson.ID) {
            self.fileID = fileID
            self.carerID = carerID
        }

        public static let name = "care.hand_over_care_file"
        public static let parameterTypes: [OID] = [20, 20]
        public static let sql = """
            SELECT care.hand_over($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
            parameters.append(self.carerID)
        }
    }

    /// Reviews a file for this semester.
    public struct ReviewCareFile: ExecuteStatement {
        public var fileID: CareFile.ID
        public var result: String
        public var remarks: String?

        public init(fileID: CareFile.ID, result: String, remarks: String?) {
            self.fileID = fileID
            self.result = result
            self.remarks = remarks
        }

        public static let name = "care.review_care_file"
        public static let parameterTypes: [OID] = [20, 25, 25]
        public static let sql = """
            SELECT care.review_file($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
            parameters.append(self.result)
            parameters.append(self.remarks)
        }
    }

    /// Closes a file with its reason.
    public struct CloseCareFile: ExecuteStatement {
        public var fileID: CareFile.ID
        public var reason: String

        public init(fileID: CareFile.ID, reason: String) {
            self.fileID = fileID
            self.reason = reason
        }

        public static let name = "care.close_care_file"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT care.close_file($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.fileID)
            parameters.append(self.reason)
        }
    }
}

extension Care.CareFileList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "studentID",
        "studentName",
        "classLabel",
        "state",
        "stateLabel",
        "concerns",
        "carerName",
        "openedOn",
        "nextReviewOn",
        "lastContactOn",
        "contactDueOn",
        "total"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.studentID
        case 2: return self.studentName
        case 3: return self.classLabel
        case 4: return self.state
        case 5: return self.stateLabel
        case 6: return self.concerns
        case 7: return self.carerName
        case 8: return self.openedOn
        case 9: return self.nextReviewOn
        case 10: return self.lastContactOn
        case 11: return self.contactDueOn
        case 12: return self.total
        default: return nil
        }
    }
}

extension Care.CareFileHead.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "studentID",
        "studentName",
        "classLabel",
        "state",
        "stateLabel",
        "source",
        "carerID",
        "carerName",
        "openedOn",
        "closedOn",
        "closeReason",
        "nextReviewOn",
        "contactEveryDays",
        "lastContactOn",
        "contactDueOn",
        "mayWrite",
        "mayEdit",
        "mayDecide"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.studentID
        case 2: return self.studentName
        case 3: return self.classLabel
        case 4: return self.state
        case 5: return self.stateLabel
        case 6: return self.source
        case 7: return self.carerID
        case 8: return self.carerName
        case 9: return self.openedOn
        case 10: return self.closedOn
        case 11: return self.closeReason
        case 12: return self.nextReviewOn
        case 13: return self.contactEveryDays
        case 14: return self.lastContactOn
        case 15: return self.contactDueOn
        case 16: return self.mayWrite
        case 17: return self.mayEdit
        case 18: return self.mayDecide
        default: return nil
        }
    }
}

extension Care.CareFileConcerns.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "kind", "kindLabel", "summary", "openedOn", "closedOn"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.kind
        case 2: return self.kindLabel
        case 3: return self.summary
        case 4: return self.openedOn
        case 5: return self.closedOn
        default: return nil
        }
    }
}

extension Care.CareFileNotes.Row: NamedFields {
    public static let fieldNames: [String] = ["id", "writtenAt", "author", "text"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.writtenAt
        case 2: return self.author
        case 3: return self.text
        default: return nil
        }
    }
}

extension Care.CareFileContacts.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "contactedOn",
        "contactedBy",
        "mode",
        "outcome",
        "counterpart",
        "minutes",
        "summary"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.contactedOn
        case 2: return self.contactedBy
        case 3: return self.mode
        case 4: return self.outcome
        case 5: return self.counterpart
        case 6: return self.minutes
        case 7: return self.summary
        default: return nil
        }
    }
}

extension Care.OpenCareFile.Row: NamedFields {
    public static let fieldNames: [String] = ["fileID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.fileID
        default: return nil
        }
    }
}

extension Care.AddCareNote.Row: NamedFields {
    public static let fieldNames: [String] = ["noteID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.noteID
        default: return nil
        }
    }
}

extension Care.LogCareContact.Row: NamedFields {
    public static let fieldNames: [String] = ["contactID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.contactID
        default: return nil
        }
    }
}

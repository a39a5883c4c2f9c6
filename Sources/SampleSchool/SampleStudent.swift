public import Records

/// An invented student.
public struct SampleStudent: Hashable, Sendable {
    /// Who of the parents is away for work.
    public enum Family: Hashable, Sendable {
        case atHome, fatherAway, motherAway, bothAway, orphan

        /// Of the left-behind register; an orphan has a category of their own.
        public var isLeftBehind: Bool { self == .fatherAway || self == .motherAway || self == .bothAway }
    }

    /// Why the student is aided, with the paper that proves it.
    public struct Hardship: Hashable, Sendable {
        public let category: String
        public let evidence: String
        public let level: String
    }

    /// `高一(1)班`.
    public let classLabel: String
    /// 10 for 高一 to 12 for 高三.
    public let grade: Int
    public internal(set) var name: String
    /// Nil where the name has none.
    let surname: String?
    public let sex: Sex
    public let ethnicity: String
    public let birthDate: CalendarDate
    public let idNumber: IDNumber
    public let isRural: Bool
    public let address: String
    /// Nil for a day student (走读).
    public let dormitory: String?
    public let family: Family
    public let guardianName: String
    public let guardianRelation: String
    public let guardianPhone: String
    /// Nil for a student without determination.
    public let hardship: Hardship?

    /// The number in the student roll: G before the ID number, as it mostly is.
    public var rollNumber: String { "G" + idNumber.rawValue }
}

/// An invented class (行政班).
public struct SampleClass: Hashable, Sendable {
    /// 10 for 高一 to 12 for 高三.
    public let grade: Int
    public let number: Int
    /// `高一(1)班`.
    public let label: String
}

/// An invented member of staff.
public struct SampleStaffMember: Hashable, Sendable {
    /// `Y1001`.
    public let number: String
    public internal(set) var name: String
    public let sex: Sex
    public let politicalStatus: String
    /// Nil for those outside the party.
    public let partyBranch: String?
    /// The lesson-preparation group (备课组); nil for those who do not teach.
    public let lessonGroup: String?
    public let subject: String?
    public let post: String
    /// The office that the post belongs to; nil for leaders and teachers.
    public let office: String?
    /// The class whose homeroom teacher this is.
    public let homeroomClass: String?
    public let phone: String
    /// One of the leadership team (班子成员).
    public let isLeader: Bool
}

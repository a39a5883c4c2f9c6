/// The forms of a school that can be imported. The raw values are the names that the records use.
public enum FormKind: String, Hashable, Sendable, CaseIterable {
    case studentRoster = "student_roster"
    case staffRoster = "staff_roster"
    case leftBehindRegister = "left_behind_register"
    case healthScreening = "health_screening"
    case aidDetermination = "aid_determination"
    case issueLedger = "issue_ledger"
    case leaderLinkage = "leader_linkage"
    case homeVisit = "home_visit"

    /// What the form looks like.
    public var form: Form {
        switch self {
        case .studentRoster: .studentRoster
        case .staffRoster: .staffRoster
        case .leftBehindRegister: .leftBehindRegister
        case .healthScreening: .healthScreening
        case .aidDetermination: .aidDetermination
        case .issueLedger: .issueLedger
        case .leaderLinkage: .leaderLinkage
        case .homeVisit: .homeVisit
        }
    }
}

import Records

/// Which pages the menu offers to which roles. Only a kindness: what a person may see is decided by the database.
struct Navigation {
    let roles: Set<String>
    let words: Words

    private struct Entry {
        let word: String
        let path: String
        /// nil: for everybody.
        let roles: Set<String>?
    }

    private static let careRoles: Set<String> = [
        "registrar", "homeroom_teacher", "grade_office", "student_affairs", "student_aid", "counselling", "clinic",
        "leader", "party_secretary", "head_counsellor", "carer",
    ]

    private static let entries = [
        Entry(word: "home", path: "/", roles: nil),
        Entry(word: "issues", path: "/issues", roles: nil),
        Entry(word: "tasks", path: "/tasks", roles: nil),
        Entry(word: "people", path: "/people", roles: nil),
        Entry(word: "registers", path: "/registers", roles: nil),
        Entry(word: "careFiles", path: "/care-files", roles: careRoles),
        Entry(word: "leftBehind", path: "/left-behind", roles: careRoles.subtracting(["clinic"])),
        Entry(word: "aidGap", path: "/aid-gap", roles: ["student_aid", "homeroom_teacher", "grade_office"]),
        Entry(
            word: "publications", path: "/publications",
            roles: [
                "registrar", "homeroom_teacher", "grade_office", "student_affairs", "student_aid", "counselling",
                "clinic", "safety",
                "general_affairs", "party_office", "leader", "party_secretary", "auditor",
            ]),
        Entry(word: "imports", path: "/imports", roles: nil),
        Entry(
            word: "reports", path: "/reports",
            roles: [
                "registrar", "homeroom_teacher", "grade_office", "student_affairs", "student_aid", "counselling",
                "clinic", "safety",
                "general_affairs", "discipline", "party_office", "leader", "party_secretary", "head_counsellor",
                "finance", "union", "party_branch", "analyst", "auditor",
            ]),
        Entry(word: "accounts", path: "/accounts", roles: ["party_office", "administrator"]),
        Entry(
            word: "breakGlass", path: "/break-glass",
            roles: ["leader", "party_secretary", "party_office", "clinic", "auditor"]),
        Entry(word: "auditLog", path: "/audit", roles: ["auditor"]),
    ]

    /// - Parameter here: The path of the page that is shown.
    func items(here: String) -> [[String: Any]] {
        let place = here.prefix { $0 != "?" }
        return Self.entries.filter { $0.roles == nil || !roles.isDisjoint(with: $0.roles ?? []) }.map { entry in
            let isHere = entry.path == "/" ? place == "/" : place == entry.path || place.hasPrefix(entry.path + "/")
            return ["path": entry.path, "label": words[entry.word], "isHere": isHere]
        }
    }

    /// Not offered to those whose roles see no linkages but their own.
    var seesQuotas: Bool {
        !roles.isSubset(of: ["carer", "finance", "report_officer", "administrator", "data_setup"])
    }
}

/// A sign-in that shows the school as one kind of user sees it.
public struct SampleAccount: Hashable, Sendable {
    /// `registrar`, `homeroom` … : small ASCII letters and digits only.
    public let login: String
    /// The code of the role: `homeroom_teacher`.
    public let roleCode: String
    /// The holder, as the staff roster names them; no other member of staff has this name.
    public let personName: String
    /// The holder's number in the staff roster.
    public let staffNumber: String
    /// The class, grade or office that the role is for: `高一(1)班`, `高一`, `总务处`; nil for a role in the whole school.
    public let unitLabel: String?
}

extension SampleSchool {
    /// One sign-in for each kind of user; the party office has two people, since one approves what the other proposes.
    public var accounts: [SampleAccount] {
        let firstClass = classes[0].label
        let teachers = staff.filter { $0.post == StaffRegister.teacherPost }
        func holder(_ post: String) -> SampleStaffMember? { staff.first { $0.post == post } }
        let holders: [(login: String, role: String, member: SampleStaffMember?, unit: String?)] = [
            ("registrar", "registrar", holder("教务处学籍管理员"), nil),
            ("homeroom", "homeroom_teacher", staff.first { $0.homeroomClass == firstClass }, firstClass),
            ("gradeoffice", "grade_office", holder("高一年级组长"), "高一"),
            ("studentaffairs", "student_affairs", holder("德育处主任"), "德育处"),
            ("studentaid", "student_aid", holder("学生资助中心主任"), "学生资助中心"),
            ("counselling", "counselling", holder("专职心理教师"), "心理辅导室"),
            ("headcounsellor", "head_counsellor", holder("心理辅导室主任"), "心理辅导室"),
            ("reportofficer", "report_officer", holder("德育处干事"), nil),
            ("finance", "finance", holder("财务室会计"), nil),
            ("union", "union", holder("工会干事"), nil),
            ("branch", "party_branch", holder("后勤党支部书记"), "后勤党支部"),
            ("clinic", "clinic", holder("校医"), nil),
            ("safety", "safety", holder("安全办主任"), "安全办"),
            ("generalaffairs", "general_affairs", holder("总务处主任"), "总务处"),
            ("discipline", "discipline", holder("纪检办公室主任"), nil),
            ("partyoffice", "party_office", holder("党委办公室主任"), nil),
            ("partyoffice2", "party_office", holder("党委办公室干事"), nil),
            ("leader", "leader", holder("副校长"), nil),
            ("secretary", "party_secretary", holder("党委书记"), nil),
            ("carer", "carer", teachers.first, nil),
            ("teacher", "teacher", teachers.dropFirst().first, nil),
            ("analyst", "analyst", holder("教务处统计员"), nil),
            ("administrator", "administrator", holder("信息中心主任"), nil),
            ("auditor", "auditor", holder("内部审计员"), nil),
        ]
        return holders.compactMap { entry in
            entry.member.map {
                SampleAccount(
                    login: entry.login, roleCode: entry.role, personName: $0.name, staffNumber: $0.number,
                    unitLabel: entry.unit)
            }
        }
    }
}

import Records

/// The making of the staff: leaders, offices, homeroom teachers, teachers.
struct StaffRegister {
    private(set) var members: [SampleStaffMember] = []
    private let classes: [SampleClass]
    private let memberCount: Int
    private var random: SeededRandom
    private var names: Set<String> = []

    static let teacherPost = "教师"
    static let homeroomPost = "班主任"

    private static let leaderPosts = ["党委书记", "党委副书记、校长", "党委副书记", "纪委书记", "副校长", "副校长", "副校长", "工会主席"]

    private static let officePosts: [(post: String, office: String, branch: String)] = [
        ("党委办公室主任", "党委办公室", "机关党支部"), ("党委办公室干事", "党委办公室", "机关党支部"),
        ("教务处主任", "教务处", "机关党支部"), ("教务处学籍管理员", "教务处", "机关党支部"), ("教务处统计员", "教务处", "机关党支部"),
        ("德育处主任", "德育处", "机关党支部"), ("德育处干事", "德育处", "机关党支部"),
        ("学生资助中心主任", "学生资助中心", "机关党支部"), ("学生资助中心干事", "学生资助中心", "机关党支部"),
        ("心理辅导室主任", "心理辅导室", "机关党支部"), ("专职心理教师", "心理辅导室", "机关党支部"),
        ("校医", "校医室", "后勤党支部"), ("校医室护士", "校医室", "后勤党支部"),
        ("总务处主任", "总务处", "后勤党支部"), ("总务处干事", "总务处", "后勤党支部"),
        ("安全办主任", "安全办", "后勤党支部"), ("安全办干事", "安全办", "后勤党支部"),
        ("纪检办公室主任", "纪检办公室", "机关党支部"), ("内部审计员", "纪检办公室", "机关党支部"),
        ("信息中心主任", "信息中心", "机关党支部"),
        ("高一年级组长", "高一年级组", "高一党支部"), ("高二年级组长", "高二年级组", "高二党支部"),
        ("高三年级组长", "高三年级组", "高三党支部"),
        ("宿舍管理员", "总务处", "后勤党支部"), ("宿舍管理员", "总务处", "后勤党支部"), ("食堂管理员", "总务处", "后勤党支部"),
        ("财务室会计", "财务室", "机关党支部"), ("工会干事", "工会办公室", "机关党支部"),
        ("后勤党支部书记", "总务处", "后勤党支部"),
    ]

    /// Taught in lesson-preparation groups of a grade; the first three by the most teachers.
    private static let gradeSubjects = ["语文", "数学", "英语", "物理", "化学", "语文", "数学", "英语", "生物", "历史", "地理", "政治"]
    /// Taught by few, in one group for the whole school.
    private static let schoolSubjects = ["体育", "音乐", "美术", "信息技术"]
    private static let gradeNames = ["高一", "高二", "高三"]

    init(classes: [SampleClass], studentCount: Int, seed: UInt64) {
        self.classes = classes
        // One in twelve, and never fewer than the posts need.
        let posts = Self.leaderPosts.count + Self.officePosts.count + classes.count
        memberCount = max(60, posts + 14, studentCount / 12)
        random = SeededRandom(seed: seed, topic: .staff)
    }

    mutating func fill(_ phones: inout PhoneSource) {
        for (index, post) in Self.leaderPosts.enumerated() {
            let subject = Self.gradeSubjects[index]
            // Secretaries do not teach; a headmaster and the deputies keep a class.
            let group = post.contains("书记") && !post.contains("校长") ? nil : Self.gradeNames[index % 3] + subject + "备课组"
            add(post, branch: "机关党支部", group: group, subject: group == nil ? nil : subject, isLeader: true, &phones)
        }
        for (post, office, branch) in Self.officePosts {
            let grade = Self.gradeNames.first { post.hasPrefix($0) }
            add(
                post, office: office, branch: branch, group: grade.map { $0 + "语文备课组" },
                subject: grade == nil ? nil : "语文", isSurelyMember: post.hasSuffix("主任") || post.hasSuffix("书记") || grade != nil, &phones)
        }
        for (index, schoolClass) in classes.enumerated() {
            let grade = Self.gradeNames[schoolClass.grade - 10]
            let subject = Self.gradeSubjects[index % Self.gradeSubjects.count]
            add(
                Self.homeroomPost, branch: grade + "党支部", group: grade + subject + "备课组", subject: subject,
                homeroom: schoolClass.label, &phones)
        }
        var index = 0
        while members.count < memberCount {
            addTeacher(index, &phones)
            index += 1
        }
    }

    private mutating func addTeacher(_ index: Int, _ phones: inout PhoneSource) {
        if index % 7 == 6 {
            let subject = Self.schoolSubjects[index / 7 % Self.schoolSubjects.count]
            let group = subject == "体育" ? "体育备课组" : subject == "信息技术" ? "信息技术备课组" : "艺术备课组"
            add(Self.teacherPost, branch: "艺体党支部", group: group, subject: subject, &phones)
        } else {
            let grade = Self.gradeNames[index % 3]
            // The grade goes round in threes, so the subject moves on only after each round.
            let subject = Self.gradeSubjects[(index / 3 + index % 3 * 4) % Self.gradeSubjects.count]
            add(Self.teacherPost, branch: grade + "党支部", group: grade + subject + "备课组", subject: subject, &phones)
        }
    }

    private mutating func add(
        _ post: String, office: String? = nil, branch: String, group: String? = nil, subject: String? = nil,
        homeroom: String? = nil, isLeader: Bool = false, isSurelyMember: Bool = false, _ phones: inout PhoneSource
    ) {
        let sex: Sex = random.chance(perMille: 480) ? .male : .female
        var name: String
        repeat { name = NameSource.name(sex, &random) } while !names.insert(name).inserted
        let status = isLeader || isSurelyMember
            ? "中共党员"
            : random.element(weighted: [("中共党员", 60), ("群众", 31), ("共青团员", 6), ("民盟盟员", 3)])
        members.append(
            SampleStaffMember(
                number: "Y\(1001 + members.count)", name: name, sex: sex, politicalStatus: status,
                partyBranch: status == "中共党员" ? branch : nil, lessonGroup: group, subject: subject, post: post,
                office: office, homeroomClass: homeroom, phone: phones.phone(&random), isLeader: isLeader))
    }

    /// The last two teachers, for whom nobody signs in, get the same name.
    mutating func giveOneNameToTwo() {
        members[members.count - 1].name = members[members.count - 2].name
    }
}

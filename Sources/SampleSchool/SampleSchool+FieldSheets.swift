import Records
import Spreadsheets

extension SampleSchool {
    // MARK: - 示范带动任务分解表

    private static let projects = [
        "教室护眼灯改造", "家属区路面维修", "学生食堂窗口增设", "退休教师健康体检", "寝室热水系统改造", "校门口接送区规范", "教工活动室更新", "晾晒区增设",
    ]

    /// Each leader keeps to the quota (1 branch, 1 group, 2 classes, 1 or 2 students) but one, who has one class.
    var leaderLinkage: SampleSheet {
        var random = SeededRandom(seed: seed, topic: .linkage)
        let branches = Self.distinct(staff.compactMap(\.partyBranch))
        let groups = Self.distinct(staff.compactMap(\.lessonGroup))
        let inNeed = uniquelyNamedStudents.filter { $0.family.isLeftBehind || $0.hardship != nil }
        var paired: Set<SampleStudent> = []
        let leaders = staff.filter(\.isLeader)
        let shuffledClasses = random.shuffled(classes)
        let rows = leaders.enumerated().map { index, leader -> [Cell] in
            let first = shuffledClasses[index * 2 % classes.count]
            let second = shuffledClasses[(index * 2 + 1) % classes.count]
            let linked = index == leaders.count - 2 || first == second ? [first] : [first, second]
            let labels = linked.map(\.label)
            let pool = inNeed.filter { labels.contains($0.classLabel) && !paired.contains($0) }
            let pupils = random.shuffled(pool.isEmpty ? inNeed.filter { !paired.contains($0) } : pool)
                .prefix(random.within(1...2))
            paired.formUnion(pupils)
            return [
                .text(leader.name), .text(leader.post), .text(branches[index % branches.count]),
                .text(groups[(index * 5 + 2) % groups.count]), .text(labels.joined(separator: "、")),
                .optional(pupils.map(\.name).joined(separator: "、")), .text(Self.projects[index % Self.projects.count]),
            ]
        }
        return SampleSheet(
            form: "leader_linkage", fileName: "示范带动任务分解表.xlsx", title: "班子成员下基层示范带动任务分解表",
            notes: [schoolYear.chinese + "        " + note("党委办公室", filledOn(dayOfSemester: 10))],
            headings: ["姓名", "职务", "联系党支部", "联系备课组", "蹲点班级", "结对关爱学生", "领办民生实事"], rows: rows)
    }

    /// Those whom a sheet without class and number can name.
    private var uniquelyNamedStudents: [SampleStudent] {
        let counts = Dictionary(students.map { ($0.name, 1) }, uniquingKeysWith: +)
        return students.filter { counts[$0.name] == 1 }
    }

    /// Each once, in the order of the first time.
    static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    // MARK: - 家访记录表

    private struct Conversation {
        let heard: String
        var request: String?
        var followUp: String?
    }

    private static let ordinary: [Conversation] = [
        Conversation(heard: "学习劲头足，在家作业能按时完成"),
        Conversation(heard: "孩子性格开朗，家长对学校放心"),
        Conversation(heard: "周末在家看手机时间长，家长管不住", request: "希望学校加强手机管理", followUp: "已告知年级组，班会专题讨论"),
        Conversation(heard: "数学基础薄弱，家长着急", request: "希望任课教师课后辅导", followUp: "任课教师每周答疑一次"),
        Conversation(heard: "寝室热水供应时间短，洗漱排队", request: "希望延长热水供应时间", followUp: "已转总务处"),
        Conversation(heard: "晚自习后走读路上较暗", request: "希望协调增设路灯", followUp: "已转安全办"),
        Conversation(heard: "食堂窗口少，午餐排队久", request: "希望增加食堂窗口", followUp: "已转总务处"),
        Conversation(heard: "亲子沟通较少，孩子话不多", request: "希望开展家庭教育讲座", followUp: "列入下月家长学校安排"),
        Conversation(heard: "选科还拿不定主意", followUp: "寄送选科指导材料"),
        Conversation(heard: "身体状况良好，坚持晨跑"),
    ]
    private static let leftBehind: [Conversation] = [
        Conversation(heard: "父母在外务工，随祖辈生活，较懂事", request: "希望周末安排亲情视频", followUp: "已列入亲情电话安排"),
        Conversation(heard: "老人身体不好，孩子周末要照顾老人", request: "希望联系社区上门帮助", followUp: "已与村委会联系"),
        Conversation(heard: "与父母每周通话，情绪稳定"),
        Conversation(heard: "想念父母，近期情绪低落", request: "希望安排老师多谈心", followUp: "班主任每周谈心一次"),
    ]
    private static let inNeed: [Conversation] = [
        Conversation(heard: "家中主要靠务农，收入不稳定", request: "咨询助学金发放时间", followUp: "已转学生资助中心答复"),
        Conversation(heard: "家人长期看病，支出较大", request: "希望了解临时困难补助", followUp: "已转学生资助中心"),
        Conversation(heard: "生活节俭，学习自觉，家长感谢资助"),
    ]

    var homeVisits: SampleSheet {
        var random = SeededRandom(seed: seed, topic: .visits)
        let ambiguous = Set(ambiguousStudents)
        let visitors = uniquelyNamedStaff
        let homeroomTeachers = Dictionary(
            visitors.compactMap { member in member.homeroomClass.map { ($0, member.name) } },
            uniquingKeysWith: { first, _ in first })
        let others = helpingTeachers + visitors.filter(\.isLeader)
        let visitCount = max(80, students.count * 2 / 15)
        let visited = random.shuffled(students.filter { !ambiguous.contains($0) }).prefix(visitCount)
        var visitsOfOthers = 0
        var visits = visited.map { student -> (day: CalendarDate, cells: [Cell]) in
            let conversation = random.element(of: Self.conversations(with: student))
            var visitor = random.chance(perMille: 650) ? homeroomTeachers[student.classLabel] : nil
            if visitor == nil {
                visitor = others[visitsOfOthers % others.count].name
                visitsOfOthers += 1
            }
            let day = daysAgo(random.within(0...75))
            let opinion = random.element(weighted: [("满意", 45), ("对学校工作满意", 20), ("希望多沟通", 15), ("", 20)])
            return (
                day,
                [
                    .day(day), .optional(visitor), .text(student.classLabel),
                    .text(student.name), .text(random.element(weighted: [("入户", 55), ("电话", 30), ("视频", 15)])),
                    .text(conversation.heard), .optional(conversation.request), .optional(opinion),
                    .optional(conversation.followUp),
                ]
            )
        }
        visits.sort { ($0.day, $0.cells[3].displayText ?? "") < ($1.day, $1.cells[3].displayText ?? "") }
        var rows = visits.map(\.cells)
        if hasPlantedMess {
            // A visitor whose name two bear, and a date as people type it.
            if let twin = staff.last { rows[rows.count / 2][1] = .text(twin.name) }
            let day = visits[rows.count / 3].day
            rows[rows.count / 3][0] = .text(day.chinese)
        }
        return SampleSheet(
            form: "home_visit", fileName: "家访记录表.xlsx", title: "党员教师家访记录表",
            notes: [schoolYear.chinese + "        " + note("德育处", today)],
            headings: ["日期", "家访教师", "班级", "学生", "方式", "反映情况", "需要学校解决的问题", "家长意见", "后续跟进"], rows: rows)
    }

    private static func conversations(with student: SampleStudent) -> [Conversation] {
        if student.family.isLeftBehind { return leftBehind + ordinary.prefix(4) }
        return student.hardship == nil ? ordinary : inNeed
    }
}

import Records
import Spreadsheets

extension SampleSchool {
    // MARK: - 留守学生登记表

    var leftBehindRegister: SampleSheet {
        var random = SeededRandom(seed: seed, topic: .leftBehind)
        let helpers = helpingTeachers
        var phones = PhoneSource()
        var rows = students.filter(\.family.isLeftBehind).enumerated().map { index, student -> [Cell] in
            let fatherPlace = student.family == .motherAway ? nil : PlaceSource.workplace(&random)
            // Couples mostly work in one place.
            let isTogether = student.family == .bothAway && random.chance(perMille: 800)
            let ownPlace = isTogether ? fatherPlace : PlaceSource.workplace(&random)
            let motherPlace = student.family == .fatherAway ? nil : ownPlace
            let carer = student.family == .bothAway ? carer(of: student, &random, &phones) : nil
            return [
                .text(student.classLabel), .text(student.name), .text(student.idNumber.rawValue),
                .text(Self.leftBehindType(student.family)), .optional(fatherPlace), .optional(motherPlace),
                .optional(carer?.name), .optional(carer?.relation), .optional(carer?.phone),
                .integer(random.element(weighted: [(1, 30), (2, 35), (3, 25), (7, 10)])),
                .text(helpers[index % helpers.count].name),
                .optional(random.chance(perMille: 80) ? random.element(of: ["周末住亲戚家", "祖父母年事已高", "父母春节返乡"]) : nil),
            ]
        }
        if hasPlantedMess, let index = rows.firstIndex(where: { $0[3] == .text("单留守(父亲外出)") }) {
            // Which of the parents is away is not said.
            rows[index][3] = .text("单留守")
            rows[index][4] = .empty
        }
        return SampleSheet(
            form: "left_behind_register", fileName: "留守学生登记表.xlsx", title: "留守学生登记表",
            notes: ["学期：\(semester.chinese)        " + note("德育处", filledOn(dayOfSemester: 14))],
            headings: [
                "班级", "姓名", "身份证号", "留守类型", "父亲务工地点", "母亲务工地点", "受委托监护人", "与学生关系", "委托监护人电话", "亲情电话频次(次/周)", "帮扶教师",
                "备注",
            ],
            rows: rows)
    }

    private static func leftBehindType(_ family: SampleStudent.Family) -> String {
        switch family {
        case .fatherAway: "单留守(父亲外出)"
        case .motherAway: "单留守(母亲外出)"
        default: "双留守"
        }
    }

    private func carer(
        of student: SampleStudent, _ random: inout SeededRandom, _ phones: inout PhoneSource
    ) -> (name: String, relation: String, phone: String) {
        let relation = random.element(weighted: [
            ("祖父", 25), ("祖母", 30), ("外祖父", 12), ("外祖母", 18), ("姑姑", 8), ("叔叔", 7),
        ])
        let sex: Sex = ["祖父", "外祖父", "叔叔"].contains(relation) ? .male : .female
        let hasSameSurname = ["祖父", "姑姑", "叔叔"].contains(relation)
        let name = student.surname == nil
            ? NameSource.dottedName(sex, &random)
            : NameSource.name(sex, surname: hasSameSurname ? student.surname : nil, &random)
        return (name, relation, phones.phone(&random))
    }

    /// Those who help pupils and visit families; the carer who has a sign-in first, so that it has something to see.
    var helpingTeachers: [SampleStaffMember] {
        let teaching = uniquelyNamedStaff.filter { $0.lessonGroup != nil && $0.homeroomClass == nil && !$0.isLeader }
        func isTeacher(_ member: SampleStaffMember) -> Bool { member.post == StaffRegister.teacherPost }
        return teaching.filter(isTeacher) + teaching.filter { !isTeacher($0) }
    }

    /// Those whose name says who is meant.
    var uniquelyNamedStaff: [SampleStaffMember] {
        let counts = Dictionary(staff.map { ($0.name, 1) }, uniquingKeysWith: +)
        return staff.filter { counts[$0.name] == 1 }
    }

    // MARK: - 特异体质学生排查表

    private struct Condition {
        let name: String
        let hospital: String
        let takesMedicine: Bool
        let limit: String
        let onset: String
    }

    private static let conditions: [Condition] = [
        Condition(name: "支气管哮喘", hospital: "暖川市第一人民医院", takesMedicine: true, limit: "适度运动", onset: "换季时偶有发作，随身带喷雾剂"),
        Condition(name: "先天性心脏病（术后）", hospital: "省人民医院", takesMedicine: false, limit: "禁止剧烈运动", onset: "六岁手术，每年复查"),
        Condition(name: "癫痫", hospital: "省人民医院", takesMedicine: true, limit: "禁止剧烈运动", onset: "近两年未发作"),
        Condition(name: "1型糖尿病", hospital: "暖川市第一人民医院", takesMedicine: true, limit: "适度运动", onset: "每日注射胰岛素，防低血糖"),
        Condition(name: "青霉素过敏", hospital: "暖川市中医院", takesMedicine: false, limit: "无限制", onset: "幼时皮试阳性"),
        Condition(name: "花生过敏", hospital: "暖川市第一人民医院", takesMedicine: false, limit: "无限制", onset: "误食后全身皮疹一次"),
        Condition(name: "高度近视", hospital: "暖川市眼科医院", takesMedicine: false, limit: "禁止剧烈运动", onset: "双眼800度以上，防碰撞"),
        Condition(name: "骨折术后", hospital: "暖川市中医院", takesMedicine: false, limit: "禁止剧烈运动", onset: "暑期摔伤，半年内复查"),
        Condition(name: "过敏性紫癜", hospital: "暖川市第一人民医院", takesMedicine: true, limit: "适度运动", onset: "去年春季住院一次"),
        Condition(name: "缺铁性贫血", hospital: "暖川市中医院", takesMedicine: true, limit: "适度运动", onset: "体检发现，服铁剂中"),
    ]

    /// Who shares a name with another of their class.
    var ambiguousStudents: [SampleStudent] {
        let counts = Dictionary(students.map { ([$0.classLabel, $0.name], 1) }, uniquingKeysWith: +)
        return students.filter { (counts[[$0.classLabel, $0.name]] ?? 0) > 1 }
    }

    var healthScreening: SampleSheet {
        var random = SeededRandom(seed: seed, topic: .health)
        let ambiguous = Set(ambiguousStudents)
        var listed = random.shuffled(students.indices.filter { !ambiguous.contains(students[$0]) })
            .prefix(max(3, students.count * 3 / 100)).sorted()
        // The sheet has no column that could tell the two apart: somebody has to ask.
        if let first = students.firstIndex(where: ambiguous.contains) {
            listed = (listed + [first]).sorted()
        }
        return SampleSheet(
            form: "health_screening", fileName: "特异体质学生排查表.xlsx", title: semesterTitle + "特异体质学生排查表",
            notes: [note("校医室", filledOn(dayOfSemester: 20))],
            headings: ["班级", "姓名", "性别", "疾病或特异体质", "诊断医院", "是否长期服药", "体育活动限制", "家长告知书", "发病史", "急救联系人"],
            rows: listed.map { index in
                let student = students[index]
                let condition = random.element(of: Self.conditions)
                return [
                    .text(student.classLabel), .text(student.name), .text(student.sex.chinese), .text(condition.name),
                    .text(condition.hospital), .text(condition.takesMedicine ? "是" : "否"), .text(condition.limit),
                    .text(random.chance(perMille: 750) ? "已签" : "未签"), .text(condition.onset),
                    .text("\(student.guardianName)（\(student.guardianRelation)）\(student.guardianPhone)"),
                ]
            })
    }

    // MARK: - 家庭经济困难学生认定汇总表

    var aidDetermination: SampleSheet {
        var rows: [[Cell]] = []
        for student in students {
            guard let hardship = student.hardship else { continue }
            var awards = [("普通高中国家助学金", HardshipKind.grant(level: hardship.level))]
            if HardshipKind.hasTuitionWaiver(hardship.category) { awards.append(("免学杂费", 650)) }
            for (scheme, amount) in awards {
                rows.append([
                    .text(student.classLabel), .text(student.name),
                    // In a text file only a tab keeps Excel from turning the number into 4.208E+17.
                    .text("\t" + student.idNumber.rawValue), .text(hardship.category), .text(hardship.evidence),
                    .text(hardship.level), .text(scheme), .integer(amount), .text(semester.chinese),
                ])
            }
        }
        if hasPlantedMess, let index = rows.lastIndex(where: { $0[3] == .text("残疾人子女") || $0[3] == .text("孤儿") }) {
            // A paper that proves another category.
            rows[index][4] = .text("农村低保证")
        }
        return SampleSheet(
            form: "aid_determination", fileName: "家庭经济困难学生认定汇总表.csv", title: schoolYear.chinese + "家庭经济困难学生认定汇总表",
            notes: [note("学生资助中心", filledOn(dayOfSemester: 30))],
            headings: ["班级", "姓名", "身份证号", "困难类型", "佐证材料", "认定等级", "资助项目", "金额(元)", "学期"], rows: rows)
    }
}

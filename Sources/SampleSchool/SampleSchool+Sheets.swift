import Records
import Spreadsheets

extension SampleSchool {
    /// The eight sheets, in an order in which they can be imported: rosters first.
    public var sheets: [SampleSheet] {
        [
            studentRoster, staffRoster, leftBehindRegister, healthScreening, aidDetermination, leaderLinkage,
            issueLedger, homeVisits,
        ]
    }

    /// `填表单位：教务处        填表日期：2025年9月5日`.
    func note(_ office: String, _ date: CalendarDate) -> String {
        "填表单位：\(office)        填表日期：\(date.chinese)"
    }

    /// `2025—2026学年度第一学期`.
    var semesterTitle: String { schoolYear.chinese + (semester.term == 1 ? "第一学期" : "第二学期") }

    /// The planted mess has the place so many thousandths down a sheet.
    static func place(_ perMille: Int, of count: Int) -> Int { count * perMille / 1000 }

    // MARK: - 学生花名册

    private var studentRoster: SampleSheet {
        var rows = students.enumerated().map { index, student in
            rosterRow(student, sequence: index + 1)
        }
        if hasPlantedMess { plantMess(inRoster: &rows) }
        return SampleSheet(
            form: "student_roster", fileName: "学生花名册.xlsx", title: semesterTitle + "学生花名册",
            notes: [note("教务处", filledOn(dayOfSemester: 4))],
            headings: [
                "序号", "年级", "班级", "姓名", "性别", "民族", "出生日期", "身份证件号", "学籍号", "户口性质", "家庭住址", "是否住校", "寝室", "监护人姓名",
                "与监护人关系", "监护人电话", "备注",
            ],
            rows: rows)
    }

    private func rosterRow(_ student: SampleStudent, sequence: Int) -> [Cell] {
        [
            .integer(sequence), .optional(ClassLabel.gradeName(student.grade)), .text(student.classLabel),
            .text(student.name), .text(student.sex.chinese), .text(student.ethnicity), .day(student.birthDate),
            .text(student.idNumber.rawValue), .text(student.rollNumber),
            .text(student.isRural ? "农业家庭户口" : "非农业家庭户口"), .text(student.address),
            .text(student.dormitory == nil ? "否" : "是"), .optional(student.dormitory), .text(student.guardianName),
            .text(student.guardianRelation), .text(student.guardianPhone), .empty,
        ]
    }

    /// What is found in rosters that many hands filled in.
    private func plantMess(inRoster rows: inout [[Cell]]) {
        let idColumn = 7
        for perMille in [110, 430, 770] {
            let index = Self.place(perMille, of: students.count)
            rows[index][idColumn] = .text(Self.fullWidth(students[index].idNumber.rawValue))
        }
        let dated = Self.place(250, of: students.count)
        let birthDate = students[dated].birthDate
        rows[dated][6] = .text("\(birthDate.year).\(birthDate.month).\(birthDate.day)")
        let bracketed = Self.place(600, of: students.count)
        rows[bracketed][2] = .text(Self.fullWidth(students[bracketed].classLabel))
        // Names of two characters are often spaced out to the width of three.
        if let short = students[Self.place(500, of: students.count)...].firstIndex(where: { $0.name.count == 2 }) {
            rows[short][3] = .text(students[short].name.map(String.init).joined(separator: "\u{3000}"))
        }
        // One whom no other sheet names by the number that is missing here.
        if let missing = students[Self.place(700, of: students.count)...].firstIndex(where: isPlain) {
            rows[missing][idColumn] = .empty
            rows[missing][8] = .empty
            rows[missing][16] = .text("户口办理中")
        }
        if let doubled = students[Self.place(850, of: students.count)...].firstIndex(where: isPlain) {
            rows.insert(rows[doubled], at: doubled + 1)
        }
    }

    /// Neither in the left-behind register nor aided.
    func isPlain(_ student: SampleStudent) -> Bool { !student.family.isLeftBehind && student.hardship == nil }

    /// Digits, letters and brackets as a Chinese input method writes them in full width.
    static func fullWidth(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSign = (0x21...0x7E).contains(scalar.value)
            result.append(isSign ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar)
        }
        return String(result)
    }

    // MARK: - 教职工名册

    private var staffRoster: SampleSheet {
        SampleSheet(
            form: "staff_roster", fileName: "教职工名册.xlsx", title: schoolYear.chinese + "教职工名册",
            notes: [note("党委办公室", filledOn(dayOfSemester: 4))],
            headings: ["工号", "姓名", "性别", "政治面貌", "党支部", "备课组", "任教学科", "职务", "班主任班级", "联系电话"],
            rows: staff.map { member in
                [
                    .text(member.number), .text(member.name), .text(member.sex.chinese), .text(member.politicalStatus),
                    .optional(member.partyBranch), .optional(member.lessonGroup), .optional(member.subject),
                    .text(member.post), .optional(member.homeroomClass), .text(member.phone),
                ]
            })
    }
}

extension Cell {
    /// A date cell.
    static func day(_ date: CalendarDate) -> Cell {
        .date(CellDate(year: date.year, month: date.month, day: date.day))
    }
}

import Testing

@testable import Records

@Suite struct SchoolCalendarTests {
    @Test(arguments: [
        "2025-2026", "2025—2026学年度", "2025–2026学年", "2025~2026学年", "2025/2026", "2025至2026学年", "2025-26学年", "2025学年",
        "２０２５－２０２６", "2025 - 2026 学年度",
    ])
    func schoolYears(_ text: String) throws {
        let year = try SchoolYear(text)
        #expect(year.description == "2025-2026")
        #expect(year.chinese == "2025—2026学年度")
    }

    @Test func noSchoolYear() {
        #expect(throws: SchoolYear.Problem.yearsDoNotFollow) { try SchoolYear("2025-2027") }
        for text in ["", "2025", "2025年秋", "第一学期", "2025-2026-1", "abcd-efgh"] {
            #expect(throws: SchoolYear.Problem.unreadable, "\(text)") { try SchoolYear(text) }
        }
    }

    @Test(arguments: [
        "2025-2026-1", "2025年秋", "2025秋", "2025年秋季学期", "2025年秋季", "2025—2026学年度第一学期", "2025-2026学年上学期",
        "2025-2026学年第1学期",
        "2025学年第一学期", "2025-2026(1)", "２０２５年秋", "2025—2026 学年 第一学期", "2025—2026学年秋季学期",
    ])
    func autumn(_ text: String) throws { #expect(try Semester(text).description == "2025-2026-1") }

    @Test(arguments: [
        "2025-2026-2", "2026年春", "2026春季学期", "2025—2026学年度第二学期", "2025-2026学年下学期", "2025-2026学年第2学期", "2025学年第二学期",
    ])
    func spring(_ text: String) throws {
        let semester = try Semester(text)
        #expect(semester.description == "2025-2026-2")
        #expect(semester.chinese == "2026年春")
    }

    @Test func noSemester() {
        for text in ["2025年", "2025-2026学年", "第一学期", "秋季", "2025年上学期"] {
            #expect(throws: Semester.Problem.incomplete, "\(text)") { try Semester(text) }
        }
        for text in ["", "abc", "2025-2026-3", "2025-2027-1", "20251"] {
            #expect(throws: Semester.Problem.unreadable, "\(text)") { try Semester(text) }
        }
    }

    @Test(arguments: [
        ("2025-09-01", "2025-2026-1"), ("2026-01-31", "2025-2026-1"), ("2026-02-01", "2025-2026-2"),
        ("2026-08-31", "2025-2026-2"),
    ])
    func semesterOfADay(_ day: String, _ semester: String) throws {
        #expect(try Semester(containing: CalendarDate(iso: day)).description == semester)
    }

    @Test func order() throws {
        #expect(try Semester("2025年秋") < Semester("2026年春"))
        #expect(try Semester("2026年春") < Semester("2026年秋"))
    }
}

@Suite struct ClassLabelTests {
    @Test(arguments: [
        ("高一(1)班", "高一(1)班"), ("高一（1）班", "高一(1)班"), ("高一1班", "高一(1)班"), ("高一01班", "高一(1)班"), ("高一（十二）班", "高一(12)班"),
        ("高一十二班", "高一(12)班"), ("高三二十班", "高三(20)班"), ("高1(1)班", "高一(1)班"), ("高一年级1班", "高一(1)班"), ("高一年级（3）班", "高一(3)班"),
        ("高一级3班", "高一(3)班"), ("十一年级3班", "高二(3)班"), ("12年级(3)班", "高三(3)班"), ("初二(3)班", "初二(3)班"),
        ("八年级3班", "初二(3)班"), ("高中一年级2班", "高一(2)班"), ("高 一 （ 1 ） 班", "高一(1)班"), ("高一(１)班", "高一(1)班"),
        ("高一(1)", "高一(1)班"),
        ("高一【7】班", "高一(7)班"), ("高二-5班", "高二(5)班"), ("高一(1班)", "高一(1)班"), ("高2025级1班", "高2025级(1)班"),
        ("2025级(1)班", "2025级(1)班"),
        ("2025级高一(1)班", "高一(1)班"), ("25级3班", "2025级(3)班"), ("初中2024级2班", "初2024级(2)班"), ("三年级2班", "三年级(2)班"),
        ("高一一班", "高一(1)班"),
    ])
    func reads(_ text: String, _ label: String) throws {
        #expect(try ClassLabel(text).description == label)
        #expect(try ClassLabel(label).description == label)
    }

    /// 高11班 may be 高一(1)班 with a slip or 高一(11)班; 届 counts from the year of leaving.
    @Test(arguments: [
        "", "高一", "高四(1)班", "高一班", "高11班", "高一(0)班", "高一(100)班", "1班", "一班", "高一实验班", "2025届1班", "高一(1)(2)班", "全校",
        "13年级1班",
    ])
    func refuses(_ text: String) { #expect(throws: ClassLabel.Problem.unreadable) { try ClassLabel(text) } }

    @Test func cohorts() throws {
        let label = try ClassLabel("高2025级1班")
        #expect(label.grade(in: try SchoolYear("2025-2026")) == 10)
        #expect(label.resolved(in: try SchoolYear("2027-2028")).description == "高三(1)班")
        // Not yet entered, or gone.
        #expect(label.grade(in: try SchoolYear("2024-2025")) == nil)
        #expect(label.resolved(in: try SchoolYear("2028-2029")) == label)
        #expect(try ClassLabel("2025级1班").grade(in: SchoolYear("2025-2026")) == nil)
    }

    @Test(arguments: [("高一", 10), ("高一年级", 10), ("十二年级", 12), ("初三", 9), ("九年级", 9), ("高3", 12), ("高一级", 10)])
    func grades(_ text: String, _ grade: Int) { #expect(ClassLabel.grade(text) == grade) }
}

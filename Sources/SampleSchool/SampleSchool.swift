public import Records

/// An invented school: people, classes, offices and the eight sheets that its offices keep.
///
/// Nobody in it exists. All of it follows from the seed, the day and the number of students, so that a demonstration, a
/// test and a benchmark see the same school everywhere.
public struct SampleSchool: Sendable {
    public let seed: UInt64
    /// No visit and no finding of the sheets lies after this day.
    public let today: CalendarDate
    /// The school year that contains `today`.
    public let schoolYear: SchoolYear
    public let semester: Semester
    /// The sheets are as untidy as real ones: numbers in full width, a date as text, a row twice, a number left out.
    public let hasPlantedMess: Bool
    public let classes: [SampleClass]
    /// In the order of the roster: by class.
    public let students: [SampleStudent]
    /// In the order of the roster: leaders, offices, homeroom teachers, teachers.
    public let staff: [SampleStaffMember]

    public enum Problem: Error, Hashable, Sendable {
        /// The years that the school can lie in are 1950 to 2150.
        case dayOutOfRange
        /// Fewer cannot fill the classes; more do not fit in classes that have two digits.
        case studentCountOutOfRange(allowed: ClosedRange<Int>)
    }

    /// The day of samples that nobody wants another day for.
    public static let exampleDay = day(20_412)  // 2025-11-20
    public static let allowedStudents = 90...12_000

    /// Invents the school. Staff and sheets grow with the students: about one teacher for twelve.
    public init(
        seed: UInt64 = 1, today: CalendarDate = exampleDay, students count: Int = 600, plantedMess: Bool = true
    ) throws(Problem) {
        guard (1950...2150).contains(today.year), let semester = try? Semester(containing: today) else {
            throw .dayOutOfRange
        }
        guard Self.allowedStudents.contains(count) else {
            throw .studentCountOutOfRange(allowed: Self.allowedStudents)
        }
        self.seed = seed
        self.today = today
        self.semester = semester
        schoolYear = semester.schoolYear
        hasPlantedMess = plantedMess

        var phones = PhoneSource()
        var body = StudentBody(studentCount: count, schoolYear: semester.schoolYear, seed: seed)
        body.fill(&phones)
        var register = StaffRegister(classes: body.classes, studentCount: count, seed: seed)
        register.fill(&phones)
        if plantedMess {
            body.giveOneNameToTwo()
            register.giveOneNameToTwo()
        }
        classes = body.classes
        students = body.students
        staff = register.members
    }

    /// The same, with the day as `2025-11-20`.
    public init(
        seed: UInt64 = 1, today: String, students count: Int = 600, plantedMess: Bool = true
    ) throws(Problem) {
        guard let day = try? CalendarDate(iso: today) else { throw .dayOutOfRange }
        try self.init(seed: seed, today: day, students: count, plantedMess: plantedMess)
    }

    /// The day so many days after 1970-01-01. The years that `init` allows lie far inside the calendar.
    static func day(_ daysSinceEpoch: Int) -> CalendarDate {
        guard let day = try? CalendarDate(daysSinceEpoch: daysSinceEpoch) else {
            preconditionFailure("day \(daysSinceEpoch) is outside the calendar")
        }
        return day
    }

    /// A day before `today`.
    func daysAgo(_ count: Int) -> CalendarDate { Self.day(today.daysSinceEpoch - count) }

    /// When an office filled its sheet in: so many days into the semester, and never after `today`.
    func filledOn(dayOfSemester: Int) -> CalendarDate {
        let year = schoolYear.firstYear
        // Lessons of the second semester begin late in February, when the holidays are over.
        let start = semester.term == 1 ? Self.firstDay(of: 9, in: year) : Self.firstDay(of: 2, in: year + 1) + 19
        return min(Self.day(start + dayOfSemester), today)
    }

    /// In days since 1970-01-01.
    static func firstDay(of month: Int, in year: Int) -> Int {
        guard let day = try? CalendarDate(year: year, month: month, day: 1) else {
            preconditionFailure("\(year)-\(month) is outside the calendar")
        }
        return day.daysSinceEpoch
    }
}

extension SampleSchool.Problem: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .dayOutOfRange:
            language.choose(
                "示例学校的日期应写成 2025-11-20，年份在 1950 到 2150 之间",
                "Give the day of the sample school as 2025-11-20, from 1950 to 2150")
        case .studentCountOutOfRange(let allowed):
            language.choose(
                "示例学校的学生人数应在 \(allowed.lowerBound) 到 \(allowed.upperBound) 之间",
                "A sample school has \(allowed.lowerBound) to \(allowed.upperBound) students")
        }
    }
}

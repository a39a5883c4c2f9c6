import Records

/// The making of classes and students.
struct StudentBody {
    let classes: [SampleClass]
    private(set) var students: [SampleStudent] = []
    private let schoolYear: SchoolYear
    private let studentCount: Int
    private var random: SeededRandom
    private var usedNumbers: Set<String> = []
    private var boarders: [Sex: Int] = [:]

    private static let grades = [10, 11, 12]

    init(studentCount: Int, schoolYear: SchoolYear, seed: UInt64) {
        self.studentCount = studentCount
        self.schoolYear = schoolYear
        random = SeededRandom(seed: seed, topic: .students)
        classes = Self.grades.enumerated().flatMap { index, grade in
            let count = max(1, (Self.share(index, of: studentCount, in: 3) + 25) / 50)
            return (1...count).map { number in
                SampleClass(grade: grade, number: number, label: "\(ClassLabel.gradeName(grade) ?? "")(\(number))班")
            }
        }
    }

    /// The size of one of several parts that are as equal as can be.
    private static func share(_ index: Int, of whole: Int, in parts: Int) -> Int {
        whole / parts + (index < whole % parts ? 1 : 0)
    }

    mutating func fill(_ phones: inout PhoneSource) {
        // A few of each, spread over the school.
        let dottedEvery = 210
        let rareEvery = 190
        for (gradeIndex, grade) in Self.grades.enumerated() {
            let ofGrade = classes.filter { $0.grade == grade }
            let inGrade = Self.share(gradeIndex, of: studentCount, in: 3)
            for (index, schoolClass) in ofGrade.enumerated() {
                var names: Set<String> = []
                for _ in 0..<Self.share(index, of: inGrade, in: ofGrade.count) {
                    let place = students.count
                    var form = NameForm.common
                    if place % rareEvery == 7 { form = .rare(place / rareEvery) }
                    if place % dottedEvery == 13 { form = .dotted }
                    let student = student(in: schoolClass, form, avoiding: names, &phones)
                    names.insert(student.name)
                    students.append(student)
                }
            }
        }
        precondition(students.count == studentCount, "every student has a class")
    }

    private enum NameForm {
        case common, dotted, rare(Int)
    }

    private mutating func student(
        in schoolClass: SampleClass, _ form: NameForm, avoiding names: Set<String>, _ phones: inout PhoneSource
    ) -> SampleStudent {
        let sex: Sex = random.chance(perMille: 510) ? .male : .female
        let surname = NameSource.surname(&random)
        var name: String
        repeat {
            switch form {
            case .common: name = NameSource.name(sex, surname: surname, &random)
            case .dotted: name = NameSource.dottedName(sex, &random)
            case .rare(let index): name = NameSource.name(withRareCharacter: index, surname: surname, &random)
            }
        } while names.contains(name)
        let isDotted = if case .dotted = form { true } else { false }
        let birthDate = birthDate(grade: schoolClass.grade)
        let isRural = random.chance(perMille: 550)
        let family = family(isRural: isRural)
        let guardian = guardian(surname: surname, isDotted: isDotted, family)
        return SampleStudent(
            classLabel: schoolClass.label, grade: schoolClass.grade, name: name,
            surname: isDotted ? nil : surname, sex: sex,
            ethnicity: isDotted ? "维吾尔族" : ethnicity(), birthDate: birthDate,
            idNumber: idNumber(birthDate, sex), isRural: isRural,
            address: PlaceSource.address(isRural: isRural, &random),
            dormitory: random.chance(perMille: isRural ? 850 : 450) ? bed(for: sex) : nil,
            family: family, guardianName: guardian.name, guardianRelation: guardian.relation,
            guardianPhone: phones.phone(&random), hardship: hardship(isRural: isRural, family))
    }

    /// Children enter school when they are six (义务教育法 11), which is counted on 31 August, and 高一 nine years later.
    private mutating func birthDate(grade: Int) -> CalendarDate {
        let entryYear = schoolYear.firstYear - (grade - 10)
        let first = SampleSchool.firstDay(of: 9, in: entryYear - 16)
        let end = SampleSchool.firstDay(of: 9, in: entryYear - 15)
        return SampleSchool.day(first + random.below(end - first))
    }

    private mutating func idNumber(_ birthDate: CalendarDate, _ sex: Sex) -> IDNumber {
        while true {
            let sequence = random.within(0...498) * 2 + (sex == .male ? 1 : 2)
            guard let number = try? SampleSchool.makeIDNumber(birth: birthDate, sequence: sequence) else {
                preconditionFailure("area, birth date and a sequence of three digits make a number")
            }
            if usedNumbers.insert(number.rawValue).inserted { return number }
        }
    }

    private mutating func ethnicity() -> String {
        random.element(weighted: [("汉族", 940), ("土家族", 30), ("苗族", 12), ("回族", 10), ("侗族", 8)])
    }

    private mutating func family(isRural: Bool) -> SampleStudent.Family {
        if random.chance(perMille: 7) { return .orphan }
        guard random.chance(perMille: isRural ? 380 : 95) else { return .atHome }
        return random.element(weighted: [(.bothAway, 45), (.fatherAway, 33), (.motherAway, 22)])
    }

    private mutating func guardian(
        surname: String, isDotted: Bool, _ family: SampleStudent.Family
    ) -> (name: String, relation: String) {
        let relation = family == .orphan
            ? random.element(of: ["祖父", "祖母", "外祖父", "外祖母", "叔叔"])
            : random.element(of: ["父亲", "父亲", "父亲", "母亲", "母亲"])
        let sex: Sex = ["父亲", "祖父", "外祖父", "叔叔"].contains(relation) ? .male : .female
        if isDotted { return (NameSource.dottedName(sex, &random), relation) }
        // Children mostly bear the father's surname.
        let hasSameSurname = ["父亲", "祖父", "叔叔"].contains(relation)
        return (NameSource.name(sex, surname: hasSameSurname ? surname : nil, &random), relation)
    }

    /// Rooms of six, filled one after the other; houses of six floors with twenty rooms each.
    private mutating func bed(for sex: Sex) -> String {
        let place = boarders[sex, default: 0]
        boarders[sex] = place + 1
        let room = place / 6
        let house = room / 120
        let garden = sex == .male ? "松园" : "竹园"
        return "\(garden)\(house + 1)栋\((room % 120 / 20 + 1) * 100 + room % 20 + 1)"
    }

    private mutating func hardship(isRural: Bool, _ family: SampleStudent.Family) -> SampleStudent.Hardship? {
        guard family == .orphan || random.chance(perMille: isRural ? 135 : 55) else { return nil }
        let kinds = isRural ? HardshipKind.rural : HardshipKind.urban
        let kind = family == .orphan ? HardshipKind.orphan : random.element(weighted: kinds)
        return SampleStudent.Hardship(
            category: kind.category, evidence: kind.evidence, level: random.element(of: kind.levels))
    }

    /// Two students of one sex in one class get the same name: sheets without ID numbers cannot tell them apart.
    mutating func giveOneNameToTwo() {
        for (index, student) in students.enumerated() where !NameSource.isSpecial(student.name) {
            let twin = students[(index + 1)...].firstIndex {
                $0.classLabel == student.classLabel && $0.sex == student.sex && !$0.family.isLeftBehind
                    && $0.hardship == nil && !NameSource.isSpecial($0.name)
            }
            guard let twin, !student.family.isLeftBehind, student.hardship == nil else { continue }
            students[twin].name = student.name
            return
        }
    }
}

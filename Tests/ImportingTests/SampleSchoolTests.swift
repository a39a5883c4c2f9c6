import Foundation
import Importing
import Records
import SampleSchool
import Spreadsheets
import Testing

@Suite("The sample school")
struct SampleSchoolTests {
    @Test("The same seed gives the same rows; another seed gives others")
    func isDeterministic() throws {
        let first = try SampleSchool(seed: 7, today: "2025-11-20")
        let second = try SampleSchool(seed: 7, today: "2025-11-20")
        let other = try SampleSchool(seed: 8, today: "2025-11-20")
        for ((sheet, same), different) in zip(zip(first.sheets, second.sheets), other.sheets) {
            #expect(sheet.rows == same.rows)
            #expect(sheet.rows != different.rows, "\(sheet.fileName)")
        }
        #expect(first.accounts == second.accounts)
    }

    /// Weights and remainders as GB 11643-1999 prints them: another way than the one that made the numbers.
    private func hasRightCheckCharacter(_ number: String) -> Bool {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(weights, number).reduce(0) { $0 + $1.0 * ($1.1.wholeNumberValue ?? 99) }
        return number.count == 18 && Array("10X98765432")[sum % 11] == number.last
    }

    @Test("An ID number is made with the check character of the standard's own examples")
    func makesTheStandardsExamples() throws {
        let birth = try CalendarDate(year: 1949, month: 12, day: 31)
        let number = try SampleSchool.makeIDNumber(area: "110105", birth: birth, sequence: 2)
        #expect(number.rawValue == "11010519491231002X")
        let other = try SampleSchool.makeIDNumber(
            area: "440524", birth: CalendarDate(year: 1880, month: 1, day: 1), sequence: 1)
        #expect(other.rawValue == "440524188001010014")
        #expect(throws: IDNumber.Problem.self) { try SampleSchool.makeIDNumber(birth: birth, sequence: 1000) }
        #expect(throws: IDNumber.Problem.self) { try SampleSchool.makeIDNumber(area: "42", birth: birth, sequence: 1) }
    }

    @Test("ID numbers are right, of the area of nobody, and none comes twice", arguments: [90, 600, 3000])
    func idNumbersAreRight(students count: Int) throws {
        let school = try SampleSchool(seed: 3, today: "2026-03-02", students: count)
        #expect(school.students.count == count)
        for student in school.students {
            let number = student.idNumber.rawValue
            #expect(hasRightCheckCharacter(number) && number.hasPrefix("420800"))
            #expect(student.idNumber.birthDate == student.birthDate && student.idNumber.sex == student.sex)
        }
        #expect(Set(school.students.map(\.idNumber)).count == count)
    }

    @Test(
        "Students of 高一 are 15 on the first day of the school year, those of 高三 17",
        arguments: ["2025-11-20", "2026-02-28", "2026-08-31", "2026-09-01"])
    func birthFitsGrade(today: String) throws {
        let school = try SampleSchool(today: today, students: 300)
        let firstDay = try CalendarDate(year: school.schoolYear.firstYear, month: 8, day: 31)
        for student in school.students {
            #expect(student.birthDate.age(on: firstDay) == student.grade + 5)
        }
    }

    @Test("Names: unique in a class but for the planted pair; rare characters and middle dots occur")
    func names() throws {
        let clean = try SampleSchool(plantedMess: false)
        let untidy = try SampleSchool(plantedMess: true)
        func places(_ school: SampleSchool) -> Set<[String]> { Set(school.students.map { [$0.classLabel, $0.name] }) }
        #expect(places(clean).count == clean.students.count)
        #expect(places(untidy).count == untidy.students.count - 1)
        for part in ["喆", "㛃", "𠮷", "·"] {
            #expect(untidy.students.contains { $0.name.contains(part) }, "\(part)")
        }
    }

    @Test("There is a sign-in for each kind of user, held by somebody whom the roster names once", arguments: [90, 600])
    func accounts(students: Int) throws {
        let school = try SampleSchool(students: students)
        #expect(Set(school.accounts.map(\.login)).count == school.accounts.count)
        #expect(
            school.accounts.map(\.roleCode) == [
                "registrar", "homeroom_teacher", "grade_office", "student_affairs", "student_aid", "counselling",
                "head_counsellor", "report_officer", "finance", "union", "party_branch", "clinic", "safety", "general_affairs", "discipline", "party_office", "party_office", "leader",
                "party_secretary", "carer", "teacher", "analyst", "administrator", "auditor",
            ])
        for account in school.accounts {
            #expect(school.staff.filter { $0.name == account.personName }.map(\.number) == [account.staffNumber])
        }
        #expect(Set(school.accounts.map(\.staffNumber)).count == school.accounts.count)
        let homeroom = try #require(school.accounts.first { $0.roleCode == "homeroom_teacher" })
        #expect(homeroom.unitLabel == "高一(1)班")
        #expect(school.staff.first { $0.number == homeroom.staffNumber }?.homeroomClass == "高一(1)班")
    }

    @Test("Every class has one homeroom teacher, and the leadership team has eight")
    func posts() throws {
        let school = try SampleSchool(students: 1000)
        #expect(school.staff.compactMap(\.homeroomClass).sorted() == school.classes.map(\.label).sorted())
        #expect(school.staff.count { $0.isLeader } == 8)
        #expect(school.staff.allSatisfy { ($0.politicalStatus == "中共党员") == ($0.partyBranch != nil) })
    }

    @Test("A day or a number of students that no school can have is refused")
    func refusesImpossibleSchools() {
        #expect(throws: SampleSchool.Problem.dayOutOfRange) { try SampleSchool(today: "20.11.2025") }
        #expect(throws: SampleSchool.Problem.dayOutOfRange) { try SampleSchool(today: "0001-01-01") }
        #expect(throws: SampleSchool.Problem.studentCountOutOfRange(allowed: 90...12_000)) {
            try SampleSchool(students: 10)
        }
    }
}

/// The sheets, written as files and read again as an office would send them in.
@Suite("The sheets of the sample school")
struct SampleSchoolSheetTests {
    private func readSheets(of school: SampleSchool) throws -> [String: RecognisedSheet] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sample-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        var read: [String: RecognisedSheet] = [:]
        for file in try school.write(to: folder) {
            let found = try recognise(Workbook(contentsOf: file))
            #expect(found.sheets.count == 1 && found.skipped.isEmpty)
            let sheet = try #require(found.sheets.first)
            read[sheet.form.rawValue] = sheet
        }
        return read
    }

    @Test("Each sheet is recognised as its form, with all its rows and columns", arguments: [true, false])
    func isRecognised(plantedMess: Bool) throws {
        let school = try SampleSchool(seed: 11, today: "2025-11-20", plantedMess: plantedMess)
        let read = try readSheets(of: school)
        #expect(Set(read.keys) == Set(FormKind.allCases.map(\.rawValue)))
        for sheet in school.sheets {
            let found = try #require(read[sheet.form], "\(sheet.fileName)")
            #expect(found.rows.count == sheet.rows.count, "\(sheet.fileName)")
            #expect(found.columns.allSatisfy { $0.field != nil }, "\(found.columns.filter { $0.field == nil })")
            #expect(found.columns.count == sheet.headings.count)
            #expect(found.notices.isEmpty, "\(sheet.fileName): \(found.notices)")
            #expect(found.context["school_year"] == "2025-2026" || sheet.form == "issue_ledger", "\(found.context)")
        }
        #expect(read["student_roster"]?.rows.count == (plantedMess ? 601 : 600))
        #expect(read["issue_ledger"]?.rows.count == 40)
        #expect(read["home_visit"]?.rows.count == 80)
        #expect(read["leader_linkage"]?.rows.count == 8)
        #expect(read["staff_roster"]?.rows.count == school.staff.count)
    }

    @Test("The planted mess is there, and nothing else is untidy")
    func messIsFound() throws {
        let untidy = try readSheets(of: SampleSchool(seed: 11, today: "2025-11-20", plantedMess: true))
        let roster = try #require(untidy["student_roster"]?.rows)
        func flagged(_ flag: LexicalFlag, _ field: String) -> Int { roster.count { $0.flags[field] == flag } }
        #expect(flagged(.widthChanged, "id_number") == 3)
        #expect(flagged(.dateWasText, "birth_date") == 1)
        #expect(flagged(.blanksRemoved, "name") == 1)
        #expect(roster.count { $0.clean["id_number"] == nil } == 1)
        let cells = roster.map { $0.clean.filter { $0.key != "sequence" } }
        #expect(Set(cells).count == cells.count - 1)
        #expect(untidy["home_visit"]?.rows.count { $0.flags["visited_on"] == .dateWasText } == 1)

        let clean = try readSheets(of: SampleSchool(seed: 11, today: "2025-11-20", plantedMess: false))
        for (form, sheet) in clean {
            let flags = sheet.rows.reduce(into: [:]) { all, row in
                // The tab that saves the ID numbers of a text file from Excel is no mess.
                let found = row.flags.filter { form != "aid_determination" || $0.key != "id_number" }
                all.merge(found) { first, _ in first }
            }
            #expect(flags.isEmpty, "\(form): \(flags)")
        }
    }

    @Test("Who and what a sheet names stands in the rosters", arguments: [true, false], ["2025-11-20", "2026-09-01"])
    func referencesExist(plantedMess: Bool, today: String) throws {
        let school = try SampleSchool(seed: 5, today: today, plantedMess: plantedMess)
        let read = try readSheets(of: school)
        func rows(_ form: String) throws -> [[String: String]] { try #require(read[form]?.rows.map(\.clean)) }
        func list(_ text: String?) -> [String] { text?.split(separator: "、").map(String.init) ?? [] }
        let roster = try rows("student_roster")
        let staff = try rows("staff_roster")
        let classes = Set(roster.compactMap { $0["class"] })
        let byClassAndName = try Set(roster.map { [try #require($0["class"]), try #require($0["name"])] })
        let byNumber = Dictionary(
            roster.compactMap { row in row["id_number"].map { ($0, row["name"]) } },
            uniquingKeysWith: { first, _ in first })
        let studentNames = roster.compactMap { $0["name"] }
        let staffNames = Set(staff.compactMap { $0["name"] })
        let leaders = Set(staff.prefix(8).compactMap { $0["name"] })

        for form in ["left_behind_register", "aid_determination", "health_screening"] {
            for row in try rows(form) {
                let place = try [#require(row["class"]), #require(row["name"])]
                #expect(byClassAndName.contains(place), "\(form)")
                if form != "health_screening" {
                    let number = try #require(row["id_number"])
                    #expect(byNumber[number] == row["name"], "\(form)")
                }
            }
        }
        for row in try rows("left_behind_register") {
            #expect(staffNames.contains(try #require(row["helper_teacher"])))
        }
        for row in try rows("home_visit") {
            #expect(byClassAndName.contains([try #require(row["class"]), try #require(row["student"])]))
            #expect(staffNames.contains(try #require(row["teacher"])))
            #expect(try #require(row["visited_on"]) <= today)
        }
        #expect(try rows("home_visit").contains { $0["request"] != nil })
        for row in try rows("issue_ledger") {
            #expect(leaders.contains(try #require(row["leader"])))
            #expect(staffNames.contains(try #require(row["responsible_person"])))
        }
        for row in staff { if let label = row["homeroom_class"] { #expect(classes.contains(label)) } }
        var short = 0
        for row in try rows("leader_linkage") {
            #expect(leaders.contains(try #require(row["name"])))
            #expect(staff.contains { $0["party_branch"] == row["branch"] })
            #expect(staff.contains { $0["lesson_group"] == row["lesson_group"] })
            #expect(list(row["classes"]).allSatisfy(classes.contains))
            #expect((1...2).contains(list(row["students"]).count))
            // No number and no class stands beside them, so a name must say who is meant.
            for name in list(row["students"]) { #expect(studentNames.count { $0 == name } == 1) }
            if list(row["classes"]).count < 2 { short += 1 }
        }
        #expect(short == 1)
    }

    @Test("Those with a sign-in who look after pupils have some", arguments: [90, 600])
    func signInsHaveWork(students: Int) throws {
        let school = try SampleSchool(students: students)
        let sheets = Dictionary(uniqueKeysWithValues: school.sheets.map { ($0.form, $0.rows) })
        func name(_ role: String) throws -> Cell {
            .text(try #require(school.accounts.first { $0.roleCode == role }).personName)
        }
        let carer = try name("carer"), teacher = try name("teacher"), homeroomTeacher = try name("homeroom_teacher")
        let leader = try name("leader")
        #expect(try #require(sheets["left_behind_register"]).contains { $0[10] == carer })
        for visitor in [teacher, homeroomTeacher] {
            #expect(try #require(sheets["home_visit"]).contains { $0[1] == visitor })
        }
        #expect(try #require(sheets["leader_linkage"]).contains { $0[0] == leader })
        #expect(try #require(sheets["issue_ledger"]).contains { $0[6] == leader })
    }

    @Test("The linkage sheet names pupils whom the name alone tells", arguments: 1...4 as ClosedRange<UInt64>)
    func linkedNamesAreUnique(seed: UInt64) throws {
        // In a large school many a name has more than one bearer.
        let school = try SampleSchool(seed: seed, students: 3000)
        let bearers = Dictionary(school.students.map { ($0.name, 1) }, uniquingKeysWith: +)
        let linkage = try #require(school.sheets.first { $0.form == "leader_linkage" })
        let names = linkage.rows.flatMap { $0[5].displayText?.split(separator: "、").map(String.init) ?? [] }
        #expect(names.count >= 8 && Set(names).count == names.count)
        #expect(names.allSatisfy { bearers[$0] == 1 })
    }

    @Test("About a quarter are left behind, a tenth are aided, three in a hundred have a health risk")
    func shares() throws {
        let school = try SampleSchool(seed: 2, students: 3000, plantedMess: false)
        let sheets = Dictionary(uniqueKeysWithValues: school.sheets.map { ($0.form, $0.rows) })
        #expect((600...900).contains(sheets["left_behind_register"]?.count ?? 0))
        #expect((225...390).contains(Set(sheets["aid_determination"]?.map { $0[2] } ?? []).count))
        #expect(sheets["health_screening"]?.count == 90)
        // An orphan is aided as one and stands in no register of the left behind.
        #expect(school.students.allSatisfy { ($0.family == .orphan) == ($0.hardship?.category == "孤儿") })
        #expect(school.students.allSatisfy { $0.hardship?.category.hasPrefix($0.isRural ? "城市" : "农村") != true })
    }

    @Test(
        "The ledger has items signed off in time and late, overdue ones, and ones not yet due",
        arguments: ["2025-11-20", "2027-02-01"])
    func ledger(today: String) throws {
        let read = try readSheets(of: SampleSchool(today: today))
        let rows = try #require(read["issue_ledger"]?.rows.map(\.clean))
        var states: [String: Int] = [:]
        for row in rows {
            let found = try #require(row["found_on"]), deadline = try #require(row["deadline"])
            #expect(found < deadline && found <= today)
            if let done = row["done_on"] {
                #expect(row["is_closed"] == "是" && row["outcome"] != nil && found <= done && done <= today)
                states[done > deadline ? "late" : "in time", default: 0] += 1
            } else {
                #expect(row["is_closed"] == "否" && row["outcome"] == nil)
                states[deadline < today ? "overdue" : "open", default: 0] += 1
            }
        }
        #expect(states == ["in time": 12, "late": 4, "overdue": 8, "open": 16])
    }

    @Test("The aid sheet is text in GB18030, rare characters included")
    func aidSheetIsGB18030() throws {
        let school = try SampleSchool(seed: 1)
        let folder = FileManager.default.temporaryDirectory.appending(path: "sample-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try #require(try school.write(to: folder).first { $0.pathExtension == "csv" })
        let bytes = [UInt8](try Data(contentsOf: file))
        #expect(String(validating: bytes, as: UTF8.self) == nil)
        #expect(try Workbook(contentsOf: file).kind == .csv(encoding: .gb18030, delimiter: ","))
    }
}

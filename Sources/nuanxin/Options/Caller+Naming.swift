import Postgres
import Records
import RecordsStore

/// Finding the record that an argument means. Where several fit, they are listed and nothing is guessed.
extension Caller {
    /// A member of staff by name or staff number; anybody by `#` and the key.
    func person(_ text: String) async throws -> PeoplePerson.ID {
        if let key = Self.key(text) { return PeoplePerson.ID(rawValue: key) }
        let found = try await run(People.StaffNamed(name: text))
        return try Self.only(found.map { (id: $0.id, line: "  \($0.staffNumber)  \($0.name)  \($0.posts)") }, named: text)
    }

    /// A member of staff to make an account for: whoever makes accounts finds names and numbers, and sees nothing else.
    func accountHolder(_ text: String) async throws -> PeoplePerson.ID {
        if let key = Self.key(text) { return PeoplePerson.ID(rawValue: key) }
        let found = try await run(Auth.StaffForAccount(name: text))
        return try Self.only(found.map { (id: $0.id, line: "  \($0.staffNumber)  \($0.name)") }, named: text)
    }

    private static func only(
        _ found: [(id: PeoplePerson.ID, line: String)], named text: String
    ) throws -> PeoplePerson.ID {
        guard found.count <= 1 else {
            throw Failure(
                .badData,
                say(
                    "“\(text)”有 \(found.count) 人,请改用工号:\n",
                    "\(found.count) people are called \"\(text)\"; use the staff number:\n")
                    + found.map(\.line).joined(separator: "\n"))
        }
        guard let one = found.first else {
            throw Failure(
                .noRecord, "教职工中没有“\(text)”。请用姓名、工号,或 #人员编号。",
                "No member of staff is called \"\(text)\". Use a name, a staff number, or # and the person's key.")
        }
        return one.id
    }

    /// Anybody of the directory: staff by name or number, students by name, all by `#` and the key.
    func anybody(_ text: String) async throws -> PeoplePerson.ID {
        if let key = Self.key(text) ?? Int64(text), text.count < 15 { return PeoplePerson.ID(rawValue: key) }
        let staff = try await run(People.StaffNamed(name: text))
        return staff.isEmpty ? try await student(text).personID : try await person(text)
    }

    /// A unit by its name today.
    func unit(_ text: String) async throws -> UnitsUnit.ID {
        if let key = Self.key(text) { return UnitsUnit.ID(rawValue: key) }
        // 高一（1）班 and 高一1班 are the class 高一(1)班.
        let label = (try? ClassLabel(text)).map(\.description) ?? text
        let (plain, spelled) = try await run(Units.UnitNamed(label: text), Units.UnitNamed(label: label))
        guard let found = plain ?? spelled else {
            throw Failure(
                .noRecord, "没有名为“\(text)”的单位。可用 nuanxin unit tree 查看。",
                "No unit is called \"\(text)\". nuanxin unit tree lists them.")
        }
        return found.id
    }

    /// A student by key or name.
    func student(_ text: String) async throws -> PeopleStudent.ID {
        if let key = Self.key(text) ?? Int64(text), text.count < 15 { return PeopleStudent.ID(rawValue: key) }
        let found = try await run(People.SearchPeople(term: text, most: 50)).filter { $0.kind == "student" }
        let exact = found.filter { $0.name == text }
        let fitting = exact.isEmpty ? found : exact
        guard fitting.count <= 1 else {
            let candidates = fitting.map { "  \($0.id)  \($0.name)  \($0.unit ?? "")" }
            throw Failure(
                .badData,
                say(
                    "“\(text)”符合的学生有 \(fitting.count) 名,请改用编号:\n",
                    "\(fitting.count) students fit \"\(text)\"; use the key:\n") + candidates.joined(separator: "\n"))
        }
        guard let one = fitting.first else {
            throw Failure(.noRecord, "没有找到学生“\(text)”。", "No student \"\(text)\" was found.")
        }
        return PeopleStudent.ID(rawValue: one.id)
    }

    /// An issue by key (12) or number (2026-0012).
    func issue(_ text: String) async throws -> WorkIssue.ID {
        if let key = Self.key(text) ?? Int64(text) { return WorkIssue.ID(rawValue: key) }
        guard let found = try await run(Work.IssueIDOfNumber(number: text)) else {
            throw Failure(
                .noRecord, "没有编号为“\(text)”的问题,或您无权查看。", "There is no issue \"\(text)\", or you may not see it.")
        }
        return found.id
    }

    /// A code of a list, by the code itself or by its label.
    func code(_ text: String, in list: String) async throws -> String {
        let codes = try await run(Reference.CodeList(list: list))
        if let found = codes.first(where: { $0.code == text || $0.label == text }) { return found.code }
        let known = codes.map { "\($0.code)(\($0.label))" }.joined(separator: say("、", ", "))
        throw Failure(.badData, "没有“\(text)”这一项。可用:\(known)。", "There is no \"\(text)\". These are known: \(known).")
    }

    /// `#12`
    private static func key(_ text: String) -> Int64? {
        text.hasPrefix("#") ? Int64(text.dropFirst()) : nil
    }
}

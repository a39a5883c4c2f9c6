import Testing

@testable import QueryGenerator

@Suite struct SwiftNameTests {
    @Test(arguments: [
        ("id", "id"), ("student_id", "studentID"), ("student_ids", "studentIDs"), ("id_number", "idNumber"),
        ("id_kind_id", "idKindID"), ("title", "title"), ("open_task_count", "openTaskCount"), ("is_open", "isOpen"),
        ("level_2_count", "level2Count"), ("_internal", "internal"), ("姓名", "姓名"),
    ])
    func property(_ sql: String, _ swift: String) { #expect(SwiftName.property(sql) == swift) }

    @Test(arguments: [
        ("issue_list", "IssueList"), ("id_lookup", "IDLookup"), ("work", "Work"), ("student_by_id", "StudentByID"),
    ])
    func type(_ sql: String, _ swift: String) { #expect(SwiftName.type(sql) == swift) }

    @Test func keywordsAreEscaped() {
        #expect(SwiftName.escaped("default") == "`default`")
        #expect(SwiftName.escaped("where") == "`where`")
        #expect(SwiftName.escaped("title") == "title")
    }

    @Test(arguments: [
        ("title", true), ("姓名", true), ("?column?", false), ("a b", false), ("2nd", false), ("_", false), ("", false),
        ("self", false), ("class", true),
    ])
    func isIdentifier(_ name: String, _ expected: Bool) { #expect(SwiftName.isIdentifier(name) == expected) }
}

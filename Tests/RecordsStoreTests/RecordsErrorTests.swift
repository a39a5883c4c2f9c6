import Foundation
import Postgres
import Records
import Testing

@testable import RecordsStore

private func refused(_ code: String, constraint: String? = nil, hint: String? = nil) -> RecordsError {
    var error = ServerError(sqlState: SQLState(rawValue: code), message: "the server's words")
    error.constraintName = constraint
    error.hint = hint
    return RecordsError(.server(error))
}

@Suite struct RecordsErrorTests {
    @Test(arguments: [
        ("NX001", "notAllowedNow"), ("NX002", "forbidden"), ("NX003", "notFound"), ("NX004", "invalid"),
        ("NX005", "changedMeanwhile"), ("NX006", "sessionNeeded"), ("NX007", "alreadyDone"), ("42501", "forbidden"),
        ("23505", "conflict"), ("23P01", "conflict"), ("23503", "conflict"), ("23514", "invalid"), ("23502", "invalid"),
        ("22P02", "invalid"), ("08006", "unavailable"), ("57P01", "unavailable"), ("57014", "unavailable"),
        ("53300", "unavailable"), ("40001", "unavailable"), ("40P01", "unavailable"), ("55P03", "unavailable"),
        ("25006", "unavailable"), ("42P01", "unexpected:"), ("XX000", "unexpected:"), ("NX999", "unexpected:"),
    ])
    func casesBySQLState(_ code: String, _ name: String) {
        #expect(refused(code).description.split(separator: " ").first.map(String.init) == name)
    }

    @Test func casesWithoutAServer() {
        #expect(RecordsError(.connection("x")) == .unavailable(.init()))
        #expect(RecordsError(.pool(.acquireTimedOut)) == .unavailable(.init()))
        #expect(RecordsError(.timedOut) == .unavailable(.init()))
        #expect(RecordsError(.commitOutcomeUnknown) == .outcomeUnknown)
        #expect(RecordsError(.cardinality(statement: "work.issue", found: 0)) == .notFound(.init()))
        #expect(RecordsError(.cardinality(statement: "work.issue", found: 2)).refusal == nil)
    }

    /// Only our own class is written for users; PostgreSQL's words may be in any language and name columns.
    @Test func onlyOurOwnMessagesReachTheUser() {
        #expect(refused("NX001", hint: "请联系年级组长。").message(in: .chinese) == "the server's words请联系年级组长。")
        #expect(refused("NX001", hint: "Ask.").message(in: .english) == "the server's words Ask.")
        for code in ["23505", "42501", "22P02", "42P01", "57014"] {
            for language in Language.allCases {
                #expect(!refused(code).message(in: language).contains("the server's words"))
            }
        }
    }

    @Test func aKnownConstraintSaysWhatItMeans() {
        let error = refused("23505", constraint: "student_roll_number_is_unique")
        #expect(error.message(in: .chinese) == "这个学籍号已登记在另一名学生名下。")
        #expect(error.message(in: .english) == "This roll number belongs to another student.")
        #expect(
            refused("23514", constraint: "unheard_of").message(in: .english) == refused("23514").message(in: .english))
    }

    /// A message for a constraint that was renamed or dropped would never be shown again.
    @Test func everyMessageIsOfAConstraintThatExists() throws {
        let migrations = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../sql/migrations")
            .standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(at: migrations, includingPropertiesForKeys: nil)
        let text = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        #expect(ConstraintMessages.meanings.keys.filter { !words.contains($0) }.sorted() == [])
    }
}

import Foundation
import Testing

@testable import RecordsStore

private enum Student {}

@Suite struct IdentifierTests {
    @Test func textIsTheBareNumber() {
        #expect(Identifier<Student>(rawValue: 42).description == "42")
        #expect(Identifier<Student>("42") == Identifier(rawValue: 42))
        #expect(Identifier<Student>("9223372036854775807")?.rawValue == .max)
    }

    /// A path has one form a record, so that logs and caches see one.
    @Test(arguments: ["", " 42", "+42", "-1", "042", "4 2", "0x2A", "42.0", "９", "9223372036854775808"])
    func otherTextIsRefused(_ text: String) { #expect(Identifier<Student>(text) == nil) }

    @Test func jsonIsTheBareNumber() throws {
        let data = try JSONEncoder().encode([Identifier<Student>(rawValue: 7)])
        #expect(String(decoding: data, as: UTF8.self) == "[7]")
        #expect(try JSONDecoder().decode([Identifier<Student>].self, from: data) == [Identifier(rawValue: 7)])
    }
}

import Foundation
import Postgres
import RecordsStore

/// A value that a statement answers, as JSON has it and as a table shows it.
protocol Showable {
    var json: JSONValue { get }
    var shown: String { get }
}

extension String: Showable {
    var json: JSONValue { .text(self) }
    var shown: String { self }
}

extension Int: Showable {
    var json: JSONValue { .number(String(self)) }
    var shown: String { String(self) }
}

extension Int16: Showable {
    var json: JSONValue { .number(String(self)) }
    var shown: String { String(self) }
}

extension Int32: Showable {
    var json: JSONValue { .number(String(self)) }
    var shown: String { String(self) }
}

extension Int64: Showable {
    var json: JSONValue { .number(String(self)) }
    var shown: String { String(self) }
}

extension Bool: Showable {
    var json: JSONValue { .flag(self) }
    var shown: String { self ? say("是", "yes") : "" }
}

extension Identifier: Showable {
    var json: JSONValue { .number(description) }
    var shown: String { description }
}

extension PGDate: Showable {
    var json: JSONValue { .text(description) }
    var shown: String { description }
}

extension PGTimestamp: Showable {
    var json: JSONValue { .text(description) }
    /// To the minute, in the school's time.
    var shown: String {
        guard let date else { return description }
        let parts = SchoolTime.calendar
            .dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ number: Int?) -> String { String((number ?? 0) + 100).suffix(2).description }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute))"
    }
}

extension PGNumeric: Showable {
    var json: JSONValue { int != nil || decimal != nil ? .number(description) : .text(description) }
    var shown: String { description }
}

extension Optional: Showable where Wrapped: Showable {
    var json: JSONValue { self?.json ?? .null }
    var shown: String { self?.shown ?? "" }
}

extension Array: Showable where Element == String {
    var json: JSONValue { .list(map { .text($0) }) }
    var shown: String { joined(separator: say("、", ", ")) }
}

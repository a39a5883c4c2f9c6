import Foundation
import Postgres
import RecordsStore

/// Turns what a route found into what a template can show: dictionaries, arrays, text, flags.
///
/// Everything that a template shows passes through here.
struct PageValue {
    let timeZone: TimeZone

    func of(_ value: Any) -> Any {
        switch value {
        case let text as String: Self.escapable(text)
        case let flag as Bool: flag
        // What rows are mostly made of comes first: a cast to a collection or a protocol that fails is slow.
        case let number as Int64: String(number)
        case let day as PGDate: day.description
        case is NSNull: value
        case let list as [Any]: list.map(of)
        case let fields as [String: Any]: fields.mapValues(of)
        case let instant as PGTimestamp: text(instant)
        case let number as any FixedWidthInteger: String(describing: number)
        // Each is bound, not only recognised: `is` also holds for an optional, which would describe itself as one.
        case let amount as PGNumeric: amount.description
        case let id as any LosslessStringConvertible: Self.escapable(id.description)
        default: ofMirror(value)
        }
    }

    /// An optional, or the fields of a row.
    private func ofMirror(_ value: Any) -> Any {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional { return mirror.children.first.map { of($0.value) } ?? NSNull() }
        guard mirror.displayStyle == .struct else { return Self.escapable(String(describing: value)) }
        return Self.fields(of: value).mapValues(of)
    }

    /// A row's fields by name. A field that is NULL is there, so that a template does not find another of its name
    /// further out.
    static func fields(of row: Any) -> [String: Any] {
        var fields: [String: Any] = [:]
        // A row of a statement tells its fields by itself, which is much cheaper than looking into it.
        if let row = row as? any NamedFields {
            let names = type(of: row).fieldNames
            fields.reserveCapacity(names.count)
            for (index, name) in names.enumerated() { fields[name] = row.field(index) ?? NSNull() }
            return fields
        }
        for child in Mirror(reflecting: row).children {
            if let label = child.label { fields[label] = child.value }
        }
        return fields
    }

    private static let special = "<>&\"'"

    /// swift-mustache escapes by `Character`: a quotation mark that a combining mark follows, or that some letters
    /// precede, is part of a longer one and would pass as it is. A zero-width space between them makes it one of its
    /// own.
    static func escapable(_ text: String) -> String {
        // Most text has none of them, which bytes tell much faster than characters.
        guard text.utf8.contains(where: { Self.special.utf8.contains($0) }) else { return text }
        let special = Set(Self.special.unicodeScalars)
        guard
            text.contains(where: { $0.unicodeScalars.count > 1 && $0.unicodeScalars.contains(where: special.contains) })
        else {
            return text
        }
        var result = String.UnicodeScalarView()
        for character in text {
            let scalars = character.unicodeScalars
            let mustBeParted = scalars.count > 1 && scalars.contains(where: special.contains)
            for (index, scalar) in scalars.enumerated() {
                if mustBeParted && index > 0 { result.append("\u{200B}") }
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// To the minute, in the school's time.
    private func text(_ instant: PGTimestamp) -> String {
        guard let date = instant.date else { return "" }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ number: Int?) -> String { number.map { ($0 < 10 ? "0" : "") + String($0) } ?? "" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute))"
    }

    /// Now, as iCalendar writes a moment: `20261125T093000Z`.
    var stamp: String {
        Date.now.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
    }

    /// Today in the school's time, as a date field takes it.
    var today: String {
        String(text(PGTimestamp.now).prefix(10))
    }
}

/// A row with words that its codes stand for.
func row(_ row: Any, _ more: [String: Any?] = [:]) -> [String: Any] {
    PageValue.fields(of: row).merging(more.compactMapValues { $0 }) { _, new in new }
}

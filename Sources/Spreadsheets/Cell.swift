import Foundation

/// What one cell of a sheet holds, as the file says it, before anybody has decided what it means.
public enum Cell: Hashable, Sendable {
    case empty
    /// Text exactly as stored, with its blanks.
    case text(String)
    /// A number. `raw` is how the file writes it; a number of more than 15 digits is no longer the one that was typed.
    case number(Double, raw: String)
    /// A number that its cell shows as a date, or as a date and a time of day.
    case date(CellDate)
    /// A number that its cell shows as a time of day without a date.
    case time(secondsAfterMidnight: Int)
    case boolean(Bool)
    /// `#N/A`, `#REF!` …; for a formula that was never calculated, `=` and the formula.
    case error(String)
}

extension Cell {
    /// A whole number, for writing.
    public static func integer(_ value: Int) -> Cell { .number(Double(value), raw: String(value)) }

    /// A number, for writing.
    public static func decimal(_ value: Double) -> Cell { .number(value, raw: "\(value)") }

    /// Text, or an empty cell for nothing.
    public static func optional(_ text: String?) -> Cell {
        guard let text, !text.isEmpty else { return .empty }
        return .text(text)
    }

    /// The cell in words, as a reader of the sheet would copy it; nil when there is nothing in it.
    ///
    /// Dates are written `2010-09-01` (with ` 08:30:00` when they carry a time), booleans `TRUE` and `FALSE`, and a
    /// number with at most 15 digits, which is what Excel shows and all that it can keep.
    public var displayText: String? {
        switch self {
        case .empty: nil
        case .text(let text): text.isEmpty ? nil : text
        case .number(let value, let raw): Self.displayText(of: value, raw: raw)
        case .date(let date): date.description
        case .time(let seconds): Self.clock(seconds)
        case .boolean(let value): value ? "TRUE" : "FALSE"
        case .error(let text): text
        }
    }

    /// True when there is nothing in the cell, or nothing but blanks.
    public var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        default: false
        }
    }

    private static func displayText(of value: Double, raw: String) -> String {
        // Past 15 digits a double no longer holds what was typed, so only the file's own writing is honest.
        guard value.isFinite, abs(value) < 1e15 else { return raw }
        if value == value.rounded() { return String(Int64(value)) }
        // 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
        return String(format: "%.15g", value)
    }

    static func clock(_ seconds: Int) -> String {
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Cell: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = value.isEmpty ? .empty : .text(value) }
}

/// A date as a cell shows it, in the Gregorian calendar, without a time zone.
public struct CellDate: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int
    /// 0 for a date without a time of day.
    public let secondsAfterMidnight: Int

    /// Takes the parts as they are: the file's own numbers have been checked when they were read.
    public init(year: Int, month: Int, day: Int, secondsAfterMidnight: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.secondsAfterMidnight = secondsAfterMidnight
    }

    /// `2010-09-01`, or `2010-09-01 08:30:00`.
    public var description: String {
        let date = [Self.padded(year, 4), Self.padded(month, 2), Self.padded(day, 2)].joined(separator: "-")
        return secondsAfterMidnight == 0 ? date : date + " " + Cell.clock(secondsAfterMidnight)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

public import Postgres

/// A key of the table that `Table` names, so that a student's number cannot be passed for a unit's.
///
/// In text and in JSON it is the bare number.
public struct Identifier<Table>: RawRepresentable, Hashable, Sendable, PostgresCodable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
}

extension Identifier: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: LosslessStringConvertible {
    /// Digits only, as they stand in a path or a form: no sign, no blanks, no leading zeros.
    public init?(_ description: String) {
        guard let rawValue = Int64(description), rawValue >= 0, String(rawValue) == description else { return nil }
        self.init(rawValue: rawValue)
    }

    public var description: String { String(rawValue) }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

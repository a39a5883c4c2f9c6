/// An enumeration of the database: `enum Mood: String, PostgresEnumeration { case sad, happy }`.
///
/// The raw values are the labels. A label that Swift does not know throws `DecodingProblem.outOfRange`.
/// https://www.postgresql.org/docs/15/datatype-enum.html
public protocol PostgresEnumeration: RawRepresentable, CaseIterable, Hashable, PostgresCodable
where RawValue == String {}

extension PostgresEnumeration {
    /// The binary form of any enumeration is its label; the enumerations' own types have no fixed identifier.
    @inlinable
    public static func isBinary(as type: OID) -> Bool { type.isOfUsers || String.isBinary(as: type) }
}

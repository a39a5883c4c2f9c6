/// Takes the values of one row of a binary COPY, column by column.
public struct CopyRow {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    /// The first rule that a value broke.
    private(set) var problem: String?
    private let types: [OID]

    init(types: [OID]) { self.types = types }

    /// Adds the next column's value.
    public mutating func append<T: PostgresEncodable>(_ value: T) {
        let declared = types.indices.contains(count) ? types[count] : .unspecified
        count += 1
        guard !value.isNull else {
            bytes.appendBigEndian(Int32(-1))
            return
        }
        if !T.isBinary(as: declared) {
            problem = problem ?? "column \(count) of the COPY has type \(declared), for which \(T.self) has no binary form"
        }
        ArrayCodec.appendSized(value, to: &bytes)
    }
}

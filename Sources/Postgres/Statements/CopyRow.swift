/// Takes the values of one row of a binary COPY, column by column.
public struct CopyRow {
    @usableFromInline var bytes: [UInt8] = []
    @usableFromInline var count = 0
    /// The first rule that a value broke.
    @usableFromInline var problem: String?
    @usableFromInline var types: [OID] = []

    init() {}

    /// A new row, of columns of these types.
    @usableFromInline
    mutating func begin(_ types: [OID]) {
        self.types = types
        count = 0
        problem = nil
        bytes.appendBigEndian(Int16(clamping: types.count))
    }

    /// Adds the next column's value.
    @inlinable
    public mutating func append<T: PostgresEncodable>(_ value: T) {
        let declared = count < types.count ? types[count] : .unspecified
        count += 1
        guard !value.isNull else {
            bytes.appendBigEndian(Int32(-1))
            return
        }
        if !T.isBinary(as: declared) { fail(declared, "\(T.self)") }
        ArrayCodec.appendSized(value, to: &bytes)
    }

    @usableFromInline
    mutating func fail(_ declared: OID, _ type: String) {
        problem = problem ?? "column \(count) of the COPY has type \(declared), for which \(type) has no binary form"
    }

    /// Says what is wrong with the row, if anything.
    @usableFromInline
    mutating func finish() -> String? {
        if count != types.count, problem == nil {
            problem = "a row of the COPY has \(count) values for \(types.count) columns"
        }
        return problem
    }
}

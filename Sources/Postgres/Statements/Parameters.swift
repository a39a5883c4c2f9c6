/// The values of one statement's parameters, ready to be sent.
public struct Parameters: Sendable {
    private struct Entry {
        /// Nil: NULL.
        var range: Range<Int>?
        var isBinary: Bool
    }

    private let types: [OID]
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// The first rule that a value broke.
    private(set) var problem: String?

    /// - Parameter types: the types that the statement declares. A value whose binary form is that of its parameter's
    ///   type is sent so; any other, and all where no types are declared, as text for the server to read.
    public init(types: [OID] = []) { self.types = types }

    public var count: Int { entries.count }

    /// Adds the next value: `$1`, then `$2` …
    public mutating func append<T: PostgresEncodable>(_ value: T) {
        let declared = types.indices.contains(entries.count) ? types[entries.count] : .unspecified
        guard !value.isNull else {
            entries.append(Entry(range: nil, isBinary: true))
            return
        }
        let start = bytes.count
        let isBinary = T.isBinary(as: declared)
        if isBinary {
            value.encode(into: &bytes)
        } else {
            // libpq takes text as a C string, which a zero byte would cut short without a word.
            let text = value.postgresText.utf8
            if text.contains(0) { problem = problem ?? "text cannot hold a zero byte (parameter \(entries.count + 1))" }
            bytes.append(contentsOf: text)
            bytes.append(0)
        }
        entries.append(Entry(range: start..<bytes.count, isBinary: isBinary))
        if entries.count > Int(UInt16.max) { problem = problem ?? "a statement takes at most 65535 parameters" }
    }

    /// Calls `body` with the count and the three arrays that PQsendQueryParams takes.
    func withCArrays<R>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        guard !entries.isEmpty else { return body(0, nil, nil, nil) }
        let lengths = entries.map { Int32(clamping: $0.range?.count ?? 0) }
        let formats = entries.map { $0.isBinary ? Int32(1) : 0 }
        // An empty value must still have an address, or libpq would take it for NULL.
        return (bytes + [0]).withUnsafeBytes { buffer in
            let base = buffer.bindMemory(to: CChar.self).baseAddress
            let values = entries.map { entry in entry.range.flatMap { range in base.map { $0 + range.lowerBound } } }
            return body(Int32(entries.count), values, lengths, formats)
        }
    }
}

extension Parameters: CustomStringConvertible, CustomReflectable {
    /// Says how many there are and nothing of what they are.
    public var description: String { "\(count) parameters" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

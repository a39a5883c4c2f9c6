/// The values of one statement's parameters, or of several statements' one after another, ready to be sent.
public struct Parameters: Sendable {
    /// All values, the text ones each with a closing zero.
    @usableFromInline var bytes: [UInt8] = []
    /// Where each value begins in `bytes`; -1: NULL.
    @usableFromInline var starts: [Int] = []
    @usableFromInline var lengths: [Int32] = []
    /// 1: binary, 0: text.
    @usableFromInline var formats: [Int32] = []
    /// The types of the statement that is being encoded.
    @usableFromInline var types: [OID]
    /// Its first value's place.
    @usableFromInline var first = 0
    /// Where that one's bytes begin.
    @usableFromInline var firstByte = 0
    /// The first rule that a value broke.
    @usableFromInline var problem: String?
    /// Set where an observer wants to see the values.
    var texts: [String?]?

    /// - Parameter types: the types that the statement declares. A value whose binary form is that of its parameter's
    ///   type is sent so; any other, and all where no types are declared, as text for the server to read.
    public init(types: [OID] = []) { self.types = types }

    /// Of the statement that is being encoded.
    public var count: Int { starts.count - first }

    /// Adds the next value: `$1`, then `$2` …
    @inlinable
    public mutating func append<T: PostgresEncodable>(_ value: T) {
        let index = starts.count - first
        let declared = index < types.count ? types[index] : .unspecified
        if hasTexts { keepText(value) }
        guard !value.isNull else {
            add(start: -1, length: 0, format: 1)
            return
        }
        let start = bytes.count
        if T.isBinary(as: declared) {
            value.encode(into: &bytes)
            add(start: start, length: bytes.count - start, format: 1)
        } else {
            appendText(value.postgresText, from: start)
        }
    }

    @usableFromInline var hasTexts: Bool { texts != nil }

    @usableFromInline
    mutating func keepText<T: PostgresEncodable>(_ value: T) {
        texts?.append(value.isNull ? nil : value.postgresText)
    }

    @usableFromInline
    mutating func add(start: Int, length: Int, format: Int32) {
        starts.append(start)
        lengths.append(Int32(clamping: length))
        formats.append(format)
        if bytes.count - firstByte + 6 * count > Self.longest {
            problem = problem ?? "a statement's parameters are longer than 1 GB (at parameter \(count))"
        }
        if count > Int(UInt16.max) { problem = problem ?? "a statement takes at most 65535 parameters" }
    }

    /// All values of a statement go into one message, each with its length and format (6 bytes), and the server ends
    /// the session of whoever sends a longer one. src/include/libpq/libpq.h of PostgreSQL 15: PQ_LARGE_MESSAGE_LIMIT,
    /// which is MaxAllocSize - 1, less what else is in the message.
    private static let longest = 0x3FFF_FFFE - 256

    @usableFromInline
    mutating func appendText(_ text: String, from start: Int) {
        // libpq takes text as a C string, which a zero byte would cut short without a word.
        if text.utf8.contains(0) { problem = problem ?? "text cannot hold a zero byte (parameter \(count + 1))" }
        bytes.append(contentsOf: text.utf8)
        add(start: start, length: bytes.count - start, format: 0)
        bytes.append(0)
    }

    // MARK: Several statements

    /// The values that follow belong to another statement.
    mutating func begin(types: [OID]) {
        self.types = types
        first = starts.count
        firstByte = bytes.count
    }

    /// Adds values that were made elsewhere.
    mutating func append(_ other: Parameters) {
        let offset = bytes.count
        bytes += other.bytes
        starts += other.starts.map { $0 < 0 ? $0 : $0 + offset }
        lengths += other.lengths
        formats += other.formats
        problem = problem ?? other.problem
        texts?.append(contentsOf: other.texts ?? other.sentTexts)
    }

    /// The values that are sent as text.
    private var sentTexts: [String?] {
        starts.indices.map { index in
            guard starts[index] >= 0, formats[index] == 0 else { return nil }
            return String(decoding: bytes[starts[index]..<starts[index] + Int(lengths[index])], as: UTF8.self)
        }
    }

    /// Keeps the memory for the next call.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity < 65536)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        first = 0
        firstByte = 0
        problem = nil
        texts = nil
    }

    /// Calls `body` with the count and the three arrays that PQsendQueryParams takes, of the values in `range`.
    func withCArrays<R>(
        _ range: Range<Int>,
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        guard !range.isEmpty else { return body(0, nil, nil, nil) }
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: range.count) { values in
                            for (place, index) in range.enumerated() {
                                values[place] = starts[index] < 0 ? nil : Self.address(starts[index], in: characters)
                            }
                            return body(
                                Int32(range.count), values.baseAddress,
                                lengths.baseAddress.map { $0 + range.lowerBound },
                                formats.baseAddress.map { $0 + range.lowerBound })
                        }
                    }
                }
            }
        }
    }

    /// Any address will do for an empty value, but nil would be NULL.
    private static func address(_ start: Int, in bytes: UnsafeBufferPointer<CChar>) -> UnsafePointer<CChar>? {
        bytes.baseAddress.map { $0 + start } ?? UnsafePointer(bitPattern: 1)
    }
}

extension Parameters: CustomStringConvertible, CustomReflectable {
    /// Says how many there are and nothing of what they are.
    public var description: String { "\(count) parameters" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Reads big-endian values from bytes that may be too few.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws(DecodingProblem) -> T {
        guard remaining >= MemoryLayout<T>.size else { throw .malformed("too few bytes") }
        defer { offset += MemoryLayout<T>.size }
        return T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    mutating func slice(_ count: Int) throws(DecodingProblem) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { throw .malformed("too few bytes") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    func finish() throws(DecodingProblem) {
        guard remaining == 0 else { throw .malformed("too many bytes") }
    }

    /// The one integer that `bytes` is.
    static func only<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _ type: T.Type
    ) throws(DecodingProblem) -> T {
        guard bytes.count == MemoryLayout<T>.size else { throw .malformed("\(bytes.count) bytes for \(T.self)") }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

extension [UInt8] {
    mutating func appendBigEndian<T: FixedWidthInteger>(_ value: T) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

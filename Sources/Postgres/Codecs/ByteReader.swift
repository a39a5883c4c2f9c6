/// Reads big-endian values from bytes that may be too few.
///
/// It may be inlined wherever a decoder is: a generated row then reads a number with a load and a swap of its bytes.
@usableFromInline
struct ByteReader {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    @usableFromInline var offset = 0

    @inlinable init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inlinable var remaining: Int { bytes.count - offset }

    @inlinable
    mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws(DecodingProblem) -> T {
        guard remaining >= MemoryLayout<T>.size else { throw .tooFewBytes }
        let value = T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
        offset += MemoryLayout<T>.size
        return value
    }

    @inlinable
    mutating func slice(_ count: Int) throws(DecodingProblem) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { throw .tooFewBytes }
        let slice = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
        offset += count
        return slice
    }

    /// A length of four bytes and as many bytes; nil for the length -1, which is NULL.
    @inlinable
    mutating func sized() throws(DecodingProblem) -> UnsafeRawBufferPointer? {
        let length = try integer(Int32.self)
        return length == -1 ? nil : try slice(Int(length))
    }

    @inlinable
    func finish() throws(DecodingProblem) {
        guard remaining == 0 else { throw .tooManyBytes }
    }

    /// The one integer that `bytes` is.
    @inlinable @inline(__always)
    static func only<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _ type: T.Type
    ) throws(DecodingProblem) -> T {
        guard bytes.count == MemoryLayout<T>.size else { throw .wrongSize(bytes.count, wanted: MemoryLayout<T>.size) }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

// Made out of line, so that what is inlined holds only the way that succeeds.
extension DecodingProblem {
    @inline(never) @usableFromInline static var tooFewBytes: DecodingProblem { .malformed("too few bytes") }
    @inline(never) @usableFromInline static var tooManyBytes: DecodingProblem { .malformed("too many bytes") }
    @inline(never) @usableFromInline static func wrongSize(_ count: Int, wanted: Int) -> DecodingProblem {
        .malformed("\(count) bytes where \(wanted) are due")
    }
    @inline(never) @usableFromInline static func notAValue(of type: String) -> DecodingProblem {
        .outOfRange("not a value of \(type)")
    }
    @inline(never) @usableFromInline static var notABoolean: DecodingProblem { .malformed("a boolean is 0 or 1") }
}

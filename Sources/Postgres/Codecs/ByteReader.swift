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
        guard remaining >= MemoryLayout<T>.size else { try DecodingProblem.throwTooFewBytes() }
        let value = T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
        offset += MemoryLayout<T>.size
        return value
    }

    @inlinable
    mutating func slice(_ count: Int) throws(DecodingProblem) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { try DecodingProblem.throwTooFewBytes() }
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
        guard remaining == 0 else { try DecodingProblem.throwTooManyBytes() }
    }

    /// The one integer that `bytes` is.
    @inlinable @inline(__always)
    static func only<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _ type: T.Type
    ) throws(DecodingProblem) -> T {
        guard bytes.count == MemoryLayout<T>.size else {
            try DecodingProblem.throwWrongSize(bytes.count, wanted: MemoryLayout<T>.size)
        }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

// Swift 6.3 calls a requirement by way of the conformance's table, even where the type is known, if the function that
// fulfils it holds a `throw` of a typed error, for that calls a generic function of the runtime. Nothing can be inlined
// then, and a value takes 2.6 ns instead of 1.2. So whatever is to be inlined throws by way of these.
extension DecodingProblem {
    @inline(never) @usableFromInline static func throwUnexpectedNull() throws(DecodingProblem) -> Never {
        throw .unexpectedNull
    }
    @inline(never) @usableFromInline static func throwNoSuchColumn() throws(DecodingProblem) -> Never {
        throw .noSuchColumn
    }
    @inline(never) @usableFromInline static func throwTooFewBytes() throws(DecodingProblem) -> Never {
        throw .malformed("too few bytes")
    }
    @inline(never) @usableFromInline static func throwTooManyBytes() throws(DecodingProblem) -> Never {
        throw .malformed("too many bytes")
    }
    @inline(never) @usableFromInline static func throwWrongSize(
        _ count: Int, wanted: Int
    ) throws(DecodingProblem) -> Never {
        throw .malformed("\(count) bytes where \(wanted) are due")
    }
    @inline(never) @usableFromInline static func throwWrongType(wanted: Any.Type) throws(DecodingProblem) -> Never {
        throw .wrongType(wanted: "\(wanted)")
    }
    @inline(never) @usableFromInline static func throwNotAValue(of type: Any.Type) throws(DecodingProblem) -> Never {
        throw .outOfRange("not a value of \(type)")
    }
    @inline(never) @usableFromInline static func throwNotABoolean() throws(DecodingProblem) -> Never {
        throw .malformed("a boolean is 0 or 1")
    }
}

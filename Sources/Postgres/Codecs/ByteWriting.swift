extension [UInt8] {
    // append(contentsOf:) with the value's bytes takes twice as long.
    @inlinable @inline(__always)
    mutating func appendBigEndian<T: FixedWidthInteger>(_ value: T) {
        append(addingCapacity: MemoryLayout<T>.size) { span in
            span.withUnsafeMutableBufferPointer { buffer, count in
                UnsafeMutableRawBufferPointer(buffer).storeBytes(of: value.bigEndian, as: T.self)
                count = MemoryLayout<T>.size
            }
        }
    }

    /// A length of four bytes, then what `body` appends.
    @inlinable
    mutating func appendSized(_ body: (inout [UInt8]) -> Void) {
        let start = count
        appendBigEndian(Int32(0))
        body(&self)
        // The server refuses a value of more than 1 GB long before the length could overflow.
        let length = Int32(clamping: count - start - 4).bigEndian
        withUnsafeMutableBytes { $0.storeBytes(of: length, toByteOffset: start, as: Int32.self) }
    }
}

// MARK: Text

extension [UInt8] {
    /// Decimal digits, with zeros before them up to `width`.
    mutating func appendDecimal(_ number: some BinaryInteger, width: Int = 1) {
        let digits = String(number.magnitude).utf8
        if number < 0 { append(UInt8(ascii: "-")) }
        for _ in 0..<Swift.max(0, width - digits.count) { append(UInt8(ascii: "0")) }
        append(contentsOf: digits)
    }

    /// Two digits to the base 16.
    mutating func appendHexadecimal(_ byte: UInt8) {
        for digit in [byte >> 4, byte & 15] { append(digit + (digit < 10 ? 48 : 87)) }
    }
}

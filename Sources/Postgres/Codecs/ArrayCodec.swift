/// The binary and the text form of arrays: array_send and array_out in src/backend/utils/adt/arrayfuncs.c.
@usableFromInline
enum ArrayCodec {
    /// The server's own limit.
    static let greatestDimensionCount = 6

    /// Arrays with more dimensions are refused, the lower bound is not kept.
    @inlinable
    static func decode<T: PostgresDecodable>(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) -> [T] {
        var reader = ByteReader(bytes)
        let (dimensionCount, type) = try header(&reader, elements: T.self)
        if dimensionCount == 0 {
            try reader.finish()
            return []
        }
        guard dimensionCount == 1 else { try DecodingProblem.throwDimensions(dimensionCount) }
        let count = Int(try reader.integer(Int32.self))
        _ = try reader.integer(Int32.self)  // lower bound
        let elements: [T] = try self.elements(&reader, count: count, type: type)
        try reader.finish()
        return elements
    }

    @inlinable
    static func header<T: PostgresDecodable>(
        _ reader: inout ByteReader, elements: T.Type
    ) throws(DecodingProblem) -> (dimensionCount: Int32, elementType: OID) {
        let dimensionCount = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)  // whether there are NULLs: seen at each element anyway
        let type = OID(rawValue: try reader.integer(UInt32.self))
        guard T.canDecodeInside(type) else { try DecodingProblem.throwWrongType(wanted: [T].self) }
        return (dimensionCount, type)
    }

    @inlinable
    static func elements<T: PostgresDecodable>(
        _ reader: inout ByteReader, count: Int, type: OID
    ) throws(DecodingProblem) -> [T] {
        // Each element has at least its length, so that a lying count cannot reserve more than was sent.
        guard count >= 0, count <= reader.remaining / 4 else { try DecodingProblem.throwArrayLength() }
        var elements: [T] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            if let bytes = try reader.sized() {
                elements.append(try T.decode(bytes, type: type))
            } else {
                elements.append(try T.decodeNull())
            }
        }
        return elements
    }

    @inlinable
    static func encode<T: PostgresEncodable>(_ elements: [T], into bytes: inout [UInt8]) {
        encodeHeader(elements, dimensionCount: elements.isEmpty ? 0 : 1, into: &bytes)
        if elements.isEmpty { return }
        bytes.appendBigEndian(Int32(clamping: elements.count))
        bytes.appendBigEndian(Int32(1))
        encodeElements(elements, into: &bytes)
    }

    @inlinable
    static func encodeHeader<T: PostgresEncodable>(_ elements: [T], dimensionCount: Int, into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(clamping: dimensionCount))
        bytes.appendBigEndian(Int32(elements.contains { $0.isNull } ? 1 : 0))
        bytes.appendBigEndian(T.postgresType.rawValue)
    }

    @inlinable
    static func encodeElements<T: PostgresEncodable>(_ elements: [T], into bytes: inout [UInt8]) {
        for element in elements {
            if element.isNull {
                bytes.appendBigEndian(Int32(-1))
            } else {
                appendSized(element, to: &bytes)
            }
        }
    }

    /// A length of four bytes, then the value.
    @inlinable
    static func appendSized<T: PostgresEncodable>(_ element: T, to bytes: inout [UInt8]) {
        bytes.appendSized { element.encode(into: &$0) }
    }

    static func text<T: PostgresEncodable>(_ elements: [T]) -> String {
        "{" + elements.map(text(ofElement:)).joined(separator: ",") + "}"
    }

    static func text<T: PostgresEncodable>(ofElement element: T) -> String {
        guard !element.isNull else { return "NULL" }
        let text = element.postgresText
        let isPlain = !text.isEmpty && text.lowercased() != "null" && !text.utf8.contains(where: needsQuotes)
        return isPlain ? text : quoted(text)
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case 9...13, 32: true  // white space
        default: "\"\\{},".utf8.contains(byte)
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}

extension DecodingProblem {
    @inline(never) @usableFromInline static func throwArrayLength() throws(DecodingProblem) -> Never {
        throw .malformed("an array's length")
    }
    @inline(never) @usableFromInline static func throwDimensions(_ count: Int32) throws(DecodingProblem) -> Never {
        throw .outOfRange("an array of \(count) dimensions; read it as PGArray")
    }
}

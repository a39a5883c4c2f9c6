/// One-dimensional arrays. Arrays with more dimensions are refused, lower bounds are not kept.
enum ArrayCodec {
    static func decode<T: PostgresDecodable>(_ bytes: UnsafeRawBufferPointer) throws(DecodingProblem) -> [T] {
        var reader = ByteReader(bytes)
        let dimensions = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)  // whether there are NULLs: seen at each element anyway
        let type = OID(rawValue: try reader.integer(UInt32.self))
        guard T.canDecode(type) else { throw .wrongType(wanted: "[\(T.self)]") }
        if dimensions == 0 {
            try reader.finish()
            return []
        }
        guard dimensions == 1 else { throw .outOfRange("an array of \(dimensions) dimensions") }
        let count = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)  // lower bound
        // Each element has at least its length, so that a lying count cannot reserve more than was sent.
        guard count >= 0, Int(count) <= reader.remaining / 4 else { throw .malformed("an array's length") }
        var elements: [T] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            let length = try reader.integer(Int32.self)
            if length == -1 {
                elements.append(try T.decodeNull())
            } else {
                elements.append(try T.decode(try reader.slice(Int(length)), type: type))
            }
        }
        try reader.finish()
        return elements
    }

    static func encode<T: PostgresEncodable>(_ elements: [T], into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(elements.isEmpty ? 0 : 1))
        bytes.appendBigEndian(Int32(elements.contains(where: \.isNull) ? 1 : 0))
        bytes.appendBigEndian(T.postgresType.rawValue)
        if elements.isEmpty { return }
        bytes.appendBigEndian(Int32(clamping: elements.count))
        bytes.appendBigEndian(Int32(1))
        for element in elements {
            if element.isNull {
                bytes.appendBigEndian(Int32(-1))
            } else {
                appendSized(element, to: &bytes)
            }
        }
    }

    /// A length of four bytes, then the value.
    static func appendSized(_ element: some PostgresEncodable, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.appendBigEndian(Int32(0))
        element.encode(into: &bytes)
        let length = UInt32(clamping: bytes.count - start - 4)
        for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
    }

    static func text(_ elements: [some PostgresEncodable]) -> String {
        "{" + elements.map { $0.isNull ? "NULL" : quoted($0.postgresText) }.joined(separator: ",") + "}"
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

extension Array: PostgresEncodable where Element: PostgresEncodable {
    public static var postgresType: OID { Element.postgresArrayType }
    public static func isBinary(as type: OID) -> Bool {
        type == Element.postgresArrayType && Element.isBinary(as: Element.postgresType) && type != .unspecified
    }

    public func encode(into bytes: inout [UInt8]) {
        if let raw = rawBytes { bytes += raw } else { ArrayCodec.encode(self, into: &bytes) }
    }

    /// Set if this is `bytea`. A cast alone does not tell: an empty array of anything can be cast.
    private var rawBytes: [UInt8]? { Element.self == UInt8.self ? self as? [UInt8] : nil }

    public var postgresText: String {
        guard let raw = rawBytes else { return ArrayCodec.text(self) }
        let digits = [UInt8]("0123456789abcdef".utf8)
        return String(
            decoding: [92, 120] + raw.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    public static func canDecode(_ type: OID) -> Bool { Element.canDecodeArray(type) }
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> [Element] {
        try Element.decodeArray(bytes, type: type)
    }
}

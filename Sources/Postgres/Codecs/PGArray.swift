/// An array of any number of dimensions with its lower bounds, as PostgreSQL keeps it.
///
/// For arrays of one dimension, `[Element]` or `[Element?]` is shorter.
/// https://www.postgresql.org/docs/15/arrays.html
public struct PGArray<Element> {
    /// How one dimension's elements are numbered.
    public struct Dimension: Hashable, Sendable {
        /// The first index; 1 unless something else was said.
        public var lowerBound: Int32
        /// How many indices there are.
        public var count: Int32

        /// Not checked by itself: the array that takes it checks.
        public init(lowerBound: Int32 = 1, count: Int32) {
            self.lowerBound = lowerBound
            self.count = count
        }

        /// The last index.
        var upperBound: Int32 { lowerBound + (count - 1) }

        /// The server wants the index after the last to be a number of 32 bits as well.
        var isValid: Bool { count > 0 && !lowerBound.addingReportingOverflow(count).overflow }
    }

    /// From the outermost to the innermost. An empty array has none.
    public let dimensions: [Dimension]
    /// All elements; the last index varies fastest.
    public let elements: [Element]

    /// One dimension, or none if there are no elements.
    public init(_ elements: [Element]) {
        self.elements = elements
        dimensions = elements.isEmpty ? [] : [Dimension(count: Int32(clamping: elements.count))]
    }

    /// Nil if the dimensions do not hold as many elements, are more than six, empty or beyond an index of 32 bits.
    public init?(_ elements: [Element], dimensions: [Dimension]) {
        guard dimensions.count <= ArrayCodec.greatestDimensionCount, dimensions.allSatisfy(\.isValid),
            Self.elementCount(dimensions) == elements.count
        else { return nil }
        self.elements = elements
        self.dimensions = dimensions
    }

    /// Nil if there are more than can be counted.
    private static func elementCount(_ dimensions: [Dimension]) -> Int? {
        var count = dimensions.isEmpty ? 0 : 1
        for dimension in dimensions {
            let (product, overflows) = count.multipliedReportingOverflow(by: Int(dimension.count))
            if overflows { return nil }
            count = product
        }
        return count
    }

    /// The element at these indices, one for each dimension, counted from the lower bounds; nil outside, as the server
    /// answers NULL.
    public subscript(indices: Int32...) -> Element? {
        guard indices.count == dimensions.count, !indices.isEmpty else { return nil }
        var position = 0
        for (index, dimension) in zip(indices, dimensions) {
            guard index >= dimension.lowerBound, index <= dimension.upperBound else { return nil }
            position = position * Int(dimension.count) + Int(index) - Int(dimension.lowerBound)
        }
        return elements[position]
    }
}

extension PGArray: Sendable where Element: Sendable {}
extension PGArray: Equatable where Element: Equatable {}
extension PGArray: Hashable where Element: Hashable {}

extension PGArray: CustomStringConvertible where Element: PostgresEncodable {
    /// As the server writes it: `{{1,2},{3,NULL}}`, with bounds before it where they are not all 1.
    public var description: String {
        guard !dimensions.isEmpty else { return "{}" }
        var bounds = ""
        if dimensions.contains(where: { $0.lowerBound != 1 }) {
            bounds = dimensions.map { "[\($0.lowerBound):\($0.upperBound)]" }.joined() + "="
        }
        return bounds + text(dimensions[...], elements[...])
    }

    private func text(_ dimensions: ArraySlice<Dimension>, _ elements: ArraySlice<Element>) -> String {
        guard let outer = dimensions.first else { return elements.first.map(ArrayCodec.text(ofElement:)) ?? "" }
        let size = elements.count / Int(outer.count)
        let parts = (0..<Int(outer.count)).map { part in
            let start = elements.startIndex + part * size
            return text(dimensions.dropFirst(), elements[start..<start + size])
        }
        return "{" + parts.joined(separator: ",") + "}"
    }
}

extension PGArray: PostgresEncodable where Element: PostgresEncodable {
    public static var postgresType: OID { Element.postgresArrayType }
    public static func isBinary(as type: OID) -> Bool {
        type == Element.postgresArrayType && type != .unspecified && Element.isBinary(as: Element.postgresType)
    }
    public var postgresText: String { description }

    public func encode(into bytes: inout [UInt8]) {
        ArrayCodec.encodeHeader(elements, dimensionCount: dimensions.count, into: &bytes)
        for dimension in dimensions {
            bytes.appendBigEndian(dimension.count)
            bytes.appendBigEndian(dimension.lowerBound)
        }
        ArrayCodec.encodeElements(elements, into: &bytes)
    }
}

extension PGArray: PostgresDecodable where Element: PostgresDecodable {
    public static func canDecode(_ type: OID) -> Bool { !type.isKnownScalar }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGArray {
        var reader = ByteReader(bytes)
        let (dimensionCount, elementType) = try ArrayCodec.header(&reader, elements: Element.self)
        guard (0...ArrayCodec.greatestDimensionCount).contains(Int(dimensionCount)) else {
            throw .malformed("an array's number of dimensions")
        }
        var dimensions: [Dimension] = []
        for _ in 0..<dimensionCount {
            let count = try reader.integer(Int32.self)
            dimensions.append(Dimension(lowerBound: try reader.integer(Int32.self), count: count))
        }
        guard let count = elementCount(dimensions), dimensions.allSatisfy(\.isValid) else {
            try DecodingProblem.throwArrayLength()
        }
        let elements: [Element] = try ArrayCodec.elements(&reader, count: count, type: elementType)
        try reader.finish()
        guard let array = PGArray(elements, dimensions: dimensions) else { try DecodingProblem.throwArrayLength() }
        return array
    }
}

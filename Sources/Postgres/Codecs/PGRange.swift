/// A range of the server: empty, or with bounds that are included, excluded or absent.
///
/// The server writes ranges of whole things (`date`, `int4`, `int8`) with the lower bound included and the upper
/// excluded.
public enum PGRange<Bound: PostgresRangeBound>: Hashable, Sendable {
    /// One end of a range.
    public enum Edge: Hashable, Sendable {
        /// There is none: the range goes on without end.
        case unbounded
        /// The bound belongs to the range.
        case including(Bound)
        /// The bound does not belong to the range.
        case excluding(Bound)

        /// Nil where there is none.
        public var bound: Bound? {
            switch self {
            case .unbounded: nil
            case .including(let bound), .excluding(let bound): bound
            }
        }
    }

    /// Holds nothing.
    case empty
    /// From one edge to the other; either may be absent.
    case bounds(lower: Edge, upper: Edge)

    /// From `lower` on and before `upper`; nil leaves that side open.
    public init(from lower: Bound?, upTo upper: Bound?) {
        self = .bounds(lower: lower.map(Edge.including) ?? .unbounded, upper: upper.map(Edge.excluding) ?? .unbounded)
    }

    /// The lower bound, if there is one.
    public var lower: Bound? { if case .bounds(let lower, _) = self { lower.bound } else { nil } }
    /// The upper bound, if there is one.
    public var upper: Bound? { if case .bounds(_, let upper) = self { upper.bound } else { nil } }
}

extension PGRange: CustomStringConvertible {
    /// As the server writes it.
    public var description: String {
        guard case .bounds(let lower, let upper) = self else { return "empty" }
        func text(_ edge: Edge) -> String {
            guard let text = edge.bound?.postgresText else { return "" }
            let isPlain = !text.isEmpty && !text.utf8.contains { ",()[]\"\\ \t\n".utf8.contains($0) }
            return isPlain ? text : ArrayCodec.quoted(text)
        }
        let opening = if case .including = lower { "[" } else { "(" }
        let closing = if case .including = upper { "]" } else { ")" }
        return opening + text(lower) + "," + text(upper) + closing
    }
}

/// src/include/utils/rangetypes.h of PostgreSQL 15.
private enum RangeFlag {
    static let empty: UInt8 = 0x01
    static let lowerIncluded: UInt8 = 0x02
    static let upperIncluded: UInt8 = 0x04
    static let lowerUnbounded: UInt8 = 0x08
    static let upperUnbounded: UInt8 = 0x10
}

extension PGRange: PostgresCodable {
    public static var postgresType: OID { Bound.postgresRangeType }
    public static var postgresArrayType: OID { Bound.postgresRangeArrayType }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == Bound.postgresRangeType }

    public func encode(into bytes: inout [UInt8]) {
        guard case .bounds(let lower, let upper) = self else {
            bytes.append(RangeFlag.empty)
            return
        }
        var flags: UInt8 = 0
        switch lower {
        case .unbounded: flags |= RangeFlag.lowerUnbounded
        case .including: flags |= RangeFlag.lowerIncluded
        case .excluding: break
        }
        switch upper {
        case .unbounded: flags |= RangeFlag.upperUnbounded
        case .including: flags |= RangeFlag.upperIncluded
        case .excluding: break
        }
        bytes.append(flags)
        if let bound = lower.bound { ArrayCodec.appendSized(bound, to: &bytes) }
        if let bound = upper.bound { ArrayCodec.appendSized(bound, to: &bytes) }
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGRange {
        var reader = ByteReader(bytes)
        let flags = try reader.integer(UInt8.self)
        if flags & RangeFlag.empty != 0 {
            try reader.finish()
            return .empty
        }
        func edge(unbounded: UInt8, included: UInt8) throws(DecodingProblem) -> Edge {
            if flags & unbounded != 0 { return .unbounded }
            guard let content = try reader.sized() else { throw .malformed("a range's bound cannot be NULL") }
            let bound = try Bound.decode(content, type: Bound.postgresType)
            return flags & included != 0 ? .including(bound) : .excluding(bound)
        }
        let lower = try edge(unbounded: RangeFlag.lowerUnbounded, included: RangeFlag.lowerIncluded)
        let upper = try edge(unbounded: RangeFlag.upperUnbounded, included: RangeFlag.upperIncluded)
        try reader.finish()
        return .bounds(lower: lower, upper: upper)
    }
}

import Foundation

// The fuzzing program is built from this file and the codecs as one module.
#if canImport(Postgres)
    import Postgres
#endif

/// One decoder, tried on bytes that nobody vouches for.
struct DecoderTrial: Sendable {
    enum Outcome: Equatable, Sendable {
        case refused
        case read
        /// What was read does not come back as it was sent.
        case unstable
    }

    let name: String
    /// Binary forms that are in order.
    let samples: [[UInt8]]
    /// Decodes the bytes, makes text of the value, encodes it, and decodes that.
    let attempt: @Sendable (UnsafeRawBufferPointer) -> Outcome

    private init<T: PostgresCodable>(_ type: T.Type, as oid: OID, samples: [[UInt8]]) {
        name = "\(T.self) from \(oid)"
        self.samples = samples
        attempt = { bytes in
            guard let value = try? T.decode(bytes, type: oid) else { return .refused }
            _ = value.postgresText
            guard T.isBinary(as: oid) else { return .read }
            var first: [UInt8] = []
            value.encode(into: &first)
            guard let again = first.withUnsafeBytes({ try? T.decode($0, type: oid) }) else { return .unstable }
            var second: [UInt8] = []
            again.encode(into: &second)
            return first == second ? .read : .unstable
        }
    }

    private static func of<T: PostgresCodable>(_ type: T.Type, _ oid: OID = T.postgresType, _ values: T...) -> Self {
        DecoderTrial(
            type, as: oid,
            samples: values.map { value in
                var bytes: [UInt8] = []
                value.encode(into: &bytes)
                return bytes
            })
    }

    static let all = scalars + times + lists + others

    private static let scalars: [DecoderTrial] = [
        of(Bool.self, .bool, true), of(Int16.self, .int2, -2), of(Int32.self, .int4, 1), of(Int32.self, .int2),
        of(Int64.self, .int8, .min), of(Int64.self, .int4), of(Int64.self, .int2), of(Int64.self, .oid),
        of(Int.self, .int8, 7), of(OID.self, .oid, 4_294_967_295), of(PGTransactionID.self, .fullTransactionID),
        of(Float.self, .float4, .nan), of(Double.self, .float8, 0.1), of(Double.self, .float4),
        of(String.self, .text, "暖心", "e\u{301}"), of(String.self, .jsonb), of(String.self, .character),
        of(UInt8.self, .character, 200), of([UInt8].self, .bytea, [0, 255]), of(Data.self, .bytea, Data([1])),
        of(UUID.self, .uuid, UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))),
        of(
            PGNumeric.self, .numeric, PGNumeric(-123_456_789), .notANumber, .infinity,
            PGNumeric("0.000001230") ?? PGNumeric(0), PGNumeric("1e40") ?? PGNumeric(0)),
        of(Decimal.self, .numeric, Decimal(sign: .minus, exponent: -20, significand: 12_345), Decimal(1e30)),
        of(PGBitString.self, .varbit, PGBitString("1011000000001") ?? PGBitString([])),
    ]

    private static let times: [DecoderTrial] = [
        of(PGDate.self, .date, PGDate(days: -800_000), .infinity),
        of(PGTimestamp.self, .timestamptz, PGTimestamp(microseconds: 1), .negativeInfinity),
        of(PGLocalTimestamp.self, .timestamp, PGLocalTimestamp(microseconds: -1), .infinity),
        of(Date.self, .timestamptz, Date(timeIntervalSinceReferenceDate: 0.25)),
        DecoderTrial(PGTime.self, as: .time, samples: [[0, 0, 0, 20, 29, 215, 96, 0]]),
        DecoderTrial(PGZonedTime.self, as: .timetz, samples: [[0, 0, 0, 1, 0, 0, 0, 0, 255, 255, 143, 128]]),
        of(PGInterval.self, .interval, PGInterval(months: -13, days: 1, microseconds: -1)),
    ]

    private static let lists: [DecoderTrial] = [
        of([Int32?].self, .int4Array, [1, nil, -3], []), of([String].self, .textArray, ["a", ""]),
        of([PGNumeric].self, .numericArray, [PGNumeric(1)]), of([[UInt8]].self, .byteaArray, [[1], []]),
        of(PGArray<Int64?>.self, .int8Array, PGArray([1, nil, 3])),
        of(
            PGArray<String>.self, .textArray,
            PGArray(
                ["a", "", "NULL", "{}"], dimensions: [.init(lowerBound: -1, count: 2), .init(lowerBound: 3, count: 2)])
                ?? PGArray([])),
        of(PGRange<Int32>.self, .int4range, PGRange(from: 1, upTo: 5), .empty, PGRange(from: nil, upTo: nil)),
        of(PGRange<PGNumeric>.self, .numrange, .bounds(lower: .excluding(PGNumeric(1)), upper: .including(.infinity))),
        of(PGRange<PGTimestamp>.self, .tstzrange, PGRange(from: .negativeInfinity, upTo: .infinity)),
        of(PGMultirange<PGDate>.self, .datemultirange, [PGRange(from: PGDate(days: 1), upTo: nil), .empty], []),
        of([PGRange<PGDate>].self, .daterangeArray, [.empty]),
    ]

    private static let others: [DecoderTrial] = [
        of(PGJSON.self, .json, PGJSON("{}")), of(PGJSONB.self, .jsonb, PGJSONB("[1]")),
        DecoderTrial(
            PGInet.self, as: .inet,
            samples: [[2, 8, 0, 4, 10, 1, 2, 3], [3, 64, 0, 16, 1] + Array(repeating: 0, count: 15)]),
        DecoderTrial(PGCIDR.self, as: .cidr, samples: [[2, 8, 1, 4, 10, 0, 0, 0]]),
        DecoderTrial(PGMACAddress.self, as: .macaddr, samples: [[8, 0, 43, 1, 2, 3]]),
        DecoderTrial(PGMACAddress8.self, as: .macaddr8, samples: [[8, 0, 43, 255, 254, 1, 2, 3]]),
        DecoderTrial(Sample.self, as: .record, samples: [record]),
        DecoderTrial(
            [Sample?].self, as: .recordArray,
            samples: [
                [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 8, 201, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, UInt8(record.count)] + record
                    + [255, 255, 255, 255]
            ]),
        DecoderTrial(Label.self, as: .firstOfTests, samples: [Array("sad".utf8)]),
    ]

    /// Of three fields: a text, NULL, and an empty array.
    private static let record: [UInt8] =
        [0, 0, 0, 3] + [0, 0, 0, 25, 0, 0, 0, 1, 97] + [0, 0, 0, 23, 255, 255, 255, 255]
        + [0, 0, 3, 239, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23]

    private enum Label: String, PostgresEnumeration { case sad, happy }

    private struct Sample: PostgresComposite {
        var text: String?
        var number: Int32?
        var list: [Int32?]?

        init(_ fields: inout CompositeReader) throws(DecodingProblem) {
            text = try fields.next()
            number = try fields.next()
            list = try fields.next()
        }

        func write(_ fields: inout CompositeWriter) {
            fields.append(text)
            fields.append(number)
            fields.append(list)
        }
    }
}

extension OID {
    /// Some type of a database's own.
    fileprivate static let firstOfTests: OID = 16_384
}

/// A span of time in months, days and microseconds, which are kept apart: PostgreSQL's `interval`.
///
/// A month has no fixed number of days, nor a day of hours. `==` compares the three parts, where the server takes a
/// month for 30 days and a day for 24 hours: to it `1 mon` equals `30 days`. The parts may differ in sign. There are no
/// infinite intervals before PostgreSQL 17.
/// https://www.postgresql.org/docs/15/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
public struct PGInterval: Hashable, Sendable {
    /// 12 are written as a year.
    public var months: Int32
    /// Of 23, 24 or 25 hours, as the clocks have it.
    public var days: Int32
    /// Hours and less.
    public var microseconds: Int64

    /// Three parts; none is carried over into another.
    public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

extension PGInterval: CustomStringConvertible {
    /// As the server writes it with IntervalStyle postgres: `1 year 2 mons -3 days +04:05:06.5`.
    public var description: String {
        var text: [UInt8] = []
        var isAfterNegative = false
        func begin(isNegative: Bool, isSigned: Bool) {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            // A number's own minus comes with it.
            if isSigned, isNegative {
                text.append(UInt8(ascii: "-"))
            } else if isAfterNegative, !isNegative {
                text.append(UInt8(ascii: "+"))
            }
        }
        func append(_ number: Int32, _ unit: String) {
            guard number != 0 else { return }
            begin(isNegative: number < 0, isSigned: false)
            text.appendDecimal(number)
            text += (number == 1 ? " \(unit)" : " \(unit)s").utf8
            isAfterNegative = number < 0
        }
        append(months / 12, "year")
        append(months % 12, "mon")
        append(days, "day")
        if text.isEmpty || microseconds != 0 {
            begin(isNegative: microseconds < 0, isSigned: true)
            GregorianCalendar.appendClock(microseconds.magnitude, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension PGInterval: PostgresCodable {
    public static var postgresType: OID { .interval }
    public static var postgresArrayType: OID { .intervalArray }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .interval }

    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(microseconds)
        bytes.appendBigEndian(days)
        bytes.appendBigEndian(months)
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGInterval {
        var reader = ByteReader(bytes)
        let microseconds = try reader.integer(Int64.self)
        let days = try reader.integer(Int32.self)
        let months = try reader.integer(Int32.self)
        try reader.finish()
        return PGInterval(months: months, days: days, microseconds: microseconds)
    }
}

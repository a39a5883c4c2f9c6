/// A time of day without a time zone, from 00:00:00 to 24:00:00: PostgreSQL's `time`.
@frozen
public struct PGTime: Hashable, Sendable {
    /// Microseconds since midnight, 0 to 86,400,000,000.
    public let microseconds: Int64

    /// Nil before 00:00:00 and after 24:00:00.
    @inlinable
    public init?(microseconds: Int64) {
        guard microseconds >= 0, microseconds <= 86_400_000_000 else { return nil }
        self.microseconds = microseconds
    }

    /// Nil if no clock shows it; 24:00:00 is allowed.
    public init?(hour: Int, minute: Int, second: Int = 0, microsecond: Int = 0) {
        guard (0...24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000).contains(microsecond)
        else { return nil }
        self.init(microseconds: Int64((hour * 3600 + minute * 60 + second) * 1_000_000 + microsecond))
    }

    /// 24 at the end of the day.
    public var hour: Int { Int(microseconds / 3_600_000_000) }
    /// 0 to 59.
    public var minute: Int { Int(microseconds / 60_000_000 % 60) }
    /// 0 to 59.
    public var second: Int { Int(microseconds / 1_000_000 % 60) }
    /// The fraction of the second.
    public var microsecond: Int { Int(microseconds % 1_000_000) }
}

extension PGTime: Comparable {
    public static func < (left: PGTime, right: PGTime) -> Bool { left.microseconds < right.microseconds }
}

extension PGTime: CustomStringConvertible {
    /// As the server writes it: `08:15:00.25`.
    public var description: String {
        var text: [UInt8] = []
        GregorianCalendar.appendClock(microseconds.magnitude, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}

extension PGTime: PostgresCodable {
    @inlinable public static var postgresType: OID { .time }
    @inlinable public static var postgresArrayType: OID { .timeArray }
    @inlinable public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(microseconds) }
    public var postgresText: String { description }
    @inlinable public static func canDecode(_ type: OID) -> Bool { type == .time }
    @inlinable @inline(__always)
    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGTime {
        guard let time = PGTime(microseconds: try ByteReader.only(bytes, Int64.self)) else {
            try DecodingProblem.throwNotATimeOfDay()
        }
        return time
    }
}

extension DecodingProblem {
    @inline(never) @usableFromInline static func throwNotATimeOfDay() throws(DecodingProblem) -> Never {
        throw .malformed("not a time of day")
    }
}

/// A time of day with an offset from UTC: PostgreSQL's `timetz`.
///
/// The server orders these by the instant and then by the offset, so that two that name one instant are not equal.
public struct PGZonedTime: Hashable, Sendable {
    /// What the clock shows.
    public let time: PGTime
    /// Seconds to the east of Greenwich: 28,800 for China.
    public let secondsFromUTC: Int32

    /// Nil if the offset is 16 hours or more.
    public init?(_ time: PGTime, secondsFromUTC: Int32) {
        guard secondsFromUTC > -57_600, secondsFromUTC < 57_600 else { return nil }
        self.time = time
        self.secondsFromUTC = secondsFromUTC
    }
}

extension PGZonedTime: CustomStringConvertible {
    /// As the server writes it: `08:15:00+08`.
    public var description: String {
        var text: [UInt8] = []
        GregorianCalendar.appendClock(time.microseconds.magnitude, to: &text)
        text.append(UInt8(ascii: secondsFromUTC < 0 ? "-" : "+"))
        let seconds = secondsFromUTC.magnitude
        text.appendDecimal(seconds / 3600, width: 2)
        for (part, rest) in [(seconds / 60 % 60, seconds % 3600), (seconds % 60, seconds % 60)] where rest != 0 {
            text.append(UInt8(ascii: ":"))
            text.appendDecimal(part, width: 2)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension PGZonedTime: PostgresCodable {
    public static var postgresType: OID { .timetz }
    public static var postgresArrayType: OID { .timetzArray }
    public var postgresText: String { description }
    public static func canDecode(_ type: OID) -> Bool { type == .timetz }

    public func encode(into bytes: inout [UInt8]) {
        time.encode(into: &bytes)
        // The server counts to the west.
        bytes.appendBigEndian(-secondsFromUTC)
    }

    public static func decode(_ bytes: UnsafeRawBufferPointer, type: OID) throws(DecodingProblem) -> PGZonedTime {
        var reader = ByteReader(bytes)
        let microseconds = try reader.integer(Int64.self)
        let west = try reader.integer(Int32.self)
        try reader.finish()
        guard let time = PGTime(microseconds: microseconds), west != .min,
            let zoned = PGZonedTime(time, secondsFromUTC: -west)
        else { try DecodingProblem.throwNotATimeOfDay() }
        return zoned
    }
}

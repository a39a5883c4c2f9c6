import Foundation
import Postgres
import Testing

/// The inputs are those of PostgreSQL's own regression tests (date, time, timetz, timestamp, timestamptz, interval) and
/// the ends of each type's range.
@Suite(.serialized) struct DateTimeCodecTests {
    @Test func dates() async throws {
        try await RoundTrip(PGDate?.self, "date").check([
            "1957-04-09", "1996-02-28", "1996-02-29", "1996-03-01", "2000-04-01", "2038-04-08", "2040-04-10",
            "2040-04-10 BC", "January 8, 1999", "1999.008", "J2451187", "18-Jan-1999", "2000-01-01", "1999-12-31",
            "1900-02-28", "1900-03-01", "0001-01-01", "0001-12-31 BC", "0005-02-28 BC", "4714-11-24 BC",
            "5874897-12-31",
            "9999-12-31", "infinity", "-infinity", "epoch", nil,
        ])
    }

    @Test func theLeapDayOf5BC() async throws {
        try await RoundTrip(PGDate.self, "date").check(["0005-02-29 BC", "0001-02-29 BC"])
        try await RoundTrip(PGLocalTimestamp.self, "timestamp").check(["0005-02-29 23:59:59.999999 BC"])
        #expect(PGDate(year: -4, month: 2, day: 29)?.description == "0005-02-29 BC")
    }

    @Test func datesHaveTheirOwnArithmetic() throws {
        #expect(PGDate(year: 2026, month: 2, day: 29) == nil)
        #expect(PGDate(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
        #expect(PGDate("2026-11-20")?.adding(days: 42)?.description == "2027-01-01")
        #expect(PGDate("2026-11-20")?.adding(days: .max) == nil)
        #expect(PGDate.infinity.adding(days: 1) == .infinity)
        #expect(PGDate("2026-1-2") == nil)
        for days in stride(from: Int32(-2_000_000), to: 2_000_000, by: 997) {
            let date = PGDate(days: days)
            let (year, month, day) = date.components
            #expect(PGDate(year: year, month: month, day: day) == date)
        }
        let noon = Date(timeIntervalSinceReferenceDate: 43_200)
        #expect(PGDate(noon).description == "2001-01-01")
        #expect(PGDate(noon).date == Date(timeIntervalSinceReferenceDate: 0))
    }

    @Test func timesOfDay() async throws {
        try await RoundTrip(PGTime?.self, "time").check([
            "00:00", "01:00", "02:03 PDT", "11:59 EDT", "12:00", "12:01", "23:59", "11:59:59.99 PM",
            "2003-03-07 15:36:39 America/New_York", "23:59:59.999999", "23:59:59.9999999", "23:59:60", "24:00:00",
            "00:00:00.000001", nil,
        ])
        let end = try #require(PGTime(hour: 24, minute: 0))
        #expect((end.hour, end.minute, end.second, end.microsecond) == (24, 0, 0, 0))
        #expect(PGTime(hour: 24, minute: 0, microsecond: 1) == nil)
        #expect(PGTime(hour: 8, minute: 60) == nil)
        #expect(PGTime(microseconds: -1) == nil)
    }

    @Test func timesOfDayWithAZone() async throws {
        try await RoundTrip(PGZonedTime?.self, "timetz").check([
            "00:01 PDT", "01:00 PDT", "07:07 PST", "08:08 EDT", "12:00 UTC", "11:59:59.99 PM PDT",
            "2003-03-07 15:36:39 America/New_York", "24:00:00 PDT", "23:59:59.999999-07", "00:00+15:59:59",
            "00:00-15:59:59", "08:15+05:30", "08:15+00:00:07", "08:15-00:30", nil,
        ])
        let noon = try #require(PGTime(hour: 12, minute: 0))
        let inChina = try #require(PGZonedTime(noon, secondsFromUTC: 28_800))
        #expect(inChina.description == "12:00:00+08")
        #expect(try await serversText(of: inChina, in: "($1 AT TIME ZONE 'UTC')::text") == "04:00:00+00")
        #expect(PGZonedTime(noon, secondsFromUTC: 57_600) == nil)
    }

    private static let timestamps: [String?] = [
        "-infinity", "infinity", "epoch", "Mon Feb 10 17:32:01 1997", "Mon Feb 10 17:32:01.000001 1997",
        "Mon Feb 10 17:32:01.999999 1997", "Mon Feb 10 17:32:01.4 1997", "Mon Feb 10 17:32:01.6 1997", "1997-01-02",
        "1997-01-02 03:04:05", "19970210 173201", "2001-09-22T18:19:20", "2000-03-15 08:14:01", "1997.041 17:32:01",
        "Feb 16 17:32:01 0097 BC", "Feb 16 17:32:01 0097", "Feb 16 17:32:01 0597", "Feb 16 17:32:01 1097",
        "Feb 28 17:32:01 1996", "Feb 29 17:32:01 1996", "Mar 01 17:32:01 1996", "Dec 31 17:32:01 1999",
        "Jan 01 17:32:01 2000", "2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "1970-01-01 00:00:00.000001",
        "2026-11-23 08:15:00.25", "0001-12-31 23:59:59 BC", "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999",
        "2026-12-31 24:00:00", "1997-12-31 23:59:60", nil,
    ]

    @Test func localTimestamps() async throws {
        try await RoundTrip(PGLocalTimestamp?.self, "timestamp").check(Self.timestamps)
    }

    @Test func instants() async throws {
        try await RoundTrip(PGTimestamp?.self, "timestamptz").check(
            Self.timestamps + [
                "Mon Feb 10 17:32:01 1997 PST", "1997-02-10 17:32:01-08", "19970210 173201 -0800",
                "2001-09-22 18:19:20 America/New_York", "1997-02-10 17:32:01+05:30",
                "Wed Jul 11 10:51:14 PST+03:00 2001", "0005-02-29 12:00+08 BC",
            ])
        try await RoundTrip(Date?.self, "timestamptz").check(["2026-11-23 08:15:00.25", nil])
    }

    /// An instant and what a clock shows are two things: one is not read as the other.
    @Test func timestampsWithAndWithoutAZoneAreTwoTypes() async throws {
        for failure in [
            try await decodingProblem(reading: "now()::timestamp", as: PGTimestamp.self),
            try await decodingProblem(reading: "now()", as: PGLocalTimestamp.self),
            try await decodingProblem(reading: "now()::timestamp", as: Date.self),
        ] {
            guard case .wrongType? = failure?.problem else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test func localTimestampsFromDayAndTime() async throws {
        let day = try #require(PGDate("2026-12-31"))
        let end = try #require(PGTime(hour: 24, minute: 0))
        let newYear = try #require(PGLocalTimestamp(day, end))
        #expect(try await serversText(of: newYear, in: "$1::text") == "2027-01-01 00:00:00")
        #expect(newYear.day?.description == "2027-01-01")
        #expect(newYear.time == PGTime(hour: 0, minute: 0))
        let first = try #require(PGLocalTimestamp(microseconds: -1).day)
        #expect(first.description == "1999-12-31")
        #expect(PGLocalTimestamp(.infinity, end) == nil)
        #expect(PGLocalTimestamp(PGDate(days: 2_000_000_000), end) == nil)
        #expect(PGLocalTimestamp(microseconds: .max).day == nil)
    }

    /// A Date counts seconds from 2001 in a Double, and so loses microseconds some centuries away.
    @Test func microsecondsFarFrom2001AreKept() async throws {
        let literal = "200000-01-01 00:00:00.000001+00"
        let instant = try await value("'\(literal)'::timestamptz", as: PGTimestamp.self)
        #expect(instant.description == literal)
        #expect(try await serversText(of: instant, in: "($1 AT TIME ZONE 'UTC')::text || '+00'") == literal)
        #expect(instant.date.map { PGTimestamp($0) } != instant)
    }

    @Test func datesOfFoundationComeBackToTheMicrosecond() throws {
        var random = SeededGenerator(seed: 29)
        for _ in 0..<2000 {
            // 1900 to 2100.
            let instant = PGTimestamp(
                microseconds: Int64.random(in: -3_155_673_600_000_000...3_155_760_000_000_000, using: &random))
            #expect(instant.date.map { PGTimestamp($0) } == instant)
        }
        #expect(PGTimestamp(Date.distantFuture).isFinite)
        #expect(PGTimestamp(Date(timeIntervalSinceReferenceDate: 1e300)) == .infinity)
        #expect(PGTimestamp(Date(timeIntervalSinceReferenceDate: -1e300)) == .negativeInfinity)
    }

    @Test func infiniteInstantsAreNoDates() async throws {
        let failure = try await decodingProblem(reading: "'infinity'::timestamptz", as: Date.self)
        #expect(failure?.problem == .outOfRange("a Date cannot be infinite"))
    }

    @Test func intervals() async throws {
        try await RoundTrip(PGInterval?.self, "interval").check([
            "@ 1 minute", "@ 5 hour", "@ 10 day", "@ 34 year", "@ 3 months", "@ 14 seconds ago",
            "1 day 2 hours 3 minutes 4 seconds", "6 years", "5 months", "5 months 12 hours", "01:00", "+02:00",
            "-08:00",
            "-1 +02:03", "-1 days +02:03", "1.5 weeks", "1.5 months", "10 years -11 month -12 days +13:14",
            "-23 hours 45 min 12.34 sec", "1 day -23:00", "P1Y2M3DT4H5M6.7S", "P-1Y2M", "0", nil,
        ])
    }

    @Test func intervalsOfMixedSigns() async throws {
        try await RoundTrip(PGInterval.self, "interval").check([
            "-1 month +1 day -1 microsecond", "1 month -1 day +1 microsecond",
            "-1 year +2 mons -3 days +04:05:06.000007",
            "-13 months", "-1 month", "-1 day", "1 year -1 day", "4 months 3 days -00:00:00.000001",
        ])
    }

    @Test func intervalsAtTheEndsOfTheirRange() async throws {
        try await RoundTrip(PGInterval.self, "interval").check([
            "2147483647 days", "-2147483648 days", "178956970 years 7 months", "-178956970 years -8 months",
            "2562047788:00:54.775807", "-2562047788:00:54.775807",
            "178956970 years 7 mons 2147483647 days 2562047788:00:54.775807",
        ])
        let least = PGInterval(months: .min, days: .min, microseconds: .min)
        #expect(try await serversText(of: least, in: "$1::text") == least.description)
    }
}

import Testing

@testable import Records

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2000-01-01", 10_957), ("2000-02-29", 11_016), ("1900-01-01", -25_567),
        ("1969-12-31", -1), ("2025-11-20", 20_412), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func days(_ iso: String, _ days: Int) throws {
        let date = try CalendarDate(iso: iso)
        #expect(date.daysSinceEpoch == days)
        #expect(try CalendarDate(daysSinceEpoch: days) == date)
        #expect(date.description == iso)
    }

    @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
        var date = try CalendarDate(year: 1799, month: 12, day: 31)
        for _ in 0..<146_097 {
            let next = try date.adding(days: 1)
            #expect(next > date && next.daysSinceEpoch == date.daysSinceEpoch + 1)
            date = next
        }
        #expect(date.description == "2199-12-31")
    }

    @Test(arguments: [
        (2010, 2, 29), (1900, 2, 29), (2010, 4, 31), (2010, 13, 1), (2010, 0, 1), (2010, 1, 0), (0, 1, 1),
        (10_000, 1, 1),
    ])
    func noSuchDay(_ year: Int, _ month: Int, _ day: Int) {
        #expect(throws: CalendarDate.Problem.noSuchDay) { try CalendarDate(year: year, month: month, day: day) }
    }

    @Test(arguments: ["2010-9-1", "20100901", "2010-09-01 ", "2010/09/01", "", "2010-09-0x"])
    func isoIsStrict(_ text: String) {
        #expect(throws: CalendarDate.Problem.unreadable) { try CalendarDate(iso: text) }
    }

    @Test(arguments: [
        "2010-9-1", "2010-09-01", "2010.9.1", "2010.09.01", "2010/9/1", "2010年9月1日", "2010年09月01日", "2010年9月1号",
        "20100901", "２０１０年９月１日", "２０１０．９．１", " 2010 年 9 月 1 日 ", "2010-09-01 00:00:00", "2010-09-01T08:30:00Z",
        "2010/9/1 0:00", "二〇一〇年九月一日", "二○一○年九月一日", "公历2010年9月1日", "2010.9.1（公历）", "2010－9－1", "2010.9.1.",
        "2010年9月1日星期三", "2010、9、1", "\u{FEFF}2010-9-1", "2010年9月1日上午8时", "20100901 00:00:00", "2010\\9\\1",
    ])
    func written(_ text: String) throws {
        #expect(try CalendarDate(written: text).description == "2010-09-01")
    }

    @Test func chineseNumbers() throws {
        #expect(try CalendarDate(written: "二〇一〇年十二月三十一日").description == "2010-12-31")
        #expect(try CalendarDate(written: "二零一零年十月二十日").description == "2010-10-20")
        #expect(try CalendarDate(written: "一九九八年一月十一日").description == "1998-01-11")
    }

    @Test(arguments: [
        "农历2010年七月廿三", "2010年七月初一", "阴历2010.9.1", "2010.9.1(农)", "2010年正月十五", "2009年腊月八日", "庚寅年闰四月", "2010年中秋",
    ])
    func lunar(_ text: String) { #expect(throws: CalendarDate.Problem.lunar) { try CalendarDate(written: text) } }

    @Test(arguments: ["2010年9月", "2010.9", "2010-09", "201009", "2010", "2010年"])
    func incomplete(_ text: String) {
        #expect(throws: CalendarDate.Problem.incomplete) { try CalendarDate(written: text) }
    }

    /// Every one of these can be read in two ways, or in none.
    @Test(arguments: [
        "9/1/2010", "01.09.2010", "10.9.1", "10年9月1日", "100901", "不详", "", "9月1日", "2010年9月1日2010年9月2日", "2010-9-1-2",
        "2010年秋",
    ])
    func unreadable(_ text: String) {
        #expect(throws: CalendarDate.Problem.unreadable) { try CalendarDate(written: text) }
    }

    @Test(arguments: ["2010-2-30", "20101301", "2010年4月31日", "2010.0.1"])
    func writtenButNoDay(_ text: String) {
        #expect(throws: CalendarDate.Problem.noSuchDay) { try CalendarDate(written: text) }
    }

    /// ECMA-376-1:2016, 18.17.4.1.
    @Test(arguments: [
        (1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (40_422, "2010-09-01"), (2_958_465, "9999-12-31"),
    ])
    func excelSerials(_ serial: Int, _ expected: String) throws {
        #expect(try CalendarDate(excelSerial: serial).description == expected)
    }

    @Test(arguments: [0, 60, -1, 2_958_466])
    func noExcelDay(_ serial: Int) {
        #expect(throws: CalendarDate.Problem.noSuchDay) { try CalendarDate(excelSerial: serial) }
    }

    @Test func ages() throws {
        let birth = try CalendarDate(iso: "2008-02-29")
        #expect(birth.age(on: try CalendarDate(iso: "2026-02-28")) == 17)
        #expect(birth.age(on: try CalendarDate(iso: "2026-03-01")) == 18)
        #expect(birth.age(on: birth) == 0)
        #expect(birth.age(on: try CalendarDate(iso: "2008-02-28")) == nil)
    }

    /// 1 September 2025 was a Monday; 16 November 2025 a Sunday; 1 January 1900 a Monday.
    @Test(arguments: [("2025-09-01", 1), ("2025-11-16", 7), ("1900-01-01", 1), ("1970-01-01", 4)])
    func weekdays(_ iso: String, _ weekday: Int) throws { #expect(try CalendarDate(iso: iso).weekday == weekday) }
}

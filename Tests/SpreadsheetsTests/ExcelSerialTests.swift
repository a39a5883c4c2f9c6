import Testing

@testable import Spreadsheets

@Suite struct ExcelSerialTests {
    /// The values of ECMA-376-1:2016, 18.17.4.1 and 18.17.4.2, and days on both sides of the leap day that never was.
    @Test(arguments: [
        (1.0, "1900-01-01"), (59.0, "1900-02-28"), (61.0, "1900-03-01"), (366.0, "1900-12-31"), (367.0, "1901-01-01"),
        (25569.0, "1970-01-01"), (36526.0, "2000-01-01"), (40422.0, "2010-09-01"), (43890.0, "2020-02-29"),
        (2_958_465.0, "9999-12-31"), (40422.5, "2010-09-01 12:00:00"), (40421.999999999, "2010-09-01"),
    ])
    func day1900(_ serial: Double, _ expected: String) {
        #expect(ExcelSerial.date(serial)?.description == expected)
    }

    @Test(arguments: [(0.0, "1904-01-01"), (1462.0, "1908-01-02"), (38960.0, "2010-09-01")])
    func day1904(_ serial: Double, _ expected: String) {
        #expect(ExcelSerial.date(serial, uses1904: true)?.description == expected)
    }

    /// 0 is "1900-01-00" in Excel, 60 the 29 February 1900; neither is a day.
    @Test(arguments: [0.0, 0.5, 60.0, 60.5, -1.0, 2_958_466.0, .infinity, .nan])
    func noDay(_ serial: Double) {
        #expect(ExcelSerial.date(serial) == nil)
    }
}

@Suite struct NumberFormatTests {
    @Test(arguments: [
        "yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy\\-m\\-d", "m/d/yy", "yyyy.m", "d-mmm", "mmm-yy", "m",
        "yyyy/m/d h:mm", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "yyyy-mm-dd hh:mm:ss.00", "[Red]yyyy-mm-dd", "dddd",
    ])
    func dates(_ code: String) { #expect(NumberFormat.custom(code) == .date) }

    @Test(arguments: ["h:mm", "h:mm:ss AM/PM", "[h]:mm", "mm:ss.0", "上午/下午h\"时\"mm\"分\"", "[mm]:ss"])
    func times(_ code: String) { #expect(NumberFormat.custom(code) == .timeOfDay) }

    @Test(arguments: [
        "General", "0", "0.00", "#,##0.00", "0.00E+00", "##0.0E+0", "0%", "@", "\"d\"0", "0\\d", "0\"人\"", "[Red]0",
        "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ", "# ?/?", "000000", "0;[Red]-0;\"d\"", "[$-804]General", "G/通用格式",
    ])
    func numbers(_ code: String) { #expect(NumberFormat.custom(code) == .number) }

    @Test func builtIn() {
        for id in [14, 15, 16, 17, 22, 27, 31, 57, 58] { #expect(NumberFormat.builtIn(id) == .date, "\(id)") }
        for id in [18, 20, 21, 32, 45, 47] { #expect(NumberFormat.builtIn(id) == .timeOfDay, "\(id)") }
        for id in [0, 1, 2, 4, 9, 11, 13, 37, 44, 48, 49, 59] { #expect(NumberFormat.builtIn(id) == .number, "\(id)") }
    }
}

@Suite struct CellRangeTests {
    @Test func references() {
        #expect(CellRange("A1:Q1") == CellRange(rows: 1...1, columns: 0...16))
        #expect(CellRange("$B$2") == CellRange(rows: 2...2, columns: 1...1))
        #expect(CellRange("Z9:AA10") == CellRange(rows: 9...10, columns: 25...26))
        #expect(CellRange("XFD1048576") == CellRange(rows: 1_048_576...1_048_576, columns: 16_383...16_383))
    }

    @Test(arguments: [
        "", "A", "1", "1A", "B2:A1", "A0", "XFE1", "A1048577", "AAAAAAAAAAAAAAAA1", "A99999999999999999999", "中1",
    ])
    func nonsense(_ text: String) { #expect(CellRange(text) == nil) }
}

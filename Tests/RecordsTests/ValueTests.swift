import Testing

@testable import Records

@Suite struct MoneyTests {
    @Test(arguments: [
        ("1250", 125_000), ("1250.5", 125_050), ("1,250.50", 125_050), ("￥1250", 125_000),
        ("¥ 1,250,000.00", 125_000_000),
        ("1250元", 125_000), ("1250元整", 125_000), ("1.5万元", 1_500_000), ("１２５０", 125_000), ("-0.01", -1), ("0", 0),
        (".5", 50), ("1250.000", 125_000),
        ("+3", 300),
    ])
    func reads(_ text: String, _ fen: Int) throws { #expect(try Money(yuan: text).fen == fen) }

    @Test func refuses() {
        for text in ["", "元", "abc", "1.2.3", "12,50", "1,2345", "一千", "1e3", "--1"] {
            #expect(throws: Money.Problem.notNumber, "\(text)") { try Money(yuan: text) }
        }
        #expect(throws: Money.Problem.finerThanFen) { try Money(yuan: "0.001") }
        #expect(throws: Money.Problem.tooLarge) { try Money(yuan: "99999999999999999999") }
        #expect(throws: Money.Problem.tooLarge) { try Money(yuan: 1e300) }
        #expect(throws: Money.Problem.notNumber) { try Money(yuan: Double.nan) }
        #expect(throws: Money.Problem.finerThanFen) { try Money(yuan: 0.125) }
    }

    /// The sums of binary fractions are not those of decimal ones; fen are.
    @Test func exact() throws {
        #expect(try Money(yuan: 0.1 + 0.2).fen == 30)
        #expect(try (1...1000).reduce(Money.zero) { sum, _ in try sum + Money(yuan: "0.1") }.description == "100.00")
        #expect(Money(fen: -5).description == "-0.05")
        #expect(Money(fen: 248_250_00).description == "248250.00")
    }
}

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        ("13812345678", "13812345678"), ("138-1234-5678", "13812345678"), (" 138 1234 5678 ", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("008613812345678", "13812345678"), ("8613812345678", "13812345678"), ("１３８１２３４５６７８", "13812345678"),
        ("0724-2345678", "07242345678"),
        ("(0724)2345678", "07242345678"), ("2345678", "2345678"), ("0724-2345678-801", "07242345678-801"),
        ("400-810-1234", "4008101234"),
        ("010-12345678", "01012345678"),
    ])
    func reads(_ text: String, _ number: String) throws {
        let phone = try PhoneNumber(text)
        #expect(phone.rawValue == number)
        #expect(phone.isMobile == (number.count == 11 && number.hasPrefix("1")))
    }

    @Test func refuses() {
        #expect(throws: PhoneNumber.Problem.empty) { try PhoneNumber(" ") }
        #expect(throws: PhoneNumber.Problem.several) { try PhoneNumber("13812345678/13912345678") }
        #expect(throws: PhoneNumber.Problem.wrongLength(10)) { try PhoneNumber("1381234567") }
        #expect(throws: PhoneNumber.Problem.wrongLength(11)) { try PhoneNumber("12812345678") }
        #expect(throws: PhoneNumber.Problem.notDigits) { try PhoneNumber("无电话") }
        #expect(throws: PhoneNumber.Problem.notDigits) { try PhoneNumber("1.38E+10") }
    }

    @Test func printsMasked() throws {
        let phone = try PhoneNumber("13812345678")
        #expect("\(phone) \(String(reflecting: phone))" == "138****5678 138****5678")
    }
}

@Suite struct LanguageTests {
    @Test(arguments: [
        ("zh", Language.chinese), ("zh-CN", .chinese), ("zh_CN.UTF-8", .chinese), ("ZH", .chinese), ("中文", .chinese),
        ("en", .english),
        ("en_US.UTF-8", .english), ("English", .english), ("fr_FR", .english),
    ])
    func tags(_ tag: String, _ language: Language) { #expect(Language(tag) == language) }

    @Test(arguments: ["", "C", "POSIX", "C.UTF-8"])
    func tagsWithoutALanguage(_ tag: String) { #expect(Language(tag) == nil) }

    /// POSIX.1-2017, 8.2: LC_ALL before LC_MESSAGES before LANG; empty counts as not set.
    @Test func environment() {
        #expect(Language(environment: [:]) == .chinese)
        #expect(Language(environment: ["LANG": "en_US.UTF-8"]) == .english)
        #expect(Language(environment: ["LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"]) == .chinese)
        #expect(Language(environment: ["LANG": "en_US.UTF-8", "LC_ALL": ""]) == .english)
        #expect(Language(environment: ["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en"]) == .english)
        #expect(Language(environment: ["LANG": "en_US.UTF-8", "LC_ALL": "C"]) == .chinese)
    }
}

@Suite struct TextWidthTests {
    @Test func halfWidth() {
        #expect(TextWidth.halfWidth("４２０８Ｘ（ａ）：　！") == "4208X(a): !")
        // NFKC would change these.
        #expect(TextWidth.halfWidth("Ⅰ型㎝①、。《》“”—…") == "Ⅰ型㎝①、。《》“”—…")
    }

    @Test func blanks() {
        #expect("\u{FEFF}\u{3000}\t张\u{A0}三\u{200B}\r\n".trimmingBlanks() == "张\u{A0}三")
        #expect("\u{3000}张\u{A0}\u{2003}三\u{200B}".removingBlanks() == "张三")
        #expect(" \u{3000}".trimmingBlanks().isEmpty)
    }

    @Test func sexes() {
        #expect(Sex(written: " 男 ") == .male && Sex(written: "女性") == .female && Sex(written: "Ｆ") == .female)
        #expect(Sex(written: "未知") == nil && Sex(written: "") == nil)
    }
}

@Suite struct DisplayWidthTests {
    /// UAX #11; emoji and flags as terminals draw them.
    @Test(arguments: [
        ("", 0), ("abc", 3), ("张三", 4), ("高一(1)班", 9), ("（）", 4), ("ｶﾅ", 2), ("e\u{301}", 1), ("\u{200B}", 0),
        ("한글", 4), ("ᄀ\u{1161}", 2),
        ("😀", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("1️⃣", 2), ("𠮷", 2), ("“”", 2), ("…", 1), ("é", 1), ("\t", 0), ("、。", 4), ("①", 1),
    ])
    func widths(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test func paddingAndCutting() {
        #expect(DisplayWidth.padded("张三", to: 6) == "张三  ")
        #expect(DisplayWidth.padded("12", to: 4, atStart: true) == "  12")
        #expect(DisplayWidth.padded("张三", to: 2) == "张三")
        #expect(DisplayWidth.truncated("高一(1)班", to: 9) == "高一(1)班")
        #expect(DisplayWidth.truncated("高一(1)班", to: 6) == "高一(…")
        #expect(DisplayWidth.truncated("张三丰", to: 4) == "张…")
        #expect(DisplayWidth.truncated("张", to: 0).isEmpty)
    }
}

/// Every problem says something in both languages.
@Suite struct MessageTests {
    @Test func bothLanguages() {
        let problems: [any Explained] = [
            CalendarDate.Problem.lunar, CalendarDate.Problem.noSuchDay, CalendarDate.Problem.incomplete,
            CalendarDate.Problem.unreadable,
            IDNumber.Problem.wrongLength(3), IDNumber.Problem.notDigits, IDNumber.Problem.noSuchBirthDate,
            IDNumber.Problem.wrongCheckCharacter,
            PhoneNumber.Problem.several, Money.Problem.finerThanFen, SchoolYear.Problem.yearsDoNotFollow,
            Semester.Problem.incomplete,
            ClassLabel.Problem.unreadable,
        ]
        for problem in problems {
            let chinese = problem.message(.chinese)
            let english = problem.message(.english)
            #expect(
                chinese.unicodeScalars.contains { $0.value > 0x4E00 } && chinese != english && english.contains(" "))
        }
    }
}

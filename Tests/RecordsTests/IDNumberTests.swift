import Testing

@testable import Records

@Suite struct IDNumberTests {
    /// The two numbers that GB 11643-1999 prints as examples.
    @Test(arguments: [("11010519491231002X", "1949-12-31", Sex.female), ("440524188001010014", "1880-01-01", .male)])
    func acceptsTheStandardsOwnExamples(_ text: String, _ birth: String, _ sex: Sex) throws {
        let number = try IDNumber(text)
        #expect(number.rawValue == text)
        #expect(number.birthDate.description == birth)
        #expect(number.sex == sex)
    }

    /// All one-digit errors and all swaps of neighbours are found (ISO 7064: MOD 11-2 detects both).
    @Test func findsSlipsOfTheHand() throws {
        let digits = Array("440524188001010014")
        for index in 0..<18 {
            for digit in "0123456789" where digit != digits[index] {
                var wrong = digits
                wrong[index] = digit
                #expect(throws: IDNumber.Problem.self) { try IDNumber(String(wrong)) }
            }
        }
        for index in 0..<17 where digits[index] != digits[index + 1] {
            var swapped = digits
            swapped.swapAt(index, index + 1)
            #expect(throws: IDNumber.Problem.self) { try IDNumber(String(swapped)) }
        }
    }

    @Test func saysWhatIsWrong() {
        #expect(throws: IDNumber.Problem.wrongLength(15)) { try IDNumber("440524800101001") }
        #expect(throws: IDNumber.Problem.wrongLength(0)) { try IDNumber("") }
        #expect(throws: IDNumber.Problem.notDigits) { try IDNumber("44052418800101001A") }
        #expect(throws: IDNumber.Problem.notDigits) { try IDNumber("11010519491231002x") }
        #expect(throws: IDNumber.Problem.notDigits) { try IDNumber("4.4052418800101E+7") }
        #expect(throws: IDNumber.Problem.noSuchBirthDate) { try IDNumber("440524188002300014") }
        #expect(throws: IDNumber.Problem.wrongCheckCharacter) { try IDNumber("440524188001010015") }
        #expect(throws: IDNumber.Problem.wrongLength(18)) { try IDNumber("４４０５２４１８８００１０１００１４") }
    }

    @Test func completes17Digits() throws {
        #expect(try IDNumber(first17: "11010519491231002").rawValue == "11010519491231002X")
        #expect(try IDNumber(first17: "44052418800101001").rawValue == "440524188001010014")
    }

    /// However it is printed, the middle is hidden.
    @Test func printsMasked() throws {
        let number = try IDNumber("11010519491231002X")
        var dumped = ""
        dump(number, to: &dumped)
        for text in ["\(number)", String(reflecting: number), "\([number])", "\(Optional(number) as Any)", dumped] {
            #expect(text.contains("110105********002X"))
            #expect(!text.contains("19491231"))
        }
    }
}

@Suite struct IdentityMaskingTests {
    @Test(arguments: [("张三丰", "张**"), ("张三", "张*"), ("买买提·艾力", "买**·**"), ("张", "*"), ("", "")])
    func names(_ name: String, _ masked: String) { #expect(IdentityMasking.name(name) == masked) }

    @Test(arguments: [
        ("11010519491231002X", "110105********002X"), ("130503670401001", "130503*****1001"),
        ("11010519491231002X43", "****************2X43"), ("G420800", "*****00"), ("", ""),
    ])
    func numbers(_ number: String, _ masked: String) { #expect(IdentityMasking.number(number) == masked) }

    @Test(arguments: [
        ("电话13812345678。", "电话138****5678。"), ("证号 11010519491231002x 已核", "证号 110105********002X 已核"),
        ("138 1234 5678", "138****5678"), ("2025年11月20日共3012人", "2025年11月20日共3012人"), ("高一(1)班", "高一(1)班"),
        ("１３８１２３４５６７８", "１３８****５６７８"), ("6222020200112233445", "***************3445"),
    ])
    func freeText(_ text: String, _ masked: String) { #expect(IdentityMasking.text(text) == masked) }
}

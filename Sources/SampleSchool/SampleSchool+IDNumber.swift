public import Records

extension SampleSchool {
    /// The area of all ID numbers of the school: the code of a whole prefecture, with which no person is registered.
    public static let idNumberArea = "420800"

    /// A number with its right check character (GB 11643).
    ///
    /// `area` has six digits; `sequence` is 1 to 999, odd for men and even for women.
    public static func makeIDNumber(
        area: String = idNumberArea, birth: CalendarDate, sequence: Int
    ) throws(IDNumber.Problem) -> IDNumber {
        let digits = String(sequence)
        // Too long a sequence, like too short an area, is refused by the length of the number.
        let order = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return try IDNumber(first17: area + birth.description.replacing("-", with: "") + order)
    }
}

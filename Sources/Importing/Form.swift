public import Records

/// A form that schools keep as a sheet: its columns, by all the headings that they are known to have.
///
/// A new form is a new file in Forms/ and a case of `FormKind`; a new heading is a word in that file.
public struct Form: Sendable {
    /// nil: a register's own sheet, whose columns the database names.
    public let kind: FormKind?
    public let chineseName: String
    public let englishName: String
    /// Words in a title or the name of a sheet that speak for this form.
    public let titleWords: [String]
    public let fields: [FormField]
    /// The form is recognised when of each group at least one field has a column.
    public let required: [[String]]
    /// Stands for 学生 in 学生姓名: headings with one of these in front mean the same.
    public let prefixes: [String]

    private let fieldByHeading: [HeadingKey: Int]

    init(
        _ kind: FormKind?, chinese: String, english: String, titleWords: [String], required: [[String]],
        prefixes: [String] = [], fields: [FormField]
    ) {
        self.kind = kind
        chineseName = chinese
        englishName = english
        self.titleWords = titleWords
        self.required = required
        self.prefixes = prefixes
        self.fields = fields
        var fieldByHeading: [HeadingKey: Int] = [:]
        for (index, field) in fields.enumerated() {
            for heading in [field.name] + field.headings {
                fieldByHeading[HeadingKey(heading)] = index
            }
        }
        // "学生姓名" for 姓名, unless the form has it as a heading of its own.
        for (index, field) in fields.enumerated() {
            for heading in field.headings {
                for prefix in prefixes {
                    let key = HeadingKey(prefix + heading)
                    if fieldByHeading[key] == nil { fieldByHeading[key] = index }
                }
            }
        }
        self.fieldByHeading = fieldByHeading
    }

    /// All headings that the form knows.
    var headingKeys: some Collection<HeadingKey> { fieldByHeading.keys }

    /// The form's name in a language.
    public func name(_ language: Language) -> String { language.choose(chineseName, englishName) }

    /// The field of a heading as it stands on a sheet; with a note in brackets (`金额(元)`) also by what is before it.
    public func field(heading: String) -> FormField? {
        let key = HeadingKey(heading)
        let index = fieldByHeading[key] ?? key.withoutBrackets.flatMap { fieldByHeading[$0] }
        return index.map { fields[$0] }
    }

    /// The heading by which the program itself writes and names a field.
    public func heading(of field: String) -> String {
        fields.first { $0.name == field }?.headings.first ?? field
    }
}

/// A column of a form.
public struct FormField: Sendable, Hashable {
    /// The name by which the records know it: `id_number`.
    public let name: String
    public let kind: FieldKind
    /// The headings it is known by, the usual one first.
    public let headings: [String]

    init(_ name: String, _ kind: FieldKind, _ headings: String...) {
        self.init(name: name, kind: kind, headings: headings)
    }

    init(name: String, kind: FieldKind, headings: [String]) {
        self.name = name
        self.kind = kind
        self.headings = headings
    }
}

/// What a column holds, which decides how its cells are cleaned.
public enum FieldKind: Sendable, Hashable {
    /// A running number of the sheet.
    case sequence
    /// One person's name.
    case name
    /// Several names in one cell.
    case nameList
    /// A word from a list (sex, ethnic group, political status): no blanks in it.
    case word
    /// A few words: a place, a school, an office.
    case text
    /// Sentences, kept as they are but for blanks at the ends and the width of digits and letters.
    case prose
    /// 是, 否, 有, 无, 已签 …: kept as written.
    case yesNo
    case date
    /// A month, or a day.
    case month
    case semester
    case grade
    case classLabel
    case classList
    /// A number that is a name: identity, roll, card and staff numbers.
    case identifier
    case phone
    case count
    case amount
}

import Records
public import Spreadsheets

/// A column that a register's own sheet may have: a field of the form by which a record is added.
public struct RegisterColumn: Sendable, Hashable {
    public var name: String
    /// As `registers.field` has it: text, date, student, code …
    public var kind: String
    /// The usual one first.
    public var headings: [String]
    public var isRequired: Bool

    public init(name: String, kind: String, headings: [String], isRequired: Bool) {
        self.name = name
        self.kind = kind
        self.headings = headings
        self.isRequired = isRequired
    }
}

/// A sheet of a register, read by the headings that the register's fields have.
public struct RegisterSheet: Sendable {
    public struct Row: Sendable, Hashable {
        /// As Excel shows it.
        public var number: Int
        /// What stands in it, by field.
        public var values: [String: String]
    }

    public let name: String
    public let rows: [Row]
    public let notices: [ImportNotice]

    /// The rows as one line of JSON: `[{"row":3,"values":{…}},…]`.
    public var rowsJSON: String {
        "[" + rows.map { "{\"row\":\($0.number),\"values\":\(CompactJSON.object($0.values))}" }.joined(separator: ",") + "]"
    }
}

/// Reads the visible sheets of a workbook as sheets of a register.
///
/// - Parameter label: what the register is called, for messages.
/// - Throws: the reason, when no sheet fits.
public func readRegister(
    _ workbook: Workbook, label: String, columns: [RegisterColumn]
) throws(ImportProblem) -> [RegisterSheet] {
    let form = Form(register: label, columns)
    var sheets: [RegisterSheet] = []
    var failure: ImportProblem?
    for sheet in workbook.sheets where !sheet.isHidden && !sheet.rows.allSatisfy(\.isBlank) {
        let search = HeaderSearch(sheet, titles: workbook.name + " " + sheet.name + " ", hasContextClass: false)
        guard let header = search.candidates(forms: [form]).first else {
            failure = failure ?? ImportProblem(file: workbook.name, sheet: sheet.name, reason: .noHeaderRow)
            continue
        }
        guard header.missing.isEmpty else {
            let missing = header.missing.map { group in group.map(form.heading(of:)).joined(separator: "/") }
            failure = ImportProblem(
                file: workbook.name, sheet: sheet.name, reason: .notOfRegister(label, missing: missing))
            continue
        }
        let (rows, notices, _) = SheetRecognition(workbook: workbook, sheet: sheet, kind: nil).read(header)
        sheets.append(
            RegisterSheet(
                name: sheet.name, rows: rows.map { RegisterSheet.Row(number: $0.number, values: form.values(of: $0)) },
                notices: notices))
    }
    if sheets.isEmpty {
        throw failure
            ?? ImportProblem(
                file: workbook.name, sheet: nil, reason: .nothingVisible(hiddenSheets: workbook.sheets.count(where: \.isHidden)))
    }
    return sheets
}

extension Form {
    /// Stands beside the name of a student, to tell two of one name apart.
    private static let classField = "class"

    fileprivate init(register label: String, _ columns: [RegisterColumn]) {
        var fields = columns.map { column in
            FormField(name: column.name, kind: Self.fieldKind(column.kind), headings: column.headings)
        }
        if columns.contains(where: { $0.kind == "student" }) && !columns.contains(where: { $0.name == Self.classField }) {
            fields.append(FormField(Self.classField, .classLabel, "班级", "所在班级", "学生班级", "class"))
        }
        fields.append(FormField("sequence", .sequence, "序号", "编号", "No"))
        self.init(
            nil, chinese: label, english: label, titleWords: [label],
            required: columns.filter(\.isRequired).map { [$0.name] }, fields: fields)
    }

    private static func fieldKind(_ kind: String) -> FieldKind {
        switch kind {
        case "date": .date
        case "number": .count
        case "money", "percent": .amount
        case "student", "staff", "person": .name
        case "staff_list": .nameList
        case "semester": .semester
        case "yes_no": .yesNo
        case "long_text": .prose
        default: .text
        }
    }

    /// What a row says, with the class in front of a student's name.
    fileprivate func values(of row: RecognisedRow) -> [String: String] {
        var values = row.clean
        values["sequence"] = nil
        guard fields.contains(where: { $0.name == Self.classField && $0.kind == .classLabel }) else { return values }
        let label = values.removeValue(forKey: Self.classField)
        for field in fields where field.kind == .name && field.name.hasSuffix("student") {
            if let label, let name = values[field.name] { values[field.name] = "\(label) \(name)" }
        }
        return values
    }
}

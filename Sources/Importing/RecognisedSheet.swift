public import Records
import Spreadsheets

/// A sheet whose form is known, with its rows cleaned: what the records take in.
public struct RecognisedSheet: Sendable {
    /// The file's name.
    public let file: String
    /// The name on the tab; for a CSV file, the file's name.
    public let name: String
    public let form: FormKind
    /// True when the caller chose the form.
    public let isForced: Bool
    /// What titles, notes and signature rows say: `title`, `school_year`, `semester`, `as_of`, `filled_on`,
    /// `filled_by`, `class`.
    public let context: [String: String]
    public let columns: [RecognisedColumn]
    /// The rows of the headings, from 1.
    public let headerRows: ClosedRange<Int>
    public let rows: [RecognisedRow]
    /// What was left out or deserves a look.
    public let notices: [ImportNotice]
    /// The rows above the headings, to be written again above refused rows.
    let preamble: [Row]

    /// `context` as one line of JSON.
    public var contextJSON: String { CompactJSON.object(context) }
}

/// A column of a recognised sheet.
public struct RecognisedColumn: Sendable, Hashable {
    /// From 0.
    public let index: Int
    /// As on the sheet, without blanks; a group heading before its own; a repeated one with a number.
    public let heading: String
    /// nil: the form does not know the column. Its values stand in `raw` under the heading.
    public let field: FormField?

    /// A column that the program itself added to a sheet of refused rows, so that it is no news when it comes back.
    let isIgnored: Bool

    init(index: Int, heading: String, field: FormField?) {
        self.index = index
        self.heading = heading
        self.field = field
        isIgnored = RefusedRowsWorkbook.ownHeadings.contains(HeadingKey(heading))
    }

    /// The key of its values in `raw`.
    public var key: String { field?.name ?? heading }
}

/// A row of a recognised sheet. All values are text, by the name of the field.
public struct RecognisedRow: Sendable {
    /// From 1, as Excel shows it.
    public let number: Int
    /// Not shown by the sheet, by hand or by a filter.
    public let isHidden: Bool
    /// After lexical cleaning. No key: nothing was written there.
    public let clean: [String: String]
    /// As found, by field; for columns that the form does not know, by heading.
    public let raw: [String: String]
    /// The most serious finding for each field.
    public let flags: [String: LexicalFlag]
    /// As found, with what merged cells spread over them.
    let cells: [Cell]

    /// `clean` as one line of JSON, keys in order.
    public var cleanJSON: String { CompactJSON.object(clean) }
    /// `raw` as one line of JSON, keys in order.
    public var rawJSON: String { CompactJSON.object(raw) }
    /// `flags` as one line of JSON, keys in order.
    public var flagsJSON: String { CompactJSON.object(flags.mapValues(\.rawValue)) }
}

/// What the cleaning of a cell found. In order of weight: of several, the first is told.
public enum LexicalFlag: String, Sendable, Hashable, CaseIterable {
    /// A number of more than 15 digits kept as a number, or written 4.2E+17: the last digits are lost for good.
    case numberDamaged = "number_damaged"
    /// An error of the sheet (#N/A, #REF!), or a formula that was never calculated.
    case cellError = "cell_error"
    /// A date of the lunar calendar, kept as text.
    case lunarDate = "lunar_date"
    /// No date, an incomplete one, or one with two readings; kept as text.
    case dateUnreadable = "date_unreadable"
    /// A date that was text or a bare number, and was understood.
    case dateWasText = "date_was_text"
    /// A NUL character, which a database cannot keep, was taken out.
    case nulRemoved = "nul_removed"
    /// Full-width digits or letters became half-width, or a middle dot got its usual form.
    case widthChanged = "width_changed"
    /// Blanks (or an apostrophe that made Excel see text) were taken out.
    case blanksRemoved = "blanks_removed"
}

extension LexicalFlag: Explained {
    public func message(_ language: Language) -> String {
        switch self {
        case .numberDamaged:
            language.choose(
                "号码被当作数字保存，末几位已丢失，请按原件重新录入（先把该列设为文本格式）",
                "The number was kept as a number and its last digits are lost: type it again from the paper, as text")
        case .cellError: language.choose("单元格是公式错误或未计算的公式", "The cell is an error or an uncalculated formula")
        case .lunarDate: language.choose("农历日期，请核对公历日期", "A date of the lunar calendar: give the Gregorian one")
        case .dateUnreadable: language.choose("看不懂的日期", "The date cannot be read")
        case .dateWasText: language.choose("日期按文本识别", "The date was read from text")
        case .nulRemoved: language.choose("已去掉非法字符", "A character that cannot be kept was taken out")
        case .widthChanged: language.choose("全角字符已改为半角", "Full-width characters became half-width")
        case .blanksRemoved: language.choose("多余空白已去掉", "Blanks were taken out")
        }
    }
}

/// Something about a sheet that the person who imports it should see.
public enum ImportNotice: Sendable, Hashable {
    /// Columns that the form does not know; kept as found.
    case unknownColumns([String])
    /// Rows that the sheet does not show are imported like the others.
    case hiddenRows(Int)
    case hiddenColumns([String])
    /// Total rows, left out; their numbers.
    case totalRows([Int])
    /// Notes and section titles between the rows, left out; their numbers.
    case noteRows([Int])
    /// Headings that come again, left out; their numbers.
    case repeatedHeadings([Int])
    /// Rows below the signatures, not imported; their numbers.
    case rowsBelowSignature([Int])
    /// There are headings and nothing below them.
    case noRows
}

extension ImportNotice: Explained {
    public func message(_ language: Language) -> String {
        func list(_ numbers: [Int]) -> String {
            numbers.prefix(10).map { String($0) }.joined(separator: language.choose("、", ", "))
                + (numbers.count > 10 ? " …" : "")
        }
        switch self {
        case .unknownColumns(let headings):
            return language.choose(
                "未识别的列（原样保留）：\(headings.joined(separator: "、"))",
                "Columns that are not known (kept as they are): \(headings.joined(separator: ", "))")
        case .hiddenRows(let count):
            return language.choose("有 \(count) 行是隐藏的，已一并读取", "\(count) rows are hidden; they were read, too")
        case .hiddenColumns(let headings):
            return language.choose(
                "有隐藏的列，已一并读取：\(headings.joined(separator: "、"))",
                "Some columns are hidden; they were read, too: \(headings.joined(separator: ", "))")
        case .totalRows(let rows):
            return language.choose("合计行已跳过：第 \(list(rows)) 行", "Total rows left out: \(list(rows))")
        case .noteRows(let rows):
            return language.choose("说明行已跳过：第 \(list(rows)) 行", "Rows of notes left out: \(list(rows))")
        case .repeatedHeadings(let rows):
            return language.choose("重复的表头已跳过：第 \(list(rows)) 行", "Repeated headings left out: \(list(rows))")
        case .rowsBelowSignature(let rows):
            return language.choose(
                "签字行以下的内容没有读取：第 \(list(rows)) 行", "Rows below the signatures were not read: \(list(rows))")
        case .noRows: return language.choose("表头下面没有数据", "There are no rows below the headings")
        }
    }
}

import Records
import Spreadsheets

/// Walks the rows below the headings and keeps those that hold a record.
struct RowReading {
    private let header: Header
    private let sheet: Sheet
    private var context: SheetContext
    private let cleanings: [CellCleaning?]
    /// Cells that a merged cell above or beside them covers, with its value.
    private let covered: [Int: [Int: Cell]]
    /// The texts of the heading rows. Headings that come again are copies.
    private let headingTexts: Set<String>
    /// The merged cells over several columns, by the row that they begin in.
    private let wideRanges: [Int: [CellRange]]

    private(set) var rows: [RecognisedRow] = []
    private var aboveByColumn: [Int: String] = [:]
    /// What the cleaning said to a text, by column: classes, grades and words come again and again.
    private var known: [[Cell: CellCleaning.Outcome]]
    private static let knownLimit = 500
    private var isPastSignature = false
    private var hiddenRows = 0
    private var totalRows: [Int] = []
    private var noteRows: [Int] = []
    private var repeatedHeadings: [Int] = []
    private var rowsBelowSignature: [Int] = []

    init(_ sheet: Sheet, header: Header, context: SheetContext, isCSV: Bool) {
        self.sheet = sheet
        self.header = header
        self.context = context
        cleanings = header.columns.map { column in
            column.field.map { CellCleaning(kind: $0.kind, isCSV: isCSV, schoolYear: context.schoolYear) }
        }
        covered = Self.coveredCells(of: sheet, below: header.rows.upperBound)
        known = Array(repeating: [:], count: header.columns.count)
        wideRanges = Dictionary(grouping: sheet.mergedRanges.filter { $0.columns.count > 1 }, by: \.rows.lowerBound)
        headingTexts = Set(
            sheet.rows.filter { header.rows.contains($0.number) }.flatMap(\.cells).compactMap(\.displayText))
    }

    /// Reads all rows; the context, completed by what the signature rows say.
    mutating func read() -> SheetContext {
        for row in sheet.rows where row.number > header.rows.upperBound { read(row) }
        return context
    }

    var notices: [ImportNotice] {
        var notices: [ImportNotice] = []
        let unknown = header.columns.filter { $0.field == nil && !$0.isIgnored }.map(\.heading)
        if !unknown.isEmpty { notices.append(.unknownColumns(unknown)) }
        let hidden = header.columns.filter { sheet.hiddenColumns.contains($0.index) }.map(\.heading)
        if !hidden.isEmpty { notices.append(.hiddenColumns(hidden)) }
        if hiddenRows > 0 { notices.append(.hiddenRows(hiddenRows)) }
        if !totalRows.isEmpty { notices.append(.totalRows(totalRows)) }
        if !noteRows.isEmpty { notices.append(.noteRows(noteRows)) }
        if !repeatedHeadings.isEmpty { notices.append(.repeatedHeadings(repeatedHeadings)) }
        if !rowsBelowSignature.isEmpty { notices.append(.rowsBelowSignature(rowsBelowSignature)) }
        if rows.isEmpty { notices.append(.noRows) }
        return notices
    }

    private mutating func read(_ row: Row) {
        guard !row.isBlank else { return }
        if isRepeatedHeading(row) {
            // A sheet that was put together from one sheet a class begins again here.
            isPastSignature = false
            repeatedHeadings.append(row.number)
            return
        }
        if RowWords.isSignature(row) {
            isPastSignature = true
            context.read(signature: row)
            return
        }
        if isPastSignature {
            context.read(signature: row)
            if row.cells.count(where: { !$0.isBlank }) > 1 { rowsBelowSignature.append(row.number) }
            return
        }
        if RowWords.isTotal(row) {
            totalRows.append(row.number)
            return
        }
        if isNote(row) {
            noteRows.append(row.number)
            return
        }
        append(row)
    }

    private mutating func append(_ row: Row) {
        var cells = row.cells
        for (column, cell) in covered[row.number] ?? [:] {
            while cells.count <= column { cells.append(.empty) }
            if cells[column].isBlank { cells[column] = cell }
        }
        var clean: [String: String] = [:]
        var raw: [String: String] = [:]
        var flags: [String: LexicalFlag] = [:]
        for (position, column) in header.columns.enumerated() where !column.isIgnored {
            let cell = column.index < cells.count ? cells[column.index] : .empty
            guard let field = column.field, let cleaning = cleanings[position] else {
                if let text = cell.displayText?.replacing("\0", with: ""), !cell.isBlank { raw[column.key] = text }
                continue
            }
            let outcome = outcome(of: cell, position: position, cleaning: cleaning)
            raw[field.name] = outcome.raw
            flags[field.name] = outcome.flag
            let value = outcome.isDitto ? aboveByColumn[column.index] : outcome.clean
            clean[field.name] = value
            aboveByColumn[column.index] = value
        }
        // A numbered line of an empty form.
        guard clean.keys.contains(where: { $0 != "sequence" }) || !flags.isEmpty else { return }
        completeClass(&clean)
        if row.isHidden { hiddenRows += 1 }
        rows.append(
            RecognisedRow(
                number: row.number, isHidden: row.isHidden, clean: clean, raw: raw, flags: flags, cells: cells))
    }

    private mutating func outcome(of cell: Cell, position: Int, cleaning: CellCleaning) -> CellCleaning.Outcome {
        switch cleaning.kind {
        case .classLabel, .grade, .semester, .classList, .date, .count, .amount:
            if let outcome = known[position][cell] { return outcome }
            let outcome = cleaning.clean(cell)
            if known[position].count < Self.knownLimit { known[position][cell] = outcome }
            return outcome
        default:
            return cleaning.clean(cell)
        }
    }

    /// Some sheets write the grade in one column and only `1`, `(1)` or `1班` in the other; some name the class in the
    /// title alone.
    private func completeClass(_ clean: inout [String: String]) {
        guard header.form.fields.contains(where: { $0.name == "class" }) else { return }
        guard let written = clean["class"] else {
            let hasColumn = header.columns.contains { $0.field?.name == "class" }
            if !hasColumn, let label = context.classLabel { clean["class"] = label.description }
            return
        }
        guard let grade = clean["grade"], (try? ClassLabel(written)) == nil,
            let label = try? ClassLabel(grade + (written.allSatisfy(\.isWholeNumber) ? "(\(written))" : written))
        else { return }
        clean["class"] = (context.schoolYear.map { label.resolved(in: $0) } ?? label).description
    }

    // MARK: Rows that are no records

    private func isRepeatedHeading(_ row: Row) -> Bool {
        var matches = 0
        for column in header.columns where column.field != nil {
            if case .text(let text) = row[column.index], headingTexts.contains(text) { matches += 1 }
        }
        return matches >= 2 && matches * 5 >= header.fieldCount * 3
    }

    /// A line that is alone in its row: 注：…, or 高一年级 as a title between the rows.
    private func isNote(_ row: Row) -> Bool {
        let filled = row.cells.indices.filter { !row[$0].isBlank }
        guard filled.count == 1, let column = filled.first, case .text(let text) = row[column] else { return false }
        if RowWords.isNote(text) { return true }
        let width = wideRanges[row.number]?.first { $0.columns.contains(column) }?.columns.count ?? 1
        if width * 2 > header.columns.count && header.columns.count > 2 { return true }
        // A name alone is a record that lacks much, and is told so; a grade alone is a title.
        let field = header.columns.first { $0.index == column }?.field
        let isNumber = text.unicodeScalars.allSatisfy { $0.properties.numericType != nil || $0.isBlank }
        return header.columns.count >= 4 && !isNumber
            && !(header.form.required.first ?? []).contains(field?.name ?? "")
    }

    /// The cells under merged cells that reach over several rows.
    private static func coveredCells(of sheet: Sheet, below lastHeaderRow: Int) -> [Int: [Int: Cell]] {
        let ranges = sheet.mergedRanges.filter { $0.rows.count > 1 && $0.rows.lowerBound > lastHeaderRow }
        guard !ranges.isEmpty else { return [:] }
        let rowByNumber = Dictionary(sheet.rows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var covered: [Int: [Int: Cell]] = [:]
        for range in ranges {
            guard let first = rowByNumber[range.rows.lowerBound] else { continue }
            let column = range.columns.lowerBound
            let value = first[column]
            guard !value.isBlank else { continue }
            // A range may reach to the end of all rows; only those that exist matter.
            for number in range.rows.dropFirst() {
                guard number <= (sheet.rows.last?.number ?? 0) else { break }
                if rowByNumber[number] != nil { covered[number, default: [:]][column] = value }
            }
        }
        return covered
    }
}

/// The words by which rows that are no records are known.
enum RowWords {
    /// 填表人：… 审核人：…, or a row that only asks for a stamp.
    static func isSignature(_ row: Row) -> Bool {
        guard let cell = row.cells.first(where: { !$0.isBlank }), case .text(let text) = cell,
            let first = text.unicodeScalars.first(where: { !$0.isBlank }), signatureStarts.contains(first)
        else { return false }
        let plain = TextWidth.halfWidth(text).removingBlanks()
        for word in signatureWords where plain.hasPrefix(word) {
            var rest = plain.dropFirst(word.count)
            // 校长 alone may be somebody's post; 校长(签字) and 校长: are not.
            var isMarked = word.hasSuffix("人") || word.hasSuffix("日期") || word.hasSuffix("时间")
            for mark in ["(签字)", "(签名)", "(签章)", "(盖章)", "(公章)", "签字", "签名", "签章", "盖章"] where rest.hasPrefix(mark) {
                rest = rest.dropFirst(mark.count)
                isMarked = true
                break
            }
            if rest.hasPrefix(":") || (rest.isEmpty && isMarked) { return true }
        }
        return stampWords.contains(plain)
    }

    /// What a signature can begin with: nearly every row is told by its first character.
    private static let signatureStarts = Set((signatureWords + stampWords).compactMap(\.unicodeScalars.first) + ["（"])

    private static let stampWords = ["(盖章)", "盖章:", "签字:", "(公章)", "盖章", "(签字)"]

    private static let signatureWords = [
        "填表人", "填报人", "制表人", "审核人", "审批人", "复核人", "核对人", "校对人", "经办人", "经手人", "统计人", "登记人", "汇总人", "上报人",
        "负责人", "单位负责人", "部门负责人", "学校负责人", "学校领导", "分管领导", "主管领导", "分管校长", "校长", "书记", "年级主任", "班主任",
        "填表日期", "填报日期", "制表日期", "填表时间", "填报时间", "制表时间", "填表单位", "填报单位", "制表单位", "审核", "审核日期",
        "制表", "填表", "学校", "单位", "学校(盖章)", "单位(盖章)", "学校公章",
    ]

    private static let totalWords = ["合计", "总计", "小计", "共计", "总合计", "人数合计", "本页合计", "本班合计", "累计"]
    private static let totalStarts = Set(totalWords.compactMap(\.unicodeScalars.first) + ["共"])

    /// 合计, 总计, 小计, at the beginning of a row.
    static func isTotal(_ row: Row) -> Bool {
        for cell in row.cells.prefix(6) where !cell.isBlank {
            guard case .text(let text) = cell,
                let first = text.unicodeScalars.first(where: { !$0.isBlank }), totalStarts.contains(first)
            else { continue }
            let plain = TextWidth.halfWidth(text).removingBlanks()
            for word in totalWords where plain.hasPrefix(word) {
                let rest = plain.dropFirst(word.count)
                if rest.isEmpty || rest.first == ":" || rest.first == "(" || rest.first?.isWholeNumber == true {
                    return true
                }
            }
            // 共 50 人
            if plain.hasPrefix("共"), plain.hasSuffix("人"),
                plain.dropFirst().dropLast().allSatisfy(\.isWholeNumber), plain.count > 2
            {
                return true
            }
        }
        return false
    }

    static func isNote(_ text: String) -> Bool {
        let plain = TextWidth.halfWidth(text).removingBlanks()
        return ["注:", "备注:", "说明:", "注意:", "填表说明", "填写说明", "填报说明", "备注说明", "注1", "注、", "※", "*注"]
            .contains { plain.hasPrefix($0) }
    }
}

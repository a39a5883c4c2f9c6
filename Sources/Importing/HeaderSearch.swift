import Records
import Spreadsheets

/// The heading rows of a sheet, found, and what each column of it holds.
struct Header {
    let form: Form
    /// Rows of headings, as Excel shows them: one, or two or three with merged group headings.
    let rows: ClosedRange<Int>
    let columns: [RecognisedColumn]
    let score: Double
    /// The required groups that no column answers.
    let missing: [[String]]

    var fieldCount: Int { columns.count { $0.field != nil } }
}

/// Looks for the heading rows under titles and notes, and for the form that they belong to.
struct HeaderSearch {
    private let titles: String
    private let hasContextClass: Bool
    /// The rows to look at, and one past each of them, by number.
    private let rows: [Int: Row]
    private let firstRows: [Row]
    /// The merged cells of each of them.
    private let merged: [Int: [CellRange]]
    /// Titles, notes and instructions take a few rows; a heading further down is not one.
    private static let rowsToSearch = 40
    private static let deepestHeader = 3

    /// - Parameters:
    ///   - titles: the name of the file and the sheet, which may name the form.
    ///   - hasContextClass: a class in the title or on the tab stands for a column of classes.
    init(_ sheet: Sheet, titles: String, hasContextClass: Bool) {
        self.hasContextClass = hasContextClass
        self.titles = titles
        firstRows = Array(sheet.rows.filter { !$0.isBlank }.prefix(Self.rowsToSearch))
        let end = (firstRows.last?.number ?? 0) + Self.deepestHeader
        let near = sheet.rows.prefix { $0.number < end }
        rows = Dictionary(near.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var merged: [Int: [CellRange]] = [:]
        for range in sheet.mergedRanges where range.rows.lowerBound < end {
            // A range may reach over a million rows; only those that exist count.
            for row in near where range.rows.contains(row.number) { merged[row.number, default: []].append(range) }
        }
        self.merged = merged
    }

    /// The best heading rows for each form, best form first; none when no row holds even two known headings.
    func candidates(forms: [Form]) -> [Header] {
        var best: [Int: Header] = [:]
        var titles = titles
        let known = forms.contains { $0.kind == nil }
            ? forms.reduce(into: Self.allHeadings) { $0.formUnion($1.headingKeys) } : Self.allHeadings
        for row in firstRows {
            for depth in 1...Self.deepestHeader {
                let numbers = row.number...(row.number + depth - 1)
                guard let labels = labels(in: numbers), labels.count(where: { Self.isKnown($0, known) }) >= 2 else { continue }
                for (place, form) in forms.enumerated() {
                    let header = header(form, labels: labels, rows: numbers, titles: titles)
                    guard header.fieldCount >= 2 else { continue }
                    if header.score > (best[place]?.score ?? 0) { best[place] = header }
                }
            }
            // Only what stands above the first headings is a title of theirs.
            if best.isEmpty { titles += row.cells.compactMap(\.displayText).joined(separator: " ") }
        }
        // Equal scores: in the order of the forms, so that the answer is always the same.
        return forms.indices.compactMap { best[$0] }
            .enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    }

    /// What stands over one column.
    private struct Label {
        let column: Int
        /// From the top; group headings over several columns first.
        var texts: [String] = []
        /// True when the topmost text covers other columns, too.
        var beginsWithGroup = false
    }

    /// The headings of each column over some rows, with merged cells spread out; nil when a heading reaches below them.
    private func labels(in numbers: ClosedRange<Int>) -> [Label]? {
        var labels: [Int: Label] = [:]
        for number in numbers {
            // All cells of the row may lie under merged ones from above.
            guard let row = rows[number] else {
                if number == numbers.lowerBound { return nil }
                continue
            }
            for column in row.cells.indices {
                guard case .text(let text) = row[column], !row[column].isBlank else { continue }
                let range = merged[number]?.first { $0.columns.contains(column) }
                // A heading that reaches below the rows looked at: they are not the whole header.
                if let range, range.rows.upperBound > numbers.upperBound { return nil }
                // A merged cell speaks for all the columns that it covers.
                for covered in range?.columns ?? column...column where covered < 512 {
                    var label = labels[covered] ?? Label(column: covered)
                    if label.texts.isEmpty { label.beginsWithGroup = (range?.columns.count ?? 1) > 1 }
                    if label.texts.last != text { label.texts.append(text) }
                    labels[covered] = label
                }
            }
        }
        return labels.values.sorted { $0.column < $1.column }
    }

    /// True when some form knows one of the texts, so that most rows are passed over at once.
    private static func isKnown(_ label: Label, _ known: Set<HeadingKey>) -> Bool {
        label.texts.contains { text in
            // No heading is that long; sentences and addresses are.
            guard text.utf8.count <= 120 else { return false }
            return isKnown(HeadingKey(text), known)
        } || (label.texts.count > 1 && isKnown(HeadingKey(label.texts.joined()), known))
    }

    private static func isKnown(_ key: HeadingKey, _ known: Set<HeadingKey>) -> Bool {
        known.contains(key) || key.withoutBrackets.map(known.contains) ?? false
    }

    private static let allHeadings: Set<HeadingKey> = FormKind.allCases.reduce(into: []) {
        $0.formUnion($1.form.headingKeys)
    }

    private func header(
        _ form: Form, labels: [Label], rows: ClosedRange<Int>, titles: String
    ) -> Header {
        var fields: [Int: FormField] = [:]
        var taken: Set<String> = []
        func take(_ column: Int, _ heading: String) {
            guard fields[column] == nil, let field = form.field(heading: heading), !taken.contains(field.name) else {
                return
            }
            fields[column] = field
            taken.insert(field.name)
        }
        // First what a heading says with its group (监护人 over 姓名), so that 姓名 alone is not taken for the pupil's.
        for label in labels where label.texts.count > 1 { take(label.column, label.texts.joined()) }
        for label in labels where label.texts.count > 1 { take(label.column, label.texts.suffix(2).joined()) }
        // 家长信息 over 姓名 is 家长姓名.
        for label in labels where label.texts.count > 1 {
            take(label.column, Self.subject(ofGroup: label.texts[label.texts.count - 2]) + (label.texts.last ?? ""))
        }
        for label in labels where label.texts.count == 1 { take(label.column, label.texts[0]) }
        for label in labels where label.texts.count > 1 { take(label.column, label.texts.last ?? "") }
        // 监护人 over 单位 and 电话 names neither; 序号 in the upper row with nothing known below it does.
        for label in labels where label.texts.count > 1 && !label.beginsWithGroup {
            take(label.column, label.texts.first ?? "")
        }

        let columns = Self.columns(labels, fields: fields)
        var missing = form.required.filter { taken.isDisjoint(with: $0) }
        if hasContextClass { missing.removeAll { $0.contains("class") } }
        let titleBonus = form.titleWords.contains { titles.contains($0) } ? 1.5 : 0
        let unmapped = columns.count { $0.field == nil && !$0.isIgnored }
        let score =
            Double(taken.count) + 2 * Double(form.required.count - missing.count) + titleBonus
            - 0.25 * Double(unmapped) - 0.1 * Double(rows.count - 1)
        return Header(form: form, rows: rows, columns: columns, score: score, missing: missing)
    }

    /// A group heading without the words that only say "about".
    private static func subject(ofGroup text: String) -> String {
        var plain = text.removingBlanks()
        for word in ["基本信息", "基本情况", "信息", "情况", "资料"] where plain.hasSuffix(word) && plain.count > word.count {
            plain.removeLast(word.count)
            break
        }
        return plain
    }

    /// Names the columns: headings that come twice get a number, since each value needs a name of its own.
    private static func columns(
        _ labels: [Label], fields: [Int: FormField]
    ) -> [RecognisedColumn] {
        var seen: [String: Int] = [:]
        return labels.map { label in
            let heading = label.texts.map { $0.removingBlanks() }.joined(separator: " ")
            let count = seen[heading, default: 0] + 1
            seen[heading] = count
            return RecognisedColumn(
                index: label.column, heading: count == 1 ? heading : "\(heading)(\(count))", field: fields[label.column]
            )
        }
    }
}

public import Spreadsheets

/// What was found in a file: the sheets that are forms, and those that are not, with the reason.
public struct Recognition: Sendable {
    public let file: String
    public let sheets: [RecognisedSheet]
    /// Filled sheets that were left out: hidden ones, and those of no known form. Empty sheets are not mentioned.
    public let skipped: [ImportProblem]
}

/// Finds the form of each visible sheet of a workbook and cleans its rows.
///
/// - Parameter kind: reads every visible sheet as this form, whatever its headings say.
/// - Throws: the reason, when no sheet at all can be taken in.
public func recognise(_ workbook: Workbook, kind: FormKind? = nil) throws(ImportProblem) -> Recognition {
    var sheets: [RecognisedSheet] = []
    var skipped: [ImportProblem] = []
    var failures: [ImportProblem] = []
    for sheet in workbook.sheets where !sheet.rows.allSatisfy(\.isBlank) {
        guard !sheet.isHidden else {
            skipped.append(ImportProblem(file: workbook.name, sheet: sheet.name, reason: .hidden))
            continue
        }
        do throws(ImportProblem) {
            sheets.append(try SheetRecognition(workbook: workbook, sheet: sheet, kind: kind).recognise())
        } catch {
            skipped.append(error)
            failures.append(error)
        }
    }
    if sheets.isEmpty {
        // The one that came nearest says most.
        if let failure = failures.first(where: { $0.reason != .noHeaderRow }) ?? failures.first { throw failure }
        throw ImportProblem(file: workbook.name, sheet: nil, reason: .nothingVisible(hiddenSheets: skipped.count))
    }
    return Recognition(file: workbook.name, sheets: sheets, skipped: skipped)
}

/// The recognition of one sheet.
struct SheetRecognition {
    let workbook: Workbook
    let sheet: Sheet
    let kind: FormKind?

    func recognise() throws(ImportProblem) -> RecognisedSheet {
        var names = SheetContext()
        names.read(name: sheet.name)
        names.read(name: workbook.name)
        var titles = SheetContext()
        titles.read(preamble: sheet.rows.prefix(3).filter { $0.cells.count(where: { !$0.isBlank }) == 1 })
        let hasContextClass = names.classLabel != nil || titles.classLabel != nil

        let header = try findHeader(hasContextClass: hasContextClass)
        guard let form = header.form.kind else { throw problem(.noHeaderRow) }
        let (rows, notices, context) = read(header)
        let preamble = sheet.rows.filter { $0.number < header.rows.lowerBound }
        return RecognisedSheet(
            file: workbook.name, name: sheet.name, form: form, isForced: kind != nil,
            context: context.values, columns: header.columns, headerRows: header.rows, rows: rows,
            notices: notices, preamble: preamble)
    }

    /// The rows below the headings, and what titles, notes and signatures say.
    func read(_ header: Header) -> (rows: [RecognisedRow], notices: [ImportNotice], context: SheetContext) {
        var context = SheetContext()
        context.read(preamble: sheet.rows.filter { $0.number < header.rows.lowerBound })
        context.read(name: sheet.name)
        context.read(name: workbook.name)
        var reading = RowReading(sheet, header: header, context: context, isCSV: workbook.kind != .xlsx)
        let completed = reading.read()
        return (reading.rows, reading.notices, completed)
    }

    private func findHeader(hasContextClass: Bool) throws(ImportProblem) -> Header {
        let search = HeaderSearch(
            sheet, titles: workbook.name + " " + sheet.name + " ", hasContextClass: hasContextClass)
        let forms = kind.map { [$0.form] } ?? FormKind.allCases.map(\.form)
        let candidates = search.candidates(forms: forms)
        guard let best = candidates.first else { throw problem(.noHeaderRow) }
        if let kind {
            guard best.missing.isEmpty else {
                throw problem(.missingColumns(kind, missing: words(best)))
            }
            return best
        }
        // A sheet of which most columns are unknown is another form that shares a few: a list of test scores must not
        // come in as a roster.
        let known = candidates.first { candidate in
            let columns = candidate.columns.filter { !$0.isIgnored }
            return candidate.missing.isEmpty && candidate.fieldCount * 2 >= columns.count
        }
        if let known { return known }
        guard let nearest = best.form.kind else { throw problem(.noHeaderRow) }
        throw problem(
            .unknownForm(
                headings: best.columns.map(\.heading), nearest: nearest,
                missing: best.missing.isEmpty ? unknownHeadings(best) : words(best)))
    }

    /// The headings that would answer the missing groups.
    private func words(_ header: Header) -> [String] {
        header.missing.map { group in group.map(header.form.heading(of:)).joined(separator: "/") }
    }

    /// When nothing is missing, too much is unknown; the usual headings that the sheet has not.
    private func unknownHeadings(_ header: Header) -> [String] {
        let present = Set(header.columns.compactMap { $0.field?.name })
        return header.form.fields.filter { !present.contains($0.name) }.prefix(5).compactMap(\.headings.first)
    }

    private func problem(_ reason: ImportProblem.Reason) -> ImportProblem {
        ImportProblem(file: workbook.name, sheet: sheet.name, reason: reason)
    }
}

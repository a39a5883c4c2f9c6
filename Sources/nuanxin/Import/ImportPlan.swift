import Foundation
import Importing
import Records
import Spreadsheets

/// A sheet to import, with the file that it stands in.
struct ImportJob: Sendable {
    /// The last part of the file's path.
    let file: String
    let digest: [UInt8]
    let sheet: RecognisedSheet
    /// All of the file, for its sheet of refused rows.
    let recognition: Recognition
    let contextJSON: String
    let asOf: String

    /// `文件“a.xlsx”的工作表“Sheet1”:`
    var place: String { say("文件“\(file)”的工作表“\(sheet.name)”:", "\(file), sheet \"\(sheet.name)\": ") }
}

/// A file that cannot go in.
struct FileProblem: Sendable {
    let file: String
    let message: String
    var status = ExitStatus.badData
}

/// The files of one command, read, recognised and put in an order in which each finds what it rests on.
struct ImportPlan: Sendable {
    let kind: FormKind?
    let sheetName: String?
    /// `2025-11-20`
    let asOf: String?
    private(set) var problems: [FileProblem] = []
    private(set) var notices: [String] = []
    private var found: [ImportJob] = []

    init(kind: FormKind? = nil, sheetName: String? = nil, asOf: String? = nil) {
        self.kind = kind
        self.sheetName = sheetName
        self.asOf = asOf
    }

    /// By form, then by the day of the sheet, then as given.
    var jobs: [ImportJob] {
        found.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            return (Self.rank(first.sheet.form), first.asOf, left.offset)
                < (Self.rank(second.sheet.form), second.asOf, right.offset)
        }.map(\.element)
    }

    /// The rosters bring the classes and the people that the others are about.
    private static func rank(_ form: FormKind) -> Int {
        let order: [FormKind] = [
            .studentRoster, .staffRoster, .leftBehindRegister, .healthScreening, .aidDetermination, .issueLedger,
            .leaderLinkage, .homeVisit,
        ]
        return order.firstIndex(of: form) ?? order.count
    }

    /// Reads a file; what is wrong with it goes to `problems`, and the other files go on.
    mutating func read(_ path: String) {
        let url = URL(fileURLWithPath: path)
        let name = url.lastPathComponent
        do {
            var workbook = try Workbook(contentsOf: url)
            if let sheetName {
                let sheets = workbook.sheets.filter { $0.name == sheetName }
                guard !sheets.isEmpty else {
                    let known = workbook.sheets.map(\.name).joined(separator: say("、", ", "))
                    throw Failure(
                        .badData, "文件“\(name)”里没有工作表“\(sheetName)”。有:\(known)。",
                        "\(name) has no sheet \"\(sheetName)\". It has: \(known).")
                }
                workbook = Workbook(name: workbook.name, kind: workbook.kind, sheets: sheets)
            }
            let recognition = try recognise(workbook, kind: kind)
            let digest = SHA256Digest.of([UInt8](try Data(contentsOf: url)))
            notices += recognition.skipped.map { $0.message(Speech.language) }
            for sheet in recognition.sheets {
                found.append(job(sheet, recognition: recognition, file: name, digest: digest))
                notices += sheet.notices.map { "\(name):" + $0.message(Speech.language) }
            }
        } catch {
            problems.append(FileProblem(file: name, message: Failure(any: error).message))
        }
    }

    private func job(_ sheet: RecognisedSheet, recognition: Recognition, file: String, digest: [UInt8]) -> ImportJob {
        var context = sheet.context
        if let asOf { context["as_of"] = asOf }
        let members = context.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.text($0.value)) }
        return ImportJob(
            file: file, digest: digest, sheet: sheet, recognition: recognition,
            contextJSON: JSONValue.members(members).line, asOf: context["as_of"] ?? context["filled_on"] ?? "")
    }
}

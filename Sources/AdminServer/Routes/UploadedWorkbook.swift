import Dispatch
import Importing
import Records
import Spreadsheets

/// An uploaded file after reading: what is to be loaded, sheet by sheet.
struct UploadedWorkbook: Sendable {
    struct Sheet: Sendable {
        let name: String
        let form: FormKind
        let contextJSON: String
        let notices: [ImportNotice]
        /// Number, clean, raw and flags of each row, as COPY takes them.
        let rows: [[String?]]
    }

    let digest: [UInt8]
    let sheets: [Sheet]
    let skipped: [ImportProblem]

    /// Reading takes a processor and memory for a while, so files are read one at a time, on a thread of their own.
    private static let queue = DispatchQueue(label: "nuanxin.uploads")

    /// - Throws: `SpreadsheetError` or `ImportProblem`, whose messages are for the person who sent the file.
    static func read(_ file: UploadedFile, as form: FormKind?) async throws -> UploadedWorkbook {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try UploadedWorkbook(file, as: form) })
            }
        }
    }

    private init(_ file: UploadedFile, as form: FormKind?) throws {
        digest = SHA256.digest(file.bytes)
        var limits = SpreadsheetLimits()
        limits.fileBytes = FormReader.maximumUpload
        let recognition = try recognise(Workbook(bytes: file.bytes, name: file.name, limits: limits), kind: form)
        sheets = recognition.sheets.map { sheet in
            Sheet(
                name: sheet.name, form: sheet.form, contextJSON: sheet.contextJSON, notices: sheet.notices,
                rows: sheet.rows.map { [String($0.number), $0.cleanJSON, $0.rawJSON, $0.flagsJSON] })
        }
        skipped = recognition.skipped
    }
}

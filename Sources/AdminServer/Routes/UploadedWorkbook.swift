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

    /// The sheets of a register, by the headings that it has.
    static func readRegister(
        _ file: UploadedFile, label: String, columns: [RegisterColumn]
    ) async throws -> [RegisterSheet] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try Importing.readRegister(try workbook(file), label: label, columns: columns)
                    })
            }
        }
    }

    private static func workbook(_ file: UploadedFile) throws -> Workbook {
        var limits = SpreadsheetLimits()
        limits.fileBytes = FormReader.maximumUpload
        return try Workbook(bytes: file.bytes, name: file.name, limits: limits)
    }

    private init(_ file: UploadedFile, as form: FormKind?) throws {
        digest = SHA256.digest(file.bytes)
        let recognition = try recognise(try Self.workbook(file), kind: form)
        sheets = recognition.sheets.map { sheet in
            Sheet(
                name: sheet.name, form: sheet.form, contextJSON: sheet.contextJSON, notices: sheet.notices,
                rows: sheet.rows.map { [String($0.number), $0.cleanJSON, $0.rawJSON, $0.flagsJSON] })
        }
        skipped = recognition.skipped
    }
}

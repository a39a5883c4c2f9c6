/// Why a file could not be read as a spreadsheet, said so that the person who sent it knows what to do.
public struct SpreadsheetError: Error, Hashable, Sendable {
    /// The file as its owner knows it: the last part of its path.
    public let file: String
    public let problem: Problem

    public init(file: String, problem: Problem) {
        self.file = file
        self.problem = problem
    }

    public enum Problem: Error, Hashable, Sendable {
        case cannotOpen(reason: String?)
        case empty
        /// A file of another kind; the kind in words where it is known (`PDF`, `Word` …).
        case notSpreadsheet(kind: String?)
        /// Needs a password.
        case encrypted
        /// Excel 97-2003 .xls or the .et of WPS.
        case oldBinaryFormat
        /// .ods, .xlsb, an HTML page or XML 2003 named .xls: a table, but of a kind that is not read here.
        case unsupportedFormat(String)
        /// Cut short or changed on the way; the part of the package that shows it.
        case damaged(part: String?)
        /// Neither UTF-8 nor GB18030. `line` counts from 1 and is where it shows.
        case unknownEncoding(line: Int)
        /// Begins as UTF-8 and has bytes that are not.
        case brokenUTF8(line: Int)
        /// A quotation mark that opens and never closes, or stands inside a cell. `row` counts from 1.
        case brokenQuotes(row: Int)
        /// More than the limits allow; what is too much, and the limit.
        case tooLarge(Measure, limit: Int)
        /// A document type or entity in the XML, which no spreadsheet program writes.
        case forbiddenXML(part: String)
    }

    public enum Measure: String, Hashable, Sendable {
        case fileBytes, unpackedBytes, sheets, rows, columns, cells, parts
    }
}

extension SpreadsheetError: CustomStringConvertible {
    public var description: String { englishMessage }

    /// What is wrong and what to do, in Chinese.
    public var chineseMessage: String { "文件“\(file)”" + problem.chinese }

    /// What is wrong and what to do, in English.
    public var englishMessage: String { "\(file): \(problem.english)" }
}

extension SpreadsheetError.Problem {
    var chinese: String {
        switch self {
        case .cannotOpen(let reason): "打不开\(reason.map { "（\($0)）" } ?? "")。请检查文件是否存在、是否为文件夹、是否有读取权限。"
        case .empty: "是空的，没有任何内容。请确认导出是否成功，重新导出后再试。"
        case .notSpreadsheet(let kind):
            "不是电子表格\(kind.map { "（看内容是 \($0)）" } ?? "")。请提供 .xlsx 或 .csv 文件。"
        case .encrypted: "设有打开密码。请在 Excel 或 WPS 中取消密码，另存为 .xlsx 后再试。"
        case .oldBinaryFormat: "是旧版 .xls 或 WPS .et 格式。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再试。"
        case .unsupportedFormat(let kind): "是 \(kind) 格式，不能直接读取。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再试。"
        case .damaged(let part):
            "已损坏或不完整\(part.map { "（在 \($0) 处）" } ?? "")。请重新复制或下载；仍不行时在 Excel 或 WPS 中打开修复，另存为 .xlsx。"
        case .unknownEncoding(let line):
            "的文字编码既不是 UTF-8 也不是 GB18030（第 \(line) 行）。请在 Excel 或 WPS 中打开，另存为 .xlsx 或“CSV UTF-8”。"
        case .brokenUTF8(let line):
            "是 UTF-8 编码，但第 \(line) 行有损坏的文字，可能混入了另一种编码。请重新导出，不要把不同编码的文件拼在一起。"
        case .brokenQuotes(let row):
            "第 \(row) 行的引号不成对。请在 Excel 或 WPS 中打开并检查该行，另存为 .xlsx 后再试。"
        case .tooLarge(let measure, let limit): "太大：\(measure.chinese)超过上限 \(limit)。请删去多余的内容或拆成几个文件。"
        case .forbiddenXML(let part): "含有不允许的 XML 实体（在 \(part) 处），可能是恶意文件。请向提供者核实，用 Excel 或 WPS 另存为 .xlsx。"
        }
    }

    var english: String {
        switch self {
        case .cannotOpen(let reason):
            "cannot be opened\(reason.map { " (\($0))" } ?? ""). Check that it exists, is no folder, and may be read."
        case .empty: "is empty. Check that the export worked, and export it again."
        case .notSpreadsheet(let kind):
            "is not a spreadsheet\(kind.map { " (its content is \($0))" } ?? ""). Give an .xlsx or .csv file."
        case .encrypted:
            "is protected by a password. Remove the password in Excel or WPS and save it as .xlsx."
        case .oldBinaryFormat: "is an old .xls or a WPS .et file. Open it in Excel or WPS and save it as .xlsx."
        case .unsupportedFormat(let kind): "is \(kind). Open it in Excel or WPS and save it as .xlsx."
        case .damaged(let part):
            "is damaged or cut short\(part.map { " (at \($0))" } ?? ""). Copy or download it again; if that does not "
                + "help, repair it in Excel or WPS and save it as .xlsx."
        case .unknownEncoding(let line):
            "is neither UTF-8 nor GB18030 (line \(line)). Open it in Excel or WPS and save it as .xlsx or CSV UTF-8."
        case .brokenUTF8(let line):
            "is UTF-8, but line \(line) holds bytes that are not. Export it again; do not join files of different "
                + "encodings."
        case .brokenQuotes(let row):
            "has a quotation mark without its pair in row \(row). Open it in Excel or WPS, look at that row and save "
                + "it as .xlsx."
        case .tooLarge(let measure, let limit):
            "is too large: more than \(limit) \(measure.english). Remove what is not needed, or split it."
        case .forbiddenXML(let part):
            "holds an XML entity that is not allowed (in \(part)) and may be malicious. Ask where it comes from; save "
                + "it again as .xlsx with Excel or WPS."
        }
    }
}

extension SpreadsheetError.Measure {
    var chinese: String {
        switch self {
        case .fileBytes: "文件字节数"
        case .unpackedBytes: "解压后字节数"
        case .sheets: "工作表数"
        case .rows: "行数"
        case .columns: "列数"
        case .cells: "单元格数"
        case .parts: "内部文件数"
        }
    }

    var english: String {
        switch self {
        case .fileBytes: "bytes"
        case .unpackedBytes: "bytes when unpacked"
        case .sheets, .rows, .columns, .cells: rawValue
        case .parts: "parts"
        }
    }
}

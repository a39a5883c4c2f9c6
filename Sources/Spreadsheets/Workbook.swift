public import Foundation

/// A spreadsheet file, read whole: .xlsx or .csv, told apart by its content and never by its name.
public struct Workbook: Sendable {
    /// The file's name, for messages and for the sheet of a CSV file.
    public let name: String
    public let kind: Kind
    /// In the file's order, hidden ones included.
    public let sheets: [Sheet]

    public enum Kind: Hashable, Sendable {
        case xlsx
        case csv(encoding: TextEncoding, delimiter: Character)
    }

    /// A workbook made by hand.
    public init(name: String, kind: Kind = .xlsx, sheets: [Sheet]) {
        self.name = name
        self.kind = kind
        self.sheets = sheets
    }

    /// Reads a file.
    ///
    /// - Throws: `SpreadsheetError`, whose messages say what to do.
    public init(contentsOf url: URL, limits: SpreadsheetLimits = .init()) throws(SpreadsheetError) {
        let name = url.lastPathComponent
        let data: Data
        do {
            let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= limits.fileBytes else {
                throw SpreadsheetError(file: name, problem: .tooLarge(.fileBytes, limit: limits.fileBytes))
            }
            data = try Data(contentsOf: url)
        } catch let error as SpreadsheetError {
            throw error
        } catch {
            // The system's own words are English, and say no more than this does.
            throw SpreadsheetError(file: name, problem: .cannotOpen(reason: nil))
        }
        try self.init(bytes: [UInt8](data), name: name, limits: limits)
    }

    /// Reads a file that is in memory, such as one sent to a web page.
    public init(
        bytes: [UInt8], name: String, limits: SpreadsheetLimits = .init()
    ) throws(SpreadsheetError) {
        do throws(SpreadsheetError.Problem) {
            guard bytes.count <= limits.fileBytes else { throw .tooLarge(.fileBytes, limit: limits.fileBytes) }
            switch try FileContent(bytes) {
            case .zip:
                sheets = try Self.sheets(ofPackage: bytes, limits: limits)
                kind = .xlsx
            case .text:
                let file = try CSVFile(bytes, limits: limits)
                let sheetName = name.lowercased().hasSuffix(".csv") ? String(name.dropLast(4)) : name
                sheets = [Sheet(name: sheetName, rows: file.rows)]
                kind = .csv(encoding: file.encoding, delimiter: file.delimiter)
            }
        } catch {
            throw SpreadsheetError(file: name, problem: error)
        }
        self.name = name
    }

    private static func sheets(
        ofPackage bytes: [UInt8], limits: SpreadsheetLimits
    ) throws(SpreadsheetError.Problem) -> [Sheet] {
        let archive = try ZipArchive(bytes, limits: limits)
        let package = try WorkbookPackage(archive)
        guard package.sheets.count <= limits.sheets else { throw .tooLarge(.sheets, limit: limits.sheets) }
        var strings: [String] = []
        if let path = package.sharedStringsPath, let entry = try archive.open(path) {
            strings = try SharedStrings.read(entry)
        }
        var styles = CellStyles()
        if let path = package.stylesPath, let entry = try archive.open(path) { styles = try CellStyles(entry) }
        var parser = SheetParser(
            sharedStrings: strings, styles: styles, uses1904: package.uses1904, limits: limits)
        var sheets: [Sheet] = []
        var cellCount = 0
        for part in package.sheets {
            guard let entry = try archive.open(part.path) else { throw .damaged(part: part.path) }
            sheets.append(
                try parser.parse(entry, name: part.name, isHidden: part.isHidden, cellCount: &cellCount))
        }
        return sheets
    }
}

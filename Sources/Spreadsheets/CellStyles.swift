import CSpreadsheet

/// For each cell style of a workbook, whether it shows numbers as dates.
struct CellStyles {
    private var formats: [NumberFormat] = []

    init() {}

    init(_ entry: ZipEntry) throws(SpreadsheetError.Problem) {
        let stream = try XMLStream(entry)
        var codes: [Int: String] = [:]
        // `xf` stands in cellStyleXfs, too; a cell's `s` counts those in cellXfs.
        var isInCellFormats = false
        while let event = try stream.next() {
            switch event {
            case .start(let isEmpty):
                switch stream.elementName {
                case "numFmt":
                    let attributes = stream.attributes
                    if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
                case "cellXfs": isInCellFormats = !isEmpty
                case "xf" where isInCellFormats:
                    let id = stream.attributes["numFmtId"].flatMap { Int($0) } ?? 0
                    formats.append(codes[id].map(NumberFormat.custom) ?? .builtIn(id))
                default: continue
                }
            case .end:
                if stream.elementName == "cellXfs" { isInCellFormats = false }
            case .text: continue
            }
        }
    }

    /// The format of style number `index`; `.number` for one that the workbook does not define.
    subscript(index: Int) -> NumberFormat { formats.indices.contains(index) ? formats[index] : .number }
}

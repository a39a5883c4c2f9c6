import CSpreadsheet

/// The parts of an .xlsx package and how they point at each other (ECMA-376-2, 9.3: relationships).
struct WorkbookPackage {
    struct SheetPart {
        var name: String
        var isHidden: Bool
        var path: String
    }

    private(set) var sheets: [SheetPart] = []
    private(set) var uses1904 = false
    private(set) var sharedStringsPath: String?
    private(set) var stylesPath: String?

    private struct Relationship {
        /// The last word of the type's address, the same in the transitional and the strict form: `worksheet`.
        var kind: Substring
        var target: String
    }

    init(_ archive: ZipArchive) throws(SpreadsheetError.Problem) {
        let roots = try Self.relationships(of: "", in: archive)
        let workbookPath = roots.values.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let entry = try archive.open(workbookPath) else { throw Self.problem(without: workbookPath, archive) }
        let links = try Self.relationships(of: workbookPath, in: archive)
        sharedStringsPath = links.values.first { $0.kind == "sharedStrings" }?.target
        stylesPath = links.values.first { $0.kind == "styles" }?.target

        let stream = try XMLStream(entry)
        var isWorkbook = false
        while let event = try stream.next() {
            guard case .start = event else { continue }
            switch stream.elementName {
            case "workbook": isWorkbook = true
            case "workbookPr":
                uses1904 = ["1", "true", "on"].contains(stream.attributes["date1904"] ?? "")
            case "sheet":
                let attributes = stream.attributes
                // Chart and macro sheets stand in the same list and hold no cells.
                guard let link = attributes["id"].flatMap({ links[$0] }), link.kind == "worksheet" else { continue }
                let state = attributes["state"] ?? "visible"
                sheets.append(
                    SheetPart(name: attributes["name"] ?? "", isHidden: state != "visible", path: link.target))
            default: continue
            }
        }
        guard isWorkbook else { throw Self.problem(without: workbookPath, archive) }
    }

    /// Says what a package without a workbook is.
    private static func problem(without path: String, _ archive: ZipArchive) -> SpreadsheetError.Problem {
        if archive.contains("xl/workbook.bin") { return .unsupportedFormat(".xlsb") }
        if archive.contains("word/document.xml") { return .notSpreadsheet(kind: "Word") }
        if archive.contains("ppt/presentation.xml") { return .notSpreadsheet(kind: "PowerPoint") }
        if archive.contains("content.xml"), archive.contains("mimetype") { return .unsupportedFormat("OpenDocument") }
        if archive.contains("[Content_Types].xml") { return .damaged(part: path) }
        return .notSpreadsheet(kind: "ZIP")
    }

    /// The relationships of a part by id; of the package itself for "".
    private static func relationships(
        of part: String, in archive: ZipArchive
    ) throws(SpreadsheetError.Problem) -> [String: Relationship] {
        let folder = part.split(separator: "/").dropLast()
        let file = part.split(separator: "/").last ?? ""
        let path = (folder + ["_rels", file + ".rels"]).joined(separator: "/")
        guard let entry = try archive.open(path) else { return [:] }
        let stream = try XMLStream(entry)
        var found: [String: Relationship] = [:]
        while let event = try stream.next() {
            guard case .start = event, stream.elementName == "Relationship" else { continue }
            let attributes = stream.attributes
            guard let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"],
                attributes["TargetMode"] != "External"
            else { continue }
            found[id] = Relationship(
                kind: type.split(separator: "/").last ?? "", target: resolve(target, from: folder.map(String.init)))
        }
        return found
    }

    /// `worksheets/sheet1.xml` is beside the part that names it; `/xl/worksheets/sheet1.xml` is from the root.
    private static func resolve(_ target: String, from folder: [String]) -> String {
        var path = target.hasPrefix("/") ? [] : folder
        for step in target.replacing("\\", with: "/").split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = path.popLast()
            default: path.append(String(step))
            }
        }
        return path.joined(separator: "/")
    }
}

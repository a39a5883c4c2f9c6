import Foundation
import Postgres
import SQLFiles

/// Records of the sample school beyond its spreadsheets: `sql/samples/*.sql`, each section run as the person whom its
/// first line names, through the same functions as every other door.
enum SampleRecords {
    struct Section: Hashable, Sendable {
        var file: String
        var login: String
        var statements: String
    }

    /// In the order of the files' names and of the sections within each.
    static func sections() throws -> [Section] {
        let folder = SQLFiles.folder.appendingPathComponent("samples")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        return try files.flatMap { file in
            sections(of: try String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
        }
    }

    static func sections(of text: String, file: String) -> [Section] {
        var sections: [Section] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- as: ") {
                let login = line.dropFirst("-- as: ".count).trimmingCharacters(in: .whitespaces)
                sections.append(Section(file: file, login: login, statements: ""))
            } else if !sections.isEmpty {
                sections[sections.count - 1].statements += line + "\n"
            }
        }
        return sections
    }
}

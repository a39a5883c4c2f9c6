import Foundation

/// The folder of generated files, on disk.
struct OutputFolder {
    let path: String

    /// Every file here that the tool wrote, by its path relative to the folder. Hand-written files are left alone.
    func generatedFiles() throws -> [String: String] {
        var files: [String: String] = [:]
        guard let paths = FileManager.default.enumerator(atPath: path) else { return [:] }
        for case let relative as String in paths where relative.hasSuffix(".swift") {
            let text = try String(contentsOfFile: path + "/" + relative, encoding: .utf8)
            if text.prefix(while: { $0 != "\n" }).hasSuffix("by sqlgen: do not edit") { files[relative] = text }
        }
        return files
    }

    /// One line for each file that is not as it should be, with the first line that differs.
    func staleness(of wanted: [Emitter.File]) throws -> [String] {
        let found = try generatedFiles()
        var lines: [String] = []
        for file in wanted.sorted(by: { $0.path < $1.path }) {
            guard let text = found[file.path] else {
                lines.append("\(path)/\(file.path) is missing")
                continue
            }
            if text != file.text {
                lines.append("\(path)/\(file.path) is stale" + Self.firstDifference(text, file.text))
            }
        }
        let names = Set(wanted.map(\.path))
        for name in found.keys.sorted() where !names.contains(name) {
            lines.append("\(path)/\(name) has no query file any more")
        }
        return lines
    }

    private static func firstDifference(_ found: String, _ wanted: String) -> String {
        let found = found.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = wanted.split(separator: "\n", omittingEmptySubsequences: false)
        let index =
            zip(found, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(found.count, wanted.count)
        let before = index < found.count ? "\n    - \(found[index].trimmed)" : ""
        let after = index < wanted.count ? "\n    + \(wanted[index].trimmed)" : ""
        return ", from line \(index + 1):\(before)\(after)"
    }

    /// Writes what differs and deletes generated files that nothing makes any more.
    /// - Returns: the paths that changed.
    @discardableResult
    func write(_ files: [Emitter.File]) throws -> [String] {
        let found = try generatedFiles()
        var changed: [String] = []
        // An unchanged file keeps its time, so that a build does not compile it again.
        for file in files where found[file.path] != file.text {
            let url = URL(fileURLWithPath: path + "/" + file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: url, options: .atomic)
            changed.append(file.path)
        }
        let names = Set(files.map(\.path))
        for name in found.keys.sorted() where !names.contains(name) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
            changed.append(name)
        }
        return changed
    }
}

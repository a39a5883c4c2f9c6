import Foundation
import Testing

/// The Swift of the documentation is that of the snippets, which compile and run.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The catalogue, and the pages outside of it that show Swift.
    private static let pages: [URL] = {
        let catalogue = root.appending(path: "Sources/Postgres/Documentation.docc")
        let files = FileManager.default.enumerator(at: catalogue, includingPropertiesForKeys: nil)?.allObjects ?? []
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "md" }
            + ["docs/how-to/come-from-another-driver.md", "docs/explanation/data-access.md"].map { root.appending(path: $0) }
    }()

    private static func snippets() throws -> [String: String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        var snippets: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.lastPathComponent.hasPrefix("Snippets") {
            var name: String?
            var lines: [Substring] = []
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let text = line.drop { $0 == " " }
                if text == "// snippet.end" {
                    let name = try #require(name, "\(file.lastPathComponent) ends a snippet that has not begun")
                    #expect(snippets[name] == nil, "two snippets are called \(name)")
                    snippets[name] = normalised(lines.joined(separator: "\n"))
                    lines = []
                } else if text.hasPrefix("// snippet.") {
                    #expect(lines.isEmpty, "a snippet within another: \(text)")
                    name = String(text.dropFirst("// snippet.".count))
                    lines = []
                    continue
                } else if name != nil {
                    lines.append(line)
                    continue
                }
                name = nil
            }
            #expect(name == nil, "\(file.lastPathComponent) does not end \(name ?? "")")
        }
        return snippets
    }

    /// The blocks between ```` ```swift ```` and ```` ``` ````, each with the number of its first line.
    private static func blocks(of page: URL) throws -> [(line: Int, text: String)] {
        var blocks: [(line: Int, text: String)] = []
        var open: (line: Int, lines: [Substring])?
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = line.drop { $0 == " " }
            if let block = open {
                if text.hasPrefix("```") {
                    blocks.append((block.line, normalised(block.lines.joined(separator: "\n"))))
                    open = nil
                } else {
                    open = (block.line, block.lines + [line])
                }
            } else if text.hasPrefix("```swift") {
                open = (index + 2, [])
            }
        }
        #expect(open == nil, "\(page.lastPathComponent) does not end a block")
        return blocks
    }

    private static func normalised(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func everyBlockIsASnippetAndEverySnippetIsShown() throws {
        let snippets = try Self.snippets()
        let names = Dictionary(snippets.map { ($0.value, $0.key) }) { first, _ in first }
        var shown: Set<String> = []
        for page in Self.pages {
            for block in try Self.blocks(of: page) {
                if let name = names[block.text] {
                    shown.insert(name)
                } else {
                    Issue.record("\(page.lastPathComponent):\(block.line): no snippet has this text: \(block.text.prefix(80))")
                }
            }
        }
        #expect(snippets.count > 20)
        #expect(Set(snippets.keys).subtracting(shown).sorted() == [])
    }

    /// The files that the pages name for the reader to look at are there.
    @Test func theFilesThatThePagesNameExist() throws {
        for page in Self.pages {
            for match in try String(contentsOf: page, encoding: .utf8)
                .matches(of: /`((?:Tests|Sources|Benchmarks|scripts|docs|sql)\/[A-Za-z0-9_+.\/-]+)`/)
            {
                let path = Self.root.appending(path: String(match.output.1)).path
                #expect(FileManager.default.fileExists(atPath: path), "\(page.lastPathComponent): \(match.output.1)")
            }
        }
    }
}

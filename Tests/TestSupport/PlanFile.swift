public import Foundation

/// `docs/reference/plan.md`, which says what each row of the school's plan became.
public struct PlanFile: Sendable {
    public struct Link: Hashable, Sendable {
        public let text: String
        public let file: URL
    }

    public struct Row: Sendable, CustomStringConvertible {
        public let system: String
        public let tables: [Link]
        public let pages: [String]
        public let commands: [String]
        public let reports: [Link]
        public let tests: [Link]

        public var description: String { system }
    }

    public let rows: [Row]

    /// Lines that are no row of the table are passed over; a row with another number of cells stops the reading.
    public init() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../docs/reference").standardized
        let text = try String(contentsOf: folder.appending(path: "plan.md"), encoding: .utf8)
        rows = try text.split(separator: "\n").filter { $0.contains(/^\| [A-F]\d+ \|/) }.map { line in
            let cells = line.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 7 else { throw Malformed(line: String(line)) }
            func links(_ cell: String) -> [Link] {
                cell.matches(of: /\[([^\]]+)\]\(([^)]+)\)/).map {
                    Link(text: String($0.1), file: folder.appending(path: String($0.2)).standardized)
                }
            }
            func words(_ cell: String) -> [String] { cell.matches(of: /`([^`]+)`/).map { String($0.1) } }
            return Row(
                system: cells[0], tables: links(cells[2]), pages: words(cells[3]), commands: words(cells[4]),
                reports: links(cells[5]), tests: links(cells[6]))
        }
    }

    struct Malformed: Error {
        let line: String
    }
}

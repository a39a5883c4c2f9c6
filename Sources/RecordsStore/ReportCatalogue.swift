public import Foundation
import Postgres
public import Records
import SQLFiles

/// A report: a file of `sql/reports` with a title, a question, parameters and one SELECT.
///
/// It runs as the person who asks, so the database decides what it shows.
public struct Report: Sendable, Hashable {
    /// A parameter of a report. All are optional; one that is not given is NULL.
    public struct Parameter: Sendable, Hashable {
        public var name: String
        /// The PostgreSQL type that the text given is read as: text, date, int.
        public var type: String
        public var label: Words
    }

    /// The same words in both languages.
    public struct Words: Sendable, Hashable {
        public var chinese: String
        public var english: String

        public func text(in language: Language) -> String { language == .chinese ? chinese : english }

        /// Reads `中文 | English`; one part alone stands for both.
        init(_ text: Substring) {
            let parts = text.split(separator: "|", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            chinese = parts.first ?? ""
            english = parts.last ?? ""
        }
    }

    public var name: String
    public var title: Words
    public var question: Words
    public var parameters: [Parameter]
    private var sql: String

    /// Reads a report's file. Returns nil for a text without a title.
    init?(name: String, text: String) {
        self.name = name
        var title: Words?
        var question = Words("")
        var parameters: [Parameter] = []
        var body: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let rest = line.after("-- title:") {
                title = Words(rest)
            } else if let rest = line.after("-- question:") {
                question = Words(rest)
            } else if let rest = line.after("-- parameter:") {
                let parts = rest.split(separator: "|", maxSplits: 1)
                let words = parts.first?.split(separator: " ") ?? []
                guard parts.count == 2, words.count == 2 else { return nil }
                parameters.append(
                    Parameter(name: String(words[0]), type: String(words[1]), label: Words(parts[1])))
            } else if !line.hasPrefix("--") {
                body.append(line)
            }
        }
        guard let title else { return nil }
        self.title = title
        self.question = question
        self.parameters = parameters
        sql = body.joined(separator: "\n").trimmingCharacters(in: CharacterSet(charactersIn: "; \n"))
    }

    /// The SELECT with each `:name` bound to what was given, or to NULL.
    func statement(with values: [String: String]) -> SQL {
        var built = SQL.StringInterpolation(literalCapacity: sql.utf8.count, interpolationCount: parameters.count)
        var rest = Substring(sql)
        while let colon = rest.firstIndex(of: ":") {
            let after = rest.index(after: colon)
            let isCast = after < rest.endIndex && rest[after] == ":"
            let name = rest[after...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard !isCast, let parameter = parameters.first(where: { $0.name == name }) else {
                let end = isCast ? rest.index(after: after) : after
                built.appendInterpolation(unsafeRaw: String(rest[..<end]))
                rest = rest[end...]
                continue
            }
            built.appendInterpolation(unsafeRaw: rest[..<colon] + "CAST(")
            let given = values[parameter.name].flatMap { $0.isEmpty ? nil : $0 }
            built.appendInterpolation(given)
            built.appendInterpolation(unsafeRaw: "::text AS \(parameter.type))")
            rest = rest[name.endIndex...]
        }
        // The text is the project's own, from sql/reports.
        built.appendInterpolation(unsafeRaw: String(rest))
        return SQL(stringInterpolation: built)
    }
}

/// The reports that the program carries.
public struct ReportCatalogue: Sendable {
    public let reports: [Report]

    /// The reports bundled with the program, in the order of their names.
    public init() throws { try self.init(folder: SQLFiles.folder.appendingPathComponent("reports")) }

    /// The reports of a folder.
    public init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        reports = try files.filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap {
                Report(
                    name: $0.deletingPathExtension().lastPathComponent, text: try String(contentsOf: $0, encoding: .utf8))
            }
    }

    public subscript(name: String) -> Report? { reports.first { $0.name == name } }
}

/// What a report answered: headings and cells as text.
public struct ReportTable: Sendable {
    public var columns: [String]
    public var rows: [[String?]]
}

extension RecordsSession {
    /// Runs a report as this person.
    ///
    /// - Parameter values: The parameters given, by name, as text.
    /// - Throws: `RecordsError.forbidden` when the person has no right to what it reads, `.invalid` for a value that is
    ///   not of the parameter's type.
    public func run(_ report: Report, with values: [String: String] = [:]) async throws -> ReportTable {
        try await transaction { transaction in
            let (columns, rows) = try await transaction.table(report.statement(with: values))
            return ReportTable(columns: columns, rows: rows)
        }
    }
}

extension Substring {
    /// What follows a prefix; nil without it.
    fileprivate func after(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

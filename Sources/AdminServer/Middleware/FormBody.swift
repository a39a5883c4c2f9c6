import Foundation
import Postgres
import Records
import RecordsStore

/// What a form sent: its fields, and a file where the form has one.
struct FormBody: Sendable {
    var fields: [(name: String, value: String)] = []
    var file: UploadedFile?

    init() {}

    /// Reads `application/x-www-form-urlencoded`: https://url.spec.whatwg.org/#urlencoded-parsing. nil if it is not
    /// UTF-8.
    init?(urlEncoded text: some StringProtocol) {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count > 1 ? Self.decoded(parts[1]) : "" else {
                return nil
            }
            fields.append((name, value))
        }
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// As it was typed; the first where the form sent several.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Without blanks at the ends; nil if nothing else is there.
    func text(_ name: String) -> String? {
        guard let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else {
            return nil
        }
        return value
    }

    /// A box that is ticked.
    func isTicked(_ name: String) -> Bool { text(name) != nil }

    /// nil if nothing was typed.
    func date(_ name: String) throws -> PGDate? {
        guard let text = text(name) else { return nil }
        guard let date = PGDate(text), date.isFinite else { throw FormProblem.malformed(field: name) }
        return date
    }

    /// nil if nothing was typed.
    func number<Number: FixedWidthInteger>(_ name: String, as type: Number.Type = Number.self) throws -> Number? {
        guard let text = text(name) else { return nil }
        guard let number = Number(text) else { throw FormProblem.malformed(field: name) }
        return number
    }

    /// nil if nothing was chosen.
    func id<ID: LosslessStringConvertible>(_ name: String, as type: ID.Type = ID.self) throws -> ID? {
        guard let text = text(name) else { return nil }
        guard let id = ID(text) else { throw FormProblem.malformed(field: name) }
        return id
    }

    /// The value that must be there.
    func required<Value>(_ name: String, _ value: Value?) throws -> Value {
        guard let value else { throw FormProblem.missing(field: name) }
        return value
    }

    /// The text that must be there.
    func requiredText(_ name: String, most: Int = longestText) throws -> String {
        let text = try required(name, text(name))
        guard text.unicodeScalars.count <= most else { throw FormProblem.tooLong(field: name, most: most) }
        return text
    }

    /// Many pages of writing; more was pasted by mistake, or to make a page that nobody can open.
    static let longestText = 10_000

    func checkLengths() throws {
        for (name, value) in fields where value.unicodeScalars.count > Self.longestText {
            throw FormProblem.tooLong(field: name, most: Self.longestText)
        }
    }

    // MARK: - Fields that every form has

    static let secretName = "csrf"
    static let commandName = "command"

    /// What makes a double click one write: first statement of what the form asks for.
    func claim(on route: String) throws -> Audit.ClaimCommand {
        guard let key = self[Self.commandName].flatMap(UUID.init(uuidString:)) else {
            throw FormProblem.noCommand
        }
        return Audit.ClaimCommand(key: key, route: route, request: digestInput)
    }

    /// All that was sent, in an order that does not depend on the browser. The database keeps only its digest.
    private var digestInput: String {
        var lines = fields.filter { $0.name != Self.secretName && $0.name != Self.commandName }
            .map { "\($0.name.utf8.count):\($0.name)=\($0.value)" }
        if let file { lines.append("file:\(file.name):\(file.bytes.count)") }
        return lines.sorted().joined(separator: "\n")
    }
}

/// A file that came with a form.
struct UploadedFile: Sendable {
    /// For display only: it never names a file here.
    let name: String
    let bytes: [UInt8]
}

/// What is wrong with a form before the database has seen it.
enum FormProblem: Error, Sendable {
    case missing(field: String)
    case malformed(field: String)
    case tooLong(field: String, most: Int)
    /// The key that every page puts into its forms is missing or was changed.
    case noCommand
    case noFile
}

extension FormProblem: Explained {
    func message(_ language: Language) -> String {
        switch self {
        case .missing(let field):
            language.choose(
                "请填写“\(Words.label(of: field, language))”。", "Fill in \"\(Words.label(of: field, language))\".")
        case .malformed(let field):
            language.choose(
                "“\(Words.label(of: field, language))”的写法不对。",
                "\"\(Words.label(of: field, language))\" is not written as it should be.")
        case .tooLong(let field, let most):
            language.choose(
                "“\(Words.label(of: field, language))”不能超过\(most)个字。",
                "\"\(Words.label(of: field, language))\" may have \(most) characters at most.")
        case .noCommand:
            language.choose("这张表单不完整。请重新打开页面再填。", "The form is not complete. Open the page anew and fill it in.")
        case .noFile: language.choose("请选择文件。", "Choose a file.")
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import Records

/// The templates, loaded once.
struct Pages: Sendable {
    private let library: MustacheLibrary
    let values: PageValue

    enum Problem: Error {
        case noTemplates
        case template(name: String, reason: String)
    }

    init(timeZone: TimeZone) throws {
        guard let folder = Bundle.module.url(forResource: "Templates", withExtension: nil) else {
            throw Problem.noTemplates
        }
        var library = MustacheLibrary()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "mustache" {
            let name = file.deletingPathExtension().lastPathComponent
            do {
                try library.register(try String(contentsOf: file, encoding: .utf8), named: name)
            } catch {
                throw Problem.template(name: name, reason: "\(error)")
            }
        }
        guard library.getTemplate(named: "layout") != nil else { throw Problem.noTemplates }
        self.library = library
        values = PageValue(timeZone: timeZone)
    }

    /// The page as a response.
    func response(_ template: String, status: HTTPResponse.Status = .ok, _ frame: PageFrame) throws -> Response {
        guard let html = library.render(frame.parent(values), withTemplate: template) else {
            throw Problem.template(name: template, reason: "there is no such template")
        }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

/// What every page shows around its own content.
struct PageFrame {
    var words: Words
    var title: String
    var styleVersion: String
    /// The secret that forms repeat; nil where no form is.
    var formSecret: String?
    /// The page's address, for the language switch.
    var here: String
    var person: [String: Any]?
    var navigation: [[String: Any]] = []
    var problem: Problem?
    /// A word that says what was done.
    var notice: String?
    /// What was typed into the form that was not accepted, by the form's name and the field's.
    var typed: [String: [String: String]] = [:]
    var content: [String: Any] = [:]

    func parent(_ values: PageValue) -> some MustacheParent {
        var content = content
        content["title"] = title
        content["styleVersion"] = styleVersion
        content["csrf"] = formSecret
        content["hereEncoded"] = QueryText.encoded(here)
        content["person"] = person
        content["navigation"] = navigation
        content["problem"] = problem.map { ["message": $0.message] }
        content["notice"] = notice
        content["typed"] = typed
        content["today"] = values.today
        return PageParent(words: words, content: content.mapValues(values.of))
    }
}

/// What a form's answer says instead of "done".
struct Problem: Sendable {
    let message: String
    var status = HTTPResponse.Status.unprocessableContent
}

/// The outermost object of a template.
private struct PageParent: MustacheParent {
    let words: Words
    let content: [String: Any]

    func child(named name: String) -> Any? {
        switch name {
        case "words": words
        // Each form of a page has a key of its own, so that sending one does not use up the others.
        case "command": UUID().uuidString
        default: content[name]
        }
    }
}

/// Text as a part of a query: https://datatracker.ietf.org/doc/html/rfc3986#section-2.3 stays, all else is escaped.
enum QueryText {
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// `path?name=value&…`; fields without a value are left out.
    static func path(_ path: String, _ fields: [(String, String?)]) -> String {
        let pairs = fields.compactMap { name, value in value.map { encoded(name) + "=" + encoded($0) } }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }
}

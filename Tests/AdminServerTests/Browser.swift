import Foundation
import FoundationNetworking
import Testing

/// A browser without scripts: it keeps cookies, follows no redirect, and sends the forms that it was shown.
final class Browser {
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String
        let bytes: [UInt8]

        var location: String? { headers["location"] }
        subscript(header name: String) -> String? { headers[name.lowercased()] }
    }

    let base: URL
    var cookies: [String: String] = [:]
    /// The last `Set-Cookie` headers, whole.
    private(set) var setCookies: [String] = []
    private let session: URLSession

    init(base: URL) {
        self.base = base
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.timeoutIntervalForRequest = 60
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(request(path, headers: headers))
    }

    func post(_ path: String, _ fields: [(String, String)], headers: [String: String] = [:]) async throws -> Answer {
        var request = request(path, headers: headers)
        request.httpMethod = "POST"
        if headers["Content-Type"] == nil {
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        request.httpBody = Data(fields.map { Self.encoded($0) + "=" + Self.encoded($1) }.joined(separator: "&").utf8)
        return try await send(request)
    }

    func post(_ path: String, body: [UInt8], contentType: String) async throws -> Answer {
        var request = request(path, headers: ["Content-Type": contentType])
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        return try await send(request)
    }

    /// Opens a page, fills in the form that leads to `action`, and sends it.
    func submit(_ action: String, on page: String, _ fields: [(String, String)]) async throws -> Answer {
        let shown = try await get(page)
        return try await post(action, try Form(action: action, in: shown.body).keys + fields)
    }

    /// The fields that a form carries by itself.
    struct Form {
        let keys: [(String, String)]

        struct Missing: Error, CustomStringConvertible {
            let action: String
            let page: String
            var description: String { "no form leads to \(action) on: \(page.prefix(2000))" }
        }

        init(action: String, in page: String) throws {
            guard let start = page.range(of: "action=\"\(action)\""),
                let end = page.range(of: "</form>", range: start.upperBound..<page.endIndex)
            else { throw Missing(action: action, page: page) }
            let form = String(page[start.upperBound..<end.lowerBound])
            keys = form.matches(of: /type="hidden" name="([a-z_]+)" value="([^"]*)"/).map {
                (String($0.1), String($0.2))
            }
        }
    }

    private func request(_ path: String, headers: [String: String]) -> URLRequest {
        guard let url = URL(string: path, relativeTo: base) else { preconditionFailure("not a path: \(path)") }
        var request = URLRequest(url: url)
        request.httpShouldHandleCookies = false
        if !cookies.isEmpty {
            request.setValue(
                cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "), forHTTPHeaderField: "Cookie")
        }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        return request
    }

    private func send(_ request: URLRequest) async throws -> Answer {
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            headers[String(describing: name).lowercased()] = String(describing: value)
        }
        // Several headers come joined by commas; none of our cookies holds one.
        setCookies = (headers["set-cookie"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for cookie in setCookies {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
        }
        let body = String(decoding: data, as: UTF8.self)
        // What a template shows when a value was not made for people.
        for slip in ["Optional(", "nil)", "NSNull", "<null>"]
        where headers["content-type"]?.hasPrefix("text/html") == true {
            #expect(!body.contains(slip), "\(request.url?.path() ?? "")")
        }
        return Answer(status: response.statusCode, headers: headers, body: body, bytes: [UInt8](data))
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

import Foundation
import Hummingbird
import Postgres
import Records
import RecordsStore
import Testing

@testable import AdminServer

/// Forms as they come over the wire, and the small rules around them.
struct ParserTests {
    private static let boundary = "x1"

    private static func parse(_ body: String) throws(MultipartParser.Problem) -> FormBody {
        try MultipartParser.parse(Array(body.replacing("\n", with: "\r\n").utf8), boundary: boundary)
    }

    @Test func textThatNobodyWroteByHandIsTooLong() throws {
        let form = try #require(FormBody(urlEncoded: "title=" + String(repeating: "a", count: 501)))
        #expect(try form.requiredText("title").count == 501)
        #expect(throws: FormProblem.self) { try form.requiredText("title", most: 500) }
        try form.checkLengths()
        let long = String(repeating: "a", count: FormBody.longestText + 1)
        #expect(throws: FormProblem.self) { try #require(FormBody(urlEncoded: "remark=" + long)).checkLengths() }
    }

    @Test func fieldsAndAFileAreRead() throws {
        let form = try Self.parse(
            """
            --x1
            Content-Disposition: form-data; name="form"

            staff_roster
            --x1
            Content-Disposition: form-data; name="file"; filename="C:\\\\名册.xlsx"
            Content-Type: text/plain

            line 1

            line --x1 3
            --x1--

            """)
        #expect(form["form"] == "staff_roster")
        #expect(form.file?.name == "名册.xlsx")
        #expect(form.file.map { String(decoding: $0.bytes, as: UTF8.self) } == "line 1\r\n\r\nline --x1 3")
    }

    @Test(arguments: [
        "", "--x1--extra", "garbage\n--x1--", "--x1\n\n--x1--",
        "--x1\nContent-Disposition: form-data; name=\"a\"\n\nno end",
        "--x1\nContent-Disposition: attachment; name=\"a\"\n\nb\n--x1--",
        "--x1\nContent-Disposition: form-data; name=\"a\"\nContent-Transfer-Encoding: base64\n\nYQ==\n--x1--",
        "--x1\nContent-Disposition: form-data\n\nb\n--x1--", "--x1\nno colon\n\nb\n--x1--",
    ])
    func malformedBodiesAreRefused(_ body: String) {
        #expect(throws: MultipartParser.Problem.malformed) { try Self.parse(body) }
    }

    @Test func moreThanOneFileIsRefused() {
        let part = "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\n\nb"
        #expect(throws: MultipartParser.Problem.tooManyFiles) { try Self.parse("--x1\n\(part)\n--x1\n\(part)\n--x1--") }
        let field = "Content-Disposition: form-data; name=\"f\"\n\nb"
        let many = String(repeating: "--x1\n\(field)\n", count: MultipartParser.maximumParts + 1)
        #expect(throws: MultipartParser.Problem.tooManyParts) { try Self.parse(many + "--x1--") }
    }

    @Test func aFileKeepsEveryByte() throws {
        let content = (0...255).map { UInt8($0) } + [0x0D, 0x0A, 0x2D, 0x2D, 0x78] + [0x0D, 0x0A]
        let head = Array("--x1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n".utf8)
        let form = try MultipartParser.parse(head + content + Array("\r\n--x1--\r\n".utf8), boundary: "x1")
        #expect(form.file?.bytes == content)
    }

    /// RFC 2046 section 5.1.1.
    @Test(
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("text/plain; boundary=abc", nil),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
        ] as [(String, String?)])
    func theBoundaryIsReadFromTheHeader(_ header: String, _ boundary: String?) {
        #expect(MultipartParser.boundary(ofContentType: header) == boundary)
    }

    /// https://url.spec.whatwg.org/#urlencoded-parsing
    @Test func urlEncodedFieldsAreDecoded() throws {
        let form = try #require(FormBody(urlEncoded: "a=1+2&b=%E6%9A%96&c&=x&a=second&d=%3D%26"))
        #expect(form["a"] == "1 2")
        #expect(form["b"] == "暖")
        #expect(form["c"] == "")
        #expect(form["d"] == "=&")
        for malformed in ["a=%", "a=%G1", "a=%4", "a=%FF", "%C3=1"] {
            #expect(FormBody(urlEncoded: malformed) == nil, "\(malformed)")
        }
    }

    @Test func valuesOfFormsAreRead() throws {
        let form = try #require(FormBody(urlEncoded: "day=2026-02-28&none=2026-02-30&n=7&blank=+&id=01"))
        #expect(try form.date("day")?.description == "2026-02-28")
        #expect(throws: FormProblem.self) { try form.date("none") }
        #expect(try form.number("n", as: Int32.self) == 7)
        #expect(form.text("blank") == nil)
        #expect(try form.date("missing") == nil)
    }

    /// FIPS 180-4 and its examples:
    /// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func theDigestIsTheStandards(_ text: String, _ digest: String) {
        let bytes = SHA256.digest(Array(text.utf8))
        #expect(bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == digest)
    }

    @Test(arguments: [
        ("/", true), ("/issues?state=open", true), ("//evil", false), ("/\\evil", false), ("https://evil", false),
        ("", false), ("/a b", false),
        ("/a\nb", false), ("/%0d%0aSet-Cookie:x", true),
    ])
    func onlyPathsOfThisSiteAreLocal(_ path: String, _ isLocal: Bool) {
        #expect((LocalPath(path) != nil) == isLocal)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.1", true), ("localhost", true), ("::1", true), ("127.0.0.1.evil.example", false),
        ("0.0.0.0", false), ("10.0.0.1", false), ("127.0.0.256", false), ("school.example", false),
    ])
    func plainHTTPIsForTheLoopbackInterfaceOnly(_ host: String, _ isAllowed: Bool) {
        #expect(((try? AdminServer.Configuration(host: host)) != nil) == isAllowed)
        let proxied = try? AdminServer.Configuration(host: host, behindTLSProxy: true)
        #expect(proxied?.secureCookies == true)
    }

    @Test func cookiesAreForThisHostAloneOverTLS() {
        let jar = CookieJar(isSecure: true)
        let cookie = jar.session(SessionCookie(token: String(repeating: "a", count: 64))).description
        #expect(cookie.hasPrefix("__Host-nuanxin="))
        for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(flag)) }
        #expect(!cookie.contains("Domain"))
    }

    @Test func onlySoManyPasswordsAreTriedAtOnce() async {
        let gate = SignInGate()
        for _ in 0..<SignInGate.attemptsAtOnce { #expect(await gate.enter()) }
        #expect(await !gate.enter())
        await gate.leave()
        #expect(await gate.enter())
    }

    @Test(arguments: [
        ("short", NewPasswordProblem.tooShort), ("aaaaaaaaaaaa", .tooFewCharacters), ("my teacher word", .holdsLoginName),
        ("暖心暖心暖心暖心暖心", .tooFewCharacters), ("A good 暖心 one", nil),
    ])
    func aNewPasswordIsChecked(_ password: String, _ expected: NewPasswordProblem?) {
        do throws(NewPasswordProblem) {
            try NewPassword.check(password, login: "Teacher")
            #expect(expected == nil)
        } catch {
            #expect(error == expected)
        }
    }

    // MARK: - Templates and words

    /// Every word that a template shows is there, in both languages.
    @Test func noTemplateShowsAWordThatIsMissing() throws {
        let folder = try #require(templateFolder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count > 15)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /words\.([A-Za-z_]+)/) {
                #expect(Words.pairs[String(match.1)] != nil, "\(file.lastPathComponent): \(match.1)")
            }
            // Three braces show text as markup.
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(file.lastPathComponent)")
        }
        for (key, pair) in Words.pairs {
            #expect(!pair.chinese.isEmpty && !pair.english.isEmpty, "\(key)")
        }
    }

    @Test func everyWordIsShownSomewhere() throws {
        let folder = try #require(templateFolder).deletingLastPathComponent()
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            guard ["swift", "mustache"].contains(file.pathExtension) else { continue }
            text += try String(contentsOf: file, encoding: .utf8)
        }
        for key in Words.pairs.keys where !key.hasPrefix("done_") && !key.hasPrefix("section") {
            let isInTemplate = text.contains("words.\(key)}}")
            #expect(isInTemplate || text.ranges(of: "\"\(key)\"").count > 1, "\(key)")
        }
    }

    /// The pages come from this folder's sources.
    private var templateFolder: URL? {
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../Sources/AdminServer/Templates").standardized
    }

    @Test func everyColumnOfAReportHasWords() throws {
        for column in ReportHeadings.columns {
            #expect(ReportHeadings.text(column, in: .chinese) != ReportHeadings.text(column, in: .english))
        }
        #expect(ReportHeadings.text("not_known", in: .english) == "not known")
    }
}

/// A clock that stands still until it is told.
private final class TestClock: @unchecked Sendable {
    // @unchecked: one test holds it, and moves it only between its own awaited calls, so no two touch it at once.
    private(set) var now = ContinuousClock.now
    func advance(by duration: Duration) { now += duration }
}

import HTTPTypes
import Hummingbird
import Records
import RecordsStore

/// What anybody may read: the published lists, and whether the site is up.
struct PublicRoutes {
    let site: Site

    func addRoutes(to router: Router<WebContext>) {
        router.get("/public") { _, context in try await publishedLists(context) }
        router.get("/health") { _, context in await health(context) }
    }

    /// No session and no cookie: the answer is the same for everybody, so that caches may keep it. The language stands
    /// in the address, for the same reason.
    private func publishedLists(_ context: WebContext) async throws -> Response {
        let language = context.visitor.query["language"].flatMap { Language(rawValue: $0) } ?? .chinese
        let words = Words(language: language)
        let items = try await RecordsSession(database: site.database, token: nil, language: language).run(
            Work.PublicList())
        var frame = PageFrame(
            words: words, title: words["publicTitle"], styleVersion: site.styles.version, here: "/public")
        frame.content = [
            "items": items.map { row($0) }, "isPublic": true,
            "languagePath": QueryText.path("/public", [("language", words["otherLanguageCode"])]),
        ]
        var response = try site.pages.response("public", frame)
        response.headers[.cacheControl] = "public, max-age=300"
        return response
    }

    private func health(_ context: WebContext) async -> Response {
        do throws(RecordsError) {
            _ = try await RecordsSession(database: site.database, token: nil, language: .english).run(Auth.Whoami())
            return Response(
                status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: .init(string: "ok\n")))
        } catch {
            return Response(
                status: .serviceUnavailable, headers: [.contentType: "text/plain", .retryAfter: "5"],
                body: .init(byteBuffer: .init(string: "the database does not answer\n")))
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Records
import RecordsStore

/// A person's deadlines for a calendar program, at an address that only they know. It tells days, kinds and numbers,
/// never a name or a title.
struct CalendarRoutes {
    let site: Site
    private static let fileSuffix = ".ics"

    func addRoutes(to router: Router<WebContext>, signedIn group: RouterGroup<SignedInContext>) {
        router.get("/calendar/:secret") { request, context in try await feed(request, context) }
        group.get("/calendar") { _, context in try await page(context, address: nil, problem: nil) }
        group.post("/calendar/address") { _, context in try await makeAddress(context) }
        group.post("/calendar/end") { _, context in try await endAddress(context) }
    }

    private func feed(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let file = context.parameters.get("secret"), file.hasSuffix(Self.fileSuffix) else {
            throw HTTPError(.notFound)
        }
        let secret = String(file.dropLast(Self.fileSuffix.count))
        let language = context.visitor.query["language"].flatMap { Language(rawValue: $0) } ?? .chinese
        let entries = try await RecordsSession(database: site.database, token: nil, language: language).run(
            Work.CalendarEntries(secret: secret))
        let calendar = CalendarFile(
            name: Words(language: language)["siteName"], stamp: site.pages.values.stamp,
            entries: entries.map {
                CalendarFile.Entry(day: $0.dueOn.description, title: "\($0.kind) \($0.subject)", key: $0.path)
            })
        return Response(
            status: .ok, headers: [.contentType: "text/calendar; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: calendar.text)))
    }

    private func page(_ context: SignedInContext, address: String?, problem: Problem?) async throws -> Response {
        let me = try await site.session(context).whoami()
        return try site.page(
            "calendar", title: Words(language: context.language)["calendar"], context, me: me, problem: problem,
            here: "/calendar", ["address": address as Any])
    }

    /// The address is shown once, on the page that answers the form.
    private func makeAddress(_ context: SignedInContext) async throws -> Response {
        guard let form = context.form else { throw HTTPError(.badRequest) }
        do {
            let (_, made) = try await site.session(context).run(
                try form.claim(on: "calendar/address"), Work.MakeCalendarAddress())
            return try await page(context, address: "/calendar/\(made.secret)\(Self.fileSuffix)", problem: nil)
        } catch let error as RecordsError {
            guard case .alreadyDone = error else { throw error }
            return .redirect(to: "/calendar?done=again")
        }
    }

    private func endAddress(_ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "calendar/end") { _ in
            Work.EndCalendarAddress()
        } next: { _ in
            "/calendar?done=calendar_ended"
        } again: { problem in
            try await page(context, address: nil, problem: problem)
        }
    }
}

/// iCalendar: https://www.rfc-editor.org/rfc/rfc5545
struct CalendarFile {
    struct Entry {
        /// `2026-11-25`
        var day: String
        var title: String
        /// Stays the same while the entry does, so that calendars move it instead of adding another.
        var key: String
    }

    var name: String
    /// `20261125T093000Z`
    var stamp: String
    var entries: [Entry]

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nuanxin//deadlines//ZH", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:" + Self.escaped(name), "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        ]
        for (index, entry) in entries.enumerated() {
            lines += [
                "BEGIN:VEVENT", "UID:\(Self.escaped(entry.key))-\(index)@nuanxin", "DTSTAMP:\(stamp)",
                "DTSTART;VALUE=DATE:" + entry.day.filter(\.isNumber), "SUMMARY:" + Self.escaped(entry.title),
                "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        return (lines + ["END:VCALENDAR"]).map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n").filter { $0 != "\r" }
    }

    /// Lines of 75 octets at most (RFC 5545, 3.1); a character is never cut.
    static func folded(_ line: String) -> String {
        var result = ""
        var width = 0
        for character in line {
            let size = String(character).utf8.count
            if width + size > 75 {
                result += "\r\n "
                width = 1
            }
            result.append(character)
            width += size
        }
        return result
    }
}

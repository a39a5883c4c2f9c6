import Hummingbird
import Postgres
import Records
import RecordsStore

/// The browsers that are signed in as the person who asks.
struct SessionRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/sessions") { _, context in try await list(context, problem: nil) }
        group.post("/sessions/close-others") { _, context in try await close(nil, context) }
        group.post("/sessions/:number/close") { _, context in
            try await close(try context.id("number", as: Int64.self), context)
        }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, sessions) = try await site.session(context).run(Auth.Whoami(), Auth.MySessions())
        return try site.page(
            "sessions", title: Words(language: context.language)["mySessions"], context, me: me, problem: problem,
            here: "/sessions",
            ["sessions": sessions.map { row($0) }, "hasOthers": sessions.contains { !$0.isThis }])
    }

    private func close(_ number: Int64?, _ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "sessions/\(number.map(String.init) ?? "others")/close") { _ in
            Auth.CloseMySessions(number: number)
        } next: { output in
            "/sessions?done=" + (output == nil ? "again" : "session_closed")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }
}

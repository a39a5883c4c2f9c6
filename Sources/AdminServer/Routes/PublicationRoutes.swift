import Hummingbird
import Postgres
import Records
import RecordsStore

/// The public words of issues: written, approved by another person, withdrawn.
struct PublicationRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/publications") { _, context in try await list(context, problem: nil) }
        group.post("/publications/:id/approve") { _, context in
            try await submit(context, "approve") { Work.ApprovePublication(itemID: $0) }
        }
        group.post("/publications/:id/withdraw") { _, context in
            try await submit(context, "withdraw") { Work.WithdrawPublication(itemID: $0) }
        }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, items) = try await site.session(context).run(Auth.Whoami(), Work.PublicationList())
        let roles = Set(me?.roles ?? [])
        return try site.page(
            "publications", title: Words(language: context.language)["publications"], context, me: me, problem: problem,
            here: "/publications",
            [
                "items": items.map { item in
                    row(
                        item,
                        [
                            "mayApprove": roles.contains("leader") && item.state == "text_written",
                            "mayWithdraw": roles.contains("party_office") && item.state != "withdrawn",
                            "isPublished": item.state == "published",
                        ])
                }
            ])
    }

    private func submit<S: Statement>(
        _ context: SignedInContext, _ action: String, _ statement: (Int64) -> S
    ) async throws -> Response {
        let id: Int64 = try context.id("id")
        return try await site.submit(context, route: "publications/\(id)/\(action)") { _ in
            statement(id)
        } next: { output in
            "/publications?done=" + (output == nil ? "again" : action)
        } again: { problem in
            try await list(context, problem: problem)
        }
    }
}

import Hummingbird
import Postgres
import Records
import RecordsStore

/// Accounts, and roles that wait for a second person's word.
struct AccountRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/accounts") { _, context in try await list(context, problem: nil) }
        group.post("/accounts/roles/:id/approve") { _, context in try await approve(context) }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, accounts, proposed) = try await site.session(context).run(
            Auth.Whoami(), Auth.AccountList(), Access.ProposedRoles())
        let mayApprove = me?.roles.contains("party_office") ?? false
        return try site.page(
            "accounts", title: Words(language: context.language)["accounts"], context, me: me, problem: problem,
            here: "/accounts",
            [
                "accounts": accounts.map { row($0) }, "proposed": proposed.map { row($0, ["mayApprove": mayApprove]) },
                "hasProposed": !proposed.isEmpty,
            ])
    }

    private func approve(_ context: SignedInContext) async throws -> Response {
        let id: Int64 = try context.id("id")
        return try await site.submit(context, route: "accounts/roles/\(id)/approve") { _ in
            Access.ApproveRole(assignmentID: id)
        } next: { output in
            "/accounts?done=" + (output == nil ? "again" : "approve_role")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }
}

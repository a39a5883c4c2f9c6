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
        group.post("/accounts/second-factor/reset") { _, context in try await proposeReset(context) }
        group.post("/accounts/second-factor/resets/:id/approve") { _, context in try await approveReset(context) }
        group.get("/accounts/sign-in-rules") { _, context in try await rules(context, problem: nil) }
        group.post("/accounts/sign-in-rules/second-factor") { _, context in try await requireSecondFactor(context) }
        group.post("/accounts/sign-in-rules/limit") { _, context in try await setLimit(context) }
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, accounts, proposed, resets) = try await site.session(context).run(
            Auth.Whoami(), Auth.AccountList(), Access.ProposedRoles(), Auth.SecondFactorResets())
        let mayApprove = me?.roles.contains("party_office") ?? false
        let mayReset = me?.roles.contains("administrator") ?? false
        return try site.page(
            "accounts", title: Words(language: context.language)["accounts"], context, me: me, problem: problem,
            here: "/accounts",
            [
                "accounts": accounts.map { row($0, ["mayReset": mayReset]) },
                "resets": resets.map { row($0, ["mayApprove": mayApprove]) }, "hasResets": !resets.isEmpty, "proposed": proposed.map { row($0, ["mayApprove": mayApprove]) },
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

    // MARK: - Second factor and sessions

    private func proposeReset(_ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "accounts/second-factor/reset") { form in
            Auth.ProposeSecondFactorReset(
                loginName: try form.requiredText("login"), reason: try form.requiredText("reason"))
        } next: { output in
            "/accounts?done=" + (output == nil ? "again" : "reset_proposed")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }

    private func approveReset(_ context: SignedInContext) async throws -> Response {
        let id: Int64 = try context.id("id")
        return try await site.submit(context, route: "accounts/second-factor/resets/\(id)/approve") { _ in
            Auth.ApproveSecondFactorReset(resetID: id)
        } next: { output in
            "/accounts?done=" + (output == nil ? "again" : "reset_approved")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }

    private func rules(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let (me, rules) = try await site.session(context).run(Auth.Whoami(), Auth.SignInRules())
        let isAdministrator = me?.roles.contains("administrator") ?? false
        let isPartyOffice = me?.roles.contains("party_office") ?? false
        return try site.page(
            "sign-in-rules", title: Words(language: context.language)["signInRules"], context, me: me, problem: problem,
            here: "/accounts/sign-in-rules",
            [
                "rules": rules.map { rule in
                    // Asking less is for the party office alone.
                    let mayChange = isPartyOffice || isAdministrator && rule.requiresSecondFactor != true
                    return row(rule, ["mayChange": mayChange, "maySetLimit": isAdministrator])
                }
            ])
    }

    private func requireSecondFactor(_ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "accounts/sign-in-rules/second-factor") { form in
            Auth.RequireSecondFactor(
                role: try form.requiredText("role"), required: try form.requiredText("required") == "yes")
        } next: { output in
            "/accounts/sign-in-rules?done=" + (output == nil ? "again" : "rule_set")
        } again: { problem in
            try await rules(context, problem: problem)
        }
    }

    private func setLimit(_ context: SignedInContext) async throws -> Response {
        try await site.submit(context, route: "accounts/sign-in-rules/limit") { form in
            Auth.SetSessionLimit(
                role: form.text("role"), idleMinutes: try form.number("idle_minutes"),
                longestMinutes: try form.number("longest_minutes"))
        } next: { output in
            "/accounts/sign-in-rules?done=" + (output == nil ? "again" : "rule_set")
        } again: { problem in
            try await rules(context, problem: problem)
        }
    }
}

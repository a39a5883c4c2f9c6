import Hummingbird
import Postgres
import RecordsStore

/// What is done with an issue. Each form stands on the issue's page, shown for the actions that the database allows.
extension IssueRoutes {
    func addActions(to group: RouterGroup<SignedInContext>) {
        group.post("/issues/:id/assign") { _, context in
            try await submit(context, "assign") { id, form in
                Work.AssignIssue(
                    issueID: id, leaderID: try form.required("leader_id", try form.id("leader_id")),
                    unitID: try form.required("unit_id", try form.id("unit_id")),
                    deadline: try form.required("deadline", try form.date("deadline")))
            }
        }
        group.post("/issues/:id/add-task") { _, context in
            try await submit(context, "add_task") { id, form in
                Work.AddTask(
                    issueID: id, measure: try form.requiredText("measure"), personID: try form.id("person_id"),
                    deadline: try form.date("deadline"))
            }
        }
        group.post("/issues/:id/claim-done") { _, context in
            try await submit(context, "claim_done") { id, form in
                Work.ClaimIssueDone(
                    issueID: id, result: try form.requiredText("result"), evidence: try form.requiredText("evidence"))
            }
        }
        group.post("/issues/:id/verify") { _, context in
            try await submit(context, "verify") { id, form in
                Work.VerifyIssue(issueID: id, method: try form.requiredText("method"), remark: form.text("remark"))
            }
        }
        group.post("/issues/:id/return") { _, context in
            try await submit(context, "return") { Work.ReturnIssue(issueID: $0, reason: try $1.requiredText("reason")) }
        }
        group.post("/issues/:id/close") { _, context in
            try await submit(context, "close") { id, _ in Work.CloseIssue(issueID: id) }
        }
        group.post("/issues/:id/reopen") { _, context in
            try await submit(context, "reopen") { id, form in
                Work.ReopenIssue(
                    issueID: id, reason: try form.requiredText("reason"),
                    deadline: try form.required("deadline", try form.date("deadline")))
            }
        }
        group.post("/issues/:id/decline") { _, context in
            try await submit(context, "decline") {
                Work.DeclineIssue(issueID: $0, reason: try $1.requiredText("reason"))
            }
        }
        group.post("/issues/:id/publication") { _, context in
            try await submit(context, "write_publication") { id, form in
                Work.WritePublication(
                    issueID: id, publicIssue: try form.requiredText("public_issue"),
                    publicMeasure: try form.requiredText("public_measure"),
                    publicResult: try form.requiredText("public_result"))
            }
        }
    }

    private func submit<S: Statement>(
        _ context: SignedInContext, _ action: String, _ statement: (WorkIssue.ID, FormBody) throws -> S
    ) async throws -> Response {
        let id: WorkIssue.ID = try context.id("id")
        return try await site.submit(context, route: "issues/\(id)/\(action)") { form in
            try statement(id, form)
        } next: { output in
            "/issues/\(id)?done=" + (output == nil ? "again" : action)
        } again: { problem in
            try await show(id, context, problem: problem, form: action)
        }
    }
}

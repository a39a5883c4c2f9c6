import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Records
import RecordsStore

/// Photos and papers of a record. The database says whose they are and of which type; nothing is sent that a browser
/// would run.
struct AttachmentRoutes {
    let site: Site

    func addRoutes(to group: RouterGroup<SignedInContext>) {
        group.get("/attachments/:kind/:id") { _, context in try await list(context, problem: nil) }
        group.post("/attachments/:kind/:id") { _, context in try await add(context) }
        group.get("/attachment/:number") { _, context in try await download(context) }
        group.post("/attachments/:kind/:id/remove/:number") { _, context in try await remove(context) }
    }

    /// `/attachments/KIND/ID`
    static func takesFiles(at path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 3 && parts[0] == "attachments"
    }

    private func owner(_ context: SignedInContext) throws -> (kind: String, id: Int64, path: String) {
        guard let kind = context.parameters.get("kind") else { throw HTTPError(.notFound) }
        let id: Int64 = try context.id("id")
        return (kind, id, "/attachments/\(kind)/\(id)")
    }

    private func list(_ context: SignedInContext, problem: Problem?) async throws -> Response {
        let owner = try owner(context)
        let (me, attachments, registers) = try await site.session(context).run(
            Auth.Whoami(), Storage.AttachmentList(ownerKind: owner.kind, recordNumber: owner.id), Registers.RegisterOfLifecycle(lifecycle: owner.kind))
        let record: String? =
            switch owner.kind {
            case "issue": "/issues/\(owner.id)"
            case "care_file": "/care-files/\(owner.id)"
            default: registers.map { "/registers/\($0.register)/\(owner.id)" }
            }
        return try site.page(
            "attachments", title: Words(language: context.language)["attachments"], context, me: me, problem: problem,
            here: owner.path,
            [
                "path": owner.path, "record": record as Any, "hasAttachments": !attachments.isEmpty,
                "attachments": attachments.map { attachment in
                    row(
                        attachment,
                        [
                            "isImage": attachment.mediaType.hasPrefix("image/"),
                            "size": (attachment.byteCount + 1023) / 1024, "path": "/attachment/\(attachment.id)",
                            "removePath": "\(owner.path)/remove/\(attachment.id)",
                        ])
                },
            ])
    }

    private func add(_ context: SignedInContext) async throws -> Response {
        let owner = try owner(context)
        return try await site.submit(context, route: owner.path.split(separator: "/").joined(separator: "/")) { form in
            guard let file = form.file, !file.bytes.isEmpty else { throw FormProblem.noFile }
            return Storage.AddAttachment(
                ownerKind: owner.kind, recordNumber: owner.id, fileName: file.name, bytes: file.bytes,
                note: form.text("note"))
        } next: { output in
            owner.path + "?done=" + (output == nil ? "again" : "attached")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }

    private func remove(_ context: SignedInContext) async throws -> Response {
        let owner = try owner(context)
        let number: StorageAttachment.ID = try context.id("number")
        return try await site.submit(context, route: "attachment/\(number)/remove") { form in
            Storage.RemoveAttachment(attachmentID: number, reason: try form.requiredText("reason"))
        } next: { output in
            owner.path + "?done=" + (output == nil ? "again" : "attachment_removed")
        } again: { problem in
            try await list(context, problem: problem)
        }
    }

    /// Pictures are shown, all else is kept as a file. Nothing in it is run: no type of it is one that runs, browsers
    /// may not guess another, and the page has no rights.
    private func download(_ context: SignedInContext) async throws -> Response {
        let number: StorageAttachment.ID = try context.id("number")
        let found = try await site.session(context).run(Storage.ReadAttachment(attachmentID: number))
        let isImage = found.mediaType.hasPrefix("image/")
        let headers: HTTPFields = [
            .contentType: found.mediaType == "text/plain" ? "text/plain; charset=utf-8" : found.mediaType,
            .contentDisposition: (isImage ? "inline" : "attachment") + "; filename*=UTF-8''"
                + QueryText.encoded(found.fileName),
            .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: found.bytes)))
    }
}

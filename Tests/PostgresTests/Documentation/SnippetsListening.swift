import Postgres
import Testing

// snippet.follow
/// Calls `reload` with the key of what has changed, and with nil where anything may have.
nonisolated(nonsending) func follow(
    _ listener: Listener, _ reload: nonisolated(nonsending) (Int64?) async throws -> Void
) async throws {
    try await reload(nil)
    for await event in listener {
        switch event {
        case .notification(let notification): try await reload(Int64(notification.payload))
        case .gap: try await reload(nil)
        }
    }
}
// snippet.end

struct TellOfBook: ExecuteStatement {
    var id: Int64
    static let name = "library.tell_of_book"
    static let parameterTypes: [OID] = [.int8]
    static let sql = "SELECT pg_notify('book_changed', $1::text)"
    func encode(into parameters: inout Parameters) { parameters.append(id) }
}

extension SnippetTests {
    @Test func whatIsToldIsHeard() async throws {
        try await withLibrary { database in
            // snippet.listen
            let listener = try await database.listen("book_changed")
            // snippet.end
            // snippet.notify
            try await database.write { transaction in
                _ = try await transaction.run(RenameBook(id: 2, title: "水浒传"))
                try await transaction.run(TellOfBook(id: 2))
            }
            // snippet.end
            try await database.run(TellOfBook(id: 3))
            var heard: [Int64?] = []
            try await follow(listener) { id in
                heard.append(id)
                if id == 3 { listener.close() }
            }
            #expect(heard == [nil, 2, 3])
        }
    }
}

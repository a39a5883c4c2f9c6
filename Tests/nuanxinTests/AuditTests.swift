import Foundation
import Postgres
import TestSupport
import Testing

/// The auditor at the command line: the log is sealed, checked, and bent by a superuser.
@Suite struct AuditTests {
    private func auditor(of school: School) async throws -> Program {
        let login = school.login("auditor")
        try await withConnection(school.database.superuserOptions) { connection in
            let verifier = try connection.encryptPassword("Look 暖心 1", user: login)
            try await connection.execute(
                "SELECT access.set_up_account('审计员甲', \(login), \(verifier), '{auditor}', current_date + 30)")
        }
        return school.program(login: login, password: "Look 暖心 1")
    }

    @Test func sealKeepVerifyAndFindWhatWasBent() async throws {
        try await School.with { school in
            let auditor = try await auditor(of: school)
            let list = try await auditor.run("audit", "list", "--json")
            try #require(list.status == 0, "\(list.words)")
            #expect(try list.json().contains { $0["action"] as? String == "account_set_up" })

            let sealed = try await auditor.run("audit", "seal", "--to", "heads.txt")
            try #require(sealed.status == 0, "\(sealed.words)")
            let kept = try String(contentsOf: school.folder.appendingPathComponent("heads.txt"), encoding: .utf8)
            #expect(sealed.output == kept)
            #expect(kept.wholeMatch(of: #/1:[0-9a-f]{64}\n/#) != nil)

            let fits = try await auditor.run("audit", "verify", "--head", "heads.txt")
            #expect(fits.status == 0, "\(fits.words)\(fits.output)")
            // The verification is an entry, too, so that the next seal has something to take in.
            let again = try await auditor.run("audit", "seal", "--to", "heads.txt")
            #expect(again.status == 0 && again.output.hasPrefix("2:"))
            #expect(try await auditor.run("audit", "verify", "--head", "heads.txt").status == 0)

            try await school.database.execute(
                """
                SET session_replication_role = replica;
                UPDATE audit.event SET action = 'nothing' WHERE id = (SELECT min(id) FROM audit.event);
                """)
            let bent = try await auditor.run("audit", "verify", "--head", "heads.txt", "--json")
            #expect(bent.status == 65)
            #expect(try bent.json().map { $0["problem"] as? String } == ["entry_altered"])

            let wrong = try await auditor.run("audit", "verify", "--head", "1:" + String(repeating: "0", count: 64))
            #expect(wrong.status == 65 && wrong.output.contains("链被重做"))
            let nonsense = try await auditor.run("audit", "verify", "--head", "nonsense")
            #expect(nonsense.status == 64)
        }
    }

    @Test func whoIsNoAuditorIsRefused() async throws {
        try await School.with { school in
            for arguments in [["audit", "list"], ["audit", "heads"], ["audit", "seal"], ["audit", "verify"]] {
                let refused = try await school.program(as: .administrator).run(arguments)
                #expect(refused.status == 77, "\(arguments): \(refused.words)")
            }
        }
    }
}

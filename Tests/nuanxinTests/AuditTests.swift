import Foundation
import Postgres
import TestSupport
import Testing

/// The log on the command line: sealed, its head kept elsewhere, bent by a superuser, and found out.
@Suite struct AuditTests {
    @Test func aHeadKeptElsewhereFindsWhatASuperuserDid() async throws {
        try await School.with { school in
            try #require(try await school.program(as: .party).run("student", "find", "无此人").status == 0)
            let program = Program(folder: school.folder)
            let place = ["--database", school.superuserConninfo]
            // Transactions of other tests in the cluster may hold a seal back for a moment.
            for _ in 0..<100 {
                let checked = try await program.run(["audit", "verify", "--json"] + place)
                try #require(checked.status == 0, "\(checked.words)\(checked.output)")
                if !(try checked.json().contains { $0["kind"] as? String == "unsealed" }) { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            let sealed = try await program.run(["audit", "seal", "--to", "heads.txt"] + place)
            try #require(sealed.status == 0, "\(sealed.words)")
            #expect(try await program.run(["audit", "verify", "--head", "heads.txt"] + place).status == 0)
            #expect(try await program.run(["audit", "heads"] + place).output.contains("1"))

            try await withConnection(school.database.superuserOptions) { connection in
                try await connection.execute("SET session_replication_role = replica")
                try await connection.execute("UPDATE audit.event SET person_id = NULL WHERE action = 'search'")
            }
            let found = try await program.run(["audit", "verify", "--json"] + place)
            #expect(found.status == 65)
            #expect(try found.json().contains { $0["kind"] as? String == "altered" })

            // Made anew as a whole, it fits in itself, and not to the head.
            try await withConnection(school.database.superuserOptions) { connection in
                try await connection.execute("SET session_replication_role = replica")
                try await connection.execute("DELETE FROM audit.seal")
                try await connection.execute("SELECT * FROM audit.seal_entries()")
            }
            #expect(try await program.run(["audit", "verify"] + place).status == 0)
            let anew = try await program.run(["audit", "verify", "--head", "heads.txt", "--json"] + place)
            #expect(anew.status == 65)
            let kinds = try anew.json().compactMap { $0["kind"] as? String }
            #expect(kinds.contains("other_chain") || kinds.contains("tail_cut"), "\(kinds)")
            #expect(try await program.run(["audit", "verify", "--head", "no-such-file"] + place).status == 65)
        }
    }

    @Test func whoIsNoAuditorNeitherReadsNorVerifiesAndIsWrittenDown() async throws {
        try await School.with { school in
            let party = school.program(as: .party)
            #expect(try await party.run("audit", "list").status == 77)
            #expect(try await party.run("audit", "verify", "--user", school.login(.party)).status == 77)
            let refused = try await school.database.rows(
                "SELECT count(*) FROM audit.event WHERE action = 'refused' AND detail ->> 'what' = 'list' AND door = 'cli'")
            #expect(refused.first?.first == "1")
        }
    }

    @Test func aReportThatIsExportedLeavesItsDigest() async throws {
        try await School.with { school in
            let party = school.program(as: .party)
            let name = "overdue-rate"
            #expect(try await party.run("report", name).status == 0)
            let before = try await school.database.rows("SELECT count(*) FROM audit.event WHERE action = 'export'")
            #expect(before.first?.first == "0")
            #expect(try await party.run("report", name, "--csv").status == 0)
            let after = try await school.database.rows(
                "SELECT record_key, length(detail ->> 'sha256'), detail ->> 'format' FROM audit.event WHERE action = 'export'")
            #expect(after.first == [name, "64", "csv"])
        }
    }
}

import Postgres
import TestSupport
import Testing

/// The record of what was done, bent.
extension AttackTests.History {
    @Test(arguments: [
        Attack(
            "DELETE of history", by: .administrator, "DELETE FROM history.version",
            gets: .refused(.insufficientPrivilege, "permission denied")),
        Attack(
            "old versions read directly", by: .registrar, "SELECT old_row FROM history.version",
            gets: .refused(.insufficientPrivilege, "permission denied")),
        Attack(
            "UPDATE of the log", by: .auditor, "UPDATE audit.event SET person_id = NULL",
            gets: .refused(.insufficientPrivilege, "permission denied for table event")),
        Attack(
            "DELETE of the log", by: .auditor, "DELETE FROM audit.event",
            gets: .refused(.insufficientPrivilege, "permission denied for table event")),
        Attack(
            "an entry of one's own", by: .auditor, "INSERT INTO audit.event (door, action) VALUES ('web', 'mine')",
            gets: .refused(.insufficientPrivilege, "permission denied for table event")),
        Attack(
            "the function that writes the log", by: .homeroom,
            "SELECT audit.record('read', 'care_file', '1', 1, NULL, NULL)",
            gets: .refused(.insufficientPrivilege, "permission denied for function record")),
        Attack("the log, by those it is about", by: .affairs, "SELECT count(*) FROM audit.event", gets: .value("0")),
        Attack(
            "triggers switched off", by: .registrar, "SET session_replication_role = replica",
            gets: .refused(.insufficientPrivilege, "permission denied to set parameter \"session_replication_role\"")),
        Attack(
            "a trigger switched off", by: .administrator, "ALTER TABLE people.person DISABLE TRIGGER ALL",
            gets: .refused(.insufficientPrivilege, "must be owner of table person")),
        Attack(
            "history's trigger function, called by hand", by: .administrator, "SELECT history.keep_version()",
            gets: .refused(.insufficientPrivilege, "permission denied")),
    ])
    func isRefused(_ attack: Attack) async throws { try await expect(attack) }

    /// Whatever the statement says, who and when are the caller and now.
    @Test func nobodySignsWithAnothersName() async throws {
        let school = try await AttackSchool.shared.value
        let (note, homeroom) = try await withConnection(school.options(.homeroom)) { connection in
            let file = try #require(school.keys["file2"])
            let rows = try await connection.rows("SELECT care.add_note(\(file), 'signed')")
            return (rows[0][0] ?? "", school.keys["homeroom"])
        }
        let found = try await school.database.rows(
            "SELECT written_by, written_at > now() - interval '1 minute' FROM care.note WHERE id = \(literal: note)::bigint")
        #expect(found == [[homeroom.map(String.init), "t"]])
    }

    /// Each look at a confidential file is in the log, also where the reader goes on in the same transaction.
    @Test func aLookLeavesATrace() async throws {
        let school = try await AttackSchool.shared.value
        let file = try #require(school.keys["file1"])
        let affairs = try #require(school.keys["affairs"])
        func looks() async throws -> Int {
            let rows = try await school.database.rows(
                """
                SELECT count(*) FROM audit.event WHERE action = 'read' AND record_class = 'care_file'
                    AND record_key = \(file)::text AND person_id = \(affairs)
                """)
            return Int(rows[0][0] ?? "") ?? -1
        }
        let before = try await looks()
        try await withConnection(school.options(.affairs)) { connection in
            _ = try await connection.rows("SELECT count(*) FROM care.read_notes(\(file))")
            _ = try await connection.rows("SELECT count(*) FROM care.read_file(\(file)), care.read_concerns(\(file))")
        }
        #expect(try await looks() == before + 3)
    }
}

import Postgres
import TestSupport
import Testing

/// Rows of others, read or written.
extension AttackTests.Row {
    @Test(arguments: [
        // Reading.
        Attack(
            "COPY of a table", by: .homeroom, "COPY care.note TO STDOUT",
            gets: .refused(.insufficientPrivilege, "permission denied for table note")),
        Attack(
            "COPY of a query", by: .homeroom, "COPY (SELECT value FROM people.identifier) TO STDOUT",
            gets: .refused(.insufficientPrivilege, "permission denied for table identifier")),
        Attack(
            "COPY to a program", by: .homeroom, "COPY (SELECT 1) TO PROGRAM 'cat'",
            gets: .refused(.insufficientPrivilege, "to COPY to or from an external program")),
        Attack(
            "COPY to a file of the server", by: .homeroom, "COPY (SELECT 1) TO '/tmp/mine'",
            gets: .refused(.insufficientPrivilege, "to COPY to a file")),
        Attack(
            "whole identity numbers", by: .registrar, "SELECT value FROM people.identifier",
            gets: .refused(.insufficientPrivilege, "permission denied for table identifier")),
        Attack(
            "masked numbers of another class", by: .homeroom,
            "SELECT count(*) FROM people.identifier WHERE person_id = {student3}", gets: .value("0")),
        Attack(
            "the number of one's own child", by: .parent,
            "SELECT count(*) FROM people.identifier WHERE person_id = {student1}", gets: .value("0")),
        Attack(
            "notes past the function", by: .affairs, "SELECT text FROM care.note",
            gets: .refused(.insufficientPrivilege, "permission denied for table note")),
        Attack(
            "the file of one's own child", by: .parent, "SELECT * FROM care.read_notes({file1})",
            gets: .refused("NX003", "There is no such file, or you may not see it.")),
        Attack(
            "the file of another class", by: .homeroom, "SELECT * FROM care.read_notes({file3})",
            gets: .refused("NX003", "There is no such file, or you may not see it.")),
        Attack(
            "a file that is not there, to compare", by: .homeroom, "SELECT * FROM care.read_notes(0)",
            gets: .refused("NX003", "There is no such file, or you may not see it.")),
        Attack(
            "headings of another class's files", by: .homeroom,
            "SELECT count(*) FROM care.file WHERE student_id = {student3}",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack("files by rank", by: .leader, "SELECT count(*) FROM care.file", gets: .value("0")),
        Attack(
            "a whole row by its type", by: .homeroom, "SELECT person FROM people.person LIMIT 1",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "a whole row as JSON", by: .homeroom, "SELECT to_jsonb(person) FROM people.person LIMIT 1",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "a cursor that outlives its transaction", by: .homeroom,
            "DECLARE mine CURSOR WITH HOLD FOR SELECT count(*) FROM people.identifier WHERE person_id = {student3}",
            "FETCH mine", gets: .value("0")),
        Attack(
            "TABLESAMPLE", by: .homeroom, "SELECT count(*) FROM people.identifier TABLESAMPLE SYSTEM (100) WHERE person_id = {student3}",
            gets: .value("0")),
        Attack(
            "the place of a hidden row", by: .homeroom, "SELECT count(*) FROM care.file WHERE ctid > '(0,0)' AND student_id = {student3}",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        // Writing.
        Attack(
            "UPDATE of a visible row", by: .homeroom, "UPDATE care.file SET carer_id = {homeroom}",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack(
            "UPDATE of nothing", by: .homeroom, "UPDATE care.file SET state = 'closed' WHERE false",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack(
            "DELETE", by: .registrar, "DELETE FROM people.enrolment",
            gets: .refused(.insufficientPrivilege, "permission denied for table enrolment")),
        Attack(
            "INSERT with RETURNING", by: .registrar,
            "INSERT INTO people.person (name) VALUES ('mine') RETURNING id",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "ON CONFLICT onto a hidden row", by: .homeroom,
            "INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked) VALUES ({student1}, 'x', 'x', '', 'x') ON CONFLICT DO NOTHING",
            gets: .refused(.insufficientPrivilege, "permission denied for table identifier")),
        Attack(
            "MERGE", by: .homeroom,
            "MERGE INTO care.file USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack(
            "a writing WITH", by: .homeroom,
            "WITH gone AS (DELETE FROM care.file RETURNING id) SELECT count(*) FROM gone",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack(
            "COPY into a table", by: .registrar, "COPY people.person (name) FROM STDIN",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "TRUNCATE", by: .administrator, "TRUNCATE work.issue CASCADE",
            gets: .refused(.insufficientPrivilege, "permission denied for table issue")),
        Attack(
            "a lock that stops everybody", by: .homeroom, "LOCK TABLE people.person IN ACCESS EXCLUSIVE MODE",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "SELECT FOR UPDATE", by: .homeroom, "SELECT id FROM care.file FOR UPDATE",
            gets: .refused(.insufficientPrivilege, "permission denied for table file")),
        Attack(
            "a trigger of one's own", by: .administrator,
            "CREATE TRIGGER mine BEFORE INSERT ON people.person FOR EACH ROW EXECUTE FUNCTION history.stamp()",
            gets: .refused(.insufficientPrivilege, "permission denied for table person")),
        Attack(
            "a rule of one's own", by: .administrator, "CREATE RULE mine AS ON INSERT TO people.person DO ALSO NOTHING",
            gets: .refused(.insufficientPrivilege, "must be owner of")),
        Attack(
            "row security switched off", by: .administrator, "ALTER TABLE people.person DISABLE ROW LEVEL SECURITY",
            gets: .refused(.insufficientPrivilege, "must be owner of table person")),
        Attack(
            "a policy of one's own", by: .administrator, "CREATE POLICY mine ON people.person USING (true)",
            gets: .refused(.insufficientPrivilege, "must be owner of table person")),
        Attack(
            "row_security = off", by: .homeroom, "SET row_security = off", "SELECT count(*) FROM people.identifier",
            gets: .refused(.insufficientPrivilege, "query would be affected by row-level security policy")),
        Attack(
            "a care file for another class", by: .homeroom,
            "SELECT care.open_file({student3}, 'study', NULL, 'visit', NULL, 30)",
            gets: .refused("NX002", "You may not create this")),
        Attack(
            "a note in the file of another class", by: .homeroom, "SELECT care.add_note({file3}, 'mine')",
            gets: .refused("NX003", "There is no such file, or you may not see it.")),
        Attack(
            "a care file of no student", by: .homeroom,
            "SELECT care.open_file(NULL, 'study', NULL, 'visit', NULL, 30)",
            gets: .refused("NX002", "You may not create this")),
    ])
    func isRefused(_ attack: Attack) async throws { try await expect(attack) }

    /// What was planned for one person is checked for the next: the plan holds the question, not its answer.
    @Test func aPlanKeptFromOnePersonServesTheNextByTheirOwnRights() async throws {
        let school = try await AttackSchool.shared.value
        let (homeroom, other) = (
            try await school.token(of: .homeroom), try await school.token(of: .otherHomeroom)
        )
        try await withConnection(school.web) { connection in
            try await connection.execute(.unsafeRaw("SET plan_cache_mode = force_generic_plan"))
            try await connection.execute(
                .unsafeRaw("PREPARE mine AS SELECT string_agg(person_id::text, ' ' ORDER BY person_id) FROM people.identifier"))
            let key = { (name: String) in school.keys[name].map(String.init) ?? "" }
            for _ in 0..<4 {
                for (token, seen) in [
                    (homeroom, "\(key("student1")) \(key("student2"))"), (other, key("student3")), ("", nil),
                ] {
                    try await connection.execute("SELECT set_config('nuanxin.session', \(token), false)")
                    #expect(try await connection.rows("EXECUTE mine") == [[seen]])
                }
            }
        }
    }
}

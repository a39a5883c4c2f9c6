import Postgres
import TestSupport
import Testing

/// What is hidden, learnt by other ways than reading it.
extension AttackTests.SideDoor {
    @Test(arguments: [
        Attack(
            "a function of one's own that tells what it is shown", by: .homeroom,
            "CREATE FUNCTION pg_temp.leak(text) RETURNS bool LANGUAGE plpgsql COST 0.0001 AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'",
            gets: .refused(.insufficientPrivilege, "permission denied")),
        Attack(
            "an operator of one's own", by: .homeroom,
            "CREATE OPERATOR public.### (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
            gets: .refused(.insufficientPrivilege, "permission denied for schema public")),
        Attack(
            "a cast error on hidden values", by: .homeroom,
            "SELECT count(*) FROM people.identifier WHERE masked::int = 0 AND person_id = {student3}",
            gets: .value("0")),
        Attack(
            "a division by zero on hidden values", by: .homeroom,
            "SELECT count(*) FROM people.identifier WHERE 1 / (person_id - {student3}) > 5", gets: .value("0")),
        Attack(
            "EXPLAIN of a table that is not granted", by: .general,
            "EXPLAIN (ANALYZE) SELECT student_id FROM care.left_behind_record",
            gets: .refused(.insufficientPrivilege, "permission denied for table left_behind_record")),
        Attack(
            "the planner's statistics", by: .homeroom,
            "SELECT count(*) FROM pg_stats WHERE schemaname IN ('people', 'care', 'work', 'aid')", gets: .value("0")),
        Attack(
            "the statistics themselves", by: .homeroom, "SELECT count(*) FROM pg_statistic",
            gets: .refused(.insufficientPrivilege, "permission denied for table pg_statistic")),
        Attack(
            "extended statistics", by: .homeroom, "SELECT count(*) FROM pg_statistic_ext_data",
            gets: .refused(.insufficientPrivilege, "permission denied for table pg_statistic_ext_data")),
        Attack(
            "the count behind a sequence", by: .homeroom, "SELECT last_value FROM care.file_id_seq",
            gets: .refused(.insufficientPrivilege, "permission denied for sequence file_id_seq")),
        Attack(
            "the next number of a sequence", by: .homeroom, "SELECT nextval('care.file_id_seq')",
            gets: .refused(.insufficientPrivilege, "permission denied for sequence file_id_seq")),
        Attack(
            "a foreign key as an oracle", by: .homeroom,
            "CREATE TABLE public.mine (id bigint REFERENCES care.file)",
            gets: .refused(.insufficientPrivilege, "permission denied")),
        Attack(
            "a temporary table, to shadow names", by: .homeroom, "CREATE TEMP TABLE person (id bigint)",
            gets: .refused(.insufficientPrivilege, "permission denied to create temporary tables in database")),
        Attack(
            "a schema of one's own", by: .homeroom, "CREATE SCHEMA mine",
            gets: .refused(.insufficientPrivilege, "permission denied for database")),
        Attack(
            "a view of one's own", by: .homeroom, "CREATE VIEW public.mine AS SELECT 1",
            gets: .refused(.insufficientPrivilege, "permission denied for schema public")),
        Attack(
            "code in a block", by: .homeroom, "DO $$ BEGIN PERFORM 1 FROM care.note; END $$",
            gets: .refused(.insufficientPrivilege, "permission denied for table note")),
        Attack(
            "a language that is not trusted", by: .homeroom,
            "CREATE FUNCTION public.mine() RETURNS int LANGUAGE internal AS 'pg_backend_pid'",
            gets: .refused(.insufficientPrivilege, "permission denied for")),
        Attack(
            "an extension with foreign servers", by: .homeroom, "CREATE EXTENSION dblink SCHEMA work",
            gets: .refused(.insufficientPrivilege, "permission denied to create extension")),
        Attack(
            "a large object", by: .homeroom, "SELECT lo_creat(-1)",
            gets: .refused(.insufficientPrivilege, "permission denied for function lo_creat")),
        Attack(
            "a file of the server", by: .administrator, "SELECT pg_read_file('postgresql.conf')",
            gets: .refused(.insufficientPrivilege, "permission denied for function pg_read_file")),
        Attack(
            "a folder of the server", by: .administrator, "SELECT pg_ls_dir('.')",
            gets: .refused(.insufficientPrivilege, "permission denied for function pg_ls_dir")),
        Attack(
            "the log of the server", by: .auditor, "SELECT pg_current_logfile()",
            gets: .refused(.insufficientPrivilege, "permission denied for function pg_current_logfile")),
        Attack(
            "somebody else's session ended", by: .administrator,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_get_activity(NULL) WHERE usesysid <> current_user::regrole::oid LIMIT 1",
            gets: .refused(.insufficientPrivilege, "must be a")),
        Attack(
            "statements of others", by: .administrator,
            "SELECT count(*) FROM pg_stat_activity WHERE usename IS DISTINCT FROM current_user AND query NOT IN ('<insufficient privilege>', '')",
            gets: .value("0")),
        Attack(
            "the name of a child by the leak check", by: .carer, "SELECT * FROM work.leaks('student1')",
            gets: .refused("NX002", "You may not")),
        Attack(
            "the class of a child by number", by: .administrator, "SELECT units.class_of({student1})",
            gets: .refused(.insufficientPrivilege, "permission denied for function class_of")),
        Attack(
            "the key of the digests", by: .registrar, "SELECT key FROM people.identifier_key",
            gets: .refused(.insufficientPrivilege, "permission denied for table identifier_key")),
        Attack(
            "the digest of a guessed number", by: .registrar, "SELECT people.digest('420800200905010001')",
            gets: .refused(.insufficientPrivilege, "permission denied for function digest")),
        Attack(
            "the pseudonym of a child", by: .analyst,
            "SELECT reporting.pseudonym('student', '2026-2027-1', {student1})",
            gets: .refused(.insufficientPrivilege, "permission denied for function pseudonym")),
        Attack(
            "people, for an analyst", by: .analyst, "SELECT count(*) FROM people.person",
            gets: .refused(.insufficientPrivilege, "permission denied for schema people")),
        Attack(
            "an endless loop by a number of days", by: .homeroom,
            "SELECT ref.add_working_days(current_date, 2147483647)",
            gets: .refused("NX004", "")),
    ])
    func isRefused(_ attack: Attack) async throws { try await expect(attack) }

    /// No error tells a value that its reader may not see.
    @Test func errorsCarryNoValues() async throws {
        let school = try await AttackSchool.shared.value
        try await withConnection(school.options(.registrar)) { connection in
            let student = try #require(school.keys["student1"])
            let statements: [SQL] = [
                "SELECT people.reveal_identifier(\(student), ' ')", "SELECT care.open_file(\(student), 'study', NULL, 'x', NULL, 30)",
                "SELECT care.add_note(0, 'spoke')", "SELECT people.student_profile('x')",
            ]
            for statement in statements {
                do {
                    _ = try await connection.rows(statement)
                } catch PostgresError.server(let error) {
                    let told = [error.message, error.detail ?? "", error.hint ?? "", error.context ?? ""].joined()
                    #expect(!told.contains("42080020090501") && !told.contains("grandmother") && !told.contains("student1"))
                }
            }
        }
    }
}

-- A small school, with people of several kinds, each on a login of their own. What does each of them see?
BEGIN;
SELECT plan(51);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';

\ir school/school.sql
SELECT is((SELECT upper(valid) FROM people.guardianship WHERE guardian_id = (SELECT id FROM known WHERE name = 't_parent')), DATE '2027-05-01', 'guardianship ends on the 18th birthday');

-- Directory.
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM people.student'), '3', 'a homeroom teacher sees the directory');
SELECT is(pg_temp.as_person('t_carer', 'SELECT count(*) FROM people.student'), '0', 'a carer without a pairing sees no student');
SELECT is(pg_temp.as_person('t_admin', 'SELECT count(*) FROM people.person'), '1', 'an administrator sees no record but the own name');
SELECT is(pg_temp.as_person('t_analyst', 'SELECT count(*) FROM people.person'), 'ERROR 42501', 'an analyst does not reach people at all');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT count(*) FROM people.student'), '3', 'an auditor reads the directory');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT count(*) FROM people.enrolment'), '3', 'and the roll');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT count(*) FROM field.linkage_quota'), pg_temp.as_person('t_party', 'SELECT count(*) FROM field.linkage_quota'), 'and linkages with their quotas');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT masked FROM people.identifier LIMIT 1'), 'ERROR 42501', 'but no number, not even masked');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT id FROM care.file LIMIT 1'), 'ERROR 42501', 'and no care file');
SELECT is(pg_temp.as_person('t_auditor', format('SELECT masked_id || roll_number FROM people.student_profile(%s)', (SELECT id FROM known WHERE name = 'student1'))), NULL, 'nor through the student''s page');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT birth_date FROM people.person LIMIT 1'), 'ERROR 42501', 'personal columns are not granted');
-- Identity numbers.
SELECT is(pg_temp.as_person('t_registrar', 'SELECT count(masked) FROM people.identifier'), '3', 'the registrar sees masked numbers of all');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(masked) FROM people.identifier'), '2', 'a homeroom teacher sees masked numbers of the own class');
SELECT is(pg_temp.as_person('t_parent', 'SELECT count(masked) FROM people.identifier'), '1', 'a parent does not see the own child''s number by office');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(masked) FROM people.identifier'), '0', 'general affairs sees no numbers');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT value FROM people.identifier LIMIT 1'), 'ERROR 42501', 'not even the registrar selects a whole number');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT people.reveal_identifier(%s, ''roll'')', (SELECT id FROM known WHERE name = 'student1'))), 'ERROR NX002', 'a homeroom teacher cannot reveal');
SELECT isnt(pg_temp.as_person('t_registrar', format('SELECT people.reveal_identifier(%s, ''roll'')', (SELECT id FROM known WHERE name = 'student1'))), NULL, 'the registrar reveals with a purpose');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT people.reveal_identifier(%s, '' '')', (SELECT id FROM known WHERE name = 'student1'))), 'ERROR NX004', 'but not without one');
SELECT isnt_empty($$SELECT FROM audit.event WHERE action = 'reveal' AND purpose = 'roll'$$, 'and the log knows');

-- Care files: opened by the homeroom teacher, read with a trace.
SELECT isnt(pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''left_behind'', ''both parents away'', ''visit'', NULL, 30)', (SELECT id FROM known WHERE name = 'student1'))), NULL, 'a homeroom teacher opens a file for the own class');
SELECT is((SELECT count(*)::int FROM care.file), 1, 'the file is there');
INSERT INTO known SELECT 'file', id FROM care.file;
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''study'', NULL, ''visit'', NULL, 30)', (SELECT id FROM known WHERE name = 'student3'))), 'ERROR NX002', 'not for another class');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''study'', NULL, ''visit'', NULL, 30)', (SELECT id FROM known WHERE name = 'student1'))), 'ERROR NX001', 'one open file a student');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.add_note(%s, ''spoke with the grandmother'') > 0', (SELECT id FROM known WHERE name = 'file'))), 'true', 'and writes in it');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT text FROM care.read_notes(%s)', (SELECT id FROM known WHERE name = 'file'))), 'spoke with the grandmother', 'student affairs reads it');
SELECT is(pg_temp.as_person('t_grade', format('SELECT text FROM care.read_notes(%s)', (SELECT id FROM known WHERE name = 'file'))), 'spoke with the grandmother', 'the grade office reads its grade');
SELECT is(pg_temp.as_person('t_parent', format('SELECT text FROM care.read_notes(%s)', (SELECT id FROM known WHERE name = 'file'))), 'ERROR NX003', 'the parent on the staff does not');
SELECT is(pg_temp.as_person('t_general', format('SELECT text FROM care.read_notes(%s)', (SELECT id FROM known WHERE name = 'file'))), 'ERROR NX003', 'nor does general affairs');
SELECT is(pg_temp.as_person('t_leader', 'SELECT count(*) FROM care.file'), '0', 'rank gives no right');
SELECT is(pg_temp.as_person('t_counsellor', 'SELECT count(*) FROM care.file'), '0', 'a counsellor sees referred students only');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT text FROM care.note LIMIT 1'), 'ERROR 42501', 'notes cannot be read past the function');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'read' AND record_class = 'care_file' AND record_key = (SELECT id::text FROM known WHERE name = 'file')
           AND person_id = (SELECT id FROM known WHERE name = 't_affairs')), 1, 'the look at the notes is in the log');
SELECT is(pg_temp.as_person('t_homeroom', 'UPDATE care.file SET carer_id = NULL RETURNING 1'), 'ERROR 42501', 'nobody writes past the functions');
SELECT is(pg_temp.as_person('t_homeroom', 'DELETE FROM history.version RETURNING 1'), 'ERROR 42501', 'history cannot be touched');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT count(*) > 0 FROM audit.event'), 'true', 'the auditor reads the log');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT count(*) FROM audit.event'), '0', 'others do not');

-- Dates: what ended yesterday gives nothing.
UPDATE access.role_assignment SET valid = daterange(current_date - 60, current_date) WHERE person_id = (SELECT id FROM known WHERE name = 't_homeroom');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM people.identifier'), '0', 'an assignment that ended gives nothing');
UPDATE access.role_assignment SET valid = daterange(current_date, current_date + 9), approved_at = NULL WHERE person_id = (SELECT id FROM known WHERE name = 't_homeroom');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM people.identifier'), '0', 'an assignment that nobody approved gives nothing');
UPDATE auth.account SET disabled_at = now() WHERE login_name = 't_grade';
SELECT is(pg_temp.as_person('t_grade', 'SELECT count(*) FROM people.student'), '0', 'a disabled account sees nothing at the next statement');

-- Identity cannot be borrowed.
SELECT is(pg_temp.as_person('t_general', 'SET ROLE nuanxin_owner'), 'ERROR 42501', 'SET ROLE is refused');
SELECT is(pg_temp.as_person('t_general', 'SELECT access.set_up_account(''x'', ''x'', ''y'', ''{}'', current_date)'), 'ERROR 42501', 'the set-up function is for superusers');
SELECT is(pg_temp.as_person('t_general', 'SELECT login.make(''xyz'', ''y'', ''nuanxin_staff'')'), 'ERROR 42501', 'the login functions are closed');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT count(*) FROM people.student'), '0', 'the web role without a token sees no row');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.open_session()'), 'ERROR 42501', 'and cannot make a session');
INSERT INTO known SELECT 'token-length', length(pg_temp.as_person('t_registrar', 'SELECT auth.open_session()'));
SELECT is((SELECT id::int FROM known WHERE name = 'token-length'), 64, 'a person opens a session on the own login');
SELECT is(pg_temp.as_person('t_general', format('SELECT set_config(''nuanxin.session'', %L, true) IS NOT NULL AND access.person_id() = %s', repeat('a', 64), (SELECT id FROM known WHERE name = 't_general'))),
          'true', 'a forged session setting does not change who one is');
-- Roles: proposed by one, approved by another.
SELECT is(pg_temp.as_person('t_party', format('SELECT access.propose_role(%s, ''carer'', NULL, ''x'', current_date + 9)', (SELECT id FROM known WHERE name = 't_general'))), 'ERROR NX002', 'the party office does not propose accounts');
INSERT INTO known SELECT 'assignment', pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''safety'', NULL, ''covers for a colleague'', current_date + 9)', (SELECT id FROM known WHERE name = 't_party')))::bigint;
SELECT is(pg_temp.as_person('t_party', format('SELECT access.approve_role(%s)', (SELECT id FROM known WHERE name = 'assignment'))), 'ERROR NX002', 'nobody approves an own role');
SELECT is(pg_temp.as_person('t_party2', format('SELECT access.approve_role(%s)', (SELECT id FROM known WHERE name = 'assignment'))), '', 'another person does');
SELECT * FROM finish();
ROLLBACK;

-- A small school, with people of several kinds, each on a login of their own. What does each of them see?
BEGIN;
SELECT plan(51);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';

-- Runs a query on somebody's own login and answers its first value, or the SQLSTATE of the refusal.
CREATE FUNCTION pg_temp.as_person(login text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', login);
    BEGIN
        EXECUTE query INTO answer;
    EXCEPTION WHEN OTHERS THEN
        answer := 'ERROR ' || SQLSTATE;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.verifier() RETURNS text LANGUAGE sql AS $$
    SELECT 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=' $$;
CREATE TEMP TABLE known (name text PRIMARY KEY, id bigint);
GRANT SELECT ON known TO PUBLIC;

-- Units: a school, one grade, two classes, one office.
WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'school', '测试中学', '[2020-01-01,)' FROM school),
     kept AS (INSERT INTO known SELECT 'school', id FROM school) SELECT;
WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2024 FROM known WHERE name = 'school' RETURNING id),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'grade', '测试年级', '[2020-01-01,)' FROM grade),
     kept AS (INSERT INTO known SELECT 'grade', id FROM grade) SELECT;
WITH class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2024, number FROM known, generate_series(1, 2) AS number
               WHERE name = 'grade' RETURNING id, cohort_number),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'class', '测试' || cohort_number || '班', '[2020-01-01,)' FROM class),
     kept AS (INSERT INTO known SELECT 'class' || cohort_number, id FROM class) SELECT;
WITH office AS (INSERT INTO units.unit (kind, parent_id) SELECT 'office', id FROM known WHERE name = 'school' RETURNING id),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'office', '测试总务处', '[2020-01-01,)' FROM office),
     kept AS (INSERT INTO known SELECT 'office', id FROM office) SELECT;

-- Two students in class 1, one in class 2.
WITH born AS (INSERT INTO people.person (name, sex, birth_date) SELECT 'student' || n, '1', DATE '2009-05-01' FROM generate_series(1, 3) AS n RETURNING id, name),
     kept AS (INSERT INTO known SELECT name, id FROM born) SELECT;
INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM known WHERE name LIKE 'student%';
INSERT INTO people.enrolment (student_id, valid) SELECT id, '[2024-09-01,)' FROM known WHERE name LIKE 'student%';
INSERT INTO people.class_placement (student_id, class_id, valid)
SELECT student.id, class.id, '[2024-09-01,)' FROM known AS student JOIN known AS class
    ON class.name = CASE student.name WHEN 'student3' THEN 'class2' ELSE 'class1' END WHERE student.name LIKE 'student%';
INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked)
SELECT id, 'resident_id', '42080020090501' || id, people.digest('42080020090501' || id), '**' FROM known WHERE name LIKE 'student%';
INSERT INTO people.contact_point (person_id, value) SELECT id, '13900000000' FROM known WHERE name LIKE 'student%';

-- Staff with logins. The parent teaches too: student1 is the parent's own child.
CREATE FUNCTION pg_temp.hire(login text, role text, unit text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    hired bigint := access.set_up_account(login, login, pg_temp.verifier(), ARRAY[role], current_date + 30);
BEGIN
    INSERT INTO people.staff (person_id, staff_number) VALUES (hired, login);
    UPDATE access.role_assignment SET unit_id = (SELECT id FROM known WHERE name = unit) WHERE person_id = hired AND unit IS NOT NULL;
    INSERT INTO known VALUES (login, hired);
END $$;
SELECT pg_temp.hire(login, role, unit) FROM (VALUES ('t_registrar', 'registrar', NULL), ('t_homeroom', 'homeroom_teacher', 'class1'), ('t_parent', 'homeroom_teacher', 'class1'),
    ('t_grade', 'grade_office', 'grade'), ('t_affairs', 'student_affairs', NULL), ('t_counsellor', 'counselling', NULL), ('t_clinic', 'clinic', NULL), ('t_aid', 'student_aid', NULL),
    ('t_general', 'general_affairs', 'office'), ('t_discipline', 'discipline', NULL), ('t_party', 'party_office', NULL), ('t_party2', 'party_office', NULL), ('t_leader', 'leader', NULL),
    ('t_carer', 'carer', NULL), ('t_analyst', 'analyst', NULL), ('t_admin', 'administrator', NULL), ('t_auditor', 'auditor', NULL)) AS staff (login, role, unit);
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid) SELECT child.id, parent.id, '父亲', '[2009-05-01,)' FROM known AS child, known AS parent
    WHERE child.name = 'student1' AND parent.name = 't_parent';
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

-- A small school for the tests: three students, two classes, people of every kind, each on a login of their own.
-- Their keys stand by name in the temporary table known.
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

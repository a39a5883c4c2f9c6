-- A school of 2,000 students in 40 classes, 200,000 visits, and the people who ask. Keys by name in public.bench_key.
SET timezone = 'Asia/Shanghai';
CREATE TABLE public.bench_key (name text PRIMARY KEY, id bigint NOT NULL);
WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id) INSERT INTO bench_key SELECT 'school', id FROM school;
WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2024 FROM bench_key RETURNING id) INSERT INTO bench_key SELECT 'grade', id FROM grade;
WITH class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2024, n FROM bench_key, generate_series(1, 40) AS n WHERE name = 'grade' RETURNING id, cohort_number)
INSERT INTO bench_key SELECT 'class' || cohort_number, id FROM class;
INSERT INTO people.person (name, sex, birth_date) SELECT 'student' || n, '1', '2009-05-01' FROM generate_series(1, 2000) AS n;
INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM people.person WHERE name LIKE 'student%';
INSERT INTO people.enrolment (student_id, valid) SELECT person_id, '[2024-09-01,)' FROM people.student;
INSERT INTO people.class_placement (student_id, class_id, valid)
SELECT person_id, (SELECT id FROM bench_key WHERE name = 'class' || (1 + person_id % 40)), '[2024-09-01,)' FROM people.student;
CREATE FUNCTION public.bench_hire(login text, role text) RETURNS bigint LANGUAGE sql AS $$
    SELECT access.set_up_account(login, login, 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=', ARRAY[role], current_date + 30) $$;
INSERT INTO bench_key SELECT login, bench_hire(login, role) FROM (VALUES ('bench-homeroom', 'homeroom_teacher'), ('bench-affairs', 'student_affairs')) AS staff (login, role);
UPDATE access.role_assignment SET unit_id = (SELECT id FROM bench_key WHERE name = 'class1') WHERE role = 'homeroom_teacher';
-- Eighteen more, so that there are twenty accounts.
SELECT count(bench_hire('bench-few' || n, 'teacher')) FROM generate_series(1, 18) AS n;
INSERT INTO care.file (student_id, source, opened_on) SELECT person_id, 'x', current_date FROM people.student;
INSERT INTO field.visit (kind, mode, visited_on, visitor_id, student_id)
SELECT 'home', 'phone', current_date - n % 300, (SELECT id FROM bench_key WHERE name = 'bench-affairs'), student.person_id
FROM generate_series(1, 100) AS n, people.student;
-- The same writes into a table that keeps history and is logged, and into one that is not.
CREATE SCHEMA bench;
CREATE TABLE bench.bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, student_id bigint, words text);
CREATE TABLE bench.kept (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, student_id bigint, words text);
CALL history.keep('bench.kept');
CREATE FUNCTION bench.insert_bare() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO bench.bare (student_id, words) VALUES (1, 'spoke with the grandmother'); END $$;
CREATE FUNCTION bench.insert_kept() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bench.kept (student_id, words) VALUES (1, 'spoke with the grandmother');
    PERFORM audit.record('create', 'care_file', '1', 1, NULL, NULL);
END $$;
CREATE FUNCTION bench.update_bare(which int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE bench.bare SET words = words || '.' WHERE id = which; END $$;
CREATE FUNCTION bench.update_kept(which int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bench.kept SET words = words || '.' WHERE id = which;
    PERFORM audit.record('edit', 'care_file', '1', 1, NULL, NULL);
END $$;
INSERT INTO bench.bare (student_id, words) SELECT n, 'x' FROM generate_series(1, 10000) AS n;
INSERT INTO bench.kept (student_id, words) SELECT n, 'x' FROM generate_series(1, 10000) AS n;
VACUUM ANALYZE;

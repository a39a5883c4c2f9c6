-- A very large school: 100,000 students in 2,000 classes of three grades, five years of contacts, visits, family calls and the history of them.
-- Rows are put in past triggers: what a trigger would add is made here in bulk. Keys by name in public.bench_key.
SET timezone = 'Asia/Shanghai';
SET session_replication_role = replica;
SET maintenance_work_mem = '512MB';
SET max_parallel_maintenance_workers = 0;
CREATE TABLE public.bench_key (name text PRIMARY KEY, id bigint NOT NULL);
CREATE FUNCTION public.opening_year() RETURNS int LANGUAGE sql STABLE AS $$ SELECT extract(year FROM ref.today() - interval '8 months')::int $$;
WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id) INSERT INTO bench_key SELECT 'school', id FROM school;
INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'school', '量大中学', '[2015-01-01,)' FROM bench_key;
WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, opening_year() - n FROM bench_key, generate_series(0, 2) AS n RETURNING id, cohort_entry_year)
INSERT INTO bench_key SELECT 'grade' || cohort_entry_year, id FROM grade;
INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT unit.id, 'grade', (ARRAY['高一', '高二', '高三'])[1 + opening_year() - unit.cohort_entry_year], daterange(make_date(opening_year(), 8, 15), NULL)
FROM units.unit WHERE unit.kind = 'grade';
WITH class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', unit.id, unit.cohort_entry_year, n FROM units.unit, generate_series(1, 667) AS n
               WHERE unit.kind = 'grade' RETURNING id, cohort_entry_year, cohort_number)
INSERT INTO bench_key SELECT 'class' || (cohort_number - 1) * 3 + opening_year() - cohort_entry_year, id FROM class;
INSERT INTO units.unit_label (unit_id, kind, label, valid)
SELECT unit.id, 'class', (ARRAY['高一', '高二', '高三'])[1 + opening_year() - unit.cohort_entry_year] || '(' || unit.cohort_number || ')班', daterange(make_date(opening_year(), 8, 15), NULL)
FROM units.unit WHERE unit.kind = 'class';

-- Students: 50 in a class.
INSERT INTO people.person (name, sex, birth_date, in_directory, created_at)
SELECT substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + n % 20, 1) || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂', 1 + n / 20 % 22, 1) || substr('子雨梓浩欣宇佳俊思晨', 1 + n / 440 % 10, 1),
       (1 + n % 2)::text, make_date(opening_year() - 15 - n % 3, 1 + n % 12, 1 + n % 28), true, now()
FROM generate_series(0, 99999) AS n;
UPDATE people.person SET name_pinyin = read.pinyin, name_initials = read.initials
FROM (SELECT named.name, people.pinyin_of(named.name) AS pinyin, people.initials_of(named.name) AS initials FROM (SELECT DISTINCT name FROM people.person) AS named) AS read WHERE read.name = person.name;
INSERT INTO people.student (person_id, entry_year, household_kind, residence_kind)
SELECT person.id, opening_year() - (row_number() OVER (ORDER BY person.id)) % 3, CASE WHEN person.id % 3 = 0 THEN 'urban' ELSE 'rural' END, CASE WHEN person.id % 2 = 0 THEN 'boarding' ELSE 'day' END FROM people.person;
CREATE TABLE public.bench_student AS SELECT student.person_id AS id, (row_number() OVER (ORDER BY student.person_id) - 1)::int AS n, student.entry_year FROM people.student;
INSERT INTO people.enrolment (student_id, valid) SELECT id, daterange(make_date(entry_year, 9, 1), NULL) FROM bench_student;
INSERT INTO people.class_placement (student_id, class_id, valid)
SELECT student.id, class.id, daterange(make_date(student.entry_year, 9, 1), NULL)
FROM (SELECT *, row_number() OVER (PARTITION BY entry_year ORDER BY n) - 1 AS place FROM bench_student) AS student
JOIN units.unit AS class ON class.kind = 'class' AND class.cohort_entry_year = student.entry_year AND class.cohort_number = 1 + student.place / 50;
INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked)
SELECT id, 'resident_id', '42080020' || lpad(n::text, 10, '0'), sha256(convert_to('bench' || n, 'UTF8')), '4208**********' || lpad((n % 10000)::text, 4, '0') FROM bench_student;
INSERT INTO people.contact_point (person_id, value) SELECT id, '139' || lpad(n::text, 8, '0') FROM bench_student;
INSERT INTO people.address (person_id, kind, text, valid) SELECT id, 'home', '某村' || n % 500 || '组', '[2020-01-01,)' FROM bench_student;
INSERT INTO people.person (name, in_directory) SELECT '家长' || n, false FROM generate_series(0, 99999) AS n;
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid)
SELECT student.id, guardian.id, '母亲', daterange(person.birth_date, (person.birth_date + interval '18 years')::date)
FROM bench_student AS student JOIN people.person ON person.id = student.id JOIN people.person AS guardian ON guardian.id = student.id + 100000;

-- Staff: those who ask, and 2,000 teachers.
SET session_replication_role = origin;
CREATE FUNCTION public.bench_hire(login text, role text) RETURNS bigint LANGUAGE sql AS $$
    SELECT access.set_up_account(login, login, 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=', ARRAY[role], current_date + 30) $$;
INSERT INTO bench_key SELECT login, bench_hire(login, role) FROM (VALUES ('bench-homeroom', 'homeroom_teacher'), ('bench-affairs', 'student_affairs'), ('bench-aid', 'student_aid'),
    ('bench-registrar', 'registrar'), ('bench-party', 'party_office'), ('bench-grade', 'grade_office')) AS staff (login, role);
SET session_replication_role = replica;
UPDATE access.role_assignment SET unit_id = (SELECT id FROM bench_key WHERE name = 'class0') WHERE role = 'homeroom_teacher';
UPDATE access.role_assignment SET unit_id = (SELECT id FROM bench_key WHERE name = 'grade' || opening_year()) WHERE role = 'grade_office';
INSERT INTO people.staff (person_id, staff_number) SELECT id, name FROM bench_key WHERE name LIKE 'bench-%';
-- Two thousand homeroom teachers, who make the visits and calls; the one who asks is the first.
CREATE TABLE public.bench_teacher AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM bench_key WHERE name = 'bench-homeroom';
WITH born AS (INSERT INTO people.person (name, in_directory) SELECT '教师' || n, true FROM generate_series(1, 2000) AS n RETURNING id)
INSERT INTO bench_teacher SELECT id, row_number() OVER (ORDER BY id) FROM born;
INSERT INTO people.staff (person_id, staff_number) SELECT id, 'T' || n FROM bench_teacher WHERE n > 0;
CREATE FUNCTION public.bench_teacher_of(student_n int) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT id FROM bench_teacher WHERE n = student_n / 3 / 50 % 2001 $$;
CREATE TABLE public.bench_taught AS SELECT id, bench_teacher_of(n) AS teacher_id FROM bench_student;
CREATE INDEX ON public.bench_taught (id, teacher_id);

-- Care files for a fifth, left-behind records of ten semesters for a quarter, aid for a tenth.
INSERT INTO care.file (student_id, source, opened_on, carer_id) SELECT id, '班主任上报', make_date(entry_year, 10, 8), (SELECT id FROM bench_key WHERE name = 'bench-homeroom') FROM bench_student WHERE n % 5 = 0;
INSERT INTO care.concern (file_id, kind, opened_on) SELECT id, 'left_behind', opened_on FROM care.file;
INSERT INTO care.contact_rule (file_id, every_days, basis, valid) SELECT id, 30, '默认', daterange(opened_on, NULL) FROM care.file;
INSERT INTO care.left_behind_record (student_id, semester, state, reported_kind, father_away, mother_away, confirmed_by, confirmed_on)
SELECT id, semester.code, 'confirmed', 'both', 'yes', 'yes', (SELECT id FROM bench_key WHERE name = 'bench-homeroom'), semester.starts_on FROM bench_student CROSS JOIN ref.semester WHERE n % 4 = 0 AND semester.starts_on BETWEEN make_date(entry_year, 8, 1) AND ref.today();
INSERT INTO aid.category_evidence (student_id, category, evidence, valid)
SELECT id, (ARRAY['poverty_alleviated', 'rural_minimum', 'urban_minimum', 'orphan', 'disabled_student'])[1 + n / 10 % 5], '名单', daterange(make_date(entry_year, 9, 1), NULL) FROM bench_student WHERE n % 10 = 0;
INSERT INTO aid.determination (student_id, school_year, level, state, determined_on)
SELECT id, year || '-' || year + 1, level.level, 'determined', make_date(year, 10, 20)
FROM bench_student CROSS JOIN LATERAL generate_series(entry_year, opening_year()) AS year CROSS JOIN LATERAL (SELECT level FROM aid.level ORDER BY sort_order OFFSET n / 10 % 2 LIMIT 1) AS level WHERE n % 10 = 0;

-- Ten million rows of what was done over five years: contacts, family calls, visits, and the versions that they left.
\echo contacts
INSERT INTO care.contact_log (file_id, contacted_on, contacted_by, mode, outcome, summary)
SELECT file.id, ref.today() - (n * 1826 / 150) - (file.id % 7)::int, (SELECT id FROM bench_key WHERE name = 'bench-homeroom'), 'phone', 'reached', '与家长通话' FROM care.file CROSS JOIN generate_series(0, 149) AS n;
INSERT INTO care.last_contact (file_id, reached_on) SELECT file_id, max(contacted_on) FROM care.contact_log GROUP BY file_id;
\echo calls
INSERT INTO care.family_call (student_id, called_on, with_whom, minutes, outcome, created_by)
SELECT student.id, ref.today() - turn * 1826 / 100 - student.id::int % 7, '母亲', 10, CASE WHEN turn % 9 = 0 THEN 'not_reached' ELSE 'reached' END, taught.teacher_id
FROM bench_student AS student JOIN bench_taught AS taught ON taught.id = student.id CROSS JOIN generate_series(0, 99) AS turn WHERE student.n % 4 = 0;
\echo visits
INSERT INTO field.visit (kind, mode, visited_on, visitor_id, student_id, heard)
SELECT 'home', CASE WHEN turn % 2 = 0 THEN 'in_person' ELSE 'phone' END, ref.today() - turn * 1826 / 15 - student.id::int % 60, taught.teacher_id, student.id, '家中情况平稳'
FROM bench_student AS student JOIN bench_taught AS taught ON taught.id = student.id CROSS JOIN generate_series(0, 14) AS turn;
\echo versions
INSERT INTO history.version (table_name, row_key, operation, old_row, changed_by, changed_at)
SELECT 'care.file', file.id::text, 'UPDATE', jsonb_build_object('id', file.id, 'state', 'active', 'carer_id', n), (SELECT id FROM bench_key WHERE name = 'bench-affairs'), now() - n * interval '14 days' FROM care.file CROSS JOIN generate_series(1, 150) AS n;

-- The work of the party office: 20,000 issues, 40,000 tasks.
INSERT INTO work.issue (number, title, area, severity, unit_id, leader_id, raised_by, heard_on, deadline_original, deadline, state, closed_on)
SELECT to_char(ref.today() - n % 1800, 'YYYY') || '-' || lpad((100000 + n)::text, 6, '0'), '问题' || n, (ARRAY['campus_safety', 'student_care'])[1 + n % 2], 'normal', (SELECT id FROM bench_key WHERE name = 'grade' || opening_year()),
       (SELECT id FROM bench_key WHERE name = 'bench-party'), (SELECT id FROM bench_key WHERE name = 'bench-affairs'), ref.today() - n % 1800, ref.today() - n % 1800 + 30, ref.today() - n % 1800 + 30,
       CASE WHEN n % 20 = 0 THEN 'in_progress' ELSE 'closed' END, CASE WHEN n % 20 <> 0 THEN ref.today() - n % 1800 + 25 END FROM generate_series(1, 20000) AS n;
INSERT INTO work.task (issue_id, measure, unit_id, person_id, deadline, state, done_on)
SELECT issue.id, '措施', issue.unit_id, (SELECT id FROM bench_key WHERE name = 'bench-grade'), issue.deadline, CASE WHEN issue.state = 'closed' THEN 'done' ELSE 'in_progress' END, issue.closed_on FROM work.issue CROSS JOIN generate_series(1, 2);
SET session_replication_role = origin;
\echo vacuum
VACUUM ANALYZE;

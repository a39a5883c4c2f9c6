-- What an attacker with SQL tries, and gets. Each test is named as the attack; the school is that of access.sql.
BEGIN;
SELECT plan(171);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';

\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
-- Runs with a setting that the attacker made on the own connection.
CREATE FUNCTION pg_temp.as_person_with(login text, setting text, value text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    before text := current_setting(setting, true);
    answer text;
BEGIN
    PERFORM set_config(setting, value, true);
    answer := pg_temp.as_person(login, query);
    PERFORM set_config(setting, coalesce(before, ''), true);
    RETURN answer;
END $$;
-- The rows that EXPLAIN ANALYZE says were taken away, or the refusal.
CREATE FUNCTION pg_temp.explained(login text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
    line text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', login);
    BEGIN
        FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || query LOOP
            answer := coalesce(answer, '') || coalesce(substring(line FROM 'Rows Removed by Filter: \d+'), '');
        END LOOP;
    EXCEPTION WHEN OTHERS THEN
        answer := 'ERROR ' || SQLSTATE;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;

-- Rights that outlive their day.
UPDATE access.role_assignment SET valid = daterange(ref.today() - 60, ref.today()) WHERE person_id = pg_temp.id('t_grade');
SELECT is(pg_temp.as_person_with('t_grade', 'timezone', 'Etc/GMT+12', 'SELECT count(*) FROM access.assignments()'), '0', 'SET timezone behind: a role that ended does not come back');
UPDATE access.role_assignment SET valid = daterange(ref.today() + 1, ref.today() + 60) WHERE person_id = pg_temp.id('t_grade');
SELECT is(pg_temp.as_person_with('t_grade', 'timezone', 'Etc/GMT-14', 'SELECT count(*) FROM access.assignments()'), '0', 'SET timezone ahead: a role does not begin early');
UPDATE access.role_assignment SET valid = daterange(ref.today(), ref.today() + 60) WHERE person_id = pg_temp.id('t_grade');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT access.may_student(''contact'', ''see'', NULL)'), 'false', 'a NULL student is a refusal, not an unknown');
-- Without a token, the web server's role.
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT count(*) FROM work.leaks(''student1'')'), 'ERROR NX006', 'leak check as an oracle of names: not without a person');
SELECT is(pg_temp.as_person('t_admin', 'SELECT count(*) FROM work.leaks(''student1'')'), 'ERROR NX002', 'leak check as an oracle of names: not for the administrator');
SELECT is(pg_temp.as_person('nuanxin_web', format('SELECT units.class_of(%s)', pg_temp.id('student1'))), 'ERROR 42501', 'the class of a student by number: closed to the web role');
SELECT is(pg_temp.as_person('t_admin', format('SELECT units.class_of(%s)', pg_temp.id('student1'))), 'ERROR 42501', 'the class of a student by number: closed to the administrator');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT audit.claim_command(gen_random_uuid(), ''x'', ''y'')'), 'ERROR NX006', 'the command table cannot be filled by nobody');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.close_session()'), '', 'signing out without a session');
SELECT is_empty('SELECT FROM audit.event WHERE action = ''sign_out''', 'leaves no entry in the log');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT ref.add_working_days(current_date, 2147483647)'), 'ERROR NX004', 'no endless loop by a number of days');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT ref.working_days_between(DATE ''0001-01-01'', DATE ''9999-12-31'')'), 'ERROR NX004', 'nor by two days far apart');
SELECT is((SELECT ref.working_days_between(DATE '2026-09-30', DATE '2026-10-10')), 3, 'working days after the National Day: 8, 9 and the make-up Saturday');
SELECT is((SELECT ref.add_working_days(DATE '2026-09-30', 3)), DATE '2026-10-10', 'and the same by adding');
-- Shadowing: nobody makes an object, not even a temporary one.
SELECT is(pg_temp.as_person('t_homeroom', 'CREATE TEMP TABLE text (x int)'), 'ERROR 42501', 'no temporary table');
SELECT is(pg_temp.as_person('t_homeroom', 'CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS ''SELECT 1'''), 'ERROR 42501', 'no temporary function');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT lo_creat(-1)'), 'ERROR 42501', 'no large object');
SELECT is_empty($$SELECT rolname FROM pg_roles WHERE rolname IN ('nuanxin_staff', 'nuanxin_web', 'nuanxin_analyst', 'nuanxin_auditor', 'nuanxin_public')
                  AND has_database_privilege(rolname, current_database(), 'TEMP')$$, 'no group of ours may make temporary objects');

-- Existence of a record, by the rows that a policy took away.
INSERT INTO care.health_record (student_id, condition, valid) SELECT id, '哮喘', '[2024-01-01,)' FROM known WHERE name IN ('student1', 'student2');
INSERT INTO care.health_card (student_id, version, sport_limit) SELECT id, 1, 'no_sport' FROM known WHERE name = 'student2';
SELECT is(pg_temp.explained('t_general', format('SELECT student_id FROM %s WHERE student_id = %s', of_table, pg_temp.id('student1'))), 'ERROR 42501', 'EXPLAIN ANALYZE does not tell whether there is a row in ' || of_table)
FROM unnest('{care.health_record,care.health_card,care.left_behind_record,care.pairing,aid.determination,aid.award,people.guardianship,people.entrusted_care}'::text[]) AS of_table;
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT count(*) FROM care.read_health(%s)', pg_temp.id('student2'))), '1', 'who sees the card gets the card');
INSERT INTO care.health_record (student_id, condition, valid) SELECT id, '过敏', '[2024-01-01,)' FROM known WHERE name = 'student2';
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT count(*) FROM care.read_health(%s)', pg_temp.id('student2'))), '1', 'and not a row more for each diagnosis behind it');
SELECT is(pg_temp.as_person('t_clinic', format('SELECT count(condition) FROM care.read_health(%s)', pg_temp.id('student2'))), '2', 'the clinic sees each');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT political_status FROM people.staff LIMIT 1'), 'ERROR 42501', 'a colleague''s party is not in the directory');
-- Own child.
INSERT INTO field.visit (mode, visited_on, visitor_id, student_id) SELECT 'phone', ref.today() - 1, pg_temp.id('t_homeroom'), id FROM known WHERE name IN ('student1', 'student2');
SELECT is(pg_temp.as_person('t_parent', 'SELECT count(*) FROM field.visit'), '1', 'a parent on the staff does not see what others visited the own child for');
SELECT is(pg_temp.as_person('t_carer', 'SELECT count(*) FROM field.quota_compliance(current_date)'), 'ERROR NX002', 'a carer sees the own pairings, not everybody''s quota');

INSERT INTO field.linkage (campaign_id, person_id, kind, student_id, valid) SELECT (SELECT min(id) FROM field.campaign), pg_temp.id('t_leader'), 'student', id, '[2024-01-01,)' FROM known WHERE name IN ('student1', 'student3');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT count(*) FROM field.linkage'), '0', 'who is linked to which pupil is not the registrar''s business');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT count(*) FROM field.linkage'), '2', 'it is that of student affairs');
UPDATE access.role_assignment SET role = 'student_affairs', unit_id = NULL WHERE person_id = pg_temp.id('t_parent');
SELECT is(pg_temp.as_person('t_parent', 'SELECT count(*) FROM field.linkage'), '1', 'but not for the own child');
SELECT is(pg_temp.as_person('t_parent', format('SELECT count(*) FROM people.guardians(%s)', pg_temp.id('student1'))), '0', 'nor guardians of the own child by office');
SELECT is(pg_temp.as_person('t_parent', 'SELECT total FROM care.list_left_behind(NULL, NULL, NULL, 1)'), NULL, 'no total counts an own child');
UPDATE access.role_assignment SET role = 'homeroom_teacher', unit_id = pg_temp.id('class1') WHERE person_id = pg_temp.id('t_parent');

-- Restricted issues.
INSERT INTO known SELECT 'conduct', pg_temp.as_person('t_homeroom', 'SELECT work.add_issue(''words about a teacher'', ''teacher_conduct'', ''home_visit'', current_date, ''normal'', NULL)')::bigint;
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM work.issue'), '0', 'a restricted issue is not seen by its raiser');
SELECT is(pg_temp.as_person('t_leader', 'SELECT count(*) FROM work.issue'), '0', 'nor by a leader who sees all issues');
SELECT is(pg_temp.as_person('t_discipline', 'SELECT title FROM work.issue'), work.conduct_stub(), 'discipline, whose it is, finds it');
SELECT is(pg_temp.as_person('t_discipline', format('SELECT work.may_issue(''decide'', %s)', pg_temp.id('conduct'))), 'true', 'and may decide on it');
SELECT is(pg_temp.as_person('t_party', format('SELECT count(*) FROM work.read_conduct_report(%s)', pg_temp.id('conduct'))), '0', 'the party office sees the stub, not the report');
SELECT is(pg_temp.as_person('t_party', 'SELECT count(*) FROM reporting.issue'), '0', 'no report counts it');

-- Verified by a doer, through a trick.
INSERT INTO known SELECT 'issue', pg_temp.as_person('t_party', 'SELECT work.add_issue(''a broken lamp'', ''' || (SELECT code FROM ref.code WHERE list = 'issue_area' AND code <> 'teacher_conduct' ORDER BY sort_order LIMIT 1) || ''', ''home_visit'', current_date, ''normal'', NULL)')::bigint;
CREATE FUNCTION pg_temp.on_issue(login text, call text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.as_person(login, format('SELECT work.' || call, pg_temp.id('issue'))) $$;
SELECT is(pg_temp.on_issue('t_party', format('assign_issue(%%s, %s, %s, current_date + 9)', pg_temp.id('t_leader'), 0)), 'ERROR NX003', 'a unit that is not there: said in words');
SELECT is(pg_temp.on_issue('t_party', format('assign_issue(%%s, %s, %s, current_date + 9)', pg_temp.id('t_leader'), pg_temp.id('office'))), '', 'assigned');
SELECT is(pg_temp.on_issue('t_general', format('add_task(%%s, ''lamp'', %s, NULL)', pg_temp.id('student1'))), 'ERROR NX004', 'a student is nobody''s hand');
SELECT is(pg_temp.on_issue('t_general', 'add_task(%s, '' '', NULL, NULL)'), 'ERROR NX004', 'a task without words');
INSERT INTO known SELECT 'task', pg_temp.on_issue('t_general', 'add_task(%s, ''lamp'', NULL, NULL)')::bigint;
SELECT is(pg_temp.as_person('t_general', format('SELECT work.finish_task(%s, ''done'', NULL)', pg_temp.id('task'))), '', 'done');
SELECT is(pg_temp.on_issue('t_party', 'claim_done(%s, ''lit'', ''photo'')'), '', 'one of the party office claims it');
SELECT is(pg_temp.on_issue('t_party', 'return_issue(%s, ''not bright'')'), '', 'sends the own claim back');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''lit'', ''photo'')'), '', 'lets another claim it again');
SELECT is(pg_temp.on_issue('t_party', 'verify_issue(%s, ''papers'', NULL)'), 'ERROR NX002', 'and still does not verify it');
SELECT is(pg_temp.on_issue('t_party2', 'verify_issue(%s, ''imported'', NULL)'), 'ERROR NX004', 'nobody verifies by the word that imports use');
SELECT is(pg_temp.on_issue('t_party2', 'verify_issue(%s, NULL, NULL)'), 'ERROR NX004', 'nor by no method');
UPDATE work.issue SET leader_id = NULL, leader_name = '校长 t_party2', deadline_original = heard_on WHERE id = pg_temp.id('issue');
SELECT is(pg_temp.on_issue('t_party2', 'verify_issue(%s, ''papers'', NULL)'), 'ERROR NX002', 'a leader named in words only does not verify either');

SELECT set_config('nuanxin.follows_paper', work.paper_mark(), true);
UPDATE work.issue SET leader_name = NULL, state = 'closed', closed_on = ref.today() WHERE id = pg_temp.id('issue');
SELECT set_config('nuanxin.follows_paper', '', true);
SELECT is(pg_temp.on_issue('t_party', 'reopen_issue(%s, ''dark again'', current_date + 5)'), '', 'reopened');
SELECT is((SELECT deadline_original FROM work.issue WHERE id = pg_temp.id('issue')), current_date + 5, 'a new cycle is not overdue on the day it begins');

-- Approved by oneself; words that a list does not have.
SELECT is(pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''party_office'', NULL, ''x'', current_date + 9)', pg_temp.id('t_admin'))), 'ERROR NX002', 'nobody proposes a role for themselves');
SELECT is(pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''king'', NULL, ''x'', current_date + 9)', pg_temp.id('t_carer'))), 'ERROR NX003', 'a role that is not there');
SELECT is(pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''safety'', NULL, ''x'', NULL)', pg_temp.id('t_carer'))), 'ERROR NX004', 'a role without end');
SELECT is(pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''safety'', NULL, ''x'', current_date - 9)', pg_temp.id('t_carer'))), 'ERROR NX004', 'a role that ended');
SELECT is(pg_temp.as_person('t_admin', format('SELECT access.propose_role(%s, ''carer'', NULL, ''x'', current_date + 9)', pg_temp.id('t_carer'))), 'ERROR NX004', 'a role twice');
SELECT is(pg_temp.as_person('t_admin', format('SELECT auth.add_account(%s, ''t_second'', pg_temp.verifier(), ''carer'')', pg_temp.id('t_carer'))), 'ERROR NX004', 'a second account of one person');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''bad'', NULL, ''visit'', NULL, 30)', pg_temp.id('student2'))), 'ERROR NX004', 'a concern that no list has');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''study'', NULL, ''visit'', NULL, 0)', pg_temp.id('student2'))), 'ERROR NX004', 'contacts every 0 days');
INSERT INTO known SELECT 'file', pg_temp.as_person('t_homeroom', format('SELECT care.open_file(%s, ''study'', NULL, ''visit'', NULL, 30)', pg_temp.id('student2')))::bigint;
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.log_contact(%s, NULL, ''phone'', ''reached'', NULL, NULL, NULL)', pg_temp.id('file'))), 'ERROR NX004', 'a contact without a day');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.log_contact(%s, current_date, ''pigeon'', ''reached'', NULL, NULL, NULL)', pg_temp.id('file'))), 'ERROR NX004', 'a contact by pigeon');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.review_file(%s, ''bad'', NULL)', pg_temp.id('file'))), 'ERROR NX004', 'a review that says a word of its own');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.review_file(%s, ''better'', NULL)', pg_temp.id('file'))), '', 'a review');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT care.review_file(%s, ''better'', NULL)', pg_temp.id('file'))), 'ERROR NX001', 'and no second in the semester');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT care.confirm_left_behind(0)'), 'ERROR NX001', 'a record that is not there');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT field.add_visit(%s, NULL, ''phone'', NULL, NULL)', pg_temp.id('student2'))), 'ERROR NX004', 'a visit without a day');

-- Sessions.
INSERT INTO known SELECT 'sessions', length(pg_temp.as_person('t_registrar', 'SELECT auth.open_session()'));
SELECT is(pg_temp.as_person('t_registrar', 'SELECT auth.change_password(pg_temp.verifier())'), '', 'a new password');
SELECT is_empty(format('SELECT FROM auth.session JOIN auth.account ON account.id = account_id WHERE person_id = %s AND closed_at IS NULL', pg_temp.id('t_registrar')), 'ends the sessions that the old one opened');
-- What the web server's connection is, by the token of the moment.
CREATE TABLE pg_temp.token (name text, value text);
INSERT INTO pg_temp.token SELECT login, pg_temp.as_person(login, 'SELECT auth.open_session()') FROM unnest('{t_registrar,t_clinic,t_grade}'::text[]) AS login;
CREATE FUNCTION pg_temp.on_web(token text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.as_person_with('nuanxin_web', 'nuanxin.session', token, 'SELECT login_name FROM auth.whoami()') $$;
CREATE FUNCTION pg_temp.token_of(login text) RETURNS text LANGUAGE sql AS $$ SELECT value FROM pg_temp.token WHERE name = login $$;
SELECT is(pg_temp.on_web(pg_temp.token_of('t_registrar')) || ' ' || pg_temp.on_web(pg_temp.token_of('t_clinic')), 't_registrar t_clinic', 'one connection, two tokens: each is who the token says');
SELECT is(pg_temp.on_web(repeat('a', 64)), NULL, 'a guessed token is nobody');
SELECT is(pg_temp.on_web(repeat('a', 1000000)), NULL, 'a token of a megabyte is nobody');
SELECT is(pg_temp.on_web(upper(pg_temp.token_of('t_registrar'))), NULL, 'a token in other letters is nobody');
SELECT is(pg_temp.as_person_with('t_general', 'nuanxin.session', pg_temp.token_of('t_clinic'), 'SELECT login_name FROM auth.whoami()'), 't_general', 'a stolen token on a personal login is ignored');
UPDATE auth.session SET last_used_at = now() - interval '31 minutes' WHERE token_sha256 = sha256(convert_to(pg_temp.token_of('t_clinic'), 'UTF8'));
SELECT is(pg_temp.on_web(pg_temp.token_of('t_clinic')), NULL, 'a token that lay for half an hour is nobody');
SELECT is(pg_temp.as_person('nuanxin_web', format('SELECT auth.begin_request(%L, ''en'')', pg_temp.token_of('t_clinic'))) || coalesce(pg_temp.on_web(pg_temp.token_of('t_clinic')), 'nobody'), 'nobody', 'and a new request does not wake it');
UPDATE auth.session SET expires_at = now() WHERE token_sha256 = sha256(convert_to(pg_temp.token_of('t_registrar'), 'UTF8'));
SELECT is(pg_temp.on_web(pg_temp.token_of('t_registrar')), NULL, 'a token that expired is nobody');
UPDATE auth.account SET disabled_at = now() WHERE login_name = 't_grade';
SELECT is(pg_temp.on_web(pg_temp.token_of('t_grade')), NULL, 'the open session of a disabled account is nobody at the next statement');
SELECT is(pg_temp.as_person('t_grade', 'SELECT auth.change_password(pg_temp.verifier())'), 'ERROR NX006', 'a disabled account changes no password');

-- Figures.
SELECT is(pg_temp.as_person('t_analyst', 'SELECT count(*) FROM reporting.student'), '3', 'the analyst reads the de-identified view');
SELECT is(pg_temp.as_person('t_analyst', 'SELECT count(*) FROM reporting.student WHERE length(pseudonym) = 16'), '3', 'with its pseudonyms');
SELECT is(pg_temp.as_person('t_analyst', format('SELECT reporting.pseudonym(''student'', ref.semester_on(current_date), %s)', pg_temp.id('student1'))), 'ERROR 42501', 'but cannot make the pseudonym of a child');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(*) FROM reporting.student'), '0', 'general affairs does not read it');
SELECT is(pg_temp.as_person('t_admin', 'SELECT count(*) FROM reporting.issue'), '0', 'the administrator reads no report');
-- Twenty more in the grade: 6 rural under 16 (N1), 2 more of the town under 18 (N3), the rest at home.
WITH born AS (INSERT INTO people.person (name, sex, birth_date) SELECT 'more' || n, '1', ref.today() - 365 * 15 FROM generate_series(1, 20) AS n RETURNING id, name),
     kept AS (INSERT INTO known SELECT name, id FROM born) SELECT;
INSERT INTO people.student (person_id, entry_year, household_kind) SELECT id, 2024, CASE WHEN substr(name, 5)::int <= 6 THEN 'rural' ELSE 'urban' END FROM known WHERE name LIKE 'more%';
INSERT INTO people.enrolment (student_id, valid) SELECT id, '[2024-09-01,)' FROM known WHERE name LIKE 'more%';
INSERT INTO people.class_placement (student_id, class_id, valid) SELECT id, pg_temp.id('class1'), '[2024-09-01,)' FROM known WHERE name LIKE 'more%';
INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away)
SELECT id, ref.semester_on(ref.today()), 'x', away, away FROM known, LATERAL (SELECT CASE WHEN substr(name, 5)::int <= 8 THEN 'yes' ELSE 'no' END AS away) AS told WHERE name LIKE 'more%';
SELECT is(pg_temp.as_person('t_analyst', 'SELECT string_agg(definition || coalesce(left_behind::text, ''?''), '' '' ORDER BY definition) FROM reporting.left_behind_by_grade'), 'N1? N2' || 8 || ' N3' || 8 || ' N48', 'the difference of two definitions does not single out 1 to 4');
SELECT is(pg_temp.as_person('t_party', 'SELECT count(*) FROM reporting.left_behind_by_grade'), '0', 'who has no count of a class of records gets none');
INSERT INTO field.visit (mode, visited_on, visitor_id, student_id) SELECT 'in_person', ref.today(), pg_temp.id('t_homeroom'), id FROM known WHERE name LIKE 'more%' OR name = 'student3';
SELECT is(pg_temp.as_person('t_analyst', 'SELECT students || '' '' || coalesce(visited::text, ''?'') || coalesce(by_phone_only::text, ''?'') FROM reporting.home_visit_by_grade WHERE semester = ref.semester_on(ref.today())'), '23 ??', 'the total less the visited does not tell the one or two who were not');

-- Aid: the paper, the rule and the roll must meet on one day.
INSERT INTO aid.category_evidence (student_id, category, evidence, valid)
SELECT pg_temp.id('student3'), (SELECT min(category) FROM aid.scheme_rule WHERE valid @> ref.today()), 'paper', daterange(starts_on, starts_on + 10) FROM ref.semester WHERE code = '2026-2027-1';
SELECT isnt(pg_temp.as_person('t_aid', 'SELECT count(*) FROM aid.gap(''2026-2027-1'')'), '0', 'a paper of that semester counts in the gap');
DELETE FROM aid.scheme_rule WHERE NOT valid @> ref.today();
UPDATE aid.scheme_rule SET valid = daterange((SELECT starts_on + 20 FROM ref.semester WHERE code = '2026-2027-1'), NULL);
SELECT is(pg_temp.as_person('t_aid', 'SELECT count(*) FROM aid.gap(''2026-2027-1'')'), '0', 'a rule that began after the paper ended makes no gap');

-- Left-behind: what rules out counts first; a parent who is dead looks after nobody; unknown is not no.
SELECT is((SELECT string_agg(care.left_behind_class('N1', father, mother, able, household, born, DATE '2026-09-01'), ' ' ORDER BY n) FROM (VALUES
    (1, 'yes', 'yes', 'unknown', 'rural', DATE '2012-01-01'), (2, 'yes', 'no', 'no', 'rural', '2012-01-01'), (3, 'yes', 'no', 'yes', 'rural', '2012-01-01'),
    (4, 'yes', 'no', 'unknown', 'rural', '2012-01-01'), (5, 'yes', 'unknown', 'yes', 'rural', '2012-01-01'), (6, 'yes', 'deceased', 'unknown', 'rural', '2012-01-01'),
    (7, 'unknown', 'unknown', 'unknown', 'urban', '2012-01-01'), (8, 'unknown', 'unknown', 'unknown', 'rural', '2010-09-01'), (9, 'unknown', 'unknown', 'unknown', 'rural', '2010-09-02'),
    (10, 'yes', 'yes', 'unknown', 'rural', NULL), (11, 'yes', 'yes', 'unknown', 'unknown', '2012-01-01'), (12, 'deceased', 'deceased', 'no', 'rural', '2012-01-01'))
    AS fact (n, father, mother, able, household, born)),
    'yes yes no undetermined undetermined yes no no undetermined undetermined undetermined no', 'the State Council''s definition, case by case');

-- EXPLAIN, with and without ANALYZE. Of a value that stands in a hidden row it tells what it tells of a value that stands in none: rows removed, parts never
-- executed, buffers, guesses from statistics; for every column that is granted, to people of several kinds.
CREATE FUNCTION pg_temp.plan_of(login text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text := '';
    line text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', login);
    FOR line IN EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) ' || query LOOP
        -- Without what was asked, which stands in it.
        answer := answer || regexp_replace(line, '(Filter|Cond): .*', '\1') || E'\n';
    END LOOP;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
CREATE TEMP TABLE probed (login text, table_name text, column_name text, of_hidden text, of_none text);
DO $$
DECLARE
    one record;
    visible text[];
    hidden text;
    nowhere text;
BEGIN
    FOR one IN SELECT account.login_name::text AS login, class.oid::regclass::text AS table_name, attname::text AS column_name, format_type(atttypid, NULL) AS type, typcategory AS category,
                      row_number() OVER (PARTITION BY class.oid ORDER BY login_name, attnum) = 1 AS is_first
               FROM pg_class AS class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped JOIN pg_type ON pg_type.oid = atttypid
               CROSS JOIN auth.account
               WHERE class.relkind = 'r' AND class.relowner = 'nuanxin_owner'::regrole AND account.login_name IN ('t_general', 't_carer', 't_homeroom', 't_parent', 't_auditor')
                 AND has_column_privilege(account.login_name, class.oid, attname, 'SELECT') AND typcategory <> 'B' AND atttypid <> 'int8'::regtype ORDER BY class.oid, login_name, attnum LOOP
        IF one.is_first THEN
            EXECUTE 'ANALYZE ' || one.table_name;
        END IF;
        EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', one.login);
        EXECUTE format('SELECT coalesce(array_agg(DISTINCT %I::text), ''{}'') FROM %s', one.column_name, one.table_name) INTO visible;
        RESET SESSION AUTHORIZATION;
        EXECUTE format('SELECT max(%I::text) FROM %s WHERE %1$I::text <> ALL ($1)', one.column_name, one.table_name) INTO hidden USING visible;
        CONTINUE WHEN hidden IS NULL;
        nowhere := CASE one.category WHEN 'N' THEN '-77' WHEN 'D' THEN '1900-01-01' WHEN 'R' THEN '[1900-01-01,1900-01-02)' WHEN 'A' THEN '{nowhere}' ELSE CASE one.type WHEN 'jsonb' THEN '"nowhere"' ELSE 'nowhere' END END;
        INSERT INTO probed SELECT one.login, one.table_name, one.column_name,
            pg_temp.plan_of(one.login, format('SELECT %1$I FROM %2$s WHERE %1$I = %3$L::%4$s', one.column_name, one.table_name, hidden, one.type)),
            pg_temp.plan_of(one.login, format('SELECT %1$I FROM %2$s WHERE %1$I = %3$L::%4$s', one.column_name, one.table_name, nowhere, one.type));
    END LOOP;
END $$;
SELECT is_empty('SELECT * FROM probed WHERE of_hidden <> of_none', 'EXPLAIN ANALYZE does not tell whether a value stands in a hidden row, in any column that is granted');
SELECT cmp_ok((SELECT count(*)::int FROM probed), '>', 100, 'in many columns');
SELECT is_empty($$SELECT name FROM unnest('{care.file,people.identifier,field.visit,work.issue,field.linkage,people.person,people.enrolment}'::text[]) AS name
                  WHERE NOT EXISTS (SELECT FROM probed WHERE table_name = name AND of_none LIKE '%Rows Removed by Filter%')$$, 'those of children and of issues among them');
SELECT is(pg_temp.plan_of('t_general', format('SELECT masked FROM people.identifier WHERE person_id = %s AND masked <= ''**''', pg_temp.id('student1'))),
          pg_temp.plan_of('t_general', format('SELECT masked FROM people.identifier WHERE person_id = %s AND masked < ''**''', pg_temp.id('student1'))), 'going through a hidden number by halves tells nothing');
SELECT is(pg_temp.explained('t_general', 'SELECT id FROM care.file WHERE student_id = ' || pg_temp.id(name)), pg_temp.explained('t_general', 'SELECT id FROM care.file WHERE student_id = 0'), 'the file of ' || name || ' is taken away as no file is')
FROM unnest('{student1,student2}'::text[]) AS name;
-- The limit of it: how many rows there are, which pg_class tells everybody, and whether one of all the rows has an empty column or a true one. Not whose.
SELECT is(pg_temp.explained('t_general', 'SELECT id FROM care.file'), 'Rows Removed by Filter: ' || count(*), 'the limit: EXPLAIN ANALYZE tells how many files there are') FROM care.file;
SELECT is(pg_temp.as_person('t_general', 'SELECT reltuples::bigint FROM pg_class WHERE oid = ''care.file''::regclass'), (SELECT count(*)::text FROM care.file), 'which the catalog tells everybody');
INSERT INTO known SELECT 'open_issue', id FROM work.issue WHERE NOT is_restricted LIMIT 1;
SELECT is(pg_temp.explained('t_carer', 'SELECT id FROM work.issue WHERE ' || asked), 'ERROR 42501', 'which issues are restricted, and who raised them, is asked of nobody: ' || asked) FROM unnest('{is_restricted,raised_by = 1,created_by = 1}'::text[]) AS asked;
SELECT is(pg_temp.explained('t_general', asked), 'ERROR 42501', 'nor whose a record is: ' || asked)
FROM unnest('{SELECT id FROM care.file WHERE student_id = 1,SELECT id FROM care.file WHERE carer_id = 1,SELECT id FROM field.visit WHERE student_id = 1,SELECT id FROM field.linkage WHERE student_id = 1,SELECT id FROM work.utterance WHERE raiser_id = 1}'::text[]) AS asked;

-- Settings that anybody can make.
SELECT set_config('nuanxin.follows_paper', 'yes', true);
SELECT throws_ok(format('UPDATE work.issue SET state = ''closed'' WHERE id = %s', pg_temp.id('issue')), 'NX001', NULL, 'saying that one follows the paper switches off no life cycle: it must be said with the mark of the transaction');
SELECT set_config('nuanxin.follows_paper', '', true);
SELECT is(pg_temp.as_person('t_registrar', 'SELECT work.paper_mark()'), 'ERROR 42501', 'which nobody is told');

-- A parent on the staff, in an office that sees every child: all of them but the own one, in lists as in records.
UPDATE access.role_assignment SET role = 'student_affairs', unit_id = NULL WHERE person_id = pg_temp.id('t_parent');
INSERT INTO care.family_call (student_id, called_on, with_whom, outcome) SELECT id, ref.today(), '母亲', 'reached' FROM known WHERE name IN ('student1', 'student2');
SELECT is(pg_temp.as_person('t_parent', 'SELECT string_agg(student_name, '' '') FROM care.list_family_calls()'), 'student2', 'a parent in student affairs sees the calls of every other child');
UPDATE access.role_assignment SET role = 'report_officer' WHERE person_id = pg_temp.id('t_parent');
WITH made AS (INSERT INTO care.mandatory_report (student_id, noticed_at, what_noticed) SELECT id, now(), '身上有伤' FROM known WHERE name IN ('student1', 'student2') RETURNING id, student_id)
INSERT INTO known SELECT 'report of ' || known.name, made.id FROM made JOIN known ON known.id = made.student_id AND known.name LIKE 'student_';
SELECT is(pg_temp.as_person('t_parent', 'SELECT string_agg(student_name, '' '') FROM care.list_mandatory_reports()'), 'student2', 'who handles mandatory reports does not see one about the own child');
SELECT is(pg_temp.as_person('t_parent', format('SELECT what_noticed FROM care.read_mandatory_report(%s)', pg_temp.id('report of student1'))), 'ERROR NX003', 'nor reads it');
SELECT is(pg_temp.as_person('t_parent', format('SELECT count(*) FROM work.lifecycle_events(''mandatory_report'', %s)', pg_temp.id('report of student1'))), 'ERROR NX003', 'nor learns what happened to it');
SELECT is(pg_temp.as_person('t_parent', format('SELECT care.send_mandatory_report(%s, now(), ''派出所'', ''李警官'')', pg_temp.id('report of student1'))), 'ERROR NX003', 'nor takes a step');
SELECT is(pg_temp.as_person('t_parent', format('SELECT count(*) FROM work.lifecycle_events(''mandatory_report'', %s)', pg_temp.id('report of student2'))), '0', 'as with those about others');
UPDATE access.role_assignment SET role = 'homeroom_teacher', unit_id = pg_temp.id('class1') WHERE person_id = pg_temp.id('t_parent');
INSERT INTO known SELECT 'visit of ' || known.name, visit.id FROM field.visit JOIN known ON known.id = visit.student_id AND known.name LIKE 'student_' WHERE visit.mode = 'phone' AND visit.visitor_id = pg_temp.id('t_homeroom');
INSERT INTO known SELECT 'paper of the ' || name, pg_temp.as_person('t_homeroom', format('SELECT storage.add_attachment(''visit'', %s, ''a.txt'', ''hello'', NULL)', id))::bigint FROM known WHERE name LIKE 'visit of %';
SELECT is(pg_temp.as_person('t_parent', format('SELECT count(*) FROM storage.list_attachments(''visit'', %s)', pg_temp.id('visit of student1'))), 'ERROR NX003', 'attachments of what others visited the own child for');
SELECT is(pg_temp.as_person('t_parent', format('SELECT count(*) FROM storage.list_attachments(''visit'', %s)', pg_temp.id('visit of student2'))), '1', 'are not for a parent; those of others are');

-- What functions tell of a linkage to a pupil is what the policies say.
SELECT is(pg_temp.as_person('t_registrar', 'SELECT string_agg(DISTINCT target, '' '') FROM field.list_linkages(''student'')'), '(a student)', 'the registrar''s list does not name the pupils of leaders');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT string_agg(target, '' '' ORDER BY target) FROM field.list_linkages(''student'')'), 'student1 student3', 'that of student affairs does');
UPDATE access.role_assignment SET role = 'student_affairs', unit_id = NULL WHERE person_id = pg_temp.id('t_parent');
SELECT is(pg_temp.as_person('t_parent', 'SELECT string_agg(target, '' '' ORDER BY target) FROM field.list_linkages(''student'')'), '(a student) student3', 'but a parent''s there not the own child');
UPDATE access.role_assignment SET role = 'homeroom_teacher', unit_id = pg_temp.id('class1') WHERE person_id = pg_temp.id('t_parent');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT count(*) FROM work.lifecycle_events(''linkage'', %s)', (SELECT min(id) FROM field.linkage WHERE student_id IS NOT NULL))), 'ERROR NX003', 'nor does what happened to the linkage come out');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT count(*) FROM work.lifecycle_events(''linkage'', %s)', (SELECT min(id) FROM field.linkage WHERE student_id IS NOT NULL))), '0', 'but to whom it is shown');

-- A decision that nobody asked for yet.
WITH made AS (INSERT INTO aid.determination (student_id, school_year, level, state) SELECT pg_temp.id(name), '2026-2027', (SELECT min(level) FROM aid.level), state
              FROM (VALUES ('student2', 'applied'), ('student3', 'determined')) AS wanted (name, state) RETURNING id, state)
INSERT INTO known SELECT state || ' aid', id FROM made;
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM work.lifecycle_events(''determination'', %s)', pg_temp.id('applied aid'))), 'ERROR NX003', 'who decides sees nothing of an application before it waits for the decision');
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM storage.list_attachments(''determination'', %s)', pg_temp.id('applied aid'))), 'ERROR NX003', 'nor its papers');
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM work.lifecycle_events(''determination'', %s)', pg_temp.id('determined aid'))), '0', 'but then');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT registers.open(''determination'', %s) ->> ''events''', pg_temp.id('determined aid'))), '[]', 'who sees the determination and not its steps opens it without them');

-- Who entered a report that names nobody.
INSERT INTO known SELECT 'conduct report', id FROM work.conduct_report WHERE issue_id = pg_temp.id('conduct');
SELECT is((SELECT created_by FROM work.conduct_report WHERE id = pg_temp.id('conduct report')), pg_temp.id('t_homeroom'), 'a teacher entered a report on a colleague');
SELECT is(pg_temp.as_person('t_discipline', format('SELECT count(*) || '' '' || count(changed_by_name) || '' '' || count(changed_by) FROM history.of_record(''conduct_report'', %s, 0, 100) WHERE operation = ''INSERT'' AND column_name = ''state''', pg_temp.id('conduct report'))), '1 0 0', 'its history does not say who');
UPDATE work.conduct_report SET reporter_name = 'somebody' WHERE id = pg_temp.id('conduct report');
SELECT is(pg_temp.as_person('t_discipline', format('SELECT min(changed_by_name) FROM history.of_record(''conduct_report'', %s, 0, 100) WHERE operation = ''INSERT''', pg_temp.id('conduct report'))), 't_homeroom', 'it does of a report with a name');

-- Sheets: was this row brought in before? By others, too?
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT registers.note_loaded(''mandatory_report'', ''{"of_student": "student2"}'', ''1'', ''a.csv'')'), 'true', 'a row that one brought in');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT registers.note_loaded(''mandatory_report'', ''{"of_student": "student2"}'', NULL, ''a.csv'')'), 'true', 'is known to oneself');
SELECT is(pg_temp.as_person('t_carer', 'SELECT registers.note_loaded(''mandatory_report'', ''{"of_student": "student2"}'', NULL, ''a.csv'')'), 'false', 'a guessed row does not tell that somebody reported on a child');

-- Six figures, guessed in SQL: what counts wrong ones is rolled back with them, the time is not.
INSERT INTO auth.second_factor (account_id, secret, confirmed_at) SELECT id, extensions.gen_random_bytes(20), now() FROM auth.account WHERE login_name = 't_clinic';
CREATE TABLE pg_temp.guess AS SELECT clock_timestamp() AS began;
SELECT isnt(pg_temp.as_person('t_clinic', 'SELECT outcome FROM auth.renew_recovery_codes(''000000'')'), 'ERROR 42501', 'a guess on the own login');
SELECT cmp_ok(clock_timestamp() - (SELECT began FROM pg_temp.guess), '>=', interval '5 seconds', 'takes five seconds, rolled back or not');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT outcome FROM auth.renew_recovery_codes(''AAAA-AAAA-AAAA-AAAA'')'), 'wrong', 'a recovery code that is wrong');
SELECT cmp_ok(clock_timestamp() - (SELECT began FROM pg_temp.guess), '<', interval '10 seconds', 'need not wait: nobody guesses 80 bits');

-- Figures: for whom the matrix has them, and no count of 1 to 4 by taking one from another.
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM ' || figures), 'ERROR NX002', 'the school''s figures are not for a homeroom teacher: ' || figures)
FROM unnest('{"reporting.leader_activity(ref.today() - 60, ref.today())","reporting.visits_by_place(ref.today() - 60, ref.today())",reporting.load_per_leader(),reporting.movements(),reporting.items_per_partner()}'::text[]) AS figures;
SELECT matches(pg_temp.as_person('t_leader', 'SELECT count(*) FROM ' || figures), '^\d+$', 'they are for leaders: ' || figures)
FROM unnest('{"reporting.leader_activity(ref.today() - 60, ref.today())","reporting.visits_by_place(ref.today() - 60, ref.today())",reporting.load_per_leader(),reporting.movements(),reporting.items_per_partner()}'::text[]) AS figures;
WITH born AS (INSERT INTO people.person (name, sex, birth_date) VALUES ('back', '1', DATE '2010-01-01') RETURNING id), kept AS (INSERT INTO people.student (person_id, entry_year) SELECT id, 2025 FROM born RETURNING person_id)
INSERT INTO people.enrolment (student_id, kind, valid) SELECT person_id, 'return', daterange((SELECT starts_on FROM ref.semester WHERE code = ref.semester_on(ref.today())), NULL) FROM kept;
SELECT is(pg_temp.as_person('t_leader', 'SELECT coalesce(returned::text, ''not told'') FROM reporting.movements() WHERE semester = ref.semester_on(ref.today())'), 'not told', 'one child who came back is not told');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT count(students) || '' '' || num_nonnulls(max(without_guardian), max(without_phone), max(without_identity_number), max(without_address)) FROM reporting.missing_data()'), '2 0',
          'who sees the roll and no guardians, phones and numbers of the school is not told how many are missing');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT num_nonnulls(max(without_guardian), max(without_phone), max(without_address)) || '' '' || num_nonnulls(max(without_identity_number)) FROM reporting.missing_data()'), '3 0', 'student affairs not of numbers');
INSERT INTO registers.project (title, kind, lead_id, unit_id, deadline) VALUES ('roof', 'repair', pg_temp.id('student3'), pg_temp.id('office'), ref.today() + 9);
SELECT is(pg_temp.as_person('t_leader', 'SELECT title FROM reporting.items_without_lead()'), 'roof', 'an item that nobody leads');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM reporting.items_without_lead()'), '0', 'is told to whom the item is');
INSERT INTO registers.project_group (title, kind, announced_text, announced_minimum) VALUES ('rooms', 'repair', '40', 40);
UPDATE registers.project SET project_group_id = (SELECT max(id) FROM registers.project_group);
WITH room AS (INSERT INTO units.place (kind, label, valid) VALUES ('classroom', '101', '[2020-01-01,)') RETURNING id) INSERT INTO registers.project_place (project_id, place_id) SELECT (SELECT max(id) FROM registers.project), id FROM room;
SELECT is(pg_temp.as_person('t_leader', 'SELECT rooms FROM reporting.rooms_done()') || pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM reporting.rooms_done()'), '10', 'and so are its rooms');
-- A task about a restricted issue.
WITH made AS (INSERT INTO units.body (title, kind, from_day) VALUES ('task force', 'task_force', ref.today() - 9) RETURNING id)
INSERT INTO units.body_membership (body_id, person_id, seat, from_day) SELECT id, pg_temp.id('t_leader'), 'member', ref.today() - 9 FROM made;
UPDATE work.issue SET is_restricted = true WHERE id = pg_temp.id('conduct');
INSERT INTO work.task (issue_id, measure, person_id, unit_id, deadline) VALUES (pg_temp.id('conduct'), 'ask', pg_temp.id('t_leader'), pg_temp.id('office'), ref.today() + 5);
SELECT is(pg_temp.as_person('t_carer', 'SELECT open_tasks FROM reporting.duties_per_member() WHERE name = ''t_leader'''), '0', 'the load of a member does not count what one may not know of');
-- A part and its whole.
INSERT INTO care.mandatory_report (student_id, noticed_at, what_noticed, reported_at) SELECT pg_temp.id('student3'), now() - interval '3 days', 'x', now() - interval '3 days' + n * interval '4 hours' FROM generate_series(1, 8) AS n;
SELECT is(pg_temp.as_person('t_analyst', 'SELECT reports || '' '' || coalesce(within_a_day::text, ''not told'') FROM reporting.mandatory_report_counts()'), '10 not told', 'of ten reports, six were in time: four were not, which is not told');
INSERT INTO known SELECT 'report ' || n, pg_temp.as_person('t_homeroom', 'SELECT work.add_issue(''words ' || n || ''', ''teacher_conduct'', ''home_visit'', current_date, ''normal'', NULL)')::bigint FROM generate_series(1, 9) AS n;
UPDATE work.conduct_report SET concluded_on = ref.today(), told_on = ref.today() WHERE issue_id IN (SELECT id FROM known WHERE name ~ '^report [1-7]$');
SELECT is(pg_temp.as_person('t_analyst', 'SELECT reports || '' '' || coalesce(concluded::text, ''not told'') || '' '' || coalesce(told::text, ''not told'') FROM reporting.conduct_counts()'), '10 not told not told', 'nor that three conduct reports are open');
INSERT INTO registers.point_rule (title, delta, from_day) VALUES ('kind', 1, ref.today() - 30);
INSERT INTO registers.point_entry (student_id, point_rule_id, why_given, delta, given_on) SELECT pg_temp.id('student3'), (SELECT max(id) FROM registers.point_rule), 'x', 1, ref.today() FROM generate_series(1, 6);
SELECT is(pg_temp.as_person('t_analyst', 'SELECT num_nonnulls(entries, points) FROM reporting.points_by_rule()'), '0', 'six entries of one child are one child''s');
-- Sums that another table has. Two of eight are seventeen; and then in another grade.
UPDATE people.person SET birth_date = ref.today() - 365 * 17 - 30 WHERE id IN (SELECT id FROM known WHERE name IN ('more7', 'more8'));
SELECT is(pg_temp.as_person('t_analyst', 'SELECT left_behind FROM reporting.left_behind_by_grade WHERE definition = ''N2'''), '8', 'eight of a grade');
SELECT is(pg_temp.as_person('t_analyst', 'SELECT count(*) || '' '' || count(nullif(by_roll, 0)) FROM reporting.left_behind_by_age()'), '2 0', 'two of an age are not eight less the other age');
WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2025 FROM known WHERE name = 'school' RETURNING id),
     class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2025, 1 FROM grade RETURNING id)
INSERT INTO known SELECT 'class3', id FROM class;
UPDATE people.class_placement SET class_id = pg_temp.id('class3') WHERE student_id IN (SELECT id FROM known WHERE name IN ('more7', 'more8'));
UPDATE people.person SET birth_date = ref.today() - 365 * 15 WHERE id IN (SELECT id FROM known WHERE name IN ('more7', 'more8'));
SELECT is(pg_temp.as_person('t_analyst', 'SELECT string_agg(by_roll::text, '' '') FROM reporting.left_behind_by_age()'), '8', 'eight of an age');
SELECT is(pg_temp.as_person('t_analyst', 'SELECT count(*) || '' '' || count(nullif(left_behind, 0)) FROM reporting.left_behind_by_grade WHERE definition = ''N2'''), '2 0', 'two of a grade are not eight less the other grade');

-- What the doors of the registers cannot read, they refuse in words.
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT ' || asked), 'ERROR NX004', 'not what a door takes: ' || asked)
FROM unnest(ARRAY['registers.run(''mandatory_report'', ''add'', NULL, ''[1]'')', 'registers.run(''mandatory_report'', ''add'', NULL, ''"x"'')', 'registers.page(''family_call'', ''[1]'', 0, 10)',
                  'count(*) FROM registers.load_sheet(''mandatory_report'', ''f'', ''{}'', true)', 'count(*) FROM registers.load_sheet(''mandatory_report'', ''f'', NULL, true)',
                  'work.move(''conduct_report'', 1, ''conclude'', ''x'')']) AS asked;
SELECT is(pg_temp.as_person('t_affairs', 'SELECT registers.page(''family_call'', ''{}'', 2147483647, 2147483647) ->> ''rows'''), '[]', 'a page beyond all pages is empty');
SELECT * FROM finish();
ROLLBACK;

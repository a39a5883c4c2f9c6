-- One problem from a visit to a published result; and each thing that must not happen on the way.
BEGIN;
SELECT plan(38);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
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
CREATE TEMP TABLE known (name text PRIMARY KEY, id bigint);
GRANT SELECT ON known TO PUBLIC;
WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id), kept AS (INSERT INTO known SELECT 'school', id FROM school) SELECT;
WITH office AS (INSERT INTO units.unit (kind, parent_id) SELECT 'office', id FROM known WHERE name = 'school' RETURNING id),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'office', '测试总务处', '[2020-01-01,)' FROM office),
     kept AS (INSERT INTO known SELECT 'office', id FROM office) SELECT;
WITH born AS (INSERT INTO people.person (name, birth_date) VALUES ('令狐测试', '2009-05-01') RETURNING id), kept AS (INSERT INTO known SELECT 'student', id FROM born) SELECT;
INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM known WHERE name = 'student';
INSERT INTO people.enrolment (student_id, valid) SELECT id, '[2024-09-01,)' FROM known WHERE name = 'student';
CREATE FUNCTION pg_temp.hire(login text, role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    hired bigint := access.set_up_account(login, login,
        'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=', ARRAY[role], current_date + 30);
BEGIN
    INSERT INTO people.staff (person_id, staff_number) VALUES (hired, login);
    INSERT INTO known VALUES (login, hired);
END $$;
SELECT pg_temp.hire('t_teacher', 'teacher'), pg_temp.hire('t_party', 'party_office'), pg_temp.hire('t_party2', 'party_office'), pg_temp.hire('t_general', 'general_affairs'),
       pg_temp.hire('t_leader', 'leader'), pg_temp.hire('t_leader2', 'leader'), pg_temp.hire('t_discipline', 'discipline');
UPDATE access.role_assignment SET unit_id = (SELECT id FROM known WHERE name = 'office') WHERE role = 'general_affairs' AND person_id = (SELECT id FROM known WHERE name = 't_general');

INSERT INTO known SELECT 'visit', pg_temp.as_person('t_teacher', format('SELECT field.add_visit(%s, current_date, ''in_person'', ''all well'', ''the tap in the yard leaks'')', (SELECT id FROM known WHERE name = 'student')))::bigint;
SELECT is((SELECT count(*)::int FROM work.utterance WHERE visit_id = (SELECT id FROM known WHERE name = 'visit')), 1, 'a request made on a visit is kept as said');
SELECT is(pg_temp.as_person('t_teacher', format('SELECT field.add_visit(%s, current_date + 1, ''in_person'', NULL, NULL)', (SELECT id FROM known WHERE name = 'student'))), 'ERROR NX004', 'no visit lies in the future');
INSERT INTO known SELECT 'issue', pg_temp.as_person('t_teacher', format('SELECT work.add_issue(''the tap in the yard leaks'', ''%s'', ''home_visit'', current_date, ''normal'', %s)',
    (SELECT code FROM ref.code WHERE list = 'issue_area' AND code <> 'teacher_conduct' ORDER BY sort_order LIMIT 1), (SELECT id FROM known WHERE name = 'visit')))::bigint;
SELECT is((SELECT state FROM work.issue WHERE id = (SELECT id FROM known WHERE name = 'issue')), 'reported', 'the teacher raises an issue from the visit');
CREATE FUNCTION pg_temp.on_issue(login text, call text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(login, format('SELECT work.' || call, (SELECT id FROM known WHERE name = 'issue'))) $$;
SELECT is(pg_temp.on_issue('t_general', 'close_issue(%s)'), 'ERROR NX003', 'an office that has nothing to do with it does not even see it');
SELECT is(pg_temp.on_issue('t_teacher', 'close_issue(%s)'), 'ERROR NX002', 'the teacher cannot sign it off');
SELECT is(pg_temp.on_issue('t_party', 'close_issue(%s)'), 'ERROR NX001', 'nobody signs off what was never assigned');
SELECT is(pg_temp.on_issue('t_party', 'verify_issue(%s, ''papers'', NULL)'), 'ERROR NX001', 'nor verifies it');
SELECT is(pg_temp.on_issue('t_party', format('assign_issue(%%s, %s, %s, current_date - 1)', (SELECT id FROM known WHERE name = 't_leader'), (SELECT id FROM known WHERE name = 'office'))), 'ERROR NX004', 'a deadline in the past is refused');
SELECT is(pg_temp.on_issue('t_party', format('assign_issue(%%s, %s, %s, current_date + 30)', (SELECT id FROM known WHERE name = 't_leader'), (SELECT id FROM known WHERE name = 'office'))), '', 'the party office assigns it');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''x'', ''y'')'), 'ERROR NX001', 'it cannot be done before a task began');
SELECT is(pg_temp.on_issue('t_general', 'add_task(%s, ''change the washer'', NULL, current_date + 31)'), 'ERROR NX004', 'a task does not end after its issue');
INSERT INTO known SELECT 'task', pg_temp.on_issue('t_general', 'add_task(%s, ''change the washer'', NULL, current_date + 20)')::bigint;
SELECT is((SELECT state FROM work.issue WHERE id = (SELECT id FROM known WHERE name = 'issue')), 'in_progress', 'the first task starts the work');
SELECT is((SELECT count(*)::int FROM work.milestone WHERE task_id = (SELECT id FROM known WHERE name = 'task')), 5, 'milestones are planned back');
SELECT is((SELECT max(planned_on) FROM work.milestone WHERE task_id = (SELECT id FROM known WHERE name = 'task')), current_date + 20, 'the last on the deadline');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''dry again'', ''photo'')'), 'ERROR NX001', 'not done while a task is open');
SELECT is(pg_temp.as_person('t_general', format('SELECT work.finish_task(%s, ''done'', NULL)', (SELECT id FROM known WHERE name = 'task'))), '', 'the task is done');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''dry again'', '' '')'), 'ERROR NX004', 'no claim without evidence');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''dry again'', ''photo'')'), '', 'claimed with result and evidence');
SELECT is(pg_temp.on_issue('t_leader2', 'return_issue(%s, ''not dry'')'), 'ERROR NX002', 'a leader does not decide on what another leads');
SELECT is(pg_temp.on_issue('t_leader', 'return_issue(%s, ''not dry'')'), '', 'the leader who leads it sends it back');
SELECT is(pg_temp.on_issue('t_general', 'claim_done(%s, ''dry at last'', ''photo'')'), '', 'it is claimed again');
SELECT is(pg_temp.as_person('t_leader', format('SELECT string_agg(action, '','' ORDER BY action) FROM work.issue_actions(%s)', (SELECT id FROM known WHERE name = 'issue'))), 'return', 'that is all the leader may do then');
SELECT is(pg_temp.on_issue('t_leader', 'verify_issue(%s, ''papers'', NULL)'), 'ERROR NX002', 'the leader does not verify');
SELECT is(pg_temp.on_issue('t_leader', 'close_issue(%s)'), 'ERROR NX002', 'nor sign it off');
UPDATE work.task SET done_by = (SELECT id FROM known WHERE name = 't_party') WHERE id = (SELECT id FROM known WHERE name = 'task');
SELECT is(pg_temp.on_issue('t_party', 'verify_issue(%s, ''papers'', NULL)'), 'ERROR NX002', 'a doer does not verify');
SELECT is(pg_temp.on_issue('t_party2', 'verify_issue(%s, ''papers'', NULL)'), '', 'another does');
SELECT is(pg_temp.on_issue('t_party', 'close_issue(%s)'), '', 'and it is signed off');
SELECT is((SELECT closed_on FROM work.issue WHERE id = (SELECT id FROM known WHERE name = 'issue')), current_date, 'with its date');
-- Publication.
SELECT is(pg_temp.on_issue('t_party', 'write_publication(%s, ''令狐测试同学家水龙头漏水'', ''维修'', ''已修好'')'), 'ERROR NX004', 'a child''s name does not get into public words');
SELECT is(pg_temp.on_issue('t_party', 'write_publication(%s, ''高二(7)班某女生反映漏水'', ''维修'', ''已修好'')'), 'ERROR NX004', 'nor a class and somebody in it');
SELECT is(pg_temp.on_issue('t_party', 'write_publication(%s, ''家属区漏水,电话13912345678'', ''维修'', ''已修好'')'), 'ERROR NX004', 'nor a phone number');
INSERT INTO known SELECT 'item', pg_temp.on_issue('t_party', 'write_publication(%s, ''家属区水龙头漏水'', ''更换配件'', ''已修好'')')::bigint;
SELECT is((SELECT count(*)::int FROM work.public_list()), 0, 'written is not published');
SELECT is(pg_temp.as_person('t_party', format('SELECT work.approve_publication(%s)', (SELECT id FROM known WHERE name = 'item'))), 'ERROR NX002', 'the writer does not approve');
SELECT is(pg_temp.as_person('t_leader', format('SELECT work.approve_publication(%s)', (SELECT id FROM known WHERE name = 'item'))), '', 'a leader does');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT issue FROM work.public_list()'), '家属区水龙头漏水', 'and the public reads it');
-- Reopening takes it off the public page and begins a new cycle.
SELECT is(pg_temp.on_issue('t_party', 'reopen_issue(%s, ''leaks again'', current_date + 10)'), '', 'reopened with a reason');
SELECT is((SELECT cycle || ' ' || (SELECT count(*) FROM work.public_list()) FROM work.issue WHERE id = (SELECT id FROM known WHERE name = 'issue')), '2 0', 'a new cycle, and off the public page');
-- Not even the owner of the tables, in a function that forgot to ask.
SELECT throws_ok(format('UPDATE work.issue SET state = ''verified'' WHERE id = %s', (SELECT id FROM known WHERE name = 'issue')), 'NX001', NULL, 'no state is reached but by a step');
SELECT * FROM finish();
ROLLBACK;

-- Deadlines remind whom they concern, go up when they are late, and feed a calendar that tells no names.
BEGIN;
SELECT plan(15);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.reminded(who text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, 'SELECT coalesce(string_agg(level || '' '' || subject_kind, '', '' ORDER BY subject_kind), ''none'') FROM work.list_reminders()') $$;
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), 6))).level, NULL, 'far off: no reminder');
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), 5))).level, 'soon', 'five working days before');
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), 1))).level, 'tomorrow', 'a working day before');
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), -1))).level, 'leader', 'a working day late: the leader');
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), -5))).level, 'supervision', 'five: supervision');
SELECT is((work.escalation_level(ref.add_working_days(ref.today(), -30))).level, 'meeting', 'ten and more: the meeting');

INSERT INTO work.issue (number, title, area, heard_on, leader_id, unit_id, deadline, deadline_original, state)
VALUES ('2020-0001', 'student1 has a leaking roof', (SELECT code FROM ref.code WHERE list = 'issue_area' AND code <> 'teacher_conduct' LIMIT 1), ref.today() - 90,
        pg_temp.id('t_leader'), pg_temp.id('office'), ref.add_working_days(ref.today(), 20), ref.today() + 40, 'in_progress');
INSERT INTO work.task (issue_id, measure, person_id, unit_id, deadline) SELECT id, 'mend it', pg_temp.id('t_general'), pg_temp.id('office'), ref.add_working_days(ref.today(), 3) FROM work.issue WHERE number = '2020-0001';
SELECT is(pg_temp.reminded('t_general'), 'soon task', 'the doer is reminded before the day');
SELECT is(pg_temp.reminded('t_leader'), 'none', 'the leader is not, yet');
UPDATE work.task SET deadline = ref.add_working_days(ref.today(), -2) WHERE measure = 'mend it';
SELECT is(pg_temp.reminded('t_leader'), 'leader task', 'late: the leader is');
SELECT is(pg_temp.reminded('t_party'), 'none', 'the party office not yet');
UPDATE work.task SET deadline = ref.add_working_days(ref.today(), -7) WHERE measure = 'mend it';
SELECT is(pg_temp.reminded('t_party'), 'supervision task', 'later: the party office is');
SELECT is(pg_temp.reminded('t_homeroom'), 'none', 'and nobody else');

INSERT INTO known SELECT 'secret', 0;
CREATE TEMP TABLE address (secret text);
GRANT ALL ON address TO PUBLIC;
SELECT pg_temp.as_person('t_general', 'INSERT INTO address SELECT work.make_calendar_address() RETURNING 1');
SELECT is((SELECT string_agg(kind || ' ' || subject, ', ') FROM address, work.calendar_entries(secret)), 'task 2020-0001', 'the feed tells the number, not the title');
SELECT is((SELECT count(*)::int FROM work.calendar_entries(repeat('0', 64))), 0, 'another secret tells nothing');
SELECT pg_temp.as_person('t_general', 'SELECT work.end_calendar_address()');
SELECT is((SELECT count(*)::int FROM address, work.calendar_entries(secret)), 0, 'an address that has ended tells nothing');
SELECT * FROM finish();
ROLLBACK;

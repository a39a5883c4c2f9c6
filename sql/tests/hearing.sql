-- Hearing people out: encounters, letters with their clocks, surveys, feedback, extensions, conduct reports, points, help for others.
BEGIN;
SELECT plan(44);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
CREATE FUNCTION pg_temp.set(of_name text, made text) RETURNS void LANGUAGE sql AS $$ INSERT INTO known VALUES (of_name, made::bigint) $$;
SELECT pg_temp.hire('t_discipline2', 'discipline', NULL), pg_temp.hire('t_branch', 'party_branch', NULL), pg_temp.hire('t_union', 'union', NULL), pg_temp.hire('t_teacher', 'teacher', NULL);

-- Encounters.
SELECT pg_temp.set('talk', pg_temp.run('t_homeroom', 'encounter', 'add', NULL, format('{"kind": "谈心谈话", "held_on": "%s", "host": "t_homeroom", "of_student": "student2", "heard": "寝室热水不够"}', ref.today())));
SELECT is(pg_temp.as_person('t_affairs', 'SELECT count(*) FROM field.list_encounters()'), '1', 'student affairs sees it');
SELECT is(pg_temp.as_person('t_teacher', 'SELECT count(*) FROM field.list_encounters()'), '0', 'another teacher does not');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'list' AND record_key = 'encounter'), 2, 'looking is logged');
SELECT pg_temp.set('issue', pg_temp.run('t_homeroom', 'encounter', 'raise_issue', pg_temp.id('talk'), '{"title": "寝室热水供应不足", "area": "后勤服务", "severity": "紧急"}'));
SELECT is((SELECT severity || ' ' || area FROM work.issue WHERE id = pg_temp.id('issue')), 'urgent logistics', 'and becomes an issue');

-- Letters: the clocks of the regulations.
SELECT is(pg_temp.run('t_party', 'letter', 'add', NULL, format('{"received_on": "%s", "channel": "来信", "is_anonymous": "否", "subject": "停车", "about_conduct": "否"}', ref.today())), 'ERROR NX004', 'a named raiser has a name');
SELECT pg_temp.set('letter', pg_temp.run('t_party', 'letter', 'add', NULL, format('{"received_on": "%s", "channel": "来信", "is_anonymous": "否", "raiser_name": "王某", "subject": "停车", "letter_text": "校门口停车难", "about_conduct": "否"}', ref.today() - 20)));
SELECT is((SELECT tell_by - received_on || ' ' || answer_by - received_on FROM work.letter WHERE id = pg_temp.id('letter')), '15 60', '15 and 60 days');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(*) FROM work.list_letters()'), '0', 'a unit sees none that is not its own');
SELECT is(pg_temp.run('t_party', 'letter', 'assign', pg_temp.id('letter'), '{"of_unit": "测试总务处", "responsible": "t_general"}'), NULL, 'handed to a unit');
SELECT is(pg_temp.run('t_general', 'letter', 'tell', pg_temp.id('letter'), '{}'), 'told', 'told');
SELECT is(pg_temp.run('t_general', 'letter', 'extend', pg_temp.id('letter'), '{"why": "x", "days": "10"}'), 'ERROR NX002', 'the unit does not extend its own time');
SELECT is(pg_temp.run('t_party', 'letter', 'extend', pg_temp.id('letter'), '{"why": "需要协调", "days": "31"}'), 'ERROR NX004', 'by 30 days at most');
SELECT is(pg_temp.run('t_party', 'letter', 'extend', pg_temp.id('letter'), '{"why": "需要协调", "days": "30"}'), NULL, 'extended');
SELECT is(pg_temp.run('t_party', 'letter', 'extend', pg_temp.id('letter'), '{"why": "再延", "days": "5"}'), 'ERROR NX001', 'once');
SELECT is(pg_temp.run('t_general', 'letter', 'answer', pg_temp.id('letter'), '{"answer": "已划线"}'), NULL, 'answered');
UPDATE work.letter SET answered_on = ref.today() - 31 WHERE id = pg_temp.id('letter');
SELECT is(pg_temp.run('t_party', 'letter', 'ask_review', pg_temp.id('letter'), '{"why": "不满意"}'), 'ERROR NX001', 'a review is asked within 30 days');
-- About a teacher: discipline only, and the text is nowhere else.
SELECT pg_temp.set('conduct_letter', pg_temp.run('t_party', 'letter', 'add', NULL, format('{"received_on": "%s", "channel": "来信", "is_anonymous": "是", "subject": "有偿补课", "letter_text": "某老师有偿补课", "about_conduct": "是"}', ref.today())));
SELECT is((SELECT state || ' ' || (letter_text IS NULL) || ' ' || (subject = work.conduct_stub()) FROM work.letter WHERE id = pg_temp.id('conduct_letter')), 'rerouted true true', 'handed to discipline without a trace of its words');
INSERT INTO known SELECT 'conduct', id FROM work.conduct_report;
SELECT is(pg_temp.as_person('t_party', 'SELECT count(*) FROM work.list_conduct_reports()'), 'ERROR NX002', 'the party office sees no conduct report');
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'verify', pg_temp.id('conduct'), '{"accused": "t_teacher", "recused": "t_discipline2"}'), NULL, 'verification begins');
SELECT is(pg_temp.as_person('t_discipline2', 'SELECT count(*) FROM work.list_conduct_reports()'), '0', 'the recused does not see it any more');
SELECT is(pg_temp.as_person('t_discipline2', format('SELECT words FROM work.read_conduct(%s)', pg_temp.id('conduct'))), 'ERROR NX003', 'by no way');
SELECT is(pg_temp.as_person('t_discipline2', format('SELECT text FROM work.read_conduct_report(%s)', (SELECT issue_id FROM work.conduct_report))), NULL, 'by no other function');
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'tell', pg_temp.id('conduct'), '{}'), 'ERROR NX001', 'nobody is told before it is concluded');
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'conclude', pg_temp.id('conduct'), '{"outcome": "不属实"}'), NULL, 'concluded');
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'tell', pg_temp.id('conduct'), '{}'), NULL, 'told');

-- Surveys: approved by another, anonymous, suppressed.
SELECT pg_temp.set('survey', pg_temp.run('t_affairs', 'survey', 'add', NULL, format('{"title": "食堂满意度", "purpose": "改进", "is_anonymous": "是", "invited_count": "20", "closes_on": "%s"}', ref.today() + 9)));
SELECT matches(pg_temp.run('t_affairs', 'survey', 'add_survey_question', pg_temp.id('survey'), '{"ordinal": "1", "question": "你的班级", "options": "一班|二班"}'), '^\d+$', 'a question');
SELECT is(pg_temp.run('t_affairs', 'survey', 'approve', pg_temp.id('survey'), '{}'), 'ERROR NX002', 'its designer does not approve it');
SELECT is(pg_temp.as_person('t_leader', format('SELECT field.approve_survey(%s)', pg_temp.id('survey'))), 'ERROR NX001', 'an anonymous one asks for no class');
DELETE FROM field.survey_question;
SELECT pg_temp.run('t_affairs', 'survey', 'add_survey_question', pg_temp.id('survey'), '{"ordinal": "1", "question": "饭菜如何", "options": "好|一般|差"}');
SELECT is(pg_temp.as_person('t_leader', format('SELECT field.approve_survey(%s)', pg_temp.id('survey'))), '', 'approved');
SELECT is(pg_temp.run('t_affairs', 'survey', 'open', pg_temp.id('survey'), '{}'), 'open', 'opened');
SELECT pg_temp.run('t_affairs', 'survey', 'answer', pg_temp.id('survey'), format('{"answers": "%s"}', CASE WHEN n < 7 THEN '好' ELSE '差' END)) FROM generate_series(1, 8) AS n;
SELECT is(pg_temp.run('t_affairs', 'survey', 'answer', pg_temp.id('survey'), '{"answers": "好|好"}'), 'ERROR NX004', 'as many answers as questions');
SELECT is((SELECT count(DISTINCT entered_in)::int FROM field.survey_response), 1, 'responses tell no moment');
SELECT is(pg_temp.run('t_affairs', 'survey', 'close', pg_temp.id('survey'), '{}'), 'closed', 'closed');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT string_agg(answer_option || chosen, '' '' ORDER BY answer_option) FROM field.list_survey_results(%s)', pg_temp.id('survey'))), '一般<5 好6 差<5', 'few are not told');

-- Extensions: before the deadline, by another; the first deadline stays.
SELECT pg_temp.as_person('t_party', format('SELECT work.assign_issue(%s, %s, %s, ref.today() + 10)', pg_temp.id('issue'), pg_temp.id('t_leader'), pg_temp.id('office')));
SELECT pg_temp.as_person('t_general', format('SELECT work.add_task(%s, ''加装热水器'', NULL, NULL)', pg_temp.id('issue')));
SELECT pg_temp.set('extension', pg_temp.run('t_general', 'deadline_extension', 'add', NULL, format('{"issue_number_text": "%s", "new_deadline": "%s", "why_later": "设备未到"}', (SELECT number FROM work.issue WHERE id = pg_temp.id('issue')), ref.today() + 30)));
SELECT is(pg_temp.run('t_general', 'deadline_extension', 'approve', pg_temp.id('extension'), '{}'), 'ERROR NX002', 'who asks does not approve');
SELECT is(pg_temp.run('t_leader', 'deadline_extension', 'approve', pg_temp.id('extension'), '{}'), NULL, 'the accountable leader does');
SELECT is((SELECT deadline - deadline_original FROM work.issue WHERE id = pg_temp.id('issue')), 20, 'the first deadline stays the one that is measured');
SELECT is((SELECT max(planned_on) FROM work.milestone), ref.today() + 30, 'milestones are planned anew');
SELECT is(pg_temp.run('t_general', 'feedback', 'add', NULL, format('{"issue_number_text": "%s", "grade": "满意", "given_on": "%s"}', (SELECT number FROM work.issue WHERE id = pg_temp.id('issue')), ref.today())), 'ERROR NX001', 'no feedback before it is verified');

-- Merging keeps all raisers.
SELECT pg_temp.set('twin', pg_temp.as_person('t_teacher', 'SELECT work.add_issue(''热水不够'', ''logistics'', ''talk'', ref.today(), ''normal'', NULL)'));
SELECT is(pg_temp.run('t_party', 'issue', 'merge', pg_temp.id('twin'), format('{"into_number": "%s"}', (SELECT number FROM work.issue WHERE id = pg_temp.id('issue')))), NULL, 'merged');
SELECT is((SELECT count(*)::int FROM work.issue_source WHERE issue_id = pg_temp.id('issue')), 2, 'with what both had said');

-- Points: reversed, never deleted.
SELECT pg_temp.set('point', pg_temp.run('t_homeroom', 'point_entry', 'add', NULL, format('{"of_student": "student2", "why_given": "助人", "delta": "5", "given_on": "%s"}', ref.today())));
SELECT is(pg_temp.run('t_homeroom', 'point_entry', 'add', NULL, format('{"of_student": "student3", "why_given": "助人", "delta": "5", "given_on": "%s"}', ref.today())), 'ERROR NX002', 'not for another class');
SELECT matches(pg_temp.run('t_homeroom', 'point_entry', 'reverse', pg_temp.id('point'), '{"why_given": "记错"}'), '^\d+$', 'reversed');
SELECT is(pg_temp.run('t_homeroom', 'point_entry', 'reverse', pg_temp.id('point'), '{"why_given": "记错"}'), 'ERROR NX001', 'once');
SELECT is((SELECT sum(delta)::int FROM registers.point_entry), 0, 'the ledger sums');
SELECT * FROM finish();
ROLLBACK;

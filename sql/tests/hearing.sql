-- Hearing people out: encounters, letters with their clocks, surveys, feedback, extensions, conduct reports, points, help for others.
BEGIN;
SELECT plan(92);
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
-- Forums are held by offices that see no visits of others; they see their own, and what came of them.
SELECT pg_temp.set('forum', pg_temp.run('t_grade', 'encounter', 'add', NULL, format('{"kind": "座谈", "held_on": "%s", "host": "t_grade", "with_whom": "任课教师", "attendee_count": "12", "heard": "走班考勤难"}', ref.today())));
SELECT is(pg_temp.as_person('t_grade', 'SELECT string_agg(id::text, '','') FROM field.list_encounters(''forum'')'), pg_temp.id('forum')::text, 'the grade office sees its forum');
SELECT is(pg_temp.as_person('t_teacher', format('SELECT heard FROM field.read_encounter(%s)', pg_temp.id('forum'))), 'ERROR NX003', 'another does not');
SELECT is(pg_temp.run('t_affairs', 'encounter', 'change', pg_temp.id('forum'), '{"heard": "x"}'), 'ERROR NX002', 'and who sees all corrects only the own');
SELECT is(pg_temp.run('t_grade', 'encounter', 'change', pg_temp.id('forum'), '{"measure": "统一课表"}'), NULL, 'its host corrects it');
SELECT matches(pg_temp.run('t_grade', 'encounter', 'raise_issue', pg_temp.id('forum'), '{"title": "走班考勤", "area": "规范办学"}'), '^\d+$', 'an issue comes of it');
SELECT is(pg_temp.as_person('t_grade', format('SELECT issues FROM field.list_encounters() WHERE id = %s', pg_temp.id('forum'))), '1', 'and is counted beside it');
SELECT is(pg_temp.run('t_grade', 'encounter', 'add', NULL, format('{"kind": "谈心谈话", "held_on": "%s", "host": "t_grade", "of_student": "student2", "heard": "x"}', ref.today())), 'ERROR NX002', 'about a pupil the matrix decides');
SELECT pg_temp.run('t_grade', 'encounter', 'raise_issue', pg_temp.id('forum'), '{"title": "某教师有偿补课", "area": "师德师风"}');
SELECT is((SELECT heard FROM field.encounter WHERE id = pg_temp.id('forum')), work.conduct_stub(), 'what was said of a teacher''s conduct does not stay with the encounter');
SELECT ok((SELECT bool_or(text LIKE '%走班考勤难%') FROM work.conduct_report), 'but goes to discipline');
SELECT pg_temp.set('retiree', pg_temp.run('t_union', 'retiree', 'add', NULL, '{"name": "王老师", "retired_on": "2020-01-01"}'));
SELECT is(pg_temp.run('t_union', 'encounter', 'add', NULL, format('{"kind": "走访慰问", "held_on": "%s", "host": "t_union", "heard": "x"}', ref.today())), 'ERROR NX004', 'a condolence visit names whom it is paid to');
SELECT is(pg_temp.run('t_union', 'retiree', 'change', pg_temp.id('retiree'), '{"visit_every_days": "60"}'), NULL, 'the union corrects its retirees');

-- Letters: nobody is told whom nobody can reach; a review has its own clock; the unit does not move the clock; a later look may show that it is about conduct.
SELECT pg_temp.set('unsigned', pg_temp.run('t_party', 'letter', 'add', NULL, format('{"received_on": "%s", "channel": "来信", "is_anonymous": "是", "subject": "菜价", "about_conduct": "否"}', ref.today() - 20)));
SELECT is((SELECT tell_by FROM work.letter WHERE id = pg_temp.id('unsigned')), NULL, 'an unsigned letter has no day to tell by');
SELECT is(pg_temp.run('t_party', 'letter', 'tell', pg_temp.id('unsigned'), '{}'), 'ERROR NX001', 'and nobody to tell');
SELECT pg_temp.run('t_party', 'letter', 'assign', pg_temp.id('unsigned'), '{"of_unit": "测试总务处", "responsible": "t_general"}');
SELECT is(pg_temp.run('t_general', 'letter', 'change', pg_temp.id('unsigned'), format('{"received_on": "%s"}', ref.today())), 'ERROR NX002', 'the unit does not move the day that its time is counted from');
SELECT pg_temp.run('t_party', 'letter', 'change', pg_temp.id('unsigned'), format('{"received_on": "%s"}', ref.today() - 30));
SELECT is((SELECT answer_by FROM work.letter WHERE id = pg_temp.id('unsigned')), ref.today() + 30, 'the office does, and the clock follows');
SELECT is(pg_temp.run('t_general', 'letter', 'answer', pg_temp.id('unsigned'), '{"answer": "已公示"}'), NULL, 'answered');
SELECT is((SELECT answer FROM work.letter WHERE id = pg_temp.id('unsigned')), '已公示', 'in these words');
SELECT is(pg_temp.run('t_party', 'letter', 'ask_review', pg_temp.id('unsigned'), '{"why": "不清楚"}'), 'review_asked', 'a review is asked');
SELECT is(pg_temp.as_person('t_party', format('SELECT answer_by FROM work.list_letters() WHERE id = %s', pg_temp.id('unsigned'))), (ref.today() + 30)::text, 'and has 30 days of its own');
SELECT pg_temp.run('t_general', 'letter', 'answer', pg_temp.id('unsigned'), '{"answer": "逐项公示"}');
SELECT ok((SELECT answer LIKE '已公示%逐项公示' FROM work.letter WHERE id = pg_temp.id('unsigned')), 'the first answer stays above the second');
SELECT pg_temp.set('disguised', pg_temp.run('t_party', 'letter', 'add', NULL, format('{"received_on": "%s", "channel": "来电", "is_anonymous": "否", "raiser_name": "李某", "raiser_contact": "门卫转告", "subject": "补课", "letter_text": "某老师收钱补课", "about_conduct": "否"}', ref.today())));
SELECT is(pg_temp.run('t_party', 'letter', 'raise_issue', pg_temp.id('disguised'), '{"title": "x", "area": "师德师风"}'), 'ERROR NX004', 'conduct is not raised as an issue');
SELECT is(pg_temp.run('t_party', 'letter', 'change', pg_temp.id('disguised'), '{"about_conduct": "是"}'), NULL, 'it is handed to discipline');
SELECT is((SELECT state || ' ' || (letter_text IS NULL AND raiser_name IS NULL) FROM work.letter WHERE id = pg_temp.id('disguised')), 'rerouted true', 'and nothing of it stays');
SELECT is((SELECT reporter_name FROM work.conduct_report WHERE text = '某老师收钱补课'), '李某 门卫转告', 'discipline knows whom to tell');
SELECT pg_temp.hire('t_secretary', 'party_secretary', NULL);
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'verify', (SELECT id FROM work.conduct_report WHERE text = '某老师收钱补课'), '{"accused": "t_secretary"}'), 'ERROR NX001', 'the school does not verify its secretary');
SELECT is(pg_temp.run('t_discipline', 'conduct_report', 'verify', (SELECT id FROM work.conduct_report WHERE text = '某老师收钱补课'), '{"accused": "t_discipline"}'), 'ERROR NX002', 'nor anybody himself');

-- Surveys: an answer is one of the options, and one small count alone is not worked out from the rest.
SELECT pg_temp.set('survey2', pg_temp.run('t_affairs', 'survey', 'add', NULL, format('{"title": "作息", "purpose": "改进", "is_anonymous": "是", "invited_count": "18", "closes_on": "%s"}', ref.today())));
SELECT is(pg_temp.run('t_affairs', 'survey', 'add_survey_question', pg_temp.id('survey2'), '{"ordinal": "1", "question": "几点熄灯", "options": "早|早"}'), 'ERROR NX004', 'options differ');
SELECT pg_temp.run('t_affairs', 'survey', 'add_survey_question', pg_temp.id('survey2'), '{"ordinal": "1", "question": "几点熄灯", "options": "早|中|晚"}');
SELECT pg_temp.as_person('t_leader', format('SELECT field.approve_survey(%s)', pg_temp.id('survey2')));
SELECT is(pg_temp.run('t_affairs', 'survey', 'change', pg_temp.id('survey2'), '{"is_anonymous": "否"}'), 'ERROR NX001', 'what was approved stays as it was');
SELECT pg_temp.run('t_affairs', 'survey', 'open', pg_temp.id('survey2'), '{}');
SELECT is(pg_temp.run('t_affairs', 'survey', 'answer', pg_temp.id('survey2'), '{"answers": "半夜"}'), 'ERROR NX004', 'an answer is one of the options');
SELECT pg_temp.run('t_affairs', 'survey', 'answer', pg_temp.id('survey2'), format('{"answers": "%s"}', CASE WHEN n <= 9 THEN '早' WHEN n <= 16 THEN '中' ELSE '晚' END)) FROM generate_series(1, 18) AS n;
SELECT is(pg_temp.run('t_affairs', 'survey', 'answer', pg_temp.id('survey2'), '{"answers": "早"}'), 'ERROR NX001', 'no more answers than were asked');
SELECT pg_temp.run('t_affairs', 'survey', 'close', pg_temp.id('survey2'), '{}');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT string_agg(answer_option || chosen, '' '' ORDER BY id) FROM field.list_survey_results(%s)', pg_temp.id('survey2'))), '早9 中≥5 晚<5', 'the next smallest is not told either');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT responses || '' '' || response_percent FROM field.list_surveys() WHERE id = %s', pg_temp.id('survey2'))), '18 100.0', 'how many answered is told');

-- What was said becomes an issue once, and is no second thing heard.
SELECT pg_temp.as_person('t_homeroom', format('SELECT field.add_visit(%s, ref.today(), ''in_person'', ''在家'', ''希望增设路灯'')', pg_temp.id('student2')));
SELECT pg_temp.set('before', (SELECT count(*)::text FROM work.utterance));
SELECT matches(pg_temp.run('t_party', 'utterance', 'raise_issue', (SELECT id FROM work.utterance WHERE text = '希望增设路灯'), '{"title": "缺少路灯", "area": "校园安全"}'), '^\d+$', 'it becomes an issue');
SELECT is((SELECT count(*) FROM work.utterance), pg_temp.id('before'), 'and is counted once');
SELECT is(pg_temp.as_person('t_party', format('SELECT registers.open(''utterance'', %s) -> ''record'' ->> ''words''', (SELECT id FROM work.utterance WHERE text = '希望增设路灯'))), '希望增设路灯', 'what has become an issue can still be looked at');
SELECT is(pg_temp.as_person('t_party', format('SELECT registers.open(''issue'', %s) -> ''record'' ->> ''state''', pg_temp.id('twin'))), 'merged', 'so can a merged issue');

-- Help for others: a village is a village, terms follow each other, hours are hours.
SELECT pg_temp.set('village', pg_temp.run('t_party', 'external_organization', 'add', NULL, '{"kind": "村", "name": "某村"}'));
SELECT pg_temp.set('community', pg_temp.run('t_party', 'external_organization', 'add', NULL, '{"kind": "社区", "name": "某社区"}'));
SELECT is(pg_temp.run('t_party', 'secondment', 'add', NULL, format('{"person": "t_teacher", "village": "%s", "from_day": "2026-01-01"}', pg_temp.id('community'))), 'ERROR NX004', 'nobody is seconded to a community');
SELECT pg_temp.run('t_party', 'secondment', 'add', NULL, format('{"person": "t_general", "village": "%s", "from_day": "2025-01-01", "to_day": "2025-12-22"}', pg_temp.id('village')));
SELECT pg_temp.set('term', pg_temp.run('t_party', 'secondment', 'add', NULL, format('{"person": "t_teacher", "village": "%s", "from_day": "2026-01-01"}', pg_temp.id('village'))));
SELECT is(pg_temp.run('t_teacher', 'secondment', 'add_secondment_log', pg_temp.id('term'), '{"on_day": "2025-12-31", "what_done": "x"}'), 'ERROR NX004', 'no day in the village before the term');
SELECT pg_temp.run('t_teacher', 'secondment', 'add_secondment_log', pg_temp.id('term'), '{"on_day": "2026-01-02", "what_done": "走访"}');
SELECT is(pg_temp.as_person('t_party', format('SELECT days_in_village || '' '' || gap_before FROM field.list_secondments() WHERE id = %s', pg_temp.id('term'))), '1 10', 'days in the village, and those on which it had nobody');
-- What was said without a visit; what a unit sends back; what the leader refuses.
SELECT matches(pg_temp.run('t_teacher', 'utterance', 'add', NULL, format('{"heard_on": "%s", "channel": "热线", "words": "校车太早", "about_conduct": "否"}', ref.today())), '^\d+$', 'what was said is written down by whoever heard it');
SELECT is(pg_temp.run('t_teacher', 'utterance', 'add', NULL, format('{"heard_on": "%s", "channel": "热线", "words": "某老师骂人", "about_conduct": "是"}', ref.today())), NULL, 'of conduct nothing stays');
SELECT is((SELECT count(*)::int FROM work.utterance WHERE text = '某老师骂人'), 0, 'among what was said');
SELECT pg_temp.set('handed', pg_temp.as_person('t_teacher', 'SELECT work.add_issue(''路灯'', ''logistics'', ''talk'', ref.today(), ''normal'', NULL)'));
SELECT pg_temp.as_person('t_party', format('SELECT work.assign_issue(%s, %s, %s, ref.today() + 10)', pg_temp.id('handed'), pg_temp.id('t_leader'), pg_temp.id('office')));
SELECT is(pg_temp.run('t_general', 'issue', 'bounce', pg_temp.id('handed'), '{"why": "不归总务", "of_unit": "测试总务处"}'), 'ERROR NX004', 'sent back with a better unit');
SELECT is(pg_temp.run('t_general', 'issue', 'bounce', pg_temp.id('handed'), '{"why": "不归总务", "of_unit": "测试年级"}'), NULL, 'as here');
SELECT is((SELECT state || ' ' || (unit_id IS NULL) FROM work.issue WHERE id = pg_temp.id('handed')), 'accepted true', 'it is to be assigned anew');
SELECT pg_temp.as_person('t_party', format('SELECT work.assign_issue(%s, %s, %s, ref.today() + 10)', pg_temp.id('handed'), pg_temp.id('t_leader'), pg_temp.id('office')));
SELECT pg_temp.set('extension2', pg_temp.run('t_general', 'deadline_extension', 'add', NULL, format('{"issue_number_text": "%s", "new_deadline": "%s", "why_later": "备料"}', (SELECT number FROM work.issue WHERE id = pg_temp.id('handed')), ref.today() + 30)));
SELECT is(pg_temp.run('t_leader', 'deadline_extension', 'refuse', pg_temp.id('extension2'), '{}'), 'ERROR NX004', 'refused with a reason');
SELECT is(pg_temp.run('t_leader', 'deadline_extension', 'refuse', pg_temp.id('extension2'), '{"why": "不必"}'), NULL, 'by the accountable leader');
SELECT is((SELECT state || ' ' || (decided_by_id = pg_temp.id('t_leader')) FROM work.deadline_extension WHERE id = pg_temp.id('extension2')), 'refused true', 'who is on record');
SELECT * FROM finish();
ROLLBACK;

-- Rows of the plan that no other file tries: what "done" means of each, and what the analyst's figures say and do not say.
BEGIN;
SELECT plan(48);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
SELECT pg_temp.hire(login, role, NULL) FROM (VALUES ('t_branch', 'party_branch'), ('t_secretary', 'party_secretary'), ('t_union', 'union')) AS staff (login, role);
SELECT pg_temp.hire('t_grade12', 'grade_office', 'grade');

-- A4: one person, dated posts; a member without a linkage is told.
WITH branch AS (INSERT INTO units.unit (kind, parent_id) SELECT 'party_branch', id FROM known WHERE name = 'school' RETURNING id),
     named AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'party_branch', '测试支部', '[2020-01-01,)' FROM branch),
     kept AS (INSERT INTO known SELECT 'branch', id FROM branch) SELECT;
UPDATE access.role_assignment SET unit_id = pg_temp.id('branch') WHERE person_id = pg_temp.id('t_branch');
INSERT INTO people.party_membership (person_id, branch_id, stage, valid) SELECT pg_temp.id(login), pg_temp.id('branch'), 'full', '[2020-01-01,)' FROM unnest('{t_general,t_affairs}'::text[]) AS login;
SELECT throws_ok(format('INSERT INTO people.staff_post (staff_id, post, unit_id, valid) SELECT %s, ''主任'', %s, span FROM unnest(''{"[2025-01-01,2026-06-01)","[2026-05-01,)"}''::daterange[]) AS span',
                        pg_temp.id('t_general'), pg_temp.id('office')), '23P01', NULL, 'a post is held once at a time');
SELECT is(pg_temp.as_person('t_party', $$SELECT string_agg(name, ',' ORDER BY name) FROM reporting.members_without_linkage() AS member (branch, name) WHERE branch = '测试支部'$$), 't_affairs,t_general', 'members without a linkage');
INSERT INTO known SELECT 'link', pg_temp.run('t_party', 'linkage', 'add', NULL, '{"of_staff": "t_general", "kind": "class", "of_unit": "测试2班"}')::bigint;
SELECT pg_temp.run('t_party', 'linkage', 'activate', pg_temp.id('link'), '{}');
SELECT is(pg_temp.as_person('t_party', $$SELECT format('%s %s %s', members, linked, silent) FROM reporting.linkage_coverage() WHERE branch = '测试支部'$$), '2 1 1', 'covered, or silent');

-- B17: a brief that shows people goes out only with their consent; then it is placed.
INSERT INTO known SELECT 'brief', pg_temp.run('t_party', 'brief', 'add', NULL, format('{"title": "爱心送考", "brief_text": "三十辆车", "of_unit": "测试总务处", "written_on": "%s", "shows_people": "是", "writer": "t_party"}', ref.today()))::bigint;
SELECT is(pg_temp.run('t_party', 'brief', 'place', pg_temp.id('brief'), '{"outlet": "荆门日报"}'), 'ERROR NX001', 'not placed without the consent of those shown');
SELECT pg_temp.run('t_party', 'brief', 'change', pg_temp.id('brief'), '{"consent_checked": "是"}');
SELECT isnt(pg_temp.run('t_party', 'brief', 'place', pg_temp.id('brief'), '{"outlet": "荆门日报"}'), 'ERROR NX004', 'placed with it');
SELECT is((SELECT state FROM field.brief WHERE id = pg_temp.id('brief')), 'placed', 'and it says so');

-- B20: a fee rests on a paper; what is asked about it is answered.
INSERT INTO known SELECT 'paper', pg_temp.run('t_party', 'document', 'add', NULL, '{"title": "收费文件", "issuer": "发改委", "number": "1号", "issued_on": "2024-01-01", "kind": "上级通知"}')::bigint;
SELECT is(pg_temp.run('t_general', 'fee_item', 'add', NULL, '{"title": "住宿费", "amount": "400", "per": "学期", "from_day": "2026-09-01"}'), 'ERROR NX004', 'no fee without its basis');
INSERT INTO known SELECT 'fee', pg_temp.run('t_general', 'fee_item', 'add', NULL, format('{"title": "住宿费", "amount": "400", "per": "学期", "basis": "%s", "from_day": "2026-09-01"}', pg_temp.id('paper')))::bigint;
INSERT INTO known SELECT 'question', pg_temp.run('t_registrar', 'fee_item', 'add_fee_question', pg_temp.id('fee'), format('{"question": "走读要交吗", "asked_on": "%s"}', ref.today()))::bigint;
SELECT is(pg_temp.run('t_homeroom', 'fee_item', 'answer_fee_question', pg_temp.id('fee'), format('{"fee_question": "%s", "answer": "不交"}', pg_temp.id('question'))), 'ERROR NX002', 'a teacher does not answer for the office');
SELECT is(pg_temp.run('t_general', 'fee_item', 'answer_fee_question', pg_temp.id('fee'), format('{"fee_question": "%s", "answer": " "}', pg_temp.id('question'))), 'ERROR NX004', 'an answer says something');
SELECT is(pg_temp.run('t_general', 'fee_item', 'answer_fee_question', pg_temp.id('fee'), format('{"fee_question": "%s", "answer": "不交"}', pg_temp.id('question'))), NULL, 'a question about a fee is answered');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT answer FROM registers.list_fee_item_fee_questions(%s)', pg_temp.id('fee'))), '不交', 'and everybody reads the answer');

-- D7, D8: area and node with grade and owner; measures; a yearly review.
INSERT INTO known SELECT 'risk', pg_temp.run('t_discipline', 'integrity_risk', 'add', NULL, format('{"area": "招生转学", "node": "录取", "risk_point": "条子生", "owner": "t_registrar", "review_due_on": "%s"}', ref.today() - 1))::bigint;
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'measure', pg_temp.id('risk'), '{}'), 'ERROR NX001', 'no measures before it is graded');
SELECT isnt(pg_temp.run('t_discipline', 'integrity_risk', 'change', pg_temp.id('risk'), '{"grade": "高"}'), 'ERROR NX004', 'a risk has a grade');
SELECT pg_temp.run('t_discipline', 'integrity_risk', 'grade', pg_temp.id('risk'), '{}');
SELECT matches(pg_temp.run('t_discipline', 'integrity_risk', 'add_integrity_measure', pg_temp.id('risk'), format('{"measure": "集体研究", "due_on": "%s"}', ref.today() - 3)), '^\d+$', 'with a measure against it');
SELECT is(pg_temp.as_person('t_discipline', $$SELECT measure.measure FROM registers.list_integrity_risks(NULL, NULL, true) AS risk CROSS JOIN LATERAL registers.list_integrity_risk_integrity_measures(risk.id) AS measure
    WHERE measure.done_on IS NULL AND measure.due_on < ref.today()$$), '集体研究', 'a measure past its day is told');
SELECT is(pg_temp.run('t_leader', 'integrity_risk', 'review', pg_temp.id('risk'), '{"finding": "x"}'), 'ERROR NX003', 'leaders neither see nor review risks');
SELECT pg_temp.run('t_discipline', 'integrity_risk', 'measure', pg_temp.id('risk'), '{}');
SELECT pg_temp.run('t_discipline', 'integrity_risk', 'review', pg_temp.id('risk'), '{"finding": "措施有效"}');
SELECT ok((SELECT review_due_on > ref.today() FROM registers.integrity_risk WHERE id = pg_temp.id('risk')), 'a review sets the next one');

-- D9: what is disclosed is dated.
SELECT is(pg_temp.run('t_discipline', 'disclosure', 'add', NULL, '{"matter": "职称评审", "power": "用人", "where_published": "公示栏", "of_unit": "测试总务处", "from_day": "2026-06-10", "to_day": "2026-06-01"}'), 'ERROR NX004', 'a disclosure does not end before it begins');
SELECT matches(pg_temp.run('t_discipline', 'disclosure', 'add', NULL, '{"matter": "职称评审", "power": "用人", "where_published": "公示栏", "of_unit": "测试总务处", "from_day": "2026-06-10"}'), '^\d+$', 'a matter is disclosed with its day and place');

-- E10, E11: an activity is held with its number of people, and the classes it reached.
INSERT INTO known SELECT 'activity', pg_temp.run('t_counsellor', 'activity', 'add', NULL, format('{"kind": "心理健康教育", "title": "情绪管理", "planned_on": "%s"}', ref.today() - 1))::bigint;
SELECT matches(pg_temp.run('t_counsellor', 'activity', 'add_activity_class', pg_temp.id('activity'), '{"class": "测试1班", "attended": "40"}'), '^\d+$', 'it reached a class');
SELECT is(pg_temp.run('t_counsellor', 'activity', 'add_activity_class', pg_temp.id('activity'), '{"class": "测试1班", "attended": "40"}'), 'ERROR NX004', 'a class is reached once by an activity');
SELECT pg_temp.run('t_counsellor', 'activity', 'change', pg_temp.id('activity'), '{"attended": "40"}');
SELECT pg_temp.run('t_counsellor', 'activity', 'hold', pg_temp.id('activity'), '{}');
SELECT is((SELECT state FROM care.activity WHERE id = pg_temp.id('activity')), 'held', 'an activity is held');
SELECT matches(pg_temp.run('t_grade12', 'activity', 'add', NULL, format('{"kind": "高考助考", "title": "成人宣誓仪式", "grade_unit": "测试年级", "planned_on": "%s"}', ref.today() + 9)), '^\d+$', 'the grade office plans support before the examination');

-- F5: no more are granted than the round has places.
INSERT INTO known SELECT 'round', pg_temp.run('t_affairs', 'scholarship_round', 'add', NULL, format('{"title": "品正奖学金", "semester": "%s", "criteria": "品学", "quota": "1", "amount_each": "500", "closes_on": "%s"}', ref.semester_on(ref.today()), ref.today() + 9))::bigint;
INSERT INTO known SELECT 'named' || n, pg_temp.run('t_homeroom', 'nomination', 'add', NULL, format('{"scholarship_round": "%s", "of_student": "student2", "grade_of": "一等", "why_named": "勤奋"}', pg_temp.id('round')))::bigint FROM generate_series(1, 1) AS n;
SELECT is(pg_temp.run('t_homeroom', 'nomination', 'add', NULL, format('{"scholarship_round": "%s", "of_student": "student2", "grade_of": "一等", "why_named": "勤奋"}', pg_temp.id('round'))), 'ERROR NX004', 'a student is named once a round');
INSERT INTO known SELECT 'named2', pg_temp.run('t_affairs', 'nomination', 'add', NULL, format('{"scholarship_round": "%s", "of_student": "student3", "grade_of": "一等", "why_named": "勤奋"}', pg_temp.id('round')))::bigint;
SELECT is((SELECT state FROM aid.nomination WHERE id = pg_temp.id('named1')), 'named', 'named by the homeroom teacher');
SELECT pg_temp.run('t_affairs', 'nomination', 'grant', pg_temp.id('named1'), '{}');
SELECT is((SELECT state FROM aid.nomination WHERE id = pg_temp.id('named1')), 'granted', 'and granted by another');
SELECT is(left(pg_temp.run('t_affairs', 'nomination', 'grant', pg_temp.id('named2'), '{}'), 8), 'ERROR NX', 'a round grants no more than its places');

-- F7, F9: partners are outside organizations; terms in a village follow one another.
INSERT INTO known SELECT 'village', pg_temp.run('t_party', 'external_organization', 'add', NULL, '{"kind": "村", "name": "渔池村"}')::bigint;
SELECT is(pg_temp.run('t_registrar', 'exchange_trip', 'add', NULL, format('{"partner": "%s", "subject": "同课异构", "from_day": "2026-10-12", "to_day": "2026-10-10", "participants": "t_general"}', pg_temp.id('village'))), 'ERROR NX004', 'a trip does not end before it begins');
SELECT matches(pg_temp.run('t_registrar', 'exchange_trip', 'add', NULL, format('{"partner": "%s", "subject": "同课异构", "from_day": "2026-10-10", "to_day": "2026-10-12", "participants": "t_general、t_affairs"}', pg_temp.id('village'))), '^\d+$', 'those who went are on record');
INSERT INTO known SELECT 'term', pg_temp.run('t_party', 'secondment', 'add', NULL, format('{"person": "t_general", "village": "%s", "from_day": "2026-03-01"}', pg_temp.id('village')))::bigint;
SELECT is(pg_temp.run('t_party', 'secondment', 'add', NULL, format('{"person": "t_general", "village": "%s", "from_day": "2026-05-01"}', pg_temp.id('village'))), 'ERROR NX004', 'nobody is seconded twice at a time');
SELECT matches(pg_temp.run('t_general', 'secondment', 'add_secondment_log', pg_temp.id('term'), format('{"on_day": "%s", "what_done": "入户"}', ref.today())), '^\d+$', 'whoever is seconded keeps the log');

-- F8: a helped resident is visited, and closed with a reason.
INSERT INTO known SELECT 'community', pg_temp.run('t_party', 'external_organization', 'add', NULL, '{"kind": "社区", "name": "清溪社区"}')::bigint;
INSERT INTO known SELECT 'resident', pg_temp.run('t_party', 'resident', 'add', NULL, format('{"name": "居民甲", "community": "%s", "need": "就医", "helper": "t_general", "visit_every_days": "30"}', pg_temp.id('community')))::bigint;
SELECT matches(pg_temp.run('t_general', 'resident', 'add_resident_aid', pg_temp.id('resident'), format('{"on_day": "%s", "what_done": "陪诊"}', ref.today())), '^\d+$', 'the helper writes down each visit');
SELECT is(pg_temp.run('t_homeroom', 'resident', 'add_resident_aid', pg_temp.id('resident'), format('{"on_day": "%s", "what_done": "陪诊"}', ref.today())), 'ERROR NX003', 'to others the resident is not there');

-- F10: hours count once confirmed, by another.
INSERT INTO known SELECT 'volunteer', pg_temp.run('t_branch', 'volunteer_activity', 'add', NULL, format('{"title": "下沉社区", "branch": "测试支部", "held_on": "%s"}', ref.today() - 1))::bigint;
SELECT matches(pg_temp.run('t_branch', 'volunteer_activity', 'add_volunteer_hours', pg_temp.id('volunteer'), '{"person": "t_general", "hours": "2.5"}'), '^\d+$', 'hours of a member');
SELECT is(pg_temp.run('t_general', 'volunteer_activity', 'confirm', pg_temp.id('volunteer'), '{"person": "t_general"}'), 'ERROR NX002', 'nobody confirms hours of their own');
SELECT is(pg_temp.run('t_branch', 'volunteer_activity', 'confirm', pg_temp.id('volunteer'), '{"person": "t_general"}'), NULL, 'the branch confirms the hours');

-- F12: a retired teacher who is due a visit is told until somebody goes.
INSERT INTO known SELECT 'retiree', pg_temp.run('t_union', 'retiree', 'add', NULL, format('{"name": "老教师甲", "retired_on": "2010-07-01", "visit_every_days": "180"}'))::bigint;
SELECT is(pg_temp.as_person('t_union', $$SELECT is_overdue FROM reporting.condolence_coverage() WHERE name = '老教师甲'$$), 'true', 'a retired teacher is due a visit');
SELECT matches(pg_temp.run('t_union', 'encounter', 'add', NULL, format('{"kind": "走访慰问", "held_on": "%s", "host": "t_union", "heard": "安好", "retiree": "%s"}', ref.today(), pg_temp.id('retiree'))), '^\d+$', 'somebody goes');
SELECT is(pg_temp.as_person('t_union', $$SELECT is_overdue FROM reporting.condolence_coverage() WHERE name = '老教师甲'$$), 'false', 'and is not once visited');

-- F13: a tag names a programme of the list and a record that there is.
SELECT is(left(pg_temp.run('t_party', 'programme_link', 'add', NULL, '{"programme": "没有的", "subject_kind": "meeting", "subject_id": "1"}'), 8), 'ERROR NX', 'a tag names a programme of the list');

-- Figures: small counts of people are left out, and who may not count is refused.
SELECT is(pg_temp.as_person('t_affairs', $$SELECT coalesce(granted::text, 'not told') FROM reporting.scholarship_winners()$$), 'not told', 'one winner is not told');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM reporting.issue_backlog()'), 'ERROR NX002', 'a homeroom teacher has no figures of the school');
SELECT is(pg_temp.as_person('t_registrar', $$SELECT string_agg(format('%s %s %s %s', class, students, without_guardian, without_address), ';' ORDER BY class) FROM reporting.missing_data()$$), '测试1班 2 1 2;测试2班 1 1 1', 'what is missing, class by class');
SELECT is(pg_temp.as_person('t_homeroom', $$SELECT string_agg(class, ';') FROM reporting.missing_data()$$), '测试1班', 'for the own class');
-- Who changed what, for whoever reads the record.
SELECT pg_temp.run('t_general', 'fee_item', 'change', pg_temp.id('fee'), '{"amount": "450"}');
SELECT is(pg_temp.as_person('t_homeroom', format($$SELECT old_value || ' ' || new_value || ' ' || changed_by_name FROM history.of_record('fee_item', %s, 0, 50) WHERE column_name = 'amount' AND old_value IS NOT NULL$$, pg_temp.id('fee'))),
          '400.00 450.00 t_general', 'the history of a record of a register');
SELECT is(pg_temp.as_person('t_leader', format($$SELECT count(*) FROM history.of_record('integrity_risk', %s, 0, 50)$$, pg_temp.id('risk'))), 'ERROR NX003', 'is not there for whom the record is not');
SELECT is(pg_temp.as_person('t_party', $$SELECT count(*) FROM history.of_record('conduct_report', 1, 0, 50)$$), 'ERROR NX003', 'nor for any office but its own');
SELECT pg_temp.as_person('t_homeroom', $$SELECT work.add_issue('路灯不亮', 'campus_safety', 'home_visit', ref.today(), 'normal', NULL)$$);
SELECT is(pg_temp.as_person('t_analyst', $$SELECT issues || ' ' || percent || ' ' || change FROM reporting.issues_by_area(ref.today() - 60, ref.today()) WHERE month = to_char(ref.today(), 'YYYY-MM') AND issues > 0$$),
          '1 100.0 1', 'issues of an area in a month, also after months without any');
SELECT * FROM finish();
ROLLBACK;

-- Care, health and mind: who may write and read what, the law's duties, the separation of the mind's records from all else.
BEGIN;
SELECT plan(100);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
CREATE FUNCTION pg_temp.set(of_name text, made text) RETURNS void LANGUAGE sql AS $$ INSERT INTO known VALUES (of_name, made::bigint) $$;
SELECT pg_temp.hire('t_head', 'head_counsellor', NULL), pg_temp.hire('t_counsellor2', 'counselling', NULL), pg_temp.hire('t_officer', 'report_officer', NULL), pg_temp.hire('t_secretary', 'party_secretary', NULL), pg_temp.hire('t_teacher', 'teacher', NULL);
UPDATE people.person SET birth_date = (ref.today() - interval '17 years')::date WHERE name IN ('student1', 'student2');
UPDATE people.person SET birth_date = (ref.today() - interval '18 years')::date WHERE name = 'student3';

-- Consent: a guardian's until 18, then the student's own.
SELECT is(pg_temp.run('t_affairs', 'consent', 'add', NULL, format('{"of_student": "student2", "purpose": "psychological_test", "given_by": "student2", "given_as": "student", "given_on": "%s"}', ref.today())), 'ERROR NX004', 'not by a minor');
SELECT is(pg_temp.run('t_affairs', 'consent', 'add', NULL, format('{"of_student": "student3", "purpose": "psychological_test", "given_by": "父", "given_as": "guardian", "given_on": "%s"}', ref.today())), 'ERROR NX004', 'nor by a guardian once of age');
SELECT pg_temp.set('round', pg_temp.run('t_counsellor', 'screening_round', 'add', NULL, format('{"title": "秋季心理测评", "kind": "心理", "from_day": "%s", "to_day": "%s"}', ref.today() - 9, ref.today() + 9)));
SELECT is(pg_temp.run('t_counsellor', 'screening_result', 'add', NULL, format('{"screening_round": "%s", "of_student": "student2", "band": "转介", "score": "70"}', pg_temp.id('round'))), 'ERROR NX004', 'no score without consent');
SELECT pg_temp.set('consent', pg_temp.run('t_affairs', 'consent', 'add', NULL, format('{"of_student": "student2", "purpose": "psychological_test", "given_by": "母", "given_as": "guardian", "given_on": "%s"}', ref.today())));
SELECT pg_temp.set('result', pg_temp.run('t_counsellor', 'screening_result', 'add', NULL, format('{"screening_round": "%s", "of_student": "student2", "band": "转介", "score": "70"}', pg_temp.id('round'))));
SELECT is((SELECT state FROM care.referral WHERE student_id = pg_temp.id('student2')), 'open', 'a flag opens a referral');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM care.list_screening_results()'), '0', 'the homeroom teacher sees no results');
SELECT is(pg_temp.as_person('t_leader', 'SELECT count(*) FROM care.list_screening_results()'), '0', 'nor a leader');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(*) FROM care.list_screening_results()'), 'ERROR NX002', 'an office that has nothing to do with it is refused');
SELECT is(pg_temp.as_person('t_counsellor', 'SELECT count(*) FROM care.list_screening_results()'), '1', 'counsellors do');
INSERT INTO known SELECT 'referral', id FROM care.referral;
SELECT is(pg_temp.run('t_counsellor', 'referral', 'accept', pg_temp.id('referral'), '{}'), 'accepted', 'accepted');
SELECT is((SELECT counsellor_id FROM care.referral), pg_temp.id('t_counsellor'), 'by a counsellor');

-- Cases: their author, and the head. There is no column for a diagnosis.
SELECT pg_temp.set('case', pg_temp.run('t_counsellor', 'counselling_case', 'add', NULL, format('{"of_student": "student2", "counsellor": "t_counsellor", "opened_on": "%s"}', ref.today())));
SELECT is(pg_temp.run('t_counsellor2', 'counselling_case', 'add', NULL, format('{"of_student": "student2", "counsellor": "t_counsellor", "opened_on": "%s"}', ref.today())), 'ERROR NX002', 'nobody opens a case for another');
SELECT pg_temp.set('note', pg_temp.run('t_counsellor', 'counselling_case', 'add_counselling_note', pg_temp.id('case'), format('{"on_day": "%s", "note_text": "谈话"}', ref.today())));
SELECT is(pg_temp.as_person('t_counsellor2', format('SELECT count(*) FROM care.list_counselling_case_counselling_notes(%s)', pg_temp.id('case'))), 'ERROR NX003', 'another counsellor does not know of it');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT count(*) FROM care.read_counselling_case(%s)', pg_temp.id('case'))), 'ERROR NX003', 'nor student affairs');
SELECT is(pg_temp.as_person('t_head', format('SELECT note_text FROM care.list_counselling_case_counselling_notes(%s)', pg_temp.id('case'))), '谈话', 'the head reads it');
SELECT is((SELECT count(*)::int FROM audit.event WHERE record_class = 'counselling' AND action = 'read' AND person_id = pg_temp.id('t_head')), 1, 'and that is logged');
SELECT is_empty($$SELECT attname FROM pg_attribute WHERE attrelid::regclass::text LIKE 'care.counselling%' AND attname ~ 'diagnos'$$, 'no diagnosis is kept');

-- A high alert is told.
SELECT is(pg_temp.run('t_counsellor', 'risk_alert', 'add', NULL, format('{"of_student": "student2", "level": "3", "since": "%s", "ground": "observation"}', ref.today())), 'ERROR NX004', 'a high alert is told to guardian and homeroom teacher, and has a plan');
SELECT matches(pg_temp.run('t_counsellor', 'risk_alert', 'add', NULL, format('{"of_student": "student2", "level": "3", "since": "%s", "ground": "observation", "guardian_told_on": "%1$s", "homeroom_told_on": "%1$s", "plan_text": "陪伴"}', ref.today())), '^\d+$', 'then it is entered');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM care.list_risk_alerts()'), '1', 'the homeroom teacher sees alerts of the class');
SELECT is(pg_temp.as_person('t_parent', 'SELECT count(*) FROM care.list_risk_alerts()'), '1', 'a colleague of the same class too') ;

-- Mandatory reports: anybody opens, nobody blocks, few see.
SELECT pg_temp.set('report', pg_temp.run('t_teacher', 'mandatory_report', 'add', NULL, format('{"of_student": "student1", "noticed_at": "%s 08:00", "what_noticed": "身上有伤"}', ref.today() - 1)));
SELECT is(pg_temp.as_person('t_affairs', 'SELECT count(*) FROM care.list_mandatory_reports()'), '0', 'student affairs does not see that there is one');
SELECT is(pg_temp.as_person('t_secretary', 'SELECT count(*) FROM care.list_mandatory_reports()'), '1', 'the secretary does');
SELECT is(pg_temp.as_person('t_teacher', 'SELECT state FROM care.my_mandatory_reports()'), 'noticed', 'who opened it sees its state');
SELECT is(pg_temp.as_person('t_teacher', format('SELECT what_noticed FROM care.read_mandatory_report(%s)', pg_temp.id('report'))), 'ERROR NX003', 'and no more');
SELECT is(pg_temp.run('t_officer', 'mandatory_report', 'report', pg_temp.id('report'), format('{"reported_at": "%s 09:00", "reported_to": "派出所"}', ref.today() - 1)), 'ERROR NX004', 'to whom: an officer');
SELECT is(pg_temp.run('t_officer', 'mandatory_report', 'report', pg_temp.id('report'), format('{"reported_at": "%s 07:00", "reported_to": "派出所", "officer": "李警官"}', ref.today() - 1)), 'ERROR NX004', 'not before it was noticed');
SELECT is(pg_temp.run('t_officer', 'mandatory_report', 'report', pg_temp.id('report'), format('{"reported_at": "%s 09:00", "reported_to": "派出所", "officer": "李警官", "receipt": "2026-88"}', ref.today() - 1)), NULL, 'reported');
SELECT is(pg_temp.as_person('t_officer', 'SELECT hours FROM care.list_mandatory_reports()'), '1.0', 'an hour after it was noticed');
SELECT is((SELECT extract(hour FROM reported_at AT TIME ZONE 'Asia/Shanghai')::int FROM care.mandatory_report), 9, 'at the school''s hour');

-- Under sixteen and alone: an alert and a report by themselves.
UPDATE people.person SET birth_date = (ref.today() - interval '15 years')::date WHERE name = 'student2';
INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away, state, confirmed_on) SELECT pg_temp.id('student2'), (SELECT code FROM ref.semester ORDER BY code LIMIT 1), '双亲', 'yes', 'yes', 'confirmed', ref.today();
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'start_term', NULL, format('{"of_semester": "%s"}', (SELECT code FROM ref.semester ORDER BY code OFFSET 1 LIMIT 1))), '1', 'a term starts with last term''s facts');
SELECT is((SELECT string_agg(state, ',' ORDER BY semester) FROM care.left_behind_record), 'confirmed,to_confirm', 'to be confirmed anew');
SELECT is(pg_temp.run('t_homeroom', 'left_behind_record', 'assess', (SELECT max(id) FROM care.left_behind_record), '{"assessment": "差", "lives_alone": "是"}'), NULL, 'assessed');
SELECT is((SELECT count(*)::int FROM care.risk_alert WHERE ground = 'lives_alone') + (SELECT count(*)::int FROM care.mandatory_report WHERE student_id = pg_temp.id('student2')), 2, 'an alert and a report');

-- Entrusted care: of age, declared.
SELECT is(pg_temp.run('t_homeroom', 'entrusted_care', 'add', NULL, format('{"of_student": "student2", "carer_name": "堂哥", "kin": "堂兄", "declaration_given": "是", "carer_birth_date": "%s"}', (ref.today() - interval '16 years')::date)), 'ERROR NX004', 'a minor cares for nobody');
SELECT matches(pg_temp.run('t_homeroom', 'entrusted_care', 'add', NULL, '{"of_student": "student2", "carer_name": "奶奶", "kin": "祖母", "declaration_given": "是", "carer_birth_date": "1960-01-01"}'), '^\d+$', 'an adult does');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM reporting.entrustment_gaps()'), '1', 'without a written notice there is a gap');

-- Cards: every teacher of the child reads each version.
SELECT pg_temp.set('card', pg_temp.run('t_clinic', 'health_card', 'add', NULL, '{"of_student": "student2", "sport_limit": "免体", "first_aid": "平躺,打120"}'));
SELECT is(pg_temp.as_person('t_teacher', 'SELECT count(*) FROM care.list_health_cards()'), '0', 'no card for who does not teach the child');
SELECT pg_temp.run('t_registrar', 'teaching', 'add', NULL, format('{"class": "测试1班", "teacher": "t_teacher", "subject": "体育", "from_day": "%s"}', ref.today()));
SELECT is(pg_temp.as_person('t_teacher', 'SELECT first_aid FROM care.list_health_cards()'), '平躺,打120', 'who teaches the class sees it');
SELECT is(pg_temp.run('t_teacher', 'health_card', 'acknowledge', pg_temp.id('card'), '{}'), NULL, 'and says so');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT unread FROM reporting.unread_cards()'), '2', 'two homeroom teachers have not');
SELECT pg_temp.run('t_clinic', 'health_card', 'add', NULL, '{"of_student": "student2", "sport_limit": "免体", "first_aid": "先吸氧"}');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT unread FROM reporting.unread_cards()'), '3', 'a new version is read anew');

-- Three calls that fail ask for a visit; a file is handed over and taken.
SELECT pg_temp.run('t_homeroom', 'family_call', 'add', NULL, format('{"of_student": "student2", "called_on": "%s", "with_whom": "父亲", "outcome": "未接通"}', ref.today())) FROM generate_series(1, 3);
SELECT is((SELECT count(*)::int FROM work.utterance WHERE raiser_id = pg_temp.id('student2')), 1, 'three failures in a row ask for a visit, once');
SELECT pg_temp.set('file', pg_temp.as_person('t_affairs', format('SELECT care.open_file(%s, ''family'', NULL, ''家访'', %s, 30)', pg_temp.id('student2'), pg_temp.id('t_homeroom'))));
SELECT pg_temp.as_person('t_affairs', format('SELECT care.hand_over(%s, %s)', pg_temp.id('file'), pg_temp.id('t_carer')));
SELECT is(pg_temp.run('t_homeroom', 'care_file', 'acknowledge', pg_temp.id('file'), '{}'), 'ERROR NX001', 'the old carer does not acknowledge');
SELECT is(pg_temp.run('t_carer', 'care_file', 'acknowledge', pg_temp.id('file'), '{}'), NULL, 'the new one does');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'suspend', pg_temp.id('file'), '{"why": "休学一年"}'), NULL, 'a file pauses with a leave');
SELECT is((SELECT state FROM care.file WHERE id = pg_temp.id('file')), 'suspended', 'and says so');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'graduate', pg_temp.id('file'), '{"why": "x"}'), 'ERROR NX001', 'and does not graduate meanwhile');
-- What an office does in the register: rounds of health are the clinic's, those of the mind are not.
SELECT pg_temp.set('health_round', pg_temp.run('t_clinic', 'screening_round', 'add_health', NULL, format('{"title": "秋季特异体质筛查", "from_day": "%s", "to_day": "%s"}', ref.today() - 20, ref.today())));
SELECT is(pg_temp.run('t_clinic', 'screening_round', 'add', NULL, format('{"title": "心理", "kind": "心理", "from_day": "%s", "to_day": "%s"}', ref.today() - 20, ref.today())), 'ERROR NX002', 'the clinic keeps no round of the mind');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT string_agg(kind, '','') FROM care.list_screening_rounds()'), 'health', 'and sees none');
SELECT matches(pg_temp.run('t_clinic', 'screening_round', 'add_health_return', pg_temp.id('health_round'), format('{"class": "测试1班", "returned_on": "%s", "screened_count": "45"}', ref.today())), '^\d+$', 'a class returns');
SELECT is(pg_temp.run('t_clinic', 'screening_round', 'add_health_return', pg_temp.id('health_round'), format('{"class": "测试1班", "returned_on": "%s", "screened_count": "45"}', ref.today())), 'ERROR NX004', 'once a round');
SELECT is(pg_temp.run('t_clinic', 'screening_round', 'add_health_return', pg_temp.id('health_round'), format('{"class": "测试总务处", "returned_on": "%s", "screened_count": "45"}', ref.today())), 'ERROR NX004', 'and an office is no class');
SELECT is(pg_temp.run('t_counsellor', 'screening_result', 'add', NULL, format('{"screening_round": "%s", "of_student": "student3", "band": "关注"}', pg_temp.id('health_round'))), 'ERROR NX004', 'no test of the mind in a round of health');
SELECT is(pg_temp.run('t_counsellor', 'screening_result', 'add', NULL, format('{"screening_round": "%s", "of_student": "student2", "band": "无"}', pg_temp.id('round'))), 'ERROR NX004', 'one result a round');
SELECT pg_temp.set('watched', pg_temp.run('t_counsellor', 'screening_result', 'add', NULL, format('{"screening_round": "%s", "of_student": "student3", "band": "关注"}', pg_temp.id('round'))));
SELECT is(pg_temp.run('t_counsellor', 'screening_result', 'change', pg_temp.id('watched'), '{"score": "66"}'), 'ERROR NX004', 'nor is a score slipped in later without consent');
SELECT pg_temp.run('t_counsellor', 'screening_result', 'change', pg_temp.id('watched'), format('{"band": "转介", "seen_on": "%s"}', ref.today())) FROM generate_series(1, 2);
SELECT is((SELECT count(*)::int FROM care.referral WHERE screening_result_id = pg_temp.id('watched')), 1, 'a flag that is set later opens a referral too, once');
SELECT is((SELECT seen_by_id FROM care.screening_result WHERE id = pg_temp.id('watched')), pg_temp.id('t_counsellor'), 'and who saw the student is known');
SELECT is(pg_temp.run('t_counsellor', 'risk_alert', 'add', NULL, format('{"of_student": "student3", "level": "1", "since": "%s", "ground": "未满16岁独居"}', ref.today())), 'ERROR NX004', 'nobody of eighteen is under sixteen');

-- A health record from the parents' word to the archive.
SELECT pg_temp.set('health', pg_temp.run('t_clinic', 'health_record', 'add', NULL, '{"of_student": "student3", "condition": "哮喘"}'));
SELECT is(pg_temp.run('t_clinic', 'health_record', 'add', NULL, '{"of_student": "student3", "condition": "哮喘"}'), 'ERROR NX004', 'a condition is declared once');
SELECT is(pg_temp.run('t_clinic', 'health_record', 'check', pg_temp.id('health'), '{}'), 'ERROR NX001', 'no evidence, nothing to check');
SELECT is(pg_temp.run('t_clinic', 'health_record', 'change', pg_temp.id('health'), '{"institution": "县医院", "notice_signed": "是"}'), NULL, 'it comes later');
SELECT is(pg_temp.run('t_clinic', 'health_record', 'check', pg_temp.id('health'), '{}'), 'evidence_checked', 'then it is checked');
SELECT is(pg_temp.as_person('t_clinic', format('SELECT institution FROM care.read_health_record(%s)', pg_temp.id('health'))), '县医院', 'and stands in the record');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT institution FROM care.read_health_record(%s)', pg_temp.id('health'))), 'ERROR NX003', 'which is not for the homeroom teacher');
SELECT is(pg_temp.as_person('t_clinic', format('SELECT string_agg(teacher_name, '','' ORDER BY teacher_name) FILTER (WHERE read_at IS NULL) FROM care.list_card_readers(%s)', pg_temp.id('card'))), 't_homeroom,t_parent', 'who has not read a card is known by name');
SELECT is(pg_temp.as_person('t_general', format('SELECT count(*) FROM care.list_card_readers(%s)', pg_temp.id('card'))), '0', 'to those who keep it');
SELECT is(pg_temp.run('t_teacher', 'health_card', 'acknowledge', pg_temp.id('card'), '{}'), 'ERROR NX001', 'an old version is not read any more');
SELECT is(pg_temp.run('t_clinic', 'health_card', 'add', NULL, '{"of_student": "student2", "first_aid": "平躺"}'), 'ERROR NX004', 'a card has its limits for sport');

-- Left behind: registered in mid-term, the facts change, and carers follow one another.
SELECT is(pg_temp.run('t_homeroom', 'left_behind_record', 'add', NULL, '{"of_student": "student2", "father_away": "否", "mother_away": "否"}'), 'ERROR NX004', 'nobody is left behind by parents who are there');
SELECT pg_temp.set('left', pg_temp.run('t_affairs', 'left_behind_record', 'add', NULL, '{"of_student": "student3", "father_away": "是", "mother_away": "否", "home_parent_able": "是"}'));
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'add', NULL, '{"of_student": "student3", "father_away": "是", "mother_away": "是"}'), 'ERROR NX004', 'once a semester');
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'change', pg_temp.id('left'), '{"why": "母亲外出", "mother_away": "是"}'), 'ERROR NX001', 'changed only once confirmed');
SELECT pg_temp.run('t_affairs', 'left_behind_record', 'confirm', pg_temp.id('left'), '{}');
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'change', pg_temp.id('left'), '{"why": "父亲回乡", "father_away": "否"}'), 'ERROR NX004', 'with both at home it ends instead');
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'change', pg_temp.id('left'), '{"why": "母亲外出务工", "mother_away": "是"}'), NULL, 'the facts change in mid-term');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT concat_ws('' '', mother_away, reported_kind, by_roll, by_minors_law) FROM care.read_left_behind_register(%s)', pg_temp.id('left'))), 'yes 双留守 yes no', 'and the classes follow: of age, the law on minors says no');
SELECT is((SELECT string_agg(action, ',' ORDER BY id) FROM work.lifecycle_event WHERE lifecycle = 'left_behind_record' AND record_id = pg_temp.id('left')), 'create,confirm,change', 'each step is written down');
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'start_term', NULL, format('{"of_semester": "%s"}', (SELECT max(code) FROM ref.semester))), 'ERROR NX004', 'no term starts years ahead');
SELECT is(pg_temp.run('t_homeroom', 'entrusted_care', 'add', NULL, '{"of_student": "student2", "carer_name": "姑姑", "kin": "姑母", "declaration_given": "是"}'), 'ERROR NX001', 'one carer at a time');
SELECT is(pg_temp.run('t_homeroom', 'entrusted_care', 'end', (SELECT max(id) FROM people.entrusted_care), format('{"on_day": "%s"}', ref.today() + 1)), 'ERROR NX004', 'care has not ended tomorrow');
SELECT is(pg_temp.run('t_homeroom', 'entrusted_care', 'end', (SELECT max(id) FROM people.entrusted_care), format('{"on_day": "%s"}', ref.today())), NULL, 'it ends today');
INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away, lives_alone, state) SELECT pg_temp.id('student2'), ref.semester_on(ref.today()), '单留守(父亲外出)', 'yes', 'no', 'yes', 'to_confirm';
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT string_agg(gap, '','') FROM reporting.entrustment_gaps()'), 'under 16 and alone', 'a child alone is a gap, whatever the parents do');

-- An activity is held on its day with who came.
SELECT pg_temp.set('activity', pg_temp.run('t_counsellor', 'activity', 'add', NULL, format('{"kind": "心理健康教育", "title": "情绪管理班会", "planned_on": "%s"}', ref.today() - 3)));
SELECT matches(pg_temp.run('t_counsellor', 'activity', 'add_activity_class', pg_temp.id('activity'), '{"class": "测试1班", "attended": "44"}'), '^\d+$', 'a class came');
SELECT is(pg_temp.run('t_counsellor', 'activity', 'hold', pg_temp.id('activity'), format('{"held_on": "%s"}', ref.today() + 1)), 'ERROR NX004', 'nothing was held tomorrow');
SELECT is(pg_temp.run('t_counsellor', 'activity', 'hold', pg_temp.id('activity'), format('{"held_on": "%s"}', ref.today() - 2)), NULL, 'held');
SELECT is((SELECT held_on - ref.today() || ' ' || attended FROM care.activity WHERE id = pg_temp.id('activity')), '-2 44', 'on the day it was, with the sum of the classes');

-- The register opens, reviews and passes on a file as the pages do.
SELECT pg_temp.set('file1', pg_temp.run('t_affairs', 'care_file', 'add', NULL, '{"of_student": "student1", "kind": "家庭", "source": "家访", "every_days": "14"}'));
SELECT is(pg_temp.run('t_affairs', 'care_file', 'add', NULL, '{"of_student": "student1", "kind": "学业", "source": "家访"}'), 'ERROR NX001', 'one open file a student');
SELECT matches(pg_temp.run('t_homeroom', 'care_file', 'contact', pg_temp.id('file1'), format('{"on_day": "%s", "mode": "电话", "outcome": "接通"}', ref.today())), '^\d+$', 'a contact');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'review', pg_temp.id('file1'), '{"result": "好转"}'), NULL, 'a review');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'review', pg_temp.id('file1'), '{"result": "好转"}'), 'ERROR NX001', 'once a semester');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'hand_over', pg_temp.id('file1'), '{"carer": "t_carer"}'), NULL, 'handed over');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'hand_over', pg_temp.id('file1'), '{"carer": "t_carer"}'), 'ERROR NX004', 'to another than who has it');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'close', pg_temp.id('file1'), '{"why": "家庭稳定"}'), NULL, 'closed');
SELECT is((SELECT from_state || '>' || to_state FROM work.lifecycle_event WHERE lifecycle = 'care_file' AND record_id = pg_temp.id('file1')), 'active>closed', 'and that is written down');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'set_contact_rule', pg_temp.id('file1'), '{"every_days": "7", "basis": "预警"}'), 'ERROR NX001', 'nothing is changed in a closed file');
-- What is missing is named; numbers and days that cannot be are not taken.
SELECT is(pg_temp.run('t_affairs', 'care_file', 'add', NULL, '{"of_student": "student3", "source": "家访"}'), 'ERROR NX004', 'a file has its kind');
SELECT pg_temp.set('file3', pg_temp.run('t_affairs', 'care_file', 'add', NULL, '{"of_student": "student3", "kind": "健康", "source": "家访"}'));
SELECT is(pg_temp.run('t_affairs', 'care_file', 'add_concern', pg_temp.id('file3'), '{}'), 'ERROR NX004', 'and a concern its own');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'contact', pg_temp.id('file3'), format('{"on_day": "%s", "mode": "电话", "outcome": "接通", "minutes": "900"}', ref.today())), 'ERROR NX004', 'nobody talks for fifteen hours');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'add_goal', pg_temp.id('file3'), format('{"goal": "按时到校", "due_on": "%s"}', ref.today() - 1)), 'ERROR NX004', 'a goal lies ahead');
SELECT is(pg_temp.run('t_counsellor', 'counselling_case', 'add_counselling_note', pg_temp.id('case'), '{"on_day": "1999-01-01", "note_text": "x"}'), 'ERROR NX004', 'no note before the case');
SELECT is(pg_temp.run('t_clinic', 'screening_round', 'add_health_return', pg_temp.id('health_round'), format('{"class": "测试2班", "returned_on": "%s", "screened_count": "4500"}', ref.today())), 'ERROR NX004', 'no class is that big');
SELECT is(pg_temp.run('t_affairs', 'left_behind_record', 'assess', pg_temp.id('left'), '{"assessment": "好极了"}'), 'ERROR NX004', 'an assessment is one of three');
SELECT * FROM finish();
ROLLBACK;

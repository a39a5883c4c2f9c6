-- The party office's registers through their lives.
BEGIN;
SELECT plan(71);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
SELECT pg_temp.hire('t_leader2', 'leader', NULL);

-- Bodies: one head a day.
INSERT INTO known SELECT 'body', pg_temp.run('t_party', 'body', 'add', NULL, '{"title": "领导小组", "kind": "leading_group", "from_day": "2026-05-01"}')::bigint;
SELECT matches(pg_temp.run('t_party', 'body', 'add_seat', pg_temp.id('body'), '{"person": "t_leader", "seat": "组长", "from_day": "2026-05-01"}'), '^\d+$', 'a head');
SELECT is(pg_temp.run('t_party', 'body', 'add_seat', pg_temp.id('body'), '{"person": "t_leader2", "seat": "组长", "from_day": "2026-06-01"}'), 'ERROR NX004', 'no second head at a time');
SELECT is(pg_temp.run('t_party', 'body', 'end_seat', pg_temp.id('body'), format('{"person": "t_leader", "to_day": "%s"}', ref.today())), NULL, 'his seat ends');
SELECT matches(pg_temp.run('t_party', 'body', 'add_seat', pg_temp.id('body'), format('{"person": "t_leader2", "seat": "组长", "from_day": "%s"}', ref.today())), '^\d+$', 'then another heads it');
SELECT is(pg_temp.run('t_general', 'body', 'add_seat', pg_temp.id('body'), '{"person": "t_leader", "seat": "成员", "from_day": "2026-05-01"}'), 'ERROR NX002', 'others seat nobody');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT jsonb_array_length(registers.open(''body'', %s) -> ''parts'' -> 0 -> ''rows'')', pg_temp.id('body'))), '2', 'all staff see who sits in it');

-- Phases rise; deliverables are accepted by another.
INSERT INTO known SELECT 'phase1', pg_temp.run('t_party', 'campaign_phase', 'add', NULL, '{"ordinal": "1", "title": "动员部署", "ends_on": "2022-05-31"}')::bigint;
SELECT is(pg_temp.run('t_party', 'campaign_phase', 'add', NULL, '{"ordinal": "2", "title": "全面开展", "ends_on": "2022-05-30"}'), 'ERROR NX004', 'a later phase does not end earlier');
SELECT matches(pg_temp.run('t_party', 'campaign_phase', 'add', NULL, '{"ordinal": "2", "title": "全面开展", "ends_on": "2022年6月30日"}'), '^\d+$', 'a past phase without a start is taken');
INSERT INTO known SELECT 'deliverable', pg_temp.run('t_party', 'phase_deliverable', 'add', NULL, format('{"phase": "%s", "what": "实施方案", "due_on": "2022-05-31", "owner": "t_party"}', pg_temp.id('phase1')))::bigint;
SELECT is(pg_temp.run('t_party', 'phase_deliverable', 'deliver', pg_temp.id('deliverable'), '{}'), 'delivered', 'delivered');
SELECT is(pg_temp.run('t_party', 'phase_deliverable', 'accept', pg_temp.id('deliverable'), '{}'), 'ERROR NX002', 'not accepted by its owner');
SELECT is(pg_temp.run('t_party2', 'phase_deliverable', 'accept', pg_temp.id('deliverable'), '{}'), 'accepted', 'but by another');

-- Linkages: proposed, active, ended; pupils' names for those who care.
INSERT INTO known SELECT 'link', pg_temp.run('t_party', 'linkage', 'add', NULL, '{"of_staff": "t_leader", "kind": "结对学生", "of_student": "student2"}')::bigint;
SELECT is((SELECT held::int FROM field.linkage_quota JOIN LATERAL (SELECT count(*) AS held FROM field.linkage WHERE linkage.kind = 'student' AND linkage.valid @> ref.today()) AS counted ON true WHERE linkage_quota.kind = 'student'), 0, 'a proposal counts for no quota');
SELECT is(pg_temp.run('t_party', 'linkage', 'add', NULL, '{"of_staff": "t_leader", "kind": "class", "of_student": "student2"}'), 'ERROR NX004', 'the target fits the kind');
SELECT is(pg_temp.run('t_party', 'linkage', 'add', NULL, '{"of_staff": "t_parent", "kind": "student", "of_student": "student1"}'), 'ERROR NX004', 'nobody is paired with an own child');
SELECT is(pg_temp.run('t_leader', 'linkage', 'activate', pg_temp.id('link'), '{}'), 'ERROR NX002', 'leaders do not decide on it');
SELECT is(pg_temp.run('t_party', 'linkage', 'activate', pg_temp.id('link'), '{}'), NULL, 'activated');
SELECT is((SELECT count(*)::int FROM care.pairing WHERE carer_id = pg_temp.id('t_leader') AND student_id = pg_temp.id('student2') AND valid @> ref.today()), 1, 'the pairing begins with it');
SELECT is(pg_temp.as_person('t_general', 'SELECT target FROM field.list_linkages(''student'')'), '(a student)', 'whom a leader is paired with is not for everybody');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT target FROM field.list_linkages(''student'')'), 'student2', 'but for student affairs');
SELECT is(pg_temp.run('t_party', 'linkage', 'end', pg_temp.id('link'), '{"why": "转学"}'), NULL, 'ended');
SELECT is((SELECT count(*)::int FROM care.pairing WHERE student_id = pg_temp.id('student2') AND valid @> ref.today() + 1), 0, 'and the pairing with it');
SELECT is(pg_temp.as_person('t_party', format('SELECT registers.open(''linkage'', %s) -> ''record'' ->> ''state''', pg_temp.id('link'))), 'ended', 'what has ended can still be looked at');
SELECT is(pg_temp.run('t_party', 'linkage_exemption', 'add', NULL, format('{"of_staff": "t_party", "reason": "x", "from_day": "%s", "to_day": "%s"}', ref.today(), ref.today() + 9)), 'ERROR NX002', 'nobody exempts himself');

-- Meetings: each decision is a task or a no.
INSERT INTO known SELECT 'meeting', pg_temp.run('t_party', 'meeting', 'add', NULL, format('{"title": "校园安全专题", "held_on": "%s", "chair": "t_leader", "attendees": "t_general、t_affairs", "is_monthly_study": "是"}', ref.today()))::bigint;
SELECT is((SELECT cardinality(attendees_ids) FROM field.meeting), 2, 'who was there');
SELECT is(pg_temp.run('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "更换插座", "outcome": "task"}', pg_temp.id('meeting'))), 'ERROR NX004', 'a task has an owner and a day');
SELECT is(pg_temp.run('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "增设门岗", "outcome": "no"}', pg_temp.id('meeting'))), 'ERROR NX004', 'a no says why');
SELECT matches(pg_temp.run('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "增设门岗", "outcome": "no", "no_reason": "已有两处"}', pg_temp.id('meeting'))), '^\d+$', 'a recorded no');
INSERT INTO known SELECT 'decision', pg_temp.run('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "更换插座", "outcome": "task", "responsible": "t_general", "deadline": "%s"}', pg_temp.id('meeting'), ref.today() + 9))::bigint;
SELECT is(pg_temp.run('t_general', 'decision', 'done', pg_temp.id('decision'), '{"done_note": "已换"}'), NULL, 'done by whom it was given to');
SELECT is(pg_temp.as_person('t_counsellor', 'SELECT count(*) FROM field.list_meetings()'), '0', 'who was not there sees no meeting');

-- Supervision orders: replied, sent back, accepted by another.
INSERT INTO known SELECT 'order', pg_temp.run('t_party', 'supervision_order', 'add', NULL, format('{"matter": "漏水整改", "of_unit": "测试总务处", "responsible": "t_general", "reply_by": "%s"}', ref.today() + 5))::bigint;
SELECT is(pg_temp.run('t_general', 'supervision_order', 'reply', pg_temp.id('order'), '{"reply": "已修"}'), NULL, 'replied');
SELECT is(pg_temp.run('t_party', 'supervision_order', 'return', pg_temp.id('order'), '{"why": "未附照片"}'), 'ERROR NX004', 'sending back needs a new day');
SELECT is(pg_temp.run('t_party', 'supervision_order', 'return', pg_temp.id('order'), format('{"why": "未附照片", "reply_by": "%s"}', ref.today() + 3)), NULL, 'sent back');
SELECT is((SELECT times_returned FROM work.supervision_order), 1, 'and counted');
SELECT is(pg_temp.run('t_general', 'supervision_order', 'reply', pg_temp.id('order'), '{"reply": "照片附上"}') || pg_temp.run('t_party', 'supervision_order', 'accept', pg_temp.id('order'), '{}'), NULL, 'replied again');
SELECT is((SELECT state FROM work.supervision_order), 'accepted', 'accepted');
SELECT is(pg_temp.as_person('t_affairs', 'SELECT count(*) FROM work.list_supervision_orders()'), '0', 'other offices do not see it');

-- A yearly sheet is frozen, and signed by its person only.
INSERT INTO known SELECT 'sheet', pg_temp.run('t_party', 'annual_sheet', 'add', NULL, format('{"of_staff": "t_leader", "year": "%s"}', extract(year FROM ref.today())))::bigint;
SELECT is(pg_temp.run('t_party', 'annual_sheet', 'sign', pg_temp.id('sheet'), '{}'), 'ERROR NX002', 'signed by nobody else');
SELECT is(pg_temp.run('t_leader', 'annual_sheet', 'sign', pg_temp.id('sheet'), '{}'), NULL, 'signed');
SELECT throws_ok(format('UPDATE registers.annual_sheet SET contents = ''{}'' WHERE id = %s', pg_temp.id('sheet')), 'NX001', NULL, 'frozen for the owner, too');
-- One version of a rule in force a day.
INSERT INTO known SELECT 'rule', pg_temp.run('t_party', 'regulation', 'add', NULL, '{"title": "门卫制度", "of_unit": "测试总务处", "review_due_on": "2027-01-01", "kind": "safety"}')::bigint;
SELECT pg_temp.run('t_party', 'regulation', 'add_regulation_version', pg_temp.id('rule'), '{"number": "1", "in_force_from": "2026-01-01"}');
SELECT is(pg_temp.run('t_party', 'regulation', 'add_regulation_version', pg_temp.id('rule'), '{"number": "2", "in_force_from": "2026-03-01"}'), 'ERROR NX004', 'not two versions at a time');
SELECT is(pg_temp.run('t_party', 'regulation', 'end_version', pg_temp.id('rule'), '{"on_day": "2026-03-01"}'), NULL, 'the first ends');
-- What the walk through the office found: who has to do a thing does not move its day; what is named is there; days come in order.
CREATE FUNCTION pg_temp.column_of(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', who);
    BEGIN
        PERFORM registers.run(of_register, wanted, of_record, arguments::jsonb);
        answer := 'done';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS answer = COLUMN_NAME;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
INSERT INTO known SELECT 'order2', pg_temp.run('t_party', 'supervision_order', 'add', NULL, format('{"matter": "线路整改", "of_unit": "测试总务处", "responsible": "t_general", "reply_by": "%s"}', ref.today() + 5))::bigint;
SELECT is(pg_temp.run('t_general', 'supervision_order', 'change', pg_temp.id('order2'), format('{"reply_by": "%s"}', ref.today() + 50)), 'ERROR NX002', 'who has to reply does not move the day to reply by');
SELECT is(pg_temp.run('t_party', 'supervision_order', 'change', pg_temp.id('order2'), format('{"reply_by": "%s"}', ref.today() + 6)), NULL, 'the office does');
SELECT is(pg_temp.column_of('t_party', 'supervision_order', 'add', NULL, format('{"matter": "x", "of_unit": "测试总务处", "responsible": "t_general", "reply_by": "%s"}', ref.today() - 1)), 'reply_by', 'no order is to be answered yesterday');
SELECT is(pg_temp.column_of('t_party', 'supervision_order', 'add', NULL, format('{"matter": "x", "of_unit": "测试总务处", "responsible": "t_general", "reply_by": "%s", "issue_number_text": "1999-0001"}', ref.today())), 'issue_number_text', 'nor cites an issue that there is not');
INSERT INTO known SELECT 'decision2', pg_temp.run('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "更换灯具", "outcome": "task", "responsible": "t_general", "deadline": "%s"}', pg_temp.id('meeting'), ref.today() + 9))::bigint;
SELECT is(pg_temp.run('t_general', 'decision', 'change', pg_temp.id('decision2'), format('{"deadline": "%s"}', ref.today() + 90)), 'ERROR NX002', 'who carries a decision out does not move its deadline');
SELECT is(pg_temp.column_of('t_general', 'decision', 'done', pg_temp.id('decision2'), '{}'), 'done_note', 'done says what was done, by the name of the field');
SELECT is(pg_temp.column_of('t_party', 'decision', 'change', pg_temp.id('decision2'), '{"outcome": "no", "no_reason": "x"}'), 'outcome', 'a task is dropped, not turned into a no');
INSERT INTO known SELECT 'coming', pg_temp.run('t_party', 'meeting', 'add', NULL, format('{"title": "下月专题", "held_on": "%s", "chair": "t_leader", "is_monthly_study": "是"}', (date_trunc('month', ref.today()) + interval '40 days')::date))::bigint;
SELECT is(pg_temp.as_person('t_party', 'SELECT held FROM field.missing_monthly_studies((date_trunc(''month'', ref.today()) + interval ''40 days'')::date, (date_trunc(''month'', ref.today()) + interval ''40 days'')::date)'), '0', 'a study that lies ahead is not held');
SELECT is(pg_temp.column_of('t_party', 'decision', 'add', NULL, format('{"meeting": "%s", "what": "x", "outcome": "no", "no_reason": "y"}', pg_temp.id('coming'))), 'meeting', 'and has decided nothing');
SELECT is(pg_temp.column_of('t_party', 'body', 'add', NULL, '{"title": "x", "kind": "委员会", "from_day": "2026-05-01", "to_day": "2026-04-01"}'), 'to_day', 'a body does not end before it begins');
SELECT is(pg_temp.column_of('t_party', 'body', 'add_seat', pg_temp.id('body'), '{"person": "t_general", "seat": "成员", "from_day": "2026-05-02", "to_day": "2026-05-01"}'), 'to_day', 'nor a seat');
SELECT is(pg_temp.column_of('t_party', 'body', 'add_duty', pg_temp.id('body'), '{"duty": "简报", "holder": "t_general"}'), 'holder', 'a duty lies with a member');
SELECT matches(pg_temp.run('t_party', 'body', 'add_duty', pg_temp.id('body'), '{"duty": "简报", "holder": "t_leader2"}'), '^\d+$', 'as this one is');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT head_name || '' '' || seats FROM units.list_bodies()'), 't_leader2 1', 'the list tells who heads a body today');
SELECT is(pg_temp.column_of('t_party', 'phase_deliverable', 'add', NULL, format('{"phase": "%s", "what": "x", "due_on": "2022-06-01", "owner": "t_party"}', pg_temp.id('phase1'))), 'due_on', 'nothing of a phase is due after it');
SELECT is(pg_temp.as_person('t_party', 'SELECT late FROM field.list_campaign_phases() WHERE ordinal = 1'), '0', 'what was entered after its day is not called late once accepted');

-- Briefs: what nobody consented to is not placed, whatever was ticked; a second placement is one more.
INSERT INTO known SELECT 'brief', pg_temp.run('t_party', 'brief', 'add', NULL, format('{"title": "好少年", "brief_text": "student2 同学拾金不昧", "of_unit": "测试总务处", "written_on": "%s", "shows_people": "否", "writer": "t_party"}', ref.today()))::bigint;
SELECT is(pg_temp.run('t_party', 'brief', 'place', pg_temp.id('brief'), '{"outlet": "公众号"}'), 'ERROR NX001', 'a pupil''s name is found though nobody is said to be shown');
SELECT is(pg_temp.run('t_party', 'brief', 'change', pg_temp.id('brief'), '{"brief_text": "一名同学拾金不昧"}'), NULL, 'the name is taken out');
SELECT is(pg_temp.column_of('t_party', 'brief', 'place', pg_temp.id('brief'), format('{"outlet": "公众号", "placed_on": "%s"}', ref.today() + 1)), 'placed_on', 'not placed tomorrow');
SELECT is(pg_temp.run('t_party', 'brief', 'place', pg_temp.id('brief'), '{"outlet": "公众号"}'), NULL, 'placed');
SELECT is(pg_temp.run('t_party', 'brief', 'place', pg_temp.id('brief'), '{"outlet": "晚报"}'), NULL, 'and once more elsewhere');
SELECT is(pg_temp.as_person('t_party', format('SELECT jsonb_array_length(registers.open(''brief'', %s) -> ''parts'' -> 0 -> ''rows'')', pg_temp.id('brief'))), '2', 'two placements');

-- Programmes link what there is; a version is ended by whoever may correct the rule.
SELECT is(pg_temp.column_of('t_party', 'programme_link', 'add', NULL, '{"programme": "下沉社区", "subject_kind": "会议", "subject_id": "99999999"}'), 'subject_id', 'no link with what there is not');
SELECT is(pg_temp.run('t_general', 'regulation', 'end_version', pg_temp.id('rule'), '{"on_day": "2026-06-01"}'), 'ERROR NX002', 'nobody ends a version of another''s rule');
SELECT is(pg_temp.as_person('t_party', format('SELECT encounters || '' '' || volunteer_hours FROM registers.read_annual_sheet(%s)', pg_temp.id('sheet'))), '0 0', 'a sheet counts encounters and confirmed hours');
-- Duties pass on, who came is set right, a rule says what it rests on.
SELECT pg_temp.run('t_party', 'body', 'add_seat', pg_temp.id('body'), format('{"person": "t_general", "seat": "成员", "from_day": "%s"}', ref.today()));
SELECT is(pg_temp.column_of('t_party', 'body', 'hand_over_duty', pg_temp.id('body'), '{"duty": "简报", "holder": "t_affairs"}'), 'holder', 'a duty passes to a member only');
SELECT is(pg_temp.run('t_party', 'body', 'hand_over_duty', pg_temp.id('body'), '{"duty": "简报", "holder": "t_general"}'), NULL, 'as it does here');
SELECT is(pg_temp.run('t_party', 'meeting', 'set_attendees', pg_temp.id('meeting'), '{"attendees": "t_general、t_affairs、t_clinic"}'), NULL, 'one more was there');
SELECT is((SELECT cardinality(attendees_ids) FROM field.meeting WHERE id = pg_temp.id('meeting')), 3, 'and is on record');
SELECT pg_temp.run('t_party', 'regulation', 'cite_basis', pg_temp.id('rule'), format('{"basis": "%s"}', pg_temp.run('t_party', 'document', 'add', NULL, '{"title": "通知", "issuer": "某局", "issued_on": "2026-01-01", "kind": "notice"}')));
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT basis_title FROM registers.list_regulations() WHERE title = ''门卫制度'''), '通知', 'the rule rests on a paper');
SELECT * FROM finish();
ROLLBACK;

-- Hazards, inspections, checklists and projects through their whole lives, by the offices that keep them.
BEGIN;
SELECT plan(42);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
CREATE FUNCTION pg_temp.offered(who text, of_register text, of_record bigint) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT string_agg(one ->> ''action'', '','' ORDER BY one ->> ''action'') FROM jsonb_array_elements(registers.open(%L, %s) -> ''actions'') AS one', of_register, of_record)) $$;
SELECT pg_temp.hire('t_safety', 'safety', NULL), pg_temp.hire('t_safety2', 'safety', NULL), pg_temp.hire('t_teacher', 'teacher', NULL);
INSERT INTO units.place (kind, label) VALUES ('building', '一号楼');
INSERT INTO units.place (kind, label, parent_id) SELECT 'dormitory_room', room, id FROM units.place, unnest('{101,102}'::text[]) AS room WHERE place.label = '一号楼';

-- A round: complete only when every room is signed.
INSERT INTO known SELECT 'round', pg_temp.run('t_safety', 'inspection_round', 'add', NULL, format('{"title": "秋季大排查", "from_day": "%s", "to_day": "%s"}', ref.today() - 3, ref.today() + 10))::bigint;
SELECT is(pg_temp.run('t_safety', 'inspection_round', 'close', pg_temp.id('round'), '{}'), 'ERROR NX001', 'a round with places left is not closed');
SELECT is(pg_temp.as_person('t_safety', format('SELECT count(*) FROM registers.list_round_due_places(%s)', pg_temp.id('round'))), '2', 'the two rooms are due, not the building around them');
SELECT is(pg_temp.run('t_safety', 'inspection', 'add', NULL, format('{"of_place": "101", "inspected_on": "%s", "inspector": "t_safety", "inspection_round": "%s", "outcome": "clean"}', ref.today(), pg_temp.id('round'))) ~ '^\d+$', true, 'a room is signed');
SELECT is(pg_temp.run('t_safety', 'inspection', 'add', NULL, format('{"of_place": "102", "inspected_on": "%s", "inspector": "t_safety", "outcome": "findings"}', ref.today() + 1)), 'ERROR NX004', 'not tomorrow');
SELECT is(pg_temp.run('t_safety', 'inspection', 'add', NULL, format('{"of_place": "102", "inspected_on": "%s", "inspector": "t_safety", "inspection_round": "%s", "outcome": "有隐患"}', ref.today(), pg_temp.id('round'))) ~ '^\d+$', true, 'the other');
SELECT is(pg_temp.run('t_safety', 'inspection_round', 'close', pg_temp.id('round'), '{}'), 'closed', 'now it closes');
SELECT is(pg_temp.run('t_teacher', 'inspection', 'add', NULL, '{}'), 'ERROR NX002', 'a teacher keeps no inspections');

-- A hazard, one by one.
INSERT INTO known SELECT 'hazard', pg_temp.run('t_safety', 'hazard', 'add', NULL, format('{"of_place": "102", "description": "插座裸露", "found_on": "%s"}', ref.today()))::bigint;
SELECT is((SELECT issue.state FROM work.issue JOIN registers.hazard ON hazard.issue_id = issue.id WHERE hazard.id = pg_temp.id('hazard')), 'reported', 'it stands in the list of issues');
SELECT is(pg_temp.offered('t_safety', 'hazard', pg_temp.id('hazard')), 'change,grade', 'it is graded first');
SELECT is(pg_temp.run('t_safety', 'hazard', 'rectify', pg_temp.id('hazard'), '{"rectify_note": "x"}'), 'ERROR NX001', 'not rectified before it is graded');
SELECT is((SELECT state FROM registers.hazard WHERE id = pg_temp.id('hazard')), 'found', 'and nothing half done');
SELECT is(pg_temp.run('t_safety', 'hazard', 'grade', pg_temp.id('hazard'), format('{"grade": "重大", "responsible": "t_general", "deadline": "%s"}', ref.today() + 5)), 'ERROR NX004', 'a major one is told to leader and authority');
SELECT is(pg_temp.run('t_safety', 'hazard', 'grade', pg_temp.id('hazard'), format('{"grade": "重大", "responsible": "t_general", "deadline": "%s", "leader_told_on": "%1$s", "authority_told_on": "%2$s"}', ref.today() + 5, ref.today())), NULL, 'graded');
SELECT is((SELECT state FROM registers.hazard WHERE id = pg_temp.id('hazard')), 'graded', 'with grade, person and deadline');
SELECT is(pg_temp.run('t_safety', 'hazard', 'control', pg_temp.id('hazard'), '{"control_measure": "断电"}'), NULL, 'controlled for now');
SELECT is(pg_temp.run('t_affairs', 'hazard', 'rectify', pg_temp.id('hazard'), '{"rectify_note": "x"}'), 'ERROR NX003', 'not by whom it does not concern');
SELECT is(pg_temp.run('t_general', 'hazard', 'rectify', pg_temp.id('hazard'), '{"rectify_note": "换了新插座"}'), NULL, 'rectified by the one who answers for it');
SELECT is(pg_temp.run('t_general', 'hazard', 'close', pg_temp.id('hazard'), '{}'), 'ERROR NX002', 'who does not re-inspect it');
SELECT is(pg_temp.run('t_safety', 'hazard', 'return', pg_temp.id('hazard'), '{}'), 'ERROR NX004', 'sent back only with a reason');
SELECT is(pg_temp.run('t_safety', 'hazard', 'return', pg_temp.id('hazard'), '{"why": "还有一处"}'), 'graded', 'sent back');
SELECT is(pg_temp.run('t_safety', 'hazard', 'rectify', pg_temp.id('hazard'), '{"rectify_note": "都换了"}'), NULL, 'this time the safety office does it');
SELECT is(pg_temp.run('t_safety', 'hazard', 'close', pg_temp.id('hazard'), '{}'), 'ERROR NX002', 'and cannot re-inspect its own work');
SELECT is(pg_temp.run('t_safety2', 'hazard', 'close', pg_temp.id('hazard'), '{}'), 'closed', 'another does');
SELECT is((SELECT reinspected_by_id FROM registers.hazard WHERE id = pg_temp.id('hazard')), pg_temp.id('t_safety2'), 'who re-inspected is on record');
SELECT is((SELECT count(*)::int FROM work.lifecycle_event WHERE lifecycle = 'hazard' AND record_id = pg_temp.id('hazard')), 7, 'every step is');
SELECT is(pg_temp.run('t_safety', 'hazard', 'change', pg_temp.id('hazard'), '{"measure": "x"}'), 'ERROR NX001', 'what is closed is not changed');
SELECT is(pg_temp.as_person('t_leader', 'SELECT count(*) FROM registers.list_hazards()'), '1', 'leaders see it');
SELECT is(pg_temp.as_person('t_counsellor', 'SELECT count(*) FROM registers.list_hazards()'), 'ERROR NX002', 'counsellors do not');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(*) FROM registers.list_hazards(only_open => true)'), '0', 'none is open');

-- A checklist.
INSERT INTO known SELECT 'checklist', pg_temp.run('t_safety', 'checklist', 'add', NULL, '{"title": "六到位", "period": "daily"}')::bigint;
SELECT pg_temp.run('t_safety', 'checklist', 'add_checklist_line', pg_temp.id('checklist'), format('{"ordinal": "%s", "line_text": "条目%s"}', n, n)) FROM generate_series(1, 6) AS n;
SELECT is(pg_temp.run('t_safety', 'checklist', 'tick', pg_temp.id('checklist'), '{"failing": "2、7"}'), 'ERROR NX004', 'a line that there is not');
SELECT is(pg_temp.run('t_safety', 'checklist', 'tick', pg_temp.id('checklist'), '{"failing": "2、5"}') ~ '^\d+$', true, 'ticked');
SELECT is((SELECT failing FROM registers.checklist_tick), '{2,5}'::int[], 'with the lines that fail');

-- Projects: announced in the words of the announcement, accepted place by place, not by their leader.
INSERT INTO known SELECT 'group', pg_temp.run('t_party', 'project_group', 'add', NULL, '{"title": "教室多媒体", "kind": "equipment", "announced_text": "40多个教室", "announced_minimum": "41"}')::bigint;
INSERT INTO known SELECT 'project', pg_temp.run('t_general', 'project', 'add', NULL, format('{"title": "一号楼多媒体", "kind": "教学设备", "lead": "t_leader", "of_unit": "测试总务处", "deadline": "%s", "project_group": "%s", "budget": "128000.50元"}', ref.today() + 60, pg_temp.id('group')))::bigint;
SELECT is((SELECT budget FROM registers.project WHERE id = pg_temp.id('project')), 128000.50, 'money is exact');
SELECT matches(pg_temp.run('t_general', 'project', 'add_project_place', pg_temp.id('project'), '{"of_place": "101"}'), '^[0-9]+$', 'a place of it');
SELECT is(pg_temp.run('t_general', 'project', 'register', pg_temp.id('project'), '{}') || pg_temp.run('t_general', 'project', 'start', pg_temp.id('project'), '{}'), 'registeredunder_way', 'registered, under way');
SELECT is(pg_temp.run('t_general', 'project', 'accept', pg_temp.id('project'), '{}'), 'ERROR NX002', 'who carries it out does not accept it');
SELECT is(pg_temp.run('t_party', 'project', 'accept', pg_temp.id('project'), '{}'), 'ERROR NX001', 'nor anybody while a place is open');
SELECT is(pg_temp.run('t_general', 'project', 'accept_place', pg_temp.id('project'), '{"of_place": "101"}'), NULL, 'its place is accepted');
SELECT is(pg_temp.run('t_party', 'project', 'accept', pg_temp.id('project'), '{}'), 'accepted', 'now it is');
SELECT is(pg_temp.as_person('t_leader', 'SELECT announced || '' '' || registered || '' '' || accepted || '' '' || still_missing FROM registers.announced_against_done()'), '40多个教室 1 1 40', 'announced against done');
SELECT is(pg_temp.run('t_general', 'project', 'evaluate', pg_temp.id('project'), '{"evaluation": "满意"}'), NULL, 'evaluated');
SELECT is((SELECT evaluation FROM registers.project WHERE id = pg_temp.id('project')), 'satisfied', 'by a word of the list');
SELECT * FROM finish();
ROLLBACK;

-- Pinyin, movements, the turn of the school year, merging and its undoing, erasure that the chain of seals still accepts.
BEGIN;
SELECT plan(89);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
CREATE FUNCTION pg_temp.set(of_name text, made text) RETURNS void LANGUAGE sql AS $$ INSERT INTO known VALUES (of_name, made::bigint) $$;

-- Readings.
SELECT is(people.pinyin_of('单雄信'), 'shanxiongxin', 'a surname reads as a surname');
SELECT is(people.pinyin_of('曾区查'), 'zengqucha', 'and elsewhere as the character does');
SELECT is(people.initials_of('欧阳𠮷'), 'oyj', 'a rare character has its reading');
SELECT is(people.pinyin_of('阿依·买买提'), 'ayimaimaiti', 'a middle dot is passed over');
UPDATE people.person SET name = '曾小敏' WHERE id = pg_temp.id('student2');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT name FROM people.search(''zxm'')'), '曾小敏', 'found by initials');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT name FROM people.search(''zengxiao'')'), '曾小敏', 'and by the beginning of the full reading');

-- Movements.
SELECT is(pg_temp.run('t_homeroom', 'enrolment', 'change_class', pg_temp.id('student2'), format('{"class": "测试2班", "on_day": "%s"}', ref.today())), 'ERROR NX002', 'a homeroom teacher moves nobody');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'change_class', pg_temp.id('student2'), format('{"class": "测试2班", "on_day": "%s"}', ref.today())), NULL, 'the registrar does');
SELECT is((SELECT count(*)::int FROM people.class_placement WHERE student_id = pg_temp.id('student2') AND valid @> ref.today()), 1, 'one class at a time');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'suspend', pg_temp.id('student2'), format('{"why": "病假", "on_day": "%s"}', ref.today() + 1)), NULL, 'leave');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'resume', pg_temp.id('student2'), format('{"class": "测试2班", "on_day": "%s"}', ref.today() + 30)), NULL, 'and back');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'resume', pg_temp.id('student2'), format('{"class": "测试2班", "on_day": "%s"}', ref.today() + 40)), 'ERROR NX001', 'not twice');
INSERT INTO care.file (student_id, source, opened_on) VALUES (pg_temp.id('student3'), 'x', ref.today() - 9);
INSERT INTO care.pairing (carer_id, student_id, kind, valid) VALUES (pg_temp.id('t_carer'), pg_temp.id('student3'), 'helper', '[2025-09-01,)');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'transfer_out', pg_temp.id('student3'), format('{"why": "随父母迁居", "on_day": "%s"}', ref.today())), NULL, 'moved away');
SELECT is((SELECT state FROM care.file WHERE student_id = pg_temp.id('student3')) || (SELECT count(*) FROM care.pairing WHERE student_id = pg_temp.id('student3') AND valid @> ref.today() + 1), 'transferred_out0', 'file and pairing end');

-- The turn of the year: the classes entered in 2024 are in their last year when that of 2026 runs, so the year of 2027 sends them out.
UPDATE units.unit_label SET label = replace(label, '测试', '高三('), valid = '[2026-09-01,2027-09-01)' WHERE kind = 'class';
UPDATE units.unit SET cohort_entry_year = 2024 WHERE kind IN ('grade', 'class');
INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2025 FROM known WHERE name = 'school';
INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2025, 4 FROM units.unit WHERE kind = 'grade' AND cohort_entry_year = 2025;
INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT id, 'class', '高二(4)班', '[2026-09-01,2027-09-01)' FROM units.unit WHERE kind = 'class' AND cohort_number = 4;
INSERT INTO care.file (student_id, source, opened_on) VALUES (pg_temp.id('student1'), 'x', ref.today() - 9);
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM people.open_school_year(2027, true)'), 'ERROR NX002', 'nobody but the registrar');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT sum(how_many) FROM people.open_school_year(2027, true)'), '6', 'a dry run says what would be done');
SELECT is((SELECT count(*)::int FROM units.unit_label WHERE valid @> DATE '2027-09-02'), (SELECT count(*)::int FROM units.unit_label WHERE upper_inf(valid)), 'and does nothing');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT sum(how_many) FROM people.open_school_year(2027, false)'), '6', 'then it is done');
SELECT is((SELECT label FROM units.unit_label JOIN units.unit ON unit.id = unit_id WHERE cohort_number = 4 AND unit_label.valid @> DATE '2027-09-02'), '高三(4)班', 'the class has its new name');
SELECT is((SELECT upper(valid) FROM people.enrolment WHERE student_id = pg_temp.id('student1')), DATE '2027-09-01', 'the top grade has left');
SELECT is((SELECT state FROM care.file WHERE student_id = pg_temp.id('student1')), 'graduated', 'and its files with it');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT sum(how_many) FROM people.open_school_year(2027, false)'), '0', 'a second time there is nothing to do');

-- One person, once.
INSERT INTO people.person (name, birth_date) VALUES ('曾小敏', '2009-05-01'), ('家长甲', '1980-01-01');
INSERT INTO known SELECT 'twin', max(id) FROM people.person WHERE name = '曾小敏';
INSERT INTO known SELECT 'parent', max(id) FROM people.person WHERE name = '家长甲';
INSERT INTO people.student (person_id, entry_year) SELECT pg_temp.id('twin'), 2024;
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid) VALUES (pg_temp.id('twin'), pg_temp.id('parent'), '母亲', '[2009-05-01,)');
INSERT INTO people.contact_point (person_id, value) VALUES (pg_temp.id('twin'), '13912345678');
SELECT matches(pg_temp.as_person('t_registrar', 'SELECT reasons FROM people.list_duplicates()'), 'same name and birth date', 'proposed, with the reason');
SELECT is(pg_temp.run('t_affairs', 'duplicate', 'merge', pg_temp.id('student2'), format('{"merged": "%s", "reason": "同一人"}', pg_temp.id('twin'))), 'ERROR NX002', 'only the registrar merges');
INSERT INTO people.enrolment (student_id, valid) VALUES (pg_temp.id('twin'), '[2024-09-01,)');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT people.merge_people(%s, %s, ''同一人'')', pg_temp.id('student2'), pg_temp.id('twin'))), 'ERROR NX001', 'not with two enrolments at a time');
DELETE FROM people.enrolment WHERE student_id = pg_temp.id('twin');
SELECT pg_temp.set('merge', pg_temp.as_person('t_registrar', format('SELECT people.merge_people(%s, %s, ''同一人'')', pg_temp.id('student2'), pg_temp.id('twin'))));
SELECT is((SELECT student_id FROM people.guardianship WHERE guardian_id = pg_temp.id('parent')), pg_temp.id('student2'), 'the guardian is the survivor''s now');
SELECT is((SELECT count(*)::int FROM people.contact_point WHERE person_id = pg_temp.id('student2')), 2, 'and the phone');
SELECT is((SELECT count(*)::int FROM people.student WHERE person_id = pg_temp.id('twin')), 0, 'one student is left');
SELECT is(pg_temp.as_person('t_registrar', 'SELECT count(*) FROM people.list_duplicates()'), '0', 'no pair is proposed any more');
SELECT is(pg_temp.run('t_registrar', 'merge', 'undo', pg_temp.id('merge'), '{}'), NULL, 'undone');
SELECT is((SELECT student_id FROM people.guardianship WHERE guardian_id = pg_temp.id('parent')), pg_temp.id('twin'), 'everything is where it was');
SELECT is((SELECT count(*)::int FROM people.contact_point WHERE person_id = pg_temp.id('twin')), 1, 'the phone, too');

-- Two of one name and phone, which is what they are found by, are made one; undone, each has the phone again.
INSERT INTO people.person (name) VALUES ('周桂芳'), ('周桂芳');
INSERT INTO known SELECT 'carer' || row_number() OVER (ORDER BY id), id FROM people.person WHERE name = '周桂芳';
INSERT INTO people.contact_point (person_id, value) VALUES (pg_temp.id('carer1'), '13612340001'), (pg_temp.id('carer2'), '13612340001');
SELECT matches(pg_temp.as_person('t_registrar', format('SELECT reasons FROM people.list_duplicates() WHERE id = %s', pg_temp.id('carer1'))), 'same name and phone', 'found by the phone');
SELECT pg_temp.set('merge2', pg_temp.run('t_registrar', 'duplicate', 'merge', pg_temp.id('carer1'), format('{"merged": "#%s", "reason": "同一人"}', pg_temp.id('carer2'))));
SELECT is((SELECT count(*)::int FROM people.contact_point WHERE value = '13612340001'), 1, 'one phone of one person');
SELECT is(pg_temp.run('t_registrar', 'merge', 'undo', pg_temp.id('merge2'), '{}'), NULL, 'undone');
SELECT is((SELECT count(*)::int FROM people.contact_point WHERE value = '13612340001' AND person_id IN (pg_temp.id('carer1'), pg_temp.id('carer2'))), 2, 'two again');
SELECT is((SELECT in_directory FROM people.person WHERE id = pg_temp.id('carer2')), false, 'and no student or staff by it');

-- Erasure: due by rule, by two people, out of the tables and the history; the chain of seals accepts it and nothing else.
UPDATE people.enrolment SET valid = '[2010-09-01,2013-09-01)' WHERE student_id = pg_temp.id('student3');
INSERT INTO care.note (file_id, written_by, text) SELECT id, pg_temp.id('t_affairs'), '不该留下的话' FROM care.file WHERE student_id = pg_temp.id('student3');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT count(*) FROM people.list_retention_due() WHERE id = %s AND record_class = ''care_file''', pg_temp.id('student3'))), '1', 'its time has come');
SELECT is(pg_temp.run('t_registrar', 'retention_due', 'propose', pg_temp.id('student1'), '{"record_class": "care_file", "reason": "到期"}'), 'ERROR NX001', 'not before its time');
SELECT pg_temp.set('erasure', pg_temp.run('t_registrar', 'retention_due', 'propose', pg_temp.id('student3'), '{"record_class": "care_file", "reason": "到期"}'));
SELECT is(pg_temp.run('t_registrar', 'erasure', 'approve', pg_temp.id('erasure'), '{}'), 'ERROR NX002', 'who proposed does not approve');
SELECT is(pg_temp.run('t_affairs', 'erasure', 'approve', pg_temp.id('erasure'), '{}'), NULL, 'another does');
SELECT is((SELECT count(*)::int FROM care.note), 0, 'gone from the table');
SELECT is((SELECT count(*)::int FROM history.version WHERE old_row::text LIKE '%不该留下%'), 0, 'and from the history');
SELECT is((SELECT row_count || ' ' || (version_count > 0) FROM audit.erasure), '1 true', 'the stone says how much');
SELECT is((SELECT count(*)::int FROM audit.verify('{}') WHERE is_damage), 0, 'the chain accepts it');
ALTER TABLE history.version DISABLE TRIGGER USER;
UPDATE history.version SET erased_sha256 = audit.version_digest(version), old_row = '{"erased": 77}' WHERE id = (SELECT max(id) FROM history.version WHERE erasure_id IS NULL);
ALTER TABLE history.version ENABLE TRIGGER USER;
SELECT is((SELECT count(*)::int FROM audit.verify('{}') WHERE is_damage), 1, 'what says that it was erased, and was not, is found');
SELECT throws_ok('UPDATE history.version SET old_row = ''{}''', '42501', NULL, 'history is changed in no other way');

-- Units keep their key through their names.
SELECT pg_temp.set('unit', pg_temp.run('t_registrar', 'unit', 'add', NULL, '{"kind": "处室", "label": "政教处"}'));
UPDATE units.unit_label SET valid = '[2020-01-01,)' WHERE unit_id = pg_temp.id('unit');
SELECT is(pg_temp.run('t_registrar', 'unit', 'rename', pg_temp.id('unit'), '{"label": "德育处"}'), NULL, 'renamed');
SELECT is(units.label(pg_temp.id('unit'), DATE '2021-01-01') || ' → ' || units.label(pg_temp.id('unit')), '政教处 → 德育处', 'each name in its time');
-- One who comes in mid-term; nobody is made twice; a class is one that there is.
SELECT is(pg_temp.run('t_homeroom', 'enrolment', 'add', NULL, format('{"name": "新来", "sex": "女", "birth_date": "2010-02-03", "class": "#%s", "kind": "转入", "on_day": "%s"}', pg_temp.id('class1'), ref.today())), 'ERROR NX002', 'a homeroom teacher enrols nobody');
SELECT pg_temp.set('new', pg_temp.run('t_registrar', 'enrolment', 'add', NULL, format('{"name": "新来", "sex": "女", "birth_date": "2010-02-03", "class": "#%s", "kind": "转入", "on_day": "%s", "household_kind": "农业"}', pg_temp.id('class1'), ref.today())));
SELECT is((SELECT kind || ' ' || units.class_of(student_id) FROM people.enrolment WHERE student_id = pg_temp.id('new')), 'transfer_in ' || pg_temp.id('class1'), 'the registrar does, into a class');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'add', NULL, format('{"name": "新来", "sex": "女", "birth_date": "2010-02-03", "class": "#%s", "kind": "入学", "on_day": "%s"}', pg_temp.id('class2'), ref.today())), 'ERROR NX001', 'not twice');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'add', NULL, format('{"name": "老王", "sex": "男", "birth_date": "1980-02-03", "class": "#%s", "kind": "入学", "on_day": "%s"}', pg_temp.id('class2'), ref.today())), 'ERROR NX004', 'not at forty');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'change_class', pg_temp.id('new'), format('{"class": "#%s", "on_day": "%s"}', pg_temp.id('class1'), ref.today())), 'ERROR NX004', 'not into the same class');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'change_class', pg_temp.id('new'), format('{"class": "#%s", "on_day": "%s"}', pg_temp.id('class2'), ref.today() - 300)), 'ERROR NX004', 'nor before the student came');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'change_class', pg_temp.id('new'), format('{"class": "测试总务处", "on_day": "%s"}', ref.today())), 'ERROR NX004', 'nor into an office');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'suspend', pg_temp.id('new'), '{"why": "病假"}'), 'ERROR NX004', 'a leave has its day');
INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away) VALUES (pg_temp.id('new'), ref.semester_on(ref.today() + 1), '双留守', 'yes', 'yes');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'transfer_out', pg_temp.id('new'), format('{"why": "随父母迁居", "on_day": "%s"}', ref.today() + 1)), NULL, 'gone again');
SELECT is((SELECT state FROM care.left_behind_record WHERE student_id = pg_temp.id('new')), 'ended', 'and counted as left behind no longer');

-- Guardians: a parent's rights end with a court's paper only; a phone that is no more is not used.
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'add', NULL, '{"of_student": "t_registrar", "guardian_name": "路人", "kin": "叔叔"}'), 'ERROR NX004', 'of a student');
SELECT is(pg_temp.run('t_affairs', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "母亲甲", "kin": "母亲"}', pg_temp.id('student1'))), 'ERROR NX002', 'student affairs registers none');
UPDATE people.person SET birth_date = (ref.today() - interval '16 years')::date WHERE id IN (pg_temp.id('student1'), pg_temp.id('student2'));
SELECT pg_temp.set('guardian', pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "母亲甲", "kin": "母亲", "phone": "139 1111 2222"}', pg_temp.id('student1'))));
SELECT is((SELECT upper(valid) FROM people.guardianship WHERE id = pg_temp.id('guardian')), (ref.today() + interval '2 years')::date, 'until eighteen');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "母亲甲", "kin": "母亲"}', pg_temp.id('student1'))), 'ERROR NX004', 'once');
SELECT pg_temp.set('sibling', pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "母亲甲", "kin": "母亲", "phone": "13911112222"}', pg_temp.id('student2'))));
SELECT is((SELECT count(DISTINCT guardian_id)::int FROM people.guardianship WHERE id IN (pg_temp.id('guardian'), pg_temp.id('sibling'))), 1, 'a sibling has the same mother');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "父亲甲", "kin": "父亲", "may_contact": "否"}', pg_temp.id('student1'))), 'ERROR NX004', 'no parent is kept away without a paper');
SELECT matches(pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "父亲甲", "kin": "父亲", "may_contact": "否", "court_paper": "法院裁定 2026-15"}', pg_temp.id('student1'))), '^\d+$', 'with one, yes');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'add', NULL, format('{"of_student": "#%s", "guardian_name": "姑姑甲", "kin": "姑母", "phone": "没有"}', pg_temp.id('student1'))), 'ERROR NX004', 'a phone is a number');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'change_phone', pg_temp.id('guardian'), '{"phone": "13933334444"}'), NULL, 'another phone');
SELECT is(pg_temp.as_person('t_registrar', format('SELECT phone FROM people.list_guardianships() WHERE id = %s', pg_temp.id('guardian'))), '13933334444', 'and the old one is not used');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'end', pg_temp.id('guardian'), '{}'), 'ERROR NX004', 'no guardianship ends without a reason');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'end', pg_temp.id('guardian'), format('{"why": "撤销监护资格", "on_day": "%s"}', ref.today() + 3)), 'ERROR NX004', 'nor in the future');
SELECT is(pg_temp.run('t_registrar', 'guardianship', 'end', pg_temp.id('guardian'), '{"why": "撤销监护资格"}'), NULL, 'then it does');

-- Integrity risks: graded, measured, the measures done or overdue, reviewed.
SELECT pg_temp.set('risk', pg_temp.run('t_discipline', 'integrity_risk', 'add', NULL, format('{"area": "食堂管理", "node": "食材采购", "risk_point": "虚报数量", "owner": "t_general", "leader": "t_leader", "review_due_on": "%s"}', ref.today() - 1)));
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'grade', pg_temp.id('risk'), '{}'), 'ERROR NX001', 'not graded without a grade');
SELECT pg_temp.run('t_discipline', 'integrity_risk', 'change', pg_temp.id('risk'), '{"grade": "高"}'), pg_temp.run('t_discipline', 'integrity_risk', 'grade', pg_temp.id('risk'), '{}');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'measure', pg_temp.id('risk'), '{}'), 'ERROR NX001', 'nor measured without a measure');
SELECT pg_temp.set('measure', pg_temp.run('t_discipline', 'integrity_risk', 'add_integrity_measure', pg_temp.id('risk'), format('{"measure": "双人验收", "due_on": "%s"}', ref.today() - 3)));
SELECT is(pg_temp.as_person('t_discipline', 'SELECT measures || '' '' || measures_overdue FROM registers.list_integrity_risks()'), '1 1', 'a measure is overdue');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'finish_measure', pg_temp.id('risk'), format('{"of_measure": "%s", "done_on": "%s"}', pg_temp.id('measure'), ref.today() + 1)), 'ERROR NX004', 'not done tomorrow');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'finish_measure', pg_temp.id('risk'), format('{"of_measure": "%s"}', pg_temp.id('measure'))), NULL, 'done');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'finish_measure', pg_temp.id('risk'), format('{"of_measure": "%s"}', pg_temp.id('measure'))), 'ERROR NX004', 'once');
SELECT is(pg_temp.as_person('t_discipline', 'SELECT measures || '' '' || measures_overdue FROM registers.list_integrity_risks()'), '1 0', 'and overdue no longer');
SELECT pg_temp.run('t_discipline', 'integrity_risk', 'measure', pg_temp.id('risk'), '{}');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'review', pg_temp.id('risk'), '{}'), 'ERROR NX004', 'a review finds something');
SELECT is(pg_temp.run('t_discipline', 'integrity_risk', 'review', pg_temp.id('risk'), '{"finding": "措施有效"}'), NULL, 'reviewed');
SELECT is((SELECT state || ' ' || (review_due_on > ref.today() + 300) FROM registers.integrity_risk WHERE id = pg_temp.id('risk')), 'reviewed true', 'and due again in a year');
SELECT is(pg_temp.run('t_registrar', 'unit', 'add', NULL, '{"kind": "班级", "label": "高一(9)班"}'), 'ERROR NX004', 'a class has its cohort');
SELECT is(pg_temp.run('t_registrar', 'unit', 'add', NULL, '{"kind": "处室", "label": "德育处"}'), 'ERROR NX004', 'two offices of one name are one too many');
SELECT is(pg_temp.run('t_registrar', 'unit', 'add', NULL, '{"kind": "处室", "label": "教研室", "cohort_number": "3"}'), 'ERROR NX004', 'and an office has no number of a class');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'transfer_out', pg_temp.id('student1'), format('{"why": "x", "on_day": "%s"}', ref.today() + 400)), 'ERROR NX004', 'nobody is moved away next year');
SELECT is(pg_temp.run('t_registrar', 'enrolment', 'resume', pg_temp.id('student2'), format('{"class": "#%s", "on_day": "%s"}', pg_temp.id('class2'), ref.today() + 60)), 'ERROR NX004', 'nobody comes back before having left');
SELECT pg_temp.set('file', pg_temp.run('t_affairs', 'care_file', 'add', NULL, format('{"of_student": "#%s", "kind": "学业", "source": "家访"}', pg_temp.id('student2'))));
SELECT is(pg_temp.run('t_affairs', 'care_file', 'decide_year', pg_temp.id('file'), '{"opening_year": "1999", "decision": "保留"}'), 'ERROR NX004', 'a file is decided on for a year to come');
SELECT is(pg_temp.run('t_affairs', 'care_file', 'decide_year', pg_temp.id('file'), format('{"opening_year": "%s", "decision": "保留"}', extract(year FROM ref.today())::int + 1)), NULL, 'such as the next');
SELECT * FROM finish();
ROLLBACK;

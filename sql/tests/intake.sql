-- Staged imports: what becomes of each kind of row, what a second import does, what can be taken back, and who may.
BEGIN;
SELECT plan(98);
CREATE FUNCTION pg_temp.as_person(login text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', login);
    BEGIN
        IF query ~ '^INSERT' THEN
            EXECUTE query;
        ELSE
            EXECUTE query INTO answer;
        END IF;
    EXCEPTION WHEN OTHERS THEN
        answer := 'ERROR ' || SQLSTATE || ' ' || SQLERRM;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.hire(login text, role text) RETURNS bigint LANGUAGE sql AS $$
    SELECT access.set_up_account(login, login,
        'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=', ARRAY[role], ref.today() + 30) $$;
-- Opens a batch as a person and puts rows in: one JSON object a row, from row 4 on; "#field": flag of the cleaning.
CREATE FUNCTION pg_temp.load(login text, form text, context jsonb, VARIADIC lines jsonb[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    batch bigint := pg_temp.as_person(login, format('SELECT intake.open_batch(%L, ''test.xlsx'', ''Sheet1'', ''\x00'', %L)', form, context));
    answer text;
BEGIN
    FOR place IN 1..cardinality(lines) LOOP
        answer := pg_temp.as_person(login, format('INSERT INTO intake.row_loading (batch_id, row_number, clean, raw, flags) VALUES (%s, %s, %L, %L, %L)', batch, place + 3,
            (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(lines[place]) WHERE key NOT LIKE '#%'), lines[place],
            (SELECT coalesce(jsonb_object_agg(substr(key, 2), value), '{}') FROM jsonb_each(lines[place]) WHERE key LIKE '#%')));
        IF answer LIKE 'ERROR%' THEN
            RAISE EXCEPTION '%', answer;
        END IF;
    END LOOP;
    PERFORM pg_temp.as_person(login, format('SELECT intake.judge(%s)', batch));
    RETURN batch;
END $$;
CREATE FUNCTION pg_temp.commit(batch bigint) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.as_person('t_clerk', format('SELECT intake.commit(%s)', batch)) $$;
CREATE FUNCTION pg_temp.undo(batch bigint) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.as_person('t_clerk', format('SELECT intake.undo(%s)', batch)) $$;
-- The verdicts of a batch in order of rows: "new same ask:code,code".
CREATE FUNCTION pg_temp.verdicts(batch bigint) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(line.verdict || coalesce(':' || (SELECT string_agg(DISTINCT finding.code, ',') FROM intake.finding
                      WHERE finding.batch_id = line.batch_id AND finding.row_number = line.row_number), ''), ' ' ORDER BY line.row_number)
    FROM intake.row AS line WHERE line.batch_id = batch $$;
-- A resident number of an area that nobody is registered in, with its check character.
CREATE FUNCTION pg_temp.number(born date, serial int) RETURNS text LANGUAGE sql AS $$
    SELECT body || substr('10X98765432', (SELECT sum(substr(body, place, 1)::int * (2 ^ (18 - place))::int % 11)::int % 11 FROM generate_series(1, 17) AS place) + 1, 1)
    FROM (SELECT '420800' || to_char(born, 'YYYYMMDD') || lpad(serial::text, 3, '0') AS body) AS built $$;
CREATE FUNCTION pg_temp.pupil(name text, serial int, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('grade', '高一', 'class', '高一(1)班', 'name', name, 'sex', CASE serial % 2 WHEN 1 THEN '男' ELSE '女' END, 'ethnicity', '土家族',
        'birth_date', '2010-03-04', 'id_number', pg_temp.number('2010-03-04', serial), 'household', '农业家庭户口', 'address', '新华路' || serial || '号', 'boarding', '是',
        'dormitory', '5栋101', 'guardian_name', '监护' || serial, 'guardian_relation', '母亲', 'guardian_phone', '139000' || lpad(serial::text, 5, '0')) || more $$;
CREATE TEMP TABLE known (name text PRIMARY KEY, id bigint);
INSERT INTO known VALUES ('t_clerk', pg_temp.hire('t_clerk', 'data_setup')), ('t_teacher', pg_temp.hire('t_teacher', 'teacher')),
    ('t_clerk2', pg_temp.hire('t_clerk2', 'data_setup')), ('t_party', pg_temp.hire('t_party', 'party_office'));
CREATE FUNCTION pg_temp.of(wanted text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = wanted $$;

-- What cells mean.
SELECT is(intake.semester_code('2025年秋'), '2025-2026-1', 'autumn is the first semester of its school year');
SELECT is(intake.semester_code('2026春季学期'), '2025-2026-2', 'spring is the second of the year before');
SELECT is(intake.semester_code('2025—2026学年度第二学期'), '2025-2026-2', 'the long way of writing a semester');
SELECT is(intake.to_day('2025-02-30'), NULL, 'a day that does not exist is none');
SELECT is((SELECT entry_year || ' ' || number FROM intake.class_parts('高三(12)班', '2025-2026')), '2023 12', 'a class is its cohort and number');
SELECT is((SELECT canonical FROM intake.class_parts('高2024级3班', '2025-2026')), '高二(3)班', 'a class named by its cohort');
SELECT is((SELECT canonical FROM intake.class_parts('七年级十二班', '2025-2026')), '初一(12)班', 'Chinese numerals and grades 7 to 9');
SELECT is((SELECT count(*)::int FROM intake.class_parts('火箭班', '2025-2026')), 0, 'a nickname is not a class');
SELECT is(intake.list_of('高一(11)班、高二(4)班,高二(5)班/高三(1)班'), ARRAY['高一(11)班', '高二(4)班', '高二(5)班', '高三(1)班'], 'lists in one cell');
SELECT is(intake.calls_per_week('每天1次'), 7, 'a call a day is seven a week');
SELECT is(intake.calls_per_week('每月2次'), NULL, 'calls a month are no number of calls a week');
SELECT ok(intake.is_leader_post('党委副书记') AND intake.is_leader_post('副校长(主持工作)') AND NOT intake.is_leader_post('总务处主任') AND NOT intake.is_leader_post('党支部书记'),
    'who belongs to the leadership team');
SELECT is((SELECT father_away || ' ' || mother_away || ' ' || coalesce(code, '') FROM intake.left_behind_facts('单留守(母亲外出)')), 'no yes ', 'one parent away, and which');
SELECT is((SELECT father_away || ' ' || mother_away || ' ' || coalesce(code, '') FROM intake.left_behind_facts('单留守')), 'unknown unknown parent_away_undetermined', 'one parent away, not which: unknown');
SELECT is((SELECT father_away || ' ' || mother_away || ' ' || concern FROM intake.left_behind_facts('孤儿')), 'deceased deceased orphan', 'an orphan is not left behind');
SELECT is((SELECT code FROM intake.left_behind_facts('1')), 'left_behind_type_unknown', 'a bare code of some program is not read');
SELECT is(intake.evidence_proves('农村低保证'), ARRAY['rural_minimum'], 'a rural paper proves rural only');
SELECT is(intake.evidence_proves('父母残疾人证'), ARRAY['disabled_parent'], 'the parents'' disability is not the student''s');
SELECT is(intake.evidence_proves('孤儿证、农村低保证'), ARRAY['orphan', 'rural_minimum'], 'two papers prove two things');
SELECT is(intake.aid_categories_of('低保'), NULL, 'urban or rural must be said');
SELECT is(intake.amount_of('1,250.50元'), 1250.5, 'an amount with its sign and comma');

-- Rights.
SELECT matches(pg_temp.as_person('t_teacher', 'SELECT intake.open_batch(''student_roster'', ''f'', ''s'', ''\x00'', ''{}'')'), '^ERROR NX002', 'a teacher imports no roster');
SELECT matches(pg_temp.as_person('t_party', 'SELECT intake.open_batch(''issue_ledger'', ''f'', ''s'', ''\x00'', ''{}'')'), '^[0-9]+$', 'the party office imports the ledger');
SELECT matches(pg_temp.as_person('t_clerk', 'SELECT intake.open_batch(''shopping_list'', ''f'', ''s'', ''\x00'', ''{}'')'), '^ERROR NX003', 'an unknown form is named as such');

-- The roster: every kind of row.
INSERT INTO known SELECT 'roster', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}',
    pg_temp.pupil('甲一', 101), pg_temp.pupil('甲二', 102), pg_temp.pupil('甲三', 103), pg_temp.pupil('甲四', 104), pg_temp.pupil('甲五', 105, '{"class": "高一1班"}'),
    pg_temp.pupil('甲二', 102), pg_temp.pupil('甲六', 106) - 'id_number', pg_temp.pupil('甲七', 107, '{"id_number": "420800201003041070"}'),
    pg_temp.pupil('甲八', 108, '{"id_number": "4.20800201003041E+17", "#id_number": "number_damaged"}'), pg_temp.pupil('甲九', 109, '{"birth_date": "2010-04-03"}'),
    pg_temp.pupil('乙一', 111, '{"sex": "女"}'), pg_temp.pupil('乙二', 112, '{"class": "高一(99)班"}'), pg_temp.pupil('乙三', 113) - 'class', pg_temp.pupil('乙四', 114) - 'name',
    pg_temp.pupil('甲一', 115), pg_temp.pupil('乙五', 116, '{"birth_date": "正月初三", "#birth_date": "lunar_date"}'), pg_temp.pupil('乙六', 117, '{"guardian_phone": "请打给她"}'),
    pg_temp.pupil('乙七', 118), pg_temp.pupil('乙七', 118, '{"address": "别处"}'), pg_temp.pupil('乙八', 119, '{"ethnicity": "火星族"}'), pg_temp.pupil('乙七', 118));
SELECT is(pg_temp.verdicts(pg_temp.of('roster')), 'new new new new new duplicate:duplicate_row new:id_number_missing refused:id_wrong_check_character refused:id_number_damaged '
    'ask:birth_date_disagrees_with_id ask:sex_disagrees_with_id refused:class_unknown refused:class_missing refused:name_missing new new:birth_date_lunar new:phone_unreadable '
    'ask:repeated_with_differences ask:repeated_with_differences new:word_unknown_skipped ask:repeated_with_differences', 'each kind of row has its verdict');
SELECT is((SELECT count(*)::int FROM intake.finding WHERE batch_id = pg_temp.of('roster') AND (message_zh ~ '\d{10}' OR message_en ~ '\d{10}')), 0, 'no message holds an ID number or phone');
SELECT is((SELECT count(*)::int FROM people.student), 0, 'judging changes nothing');
SELECT is(pg_temp.as_person('t_clerk', format('SELECT new_count || ''/'' || ask_count || ''/'' || refused_count || ''/'' || duplicate_count FROM intake.summary(%s)', pg_temp.of('roster'))), '10/5/5/1',
    'the summary counts');
SELECT matches(pg_temp.as_person('t_clerk', format('SELECT column_heading || message FROM intake.findings(%s) WHERE code = ''class_unknown''', pg_temp.of('roster'))), '^班级没有“高一\(99\)班”', 'a finding names its column and cell');
SELECT is(pg_temp.as_person('t_clerk', format('SELECT count(*) FROM intake.refused_rows(%s) WHERE raw ? ''sex'' AND reason <> ''''', pg_temp.of('roster'))), '10', 'the rows that stay out come back with their reasons');
SELECT matches(pg_temp.as_person('t_clerk2', format('SELECT intake.commit(%s)', pg_temp.of('roster'))), '^ERROR NX003', 'nobody goes on with another''s batch');
SELECT matches(pg_temp.as_person('t_clerk', format('INSERT INTO intake.row_loading VALUES (%s, 99, ''{}'', ''{}'', ''{}'')', pg_temp.of('roster'))), '^ERROR NX001', 'a judged batch takes no more rows');
SELECT matches(pg_temp.as_person('t_clerk2', format('INSERT INTO intake.row_loading VALUES (%s, 99, ''{}'', ''{}'', ''{}'')', pg_temp.of('roster'))), '^ERROR NX003', 'nobody loads into another''s batch');
SELECT is(pg_temp.commit(pg_temp.of('roster')), '', 'the clerk commits');
SELECT is((SELECT count(*)::int FROM people.student), 10, 'new rows become students');
SELECT is((SELECT count(*)::int FROM units.unit WHERE kind = 'class'), 1, 'two ways of writing make one class');
SELECT is((SELECT label FROM units.unit_label WHERE kind = 'grade'), '高一', 'and its grade');
SELECT is((SELECT count(DISTINCT person.id)::int FROM people.person JOIN people.student ON student.person_id = person.id WHERE name = '甲一'), 2, 'one name, birth date and class with two numbers is two people');
SELECT is((SELECT birth_date FROM people.person WHERE name = '乙五'), '2010-03-04', 'a lunar birthday gives way to the number');
SELECT is((SELECT upper(guardianship.valid) FROM people.guardianship JOIN people.person ON person.id = student_id WHERE person.name = '甲三'), '2028-03-04', 'guardianship ends on the 18th birthday');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'import' AND record_key = pg_temp.of('roster')::text), 1, 'the import is in the audit log');

-- The next sheets.
INSERT INTO known SELECT 'again', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}',
    pg_temp.pupil('甲一', 101), pg_temp.pupil('甲二', 102), pg_temp.pupil('甲三', 103), pg_temp.pupil('甲六', 106) - 'id_number', pg_temp.pupil('甲一', 115));
SELECT is(pg_temp.verdicts(pg_temp.of('again')), 'same same same same:id_number_missing same', 'the same sheet again says nothing new');
SELECT is((SELECT message_zh ~ '有5人不在' FROM intake.finding WHERE batch_id = pg_temp.of('again') AND row_number = 0 AND code = 'missing_from_sheet'), true, 'students whom the sheet leaves out are asked about');
INSERT INTO known SELECT 'october', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-10-15"}',
    pg_temp.pupil('甲一', 101, '{"address": "搬家路1号"}'), pg_temp.pupil('甲二', 102, '{"guardian_phone": "13711112222"}'), pg_temp.pupil('甲三', 103, '{"dormitory": "6栋1"}'),
    pg_temp.pupil('甲六', 106), pg_temp.pupil('冒名', 104), pg_temp.pupil('甲五改', 105, '{"former_name": "甲五"}'));
SELECT is(pg_temp.verdicts(pg_temp.of('october')), 'change change change change ask:name_disagrees_with_id change', 'next month''s sheet updates; another name on a number is asked about');
SELECT is(pg_temp.commit(pg_temp.of('october')), '', 'it is committed');
SELECT is((SELECT string_agg(address.text || ' ' || address.valid, ', ' ORDER BY address.valid) FROM people.address JOIN people.identifier USING (person_id) WHERE identifier.value = pg_temp.number('2010-03-04', 101)),
    '新华路101号 [2025-09-01,2025-10-15), 搬家路1号 [2025-10-15,)', 'the old address ends when the new one begins');
SELECT is((SELECT string_agg(contact_point.value, ',') FROM people.contact_point JOIN people.person ON person.id = person_id WHERE name = '监护102' AND upper_inf(contact_point.valid)), '13711112222', 'the guardian has one new phone');
SELECT is((SELECT count(*)::int FROM people.identifier JOIN people.person ON person.id = person_id WHERE name = '甲六'), 1, 'a number that was missing is added to the same person');
SELECT is((SELECT former_names FROM people.person WHERE name = '甲五改'), ARRAY['甲五'], 'a new name keeps the former one');
INSERT INTO known SELECT 'old', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-10"}', pg_temp.pupil('甲一', 101), pg_temp.pupil('甲三', 103));
SELECT is(pg_temp.verdicts(pg_temp.of('old')), 'ask:sheet_older_than_record ask:sheet_older_than_record', 'an older sheet does not overwrite a newer one');
SELECT is(pg_temp.as_person('t_clerk', format('SELECT intake.drop_batch(%s)', pg_temp.of('old'))), '', 'a batch can be dropped');
SELECT is((SELECT count(*)::int FROM intake.row WHERE batch_id = pg_temp.of('old')), 0, 'and its rows are gone');
SELECT matches(pg_temp.undo(pg_temp.of('roster')), '^ERROR NX001', 'a batch that others build on stays');
SELECT is(pg_temp.undo(pg_temp.of('october')), '', 'the later one is taken back');
SELECT is((SELECT string_agg(address.text || ' ' || address.valid, ', ') FROM people.address JOIN people.identifier USING (person_id) WHERE identifier.value = pg_temp.number('2010-03-04', 101)),
    '新华路101号 [2025-09-01,)', 'and what it overwrote is back');
SELECT is(pg_temp.undo(pg_temp.of('roster')), '', 'then the first can be taken back');
SELECT is((SELECT count(*)::int FROM people.student) + (SELECT count(*)::int FROM units.unit WHERE kind = 'class') + (SELECT count(*)::int FROM people.contact_point), 0, 'and leaves nothing behind');
INSERT INTO known SELECT 'anew', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}',
    VARIADIC ARRAY(SELECT pg_temp.pupil('甲' || serial, 100 + serial) FROM generate_series(1, 6) AS serial)
        || pg_temp.pupil('甲1', 111, '{"class": "高一(2)班"}') || pg_temp.pupil('重名', 112, '{"class": "高一(2)班"}') || pg_temp.pupil('重名', 113, '{"class": "高一(2)班"}'));
SELECT is((SELECT count(*)::int FROM intake.row WHERE batch_id = pg_temp.of('anew') AND verdict = 'new'), 9, 'after that the sheet is new again');
SELECT is(pg_temp.commit(pg_temp.of('anew')), '', 'and goes in');

-- Neither a number nor a birth date: known by name and class.
INSERT INTO known SELECT 'bare', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}',
    pg_temp.pupil('无号', 121) - 'id_number' - 'birth_date');
SELECT is(pg_temp.commit(pg_temp.of('bare')), '', 'a pupil without number and birth date comes in');
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}', pg_temp.pupil('无号', 121) - 'id_number' - 'birth_date')),
    'same:birth_date_missing,id_number_missing', 'the same row again is the same pupil');
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}', pg_temp.pupil('无号', 121))), 'change',
    'and so is the row that has both');
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-09-01"}',
        pg_temp.pupil('甲2', 131) - 'id_number' - 'birth_date', pg_temp.pupil('甲2', 132, '{"class": "高一(2)班"}') - 'id_number' - 'birth_date')),
    'ask:birth_date_missing,id_number_missing,student_maybe_same new:birth_date_missing,id_number_missing',
    'a bare row for the name of a pupil in the class who has a birth date is asked about, one for another class is not');

-- The next school year: a class keeps its identity and gets its next name; whoever left is asked about.
INSERT INTO known SELECT 'next year', pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2026-2027", "as_of": "2026-09-01"}',
    VARIADIC ARRAY(SELECT pg_temp.pupil('甲' || serial, 100 + serial, '{"grade": "高二", "class": "高二(1)班"}') FROM generate_series(1, 6) AS serial));
SELECT is((SELECT string_agg(DISTINCT verdict, ' ') FROM intake.row WHERE batch_id = pg_temp.of('next year')), 'same', 'a class of another name is the same class a year later');
SELECT is(pg_temp.commit(pg_temp.of('next year')), '', 'the sheet is committed');
SELECT is((SELECT string_agg(label, ' ' ORDER BY valid) FROM units.unit_label WHERE unit_id = units.named('class', '高一(1)班', '2025-09-01')), '高一(1)班 高二(1)班', 'its next name is on record');
SELECT is(pg_temp.undo(pg_temp.of('next year')), '', 'and can be taken back');
UPDATE people.enrolment SET valid = daterange(lower(valid), '2025-12-01') WHERE student_id = (SELECT person_id FROM people.identifier WHERE value = pg_temp.number('2010-03-04', 106));
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'student_roster', '{"school_year": "2025-2026", "as_of": "2025-12-15"}', pg_temp.pupil('甲6', 106))), 'ask:student_has_left', 'who has left the roll is asked about');

-- Staff.
INSERT INTO known SELECT 'staff', pg_temp.load('t_clerk', 'staff_roster', '{"as_of": "2025-09-01"}',
    '{"staff_number": "T1", "name": "书记甲", "political_status": "中共党员", "party_branch": "机关党支部", "lesson_group": "高一语文备课组", "post": "党委书记、校长", "phone": "13800000001"}',
    '{"staff_number": "T2", "name": "班主任乙", "political_status": "群众", "party_branch": "机关党支部", "post": "班主任", "homeroom_class": "高一(1)班"}',
    '{"staff_number": "T3", "name": "同名", "post": "教师", "homeroom_class": "高三(1)班"}', '{"staff_number": "T4", "name": "同名", "post": "总务处主任"}', '{"name": "无号"}');
SELECT is(pg_temp.verdicts(pg_temp.of('staff')), 'new new:branch_without_membership new:homeroom_class_unknown new refused:staff_number_missing', 'staff are judged');
SELECT is(pg_temp.commit(pg_temp.of('staff')), '', 'and committed');
SELECT is((SELECT count(*)::int FROM people.staff_post WHERE is_leader), 2, 'two posts in one cell, both of a leader');
SELECT is((SELECT string_agg(person.name || ' ' || (approved_at IS NULL), ',') FROM access.role_assignment JOIN people.person ON person.id = person_id WHERE role = 'homeroom_teacher'), '班主任乙 true', 'the homeroom role is only proposed');
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'staff_roster', '{"as_of": "2025-10-01"}', '{"staff_number": "T1", "name": "书记甲", "post": "党委书记", "political_status": "中共党员", "party_branch": "机关党支部"}')), 'change', 'a post that ended is a change');

-- Left-behind register, by a clerk and by a homeroom teacher.
INSERT INTO known SELECT 'left', pg_temp.load('t_clerk', 'left_behind_register', '{"semester": "2025-2026-1"}',
    jsonb_build_object('class', '高一(1)班', 'name', '甲1', 'id_number', pg_temp.number('2010-03-04', 101), 'left_behind_type', '双留守', 'father_place', '广东东莞', 'carer_name', '祖母甲',
                       'carer_relation', '祖母', 'carer_phone', '13600000001', 'calls_per_week', '2', 'helper_teacher', '班主任乙'),
    jsonb_build_object('class', '高一(1)班', 'name', '甲某', 'id_number', pg_temp.number('2010-03-04', 102), 'left_behind_type', '单留守'),
    jsonb_build_object('class', '高一(1)班', 'name', '甲3', 'left_behind_type', '单留守', 'helper_teacher', '同名'),
    jsonb_build_object('class', '高一(2)班', 'name', '重名', 'left_behind_type', '双留守'), jsonb_build_object('class', '高一(1)班', 'name', '甲4', 'left_behind_type', '不清楚'),
    jsonb_build_object('class', '高一(1)班', 'name', '外人', 'id_number', pg_temp.number('2009-01-01', 1), 'left_behind_type', '双留守'));
SELECT is(pg_temp.verdicts(pg_temp.of('left')), 'new ask:name_disagrees_with_id,parent_away_undetermined new:helper_ambiguous,parent_away_undetermined ask:student_ambiguous '
    'ask:left_behind_type_unknown refused:student_not_found', 'the register is judged');
SELECT is(pg_temp.commit(pg_temp.of('left')), '', 'and committed');
SELECT is((SELECT string_agg(state || ' ' || father_away || ' ' || coalesce(mother_place, '?'), ',' ORDER BY id) FROM care.left_behind_record), 'to_confirm yes ?,to_confirm unknown ?', 'records wait to be confirmed; what is not said is unknown');
SELECT is((SELECT count(*)::int FROM care.file JOIN care.concern ON concern.file_id = file.id JOIN care.contact_rule ON contact_rule.file_id = file.id WHERE concern.kind = 'left_behind'), 2, 'each has a file, a concern and a contact rule');
SELECT is((SELECT count(*)::int FROM people.entrusted_care) + (SELECT count(*)::int FROM people.guardianship JOIN people.person ON person.id = guardian_id WHERE name = '祖母甲'), 1, 'the carer is a carer and no guardian');
UPDATE access.role_assignment SET approved_at = now(), valid = daterange(ref.today(), ref.today() + 30) WHERE role = 'homeroom_teacher';
INSERT INTO access.role_assignment (person_id, role, unit_id, purpose, approved_at, valid)
SELECT pg_temp.of('t_teacher'), 'homeroom_teacher', units.named('class', '高一(1)班', '2025-09-01'), 'test', now(), daterange(ref.today(), ref.today() + 30);
SELECT is(pg_temp.verdicts(pg_temp.load('t_teacher', 'left_behind_register', '{"semester": "2025-2026-1"}',
    jsonb_build_object('class', '高一(1)班', 'name', '甲5', 'left_behind_type', '双留守'), jsonb_build_object('class', '高一(2)班', 'name', '甲1', 'left_behind_type', '双留守'))),
    'new refused:student_out_of_reach', 'a homeroom teacher imports rows of the own class only');
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid) SELECT person.id, pg_temp.of('t_clerk'), '父亲', '[2010-03-04,)' FROM people.person WHERE name = '甲6';
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'left_behind_register', '{"semester": "2025-2026-1"}', jsonb_build_object('class', '高一(1)班', 'name', '甲6', 'left_behind_type', '双留守'))),
    'refused:own_child', 'nobody imports care records of an own child');

-- Health and aid.
INSERT INTO known SELECT 'health', pg_temp.load('t_clerk', 'health_screening', '{"school_year": "2025-2026"}', '{"class": "高一(1)班", "name": "甲1", "sex": "男", "condition": "哮喘", "sport_limit": "适度运动"}',
    '{"class": "高一(1)班", "name": "甲1", "sex": "男", "condition": "癫痫", "sport_limit": "禁止剧烈运动"}', '{"class": "高一(1)班", "name": "甲2", "sex": "男", "condition": "癫痫"}',
    '{"class": "高一(2)班", "name": "重名", "sex": "女", "condition": "癫痫", "sport_limit": "看情况"}');
SELECT is(pg_temp.verdicts(pg_temp.of('health')), 'new new refused:sex_disagrees_with_roll ask:word_unknown', 'class, name and sex tell who it is');
SELECT is(pg_temp.commit(pg_temp.of('health')), '', 'the screening is committed');
SELECT is((SELECT string_agg(version || ' ' || sport_limit, ',') FROM care.health_card), '1 no_strenuous', 'one card with the strictest limit');
CREATE FUNCTION pg_temp.aid(serial int, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('class', '高一(1)班', 'name', '甲' || serial - 100, 'id_number', pg_temp.number('2010-03-04', serial), 'category', '孤儿', 'evidence', '孤儿证', 'level', '特别困难',
        'scheme', '普通高中国家助学金', 'amount', '1150', 'semester', '2025年秋') || more $$;
INSERT INTO known SELECT 'aid', pg_temp.load('t_clerk', 'aid_determination', '{}', pg_temp.aid(101), pg_temp.aid(101, '{"scheme": "免学杂费", "amount": "500.00"}'), pg_temp.aid(102, '{"evidence": "农村低保证"}'),
    pg_temp.aid(103, '{"amount": "0"}'), pg_temp.aid(103, '{"scheme": "品正奖学金", "amount": "5.005"}'), pg_temp.aid(104), pg_temp.aid(104, '{"scheme": "免学杂费", "level": "困难"}'),
    pg_temp.aid(105, '{"category": "低保"}'), pg_temp.aid(106, '{"amount": "一千"}'));
SELECT is(pg_temp.verdicts(pg_temp.of('aid')), 'new new ask:evidence_does_not_fit_category refused:amount_not_positive refused:amount_too_fine ask:levels_disagree ask:levels_disagree ask:word_unknown refused:amount_unreadable,own_child',
    'aid is judged');
SELECT is(pg_temp.commit(pg_temp.of('aid')), '', 'and committed');
SELECT is((SELECT count(*) || ' ' || sum(amount) FROM aid.award), '2 1650.00', 'two schemes for one student');

-- The ledger.
CREATE FUNCTION pg_temp.problem(more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"sequence": "1", "description": "路灯不亮", "area": "校园安全", "channel": "党员家访", "raiser": "匿名", "found_on": "2025-10-01", "leader": "书记甲", "unit": "总务处", "measure": "更换",
             "deadline": "2025-10-31", "is_closed": "否"}'::jsonb || more $$;
INSERT INTO known SELECT 'ledger', pg_temp.load('t_clerk', 'issue_ledger', '{"as_of": "2025-11-20"}', pg_temp.problem('{}'), pg_temp.problem('{"sequence": "2"}'), pg_temp.problem('{"sequence": "2"}'),
    pg_temp.problem('{"sequence": "3", "description": "某老师收礼", "area": "师德师风", "raiser": "知情人", "measure": "约谈某老师", "outcome": "某老师已认错", "is_closed": "是", "done_on": "2025-11-05"}'),
    pg_temp.problem('{"sequence": "4", "description": "门坏", "is_closed": "是"}'), pg_temp.problem('{"sequence": "5", "description": "窗坏", "deadline": "2025-09-01"}'),
    pg_temp.problem('{"sequence": "6", "description": "墙坏", "area": "天文"}'), pg_temp.problem('{"sequence": "7", "description": "灯坏", "leader": "同名", "done_on": "2025-12-01", "is_closed": "是", "outcome": "修好"}'));
SELECT is(pg_temp.verdicts(pg_temp.of('ledger')), 'new new duplicate:duplicate_row new ask:closed_without_date ask:deadline_before_found ask:word_unknown new:done_in_future,leader_not_matched', 'the ledger is judged');
SELECT is(pg_temp.commit(pg_temp.of('ledger')), '', 'and committed');
SELECT is((SELECT count(*)::int FROM (SELECT text FROM work.utterance UNION ALL SELECT coalesce(raiser_name, '') FROM work.utterance UNION ALL SELECT title FROM work.issue UNION ALL SELECT measure FROM work.task
    UNION ALL SELECT text || evidence FROM work.result UNION ALL SELECT coalesce(remark, '') FROM work.signoff UNION ALL SELECT clean::text || raw FROM intake.row WHERE batch_id = pg_temp.of('ledger')) AS place WHERE text ~ '某老师|知情人'),
    0, 'the words of a conduct report stand nowhere but in the report');
SELECT is((SELECT text || ' ' || reporter_name FROM work.conduct_report), '某老师收礼 知情人', 'where they are kept');
SELECT is((SELECT string_agg(number || ' ' || state || ' ' || coalesce(working_days_late::text, '-'), ', ' ORDER BY number) FROM work.issue WHERE number LIKE '2025-%'),
    '2025-0001 in_progress -, 2025-0002 in_progress -, 2025-0003 closed 3, 2025-0004 closed 21', 'numbers, states and working days late');
SELECT is(pg_temp.verdicts(pg_temp.load('t_clerk', 'issue_ledger', '{"as_of": "2025-12-20"}', pg_temp.problem('{}'), pg_temp.problem('{"sequence": "2", "is_closed": "是", "done_on": "2025-12-10", "outcome": "已换"}'),
    pg_temp.problem('{"sequence": "7", "description": "灯坏", "leader": "同名", "done_on": "2025-12-01"}'))), 'same change ask:issue_closed_already,leader_not_matched', 'next month''s ledger closes what was open');

-- Leaders and visits.
INSERT INTO known SELECT 'linkage', pg_temp.load('t_clerk', 'leader_linkage', '{"school_year": "2025-2026"}',
    '{"name": "书记甲", "post": "党委书记", "branch": "机关党支部", "lesson_group": "高一语文备课组", "classes": "高一(1)班、高一(2)班", "students": "甲2、重名、甲1", "project": "停车场维修"}',
    '{"name": "同名", "post": "总务处主任", "classes": "高一(1)班", "students": "甲1"}', '{"name": "同名"}');
SELECT is(pg_temp.verdicts(pg_temp.of('linkage')), 'new:quota_above_maximum,student_ambiguous new:quota_below_minimum ask:staff_ambiguous', 'quotas are told, names that are not certain left out');
SELECT is(pg_temp.commit(pg_temp.of('linkage')), '', 'linkages go in');
SELECT is((SELECT string_agg(kind || ' ' || count, ', ' ORDER BY kind) FROM (SELECT kind, count(*) FROM field.linkage GROUP BY kind) AS counted), 'class 3, lesson_group 1, party_branch 1, project 1, student 2', 'each link once');
INSERT INTO known SELECT 'visits', pg_temp.load('t_clerk', 'home_visit', '{}', '{"visited_on": "2025-10-12", "teacher": "班主任乙", "class": "高一(1)班", "student": "甲1", "mode": "入户", "heard": "尚好", "request": "换寝室"}',
    '{"visited_on": "2099-10-12", "teacher": "班主任乙", "class": "高一(1)班", "student": "甲1", "mode": "电话"}', '{"visited_on": "2025-10-12", "teacher": "同名(T4)", "class": "高一(1)班", "student": "甲2", "mode": "视频"}',
    '{"visited_on": "2025-10-12", "teacher": "同名", "class": "高一(1)班", "student": "甲2", "mode": "视频"}', '{"visited_on": "2025-10-12", "teacher": "班主任乙", "class": "高一(2)班", "student": "重名", "mode": "心电感应"}');
SELECT is(pg_temp.verdicts(pg_temp.of('visits')), 'new refused:class_unknown,visit_in_future new ask:staff_ambiguous ask:student_ambiguous,word_unknown', 'visits are judged');
SELECT is(pg_temp.commit(pg_temp.of('visits')), '', 'and committed');
SELECT is((SELECT utterance.text || ' ' || utterance.channel FROM work.utterance JOIN field.visit ON visit.id = visit_id), '换寝室 home_visit', 'what a family asks for is kept as an utterance');
SELECT * FROM finish();
ROLLBACK;

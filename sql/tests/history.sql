-- What a record was before, for those who may see it; and break-glass.
BEGIN;
SELECT plan(51);
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
CREATE FUNCTION pg_temp.verifier() RETURNS text LANGUAGE sql AS $$
    SELECT 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=' $$;
CREATE TEMP TABLE known (name text PRIMARY KEY, id bigint);
GRANT SELECT ON known TO PUBLIC;
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;

-- A class with two students and a third outside of it; the people around them.
WITH school AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id), kept AS (INSERT INTO known SELECT 'school', id FROM school) SELECT;
WITH grade AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year) SELECT 'grade', id, 2024 FROM known WHERE name = 'school' RETURNING id),
     kept AS (INSERT INTO known SELECT 'grade', id FROM grade) SELECT;
WITH class AS (INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number) SELECT 'class', id, 2024, 1 FROM known WHERE name = 'grade' RETURNING id),
     kept AS (INSERT INTO known SELECT 'class', id FROM class) SELECT;
WITH born AS (INSERT INTO people.person (name, sex, birth_date) SELECT 'h_student' || n, '1', DATE '2009-05-01' FROM generate_series(1, 3) AS n RETURNING id, name),
     kept AS (INSERT INTO known SELECT name, id FROM born) SELECT;
INSERT INTO people.student (person_id, entry_year) SELECT id, 2024 FROM known WHERE name LIKE 'h_student%';
INSERT INTO people.enrolment (student_id, valid) SELECT id, '[2024-09-01,)' FROM known WHERE name LIKE 'h_student%';
INSERT INTO people.class_placement (student_id, class_id, valid) SELECT student.id, pg_temp.id('class'), '[2024-09-01,)' FROM known AS student WHERE name IN ('h_student1', 'h_student2');
CREATE FUNCTION pg_temp.hire(login text, role text, unit text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    hired bigint := access.set_up_account(login, login, pg_temp.verifier(), ARRAY[role], current_date + 30);
BEGIN
    INSERT INTO people.staff (person_id, staff_number) VALUES (hired, login);
    UPDATE access.role_assignment SET unit_id = (SELECT id FROM known WHERE name = unit) WHERE person_id = hired AND unit IS NOT NULL;
    INSERT INTO known VALUES (login, hired);
END $$;
SELECT pg_temp.hire(login, role, unit) FROM (VALUES ('h_registrar', 'registrar', NULL), ('h_homeroom', 'homeroom_teacher', 'class'), ('h_affairs', 'student_affairs', NULL),
    ('h_clinic', 'clinic', NULL), ('h_party', 'party_office', NULL), ('h_leader', 'leader', NULL), ('h_leader2', 'leader', NULL), ('h_admin', 'administrator', NULL),
    ('h_auditor', 'auditor', NULL), ('h_parent', 'leader', NULL), ('h_analyst', 'analyst', NULL)) AS staff (login, role, unit);
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid) VALUES (pg_temp.id('h_student1'), pg_temp.id('h_parent'), '父亲', '[2009-05-01,)');
INSERT INTO care.health_card (student_id, version, sport_limit, first_aid) VALUES (pg_temp.id('h_student1'), 1, 'no_sport', 'spray in the left pocket');
INSERT INTO care.health_record (student_id, condition, valid) VALUES (pg_temp.id('h_student1'), 'asthma', '[2024-09-01,)');

-- Versions and requests.
WITH opened AS (INSERT INTO care.file (student_id, source) VALUES (pg_temp.id('h_student1'), 'secret source') RETURNING id),
     kept AS (INSERT INTO known SELECT 'file', id FROM opened) SELECT;
SELECT set_config('nuanxin.request', '11111111-1111-4111-8111-111111111111', true);
UPDATE care.file SET source = 'public source' WHERE id = pg_temp.id('file');
SELECT is((SELECT request FROM history.version WHERE table_name = 'care.file' AND row_key = pg_temp.id('file')::text), '11111111-1111-4111-8111-111111111111',
          'a version says which request made the change');
SELECT set_config('nuanxin.request', '', true);
UPDATE care.file SET source = 'third source' WHERE id = pg_temp.id('file');
SELECT is((SELECT request FROM history.version WHERE table_name = 'care.file' AND row_key = pg_temp.id('file')::text ORDER BY id DESC LIMIT 1), NULL, 'and none where none was given');
SELECT is(pg_temp.as_person('h_affairs', 'SELECT audit.claim_command(''22222222-2222-4222-8222-222222222222'', ''x'', ''y''); SELECT 1'), '1', 'a command is claimed');
SELECT isnt(pg_temp.as_person('h_homeroom', format('SELECT care.review_file(%s, ''better'', NULL)', pg_temp.id('file'))), 'ERROR NX002', 'a teacher changes it, by a function');
SELECT is((SELECT changed_by FROM history.version WHERE table_name = 'care.file' AND row_key = pg_temp.id('file')::text ORDER BY id DESC LIMIT 1), pg_temp.id('h_homeroom'), 'a version says who made the change');
SELECT is(current_setting('nuanxin.request', true), '22222222-2222-4222-8222-222222222222', 'and from then on is the request of what is written');
SELECT set_config('nuanxin.request', '', true);

-- Who may read the history: who may read the record.
CREATE FUNCTION pg_temp.changes(login text, kind text, key bigint, of_column text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(login, format('SELECT coalesce(string_agg(coalesce(old_value, ''-'') || '' > '' || new_value, '', '' ORDER BY row_key, transaction_number NULLS FIRST, old_value DESC), ''none'')
        FROM history.of_record(%L, %s, 0, 1000) WHERE column_name = %L', kind, key, of_column)) $$;
SELECT is(pg_temp.changes('h_affairs', 'care-file', pg_temp.id('file'), 'source'), '- > secret source, secret source > public source, public source > third source', 'student affairs read who changed what');
SELECT is(pg_temp.changes('h_leader', 'care-file', pg_temp.id('file'), 'source'), 'ERROR NX003', 'a leader does not see this file, nor what it was');
SELECT is(pg_temp.changes('h_admin', 'care-file', pg_temp.id('file'), 'source'), 'ERROR NX003', 'nor does the administrator');
SELECT is(pg_temp.changes('h_auditor', 'care-file', pg_temp.id('file'), 'source'), 'ERROR NX003', 'nor the auditor, who reads the log and no contents');
SELECT is(pg_temp.changes('nuanxin_web', 'care-file', pg_temp.id('file'), 'source'), 'ERROR NX006', 'nor the web server without a person');
SELECT is(pg_temp.as_person('h_analyst', 'SELECT count(*) FROM history.of_record(''care-file'', 1, 0, 10)'), 'ERROR 42501', 'nor an analyst');
SELECT is(pg_temp.as_person('h_affairs', 'SELECT count(*) FROM history.states(''care-file'', 1)'), 'ERROR 42501', 'the function beneath is closed');
SELECT is(pg_temp.as_person('h_affairs', 'SELECT count(*) FROM history.version'), 'ERROR 42501', 'and so is the table');
SELECT is(pg_temp.as_person('h_affairs', 'SELECT count(*) FROM history.of_record(''no-such'', 1, 0, 10)'), 'ERROR NX003', 'a kind that there is not');
SELECT cmp_ok((SELECT count(*)::int FROM audit.event WHERE person_id = pg_temp.id('h_affairs') AND action = 'read' AND detail = '{"part": "history"}' AND student_id = pg_temp.id('h_student1')), '>', 0,
          'a look at the history is in the log');
-- A file that was moved from one student to another does not carry the first one's past to who may see the second only.
UPDATE care.file SET student_id = pg_temp.id('h_student3') WHERE id = pg_temp.id('file');
UPDATE care.file SET student_id = pg_temp.id('h_student2') WHERE id = pg_temp.id('file');
SELECT is(pg_temp.changes('h_homeroom', 'care-file', pg_temp.id('file'), 'student_id') LIKE '%' || pg_temp.id('h_student3') || '%', false,
          'a version about a student of another class stays unseen');
SELECT is(pg_temp.changes('h_affairs', 'care-file', pg_temp.id('file'), 'student_id') LIKE '%' || pg_temp.id('h_student3') || '%', true, 'but not to who sees every file');
-- Columns of another class of the matrix.
UPDATE people.person SET birth_date = DATE '2009-06-01', name = 'h_renamed' WHERE id = pg_temp.id('h_student2');
SELECT is(pg_temp.changes('h_registrar', 'student', pg_temp.id('h_student2'), 'birth_date'), '- > 2009-05-01, 2009-05-01 > 2009-06-01', 'the registrar reads an earlier date of birth');
SELECT is(pg_temp.changes('h_leader', 'student', pg_temp.id('h_student2'), 'birth_date'), 'none', 'a leader, who does not see the date, does not see the earlier one');
SELECT is(pg_temp.changes('h_leader', 'student', pg_temp.id('h_student2'), 'name'), '- > h_student2, h_student2 > h_renamed', 'but the name that was');
SELECT is(pg_temp.changes('h_homeroom', 'student', pg_temp.id('h_student1'), 'condition'), 'none', 'a homeroom teacher sees no diagnosis in the history');
SELECT is(pg_temp.changes('h_clinic', 'student', pg_temp.id('h_student1'), 'condition'), '- > asthma', 'the clinic does');
-- As of.
UPDATE people.person SET created_at = created_at WHERE id = pg_temp.id('h_student2');
SELECT is(pg_temp.as_person('h_registrar', format('SELECT state ->> ''name'' FROM history.as_of(''student'', %s, now() + interval ''1 second'') WHERE part = ''people.person''', pg_temp.id('h_student2'))),
          'h_renamed', 'as of now: as it is');
SELECT is(pg_temp.as_person('h_registrar', format('SELECT count(*) FROM history.as_of(''student'', %s, now() - interval ''1 day'')', pg_temp.id('h_student2'))), '0', 'as of before it was made: nothing');
SELECT is(pg_temp.as_person('h_registrar', format('SELECT count(*) FROM history.as_of(''student'', %s, NULL)', pg_temp.id('h_student2'))), 'ERROR NX004', 'a moment is needed');

-- Break-glass. Without it a leader sees neither card nor diagnosis.
CREATE FUNCTION pg_temp.health(login text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(login, format('SELECT coalesce(string_agg(concat_ws('' '', first_aid, condition), '',''), ''nothing'') FROM care.read_health(%s)', pg_temp.id('h_student1'))) $$;
CREATE FUNCTION pg_temp.breaks(login text, class text, reason text, hours int) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(login, format('SELECT access.break_glass(%s, %L, %L, %s) > 0', pg_temp.id('h_student1'), class, reason, hours)) $$;
SELECT is(pg_temp.health('h_leader'), 'nothing', 'a leader sees no health card');
SELECT is(pg_temp.breaks('h_leader', 'health_card', 'short', 1), 'ERROR NX004', 'breaking the glass needs a reason');
SELECT is(pg_temp.breaks('h_leader', 'health_card', 'fainted at the sports day', 5), 'ERROR NX004', 'and ends within four hours');
SELECT is(pg_temp.breaks('h_leader', 'care_file', 'fainted at the sports day', 1), 'ERROR NX002', 'and opens no other class');
SELECT is(pg_temp.breaks('h_homeroom', 'diagnosis', 'fainted at the sports day', 1), 'ERROR NX002', 'and is not for everybody');
SELECT is(pg_temp.breaks('h_parent', 'health_card', 'fainted at the sports day', 1), 'ERROR NX002', 'nor a way to the own child''s record');
SELECT is(pg_temp.breaks('h_leader', 'health_card', 'fainted at the sports day', 2), 'true', 'a leader breaks the glass');
SELECT is(pg_temp.health('h_leader'), 'spray in the left pocket', 'and sees the card, but no diagnosis');
SELECT is(pg_temp.health('h_leader2'), 'nothing', 'while another leader sees nothing');
SELECT is(pg_temp.as_person('h_leader', format('SELECT access.may_student(''health_card'', ''edit'', %s)', pg_temp.id('h_student1'))), 'false', 'it is for seeing only');
SELECT is(pg_temp.as_person('h_leader', format('SELECT access.may_student(''health_card'', ''see'', %s)', pg_temp.id('h_student2'))), 'false', 'of that student only');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'break_glass' AND person_id = pg_temp.id('h_leader') AND student_id = pg_temp.id('h_student1') AND purpose = 'fainted at the sports day'), 1,
          'it is in the log with its reason');
SELECT is(pg_temp.as_person('h_party', 'SELECT access.unreviewed_break_glass()') || pg_temp.as_person('h_clinic', 'SELECT access.unreviewed_break_glass()')
          || pg_temp.as_person('h_homeroom', 'SELECT access.unreviewed_break_glass()'), '110', 'the party office and the clinic hear of it, others do not');
SELECT is(pg_temp.as_person('h_leader', 'SELECT access.review_break_glass((SELECT max(id) FROM access.list_break_glass(false, 10)), true, ''fine'')'), 'ERROR NX002', 'whoever looked does not review it');
SELECT is(pg_temp.as_person('h_clinic', 'SELECT access.review_break_glass((SELECT max(id) FROM access.list_break_glass(false, 10)), true, ''fine'')'), 'ERROR NX002', 'nor does the clinic');
INSERT INTO access.role_assignment (person_id, role, purpose, approved_at, valid) VALUES (pg_temp.id('h_leader'), 'party_office', 'test', now(), daterange(current_date - 1, current_date + 30));
SELECT is(pg_temp.as_person('h_leader', 'SELECT access.review_break_glass((SELECT max(id) FROM access.list_break_glass(false, 10)), true, ''fine'')'), 'ERROR NX002',
          'nor whoever looked, being of the party office too');
SELECT is(pg_temp.as_person('h_party', 'SELECT access.review_break_glass((SELECT max(id) FROM access.list_break_glass(false, 10)), false, ''the nurse was there'')'), '', 'the party office does');
SELECT is(pg_temp.health('h_leader'), 'nothing', 'what was not justified ends at once');
SELECT is(pg_temp.breaks('h_leader2', 'diagnosis', 'ambulance asks for the condition', 1), 'true', 'a second look');
SELECT is(pg_temp.health('h_leader2'), 'spray in the left pocket asthma', 'shows the diagnosis, and the card beside it');
UPDATE access.role_assignment SET valid = daterange(current_date - 10, current_date) WHERE person_id = pg_temp.id('h_leader2');
SELECT is(pg_temp.health('h_leader2'), 'nothing', 'and ends with the role');
UPDATE access.role_assignment SET valid = daterange(current_date - 10, current_date + 10) WHERE person_id = pg_temp.id('h_leader2');
UPDATE access.break_glass SET opened_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE person_id = pg_temp.id('h_leader2');
SELECT is(pg_temp.health('h_leader2'), 'nothing', 'and with its hours');
-- Refusals.
SELECT is(pg_temp.as_person('h_homeroom', 'SELECT count(*) FILTER (WHERE audit.refused(''/care-files/'' || n, ''NX002'')) FROM generate_series(1, 40) AS n'), '30', 'refusals are written down, thirty a minute');
SELECT is(pg_temp.as_person('h_homeroom', 'SELECT audit.refused(''/care-files/41'', ''NX003'')'), 'true', 'what is not found does not crowd out what may not be done, nor the other way round');
SELECT is(pg_temp.as_person('h_homeroom', 'SELECT audit.refused(''/care-files/42'', ''NX001'')'), 'false', 'and nothing else is written down as a refusal');
SELECT * FROM finish();
ROLLBACK;

-- The access matrix against PostgreSQL: for every table and every kind of person, row by row, both ways.
-- The expected rows are worked out from the matrix's own words and from the facts of the small school, not by the functions that the policies use.
BEGIN;
SELECT plan(17);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE TEMP TABLE matrix_text (line text);
CREATE TEMP TABLE table_rule (table_name text, record_class text, reached_by text, relation text, note text);
CREATE TEMP TABLE definer_rule (function text, why text);
\copy table_rule FROM PROGRAM 'cat sql/access/tables/*.csv | grep -v ^table_name,' (FORMAT csv)
\copy definer_rule FROM PROGRAM 'cat sql/access/definer_functions/*.csv | grep -v ^function,why' (FORMAT csv)
\copy matrix_text FROM 'sql/access/matrix.csv' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
-- The cells have no commas and no quotes, so that a line is split at its commas.
CREATE TEMP TABLE cell AS
SELECT split_part(body.line, ',', 1) AS record_class, head.role, verb.verb, split_part(part.text, ' ', 2) AS row_rule
FROM (SELECT line FROM matrix_text WHERE line NOT LIKE 'record_class,%') AS body
CROSS JOIN (SELECT role, place FROM matrix_text, unnest(string_to_array(line, ',')) WITH ORDINALITY AS named (role, place) WHERE line LIKE 'record_class,%' AND place > 1) AS head
CROSS JOIN LATERAL unnest(string_to_array(split_part(body.line, ',', head.place::int), '; ')) AS part (text)
CROSS JOIN LATERAL unnest(string_to_array(split_part(part.text, ' ', 1), NULL)) AS letter (letter)
JOIN (VALUES ('S', 'see'), ('C', 'create'), ('E', 'edit'), ('D', 'decide'), ('X', 'export')) AS verb (letter, verb) ON verb.letter = letter.letter;

SELECT cmp_ok((SELECT count(*)::int FROM cell), '>', 300, 'the matrix is read');
SELECT set_eq('SELECT record_class, role, verb, row_rule FROM cell', 'SELECT record_class, role, verb, row_rule FROM access.permission', 'the matrix is what the database holds');
SELECT set_eq('SELECT table_name FROM table_rule', $$SELECT namespace.nspname || '.' || class.relname FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'p') AND class.relowner = 'nuanxin_owner'::regrole$$, 'every table stands in sql/access/tables');
SELECT is_empty($$SELECT table_name FROM table_rule WHERE record_class IS NOT NULL AND record_class NOT IN (SELECT record_class FROM access.record_class)$$, 'with a record class that there is');
SELECT is_empty($$SELECT table_name FROM table_rule CROSS JOIN (VALUES ('nuanxin_staff'), ('nuanxin_analyst'), ('nuanxin_auditor'), ('nuanxin_public'), ('nuanxin_web')) AS door (role)
    WHERE reached_by <> 'select' AND has_any_column_privilege(role, table_name::regclass, 'SELECT')$$, 'what comes through functions is granted to nobody');
SELECT is_empty($$SELECT table_name FROM table_rule WHERE reached_by = 'select' AND NOT has_any_column_privilege('nuanxin_staff', table_name::regclass, 'SELECT')$$, 'what is selected is granted');
SELECT set_eq('SELECT function FROM definer_rule', $$SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND proowner IN ('nuanxin_owner'::regrole, 'nuanxin_accounts'::regrole)$$,
              'every function with its owner''s rights stands in sql/access/definer_functions');
SELECT is_empty($$SELECT function FROM definer_rule WHERE coalesce(length(why), 0) < 20$$, 'with the reason why');

-- Records inside and outside of each relation.
INSERT INTO care.file (student_id, source, opened_on, carer_id) SELECT pg_temp.id('student' || n), 'x', ref.today(), CASE n WHEN 3 THEN pg_temp.id('t_counsellor') END FROM generate_series(1, 3) AS n;
INSERT INTO care.pairing (student_id, carer_id, kind, valid) SELECT pg_temp.id('student2'), pg_temp.id('t_carer'), 'leader', '[2024-09-01,)';
INSERT INTO care.health_record (student_id, condition, valid) VALUES (pg_temp.id('student1'), '哮喘', '[2024-01-01,)');
INSERT INTO field.visit (mode, visited_on, visitor_id, student_id) SELECT 'phone', ref.today() - n, pg_temp.id('t_homeroom'), pg_temp.id('student' || n) FROM generate_series(1, 3) AS n;
INSERT INTO field.visit (mode, visited_on, visitor_id, student_id) VALUES ('phone', ref.today(), pg_temp.id('t_parent'), pg_temp.id('student1'));
SELECT pg_temp.hire(login, 'homeroom_teacher', 'class1') FROM unnest('{t_former,t_proposed,t_disabled}'::text[]) AS login;
SELECT pg_temp.hire('t_second', 'homeroom_teacher', 'class2'), pg_temp.hire('t_safety', 'safety', NULL), pg_temp.hire('t_teacher', 'teacher', NULL), pg_temp.hire('t_secretary', 'party_secretary', NULL), pg_temp.hire('t_setup', 'data_setup', NULL);
UPDATE access.role_assignment SET valid = daterange(ref.today() - 60, ref.today()) WHERE person_id = pg_temp.id('t_former');
UPDATE access.role_assignment SET approved_at = NULL WHERE person_id = pg_temp.id('t_proposed');
UPDATE auth.account SET disabled_at = now() WHERE login_name = 't_disabled';

-- Who they are, by the words of this test.
CREATE TEMP TABLE somebody AS SELECT login, role, person FROM (SELECT account.login_name::text AS login, assignment.role, account.person_id AS person
    FROM auth.account JOIN access.role_assignment AS assignment USING (person_id) WHERE account.login_name LIKE 't\_%') AS hired
WHERE login NOT IN ('t_former', 't_proposed', 't_disabled')
UNION ALL SELECT login, NULL, CASE WHEN login IN ('t_former', 't_proposed') THEN pg_temp.id(login) END FROM unnest('{t_former,t_proposed,t_disabled,nuanxin_web}'::text[]) AS login;
-- Students of each relation.
CREATE TEMP TABLE related (login text, row_rule text, student bigint);
INSERT INTO related SELECT login, row_rule, pg_temp.id(student) FROM (VALUES
    ('t_homeroom', 'class', 'student1'), ('t_homeroom', 'class', 'student2'), ('t_parent', 'class', 'student1'), ('t_parent', 'class', 'student2'), ('t_second', 'class', 'student3'),
    ('t_grade', 'grade', 'student1'), ('t_grade', 'grade', 'student2'), ('t_grade', 'grade', 'student3'),
    ('t_carer', 'pairing', 'student2'), ('t_counsellor', 'referred', 'student3'), ('t_clinic', 'health', 'student1')) AS fact (login, row_rule, student);
CREATE FUNCTION pg_temp.sees_all(who text, class text) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM cell JOIN somebody USING (role) WHERE somebody.login = who AND cell.record_class = class AND verb = 'see' AND row_rule = 'all') $$;
CREATE FUNCTION pg_temp.sees_student(who text, class text, student bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT (pg_temp.sees_all(who, class) OR EXISTS (SELECT FROM cell JOIN somebody USING (role) JOIN related USING (login, row_rule)
            WHERE somebody.login = who AND cell.record_class = class AND verb = 'see' AND related.student = sees_student.student))
       -- Nobody meets the confidential records of an own child by office.
       AND NOT (who = 't_parent' AND student = pg_temp.id('student1') AND (SELECT sensitivity FROM access.record_class WHERE record_class = class) >= 3) $$;

-- What each sees of a table, by its first column that is granted, and what should be seen.
CREATE TEMP TABLE tried (login text, table_name text, verb text, expected text[], found text[]);
GRANT SELECT ON somebody, table_rule TO PUBLIC;
CREATE FUNCTION pg_temp.found(who text, query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    answer text[];
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', who);
    BEGIN
        EXECUTE format('SELECT coalesce(array_agg(key::text ORDER BY key::text), ''{}'') FROM (%s) AS seen (key)', query) INTO answer;
    EXCEPTION WHEN insufficient_privilege THEN
        answer := NULL;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.expected(query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    answer text[];
BEGIN
    EXECUTE format('SELECT coalesce(array_agg(key::text ORDER BY key::text), ''{}'') FROM (%s) AS seen (key)', query) INTO answer;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.key_of(of_table text) RETURNS text LANGUAGE sql AS $$
    SELECT attname::text FROM pg_attribute WHERE attrelid = of_table::regclass AND attnum > 0 AND NOT attisdropped AND has_column_privilege('nuanxin_staff', attrelid, attnum, 'SELECT') ORDER BY attnum LIMIT 1 $$;
DO $$
DECLARE
    one record;
    condition text;
    door name;
BEGIN
    FOR one IN SELECT * FROM table_rule CROSS JOIN somebody LOOP
        door := coalesce((SELECT login_group FROM access.role WHERE role = one.role), 'nuanxin_staff');
        -- NULL: refused outright.
        condition := CASE
            WHEN one.reached_by <> 'select' OR NOT has_any_column_privilege(door, one.table_name::regclass, 'SELECT') THEN NULL
            WHEN one.person IS NULL THEN 'false'
            WHEN one.relation = 'everybody' THEN 'true'
            WHEN one.relation = 'rule' THEN format('pg_temp.sees_all(%L, %L)', one.login, one.record_class)
            WHEN one.relation = 'person' THEN format('(in_directory AND pg_temp.sees_all(%1$L, %2$L)) OR id = %3$s OR (EXISTS (SELECT FROM people.student WHERE person_id = person.id) AND pg_temp.sees_student(%1$L, %2$L, id))',
                                                     one.login, one.record_class, one.person)
            WHEN one.relation LIKE 'student:%' THEN format('pg_temp.sees_student(%L, %L, %I)', one.login, one.record_class, split_part(one.relation, ':', 2))
            WHEN one.relation LIKE 'own:%' THEN format('%I = %s OR pg_temp.sees_all(%L, %L)', split_part(one.relation, ':', 2), one.person, one.login, one.record_class)
            WHEN one.relation = 'visit' THEN format('(visitor_id = %3$s OR pg_temp.sees_student(%1$L, %2$L, student_id))', one.login, one.record_class, one.person)
            END;
        CONTINUE WHEN condition IS NULL AND one.reached_by = 'select' AND has_any_column_privilege(door, one.table_name::regclass, 'SELECT');
        INSERT INTO tried SELECT one.login, one.table_name, 'see',
            CASE WHEN condition IS NOT NULL THEN pg_temp.expected(format('SELECT %I FROM %s WHERE %s', pg_temp.key_of(one.table_name), one.table_name, condition)) END,
            pg_temp.found(one.login, format('SELECT %I FROM %s', coalesce(pg_temp.key_of(one.table_name), 'ctid'), one.table_name));
    END LOOP;
END $$;
SELECT is_empty('SELECT login, table_name, expected, found FROM tried WHERE expected IS DISTINCT FROM found', 'everybody sees of each table what the matrix gives, nothing more and nothing less');
SELECT cmp_ok((SELECT count(*)::int FROM tried), '>', 1500, 'in many cells');
SELECT is_empty('SELECT login FROM somebody EXCEPT SELECT login FROM tried', 'everybody was tried');
GRANT SELECT ON cell TO PUBLIC;
CREATE TEMP TABLE answered AS
SELECT login, pg_temp.found(login, format('SELECT concat_ws('' '', record_class, verb) FROM (SELECT DISTINCT record_class, verb FROM cell) AS asked
    WHERE access.may(record_class, verb) OR access.may_all(record_class, verb) OR access.may_student(record_class, verb, %s) OR access.may_record(record_class, verb, %s, NULL, NULL)
       OR EXISTS (SELECT FROM access.student_ids(record_class, verb)) OR EXISTS (SELECT FROM access.unit_ids(record_class, verb)) OR EXISTS (SELECT FROM access.assignments())',
    pg_temp.id('student1'), pg_temp.id('class1'))) AS questions
FROM somebody WHERE login IN ('t_homeroom', 't_former', 't_proposed', 't_disabled');
SELECT is_empty($$SELECT login, questions FROM answered WHERE questions IS DISTINCT FROM CASE login WHEN 't_homeroom' THEN questions ELSE '{}' END OR (login = 't_homeroom' AND cardinality(questions) < 10)$$,
                'no question about rights is answered by a role that ended, that nobody approved, or by a closed account');
-- A comparison of nothing with nothing would prove nothing.
SELECT cmp_ok((SELECT count(DISTINCT table_name)::int FROM tried WHERE cardinality(expected) > 0), '>', 25, 'rows are seen in many tables');
SELECT cmp_ok((SELECT count(DISTINCT (login, table_name))::int FROM tried JOIN table_rule USING (table_name) WHERE relation LIKE 'student:%' AND cardinality(expected) BETWEEN 1 AND 2), '>', 10, 'and some but not all in many');

-- Nobody writes past the functions: each verb, each table, each person.
CREATE TEMP TABLE written (login text, table_name text, verb text, answer text);
DO $$
DECLARE
    one record;
    how text;
BEGIN
    FOR one IN SELECT table_name, login FROM table_rule CROSS JOIN somebody LOOP
        FOREACH how IN ARRAY ARRAY['INSERT INTO %s DEFAULT VALUES', 'UPDATE %s SET %I = %2$I', 'DELETE FROM %s', 'TRUNCATE %s'] LOOP
            EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', one.login);
            BEGIN
                EXECUTE format(how, one.table_name, (SELECT attname FROM pg_attribute WHERE attrelid = one.table_name::regclass AND attnum > 0 AND attidentity = '' AND attgenerated = '' ORDER BY attnum LIMIT 1));
                RESET SESSION AUTHORIZATION;
                INSERT INTO written VALUES (one.login, one.table_name, split_part(how, ' ', 1), 'done');
            EXCEPTION WHEN OTHERS THEN
                RESET SESSION AUTHORIZATION;
                INSERT INTO written VALUES (one.login, one.table_name, split_part(how, ' ', 1), SQLSTATE);
            END;
        END LOOP;
    END LOOP;
END $$;
SELECT is_empty($$SELECT login, table_name, verb, answer FROM written WHERE answer <> '42501'$$, 'nobody inserts, updates, deletes or empties any table directly');
SELECT cmp_ok((SELECT count(*)::int FROM written), '>', 7000, 'in many cells');
-- Verbs of the matrix, by the functions that do them, for a care file.
CREATE TEMP TABLE done (login text, verb text, student bigint, expected boolean, found boolean);
DO $$
DECLARE
    one record;
    answer boolean;
BEGIN
    FOR one IN SELECT somebody.login, somebody.role, verb.verb, verb.call, file.student_id, file.id FROM somebody CROSS JOIN care.file
        CROSS JOIN (VALUES ('see', 'SELECT count(*) FROM care.read_file(%s)'), ('create', 'SELECT care.add_note(%s, ''x'')'), ('edit', 'SELECT care.hand_over(%s, NULL)'), ('decide', 'SELECT care.close_file(%s, ''x'')'))
            AS verb (verb, call) LOOP
        EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', one.login);
        BEGIN
            EXECUTE format(one.call, one.id);
            RAISE EXCEPTION USING ERRCODE = 'ZZ999';
        EXCEPTION
            WHEN SQLSTATE 'ZZ999' THEN answer := true;
            WHEN insufficient_privilege OR SQLSTATE 'NX002' OR SQLSTATE 'NX003' OR SQLSTATE 'NX006' THEN answer := false;
            -- The rules of the record refuse after the right was found.
            WHEN OTHERS THEN answer := true;
        END;
        RESET SESSION AUTHORIZATION;
        INSERT INTO done SELECT one.login, one.verb, one.student_id,
            EXISTS (SELECT FROM cell WHERE cell.role = one.role AND record_class = 'care_file' AND cell.verb = one.verb
                    AND (row_rule = 'all' OR EXISTS (SELECT FROM related WHERE related.login = one.login AND related.row_rule = cell.row_rule AND related.student = one.student_id)))
            AND NOT (one.login = 't_parent' AND one.student_id = pg_temp.id('student1')), answer;
    END LOOP;
END $$;
SELECT is_empty('SELECT login, verb, student, expected, found FROM done WHERE expected IS DISTINCT FROM found', 'who sees, writes in, hands over and closes which care file');
SELECT diag(format('cells tried: %s by reading, %s by writing, %s by the functions of care files', (SELECT count(*) FROM tried), (SELECT count(*) FROM written), (SELECT count(*) FROM done)));
SELECT * FROM finish();
ROLLBACK;

-- The catalogue of registers holds together, and its doors read what is typed and refuse what cannot be.
BEGIN;
SELECT plan(38);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE TEMP VIEW named_function AS
SELECT register, list_function AS name, 'list' AS used_as FROM registers.register UNION ALL SELECT register, read_function, 'read' FROM registers.register WHERE read_function IS NOT NULL
UNION ALL SELECT register, list_function, 'part' FROM registers.part
UNION ALL SELECT register, function_name, CASE WHEN on_record THEN 'on record' ELSE 'action' END FROM registers.action WHERE function_name <> 'work.move';

SELECT is_empty('SELECT register, name FROM named_function WHERE to_regproc(name) IS NULL', 'every function of the catalogue is there, once');
SELECT is_empty($$SELECT register, named_function.name, listed.name FROM named_function, registers.signature(register, named_function.name) AS listed WHERE (listed.field).name IS NULL$$,
                'every parameter and column of them stands in the dictionary');
SELECT is_empty($$SELECT register, name FROM named_function WHERE used_as IN ('list', 'read')
                  AND NOT EXISTS (SELECT FROM registers.signature(register, named_function.name) AS listed WHERE listed.name = 'id' AND NOT listed.is_parameter)$$, 'a list and a record tell their key');
SELECT is_empty($$SELECT register, name FROM named_function WHERE used_as IN ('read', 'part', 'on record')
                  AND (SELECT listed.name FROM registers.signature(register, named_function.name) AS listed WHERE listed.ordinal = 1) IS DISTINCT FROM 'of_record'$$, 'what is about a record begins with its key');
SELECT is_empty($$SELECT register, name FROM named_function WHERE NOT has_function_privilege('nuanxin_staff', to_regproc(name), 'EXECUTE')$$, 'they are granted');
SELECT is_empty($$SELECT register, action FROM registers.action JOIN registers.register USING (register) WHERE transition IS NOT NULL
                  AND NOT EXISTS (SELECT FROM ref.lifecycle_transition AS step WHERE step.lifecycle = register.lifecycle AND step.action = action.transition)$$, 'every step is one of the life cycle');
SELECT is_empty($$SELECT lifecycle.lifecycle FROM ref.lifecycle WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(lifecycle.table_name) AND tgname = 'keep_to_lifecycle'
                  AND tgenabled = 'O' AND rtrim(encode(tgargs, 'escape'), '\000') = lifecycle.lifecycle)$$, 'every state is kept to its life cycle');
SELECT is_empty($$SELECT lifecycle FROM ref.lifecycle_state EXCEPT SELECT lifecycle FROM ref.lifecycle$$, 'every life cycle names its table');
SELECT is_empty($$SELECT lifecycle, action FROM ref.lifecycle_transition AS step JOIN registers.register USING (lifecycle)
                  WHERE NOT step.follows AND NOT EXISTS (SELECT FROM registers.action WHERE action.register = register.register AND action.transition = step.action)$$, 'and every step of it can be taken');
SELECT is_empty($$SELECT register FROM registers.register CROSS JOIN unnest(systems) AS wanted (system) WHERE wanted.system NOT IN (SELECT system FROM registers.system)$$, 'registers serve rows of the plan');
SELECT is((SELECT count(*)::int FROM registers.system), 80, 'the plan has 80 rows');
SELECT is_empty($$SELECT name, source FROM registers.field WHERE kind = 'code' AND source NOT IN (SELECT list FROM ref.code_list)$$, 'code lists are there');
SELECT is_empty($$SELECT name, source FROM registers.field WHERE kind = 'state' AND source NOT IN (SELECT lifecycle FROM ref.lifecycle_state)$$, 'life cycles are there');
SELECT is_empty($$SELECT name, source FROM registers.field WHERE kind = 'record' AND source NOT IN (SELECT register FROM registers.register)$$, 'registers that fields point to are there');
SELECT is_empty($$SELECT lifecycle FROM ref.lifecycle WHERE to_regclass(table_name) IS NULL OR EXISTS (
                      SELECT FROM unnest(person_columns || unit_column || student_column || '{id,state}') AS wanted (name) WHERE wanted.name IS NOT NULL
                      AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(table_name) AND attname = wanted.name))$$, 'life cycles name tables and columns that there are');
SELECT is_empty($$SELECT lifecycle, action, name FROM ref.lifecycle_transition JOIN ref.lifecycle USING (lifecycle) CROSS JOIN unnest(not_by || sets_day || sets_person) AS wanted (name)
                  WHERE wanted.name IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(table_name) AND attname = wanted.name)$$, 'steps name columns that there are');
SELECT is_empty($$SELECT lifecycle, action, condition FROM ref.lifecycle_transition WHERE condition IS NOT NULL AND to_regproc(condition) IS NULL$$, 'and conditions');

-- Every list and every form can be drawn by somebody of each office; nobody is answered with an error of the system.
CREATE FUNCTION pg_temp.drawn(who text, of_register text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT jsonb_typeof(registers.page(%L, ''{}'', 0, 10))', of_register)) $$;
SELECT is_empty($$SELECT login_name, register, pg_temp.drawn(login_name::text, register) FROM auth.account, registers.register WHERE login_name LIKE 't\_%'
                  AND pg_temp.drawn(login_name::text, register) NOT IN ('object', 'ERROR NX002', 'ERROR NX006')$$, 'every list is drawn or refused in words, for everybody');

CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb)', of_register, wanted, of_record, arguments)) $$;
INSERT INTO known SELECT 'building', pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "楼", "label": "一号楼"}')::bigint;
SELECT is((SELECT kind FROM units.place WHERE id = pg_temp.id('building')), 'building', 'a choice is read by what it is called');
INSERT INTO known SELECT 'room', pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "classroom", "label": "101", "parent": "一号楼", "capacity": "56", "of_unit": "测试1班"}')::bigint;
SELECT is((SELECT unit_id FROM units.place WHERE id = pg_temp.id('room')), pg_temp.id('class1'), 'a unit by its name, a place by its own');
SELECT is(pg_temp.run('t_homeroom', 'place', 'add', NULL, '{"kind": "楼", "label": "二号楼"}'), 'ERROR NX002', 'who may not is refused');
SELECT is(pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "城堡", "label": "二号楼"}'), 'ERROR NX004', 'no such kind');
SELECT is(pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "楼", "label": "一号楼"}'), 'ERROR NX004', 'not twice');
SELECT is(pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "楼", "label": "三号楼", "colour": "red"}'), 'ERROR NX004', 'no such field');
SELECT is(pg_temp.run('t_general', 'place', 'add', NULL, '{"kind": "楼", "label": "三号楼", "capacity": "many"}'), 'ERROR NX004', 'not a number');
SELECT is(pg_temp.run('t_general', 'place', 'paint', NULL, '{}'), 'ERROR NX003', 'no such action');
SELECT is(pg_temp.run('t_general', 'place', 'end', pg_temp.id('building'), '{}'), 'ERROR NX001', 'a building whose rooms are in use stays');
SELECT is(pg_temp.as_person('t_homeroom', $$SELECT jsonb_array_length(registers.page('place', '{"matching": "一号楼"}', 0, 10) -> 'rows')$$), '2', 'others see both');
SELECT is(pg_temp.as_person('t_homeroom', $$SELECT registers.page('place', '{}', 0, 10) -> 'actions'$$), '[]', 'and have nothing to do there');
SELECT is(pg_temp.as_person('t_general', format('SELECT registers.open(''place'', %s) -> ''words'' ->> ''kind''', pg_temp.id('room'))), 'classroom', 'a record says what its codes mean');
SELECT is(pg_temp.as_person('t_admin', $$SELECT registers.page('place', '{}', 0, 10)$$), 'ERROR NX002', 'the administrator sees none');

-- Sheets.
CREATE FUNCTION pg_temp.load(who text, rows text, dry boolean) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT string_agg(concat_ws('' '', row_number, verdict, field), '', '' ORDER BY row_number) FROM registers.load_sheet(''place'', ''f.xlsx'', %L::jsonb, %L::boolean)', rows, dry)) $$;
SELECT is(pg_temp.load('t_general', '[{"row": 3, "values": {"kind": "楼", "label": "五号楼"}}, {"row": 4, "values": {"kind": "塔", "label": "六号楼"}}, {"row": 5, "values": {"kind": "楼"}}]', true),
          '3 new, 4 refused kind, 5 refused', 'a dry run tells what would become of each row');
SELECT is((SELECT count(*)::int FROM units.place WHERE label = '五号楼'), 0, 'and leaves nothing behind');
SELECT is(pg_temp.load('t_general', '[{"row": 3, "values": {"kind": "楼", "label": "五号楼"}}, {"row": 4, "values": {"kind": "塔", "label": "六号楼"}}]', false), '3 new, 4 refused kind', 'good rows come in, bad ones say why');
SELECT is((SELECT count(*)::int FROM units.place WHERE label = '五号楼'), 1, 'once');
SELECT is(pg_temp.load('t_general', '[{"row": 3, "values": {"kind": "楼", "label": "五号楼"}}]', false), '3 same', 'the same again changes nothing');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'import' AND record_key = 'place'), 2, 'imports are in the log');
SELECT is(pg_temp.load('t_homeroom', '[{"row": 3, "values": {"kind": "楼", "label": "七号楼"}}]', false), 'ERROR NX002', 'who may not add may not load');
SELECT * FROM finish();
ROLLBACK;
